"""What happens beside the orders: deliveries, prices, packaging, news of the retailers."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from leafledger_simulators.leaflink.season.catalogue import by_code
from leafledger_simulators.leaflink.season.openings import on_offer
from leafledger_simulators.leaflink.season.retailers import RETAILER_EVENTS
from leafledger_simulators.leaflink.shelf import touch_product
from leafledger_simulators.leaflink.wire import CENT
from leafledger_simulators.leaflink.world import World

ShelfEvent = Callable[[World, random.Random], None]

# Below this many sold units a product is restocked.
RESTOCK_BELOW = 60


def restock(world: World, draw: random.Random) -> None:
    """What runs low is produced again."""
    del draw
    for product in on_offer(world):
        if product.quantity < RESTOCK_BELOW * product.unit_multiplier:
            product.quantity += Decimal(200 * product.unit_multiplier)
            touch_product(world, product)


def change_price(world: World, draw: random.Random) -> None:
    """A list price moves by a few per cent; orders already placed keep theirs."""
    product = draw.choice(
        [one for one in on_offer(world) if not one.fields["code"].startswith("CKC")]
    )
    factor = draw.choice((Decimal("0.97"), Decimal("1.02"), Decimal("1.05")))
    product.wholesale_price = (product.wholesale_price * factor).quantize(CENT)
    if product.sale_price >= product.wholesale_price:
        product.sale_price = Decimal(0)
    touch_product(world, product)


def repackage(world: World, draw: random.Random) -> None:
    """The seller changes how many go into a case; lines keep the multiplier they had."""
    del draw
    product = by_code(world, "WRP-07")
    product.unit_multiplier = 10 if product.unit_multiplier == 12 else 12
    touch_product(world, product)


SHELF_EVENTS: tuple[ShelfEvent, ...] = (
    restock,
    restock,
    restock,
    change_price,
    change_price,
    repackage,
    *RETAILER_EVENTS,
)
