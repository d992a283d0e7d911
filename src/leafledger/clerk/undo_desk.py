"""The undo desk: what a person undid is taken back, and held from being posted again (A0, A11)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.undoing import Undoing
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark, Subject


class UndoDesk:
    """Works off those of the marked orders and credits of one company that are held."""

    def __init__(self, company: str, parts: Parts, undoing: Undoing) -> None:
        self._parts = parts
        self._undoing = undoing
        self._desk = Desk(company, parts)

    def work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> list[Mark]:
        """Take back what is left to take back; the marks that are nobody's undo are returned.

        What LeafLink says of the order plays no part: an order that is gone there can be undone.
        Raises: TryAgain, Reconnect.
        """
        held = self._undoing.held([_subject(mark) for mark in taken])
        mine = {mark.id: mark for mark in taken if _subject(mark) in held}
        if not mine:
            return list(taken)
        policy = self._parts.policies.in_force(company.company)
        by_subject = self._undoing.plans(held)
        dockets = {id_: Docket() for id_ in mine}
        for id_, mark in mine.items():
            # Nothing of what was asked before waits while the order is held.
            dockets[id_].ask(_subject(mark), id_, ())
            if mark.subject is Subject.ORDER:
                dockets[id_].ask(f"payments:{id_}", id_, ())
        plans = {id_: by_subject[_subject(mark)] for id_, mark in mine.items()}
        self._desk.carry_out(company, plans, policy, dockets)
        self._desk.settle(list(mine.values()), dockets, report)
        return [mark for mark in taken if mark.id not in mine]


def _subject(mark: Mark) -> str:
    return f"{mark.subject}:{mark.id}"
