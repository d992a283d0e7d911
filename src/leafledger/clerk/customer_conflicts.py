"""Fields of a customer that both sides changed, and a person's word about them (A9.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.customer_changes import merged_sides
from leafledger.bookkeeping.customer_fields import spoken
from leafledger.bookkeeping.merging import Conflict, Side
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.deciding import NothingToDecide
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.conflict_decisions import ConflictDecisions
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.policies import Policies

SPOKEN = {Side.LEAFLINK: "LeafLink", Side.QUICKBOOKS: "QuickBooks"}


@dataclass(frozen=True, slots=True)
class Disputed:
    """A field that both sides changed: what each says now, and the word they last agreed on.

    Values as people read them. `name` is of exactly these values.
    """

    field: str
    leaflink: str
    quickbooks: str
    agreed: str
    name: str

    def value_of(self, side: Side) -> str:
        """What one side says."""
        return self.leaflink if side is Side.LEAFLINK else self.quickbooks


@dataclass(frozen=True, slots=True)
class SideTaken:
    """What a person decided: whose word, in which fields of which customer."""

    customer: str
    called: str
    side: Side
    fields: tuple[Disputed, ...]
    person: str


def told_in_audit(done: SideTaken, company: str) -> Happening:
    """A word about a customer as the audit log tells it."""
    fields = ", ".join(one.field for one in done.fields)
    words = f'Took {SPOKEN[done.side]}\'s word for "{done.called}": {fields}.'
    other = Side.QUICKBOOKS if done.side is Side.LEAFLINK else Side.LEAFLINK
    before, after = (
        "; ".join(one.value_of(side) for one in done.fields) for side in (other, done.side)
    )
    return Happening(Kind.DECISION, words, company, f"customer:{done.customer}", before, after)


class CustomerConflicts:
    """Shows the conflicts of one company's customers, and writes a person's word about them down.

    Everything is as last seen; nobody is asked.
    """

    def __init__(
        self, company: str, database: Database, known: KnownBooks, policies: Policies, marks: Marks
    ) -> None:
        self._company = company
        self._database = database
        self._known = known
        self._customers = KnownCustomers(company, database)
        self._decisions = ConflictDecisions(database)
        self._questions = OpenQuestions(database)
        self._policies = policies
        self._marks = marks

    def of(self, customer: str) -> tuple[Disputed, ...]:
        """The fields of a customer (LeafLink's id) that wait for a person's word."""
        return tuple(_shown(one) for one in self._conflicts(customer))

    def waiting(self) -> list[str]:
        """The customers (LeafLink's ids) that are asked about because of a conflict."""
        return sorted(
            {
                one.subject.removeprefix("customer:")
                for one in self._questions.all(self._company)
                if one.question.kind is QuestionKind.CUSTOMER_CONFLICT
            }
        )

    def find(self, spoken_name: str, among: Collection[str]) -> list[str]:
        """Those of the customers (LeafLink's ids) that people call so, or that have this number."""
        wanted = spoken_name.strip().casefold()
        found = self._customers.on_leaflink(sorted(among))
        return [
            id_
            for id_, one in found.items()
            if wanted in {id_, one.display_name.casefold(), one.name.casefold()}
        ]

    def decide(
        self, customer: str, side: Side, person: str, *, fields: Sequence[str] = (),
        shown: Sequence[str] = (),
    ) -> SideTaken:  # fmt: skip
        """Take one side's word in fields of a customer; in all that wait where none is named.

        `shown` are the names of the conflicts as the person saw them: what reads otherwise by now
        is not decided. The other side is written in the next round, and both agree from then on.
        Raises: NothingToDecide.
        """
        waiting = self._conflicts(customer)
        seen = self._customers.on_leaflink([customer]).get(customer)
        called = seen.display_name if seen is not None else "This customer"
        if shown and not set(shown) <= {one.name for one in waiting}:
            raise NothingToDecide(
                f"{called} reads otherwise by now than it was shown. Nothing was decided; look at "
                "it again."
            )
        chosen = [
            one
            for one in waiting
            if (not fields or one.field in fields) and (not shown or one.name in shown)
        ]
        missing = set(fields) - {one.field for one in chosen}
        if not chosen or missing:
            about = f" in {', '.join(sorted(missing))}" if missing else ""
            raise NothingToDecide(
                f"The two sides of {called} do not contradict each other{about}. Nothing was "
                "decided."
            )
        with self._database.writing() as connection:
            record = f"customer:{customer}"
            self._decisions.decide(connection, self._company, record, chosen, side, person)
            self._marks.mark(connection, self._company, Subject.CUSTOMER, [customer], Why.ASKED)
        return SideTaken(customer, called, side, tuple(map(_shown, chosen)), person)

    def _conflicts(self, customer: str) -> tuple[Conflict, ...]:
        seen = self._customers.on_leaflink([customer]).get(customer)
        on_file = self._customers.on_file(self._customers.links([customer])).get(customer)
        if seen is None or on_file is None or on_file.party is None:
            return ()
        if not on_file.party.active or seen.archived:
            return ()
        choices = self._policies.in_force(self._company).policy.customers
        if not choices.update:
            return ()
        books = self._known.company_books()
        return merged_sides(seen, on_file, on_file.party, choices.owners, books).conflicts


def _shown(one: Conflict) -> Disputed:
    before = one.agreed.leaflink or one.agreed.quickbooks
    return Disputed(
        one.field, spoken(one.leaflink), spoken(one.quickbooks), spoken(before), one.name
    )
