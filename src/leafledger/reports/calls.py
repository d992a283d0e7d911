"""What the sync costs: calls by class, and per order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FREE, METERED, BATCHES = "quickbooks core", "quickbooks coreplus", "quickbooks batch"
LEAFLINK = "leaflink call"
# How calls that a proof made are counted beside those that keep the books.
OF_PROOFS = " of proofs"


@dataclass(frozen=True, slots=True)
class CallsUsed:
    """Calls of a company: changes to QuickBooks are free, reads and batches metered.

    What proofs asked stands apart: it grows with the proofs, not with the orders.
    """

    orders: int
    quickbooks_writes: int
    quickbooks_metered: int
    leaflink: int
    quickbooks_batches: int = 0
    quickbooks_metered_by_proofs: int = 0
    leaflink_by_proofs: int = 0

    def per_order(self, calls: int) -> Decimal:
        """Calls for each order, two places; 0 while there is no order."""
        if not self.orders:
            return Decimal(0)
        return (Decimal(calls) / self.orders).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)

    def as_json(self) -> dict[str, object]:
        """As JSON types; the shares per order as text."""
        return {
            "orders": self.orders,
            "quickbooks_writes": self.quickbooks_writes,
            "quickbooks_metered": self.quickbooks_metered,
            "quickbooks_batches": self.quickbooks_batches,
            "quickbooks_metered_by_proofs": self.quickbooks_metered_by_proofs,
            "leaflink": self.leaflink,
            "leaflink_by_proofs": self.leaflink_by_proofs,
            "quickbooks_writes_per_order": str(self.per_order(self.quickbooks_writes)),
            "quickbooks_metered_per_order": str(self.per_order(self.quickbooks_metered)),
            "leaflink_per_order": str(self.per_order(self.leaflink)),
        }


def calls_used(counted: Mapping[str, int], orders: int) -> CallsUsed:
    """The calls counted for a company, beside the orders they served."""
    return CallsUsed(
        orders=orders,
        quickbooks_writes=counted.get(FREE, 0),
        quickbooks_metered=counted.get(METERED, 0) + counted.get(BATCHES, 0),
        leaflink=counted.get(LEAFLINK, 0),
        quickbooks_batches=counted.get(BATCHES, 0),
        quickbooks_metered_by_proofs=counted.get(METERED + OF_PROOFS, 0),
        leaflink_by_proofs=counted.get(LEAFLINK + OF_PROOFS, 0),
    )
