"""Tax schedules of the seller: a percentage or an amount per unit, of all or some categories.

Sources: reference/leaflink.md 4 (schedules per product category, percentage or per unit), and
taxes.md 1 for the three wholesale excises every dataset begins with. The arithmetic is in
`totals.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from leafledger_simulators.leaflink.records import OrderTax, Row
from leafledger_simulators.leaflink.world import World

# Wholesale excise by the state of the sale: taxes.md 1 (MI 24 %, CO 15 %, NV 15 %, CA none).
TAX_NAMES = {
    "MI": ("Michigan Wholesale Marihuana Tax", Decimal(24)),
    "CO": ("Colorado Retail Marijuana Excise", Decimal(15)),
    "NV": ("Nevada Wholesale Excise", Decimal(15)),
}
TAX_TYPES = ("percentage", "per_unit")
UNIT_TYPES = ("none", "unit", "case", "gram", "ounce", "pound")


def add_schedule(
    world: World,
    *,
    name: str,
    rate: str,
    state: str = "",
    tax_type: str = "percentage",
    unit_type: str = "none",
    categories: Sequence[int] = (),
) -> Row:
    """Add a schedule; without a state it applies to every buyer, without categories to all."""
    return world.state.add_row(
        "tax_schedules",
        {
            "name": name,
            "rate": rate,
            "state": state,
            "tax_type": tax_type,
            "unit_type": unit_type,
            "categories": list(categories),
            "archived": False,
        },
    )


def taxes_for(world: World, state: str) -> list[OrderTax]:
    """The taxes that the seller's schedules put on an order of a buyer in a state."""
    return [
        OrderTax(
            id=world.state.next_id("order_tax"),
            tax=row["id"],
            name=row["name"],
            rate=Decimal(row["rate"]),
            state=row["state"] or state,
            tax_type=row["tax_type"],
            unit_type=row["unit_type"],
            categories=tuple(row["categories"]),
        )
        for row in world.state.table("tax_schedules").values()
        if not row["archived"] and row["state"] in ("", state)
    ]
