"""Importing a payout statement: once, whatever is handed in how often (accounting.md A6.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from leafledger.bookkeeping.payout_questions import changes_told
from leafledger.bookkeeping.payouts import payout_record
from leafledger.clerk.known_payouts import KnownPayouts
from leafledger.commerce.payouts import Payout
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.leaflink.payout_statements import NotAStatement, read_statement

__all__ = ["ImportedPayout", "ImportingPayouts", "NotAStatement", "Outcome"]

# Some thousand rows of a payout statement; no door takes more.
STATEMENT_BYTES_MAX = 1_000_000


class Outcome(StrEnum):
    """What became of a payout that was handed in.

    CHANGED: another statement of it was imported before; a person must say which is right.
    REFUSED: it cannot take the place of the other one now.
    """

    NEW = "new"
    SAME = "already there"
    CHANGED = "differs"
    REPLACED = "replaced"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportedPayout:
    """A payout that was handed in; `why` says what differs, or why it was refused."""

    payout: Payout
    outcome: Outcome
    why: str = ""


class ImportingPayouts:
    """Takes payout statements of one company in."""

    def __init__(
        self, company: str, database: Database, known: KnownPayouts, crosswalk: Crosswalk,
        marks: Marks,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._known = known
        self._crosswalk = crosswalk
        self._marks = marks

    def take_in(self, content: bytes, *, replace: bool = False) -> list[ImportedPayout]:
        """Keep the payouts of a statement, and mark them and their orders; all or nothing.

        The same statement changes nothing. `replace`: a person says that this one is right.
        Raises: NotAStatement.
        """
        payouts = read_statement(content)
        known = self._known.payouts.some([one.id for one in payouts])
        found = [self._judged(one, known.get(one.id), replace=replace) for one in payouts]
        self._keep(found)
        return found

    def _judged(self, payout: Payout, known: Payout | None, *, replace: bool) -> ImportedPayout:
        if known is None:
            return ImportedPayout(payout, Outcome.NEW)
        if replace:
            return self._replaced(payout, known)
        if known.contents == payout.contents:
            return ImportedPayout(payout, Outcome.SAME)
        return ImportedPayout(payout, Outcome.CHANGED, changes_told(known, payout))

    def _replaced(self, payout: Payout, known: Payout) -> ImportedPayout:
        """Whether a statement can take the place of another: nothing of ours is left behind."""
        if self._known.stands(known):
            if known.contents == payout.contents:
                return ImportedPayout(payout, Outcome.SAME)
            why = (
                f"The deposit of payout {known.id} ({known.net}) stands in QuickBooks. Nothing was "
                "changed. Delete it there, run leafledger sync, then import the statement again."
            )
            return ImportedPayout(payout, Outcome.REFUSED, why)
        contents = [line.content for line in payout.lines]
        left = [one for one in self._known.entered_rows(known) if one.content not in contents]
        if left:
            why = (
                f"The payment of {left[0].gross} for order {left[0].order} was entered from the "
                "first statement, and the new one does not show it. Nothing was changed. Import "
                "the first statement again, or ask LeafLink which is right."
            )
            return ImportedPayout(payout, Outcome.REFUSED, why)
        differs = known.contents != payout.contents
        why = changes_told(known, payout) if differs else ""
        return ImportedPayout(payout, Outcome.REPLACED, why)

    def _keep(self, found: Sequence[ImportedPayout]) -> None:
        taken = [one for one in found if one.outcome is not Outcome.REFUSED]
        orders = self._known.concerned([one.payout for one in taken])
        with self._database.writing() as connection:
            for one in taken:
                self._known.payouts.keep_seen(connection, one.payout)
                if one.outcome in {Outcome.NEW, Outcome.REPLACED}:
                    self._known.payouts.keep(connection, one.payout)
                if one.outcome is Outcome.REPLACED:
                    self._crosswalk.retire(connection, self._company, payout_record(one.payout.id))
            marks, company = self._marks, self._company
            ids = [one.payout.id for one in taken]
            marks.mark(connection, company, Subject.ORDER, orders, Why.CHANGED_BOOKS)
            marks.mark(connection, company, Subject.PAYOUT, ids, Why.CHANGED_BOOKS)
