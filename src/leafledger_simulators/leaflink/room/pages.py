"""The pages of the room: orders, one order, customers, products, payouts, webhooks.

Plain HTML made on the server, one small CSS file, no script and no other host. All text is
escaped by the template engine; forms are taken from this same page only.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.control_companies import seller_of
from leafledger_simulators.leaflink.payouts import payouts, statement_csv
from leafledger_simulators.leaflink.records import Line, Order, Row
from leafledger_simulators.leaflink.refusals import Refusal
from leafledger_simulators.leaflink.room.deeds import carry_out, program_deeds
from leafledger_simulators.leaflink.sellers import Seller
from leafledger_simulators.leaflink.shelf import available
from leafledger_simulators.leaflink.statuses import STATUSES, allowed_actions, money_may_change
from leafledger_simulators.leaflink.till import CREDIT_REASONS, PAYMENT_TYPES
from leafledger_simulators.leaflink.totals import line_total, unit_price
from leafledger_simulators.leaflink.world import World

HERE = Path(__file__).parent
ROWS_PER_PAGE = 50
DELIVERIES_SHOWN = 200
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cache-control": "no-store",
}


class Shown(Protocol):
    """What the room shows."""

    @property
    def sellers(self) -> Sequence[Seller]:
        """All sellers, the first one first."""


def room_routes(simulator: Shown) -> list[Route]:
    """The pages and the one form they post to."""
    room = _Room(simulator)
    return [
        Route("/", room.orders, methods=["GET"]),
        Route("/room/orders/{number}", room.order, methods=["GET", "POST"]),
        Route("/room/customers", room.customers, methods=["GET"]),
        Route("/room/products", room.products, methods=["GET"]),
        Route("/room/payouts", room.payouts, methods=["GET"]),
        Route("/room/payouts.csv", room.statement, methods=["GET"]),
        Route("/room/webhooks", room.webhooks, methods=["GET"]),
        Route("/room/room.css", room.css, methods=["GET"]),
    ]


def money(amount: Decimal) -> str:
    """Dollars and cents, as a person reads them: -1,234.50."""
    return f"{amount:,.2f}"


def plain(amount: Decimal) -> str:
    """A quantity without idle zeros."""
    return str(wire.number(amount))


def same_page(request: Request) -> bool:
    """Whether a form comes from a page of this host and not from somebody else's."""
    origin = request.headers.get("origin")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


class _Room:
    def __init__(self, simulator: Shown) -> None:
        self._simulator = simulator
        self._pages = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.filters |= {"money": money, "plain": plain, "when": _when}
        self._pages.filters["dollars"] = lambda text: money(Decimal(text))

    async def orders(self, request: Request) -> Response:
        seller = self._seller(request)
        world, status = seller.world, request.query_params.get("status", "")
        orders = [
            one
            for one in world.state.orders.values()
            if not status or one.status.lower() == status.lower()
        ]
        orders.sort(key=lambda one: one.created_on, reverse=True)
        shown, further = _cut(request, orders)
        rows = [_order_row(world, one) for one in shown]
        counts = dict.fromkeys(STATUSES, 0)
        for one in world.state.orders.values():
            counts[one.status] += 1
        return self._page(
            request, "orders.html", rows=rows, counts=counts, status=status, further=further
        )

    async def order(self, request: Request) -> Response:
        seller, problem = self._seller(request), ""
        found = seller.world.state.orders.get(request.path_params["number"].lower())
        if found is None:
            return self._page(request, "missing.html", status_code=404)
        if request.method == "POST":
            if not same_page(request):
                return HTMLResponse("Forms are taken from this page only.", 403)
            async with request.form(max_files=0, max_fields=20) as sent:
                form = {name: str(value) for name, value in sent.items()}
            try:
                carry_out(seller.world, found, form)
            except Refusal as refusal:
                problem = _sentence(refusal.body)
            except ValueError as error:
                problem = str(error)
            else:
                query = f"?{request.url.query}" if request.url.query else ""
                return RedirectResponse(f"{request.url.path}{query}", 303)
        facts = _order_facts(seller.world, found)
        return self._page(
            request, "order.html", status_code=400 if problem else 200, problem=problem, **facts
        )

    async def customers(self, request: Request) -> Response:
        world = self._seller(request).world
        owed: dict[int, Decimal] = {}
        counts: dict[int, int] = {}
        for order in world.state.orders.values():
            if order.customer is not None and money_may_change(order.status, world.switches):
                counts[order.customer] = counts.get(order.customer, 0) + 1
                balance = world.balance(order) if order.status not in _NOT_OWED else Decimal(0)
                owed[order.customer] = owed.get(order.customer, Decimal(0)) + balance
        every = sorted(world.state.customers.values(), key=lambda one: one.display_name.lower())
        shown, further = _cut(request, every)
        rows = [
            {"one": one, "orders": counts.get(one.id, 0), "owed": owed.get(one.id, Decimal(0))}
            for one in shown
        ]
        return self._page(request, "customers.html", rows=rows, further=further)

    async def products(self, request: Request) -> Response:
        world = self._seller(request).world
        shown, further = _cut(request, list(world.state.products.values()))
        rows = [{"one": one, "available": available(one)} for one in shown]
        return self._page(request, "products.html", rows=rows, further=further)

    async def payouts(self, request: Request) -> Response:
        every = payouts(self._seller(request).world)[::-1]
        shown, further = _cut(request, every)
        return self._page(request, "payouts.html", rows=shown, further=further)

    async def statement(self, request: Request) -> Response:
        text = statement_csv(self._seller(request).world)
        kept = {"content-disposition": 'attachment; filename="leaflink-payouts.csv"'}
        return Response(text, media_type="text/csv", headers={**HEADERS, **kept})

    async def webhooks(self, request: Request) -> Response:
        webhooks = self._seller(request).webhooks
        log = list(webhooks.courier.log)[-DELIVERIES_SHOWN:][::-1]
        return self._page(request, "webhooks.html", about=webhooks.described(), log=log)

    async def css(self, request: Request) -> Response:
        del request
        return FileResponse(HERE / "room.css", media_type="text/css")

    def _seller(self, request: Request) -> Seller:
        try:
            return seller_of(self._simulator.sellers, request)
        except ValueError:
            return self._simulator.sellers[0]

    def _page(
        self, request: Request, template: str, *, status_code: int = 200, **facts: Any
    ) -> Response:
        seller, sellers = self._seller(request), self._simulator.sellers
        company = f"?company={seller.company_id}" if seller is not sellers[0] else ""
        body = self._pages.get_template(template).render(
            seller=seller,
            sellers=sellers,
            company=company,
            now=_when(seller.world.clock.now()),
            **facts,
        )
        return HTMLResponse(body, status_code, headers=HEADERS)


_NOT_OWED = frozenset({"Draft", "Submitted", "Backorder"})


def _order_row(world: World, order: Order) -> Row:
    customer, totals = world.customer_of(order), world.totals(order)
    return {
        "order": order,
        "name": order.external_id_seller or order.short_id,
        "customer": customer.display_name if customer else "",
        "lines": [_line_row(world, line) for line in order.lines],
        "totals": totals,
    }


def _line_row(world: World, line: Line) -> Row:
    product, sale = world.state.products.get(line.product), world.switches["sale_price_wins"]
    return {
        "line": line,
        "name": product.name if product else line.frozen_data["product"]["name"],
        "sku": product.sku if product else line.frozen_data["product"]["sku"],
        "cases": line.quantity / (line.unit_multiplier or 1),
        "price": unit_price(line, sale_price_wins=sale),
        "total": line_total(line, sale_price_wins=sale),
    }


def _order_facts(world: World, order: Order) -> Row:
    state = world.state
    theirs = [one for one in state.credits.values() if one.customer == order.customer]
    return {
        **_order_row(world, order),
        "actions": allowed_actions(order.status, world.switches),
        "editable": money_may_change(order.status, world.switches),
        "payments": state.payments_of(order.number),
        "credits_here": [one for one in theirs if order.number in (one.order, one.applied_to)],
        "credits_free": [one for one in theirs if one.status == "active"],
        "log": state.log_of(order.number)[::-1],
        "payment_types": PAYMENT_TYPES,
        "reasons": CREDIT_REASONS,
        "program_deeds": program_deeds(world, order),
    }


def _cut(request: Request, rows: list[Any]) -> tuple[list[Any], str]:
    """One page of rows, and the query of the next page, empty when there is none."""
    asked = request.query_params.get("offset", "0")
    offset = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 0
    end = offset + ROWS_PER_PAGE
    if end >= len(rows):
        return rows[offset:end], ""
    return rows[offset:end], "?" + urlencode({**request.query_params, "offset": end})


def _when(instant: Any) -> str:
    """A moment in the seller's zone, to the minute."""
    return "" if instant is None else f"{instant.astimezone(wire.SELLER_ZONE):%Y-%m-%d %H:%M}"


def _sentence(body: Any) -> str:
    if isinstance(body, dict):
        return " ".join(_sentence(one) for one in body.values())
    return " ".join(map(_sentence, body)) if isinstance(body, list) else str(body)
