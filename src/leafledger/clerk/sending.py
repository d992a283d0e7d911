"""One step as one call to QuickBooks, and its answer as a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leafledger.bookkeeping.known_records import VOIDED, Link
from leafledger.bookkeeping.plan import Operation, Step, Target
from leafledger.clerk.leaflink_payments import record_on_leaflink
from leafledger.clerk.sides import Sides
from leafledger.commerce.customers import ContactChange, CustomerChange
from leafledger.commerce.remittances import PaymentDraft
from leafledger.figures.references import fingerprint
from leafledger.journal.written import WrittenStep
from leafledger.leaflink.contacts import change_contact
from leafledger.leaflink.customers import change_customer
from leafledger.ledger.accounts import Account
from leafledger.ledger.documents import Application, DocumentKind, SalesDocument
from leafledger.ledger.items import Item, Term
from leafledger.ledger.parties import Party, PartyChange
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.preferences import SalesFormChoices
from leafledger.ledger.receipts import BankDeposit, Receipt, Reversal
from leafledger.quickbooks.accounts import wire_account
from leafledger.quickbooks.client import Answer
from leafledger.quickbooks.company import wire_preferences_fix
from leafledger.quickbooks.customers import wire_party, wire_party_change
from leafledger.quickbooks.deposits import wire_bank_entry, wire_deposit
from leafledger.quickbooks.items import wire_item
from leafledger.quickbooks.journal_entries import wire_reversal
from leafledger.quickbooks.payments import wire_application
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.receipts import (
    content_of_receipt,
    wire_receipt,
    wire_receipt_amendment,
)
from leafledger.quickbooks.sales_documents import (
    wire_amendment,
    wire_document,
    wire_void,
)
from leafledger.quickbooks.terms import wire_term

# Finds the QuickBooks id of a record that an earlier step created: `customer:8841` -> "57".
Finder = Callable[[str], str]

DOCUMENT_KINDS = {
    RecordKind.INVOICE: DocumentKind.INVOICE,
    RecordKind.CREDIT_MEMO: DocumentKind.CREDIT_MEMO,
}


# What a step of these kinds writes stands on LeafLink, not in QuickBooks.
ON_LEAFLINK = frozenset(
    {RecordKind.LEAFLINK_CONTACT, RecordKind.LEAFLINK_CUSTOMER, RecordKind.LEAFLINK_PAYMENT}
)


@dataclass(frozen=True, slots=True)
class Ids:
    """Turns pointers into QuickBooks ids."""

    find: Finder

    def __call__(self, pointer: Pointer) -> str:
        """The id of a record. Raises: KeyError if the step before it has not happened."""
        return pointer.id if isinstance(pointer, Known) else self.find(pointer.key)


def send(sides: Sides, written: WrittenStep, ids: Ids) -> Answer:
    """Make the call of a step, under its own request id where the other side knows such.

    Raises: TryAgain, Reconnect, AskBookkeeper, Refused, OurBug.
    """
    step = written.step
    if isinstance(step.content, PaymentDraft):
        return Answer(record_on_leaflink(sides, step.content), "")
    if isinstance(step.content, CustomerChange):
        return Answer(change_customer(sides.leaflink, step.content), "")
    if isinstance(step.content, ContactChange):
        return Answer(change_contact(sides.leaflink, step.content), "")
    client, entity = sides.quickbooks, step.kind.value
    if step.operation in {Operation.VOID, Operation.DELETE}:
        assert step.target is not None
        body = wire_void(step.target.id, step.target.sync_token)
        id_, operation = written.request_id, step.operation.value
        # A payment is voided by an update that says so (reference/quickbooks.md 3).
        if step.kind is RecordKind.PAYMENT and step.operation is Operation.VOID:
            body |= {"sparse": True}
            return client.write(entity, body, request_id=id_, operation="update", include="void")
        return client.write(entity, body, request_id=id_, operation=operation)
    return client.write(entity, body_of(step, ids), request_id=written.request_id)


def body_of(step: Step, ids: Ids) -> dict[str, Any]:
    """The JSON of a step that creates or amends."""
    match step.content:
        case SalesDocument() | Application() | Receipt() | Reversal() | BankDeposit() as document:
            return _document(step, document, ids)
        case Party() as party:
            return wire_party(party, ids)
        case PartyChange() as change:
            assert step.target is not None
            return wire_party_change(change, step.target.id, step.target.sync_token, ids)
        case Item() as item:
            return wire_item(item, ids)
        case Term() as term:
            return wire_term(term)
        case Account() as account:
            return wire_account(account)
        case SalesFormChoices() as choices:
            assert step.target is not None
            return _wire_choices(choices, step.target)
        case None:
            raise AssertionError(f"{step.operation} carries nothing to send")
        case PaymentDraft() | CustomerChange() | ContactChange():
            raise AssertionError("what stands on LeafLink is not sent to QuickBooks")


Document = SalesDocument | Application | Receipt | Reversal | BankDeposit


def _document(step: Step, document: Document, ids: Ids) -> dict[str, Any]:
    target = step.target if step.operation is Operation.AMEND else None
    match document:
        case SalesDocument() if target is not None:
            return wire_amendment(document, ids, target.id, target.sync_token)
        case SalesDocument():
            return wire_document(document, ids)
        case Receipt() if target is not None:
            return wire_receipt_amendment(document, ids, target.id, target.sync_token)
        case Receipt():
            return wire_receipt(document, ids)
        case Reversal():
            return wire_reversal(document, ids)
        case BankDeposit() if step.kind is RecordKind.JOURNAL_ENTRY:
            return wire_bank_entry(document, ids)
        case BankDeposit():
            return wire_deposit(document, ids)
        case Application():
            return wire_application(document, ids)


def _wire_choices(choices: SalesFormChoices, target: Target) -> dict[str, Any]:
    return wire_preferences_fix(
        {"Id": target.id, "SyncToken": target.sync_token},
        shipping=choices.shipping_line,
        discount=choices.discount_line,
        custom_numbers=choices.custom_numbers,
    )


def id_of(wire: dict[str, Any]) -> str:
    """The id of a record; preferences are one and may carry none."""
    return str(wire.get("Id") or wire.get("id") or "1")


def link_of(written: WrittenStep, wire: dict[str, Any]) -> Link:
    """The crosswalk row of a step that is done, from QuickBooks's own record."""
    step = written.step
    kind = DOCUMENT_KINDS.get(step.kind)
    name = next((str(wire[f]) for f in ("DocNumber", "DisplayName", "Name") if wire.get(f)), "")
    return Link(
        record=step.record,
        quickbooks_id=id_of(wire),
        name=name,
        posted=fingerprint(step.content) if step.content is not None else "",
        facts=written.facts if kind is not None else "",
        answered=_answered(step, wire),
    )


def _answered(step: Step, wire: dict[str, Any]) -> str:
    """The content of a document as QuickBooks answered, by which a hand's edit is told."""
    if step.operation is Operation.LINK:
        return step.target.content if step.target is not None else ""
    if step.kind in DOCUMENT_KINDS and step.operation is Operation.VOID:
        return VOIDED
    if step.kind in DOCUMENT_KINDS:
        return read_document(wire, DOCUMENT_KINDS[step.kind]).content
    return content_of_receipt(wire) if step.kind is RecordKind.PAYMENT else ""
