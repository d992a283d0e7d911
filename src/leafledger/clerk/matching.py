"""Matching by a person: this LeafLink record is that QuickBooks record, or nobody there yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.payment_questions import asked_about
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.known_books import SURELY_NEW
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.crosswalk.links import Crosswalk
from leafledger.crosswalk.matches import Said, Side, Word
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.companies import one_at_a_time
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.store import Journal
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.receipts import read_receipt

KINDS = {"customer": RecordKind.CUSTOMER, "product": RecordKind.ITEM}
NEW, UNDO = "new", "undo"


class CannotMatch(Exception):
    """The match was not made; the message says why, in a sentence."""


PAYMENT = "payment"
_OF_TWO_PAYMENTS = frozenset({QuestionKind.SAME_MONEY, QuestionKind.SAME_MONEY_ENTERED})


@dataclass(frozen=True, slots=True)
class Matched:
    """What was matched, and how many orders are looked at again because of it.

    `called` is the record in words (`customer "Green Mesa"`), `name` its counterpart's name, empty
    where a match was taken back; `before` the name of the one that it had until then, if any.
    """

    record: str
    called: str
    name: str
    orders: int
    before: str = ""

    @property
    def words(self) -> str:
        """What was done, for the audit log."""
        if not self.name:
            return f"Took the match of {self.called} with {self.before} back."
        return f"Matched {self.called} with {self.name}."


class Matching:
    """Writes a person's match into the crosswalk and looks again at the orders that waited."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, crosswalk: Crosswalk,
        marks: Marks, questions: OpenQuestions, journal: Journal,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk
        self._marks = marks
        self._questions = questions
        self._journal = journal
        self._names = SpokenNames(company, database)

    def match(self, kind: str, leaflink_id: str, quickbooks_id: str, by: str) -> Matched:
        """Match a "customer" or "product"; "new" lets a record be made, "undo" ends a match.

        Of a "payment" that is asked about see `match_payment`.
        Posted documents stay where they are; new ones go to the new counterpart (accounting.md
        A9). What was taken apart is not matched again without a person's word.
        Raises: CannotMatch for a record that QuickBooks does not have or that is taken, where
            there is no match to take back, and while LeafLedger makes the record in QuickBooks.
        """
        if kind == PAYMENT:
            return self.match_payment(leaflink_id, quickbooks_id, by)
        record = f"{kind}:{leaflink_id}"
        word = {NEW: Word.NEW, UNDO: Word.UNDONE}.get(quickbooks_id, Word.MATCHED)
        waiting = [
            subject.removeprefix("order:")
            for subject in self._questions.subjects_about(self._company, record)
            if subject.startswith("order:")
        ]
        with self._database.writing() as connection:
            one_at_a_time(connection, self._company)
            self._refuse_begun(connection, record)
            before = self._before(record)
            after = Side()
            if word is Word.MATCHED:
                after = Side(quickbooks_id, self._name(KINDS[kind], record, quickbooks_id))
                self._refuse_unknown(kind, record)
            elif word is Word.UNDONE and not before.id:
                raise CannotMatch("It is not matched with anything, so nothing was taken back.")
            self._write(connection, KINDS[kind], Said(record, word, before, after, by))
            self._marks.mark(connection, self._company, Subject.ORDER, waiting, Why.CHANGED_BOOKS)
            if kind == "customer" and ":" not in leaflink_id:
                alike = [leaflink_id]
                self._marks.mark(
                    connection, self._company, Subject.CUSTOMER, alike, Why.CHANGED_BOOKS
                )
        spoken = {Word.NEW: "a new record", Word.UNDONE: ""}.get(word, after.name)
        return Matched(record, self._names.called(record), spoken, len(waiting), before.name)

    def _write(self, connection: Connection, kind: RecordKind, said: Said) -> None:
        """The word itself, and the link it makes or ends."""
        record = said.record
        self._crosswalk.matches.say(connection, self._company, said)
        if said.word is Word.MATCHED:
            link = Link(record, said.after.id, said.after.name)
            self._crosswalk.link(connection, self._company, kind, link, f"matched by {said.person}")
            return
        # One that was lost in QuickBooks gives way to the new one.
        self._crosswalk.retire(connection, self._company, record)
        if said.word is Word.NEW:
            self._crosswalk.take_name(connection, self._company, SURELY_NEW, record, said.person)
        else:
            # Else the next order would make a second record without asking.
            self._crosswalk.release_name(connection, self._company, SURELY_NEW, record)

    def _before(self, record: str) -> Side:
        """The counterpart it has now, under the name that was last seen of it."""
        link = self._crosswalk.live(self._company, [record]).get(record)
        if link is None:
            return Side()
        kind = KINDS[record.split(":", 1)[0]].value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, [link.quickbooks_id])
        name = _called(seen[link.quickbooks_id].wire) if link.quickbooks_id in seen else ""
        return Side(link.quickbooks_id, name or link.name or link.quickbooks_id)

    def match_payment(self, payment: str, quickbooks_id: str, by: str) -> Matched:
        """Say that a payment asked about is that in QuickBooks, or "new": that they are two.

        Of the same money, LeafLink's is then known as entered, and QuickBooks's is not told to
        LeafLink; of two, each is copied to the other side. QuickBooks's is never rewritten (A11).
        Raises: CannotMatch where nothing of that kind is asked.
        """
        waiting = [
            one
            for one in self._questions.all(self._company)
            if one.question.kind in _OF_TWO_PAYMENTS
            and asked_about(one.question.about)[1] == payment
        ]
        if len(waiting) != 1:
            raise CannotMatch(
                f"LeafLedger does not ask about a payment {payment} of LeafLink. Nothing was "
                "matched."
            )
        question = waiting[0].question
        order, _, asked = asked_about(question.about)
        if quickbooks_id not in {NEW, asked}:
            raise CannotMatch(
                f"LeafLedger asks whether it is payment {asked} in QuickBooks, not "
                f"{quickbooks_id}. Nothing was matched."
            )
        record = payment_record(order, payment)
        if quickbooks_id != NEW:
            if question.kind is QuestionKind.SAME_MONEY_ENTERED:
                raise CannotMatch(
                    f"LeafLink's payment {payment} stands in QuickBooks already, so nothing was "
                    f"matched. {question.cure}"
                )
            self._is_whole(asked, question.amount)
        with self._database.writing() as connection:
            one_at_a_time(connection, self._company)
            if question.kind is QuestionKind.SAME_MONEY:
                self._refuse_entered(connection, record)
            if quickbooks_id == NEW:
                self._crosswalk.take_name(connection, self._company, SURELY_NEW, record, by)
            else:
                link = Link(record, asked, asked)
                evidence = f"matched by {by}"
                kind = RecordKind.PAYMENT
                self._crosswalk.link(connection, self._company, kind, link, evidence)
            orders = sorted({order, *self._orders_settled_by(asked)})
            self._marks.mark(connection, self._company, Subject.ORDER, orders, Why.CHANGED_BOOKS)
        spoken = "a payment of its own" if quickbooks_id == NEW else f"QuickBooks payment {asked}"
        return Matched(record, self._names.called(f"payments:{order}"), spoken, 1)

    def _refuse_unknown(self, kind: str, record: str) -> None:
        """Raises: CannotMatch where LeafLink shows nobody of that number; a chain has none."""
        if record.count(":") == 1 and not self._names.name(record):
            raise CannotMatch(
                f"LeafLink shows no {kind} with the number {record.split(':')[1]}. Nothing was "
                f"matched. The page {kind.capitalize()}s shows each by its name."
            )

    def _refuse_begun(self, connection: Connection, record: str) -> None:
        """Raises: CannotMatch while LeafLedger makes or changes a record's counterpart."""
        if self._journal.is_begun(connection, self._company, record):
            raise CannotMatch(
                f"LeafLedger writes {self._names.called(record)} in QuickBooks at this moment. "
                "Nothing was matched. Look again in a minute."
            )

    def _refuse_entered(self, connection: Connection, record: str) -> None:
        """Raises: CannotMatch where the books changed, and LeafLedger enters it at this moment."""
        entered = self._crosswalk.live(self._company, [record]).get(record)
        stands = entered is not None and not self._is_gone(entered)
        if stands or self._journal.is_begun(connection, self._company, record):
            raise CannotMatch(
                "The books changed since this was asked, and LeafLedger enters the payment at this "
                "moment. Nothing was matched. Look again in a minute."
            )

    def _is_gone(self, entered: Link) -> bool:
        """Whether a payment of ours was deleted or voided in QuickBooks by hand."""
        side = (self._company, System.QUICKBOOKS, RecordKind.PAYMENT.value)
        seen = self._seen.some(*side, [entered.quickbooks_id]).get(entered.quickbooks_id)
        return seen is None or read_receipt(seen.wire).voided

    def _orders_settled_by(self, payment: str) -> set[str]:
        """The orders on whose invoices QuickBooks's payment was last seen."""
        kind = RecordKind.PAYMENT
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, [payment])
        settles = read_receipt(seen[payment].wire).settles if payment in seen else ()
        records = [
            self._crosswalk.record_of(self._company, RecordKind.INVOICE, one.pointer.id)
            for one in settles
            if one.kind is RecordKind.INVOICE and isinstance(one.pointer, Known)
        ]
        return {record.split(":")[1] for record in records if record is not None}

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
        return _called(found[quickbooks_id].wire) or quickbooks_id


def _called(wire: Mapping[str, object]) -> str:
    return str(wire.get("DisplayName") or wire.get("Name") or "")
