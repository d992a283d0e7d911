"""The common shape of a report: header, columns with their ColKey, rows of text cells.

Reference: reference/quickbooks.md 13. Values are strings; nothing to show is `Rows: {}` with
the option NoReportData true.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import invalid_date
from leafledger_simulators.quickbooks.wire import CENT, Body, pacific, read_day

Params = dict[str, str]


def column(title: str, col_type: str, key: str) -> Body:
    """One column."""
    return {
        "ColTitle": title,
        "ColType": col_type,
        "MetaData": [{"Name": "ColKey", "Value": key}],
    }


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
    try:
        return read_day(params[name]) if params.get(name) else default
    except ValueError as error:
        raise invalid_date(name, params[name]) from error


def report(
    company: Company,
    name: str,
    columns: list[Body],
    rows: list[Body],
    header: Body,
) -> Body:
    """A whole report."""
    return {
        "Header": {
            "Time": pacific(company.now()),
            "ReportName": name,
            "ReportBasis": "Accrual",
            **header,
            "SummarizeColumnsBy": "Total",
            "Currency": "USD",
            "Option": [{"Name": "NoReportData", "Value": "false" if rows else "true"}],
        },
        "Columns": {"Column": columns},
        "Rows": {"Row": rows} if rows else {},
    }
