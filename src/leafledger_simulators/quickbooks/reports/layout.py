"""The common shape of a report: header, columns with their ColKey, rows of text cells.

Reference: reference/quickbooks.md 13. Values are strings; nothing to show is `Rows: {}` with
the option NoReportData true.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import invalid_choice, invalid_date
from leafledger_simulators.quickbooks.wire import CENT, Body, pacific, read_day

Params = dict[str, str]
BASES = ("Accrual", "Cash")
# A company keeps its books within these; a day beside them has neighbours that exist.
YEARS = (1900, 2200)


def column(title: str, col_type: str, key: str, **more: str) -> Body:
    """One column; `more` are further pairs of its MetaData, as StartDate and EndDate."""
    pairs = [{"Name": "ColKey", "Value": key}]
    pairs += [{"Name": name, "Value": value} for name, value in more.items()]
    return {"ColTitle": title, "ColType": col_type, "MetaData": pairs}


def amount(value: Decimal) -> Body:
    """An amount cell with two places; nought is empty."""
    return {"value": str(value.quantize(CENT)) if value else ""}


def total(value: Decimal) -> Body:
    """An amount cell of a sum, where nought is written out."""
    return {"value": str(value.quantize(CENT))}


def cell(value: str, record_id: str = "") -> Body:
    """A text cell, with the id of what it names."""
    return {"value": value, "id": record_id} if record_id else {"value": value}


def data(*cells: Body) -> Body:
    """A row of data."""
    return {"ColData": list(cells), "type": "Data"}


def summary(group: str, *cells: Body) -> Body:
    """A section that is only its sum."""
    return {"Summary": {"ColData": list(cells)}, "type": "Section", "group": group}


def section(title: Body, rows: list[Body], cells: list[Body], group: str = "") -> Body:
    """Rows under a heading with their sum."""
    made: Body = {
        "Header": {"ColData": [title]},
        "Rows": {"Row": rows},
        "Summary": {"ColData": cells},
        "type": "Section",
    }
    if group:
        made["group"] = group
    return made


def day_parameter(params: Params, name: str, default: date) -> date:
    """A date of the request. Raises: Refusal 2060."""
    if not params.get(name):
        return default
    try:
        day = read_day(params[name])
    except ValueError as error:
        raise invalid_date(name, params[name]) from error
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise invalid_date(name, params[name])
    return day


def ids_parameter(params: Params, name: str) -> frozenset[str]:
    """A parameter of comma-separated ids or words; empty is no wish."""
    return frozenset(one.strip() for one in params.get(name, "").split(",") if one.strip())


def choice_parameter(params: Params, name: str, choices: Iterable[str], default: str) -> str:
    """A parameter of fixed words, case aside. Raises: Refusal 2170."""
    asked = params.get(name) or default
    known = tuple(choices)
    for one in known:
        if one.lower() == asked.lower():
            return one
    raise invalid_choice(name, asked, known)


def basis_of(company: Company, params: Params) -> str:
    """Cash or Accrual: as asked, else as the company's preference says. Raises: Refusal 2170."""
    preferred = company.preferences.get("ReportPrefs", {}).get("ReportBasis", "Accrual")
    return choice_parameter(params, "accounting_method", BASES, str(preferred))


def report(
    company: Company,
    name: str,
    columns: list[Body],
    rows: list[Body],
    header: Body,
) -> Body:
    """A whole report; `header` adds to or replaces what every header says."""
    return {
        "Header": {
            "Time": pacific(company.now()),
            "ReportName": name,
            "ReportBasis": "Accrual",
            "SummarizeColumnsBy": "Total",
            "Currency": "USD",
            **header,
            "Option": [{"Name": "NoReportData", "Value": "false" if rows else "true"}],
        },
        "Columns": {"Column": columns},
        "Rows": {"Row": rows} if rows else {},
    }
