"""An order as LeafLink shows it, read into facts (reference/leaflink.md 2 and 3).

What no books can follow from becomes `Unreadable` with a sentence, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from leafledger.commerce.customers import Address
from leafledger.commerce.orders import (
    DiscountKind,
    Order,
    OrderDiscount,
    OrderLine,
    OrderStatus,
    OrderTax,
    PaymentTerm,
    Unreadable,
)
from leafledger.figures.money import Money
from leafledger.leaflink.client import Wire
from leafledger.leaflink.fields import (
    CannotRead,
    agreed_day,
    moment,
    money,
    name_of,
    number,
    or_none,
    price,
    text,
)
from leafledger.leaflink.order_history import history_of

_STATUSES = {status.value.casefold(): status for status in OrderStatus}
_NET_DAYS = re.compile(r"net\s*([0-9]{1,3})", re.IGNORECASE)
# The last digits of the order's UUID are its short id (reference 2.1).
_SHORT_ID_LENGTH = 8


def read_order(wire: Wire, events: Sequence[Wire], first_seen_at: datetime) -> Order | Unreadable:
    """The order's facts, or why they cannot be read.

    `events` are this order's rows of the event log, in any order. Lines must have been asked
    for (`include_children=line_items`): an order without them is Unreadable.
    Money: LeafLink's own figures, exact, in US dollars.
    Source: reference/leaflink.md 1.10, 2.1, 3 and 5.3
    """
    order = text(wire.get("number")) or text(wire.get("order_number"))
    try:
        return _read(wire, order, events, first_seen_at)
    except CannotRead as reason:
        spoken = text(wire.get("order_seller_number")) or _short_id(wire, order) or "(no number)"
        return Unreadable("order", order, f"Order {spoken}", _as_sentence(str(reason)))


def _read(wire: Wire, order: str, events: Sequence[Wire], first_seen_at: datetime) -> Order:
    if not order:
        raise CannotRead("LeafLink sent it without its number.")
    created = moment(wire.get("created_on"), "its creation time")
    modified = or_none(moment, wire.get("modified"), "its time of change") or created
    return Order(
        number=order,
        short_id=_short_id(wire, order),
        seller_number=text(wire.get("order_seller_number")) or text(wire.get("external_id_seller")),
        status=_status(wire),
        created_at=created,
        modified_at=modified,
        first_seen_at=first_seen_at,
        customer=_customer_id(wire),
        customer_name=_customer_name(wire),
        lines=_lines(wire),
        discount=_discount(wire),
        final_tax=_money_or_zero(wire, "final_tax", "its tax"),
        taxes=_taxes(wire),
        shipping=_money_or_zero(wire, "shipping_charge", "its delivery charge"),
        credits=_money_or_zero(wire, "credits", "the sum of its credits"),
        total=money(wire.get("total"), "its total"),
        payment_balance=money(wire.get("payment_balance"), "its open balance"),
        term=_term(wire),
        payment_due=or_none(agreed_day, wire.get("payment_due_date"), "its due date"),
        ship_date=or_none(moment, wire.get("ship_date"), "its ship date"),
        delivery_address=address_of(wire.get("delivery_address")),
        history=history_of(events),
        brand=name_of(wire.get("brand")) or None,
        paid=wire.get("paid") is True,
        paid_on=or_none(agreed_day, wire.get("paid_date"), "the day it was paid"),
        payment_program=_program(wire),
    )


def address_of(value: Any) -> Address | None:
    """An address object as an address; None where nothing of it is known."""
    if not isinstance(value, dict):
        return None
    address = Address(
        street=text(value.get("address")),
        unit=text(value.get("unit_number")),
        city=text(value.get("city")),
        state=text(value.get("state")),
        postal_code=text(value.get("zipcode")),
        country=text(value.get("country")),
    )
    return address or None


def _short_id(wire: Wire, order: str) -> str:
    given = text(wire.get("short_id")) or text(wire.get("order_short_number"))
    return given or order[-_SHORT_ID_LENGTH:]


def _status(wire: Wire) -> OrderStatus:
    named = text(wire.get("status"))
    status = _STATUSES.get(named.casefold())
    if status is None:
        raise CannotRead(
            f'its status is "{named[:40]}", which LeafLedger does not know.'
            if named
            else "it has no status."
        )
    return status


def _customer_id(wire: Wire) -> str:
    customer = wire.get("customer")
    return text(customer.get("id")) if isinstance(customer, dict) else text(customer)


def _customer_name(wire: Wire) -> str:
    """As LeafLink shows it: the display name, or nickname else name (reference 6)."""
    customer = wire.get("customer")
    if not isinstance(customer, dict):
        return ""
    names = (text(customer.get(field)) for field in ("display_name", "nickname", "name"))
    return next((name for name in names if name), "")


def _money_or_zero(wire: Wire, field: str, what: str) -> Money:
    return or_none(money, wire.get(field), what) or Money.zero()


def _lines(wire: Wire) -> tuple[OrderLine, ...]:
    rows = wire.get("line_items")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CannotRead("LeafLink sent it without its lines.")
    lines = [_line(row, place) for place, row in enumerate(rows, start=1)]
    return tuple(sorted(lines, key=lambda line: line.position))


def _line(row: Wire, place: int) -> OrderLine:
    line = f"of line {place}"
    product = row.get("product")
    product_id = text(product.get("id")) if isinstance(product, dict) else text(product)
    if not product_id:
        raise CannotRead(f"line {place} names no product.")
    position = or_none(number, row.get("position"), f"the position {line}")
    return OrderLine(
        id=text(row.get("id")),
        product=product_id,
        position=place if position is None else int(position),
        quantity=number(row.get("quantity"), f"the quantity {line}"),
        unit_multiplier=_multiplier(row, line),
        ordered_unit_price=price(row.get("ordered_unit_price"), f"the price {line}"),
        sale_price=or_none(price, row.get("sale_price"), f"the sale price {line}") or Decimal(0),
        is_sample=row.get("is_sample") is True,
        is_medical=row.get("is_medical_line_item") is True,
        notes=text(row.get("notes")),
        package_tags=_package_tags(row.get("package_tags")),
    )


def _multiplier(row: Wire, line: str) -> int | None:
    """Units per case: null and 0 are allowed and count as one later (reference 3.1)."""
    what = f"the number of units in a case {line}"
    multiplier = or_none(number, row.get("unit_multiplier"), what)
    if multiplier is None:
        return None
    if multiplier < 0 or multiplier != int(multiplier):
        raise CannotRead(f"{what} is {multiplier:f}.")
    return int(multiplier)


def _package_tags(value: Any) -> tuple[str, ...]:
    """Metrc tags: text with commas by the spec, a list where it is one."""
    pieces = value if isinstance(value, list) else text(value).split(",")
    return tuple(tag for tag in (text(piece) for piece in pieces) if tag)


def _discount(wire: Wire) -> OrderDiscount:
    """`discount`, or `discount_amount` as it was called before (reference 3.2)."""
    fields = ("discount", "discount_amount")
    given = [or_none(price, wire.get(field), "its discount") for field in fields]
    value = next((amount for amount in given if amount is not None), Decimal(0))
    kind = text(wire.get("discount_type"))
    if kind not in set(DiscountKind):
        if value:
            raise CannotRead("its discount is neither an amount nor a percentage.")
        return OrderDiscount(DiscountKind.AMOUNT, value)
    return OrderDiscount(DiscountKind(kind), value)


def _taxes(wire: Wire) -> tuple[OrderTax, ...]:
    """Taxes as objects or as mere ids; LeafLink sends both (reference 4)."""
    rows = wire.get("order_taxes") or []
    if not isinstance(rows, list):
        raise CannotRead("its list of taxes is not a list.")
    return tuple(_tax(row) for row in rows)


def _tax(row: Any) -> OrderTax:
    if not isinstance(row, dict):
        return OrderTax(text(row), "", Decimal(0), "")
    named = text(row.get("name"))
    rate = or_none(number, row.get("rate"), f'the rate of its tax "{named}"') or Decimal(0)
    # `tax` is the tax itself and lasts; `id` is its row on this order.
    return OrderTax(
        text(row.get("tax")) or text(row.get("id")), named, rate, text(row.get("state"))
    )


def _term(wire: Wire) -> PaymentTerm | None:
    """The chosen payment option's term, else the older text "Net 15" (reference 5.3)."""
    chosen = term_of_option(wire.get("selected_payment_option"))
    if chosen is not None:
        return chosen
    named = text(wire.get("payment_term"))
    return PaymentTerm(named, _net_days(named)) if named else None


def term_of_option(option: Any) -> PaymentTerm | None:
    """The term of a payment option; None where it names none. Raises: CannotRead."""
    chosen = option.get("payment_term") if isinstance(option, dict) else None
    if not isinstance(chosen, dict) or not text(chosen.get("term")):
        return None
    named = text(chosen.get("term"))
    days = or_none(number, chosen.get("days"), "its payment term's number of days")
    return PaymentTerm(named, _net_days(named) if days is None else int(days))


def _program(wire: Wire) -> str:
    option = wire.get("selected_payment_option")
    return text(option.get("payment_program")) if isinstance(option, dict) else ""


def _net_days(named: str) -> int | None:
    net = _NET_DAYS.fullmatch(named)
    return int(net.group(1)) if net else None


def _as_sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:]
