"""Doubt: a step was sent and no answer is known. Look before anything else (architecture 2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leafledger.bookkeeping.plan import Operation, Step
from leafledger.clerk.customers_done import find_change, find_contact_change, is_told
from leafledger.clerk.leaflink_payments import find_on_leaflink
from leafledger.clerk.sending import DOCUMENT_KINDS, Ids
from leafledger.clerk.sides import Sides
from leafledger.commerce.customers import ContactChange, CustomerChange
from leafledger.commerce.remittances import PaymentDraft
from leafledger.figures.money import Money
from leafledger.journal.written import WrittenStep
from leafledger.ledger.accounts import Account
from leafledger.ledger.documents import Application, SalesDocument
from leafledger.ledger.items import Item, Term
from leafledger.ledger.parties import Party, PartyChange
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.preferences import SalesFormChoices
from leafledger.ledger.receipts import BankDeposit, KnownReceipt, Receipt, Reversal
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.customers import read_party
from leafledger.quickbooks.queries import where_equal
from leafledger.quickbooks.read_documents import read_document, read_sales_document
from leafledger.quickbooks.receipts import read_receipt

Wire = dict[str, Any]


def look_up(sides: Sides, written: WrittenStep, ids: Ids) -> Wire | None:
    """What a doubtful step left in QuickBooks; None if it certainly did not happen.

    Created documents are known by their marker, customers by the LeafLink number in their
    notes, items and terms by their name, which nobody had when the step was planned.
    Raises: TryAgain, Reconnect when QuickBooks cannot be asked.
    """
    step, client = written.step, sides.quickbooks
    if step.operation is not Operation.CREATE:
        return _changed(sides, step, ids)
    match step.content:
        case PaymentDraft() as draft:
            return find_on_leaflink(sides, draft)
        case Receipt() as receipt:
            where = (
                f"{where_equal('CustomerRef', ids(receipt.customer))} AND "
                f"{where_equal('TxnDate', receipt.dated.isoformat())}"
            )
            return _first(client.query_all("Payment", where), _noted(receipt.note))
        case Reversal() | BankDeposit() as entry:
            where = where_equal("TxnDate", entry.dated.isoformat())
            return _first(client.query_all(step.kind.value, where), _noted(entry.note))
        case SalesDocument() as document:
            return _marked(client, step, document, ids)
        case Application() as application:
            where = where_equal("CustomerRef", ids(application.customer))
            return _first(client.query_all("Payment", where), _noted(application.note))
        case Party() as party:
            rows = client.query_all("Customer", where_equal("DisplayName", party.display_name))
            first_line = party.note.splitlines()[0]
            return _first(rows, lambda row: first_line in str(row.get("Notes", "")).splitlines())
        case Item() as item:
            rows = client.query_all("Item", where_equal("Name", item.name))
            return _first(rows, lambda row: str(row.get("Type")) == item.type.value)
        case Account() as account:
            return _first(client.query_all("Account", where_equal("Name", account.name)), _exists)
        case SalesFormChoices():
            return None
        case Term() as term:
            rows = client.query_all("Term", where_equal("Name", term.name))
            return _first(rows, _exists)
        case None | PartyChange() | CustomerChange() | ContactChange():
            return None


def _marked(client: QuickBooks, step: Step, document: SalesDocument, ids: Ids) -> Wire | None:
    """A document by its marker, which cannot be queried: found by number, else by customer."""
    entity = step.kind.value
    noted = _noted(document.note)
    if document.number is not None:
        rows = client.query_all(entity, where_equal("DocNumber", document.number))
        found = _first(rows, noted)
        if found is not None:
            return found
    where = (
        f"{where_equal('CustomerRef', ids(document.customer))} AND "
        f"{where_equal('TxnDate', document.dated.isoformat())}"
    )
    return _first(client.query_all(entity, where), noted)


def _changed(sides: Sides, step: Step, ids: Ids) -> Wire | None:
    """Whether an amendment, a void or a deletion took: the record is as was wanted, or gone."""
    if step.operation is Operation.DELETE:
        assert step.target is not None
        there = sides.quickbooks.read(step.kind.value, step.target.id)
        return {"Id": step.target.id} if there is None else None
    if isinstance(step.content, CustomerChange):
        return find_change(sides, step.content)
    if isinstance(step.content, ContactChange):
        return find_contact_change(sides, step.content)
    is_customer = isinstance(step.content, PartyChange)
    if step.kind not in {*DOCUMENT_KINDS, RecordKind.PAYMENT} and not is_customer:
        return None
    assert step.target is not None
    wire = sides.quickbooks.read(step.kind.value, step.target.id)
    if wire is not None and step.kind is RecordKind.PAYMENT:
        return wire if _is_as_wanted(read_receipt(wire), step) else None
    if wire is None or str(wire.get("SyncToken")) == step.target.sync_token:
        return None
    if isinstance(step.content, PartyChange):
        return wire if is_told(step.content, read_party(wire)) else None
    known = read_document(wire, DOCUMENT_KINDS[step.kind])
    if step.operation is Operation.VOID:
        return wire if known.voided else None
    assert isinstance(step.content, SalesDocument)
    shown = read_sales_document(wire, DOCUMENT_KINDS[step.kind], {})
    if shown is None:
        return None
    return wire if _said(shown, ids) == _said(step.content, ids) else None


def _said(document: SalesDocument, ids: Ids) -> tuple[object, ...]:
    """What an amendment makes a document say, however QuickBooks writes it.

    The total alone does not tell: other lines may come to the same. Prices follow from quantities
    and amounts; a line without a quantity is an amount alone.
    """
    lines = tuple(
        (
            ids(line.item), line.quantity, line.amount,
            ids(line.class_) if line.class_ is not None else "",
        )
        for line in document.lines
    )  # fmt: skip
    discount = document.discount.amount if document.discount is not None else Money.zero()
    customer = ids(document.customer)
    return customer, document.dated, lines, discount, document.shipping or Money.zero()


def _is_as_wanted(receipt: KnownReceipt, step: Step) -> bool:
    """Whether a payment is void, or settles as much of as many documents as was wanted."""
    if step.operation is Operation.VOID:
        return receipt.voided
    assert isinstance(step.content, Receipt)
    shown = sorted((one.kind, one.amount) for one in receipt.settles)
    return shown == sorted((one.kind, one.amount) for one in step.content.settles)


def _noted(note: str) -> Callable[[Wire], bool]:
    """Whether a record carries this note, marker and all."""
    return lambda row: str(row.get("PrivateNote", "")).split("\n") == note.split("\n")


def _exists(row: Wire) -> bool:
    return bool(row.get("Id"))


def _first(rows: list[Wire], fits: Callable[[Wire], bool]) -> Wire | None:
    return next((row for row in rows if fits(row)), None)
