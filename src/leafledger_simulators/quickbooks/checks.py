"""A request's body against the entity's description: unknown fields, types, lengths, references.

Reference: reference/quickbooks.md 9 (codes 2010 to 2500) and 10 (lengths).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from leafledger_simulators.quickbooks import wire
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import (
    invalid_characters,
    invalid_choice,
    invalid_date,
    invalid_number,
    invalid_reference,
    missing,
    object_not_found,
    too_long,
    unknown_property,
)
from leafledger_simulators.quickbooks.shapes import EntityKind, Field, Shape
from leafledger_simulators.quickbooks.wire import Body

# An item reference may name these instead of an id (reference/quickbooks.md 10.3).
MAGIC_ITEMS = frozenset({"SHIPPING_ITEM_ID", "GRATUITY_ITEM_ID"})
Known = frozenset[tuple[str, str]]


def clean(
    kind: EntityKind, sent: Mapping[str, Any], *, refuse_unknown: bool = True
) -> tuple[Body, set[str]]:
    """The writable content of a body, converted, and the names of the fields sent empty.

    Read-only fields are dropped silently. Raises: Refusal.
    """
    return _clean_fields(kind.by_name, sent, kind.name, refuse_unknown)


def _clean_fields(
    fields: Mapping[str, Field], sent: Mapping[str, Any], owner: str, refuse_unknown: bool
) -> tuple[Body, set[str]]:
    content: Body = {}
    emptied: set[str] = set()
    for name, value in sent.items():
        field = fields.get(name)
        if field is None:
            if refuse_unknown:
                raise unknown_property(name, owner)
            continue
        if field.read_only:
            continue
        # Clients send "" and null for what they do not have; "" empties the field.
        if value is None or value == "" or (value == {} and field.shape is Shape.REFERENCE):
            if value is not None:
                emptied.add(name)
            continue
        converted = _convert(field, value, owner, refuse_unknown)
        if converted is None:
            emptied.add(name)
        else:
            content[name] = converted
    return content, emptied


def _convert(field: Field, value: Any, owner: str, refuse_unknown: bool) -> Any:
    match field.shape:
        case Shape.TEXT:
            return _text(field, value, owner)
        case Shape.MONEY:
            return wire.money(_number(field, value))
        case Shape.RATE:
            return wire.rate(_number(field, value))
        case Shape.WHOLE:
            return int(_number(field, value))
        case Shape.FLAG:
            return _flag(field, value, owner)
        case Shape.DAY:
            return _day(field, value)
        case Shape.REFERENCE:
            return _reference(field, value, owner)
        case Shape.BLOCK:
            return _block(field, value, owner, refuse_unknown)
        case Shape.ROWS:
            if not isinstance(value, list):
                raise unknown_property(field.name, owner)
            return [_block(field, row, owner, refuse_unknown) for row in value]
        case _:
            return value


def _block(field: Field, value: Any, owner: str, refuse_unknown: bool) -> Body:
    if not isinstance(value, dict):
        raise unknown_property(field.name, owner)
    if not field.fields:
        return value
    content, _ = _clean_fields(field.by_name(), value, f"{owner}.{field.name}", refuse_unknown)
    for inner in field.fields:
        if inner.required and inner.name not in content:
            raise missing(f"{field.name}.{inner.name}")
    return content


def _text(field: Field, value: Any, owner: str) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise unknown_property(field.name, owner)
    if field.length is not None and len(value) > field.length:
        raise too_long(field.name, field.length)
    if any(character in value for character in field.forbidden):
        raise invalid_characters(field.name, value)
    if field.choices and value not in field.choices:
        raise invalid_choice(field.name, value, field.choices)
    return value


def _number(field: Field, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise invalid_number(field.name, value)
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise invalid_number(field.name, value) from error
    # The largest amount the documents give is 99 999 999 999 (reference 10.2).
    if not number.is_finite() or abs(number) > Decimal(99_999_999_999):
        raise invalid_number(field.name, value)
    return number


def _flag(field: Field, value: Any, owner: str) -> bool:
    if isinstance(value, str) and value.lower() in {"true", "false"}:
        return value.lower() == "true"
    if not isinstance(value, bool):
        raise unknown_property(field.name, owner)
    return value


def _day(field: Field, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)[:10]).isoformat()
    except ValueError as error:
        raise invalid_date(field.name, value) from error


def _reference(field: Field, value: Any, owner: str) -> Body | None:
    if not isinstance(value, dict):
        raise unknown_property(field.name, owner)
    wanted = value.get("value")
    if wanted is None or wanted == "":
        return None
    if field.target:
        return {"value": str(wanted)}
    return {"value": str(wanted), **({"name": value["name"]} if value.get("name") else {})}


def known_references(kind: EntityKind, body: Body) -> Known:
    """What a stored body already refers to: it may stay, even when inactive by now."""
    found: set[tuple[str, str]] = set()

    def walk(fields: tuple[Field, ...], content: Mapping[str, Any]) -> None:
        for field in fields:
            value = content.get(field.name)
            if value is None:
                continue
            if field.shape is Shape.REFERENCE and field.target:
                found.add((field.target, value["value"]))
            elif field.shape is Shape.BLOCK:
                walk(field.fields, value)
            elif field.shape is Shape.ROWS:
                for row in value:
                    walk(field.fields, row)

    walk(kind.fields, body)
    return frozenset(found)


def resolve_references(
    company: Company, fields: tuple[Field, ...], content: Body, known: Known, path: str = ""
) -> None:
    """Put the shared reference of its target in place of every reference of a draft.

    Raises: Refusal 2500 for one that is not there, 610 for a new one to something inactive.
    """
    for field in fields:
        value = content.get(field.name)
        if value is None:
            continue
        where = f"{path}.{field.name}" if path else field.name
        if field.shape is Shape.REFERENCE and field.target:
            content[field.name] = _resolved(company, field.target, value, known, where)
        elif field.shape is Shape.BLOCK and field.fields:
            resolve_references(company, field.fields, value, known, where)
        elif field.shape is Shape.ROWS and field.fields:
            for row in value:
                resolve_references(company, field.fields, row, known, where)


def _resolved(company: Company, target: str, value: Body, known: Known, where: str) -> Body:
    wanted = value["value"]
    if target == "Item" and wanted in MAGIC_ITEMS:
        return value
    found = company.shelves[target].get(wanted)
    if found is None:
        raise invalid_reference(where, f"{target}s", wanted)
    if not found.active and (target, wanted) not in known:
        if company.switches["inactive_reference"] == "2500":
            raise invalid_reference(where, f"{target}s", wanted)
        raise object_not_found()
    return found.ref


def check_required(kind: EntityKind, content: Body) -> None:
    """Whether every required field is there. Raises: Refusal 2020."""
    for field in kind.fields:
        if field.required and field.name not in content:
            raise missing(field.name)
