"""Reads the facts of an example. What each line may say stands beside the code that reads it.

An unread line fails the example, so that no fact is silently left out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from leafledger.bookkeeping.known_records import Link
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import (
    DiscountKind,
    Order,
    OrderDiscount,
    OrderLine,
    OrderStatus,
    OrderTax,
    PaymentTerm,
    StatusChange,
)
from leafledger.figures.money import Money
from leafledger.ledger.items import ItemType, KnownItem
from leafledger.ledger.parties import KnownParty
from tests.examples.scene import SALES, Scene

ZONES = {"Denver": "America/Denver", "Phoenix": "America/Phoenix", "UTC": "UTC"}
STATUSES = "|".join(OrderStatus)
TIME = r"(\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? \w+)"
SOLD = re.compile(
    r"(?P<quantity>\S+) \w+(?: in cases of (?P<cases>\d+)| with (?P<odd>no|zero) multiplier)?"
    r" · (?P<product>[^·]+?) · (?P<price>[\d.]+)(?:, on sale at (?P<sale>[\d.]+))?"
    r"(?P<sample> · sample)?(?P<medical> · medical)?(?: · tags (?P<tags>[^·]+))?"
    r"(?: · note (?P<note>.+))?"
)
NO_DISCOUNT = OrderDiscount(DiscountKind.AMOUNT, Decimal(0))


class NotUnderstood(Exception):
    """A line of an example that says nothing we know."""


def moment(text: str) -> datetime:
    """`2026-11-02 09:14 Denver`."""
    day, clock, zone = text.split()
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(ZONES[zone]))


def read_order(scene: Scene, line: str) -> None:
    """`Order 10492 · Accepted 2026-11-02 09:14 Denver · Green Mesa`; also `· short a9bf6e2f`.

    With `seen` in front of the time, the event log is silent about the status.
    """
    named, state, buyer, *more = line.removeprefix("Order ").split(" · ")
    status_text, when = state.split(" ", 1)
    silent = when.startswith("seen ")
    at, status = moment(when.removeprefix("seen ")), OrderStatus(status_text)
    short = hashlib.sha256(named.encode()).hexdigest()[:8]
    for word in more:
        short = word.removeprefix("short ")
    zero = Money.zero()
    order = Order(
        number=f"7f1c2b90-5d3e-4a61-9c08-3e52{short}", short_id=short, seller_number=named,
        status=status, created_at=at, modified_at=at, first_seen_at=at,
        customer=buyer_named(scene, buyer).id, customer_name=buyer, lines=(), discount=NO_DISCOUNT,
        final_tax=zero, taxes=(), shipping=zero, credits=zero, total=zero, payment_balance=zero,
        history=() if silent else (StatusChange(status, at.astimezone(UTC)),),
    )  # fmt: skip
    scene.orders.append(order)


def buyer_named(scene: Scene, name: str) -> Customer:
    """The customer of that name; one that was not introduced is linked already."""
    if name not in scene.customers:
        customer = Customer(str(8841 + len(scene.customers)), name)
        scene.customers[name] = customer
        record, party = f"customer:{customer.id}", str(58 + len(scene.customers))
        scene.links[record] = Link(record, party, name)
        scene.parties.append(KnownParty(party, "0", name))
    return scene.customers[name]


def product_named(scene: Scene, name: str) -> Product:
    """The product of that name; one that was not introduced is linked already."""
    if name not in scene.products:
        product = Product(str(102 + len(scene.products)), name)
        scene.products[name] = product
        record, item = f"product:{product.id}", str(200 + len(scene.products))
        scene.links[record] = Link(record, item, name)
        scene.items.append(KnownItem(item, "0", name, name, "", ItemType.SERVICE, "79", SALES))
    return scene.products[name]


def sold_line(scene: Scene, number: int, line: str) -> OrderLine | None:
    """`24 units in cases of 12 · Blue Dream 3.5g · 108.00, on sale at 99.00 · sample`."""
    said = SOLD.fullmatch(line)
    if said is None:
        return None
    multiplier = {"no": None, "zero": 0, None: 1}[said["odd"]]
    return OrderLine(
        id=str(5000 + number), product=product_named(scene, said["product"]).id, position=number,
        quantity=Decimal(said["quantity"]),
        unit_multiplier=int(said["cases"]) if said["cases"] else multiplier,
        ordered_unit_price=Decimal(said["price"]), sale_price=Decimal(said["sale"] or 0),
        is_sample=bool(said["sample"]), is_medical=bool(said["medical"]),
        notes=said["note"] or "", package_tags=tuple((said["tags"] or "").split()),
    )  # fmt: skip


def read_detail(scene: Scene, line: str) -> None:
    """A line of an order, or charges two spaces apart: `discount 10 %  shipping 25.00`."""
    numbered = re.fullmatch(r"line (\d+) becomes (.+)", line)
    number = int(numbered[1]) if numbered else len(scene.order.lines) + 1
    sold = sold_line(scene, number, numbered[2] if numbered else line)
    buyer = re.fullmatch(r"sold to (.+)", line)
    if buyer is not None:
        other = buyer_named(scene, buyer[1])
        scene.order = replace(scene.order, customer=other.id, customer_name=other.name)
        return
    if sold is None:
        for part in re.split(r" {2,}", line):
            scene.order = _with_charge(scene.order, part)
        return
    kept = tuple(one for one in scene.order.lines if one.position != number)
    lines = tuple(sorted((*kept, sold), key=lambda one: one.position))
    scene.order = replace(scene.order, lines=lines)


def _with_charge(order: Order, said: str) -> Order:
    for pattern, change in CHARGES:
        found = re.fullmatch(pattern, said)
        if found:
            return change(order, found)
    raise NotUnderstood(said)


Change = Callable[[Order, re.Match[str]], Order]


def _discount(order: Order, said: re.Match[str]) -> Order:
    kind = DiscountKind.PERCENT if said[2] else DiscountKind.AMOUNT
    return replace(order, discount=OrderDiscount(kind, Decimal(said[1])))


def _tax(order: Order, said: re.Match[str]) -> Order:
    taxes = (OrderTax("7", said[2], Decimal(said[3]), "CO"),) if said[2] else ()
    return replace(order, final_tax=Money.of(said[1]), taxes=taxes)


def _term(order: Order, said: re.Match[str]) -> Order:
    days = re.search(r"\d+", said[1])
    return replace(order, term=PaymentTerm(said[1], int(days[0]) if days else None))


def _without_line(order: Order, said: re.Match[str]) -> Order:
    kept = tuple(line for line in order.lines if line.position != int(said[1]))
    return replace(order, lines=kept)


def _status(order: Order, said: re.Match[str]) -> Order:
    """`Shipped 2026-11-05 10:00 Denver`, or `Shipped seen ...` where the log is silent."""
    status, at = OrderStatus(said[1]), moment(said[3])
    history = order.history if said[2] else (*order.history, StatusChange(status, at))
    return replace(order, status=status, history=history, modified_at=at)


CHARGES: list[tuple[str, Change]] = [
    (r"discount ([\d.]+)( %)?", _discount),
    (r"tax ([\d.]+)(?: \((.+) ([\d.]+) %\))?", _tax),
    (r"shipping ([\d.]+)", lambda order, said: replace(order, shipping=Money.of(said[1]))),
    (r"credits ([\d.]+)", lambda order, said: replace(order, credits=Money.of(said[1]))),
    (r"LeafLink total ([\d.]+)", lambda order, said: replace(order, total=Money.of(said[1]))),
    (r"terms (.+)", _term),
    (r"due (\S+)", lambda o, said: replace(o, payment_due=date.fromisoformat(said[1]))),
    (rf"ships {TIME}", lambda order, said: replace(order, ship_date=moment(said[1]))),
    (rf"created {TIME}", lambda order, said: replace(order, created_at=moment(said[1]))),
    (rf"first seen {TIME}", lambda order, said: replace(order, first_seen_at=moment(said[1]))),
    (rf"({STATUSES}) (seen )?{TIME}", _status),
    (r"paid down to ([\d.]+)", lambda o, said: replace(o, payment_balance=Money.of(said[1]))),
    (rf"changed {TIME}", lambda order, said: replace(order, modified_at=moment(said[1]))),
    (r"line (\d+) is removed", _without_line),
    (r"customer removed", lambda order, _said: replace(order, customer="gone")),
]
