"""A person's word about documents that were edited by hand (accounting.md A5.5)."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.bookkeeping.decisions import Choice, Decision, content_of
from leafledger.bookkeeping.hand_edits import changed_by_hand, decided, order_total
from leafledger.bookkeeping.orders import order_facts
from leafledger.bookkeeping.papers import spoken, total_shown
from leafledger.clerk.known_books import KnownBooks
from leafledger.commerce.orders import Order
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.looking import Lookout
from leafledger.intake.marks import Mark, Marks, Subject, Why
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.decisions import Decisions

CHANGED_MEANWHILE = (
    "The documents changed since they were shown, so nothing was decided. Look at them again."
)


class NothingToDecide(Exception):
    """Nothing waits for this word; the message says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, about which documents, and what both sides show of the order."""

    decision: Decision
    documents: tuple[str, ...]
    in_quickbooks: Money
    on_leaflink: Money

    def told_in_audit(self, company: str, number: str) -> Happening:
        """The decision about an order as the audit log tells it."""
        words = f"Decided about {', '.join(self.documents)}, changed by hand."
        before, after = self.in_quickbooks.plain, self.decision.choice.value
        return Happening(Kind.DECISION, words, company, f"order:{number}", before, after)


class Deciding:
    """Writes the words of people down and has the orders looked at again."""

    def __init__(
        self, company: str, database: Database, lookout: Lookout, known: KnownBooks,
        decisions: Decisions, marks: Marks,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._lookout = lookout
        self._known = known
        self._decisions = decisions
        self._marks = marks

    def decide(
        self, number: str, choice: Choice, person: str, *, shown: str | None = None
    ) -> Decided:
        """Keep, restore or adopt the documents of an order that were changed by hand.

        `shown` names how they stood when the person saw them (`HandEdit.content`): standing
        otherwise by now, nothing is decided. None: however they stand.
        Raises: NothingToDecide; TryAgain, Reconnect where LeafLink cannot be asked.
        """
        view = self._lookout.look([Mark(0, Subject.ORDER, number, Why.ASKED, 1, 0)])
        order = view.orders.get(number)
        if not isinstance(order, Order):
            raise NothingToDecide("LeafLink does not show this order in a form that can be read.")
        papers = self._known.on_file([number])[number].papers
        changed = changed_by_hand(order, papers)
        if shown is not None and (not changed or content_of(changed) != shown):
            raise NothingToDecide(CHANGED_MEANWHILE)
        if not changed:
            raise NothingToDecide(
                f"No document of order {order.spoken_name} was changed by hand in QuickBooks, as "
                "far as LeafLedger has seen. Nothing was decided."
            )
        word = decided(choice, order, papers, changed, order_facts(order), person)
        with self._database.writing() as connection:
            word = self._decisions.decide(connection, self._company, f"order:{number}", word)
            self._marks.mark(connection, self._company, Subject.ORDER, [number], Why.ASKED)
        wanted = Money.zero() if order.status.ended_without_sale else order_total(order)
        names = tuple(spoken(paper) for paper in changed)
        return Decided(word, names, total_shown(papers), wanted)
