"""The payout statement: a CSV file that a person downloads, read as payouts (A6.5).

LeafLink publishes no form of it, so this one is an assumption (docs/fidelity/leaflink.md, Payouts):
a row for each movement with payout, date, order, gross, fee, net and kind. Columns may stand in any
order and be spelt in several ways; a row that says "total", or a column with the payout's amount,
states what the rows must add up to. Every cell is read as text or as an amount: nothing in it is
ever carried out, so what looks like a formula is inert.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from leafledger.commerce.payouts import DoesNotAddUp, Payout, PayoutLine
from leafledger.figures.money import Money

# A year of a large seller's payouts is a tenth of it.
ROWS_MAX = 50_000
BYTES_MAX = 20_000_000
CELL_LENGTH_MAX = 200
# The marker and the private note of a deposit carry the id (accounting.md A11).
_PAYOUT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._#-]{0,39}")
_AMOUNT = re.compile(r"(-?)\$?(-?)(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,2})?")
_DAYS = ("%Y-%m-%d", "%m/%d/%Y")
_NAMES = {
    "payout": ("payout_id", "payout", "payout_number", "transfer_id", "transfer"),
    "dated": ("date", "payout_date", "paid_on", "arrival_date", "transfer_date"),
    "order": ("order_number", "order", "order_id", "order_no", "invoice", "invoice_number"),
    "gross": ("gross", "gross_amount", "amount"),
    "fee": ("fee", "fees", "fee_amount"),
    "net": ("net", "net_amount"),
    "kind": ("kind", "type", "reason", "payment_reason", "transaction_type"),
}
_STATED = ("payout_total", "payout_amount", "bank_amount", "bank_line", "total")


class NotAStatement(Exception):
    """The file cannot be taken as a payout statement; the message is a sentence."""


@dataclass(slots=True)
class _Found:
    """What was read so far."""

    lines: dict[str, list[PayoutLine]] = field(default_factory=dict)
    stated: list[tuple[str, str, Money]] = field(default_factory=list)


def read_statement(content: bytes) -> tuple[Payout, ...]:
    """The payouts of a statement, the oldest first.

    Money: amounts are read digit by digit; `$1,234.50`, `(25.00)` and `-25.00` are understood. A
        fee may be written above or below zero, the net decides.
    Raises: NotAStatement where a row cannot be read, or the rows do not add up.
    """
    found = _Found()
    rows, columns = _rows(content)
    for number, row in rows:
        if number > ROWS_MAX:
            raise NotAStatement(f"The statement has more than {ROWS_MAX} rows. Split it by month.")
        cells = {name: _cell(row.get(column)) for name, column in columns.items()}
        if any(cells.values()):
            _read(number, cells, found)
    if not found.lines:
        raise NotAStatement("The statement has no rows. Nothing was imported.")
    payouts = [_payout(id_, lines) for id_, lines in found.lines.items()]
    _check(payouts, found.stated)
    return tuple(sorted(payouts, key=lambda one: (one.dated, one.id)))


def _rows(
    content: bytes,
) -> tuple[Iterator[tuple[int, Mapping[str | None, object]]], dict[str, str]]:
    if len(content) > BYTES_MAX:
        raise NotAStatement("The statement is larger than 20 MB. Split it by month.")
    try:
        text = content.decode("utf-8-sig")
        delimiter = (
            ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
        )
        reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        columns = _columns(reader.fieldnames or ())
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise NotAStatement(
            "The file is not a CSV file in UTF-8. Download the statement again, or save it as CSV "
            "UTF-8."
        ) from None
    return iter(enumerate(rows, start=2)), columns


def _columns(heading: Sequence[str]) -> dict[str, str]:
    """Which column holds what, whatever its place and spelling."""
    spelt: dict[str, str] = {}
    for name in heading:
        spelt.setdefault(re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_"), name)
    found = {
        what: spelt[name]
        for what, names in _NAMES.items()
        for name in reversed(names)
        if name in spelt
    }
    missing = [what for what in _NAMES if what not in found]
    if missing:
        said = {"payout": "payout_id", "dated": "date", "order": "order_number"}
        names = ", ".join(said.get(what, what) for what in missing)
        raise NotAStatement(
            f"The file has no column for: {names}. Nothing was imported. A payout statement has "
            "the columns payout_id, date, order_number, gross, fee, net and kind."
        )
    stated = [spelt[name] for name in _STATED if name in spelt]
    return found | ({"stated": stated[0]} if stated else {})


def _read(number: int, cells: Mapping[str, str], found: _Found) -> None:
    amounts = {
        name: _amount(cells[name], name, number)
        for name in ("gross", "fee", "net", "stated")
        if cells.get(name)
    }
    words = {cells[name].casefold().rstrip(":") for name in ("payout", "order", "kind")}
    if words & {"total", "totals", "grand total", "payout total"}:
        total_of = cells["payout"] if _PAYOUT_ID.fullmatch(cells["payout"]) else ""
        total_of = "" if total_of.casefold() in {"total", "totals"} else total_of
        found.stated += [(total_of, name, amount) for name, amount in amounts.items()]
        return
    payout = cells["payout"]
    if not _PAYOUT_ID.fullmatch(payout):
        raise _wrong(number, f'"{payout[:40]}" cannot be the number of a payout')
    if "net" not in amounts or ("gross" not in amounts and "fee" not in amounts):
        raise _wrong(number, "it has no gross, fee and net")
    zero = Money.zero()
    gross, fee, net = amounts.get("gross", zero), amounts.get("fee", zero), amounts["net"]
    if gross + fee == net:
        # Fees written as what they take away.
        fee = gross - net
    lines = found.lines.setdefault(payout, [])
    try:
        lines.append(
            PayoutLine(
                payout, len(lines) + 1, _day(cells["dated"], number), _kind(cells["kind"], number),
                _order(cells["order"]), gross, fee, net,
            )
        )  # fmt: skip
    except DoesNotAddUp:
        raise _wrong(
            number, f"gross {gross} less fee {fee} is {gross - fee}, and the net says {net}"
        ) from None
    if "stated" in amounts:
        found.stated.append((payout, "stated", amounts["stated"]))


def _payout(id_: str, lines: Sequence[PayoutLine]) -> Payout:
    days = sorted({line.dated for line in lines})
    if len(days) > 1:
        raise NotAStatement(
            f"Payout {id_} has rows of {days[0]} and of {days[-1]}, but a payout reaches the bank "
            "on one day. Nothing was imported. Download the statement again."
        )
    return Payout(id_, days[0], tuple(lines))


def _check(payouts: Sequence[Payout], stated: Sequence[tuple[str, str, Money]]) -> None:
    """Hold what the statement says its rows add up to against the rows."""
    for payout, what, amount in stated:
        lines = [one for p in payouts if payout in ("", p.id) for one in p.lines]
        column = "net" if what == "stated" else what
        total = Money.total(getattr(one, column) for one in lines)
        if total not in ({amount, -amount} if column == "fee" else {amount}):
            name = f"of payout {payout}" if payout else "of all rows"
            raise NotAStatement(
                f"The statement says the {column} {name} is {amount}, and its rows add up to "
                f"{total}. Nothing was imported. Download the statement again; if it still "
                "differs, ask LeafLink."
            )


def _cell(value: object) -> str:
    """A cell as text: one line, no apostrophe that a spreadsheet put before it."""
    text = " ".join(str(value or "").split())
    return text.removeprefix("'")[:CELL_LENGTH_MAX].strip()


def _amount(text: str, name: str, number: int) -> Money:
    bare = text.replace(" ", "")
    in_brackets = bare.startswith("(") and bare.endswith(")")
    match = _AMOUNT.fullmatch(bare[1:-1] if in_brackets else bare)
    signs = "" if match is None else match[1] + match[2]
    if match is None or len(signs) + in_brackets > 1:
        raise _wrong(number, f'its {name} "{text[:40]}" is not an amount like 1234.50')
    amount = Money(Decimal(match[3].replace(",", "") + (match[4] or "")))
    return -amount if signs or in_brackets else amount


def _day(text: str, number: int) -> date:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise _wrong(number, f'its date "{text[:40]}" is not a day like 2026-09-30')


def _kind(text: str, number: int) -> str:
    kind = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:60]
    if not kind:
        raise _wrong(number, "it does not say what kind of movement it is")
    return kind


def _order(text: str) -> str:
    """An order's name; a long number in LeafLink's own spelling."""
    return (
        text.lower()
        if re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", text)
        else text
    )


def _wrong(number: int, why: str) -> NotAStatement:
    return NotAStatement(
        f"Row {number} of the statement cannot be read: {why}. Nothing was imported. Download the "
        "statement again."
    )
