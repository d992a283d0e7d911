"""The few orders of a season that must reach a person, each with the reason.

They are listed under `planted_questions` in `/control/snapshot`: two wrong totals, a lost
product, a licence that two customers share, and, once their money is asked about, an order paid
in trade and one paid by a credit that LeafLink does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.checkout import CartItem, buyer_author, fill_order
from leafledger_simulators.leaflink.market import place
from leafledger_simulators.leaflink.records import Order, Row
from leafledger_simulators.leaflink.season.catalogue import KINDS, add_product, by_code
from leafledger_simulators.leaflink.season.lives import Step, steps_of
from leafledger_simulators.leaflink.season.people import add_retailer
from leafledger_simulators.leaflink.season.vectors import vector_customer
from leafledger_simulators.leaflink.world import World

# How far the shown total is off the sum of its parts.
WRONG_BY = (Decimal("12.50"), Decimal("-0.01"))

WRONG_TOTAL = "the total does not add up: it is off by {}"
LOST_PRODUCT = "a line's product is gone: GET /products/{}/ answers 404"
SHARED_LICENCE = "the customer has the licence of another one, {}: which of them is it?"
TRADED = "the order is paid in goods: a payment of type trade needs a rule"
LOST_CREDIT = "a payment of type credit matches no credit on LeafLink"

# Whether the orders whose payments need a person are listed with those whose documents do. Off
# as long as nobody reads payments: then they go by like any other order.
MONEY_IS_ASKED_ABOUT = True


@dataclass(frozen=True, slots=True)
class Planted:
    """How such an order is placed, on which day of the season, and what is done to it."""

    day: int
    opening: Callable[[World], Order]
    steps: tuple[Step, ...]


def place_wrong_total(world: World, off_by: Decimal) -> Order:
    """An order whose total REST states wrongly, by a little or a lot."""
    order = _order(world, (("CKG-01", 3), ("WRS-01", 4)))
    totals = world.totals(order)
    order.overrides = {
        "total": wire.number_money(totals.total + off_by),
        "payment_balance": wire.number(totals.total + off_by),
    }
    return _plant(world, order, WRONG_TOTAL.format(wire.text_2(off_by)))


def place_lost_product(world: World) -> Order:
    """An order for a product that vanishes once it was ordered."""
    product = add_product(
        world,
        name="Discontinued Tincture",
        sku="TINC-OLD",
        kind=KINDS[4],
        wholesale=Decimal("21.00"),
    )
    order = _order(world, (("TINC-OLD", 6), ("CKC-02", 2)))
    del world.state.products[product.id]
    return _plant(world, order, LOST_PRODUCT.format(product.id))


def place_shared_licence(world: World) -> Order:
    """An order of a second row for a retailer who is known already, with the same licence.

    Its number comes late in the alphabet, so that the first row is always met before it.
    """
    known = vector_customer(world)
    twin = add_retailer(world, f"{known.name} (old account)", known.state)
    twin.license_number, twin.leaflink_source, twin.partner = known.license_number, False, None
    twin.discount_percent = twin.shipping_charge = Decimal(0)
    order = fill_order(world, twin, [CartItem(by_code(world, "CKC-02").id, Decimal(3))])
    order.number = f"f{order.number[1:]}"
    for line in order.lines:
        line.order = order.number
    place(world, order, buyer_author(twin))
    return _plant(world, order, SHARED_LICENCE.format(known.name))


def place_traded(world: World) -> Order:
    """An order that will be paid in goods."""
    return _plant(world, _order(world, (("WRP-01", 2), ("CKG-02", 1))), TRADED, about_money=True)


def place_lost_credit(world: World) -> Order:
    """An order that will be paid in part by a credit that nobody finds."""
    return _plant(world, _order(world, (("SVC-01", 3),)), LOST_CREDIT, about_money=True)


_SENT = "accept 3-30, fulfill 12-60, ship 8-72"
PLANTED = (
    Planted(55, lambda world: place_wrong_total(world, WRONG_BY[0]), steps_of(_SENT)),
    Planted(64, lambda world: place_wrong_total(world, WRONG_BY[1]), steps_of(_SENT)),
    Planted(73, place_lost_product, steps_of(_SENT)),
    Planted(78, place_shared_licence, steps_of(_SENT)),
    Planted(80, place_traded, steps_of(f"{_SENT}, pay_in_trade 20-60")),
    Planted(84, place_lost_credit, steps_of(f"{_SENT}, pay_by_lost_credit 20-60")),
)


def planted_in(world: World) -> Row:
    """What the snapshot says of them: rows by number, and each number's reason as a sentence."""
    listed, of_money = world.state.planted_questions, world.state.planted_money_questions
    every = [*listed, *of_money]
    return {
        "planted_questions": every if MONEY_IS_ASKED_ABOUT else listed,
        "planted_money_questions": of_money,
        "planted_question_reasons": {one["number"]: one["reason"] for one in every},
    }


def _order(world: World, wanted: tuple[tuple[str, int], ...]) -> Order:
    customer = vector_customer(world)
    items = [CartItem(by_code(world, code).id, Decimal(cases)) for code, cases in wanted]
    return place(world, fill_order(world, customer, items), buyer_author(customer))


def _plant(world: World, order: Order, reason: str, *, about_money: bool = False) -> Order:
    state = world.state
    questions = state.planted_money_questions if about_money else state.planted_questions
    questions.append({"number": order.number, "short_id": order.short_id, "reason": reason})
    return order
