"""Matching by a person: this LeafLink record is that QuickBooks record, or nobody there yet."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.bookkeeping.known_records import Link
from leafledger.clerk.known_books import SURELY_NEW
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.open_questions import OpenQuestions
from leafledger.ledger.pointers import RecordKind

KINDS = {"customer": RecordKind.CUSTOMER, "product": RecordKind.ITEM}
NEW = "new"


class CannotMatch(Exception):
    """The match was not made; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What was matched, and how many orders are looked at again because of it."""

    record: str
    name: str
    orders: int


class Matching:
    """Writes a person's match into the crosswalk and looks again at the orders that waited."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, crosswalk: Crosswalk,
        marks: Marks, questions: OpenQuestions,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk
        self._marks = marks
        self._questions = questions

    def match(self, kind: str, leaflink_id: str, quickbooks_id: str, by: str) -> Matched:
        """Match a "customer" or "product"; `quickbooks_id` "new" lets a new record be made.

        Raises: CannotMatch for a record that QuickBooks does not have or that is taken.
        """
        record = f"{kind}:{leaflink_id}"
        name = "a new record"
        if quickbooks_id != NEW:
            name = self._name(KINDS[kind], record, quickbooks_id)
        waiting = [
            subject.removeprefix("order:")
            for subject in self._questions.subjects_about(self._company, record)
            if subject.startswith("order:")
        ]
        with self._database.writing() as connection:
            if quickbooks_id == NEW:
                self._crosswalk.take_name(connection, self._company, SURELY_NEW, record, by)
                # One that was lost in QuickBooks gives way to the new one.
                self._crosswalk.retire(connection, self._company, record)
            else:
                link = Link(record, quickbooks_id, name)
                evidence = f"matched by {by}"
                self._crosswalk.link(connection, self._company, KINDS[kind], link, evidence)
            self._marks.mark(connection, self._company, Subject.ORDER, waiting, Why.CHANGED_BOOKS)
            if kind == "customer" and ":" not in leaflink_id:
                alike = [leaflink_id]
                self._marks.mark(
                    connection, self._company, Subject.CUSTOMER, alike, Why.CHANGED_BOOKS
                )
        return Matched(record, name, len(waiting))

    def _name(self, kind: RecordKind, record: str, quickbooks_id: str) -> str:
        found = self._seen.some(self._company, System.QUICKBOOKS, kind.value, [quickbooks_id])
        if quickbooks_id not in found:
            raise CannotMatch(
                f"QuickBooks has no {kind.value.lower()} with the id {quickbooks_id}."
            )
        holder = self._crosswalk.record_of(self._company, kind, quickbooks_id)
        if holder not in {None, record}:
            raise CannotMatch(f"That QuickBooks record is already matched with {holder}.")
        wire = found[quickbooks_id].wire
        return str(wire.get("DisplayName") or wire.get("Name") or quickbooks_id)
