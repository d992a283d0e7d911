"""At least five of everything, and an order in each status: a developer's first look."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from leafledger_simulators.leaflink.checkout import (
    CartItem,
    buyer_author,
    fill_order,
    staff_author,
)
from leafledger_simulators.leaflink.company import SELLER_NAME, found_company
from leafledger_simulators.leaflink.market import backorder, combine, place, transition
from leafledger_simulators.leaflink.records import Customer, Order
from leafledger_simulators.leaflink.season.catalogue import stock_catalogue
from leafledger_simulators.leaflink.season.people import invite_retailers
from leafledger_simulators.leaflink.till import (
    apply_credit,
    cancel_credit,
    issue_credit,
    record_payment,
)
from leafledger_simulators.leaflink.world import World

# How far each sample order has come.
STORIES: tuple[tuple[str, ...], ...] = (
    (),
    ("submit",),
    ("submit", "accept"),
    ("submit", "accept", "fulfill"),
    ("submit", "accept", "fulfill", "ship"),
    ("submit", "accept", "fulfill", "ship", "complete"),
    ("submit", "reject"),
    ("submit", "cancel"),
    ("submit", "accept", "fulfill", "reject"),
    ("submit", "accept", "fulfill", "ship", "complete"),
    ("submit", "accept", "fulfill"),
    ("submit", "accept"),
)
# The sample happens in the two weeks before the clock's day.
STORY_BEGINS = timedelta(days=14)


def build_sample(world: World, seller: str = SELLER_NAME) -> None:
    """Fill the tables with a small business of two weeks."""
    start = world.clock.now() - STORY_BEGINS
    world.clock.set(start)
    found_company(world, seller)
    stock_catalogue(world, per_kind_max=1)
    customers = invite_retailers(world, per_state_max=2)
    orders = [_story(world, customers, place, verbs) for place, verbs in enumerate(STORIES)]
    _set_aside(world, customers[0])
    _merge(world, customers[1])
    _pay(world, orders)
    _credit(world, orders)


def _order(world: World, customer: Customer, *, cases: int = 2, status: str = "Draft") -> Order:
    world.clock.advance(3_607.250119)
    on_sale = [one for one in world.state.products.values() if one.listing_state == "Available"]
    first = cases % len(on_sale)
    cart = [
        CartItem(product.id, Decimal(cases + extra))
        for extra, product in enumerate((on_sale[first], on_sale[(first + 3) % len(on_sale)]))
    ]
    return place(world, fill_order(world, customer, cart, status=status), buyer_author(customer))


def _story(
    world: World, customers: Sequence[Customer], place_no: int, verbs: tuple[str, ...]
) -> Order:
    customer = customers[place_no % len(customers)]
    order = _order(world, customer, cases=place_no + 1)
    staff = staff_author(world, next(iter(world.state.table("company_staff"))))
    for verb in verbs:
        world.clock.advance(7_262.776213)
        buyers_own = verb in {"submit", "cancel"}
        transition(world, order, verb, buyer_author(customer) if buyers_own else staff)
    return order


def _set_aside(world: World, customer: Customer) -> None:
    order = _order(world, customer, status="Submitted")
    backorder(world, order, staff_author(world, next(iter(world.state.table("company_staff")))))


def _merge(world: World, customer: Customer) -> None:
    first, second = (_order(world, customer, cases=n, status="Submitted") for n in (2, 3))
    staff = staff_author(world, next(iter(world.state.table("company_staff"))))
    combine(world, first, [second], staff)


def _pay(world: World, orders: Sequence[Order]) -> None:
    """In full, in part, in two parts, too little and too late, and a bounced cheque."""
    staff = next(iter(world.state.table("company_staff")))
    full, part, bounced = orders[5], orders[4], orders[9]
    for order, amount, how in (
        (full, world.balance(full), "ach"),
        (part, Decimal("100.00"), "check"),
        (part, Decimal("50.00"), "cash"),
        (bounced, world.balance(bounced), "check"),
        (bounced, -world.totals(bounced).total, "check"),
    ):
        world.clock.advance(1_811.494713)
        record_payment(
            world,
            order,
            recorded_by=staff,
            total=amount,
            payment_date=world.clock.now().replace(microsecond=0),
            payment_type=how,
            reason="NSF, returned by the bank" if amount < 0 else "",
        )


def _credit(world: World, orders: Sequence[Order]) -> None:
    """Five credits: two active, two used, one cancelled."""
    for place_no, (reason, amount) in enumerate(
        (
            ("return_defective", "25.00"),
            ("promo_new_customer", "40.00"),
            ("return_expired", "12.50"),
            ("other", "10.00"),
            ("return_packaging", "5.25"),
        )
    ):
        order = orders[3 if place_no % 2 else 10]
        credit = issue_credit(
            world,
            customer=order.customer or 0,
            amount=Decimal(amount),
            reason=reason,
            order=order.number,
        )
        if place_no in {1, 2}:
            apply_credit(world, credit, order)
        elif place_no == 4:
            cancel_credit(world, credit)
