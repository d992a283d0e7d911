"""What a refusal teaches, so that the next plan differs from the refused one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leafledger.bookkeeping.plan import Operation, Step
from leafledger.bookkeeping.undoing import is_undo
from leafledger.clerk.carrying_out import Learnt
from leafledger.clerk.doubt import look_up
from leafledger.clerk.known_books import CUSTOMER, ITEM, NUMBER
from leafledger.clerk.sending import DOCUMENT_KINDS, Ids
from leafledger.clerk.sides import Sides
from leafledger.commerce.remittances import PaymentDraft
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.errors import AskBookkeeper, OurBug, Refused
from leafledger.figures.references import marked_order, marked_part
from leafledger.intake.balances import PAYMENT
from leafledger.intake.books import BooksWatch
from leafledger.intake.remittances import keep_payment
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.written import WrittenStep
from leafledger.leaflink.payments import payments_of
from leafledger.ledger.documents import Application, SalesDocument
from leafledger.ledger.items import Item
from leafledger.ledger.parties import Party, PartyChange
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.receipts import Receipt
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.receipts import deposited
from leafledger.quickbooks.refusals import (
    is_deposited,
    is_duplicate_number,
    is_gone,
    is_name_taken,
    is_stale,
)


class Lessons:
    """Learns from the refusals of one company's QuickBooks."""

    def __init__(
        self, company: str, sides: Sides, database: Database, seen: SeenRecords,
        crosswalk: Crosswalk, watch: BooksWatch,
    ) -> None:  # fmt: skip
        self._company = company
        self._sides = sides
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk
        self._watch = watch

    def learn(self, written: WrittenStep, refused: Refused | AskBookkeeper | OurBug) -> Learnt:
        """What is known now that was not when the step was planned.

        A refused creation may be our own, whose answer was lost: then it is adopted.
        """
        if is_undo(written.step):
            return self._undo_refused(written)
        if is_deposited(refused) and written.step.kind is RecordKind.PAYMENT:
            return self._deposited(written)
        if isinstance(written.step.content, PaymentDraft):
            return self._not_told(written.step.content)
        if not isinstance(refused, Refused):
            return self._balances_moved(written)
        if is_name_taken(refused):
            return self._name_taken(written)
        duplicate = is_duplicate_number(refused)
        if duplicate is not None:
            return self._number_taken(written, duplicate)
        if is_stale(refused) and written.step.target is not None:
            self._watch.read_documents(written.step.kind.value, [written.step.target.id])
            return Learnt(replan=True)
        content = written.step.content
        if isinstance(content, Application) and content.invoice.kind is RecordKind.INVOICE:
            return self._not_open_any_more(content)
        if is_gone(refused):
            self._watch.read_everything()
            return Learnt(replan=True)
        return self._balances_moved(written)

    def _undo_refused(self, written: WrittenStep) -> Learnt:
        """What cannot be undone is kept, with all that hangs on it: planned again (A11).

        The journal keeps what QuickBooks said; it is the reason told for keeping it.
        """
        if written.step.target is not None:
            self._watch.read_documents(written.step.kind.value, [written.step.target.id])
        return Learnt(replan=True)

    def _deposited(self, written: WrittenStep) -> Learnt:
        """A payment that lies in a bank deposit, which QuickBooks tells by refusing (6540).

        It is kept as deposited until it is read anew; planning then leaves it as it is (A6.2).
        """
        target = written.step.target
        if target is None:
            return Learnt()
        self._watch.read_documents(PAYMENT, [target.id])
        side = (self._company, System.QUICKBOOKS, PAYMENT)
        seen = self._seen.some(*side, [target.id])
        if target.id not in seen:
            return Learnt(replan=True)
        self._seen.keep(*side, {target.id: deposited(seen[target.id].wire)})
        return Learnt(replan=True)

    def _not_told(self, draft: PaymentDraft) -> Learnt:
        """LeafLink shows other payments of the order than were known: they are known now (A6.6)."""
        rows = payments_of(self._sides.leaflink, draft.order)
        new = [row for row in rows if str(row.get("id")) not in draft.beside]
        with self._database.writing() as connection:
            for row in new:
                keep_payment(self._seen, connection, self._company, draft.order, row)
        return Learnt(replan=bool(new))

    def _balances_moved(self, written: WrittenStep) -> Learnt:
        """A payment that QuickBooks would not apply: somebody applied something meanwhile (A6.7).

        What it was to settle is read again, credit memos first, since QuickBooks uses those by
        itself, and no further than what explains it: each kind is a metered read. Where nothing of
        it moved, the refusal stands.
        """
        settled = settled_by_step(written.step)
        kinds = sorted(settled, key=lambda kind: kind is not RecordKind.CREDIT_MEMO)
        return Learnt(replan=any(self._has_moved(kind.value, settled[kind]) for kind in kinds))

    def _has_moved(self, entity: str, ids: Sequence[str]) -> bool:
        """Read documents again; whether other amounts of them are open now."""
        before = self._seen.some(self._company, System.QUICKBOOKS, entity, ids)
        self._watch.read_documents(entity, ids)
        after = self._seen.some(self._company, System.QUICKBOOKS, entity, ids)
        return any(
            id_ not in after or _open(before[id_].wire) != _open(after[id_].wire) for id_ in before
        )

    def _name_taken(self, written: WrittenStep) -> Learnt:
        """6240: ours already, another customer's, or a vendor's or employee's name (A9.2)."""
        content = written.step.content
        found = look_up(self._sides, written, self._ids())
        kind, record = written.step.kind, written.step.record
        if found is not None and self._crosswalk.is_free_for(
            self._company, kind, str(found["Id"]), record
        ):
            return Learnt(found=found)
        if isinstance(content, Party | PartyChange) and content.display_name:
            self._watch.read_list("Customer")
            with self._database.writing() as connection:
                self._crosswalk.take_name(
                    connection, self._company, CUSTOMER, content.display_name,
                    "somebody else in QuickBooks",
                )  # fmt: skip
            return Learnt(replan=True)
        if isinstance(content, Item):
            self._watch.read_list("Item")
            with self._database.writing() as connection:
                self._crosswalk.take_name(
                    connection, self._company, ITEM, content.name, "another item in QuickBooks"
                )
            return Learnt(replan=True)
        return Learnt()

    def _number_taken(self, written: WrittenStep, duplicate: str) -> Learnt:
        """6140: our own document, whose answer was lost, or one that somebody else wrote (A3.1)."""
        step = written.step
        document = step.content
        if not isinstance(document, SalesDocument) or document.number is None:
            return Learnt()
        entity = step.kind.value
        wire = self._sides.quickbooks.read(entity, duplicate) if duplicate else None
        ours = wire is not None and _is(wire, step.kind, document)
        if wire is not None and ours and step.operation is Operation.CREATE:
            return Learnt(found=wire)
        if wire is not None:
            self._seen.keep(self._company, System.QUICKBOOKS, entity, {duplicate: wire})
        with self._database.writing() as connection:
            self._crosswalk.take_name(connection, self._company, NUMBER, document.number, "")
        return Learnt(replan=True)

    def _not_open_any_more(self, application: Application) -> Learnt:
        """What was to be applied was applied meanwhile: both documents are read again (A6.7)."""
        for entity, pointer in (
            ("Invoice", application.invoice), ("CreditMemo", application.credit_memo),
        ):  # fmt: skip
            self._watch.read_documents(entity, [self._ids()(pointer)])
        return Learnt(replan=True)

    def _ids(self) -> Ids:
        return Ids(lambda record: self._crosswalk.id_of(self._company, record))


def _is(wire: dict[str, Any], kind: RecordKind, document: SalesDocument) -> bool:
    """Whether a document in QuickBooks is the very one we wanted: same order, same part, live."""
    note = str(wire.get("PrivateNote", ""))
    if read_document(wire, DOCUMENT_KINDS[kind]).voided:
        return False
    return (marked_order(note), marked_part(note)) == (
        marked_order(document.note), marked_part(document.note),
    )  # fmt: skip


def settled_by_step(step: Step) -> dict[RecordKind, list[str]]:
    """The existing documents that a step's payment is to settle, by kind."""
    content = step.content
    pointers: list[Pointer] = []
    if isinstance(content, Application):
        pointers = [content.invoice, content.credit_memo]
    elif isinstance(content, Receipt):
        pointers = [one.pointer for one in content.settles]
    found: dict[RecordKind, list[str]] = {}
    for pointer in pointers:
        if isinstance(pointer, Known) and pointer.kind in DOCUMENT_KINDS:
            found.setdefault(pointer.kind, []).append(pointer.id)
    return found


def _open(wire: dict[str, Any]) -> tuple[object, object]:
    return wire.get("Balance"), wire.get("RemainingCredit")
