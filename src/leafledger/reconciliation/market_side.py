"""What LeafLink says of payments and credits: what was kept of them, and what came since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus, Payment
from leafledger.intake.counters import Counters
from leafledger.intake.remittances import CREDIT_USE, PAYMENTS, PAYMENTS_CURSOR, joined_by_id
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.credits import all_credits, read_credit
from leafledger.leaflink.growing_lists import Reached
from leafledger.leaflink.payments import order_of, payments_after, read_payment

Rows = tuple[Payment | Unreadable, ...]


@dataclass(frozen=True, slots=True)
class MarketSide:
    """LeafLink's side of the money: every credit, and the payments we had not seen by order.

    `used` are the credits used on each order, also by a payment of the type credit (A6.3).
    """

    credits: tuple[Credit | Unreadable, ...]
    used: Mapping[str, tuple[Credit, ...]]
    unseen: Mapping[str, list[Any]]


class Market:
    """Asks LeafLink about payments and credits of one company. Keeps nothing."""

    def __init__(self, company: str, seen: SeenRecords, counters: Counters) -> None:
        self._company = company
        self._seen = seen
        self._counters = counters

    def ask(self, leaflink: LeafLink) -> MarketSide:
        """One call for the payments that came since the last poll, one for a hundred credits.

        LeafLink only appends payments, so what was seen of them stays true (reference 5.1).
        """
        end = Reached.of(self._counters.cursor(self._company, PAYMENTS_CURSOR))
        rows, _ = payments_after(leaflink, end)
        unseen: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            unseen[order_of(row)].append(row)
        uses = self._seen.all(self._company, System.LEAFLINK, CREDIT_USE)
        orders = {id_: str(one.wire["order"]) for id_, one in uses.items()}
        read = [_as_used(read_credit(wire), orders) for wire in all_credits(leaflink)]
        used: dict[str, list[Credit]] = defaultdict(list)
        for credit in read:
            if isinstance(credit, Credit) and credit.status is CreditStatus.USED:
                used[credit.applied_to].append(credit)
        known = {number: tuple(some) for number, some in used.items() if number}
        return MarketSide(tuple(read), known, unseen)

    def payments(self, numbers: Sequence[str], side: MarketSide) -> Iterator[tuple[str, Rows]]:
        """The payments of some orders."""
        kept = self._seen.some(self._company, System.LEAFLINK, PAYMENTS, numbers)
        for number in numbers:
            known = kept[number].wire if number in kept else []
            wires = joined_by_id(known, side.unseen.get(number, []))
            yield number, tuple(read_payment(wire) for wire in wires)

    def changed(self, side: MarketSide) -> list[str]:
        """The orders that have payments we had not seen."""
        numbers = sorted(side.unseen)
        kept = self._seen.some(self._company, System.LEAFLINK, PAYMENTS, numbers)
        return [
            number
            for number in numbers
            if number not in kept
            or joined_by_id(kept[number].wire, side.unseen[number]) != kept[number].wire
        ]


def _as_used(credit: Credit | Unreadable, orders: Mapping[str, str]) -> Credit | Unreadable:
    """A credit that is active on LeafLink and was used by a payment of the type credit (A6.3)."""
    active = isinstance(credit, Credit) and credit.status is CreditStatus.ACTIVE
    if not active or not isinstance(credit, Credit) or credit.id not in orders:
        return credit
    return replace(credit, status=CreditStatus.USED, applied_to=orders[credit.id])
