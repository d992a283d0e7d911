"""Answers to queries: which records fit, in which order, which page.

Reference: reference/quickbooks.md 4. A comparison with `=` or IN on an indexed field never
walks the shelf; text is compared without case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from leafledger_simulators.quickbooks.catalogue import KINDS_BY_LOWER
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.query_language import Condition, Query, parse
from leafledger_simulators.quickbooks.refusals import query_invalid
from leafledger_simulators.quickbooks.shapes import EntityKind, Field, Shape
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body, read_day, read_instant

Test = Callable[[Body], bool]


def run_query(company: Company, statement: str) -> Body:
    """The `QueryResponse` object for a statement. Raises: Refusal 4000, 4001."""
    query = parse(
        statement,
        company.switches["max_results_above_1000"],
        company.switches["start_position_zero"],
    )
    lower = query.entity.lower()
    if lower == "preferences":
        return {"Preferences": [company.shown_preferences()], "maxResults": 1}
    if lower == "companyinfo":
        return {"CompanyInfo": [company.company_info], "maxResults": 1}
    kind = KINDS_BY_LOWER.get(lower)
    if kind is None or "query" not in kind.operations:
        raise query_invalid(f"{query.entity} is not a queryable entity")
    company.behaviours[kind.name].check_available(company)
    found = _matching(company, kind, query)
    if query.is_count:
        return {"totalCount": len(found)}
    for path, descends in reversed(query.order):
        field_path, field = _queryable(kind, path)
        key = _sort_key(field_path, field)
        found.sort(key=lambda one, key=key: key(one[0]), reverse=descends)  # type: ignore[misc]
    page = found[query.start - 1 : query.start - 1 + query.page]
    if not page:
        return {}
    answer: Body = {
        kind.name: [_columns(kind, query, company.show(record)) for _, record in page],
        "startPosition": query.start,
        "maxResults": len(page),
    }
    if company.switches["query_total_count"]:
        answer["totalCount"] = len(found)
    return answer


def _columns(kind: EntityKind, query: Query, body: Body) -> Body:
    """There is no projection, but `*` leaves some fields out that naming brings back."""
    left_out = kind.left_out_of_star - set(query.columns)
    if not left_out:
        return body
    return {name: value for name, value in body.items() if name not in left_out}


def _matching(company: Company, kind: EntityKind, query: Query) -> list[tuple[Body, Record]]:
    """What fits: each with the form of it that was compared."""
    for column in query.columns:
        if column != "*" and column.lower() not in kind.by_lower_name:
            raise query_invalid(f"Property {column} not found for Entity {kind.name}")
    tests = [_test(company, kind, condition) for condition in query.conditions]
    asks_activity = any(one.path.lower() == "active" for one in query.conditions)
    hides_inactive = "Active" in kind.by_name and not asks_activity
    asked_form = company.behaviours[kind.name].asked_form
    found: list[tuple[Body, Record]] = []
    for record in _candidates(company, kind, query.conditions):
        if hides_inactive and not record.active:
            continue
        body = asked_form(company, record)
        if all(test(body) for test in tests):
            found.append((body, record))
    return found


def _candidates(
    company: Company, kind: EntityKind, conditions: list[Condition]
) -> Iterable[Record]:
    """The fewest records that an index can name; all of them without one."""
    shelf = company.shelves[kind.name]
    for condition in conditions:
        path, _ = _queryable(kind, condition.path)
        if condition.operator in {"=", "IN"}:
            if path == "Id":
                chosen = (shelf.get(value) for value in dict.fromkeys(condition.values))
                return [record for record in chosen if record is not None]
            if shelf.has_index(path):
                return _by_id(
                    record for value in condition.values for record in shelf.find(path, value)
                )
        if path == "MetaData.LastUpdatedTime" and condition.operator in {">", ">="}:
            return _by_id(shelf.changed_since(_instant(condition.values[0])))
    return shelf


def _by_id(records: Iterable[Record]) -> list[Record]:
    return sorted(
        {record.id: record for record in records}.values(), key=lambda one: (len(one.id), one.id)
    )


def _queryable(kind: EntityKind, path: str) -> tuple[str, Field]:
    found = kind.by_lower_name.get(path.lower())
    if found is None:
        raise query_invalid(f"Property {path} not found for Entity {kind.name}")
    if not found[1].queryable:
        raise query_invalid(f"property '{found[0]}' is not queryable")
    return found


def _test(company: Company, kind: EntityKind, condition: Condition) -> Test:
    path, field = _queryable(kind, condition.path)
    if path == "Id" and condition.operator not in {"=", "IN"}:
        raise query_invalid(f"operator {condition.operator} is not supported for property 'Id'")
    if path in kind.row_paths:
        chosen_rows = {value.lower() for value in condition.values}
        return lambda body: bool(_row_values(body, path) & chosen_rows)
    if condition.operator == "LIKE":
        pattern = _like(condition.values[0])
        return lambda body: pattern.fullmatch(str(_value(body, path) or "")) is not None
    wanted = [_converted(company, field, value) for value in condition.values]
    read = _reader(path, field)
    if condition.operator in {"=", "IN"}:
        chosen = set(wanted)
        return lambda body: read(body) in chosen
    limit = wanted[0]
    return lambda body: _ordered(read(body), condition.operator, limit)


def _ordered(value: Any, operator: str, limit: Any) -> bool:
    if value is None or limit is None:
        return False
    match operator:
        case "<":
            return bool(value < limit)
        case ">":
            return bool(value > limit)
        case "<=":
            return bool(value <= limit)
        case _:
            return bool(value >= limit)


def _like(pattern: str) -> re.Pattern[str]:
    parts = (re.escape(part) for part in pattern.split("%"))
    return re.compile(".*".join(parts), re.IGNORECASE | re.DOTALL)


def _value(body: Body, path: str) -> Any:
    value: Any = body
    for part in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(part)
    return value


def _row_values(body: Body, path: str) -> set[str]:
    """What stands at a path in the rows of a list, in lower case."""
    rows, inner, name = path.split(".")
    found = (row.get(inner, {}) for row in body.get(rows, []))
    return {str(one.get(name.lower(), "")).lower() for one in found}


def _reader(path: str, field: Field) -> Callable[[Body], Any]:
    """How a stored value is compared: text in lower case, a reference by its id."""

    def read(body: Body) -> Any:
        value = _value(body, path)
        if value is None:
            return None
        match field.shape:
            case Shape.REFERENCE:
                return str(value.get("value"))
            case Shape.TEXT:
                return str(value).lower()
            case Shape.TIME:
                return datetime.fromisoformat(value)
            case Shape.MONEY | Shape.RATE | Shape.WHOLE:
                return Decimal(value)
            case _:
                return value

    return read


def _converted(company: Company, field: Field, value: str) -> Any:
    """A value of the statement as the reader gives the stored ones. Raises: Refusal 4001."""
    if value.strip() == "" and field.shape is not Shape.TEXT:
        return None
    try:
        match field.shape:
            case Shape.MONEY | Shape.RATE | Shape.WHOLE:
                return Decimal(value)
            case Shape.FLAG:
                return {"true": True, "false": False}[value.lower()]
            case Shape.DAY:
                day = company.today() if value.upper() == "CURRENT_DATE" else read_day(value)
                return day.isoformat()
            case Shape.TIME:
                return _instant(value)
            case Shape.TEXT:
                return value.lower() if value.strip() else None
            case _:
                return value
    except (ValueError, KeyError, InvalidOperation) as error:
        raise query_invalid(f"value '{value}' is not valid for property '{field.name}'") from error


def _instant(value: str) -> datetime:
    try:
        return read_instant(value)
    except ValueError as error:
        raise query_invalid(f"Invalid date format: '{value}'") from error


def _sort_key(path: str, field: Field) -> Callable[[Body], tuple[bool, Any]]:
    read = _reader(path, field)
    if path == "Id":
        # As numbers; the pseudo tax codes have words for ids, which come after.
        return lambda body: (True, (not body["Id"].isdigit(), len(body["Id"]), body["Id"]))

    def key(body: Body) -> tuple[bool, Any]:
        value = read(body)
        return (value is not None, value if value is not None else 0)

    return key
