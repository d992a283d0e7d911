"""One step as one call to QuickBooks, and its answer as a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.plan import Operation, Step, Target
from leafledger.commerce.customers import CustomerChange
from leafledger.figures.references import fingerprint
from leafledger.journal.written import WrittenStep
from leafledger.leaflink.customers import wire_change
from leafledger.ledger.accounts import Account
from leafledger.ledger.documents import Application, DocumentKind, SalesDocument
from leafledger.ledger.items import Item, Term
from leafledger.ledger.parties import Party, PartyChange
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.preferences import SalesFormChoices
from leafledger.quickbooks.accounts import wire_account
from leafledger.quickbooks.client import Answer, QuickBooks
from leafledger.quickbooks.company import wire_preferences_fix
from leafledger.quickbooks.customers import wire_party, wire_party_change
from leafledger.quickbooks.items import wire_item
from leafledger.quickbooks.payments import wire_application
from leafledger.quickbooks.read_documents import read_document
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


@dataclass(frozen=True, slots=True)
class Ids:
    """Turns pointers into QuickBooks ids."""

    find: Finder

    def __call__(self, pointer: Pointer) -> str:
        """The id of a record. Raises: KeyError if the step before it has not happened."""
        return pointer.id if isinstance(pointer, Known) else self.find(pointer.key)


def send(client: QuickBooks, written: WrittenStep, ids: Ids) -> Answer:
    """Make the call of a step, under its own request id.

    Raises: TryAgain, Reconnect, AskBookkeeper, Refused, OurBug.
    """
    step = written.step
    entity = step.kind.value
    if step.operation is Operation.VOID:
        assert step.target is not None
        body = wire_void(step.target.id, step.target.sync_token)
        return client.write(entity, body, request_id=written.request_id, operation="void")
    return client.write(entity, body_of(step, ids), request_id=written.request_id)


def body_of(step: Step, ids: Ids) -> dict[str, Any]:
    """The JSON of a step that creates or amends."""
    match step.content:
        case SalesDocument() as document if step.operation is Operation.AMEND:
            assert step.target is not None
            return wire_amendment(document, ids, step.target.id, step.target.sync_token)
        case SalesDocument() as document:
            return wire_document(document, ids)
        case Party() as party:
            return wire_party(party, ids)
        case PartyChange() as change:
            assert step.target is not None
            return wire_party_change(change, step.target.id, step.target.sync_token, ids)
        case CustomerChange() as change:
            return wire_change(change)
        case Item() as item:
            return wire_item(item, ids)
        case Term() as term:
            return wire_term(term)
        case Application() as application:
            return wire_application(application, ids)
        case Account() as account:
            return wire_account(account)
        case SalesFormChoices() as choices:
            assert step.target is not None
            return _wire_choices(choices, step.target)
        case None:
            raise AssertionError(f"{step.operation} carries nothing to send")


def _wire_choices(choices: SalesFormChoices, target: Target) -> dict[str, Any]:
    return wire_preferences_fix(
        {"Id": target.id, "SyncToken": target.sync_token},
        shipping=choices.shipping_line,
        discount=choices.discount_line,
        custom_numbers=choices.custom_numbers,
    )


def id_of(wire: dict[str, Any]) -> str:
    """The id of a record; preferences are one and may carry none."""
    return str(wire.get("Id") or "1")


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
        facts=written.facts if kind is DocumentKind.INVOICE else "",
        answered=read_document(wire, kind).content if kind is not None else "",
    )
