"""Keeping what is known of each payment received, so that what waits for the bank is found at once.

One row for a payment: whoever sees the payment, and whoever sees a deposit that holds it, writes
into the same row, so that neither overlooks the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite

from leafledger.database.receipt_tables import receipts
from leafledger.errors import OurBug
from leafledger.figures.references import read_marker
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt
from leafledger.quickbooks.deposits import deposited
from leafledger.quickbooks.fields import part, reference, text
from leafledger.quickbooks.receipts import read_receipt

Row = dict[str, Any]
# SQLite takes at most 32766 parameters in a statement; a row has ten.
ROWS_IN_A_STATEMENT_MAX = 500
KINDS = frozenset({RecordKind.PAYMENT.value, RecordKind.DEPOSIT.value})
_NOTHING: Row = {
    "dated": None, "cents": None, "customer": "", "account": "", "method": "", "reference": "",
    "search": "", "came_back": False,
}  # fmt: skip


def keep_receipts(
    connection: Connection, company: str, kind: str, wires: Mapping[str, Any]
) -> None:
    """Keep what payments are, or which payments deposits hold, as they were just seen."""
    if kind == RecordKind.PAYMENT.value:
        _put(connection, [{"company": company, "id": id_, **facts_of(wires[id_])} for id_ in wires])
        return
    for id_, wire in wires.items():
        held = payments_in(wire)
        _let_go(connection, company, [id_], held)
        rows = [{"company": company, "id": payment, "deposit": id_} for payment in held]
        _put(connection, rows)


def forget_receipts(connection: Connection, company: str, kind: str, ids: Sequence[str]) -> None:
    """Payments that are gone wait for no bank; what a deposit held that is gone waits again."""
    if kind == RecordKind.DEPOSIT.value:
        _let_go(connection, company, ids, ())
        return
    for some in _parts(ids):
        gone = (receipts.c.company == company) & receipts.c.id.in_(some)
        connection.execute(update(receipts).where(gone).values(dated=None))


def facts_of(wire: Any) -> Row:
    """What a payment's row tells of it; nothing for one that can be on no bank line.

    What cannot be read is told by whoever plans with it.
    """
    try:
        receipt = read_receipt(wire)
    except OurBug:
        return _NOTHING
    if read_marker(receipt.note) is None or receipt.voided or receipt.deposited:
        return _NOTHING
    if not receipt.total:
        return _NOTHING
    named = text(part(wire, "CustomerRef", "name"))
    return {
        "dated": receipt.dated.isoformat(), "cents": int(receipt.total.amount.scaleb(2)),
        "customer": receipt.customer_id, "account": receipt.deposit_account_id,
        "method": reference(wire, "PaymentMethodRef"), "reference": receipt.reference,
        "search": f"{named} {receipt.reference} {receipt.total.plain}".casefold().replace("\0", ""),
        "came_back": came_back(receipt),
    }  # fmt: skip


def came_back(receipt: KnownReceipt) -> bool:
    """Whether all of a payment settles what took it back."""
    back = [one for one in receipt.settles if one.kind is RecordKind.JOURNAL_ENTRY]
    return bool(back) and len(back) == len(receipt.settles) and not receipt.unapplied


def payments_in(deposit: Any) -> list[str]:
    """The payments that a deposit holds, by QuickBooks's number."""
    held = deposited(deposit)
    return sorted({id_ for entity, id_ in held if entity == RecordKind.PAYMENT.value and id_})


def _put(connection: Connection, rows: Sequence[Row]) -> None:
    """Insert rows, or write what they tell into those that are there."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    for some in _parts(rows):
        statement = dialect.insert(receipts).values(list(some))
        told = [name for name in some[0] if name not in {"company", "id"}]
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=["company", "id"],
                set_={name: statement.excluded[name] for name in told},
            )
        )


def _let_go(
    connection: Connection, company: str, deposits: Sequence[str], but: Iterable[str]
) -> None:
    """Deposits hold these payments no more, but for some that they still hold."""
    for some in _parts(deposits):
        held = (receipts.c.company == company) & receipts.c.deposit.in_(some)
        statement = update(receipts).where(held, receipts.c.id.not_in(list(but)))
        connection.execute(statement.values(deposit=None))


def _parts(rows: Sequence[Any]) -> Iterable[Sequence[Any]]:
    size = ROWS_IN_A_STATEMENT_MAX
    return (rows[start : start + size] for start in range(0, len(rows), size))
