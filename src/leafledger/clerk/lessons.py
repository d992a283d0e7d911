"""What a refusal teaches, so that the next plan differs from the refused one."""

from __future__ import annotations

from leafledger.bookkeeping.plan import Operation
from leafledger.clerk.carrying_out import Learnt
from leafledger.clerk.doubt import look_up
from leafledger.clerk.known_books import CUSTOMER, ITEM, NUMBER
from leafledger.clerk.sending import Ids
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.errors import Refused
from leafledger.figures.references import marked_order
from leafledger.intake.books import BooksWatch
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.written import WrittenStep
from leafledger.ledger.documents import SalesDocument
from leafledger.ledger.items import Item
from leafledger.ledger.parties import Party
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.refusals import is_duplicate_number, is_gone, is_name_taken, is_stale


class Lessons:
    """Learns from the refusals of one company's QuickBooks."""

    def __init__(
        self, company: str, client: QuickBooks, database: Database, seen: SeenRecords,
        crosswalk: Crosswalk, watch: BooksWatch,
    ) -> None:  # fmt: skip
        self._company = company
        self._client = client
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk
        self._watch = watch

    def learn(self, written: WrittenStep, refused: Refused) -> Learnt:
        """What is known now that was not when the step was planned.

        A refused creation may be our own, whose answer was lost: then it is adopted.
        """
        if is_name_taken(refused):
            return self._name_taken(written)
        duplicate = is_duplicate_number(refused)
        if duplicate is not None:
            return self._number_taken(written, duplicate)
        if is_stale(refused) and written.step.target is not None:
            self._watch.read_documents(written.step.kind.value, [written.step.target.id])
            return Learnt(replan=True)
        if is_gone(refused):
            self._watch.read_everything()
            return Learnt(replan=True)
        return Learnt()

    def _name_taken(self, written: WrittenStep) -> Learnt:
        """6240: ours already, another customer's, or a vendor's or employee's name (A9.2)."""
        content = written.step.content
        found = look_up(self._client, written, self._ids())
        kind, record = written.step.kind, written.step.record
        if found is not None and self._crosswalk.is_free_for(
            self._company, kind, str(found["Id"]), record
        ):
            return Learnt(found=found)
        if isinstance(content, Party):
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
        document = written.step.content
        if not isinstance(document, SalesDocument) or document.number is None:
            return Learnt()
        entity = written.step.kind.value
        wire = self._client.read(entity, duplicate) if duplicate else None
        ours = wire is not None and marked_order(str(wire.get("PrivateNote", ""))) == marked_order(
            document.note
        )
        if wire is not None and ours and written.step.operation is Operation.CREATE:
            return Learnt(found=wire)
        if wire is not None:
            self._seen.keep(self._company, System.QUICKBOOKS, entity, {duplicate: wire})
        with self._database.writing() as connection:
            self._crosswalk.take_name(connection, self._company, NUMBER, document.number, "")
        return Learnt(replan=True)

    def _ids(self) -> Ids:
        return Ids(lambda record: self._crosswalk.id_of(self._company, record))
