"""Matching by a person: this LeafLink record is that QuickBooks record, or nobody there yet."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.payment_questions import asked_about
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.known_books import SURELY_NEW
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.open_questions import OpenQuestions
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.receipts import read_receipt

KINDS = {"customer": RecordKind.CUSTOMER, "product": RecordKind.ITEM}
NEW = "new"


class CannotMatch(Exception):
    """The match was not made; the message says why, in a sentence."""


PAYMENT = "payment"


@dataclass(frozen=True, slots=True)
class Matched:
    """What was matched, and how many orders are looked at again because of it.

    `called` is the record in words (`customer "Green Mesa"`), `name` its counterpart's name.
    """

    record: str
    called: str
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
        self._names = SpokenNames(company, database)

    def match(self, kind: str, leaflink_id: str, quickbooks_id: str, by: str) -> Matched:
        """Match a "customer" or "product"; `quickbooks_id` "new" lets a new record be made.

        Of a "payment" that is asked about see `match_payment`.
        Raises: CannotMatch for a record that QuickBooks does not have or that is taken.
        """
        if kind == PAYMENT:
            return self.match_payment(leaflink_id, quickbooks_id, by)
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
        return Matched(record, self._names.called(record), name, len(waiting))

    def match_payment(self, payment: str, quickbooks_id: str, by: str) -> Matched:
        """Say that a payment asked about is that in QuickBooks, or "new": that they are two.

        Of the same money, LeafLink's is then known as entered, and QuickBooks's is not told to
        LeafLink; of two, each is copied to the other side. QuickBooks's is never rewritten (A11).
        Raises: CannotMatch where nothing of that kind is asked.
        """
        waiting = [
            one
            for one in self._questions.all(self._company)
            if one.question.kind is QuestionKind.SAME_MONEY
            and asked_about(one.question.about)[1] == payment
        ]
        if len(waiting) != 1:
            raise CannotMatch(
                f"LeafLedger does not ask about a payment {payment} of LeafLink. Nothing was "
                "matched."
            )
        order, _, asked = asked_about(waiting[0].question.about)
        if quickbooks_id not in {NEW, asked}:
            raise CannotMatch(
                f"LeafLedger asks whether it is payment {asked} in QuickBooks, not "
                f"{quickbooks_id}. Nothing was matched."
            )
        record = payment_record(order, payment)
        if quickbooks_id != NEW:
            self._is_whole(asked, waiting[0].question.amount)
        with self._database.writing() as connection:
            if quickbooks_id == NEW:
                self._crosswalk.take_name(connection, self._company, SURELY_NEW, record, by)
            else:
                link = Link(record, asked, asked)
                evidence = f"matched by {by}"
                kind = RecordKind.PAYMENT
                self._crosswalk.link(connection, self._company, kind, link, evidence)
            self._marks.mark(connection, self._company, Subject.ORDER, [order], Why.CHANGED_BOOKS)
        spoken = "a payment of its own" if quickbooks_id == NEW else f"QuickBooks payment {asked}"
        return Matched(record, self._names.called(f"payments:{order}"), spoken, 1)

    def _is_whole(self, quickbooks_id: str, amount: Money) -> None:
        """Raises: CannotMatch where QuickBooks's payment is another's, gone, or not of the sum."""
        kind = RecordKind.PAYMENT
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, [quickbooks_id])
        stands = read_receipt(seen[quickbooks_id].wire) if quickbooks_id in seen else None
        if stands is None or stands.total != amount:
            shown = stands.total if stands is not None else "nothing any more"
            raise CannotMatch(
                f"QuickBooks payment {quickbooks_id} shows {shown}, LeafLink {amount}: one cannot "
                "be taken for the other. Nothing was matched. Delete the wrong one where it was "
                "typed."
            )
        if self._crosswalk.record_of(self._company, kind, quickbooks_id) is not None:
            raise CannotMatch(
                f"QuickBooks payment {quickbooks_id} is already matched with another payment of "
                "LeafLink. Nothing was matched."
            )

    def _name(self, kind: RecordKind, record: str, quickbooks_id: str) -> str:
        found = self._seen.some(self._company, System.QUICKBOOKS, kind.value, [quickbooks_id])
        if quickbooks_id not in found:
            raise CannotMatch(
                f"QuickBooks has no {kind.value.lower()} with the id {quickbooks_id}."
            )
        holder = self._crosswalk.record_of(self._company, kind, quickbooks_id)
        if holder not in {None, record}:
            raise CannotMatch(
                f"That QuickBooks record is already matched with {self._names.called(holder)}."
            )
        wire = found[quickbooks_id].wire
        return str(wire.get("DisplayName") or wire.get("Name") or quickbooks_id)
