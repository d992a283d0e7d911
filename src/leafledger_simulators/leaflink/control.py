"""The control room's own routes of LeafLink: webhooks, trade, credits, orders, keys.

Common routes (clock, faults, limits, switches, snapshot, events) are in `control_room.py`.

| route | POST body |
|---|---|
| `/control/webhooks` | `{"url", "subscriptions", "enabled", "double", "drop", "delay_seconds_max", "time_scale"}`, or `{"settle": true, "timeout_seconds": n}` |
| `/control/trade` | `{"events": N}`: the season goes on |
| `/control/payouts` | (GET) movements, payouts with their bank lines, fee bills; `?format=csv` the statement of what was sent, `&payout=ID` of one; `{"action": "direct", "flexible", "reverse" or "nsf", "order"}` |
| `/control/credits` | `{"action": "issue", "customer", "amount", "reason", "order"?}`, `{"action": "apply", "credit", "order"}`, `{"action": "cancel", "credit"}` |
| `/control/orders` | `{"action": "place", "customer", "lines": [{"product", "cases"}], "promo_code"?}`, `{"action": "backorder"}`, `{"action": "combine", "numbers": [...]}`, `{"action": "corrupt", "number", "fields"}`, `{"action": "transition", "number", "verb"}`, `{"action": "comment", "number", "message"}` |
| `/control/prices` | `{"price_schedule": {"name", "percent"?, "prices"?: {product: price}}}`, `{"volume_discounts": {"product", "tiers": [{"min_cases", "percent"}]}}` |
| `/control/contacts` | `{"customer", "first_name", ...}` a new contact of a customer, `{"customer", "contact", "primary"?}` one known already |
| `/control/keys` | `{"scheme": "App", "levels": {...}, "revoked": bool}`, `{"external_id_keys": [...]}` |
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger_simulators.control_room import control_route, json_body, to_json
from leafledger_simulators.leaflink.api.tables import row_shape
from leafledger_simulators.leaflink.checkout import (
    CartItem,
    buyer_author,
    fill_order,
    staff_author,
)
from leafledger_simulators.leaflink.contacts import spoken_to
from leafledger_simulators.leaflink.control_companies import seller_of
from leafledger_simulators.leaflink.financing import (
    PROGRAMS,
    charge_nsf,
    pay_out,
    reverse_payout,
)
from leafledger_simulators.leaflink.keys import GROUPS, LEVELS
from leafledger_simulators.leaflink.market import (
    backorder,
    combine,
    place,
    place_manual,
    transition,
)
from leafledger_simulators.leaflink.payouts import statement_csv, told
from leafledger_simulators.leaflink.pricing import (
    add_price_schedule,
    redeem_code,
    set_volume_discounts,
)
from leafledger_simulators.leaflink.records import Order, Row
from leafledger_simulators.leaflink.refusals import Refusal
from leafledger_simulators.leaflink.sellers import Seller
from leafledger_simulators.leaflink.shapes.orders import credit_shape, order_shape
from leafledger_simulators.leaflink.till import apply_credit, cancel_credit, issue_credit
from leafledger_simulators.leaflink.world import World

# A call may trade this many events at most; a longer season is traded in several calls.
TRADE_EVENTS_MAX = 20_000


class Steered(Protocol):
    """What these routes steer."""

    @property
    def sellers(self) -> Sequence[Seller]:
        """All sellers, the first one first."""

    def trade(self, events: int) -> Row:
        """Let the season go on by so many events."""


def leaflink_routes(simulator: Steered) -> list[Route]:
    """The routes only LeafLink's control room has."""
    desk = _Desk(simulator)
    return [
        control_route("/webhooks", desk.webhooks),
        control_route("/trade", desk.trade),
        control_route("/credits", desk.credits),
        control_route("/orders", desk.orders),
        control_route("/keys", desk.keys),
        control_route("/prices", desk.prices),
        control_route("/payouts", desk.payouts),
        control_route("/contacts", desk.contacts),
    ]


class _Desk:
    def __init__(self, simulator: Steered) -> None:
        self._simulator = simulator

    def _seller(self, request: Request) -> Seller:
        return seller_of(self._simulator.sellers, request)

    async def webhooks(self, request: Request) -> Response:
        wanted, webhooks = await json_body(request), self._seller(request).webhooks
        if wanted.pop("settle", False):
            seconds = float(wanted.pop("timeout_seconds", 30))
            settled = await webhooks.courier.settle(seconds)
            return to_json({"settled": settled, **webhooks.described()})
        if wanted:
            webhooks.set(wanted)
        return to_json(webhooks.described())

    async def trade(self, request: Request) -> Response:
        wanted = await json_body(request)
        events = int(wanted.get("events", 0))
        if not 0 <= events <= TRADE_EVENTS_MAX:
            raise ValueError(f"events is from 0 to {TRADE_EVENTS_MAX}")
        return to_json(self._simulator.trade(events))

    async def credits(self, request: Request) -> Response:
        wanted, world = await json_body(request), self._seller(request).world
        action = wanted.get("action") or _meant(wanted)
        if action == "issue":
            credit = issue_credit(
                world,
                customer=wanted["customer"],
                amount=Decimal(wanted["amount"]).quantize(Decimal("0.01")),
                reason=wanted.get("reason", "other"),
                order=wanted.get("order"),
                notes=wanted.get("notes", ""),
            )
        elif action in {"apply", "cancel"}:
            credit = world.state.credits[wanted["credit"]]
            if action == "apply":
                apply_credit(world, credit, _order(world, wanted["order"]))
            else:
                cancel_credit(world, credit)
        else:
            raise ValueError("the action is issue, apply or cancel")
        return to_json(credit_shape(world, credit))

    async def payouts(self, request: Request) -> Response:
        wanted, world = await json_body(request), self._seller(request).world
        if not wanted and request.query_params.get("format") == "csv":
            text = statement_csv(world, request.query_params.get("payout", ""))
            return Response(text, media_type="text/csv")
        if not wanted:
            return to_json(told(world))
        order, action = _order(world, wanted["order"]), wanted.get("action")
        if action in PROGRAMS:
            return to_json(pay_out(world, order, action))
        if action == "reverse":
            return to_json(reverse_payout(world, order))
        if action == "nsf":
            return to_json(charge_nsf(world, order))
        raise ValueError("the action is direct, flexible, reverse or nsf")

    async def prices(self, request: Request) -> Response:
        wanted, world = await json_body(request), self._seller(request).world
        if "price_schedule" in wanted:
            return to_json(add_price_schedule(world, wanted["price_schedule"]))
        if "volume_discounts" in wanted:
            return to_json(set_volume_discounts(world, wanted["volume_discounts"]))
        return to_json(list(world.state.table("price_schedules").values()))

    async def contacts(self, request: Request) -> Response:
        wanted, world = await json_body(request), self._seller(request).world
        return to_json(row_shape(spoken_to(world, wanted)))

    async def orders(self, request: Request) -> Response:
        wanted, world = await json_body(request), self._seller(request).world
        try:
            order = _ORDER_ACTIONS[wanted["action"]](world, wanted)
        except Refusal as refusal:
            return to_json(refusal.body, refusal.status)
        return to_json(order_shape(world, order, frozenset({"line_items"})))

    async def keys(self, request: Request) -> Response:
        wanted, seller = await json_body(request), self._seller(request)
        keys = seller.keys
        key = keys.token if wanted.get("scheme") == "Token" else keys.app
        for group, level in wanted.get("levels", {}).items():
            if group not in GROUPS or level not in LEVELS:
                raise ValueError(f"levels are {LEVELS} for {GROUPS}")
            key.levels[group] = level
        key.revoked = bool(wanted.get("revoked", key.revoked))
        known = seller.world.state.external_id_keys
        known |= set(wanted.get("external_id_keys", ()))
        described = {"scheme": key.scheme, "levels": key.levels, "revoked": key.revoked}
        return to_json({**described, "external_id_keys": sorted(known)})


def _meant(wanted: Mapping[str, Any]) -> str:
    """The action where the body does not name it: an amount issues, an order applies."""
    if "amount" in wanted:
        return "issue"
    return "apply" if "order" in wanted else "cancel"


def _order(world: World, number: str) -> Order:
    return world.state.orders[number]


def _place(world: World, wanted: Row) -> Order:
    """Place an order as the retailer, or by hand as the seller with `"manual": true`."""
    customer = world.state.customers[wanted["customer"]]
    cart = [
        CartItem(
            product=line["product"],
            cases=Decimal(line.get("cases", 1)),
            sale_price=Decimal(line["sale_price"]) if "sale_price" in line else None,
            is_sample=bool(line.get("is_sample", False)),
        )
        for line in wanted["lines"]
    ]
    order = fill_order(world, customer, cart, status=wanted.get("status", "Submitted"))
    for name in ("external_id_seller", "notes", "discount_type", "classification"):
        if name in wanted:
            setattr(order, name, wanted[name])
    for name in ("discount", "shipping_charge", "tax_amount"):
        if name in wanted:
            setattr(order, name, Decimal(wanted[name]))
    if "promo_code" in wanted:
        redeem_code(world, order, str(wanted["promo_code"]))
    if not wanted.get("taxed", True):
        order.taxes = []
    if wanted.get("manual"):
        staff = next(iter(world.state.table("company_staff")))
        return place_manual(world, order, staff_author(world, staff))
    return place(world, order, buyer_author(customer))


def _backorder(world: World, wanted: Row) -> Order:
    order = _order(world, wanted["number"])
    backorder(world, order, _staff(world))
    return order


def _combine(world: World, wanted: Row) -> Order:
    first, *others = (_order(world, number) for number in wanted["numbers"])
    return combine(world, first, others, _staff(world))


def _corrupt(world: World, wanted: Row) -> Order:
    """Make REST say something else about one order; null fields give the truth back."""
    order = _order(world, wanted["number"])
    order.overrides = wanted["fields"] or {}
    order.modified = world.stamp()
    world.announce("edit", order)
    return order


def _transition(world: World, wanted: Row) -> Order:
    """Take a step as a person in LeafLink's pages."""
    return transition(world, _order(world, wanted["number"]), wanted["verb"], _staff(world))


def _staff(world: World) -> Any:
    return staff_author(world, next(iter(world.state.table("company_staff"))))


def _comment(world: World, wanted: Row) -> Order:
    """Write a comment below an order; REST only reads them."""
    order, now = _order(world, wanted["number"]), world.stamp()
    staff = next(iter(world.state.table("company_staff").values()))
    row = {"order": order.number, "author": staff["id"], "author_name": staff["display_name"]}
    row |= {"message": str(wanted["message"]), "created_on": now, "modified": now}
    world.state.add_row("order_comments", row)
    return order


_ORDER_ACTIONS = {
    "comment": _comment,
    "place": _place,
    "backorder": _backorder,
    "combine": _combine,
    "corrupt": _corrupt,
    "transition": _transition,
}
