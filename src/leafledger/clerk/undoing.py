"""Undo and redo: a person chooses, sees the plan, says yes; what was undone is held (A0, A11)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from leafledger.bookkeeping.credits import credit_record, use_records
from leafledger.bookkeeping.plan import Plan, Together
from leafledger.bookkeeping.undo_papers import UndonePaper
from leafledger.bookkeeping.undoing import Undone, first_wave, undo
from leafledger.clerk.known_books import NUMBER, KnownBooks
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.undo_books import Links, UndoBooks, subject_of
from leafledger.commerce.remittances import Credit
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.journal.approvals import Approvals
from leafledger.journal.deeds import Deeds
from leafledger.journal.undoings import Held, Undoings
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt

# More than this nobody reads before saying yes; larger stretches are undone day by day.
SUBJECTS_MAX = 5_000
_SUBJECTS = {"order": Subject.ORDER, "credit": Subject.CREDIT}


class TooMuchAtOnce(Exception):
    """More orders than one undo takes; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """An undo as people see it before they say yes: what was chosen, and each order's undo.

    `since` says by subject and record from which deed on is undone; `held_too` are the credits
    that are held with their order and have nothing of their own to undo; `on_leaflink` counts the
    payments that were written to LeafLink and stay there; `dissolves` are QuickBooks's own
    applications of what is undone.
    """

    chosen: str
    parts: Mapping[str, Undone]
    since: Mapping[str, Mapping[str, int]]
    held_too: tuple[str, ...] = ()
    on_leaflink: int = 0
    dissolves: tuple[str, ...] = ()

    @property
    def amount(self) -> Money:
        """The money of all documents that do not stay as they are."""
        return Money.total(one.amount for one in self.parts.values())

    @property
    def does_nothing(self) -> bool:
        """Whether every document would be kept."""
        return not any(one.plan.steps for one in self.parts.values())

    @property
    def name(self) -> str:
        """What people approve: these steps on these documents."""
        return fingerprint(
            [(s, one.plan.subject, one.plan.fingerprint) for s, one in sorted(self.parts.items())]
        )


class Undoing:
    """Plans undos of one company, writes them down, and takes them back again."""

    def __init__(
        self, company: str, database: Database, books: UndoBooks, known: KnownBooks,
        payments: KnownPayments, crosswalk: Crosswalk, deeds: Deeds, undoings: Undoings,
        approvals: Approvals, marks: Marks,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._books = books
        self._known = known
        self._payments = payments
        self._crosswalk = crosswalk
        self._deeds = deeds
        self._undoings = undoings
        self._approvals = approvals
        self._marks = marks

    def of_orders(self, numbers: Sequence[str]) -> UndoPlan:
        """Undo whatever was posted for some orders, the credits on them too."""
        links = self._books.links()
        chosen = {f"order:{number}" for number in numbers}
        first = {record: 0 for record in links if subject_of(record) in chosen}
        for credit in self._payments.credits_about(numbers):
            for record in (credit_record(credit), *use_records(credit)):
                if record in links and self._is_about(credit, record, numbers):
                    first[record] = 0
        names = self._known.order_names(numbers)
        spoken = ", ".join(names.get(number, number) for number in numbers)
        return self._plan(f"order {spoken}", first, links)

    def of_day(self, day: date, zone: str) -> UndoPlan:
        """Undo whatever was posted on a day, in the company's business time zone."""
        start = datetime.combine(day, time.min, ZoneInfo(zone))
        end = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))
        first = self._deeds.between(self._company, start, end)
        return self._plan(f"everything posted on {day}", first, self._books.links())

    def of_policy(self, version: int) -> UndoPlan:
        """Undo whatever was posted under a version of the policy."""
        first = self._deeds.under(self._company, version)
        said = f"everything posted under version {version} of the policy"
        return self._plan(said, first, self._books.links())

    def ask(self, plan: UndoPlan, person: str) -> list[Held]:
        """A person saw the plan and says yes: written down, and marked to be carried out.

        Their yes is an approval; where two people are needed, another one approves.
        """
        together = Together(plan.name, plan.amount)
        held = [
            Held(
                subject, plan.chosen, plan.since.get(subject, {}), undone.steps_named, together,
                person, "", _asked_by(subject, undone.plan.spoken_name), plan.dissolves,
            )
            for subject, undone in plan.parts.items()
        ]  # fmt: skip
        held += [
            Held(subject, plan.chosen, {}, (), together, person, "", subject)
            for subject in plan.held_too
        ]
        with self._database.writing() as connection:
            self._undoings.undo(connection, self._company, held)
            self._approvals.approve(connection, self._company, "undo", together.name, person)
            self._mark(connection, [one.subject for one in held])
        return held

    def redo(self, subjects: Sequence[str], person: str) -> list[str]:
        """Ask again for orders and credits that were undone; those that were, by subject.

        What we voided is given up, so that the same content is posted anew, under a new number
        where QuickBooks keeps the old one on the voided document.
        """
        held = self._undoings.held(self._company, subjects)
        if not held:
            return []
        undos = {one.together.name for one in held.values()}
        orders = [s.removeprefix("order:") for s in held if s.startswith("order:")]
        credits_ = {f"credit:{one}" for one in self._payments.credits_about(orders)}
        held_credits = self._undoings.held(self._company, sorted(credits_))
        with_it = [s for s, one in held_credits.items() if one.together.name in undos]
        again = list(dict.fromkeys([*held, *with_it]))
        gone = self._voided(again)
        with self._database.writing() as connection:
            for record, (kind, number) in gone.items():
                self._crosswalk.retire(connection, self._company, record)
                if kind is RecordKind.INVOICE and number:
                    self._crosswalk.take_name(connection, self._company, NUMBER, number, "")
            self._undoings.redo(connection, self._company, again, person)
            self._mark(connection, again, Why.ASKED)
        return list(held)

    def held(self, subjects: Sequence[str]) -> dict[str, Held]:
        """Those of some orders and credits that are held."""
        return self._undoings.held(self._company, subjects)

    def plans(self, held: Mapping[str, Held]) -> dict[str, Plan]:
        """What is left to do of undos that people said yes to, from what stands now.

        Nothing that they did not see is done. Raises: TryAgain, Reconnect.
        """
        links = self._books.links()
        undone, _ = self._undone({s: one.since for s, one in held.items()}, links, held)
        return {
            subject: replace(one.plan, steps=first_wave(one.plan))
            for subject, one in undone.items()
        }

    def left(self, held: Mapping[str, Held]) -> dict[str, Undone]:
        """How undos that were asked for stand now, document by document."""
        since = {subject: one.since for subject, one in held.items()}
        return self._undone(since, self._books.links(), held)[0]

    def _undone(
        self, since: Mapping[str, Mapping[str, int]], links: Links, held: Mapping[str, Held]
    ) -> tuple[dict[str, Undone], frozenset[str]]:
        """The undo of each subject, and QuickBooks's own applications that end with them."""
        papers = self._books.papers(since, links)
        numbers = [s.removeprefix("order:") for s in since if s.startswith("order:")]
        names = self._known.order_names(numbers)
        dissolving = self._dissolving(papers, held)
        period = self._known.company_books().period
        found = {}
        for subject, mine in papers.items():
            kind, id_ = subject.split(":")
            spoken = names.get(id_, id_) if kind == "order" else id_
            asked = held.get(subject)
            records = [paper.link.record for paper in mine]
            found[subject] = undo(
                subject, spoken, mine, period,
                seen_by_people=asked.steps if asked is not None else None,
                refused=self._books.refused(records, asked.decided_at) if asked else {},
                together=asked.together if asked is not None else None,
                dissolving=dissolving,
            )  # fmt: skip
        return found, dissolving

    def _dissolving(
        self, papers: Mapping[str, Sequence[UndonePaper]], held: Mapping[str, Held]
    ) -> frozenset[str]:
        """Payments of nothing on what is undone: QuickBooks's own applications of credits (A6.7).

        They move no money, and a credit whose invoice goes is open again. None of their invoices
        may stay: it would be owed again.
        What was found when the plan was shown holds, though a round sees a part of the undo only.
        """
        known = {id_ for one in held.values() for id_ in one.dissolves}
        if held:
            return frozenset(known)
        every = [one for mine in papers.values() for one in mine]
        ours = {(one.kind, one.known.id) for one in every}
        return frozenset(
            id_
            for id_, other in self._books.others(every).items()
            if not other.total and _invoices_of(other) <= ours
        )

    def _plan(self, chosen: str, first: Mapping[str, int], links: Links) -> UndoPlan:
        since: dict[str, dict[str, int]] = {}
        for record, number in first.items():
            since.setdefault(self._owner(record, first), {})[record] = number
        if len(since) > SUBJECTS_MAX:
            raise TooMuchAtOnce(
                f"That is {len(since):,} orders, and one undo takes {SUBJECTS_MAX:,}. Nothing was "
                "changed. Choose days or single orders."
            )
        undone, dissolving = self._undone(since, links, {})
        parts = {subject: one for subject, one in sorted(undone.items()) if one.verdicts}
        orders = [s.removeprefix("order:") for s in parts if s.startswith("order:")]
        # A credit on an order that is undone waits with it, posted so far or not.
        held_too = {f"credit:{one}" for one in self._payments.credits_about(orders)} - set(parts)
        there = self._crosswalk.live_of_kinds(self._company, [RecordKind.LEAFLINK_PAYMENT])
        written_back = sum(subject_of(record) in parts for record in there)
        applied = tuple(sorted(dissolving))
        return UndoPlan(chosen, parts, since, tuple(sorted(held_too)), written_back, applied)

    def _owner(self, record: str, first: Mapping[str, int]) -> str:
        """The subject under which a record is undone: a credit's is an order that is undone too.

        So what a credit settles is undone by the same plan, in its turn.
        """
        subject = subject_of(record)
        credit = self._credit(subject)
        if credit is None:
            return subject
        undone = {subject_of(one) for one in first}
        if credit.applied_to and any(f"{subject}:use" in one for one in first):
            return f"order:{credit.applied_to}"
        orders = [f"order:{one}" for one in (credit.applied_to, credit.order) if one]
        return next((one for one in orders if one in undone), subject)

    def _is_about(self, credit_id: str, record: str, numbers: Collection[str]) -> bool:
        """Whether a credit's record goes with an order: its use on it; the memo given for it."""
        credit = self._credit(f"credit:{credit_id}")
        if credit is None:
            return False
        return (credit.applied_to if ":use" in record else credit.order) in numbers

    def _credit(self, subject: str) -> Credit | None:
        if not subject.startswith("credit:"):
            return None
        found = self._payments.credit(subject.removeprefix("credit:"))
        return found if isinstance(found, Credit) else None

    def _voided(self, subjects: Iterable[str]) -> dict[str, tuple[RecordKind, str]]:
        """The records whose documents we voided: kind and number, by record."""
        wanted, links = set(subjects), self._books.links()
        return {
            record: (kind, link.name)
            for record, (kind, link) in links.items()
            if subject_of(record) in wanted and not link.posted
        }

    def _mark(
        self, connection: Connection, subjects: Iterable[str], why: Why = Why.CHANGED_BOOKS
    ) -> None:
        for prefix, subject in _SUBJECTS.items():
            ids = [s.split(":", 1)[1] for s in subjects if s.startswith(f"{prefix}:")]
            self._marks.mark(connection, self._company, subject, ids, why)


def _invoices_of(receipt: KnownReceipt) -> set[tuple[RecordKind, str]]:
    return {
        (one.kind, one.pointer.id if isinstance(one.pointer, Known) else "")
        for one in receipt.settles
        if one.kind is not RecordKind.CREDIT_MEMO
    }


def _asked_by(subject: str, spoken: str) -> str:
    """What a person types to ask for it again."""
    return subject if subject.startswith("credit:") else spoken
