"""The general ledger by account: postings and their transactions (reference/quickbooks.md 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from leafledger.figures.money import Money
from leafledger.quickbooks.client import QuickBooks, Wire
from leafledger.quickbooks.fields import money, part, text
from leafledger.quickbooks.refusals import not_as_agreed

REPORT = "GeneralLedger"
# Books have no beginning and no end: the whole account is asked for.
FIRST_DAY, LAST_DAY = "1980-01-01", "2099-12-31"
COLUMNS = "tx_date,txn_type,subt_nat_amount"
# Accounts nest five deep (reference 10.9); more is no ledger.
DEPTH_MAX = 12
_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Movement:
    """One posting to an account, signed by the account's nature: above zero it grows.

    `dated` None where the report leaves the day out.
    """

    transaction: str
    kind: str
    amount: Money
    dated: date | None = None


def movements(client: QuickBooks, accounts: Sequence[str]) -> dict[str, list[Movement]]:
    """Every posting to some accounts, by account id: one metered call for all of them.

    Raises: OurBug for a report we cannot read.
    """
    if not accounts:
        return {}
    report = client.report(
        REPORT, start_date=FIRST_DAY, end_date=LAST_DAY, account=",".join(accounts),
        columns=COLUMNS, accounting_method="Accrual",
    )  # fmt: skip
    return read_movements(report)


def read_movements(report: Wire) -> dict[str, list[Movement]]:
    """The rows of the report by the account of their section."""
    places = _places(report)
    found: dict[str, list[Movement]] = {}
    for account, cells in _rows(part(report, "Rows", "Row"), "", 0):
        movement = _movement(cells, places)
        if movement is not None:
            found.setdefault(account, []).append(movement)
    return found


def _places(report: Wire) -> Mapping[str, int]:
    columns = part(report, "Columns", "Column")
    found: dict[str, int] = {}
    for place, column in enumerate(columns if isinstance(columns, list) else []):
        pairs = part(column, "MetaData")
        for pair in pairs if isinstance(pairs, list) else []:
            if text(part(pair, "Name")) == "ColKey":
                found[text(part(pair, "Value"))] = place
    return found


def _rows(rows: Any, account: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    if depth > DEPTH_MAX:
        raise not_as_agreed(f"{REPORT}: sections nest too deep")
    for row in rows if isinstance(rows, list) else []:
        cells = part(row, "ColData")
        if isinstance(cells, list):
            yield account, cells
        heading = part(row, "Header", "ColData")
        named = text(part(heading[0], "id")) if isinstance(heading, list) and heading else ""
        yield from _rows(part(row, "Rows", "Row"), named or account, depth + 1)


def _movement(cells: list[Any], places: Mapping[str, int]) -> Movement | None:
    """A row of a transaction; a beginning balance names none."""
    kind, amount = places.get("txn_type"), places.get("subt_nat_amount")
    dated = places.get("tx_date")
    if kind is None or amount is None:
        raise not_as_agreed(f"{REPORT} without its columns")
    if max(kind, amount) >= len(cells):
        return None
    transaction = text(part(cells[kind], "id"))
    written = text(part(cells[amount], "value")).replace(",", "").strip()
    if not transaction or not written:
        return None
    day = text(part(cells[dated], "value")) if dated is not None and dated < len(cells) else ""
    return Movement(
        transaction, text(part(cells[kind], "value")), money(written, f"{REPORT} amount"),
        date.fromisoformat(day) if _DAY.fullmatch(day) else None,
    )  # fmt: skip
