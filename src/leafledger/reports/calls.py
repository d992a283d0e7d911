"""What the sync costs: calls by class, and per order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

FREE, METERED = "quickbooks core", "quickbooks coreplus"
LEAFLINK = "leaflink call"


@dataclass(frozen=True, slots=True)
class CallsUsed:
    """Calls of a company: changes to QuickBooks are free, reads and batches metered."""

    orders: int
    quickbooks_writes: int
    quickbooks_metered: int
    leaflink: int

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
            "leaflink": self.leaflink,
            "quickbooks_writes_per_order": str(self.per_order(self.quickbooks_writes)),
            "quickbooks_metered_per_order": str(self.per_order(self.quickbooks_metered)),
            "leaflink_per_order": str(self.per_order(self.leaflink)),
        }


def calls_used(counted: Mapping[str, int], orders: int) -> CallsUsed:
    """The calls counted for a company, beside the orders they served."""
    return CallsUsed(
        orders, counted.get(FREE, 0), counted.get(METERED, 0), counted.get(LEAFLINK, 0)
    )
