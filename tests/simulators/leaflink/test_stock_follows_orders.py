"""What orders reserve and take of the stock (reference/leaflink.md 2.4)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from leafledger_simulators.clock import Clock
from leafledger_simulators.leaflink.checkout import CartItem, buyer_author, fill_order
from leafledger_simulators.leaflink.company import found_company
from leafledger_simulators.leaflink.market import combine, edit, place, transition
from leafledger_simulators.leaflink.open_questions import SWITCHES
from leafledger_simulators.leaflink.records import Author, Product
from leafledger_simulators.leaflink.season.catalogue import stock_catalogue
from leafledger_simulators.leaflink.season.people import invite_retailers
from leafledger_simulators.leaflink.shelf import hold_of
from leafledger_simulators.leaflink.state import State
from leafledger_simulators.leaflink.statuses import allowed_actions
from leafledger_simulators.leaflink.world import World
from leafledger_simulators.switches import SwitchBoard
from tests.simulators.leaflink.desk import Desk

SELLER = Author("Dana Whitfield", "dana.w")


def a_world() -> World:
    clock = Clock(datetime(2026, 11, 2, 12, tzinfo=UTC))
    clock.freeze()
    world = World(clock, SwitchBoard(SWITCHES), State(1))
    found_company(world)
    stock_catalogue(world, per_kind_max=1)
    invite_retailers(world, per_state_max=1)
    return world


def stock_of(product: Product) -> tuple[Decimal, Decimal]:
    return product.quantity, product.reserved_qty


@settings(max_examples=60)
@given(st.data())
def test_the_stock_is_what_the_orders_hold_after_any_story(data: st.DataObject) -> None:
    world = a_world()
    began = {product.id: product.quantity for product in world.state.products.values()}
    customer = next(iter(world.state.customers.values()))
    for _ in range(data.draw(st.integers(1, 12))):
        orders = list(world.state.orders.values())
        what = data.draw(st.sampled_from(["place", "step", "edit", "combine"]))
        if what == "place" or not orders:
            chosen = data.draw(
                st.lists(st.sampled_from(sorted(world.state.products)), min_size=1, max_size=3)
            )
            cart = [CartItem(product, Decimal(data.draw(st.integers(1, 9)))) for product in chosen]
            status = data.draw(st.sampled_from(["Draft", "Submitted", "Backorder"]))
            order = fill_order(world, customer, cart, status=status)
            place(world, order, buyer_author(customer))
            continue
        order = data.draw(st.sampled_from(orders))
        if what == "step":
            actions = allowed_actions(order.status, world.switches)
            if actions:
                transition(world, order, data.draw(st.sampled_from(actions)), SELLER)
        elif what == "edit" and order.lines:
            line, quantity = order.lines[0], Decimal(data.draw(st.integers(0, 99)))

            def change() -> dict[str, dict[str, object]]:
                line.quantity = quantity  # noqa: B023 (called before the loop goes on)
                return {"quantity": {"original": "", "new": str(quantity)}}  # noqa: B023

            edit(world, order, SELLER, change)
        elif what == "combine" and order.status == "Submitted":
            others = [one for one in orders if one.status == "Submitted" and one is not order]
            combine(world, order, others[:1], SELLER)
    for product in world.state.products.values():
        held = [
            hold_of(order.status, order.lines).get(product.id, (Decimal(0), Decimal(0)))
            for order in world.state.orders.values()
        ]
        assert product.reserved_qty == sum((reserved for reserved, _ in held), Decimal(0))
        assert product.quantity == began[product.id] - sum((out for _, out in held), Decimal(0))


def test_an_order_reserves_then_takes_then_gives_back(desk: Desk) -> None:
    bar = desk.product("CKC-01")
    began = Decimal(bar["quantity"]), Decimal(bar["reserved_qty"])

    def moved() -> tuple[int, int]:
        now = desk.get(f"products/{bar['id']}/")
        quantity, reserved = Decimal(now["quantity"]), Decimal(now["reserved_qty"])
        assert now["available_inventory"] == quantity - reserved
        return int(quantity - began[0]), int(reserved - began[1])

    order = desk.place([{"product": bar["id"], "cases": 10}])
    path = f"orders-received/{order['number']}/"
    assert moved() == (0, 120)
    desk.ask("POST", path + "transition/accept/")
    line = order["line_items"][0]["id"]
    desk.ask("PATCH", f"line-items/{line}/", {"quantity": 60})
    assert moved() == (0, 60)
    desk.ask("POST", path + "transition/fulfill/")
    assert moved() == (-60, 0)
    desk.ask("POST", path + "transition/reject/")
    assert moved() == (0, 0)


def test_a_reservation_alone_leaves_the_product_unmodified(desk: Desk) -> None:
    bar = desk.product("CKC-01")
    order = desk.place([{"product": bar["id"], "cases": 1}])
    path = f"orders-received/{order['number']}/transition/"
    desk.ask("POST", path + "accept/")
    assert desk.product("CKC-01")["modified"] == bar["modified"]
    desk.ask("POST", path + "fulfill/")
    assert desk.product("CKC-01")["modified"] > bar["modified"]


def test_the_available_number_can_be_set_by_the_seller(desk: Desk) -> None:
    bar = desk.product("CKC-01")
    desk.place([{"product": bar["id"], "cases": 1}])
    after = desk.ask("PATCH", f"products/{bar['id']}/", {"available_inventory": 500})
    assert after["available_inventory"] == 500
    assert Decimal(after["quantity"]) == 500 + Decimal(after["reserved_qty"])
