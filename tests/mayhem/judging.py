"""What came of a run: counted from both sides' own records, the proof and the open questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from leafledger.reconciliation.proof import Proof, Standing
from tests.mayhem.random_trade import Mayhem
from tests.stories.journey import Journey

OURS = ("Invoice", "CreditMemo", "Payment", "JournalEntry")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a run, in sentences; nothing of any kind when all is well.

    `lost`: recognised orders without an invoice or a question, and orders that wait without one.
    `doubled`: markers that two live documents of one kind carry, and payments told to LeafLink
    twice. `differences`: what the proof or QuickBooks's sums disagree on. `unplanted`: questions
    whose cause nobody in the story planted, every refusal among them.
    """

    lost: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    unplanted: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.lost or self.doubled or self.differences or self.unplanted)


def judge(mayhem: Mayhem, proof: Proof) -> Verdict:
    """Count what must not be."""
    journey = mayhem.journey
    asked = journey.ledger.questions.all(journey.name)
    return Verdict(
        lost=(*_without_invoice(mayhem), *_waiting_for_nothing(proof, mayhem)),
        doubled=(*_doubled(journey), *_told_twice(journey)),
        differences=(*_differing(proof), *_torn(journey)),
        unplanted=tuple(mayhem.planted.without_cause(asked, _typed(journey))),
    )


def _without_invoice(mayhem: Mayhem) -> list[str]:
    journey = mayhem.journey
    invoiced = {_marker(one) for one in journey.books("Invoice")}
    return [
        f"order {number} has neither an invoice nor a question"
        for number in mayhem.people.orders
        if f"LeafLink order {number}" not in invoiced and not journey.questions(number)
    ]


def _waiting_for_nothing(proof: Proof, mayhem: Mayhem) -> list[str]:
    """Orders that the proof lets wait although it is quiet and nobody was asked about them."""
    asked = {
        one.subject.split(":")[1]
        for one in mayhem.journey.ledger.questions.all(mayhem.journey.name)
    }
    return [
        f"order {order.spoken_name} waits for nothing: {order.why}"
        for order in proof.with_standing(Standing.WAITING)
        if order.number not in asked
    ]


def _doubled(journey: Journey) -> list[str]:
    """Live documents of ours of which there are two: same kind, same note."""
    doubled = []
    for entity in OURS:
        notes = Counter(
            str(one.get("PrivateNote", ""))
            for one in journey.books(entity)
            if _marker(one).startswith("LeafLink ")
        )
        doubled += [f"{times} times {entity}: {note}" for note, times in notes.items() if times > 1]
    return doubled


def _told_twice(journey: Journey) -> list[str]:
    """Payments entered in QuickBooks that went back to one order on LeafLink more than once.

    One that was deleted there is taken back on LeafLink under the same name, below zero (A6.6).
    """
    rows = journey.running.snapshot("leaflink")["payments"]
    told = Counter(
        (row["order"], row["reason"], Decimal(row["total"]["amount"]))
        for row in rows
        if str(row["reason"]).startswith("QuickBooks payment ")
    )
    return [
        f"{times} times {why} of {amount} on order {order}"
        for (order, why, amount), times in told.items()
        if times > 1
    ]


def _differing(proof: Proof) -> list[str]:
    orders = [
        f"order {order.spoken_name} ({order.status}) differs by {order.difference}: {order.why}"
        for order in proof.with_standing(Standing.DIFFERS)
    ]
    checks = [
        f"{check.name} differs by {check.difference}: {check.why}"
        for check in proof.checks_with(Standing.DIFFERS)
    ]
    return orders + checks


def _typed(journey: Journey) -> set[str]:
    """The payments in QuickBooks that are none of ours."""
    rows = journey.books("Payment")
    return {str(one["Id"]) for one in rows if not _marker(one).startswith("LeafLink ")}


def _torn(journey: Journey) -> list[str]:
    """Whether QuickBooks's own sums part, and what the receivable is beside the customers'."""
    sums = journey.running.snapshot("quickbooks")["sums"]
    pairs = (("debits", "credits"), ("receivable_account", "customer_balances"))
    return [
        f"{one} {sums[one]} is not {other} {sums[other]}"
        for one, other in pairs
        if sums[one] != sums[other]
    ]


def _marker(document: Any) -> str:
    lines: Sequence[str] = str(document.get("PrivateNote", "")).splitlines()
    return lines[0] if lines else ""
