"""How orders begin in a season: one cart, two of them, by hand, as a draft, with samples."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from leafledger_simulators.leaflink.checkout import (
    CartItem,
    buyer_author,
    fill_order,
)
from leafledger_simulators.leaflink.market import place, place_manual
from leafledger_simulators.leaflink.records import Customer, Order, Product
from leafledger_simulators.leaflink.season.catalogue import by_code
from leafledger_simulators.leaflink.season.moves import staff_of
from leafledger_simulators.leaflink.season.people import add_retailer
from leafledger_simulators.leaflink.wire import CENT
from leafledger_simulators.leaflink.world import World

LINES_PER_ORDER = (1, 2, 2, 3, 3, 4, 5, 6)
CASES_PER_LINE = (1, 1, 2, 2, 3, 4, 5, 8, 10)
POUNDS_PER_LINE = ("0.5", "1", "1.5", "2", "2.25", "3")

NOTES = (
    "",
    "",
    "",
    "",
    "Please call before delivery, the gate code changes weekly.",
    "Ship with the Café order & don't stack.",
    "<script>alert('hello')</script>",
    "=cmd|' /C calc'!A0",
    'Buyer asked: "net 30 again?"',
    "Entrega por la mañana, señora Muñoz.",
)
NEWCOMERS = (
    ("Wildflower & Co.", "MI"),
    ("Comstock Cannabis", "NV"),
    ("Ute Pass Apothecary", "CO"),
    ("Mendo Mercantile", "CA"),
)

Opening = Callable[[World, random.Random], list[Order]]


def place_plain(world: World, draw: random.Random) -> list[Order]:
    """A retailer's cart."""
    order = cart_order(world, draw, a_customer(world, draw))
    return [place_as_buyer(world, order)]


def place_promo_percent(world: World, draw: random.Random) -> list[Order]:
    """A cart with a promotion code, percent only."""
    order = cart_order(world, draw, a_customer(world, draw))
    order.discount_type, order.discount = "%", draw.choice((Decimal(10), Decimal("12.5")))
    return [place_as_buyer(world, order)]


def place_promo_dollar(world: World, draw: random.Random) -> list[Order]:
    """A cart on which dollars off were agreed."""
    order = cart_order(world, draw, a_customer(world, draw))
    order.discount_type = "$"
    agreed = draw.choice((Decimal(15), Decimal("37.77"), Decimal("16.67")))
    # Nobody agrees on more than a fourth of a small cart.
    order.discount = min(agreed, (world.totals(order).subtotal / 4).quantize(CENT))
    return [place_as_buyer(world, order)]


def place_with_samples(world: World, draw: random.Random) -> list[Order]:
    """A cart with a sample at a cent and a free one (reference/leaflink.md 2.6).

    Their multipliers are nothing and zero, which both count as one (reference 3.1).
    """
    order = cart_order(world, draw, a_customer(world, draw))
    extra = [
        CartItem(by_code(world, code).id, Decimal(draw.choice((1, 3))), is_sample=True)
        for code in ("SAMPLE-CENT", "SAMPLE-FREE")
    ]
    again = fill_order(world, world.state.customers[order.customer or 0], extra)
    for line, multiplier in zip(again.lines, (0, None), strict=True):
        line.unit_multiplier = multiplier
        line.order, line.position = order.number, len(order.lines)
        order.lines.append(line)
    return [place_as_buyer(world, order)]


def place_newcomer(world: World, draw: random.Random) -> list[Order]:
    """A retailer nobody knew, in the same second as his first order."""
    known = {customer.name for customer in world.state.customers.values()}
    fresh = [(name, state) for name, state in NEWCOMERS if name not in known]
    if not fresh:
        return place_plain(world, draw)
    name, state = fresh[0]
    customer = add_retailer(world, name, state, known_for_days=0)
    return [place_as_buyer(world, cart_order(world, draw, customer))]


def place_draft(world: World, draw: random.Random) -> list[Order]:
    """A draft the seller prepares for a retailer."""
    order = cart_order(world, draw, a_customer(world, draw), status="Draft")
    return [place(world, order, staff_of(world, order))]


def place_by_hand(world: World, draw: random.Random) -> list[Order]:
    """An order taken on the telephone and entered by the seller (reference 2.6)."""
    order = cart_order(world, draw, a_customer(world, draw))
    return [place_manual(world, order, staff_of(world, order))]


def place_twice(world: World, draw: random.Random) -> list[Order]:
    """Two orders of one retailer a moment apart, soon to be combined."""
    customer = a_customer(world, draw)
    orders = []
    for _ in range(2):
        order = cart_order(world, draw, customer)
        order.external_id_seller = seller_number(world)
        orders.append(place_as_buyer(world, order))
    return orders


def place_by_brand(world: World, draw: random.Random) -> list[Order]:
    """One cart that LeafLink separates by brand (reference 2.6)."""
    customer = a_customer(world, draw)
    orders = []
    for brand in draw.sample(list(world.state.table("brands")), 2):
        own = [one for one in on_offer(world) if one.brand == brand]
        order = fill_order(world, customer, _cart(draw, draw.sample(own, min(2, len(own)))))
        order.brand = brand
        orders.append(place_as_buyer(world, order))
    return orders


def place_with_backorder(world: World, draw: random.Random) -> list[Order]:
    """One cart with goods at hand and goods awaited: two orders (reference 2.6)."""
    customer = a_customer(world, draw)
    first = place_as_buyer(world, cart_order(world, draw, customer))
    awaited = _cart(draw, draw.sample(on_offer(world), 2))
    second = fill_order(world, customer, awaited, status="Backorder")
    second.has_special_requests = True
    return [first, place_as_buyer(world, second)]


def place_as_buyer(world: World, order: Order) -> Order:
    """Place an order as its retailer."""
    return place(world, order, buyer_author(world.state.customers[order.customer or 0]))


def a_customer(world: World, draw: random.Random) -> Customer:
    """A retailer who is not archived; a few buy far more often than the others.

    Rows that the seller made by hand buy nothing by themselves: they are planted.
    """
    everyone = world.state.customers.values()
    customers = [one for one in everyone if one.leaflink_source and not one.archived]
    if draw.random() < 0.4:
        return customers[min(int(draw.expovariate(1 / 18)), len(customers) - 1)]
    return draw.choice(customers)


def on_offer(world: World) -> list[Product]:
    """What a retailer may order: available, with a price, not only the name of a variety."""
    return [
        one
        for one in world.state.products.values()
        if one.listing_state == "Available"
        and one.wholesale_price > 1
        and not one.fields.get("children_count")
        and not one.fields.get("code", "").startswith("VECTOR-")
    ]


def seller_number(world: World) -> str:
    """The seller's own running order number."""
    return f"HPP-{10_400 + world.state.next_id('seller_number')}"


def cart_order(
    world: World, draw: random.Random, customer: Customer, *, status: str = "Submitted"
) -> Order:
    """A cart of a customer, not placed yet."""
    wanted = draw.sample(on_offer(world), draw.choice(LINES_PER_ORDER))
    order = fill_order(world, customer, _cart(draw, wanted), status=status)
    order.notes = draw.choice(NOTES)
    if draw.random() < 0.3:
        order.external_id_seller = seller_number(world)
    if draw.random() < 0.15:
        order.shipping_charge = draw.choice((Decimal("25.00"), Decimal("42.50"), Decimal(60)))
    return order


def _cart(draw: random.Random, wanted: list[Product]) -> list[CartItem]:
    return [
        CartItem(
            product.id,
            Decimal(
                draw.choice(POUNDS_PER_LINE)
                if product.allow_fractional_quantities
                else draw.choice(CASES_PER_LINE)
            ),
        )
        for product in wanted
    ]


OPENINGS: dict[str, Opening] = {
    "place": place_plain,
    "place_promo_percent": place_promo_percent,
    "place_promo_dollar": place_promo_dollar,
    "place_with_samples": place_with_samples,
    "place_newcomer": place_newcomer,
    "place_draft": place_draft,
    "place_manual": place_by_hand,
    "place_twice": place_twice,
    "place_twice_accepted": place_twice,
    "place_by_brand": place_by_brand,
    "place_with_backorder": place_with_backorder,
}
