"""LeafLink's credits as last seen, by the order they were given for and the one they pay (A7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.intake.remittances import CREDIT, CREDIT_USE
from leafledger.intake.seen import Seen, SeenRecords, System
from leafledger.leaflink.credits import read_credit


@dataclass(frozen=True, slots=True)
class Credits:
    """Every credit, by its id, its order and its customer (LeafLink's ids).

    `uses_on` by order the credits that a payment stands for there, each with the payment.
    """

    version: str = ""
    by_id: Mapping[str, Credit | Unreadable] = field(default_factory=dict)
    used_on: Mapping[str, tuple[Credit, ...]] = field(default_factory=dict)
    about: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_customer: Mapping[str, tuple[Credit, ...]] = field(default_factory=dict)
    uses_on: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


class CreditsSeen:
    """Reads the credits of one company once while nothing of them changes."""

    def __init__(self, company: str, seen: SeenRecords) -> None:
        self._company = company
        self._seen = seen
        self._credits = Credits()

    def now(self) -> Credits:
        """Every credit as it stands now."""
        version = self._seen.version(self._company, System.LEAFLINK, [CREDIT, CREDIT_USE])
        if self._credits.version != version:
            wires = self._seen.all(self._company, System.LEAFLINK, CREDIT)
            uses = self._seen.all(self._company, System.LEAFLINK, CREDIT_USE)
            by_id = {
                id_: _as_used(read_credit(one.wire), uses.get(id_)) for id_, one in wires.items()
            }
            self._credits = _sorted(version, by_id, uses)
        return self._credits


def _sorted(
    version: str, by_id: Mapping[str, Credit | Unreadable], uses: Mapping[str, Seen]
) -> Credits:
    used, about, customers = defaultdict(list), defaultdict(list), defaultdict(list)
    uses_on: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id_, use in sorted(uses.items()):
        uses_on[use.wire["order"]].append((id_, use.wire["payment"]))
    for id_, credit in by_id.items():
        if isinstance(credit, Unreadable):
            continue
        customers[credit.customer].append(credit)
        if credit.status is CreditStatus.USED and credit.applied_to:
            used[credit.applied_to].append(credit)
        for number in {credit.order, credit.applied_to} - {""}:
            about[number].append(id_)
    return Credits(
        version, by_id, {number: tuple(some) for number, some in used.items()},
        {number: tuple(some) for number, some in about.items()},
        {customer: tuple(some) for customer, some in customers.items()},
        {order: tuple(some) for order, some in uses_on.items()},
    )  # fmt: skip


def _as_used(credit: Credit | Unreadable, use: Seen | None) -> Credit | Unreadable:
    """A credit that is active on LeafLink and was used by a payment of the type credit (A6.3)."""
    if isinstance(credit, Unreadable) or use is None or credit.status is not CreditStatus.ACTIVE:
        return credit
    return replace(credit, status=CreditStatus.USED, applied_to=use.wire["order"])
