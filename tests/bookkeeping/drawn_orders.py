"""Orders of any shape for properties, with a total that is reckoned here once more, by fractions.

Nothing here uses the product's arithmetic: a wrong belief must be written twice to hide.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Marketplace
from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.policy import Policy
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

SINCE = date(2026, 1, 1)
NOON = datetime(2026, 11, 2, 19, tzinfo=UTC)
CUSTOMERS = {str(n): Customer(str(n), "Green Mesa", licence=f"402R-0012{n}") for n in range(3)}
PRODUCTS = {str(n): Product(str(n), f"Strain {n}", sku=f"ST-{n}") for n in range(4)}

lines = st.builds(
    OrderLine,
    id=st.just("5001"),
    product=st.sampled_from(sorted(PRODUCTS)),
    position=st.integers(0, 5),
    quantity=st.decimals(min_value=0, max_value=5000, places=4) | st.integers(0, 999).map(Decimal),
    unit_multiplier=st.none() | st.integers(0, 48),
    ordered_unit_price=st.decimals(min_value=0, max_value=2000, places=2),
    sale_price=st.just(Decimal("0.00")) | st.decimals(min_value=0, max_value=900, places=2),
    is_sample=st.booleans(),
    is_medical=st.booleans(),
    notes=st.text("ab |", max_size=5),
)
discounts = st.builds(
    OrderDiscount,
    kind=st.sampled_from(DiscountKind),
    value=st.decimals(min_value=0, max_value=100, places=2),
)
charges = st.integers(0, 99_999).map(lambda cents: Money(Decimal(cents).scaleb(-2)))
policies = st.builds(
    lambda samples, discount: Policy.model_validate(
        {
            "orders": {"time_zone": "America/Denver"},
            "accounts": {"sales": {"id": "1", "name": "Sales"}} | discount,
            "items": {
                "tax": {"id": "3", "name": "Tax", "account": "Tax payable"},
                "shipping": {"id": "4", "name": "Delivery", "account": "Delivery income"},
                "discount": {"id": "5", "name": "Discount", "account": "Discounts"},
            }
            | samples,
        }
    ),
    samples=st.sampled_from([{}, {"samples": {"id": "6", "name": "Samples", "account": "Given"}}]),
    discount=st.sampled_from([{}, {"discounts": {"id": "2", "name": "Discounts"}}]),
)
companies = st.builds(
    CompanyBooks,
    realm=st.just("9130"),
    custom_numbers=st.booleans(),
    discount_line=st.booleans(),
    shipping_line=st.booleans(),
)


def half_up(exact: Fraction) -> Fraction:
    """To the cent, away from zero."""
    sign = -1 if exact < 0 else 1
    return Fraction(sign * int(abs(exact) * 100 + Fraction(1, 2)), 100)


def total_of(order: Order) -> Money:
    """LeafLink's total before credits (reference/leaflink.md 3.1 and 3.2)."""
    subtotal = Fraction(0)
    for line in order.lines:
        price = line.sale_price if line.sale_price > 0 else line.ordered_unit_price
        cases = Fraction(line.quantity) / (line.unit_multiplier or 1)
        subtotal += half_up(cases * Fraction(price))
    off = Fraction(order.discount.value)
    if order.discount.kind is DiscountKind.PERCENT:
        off = half_up(subtotal * off / 100)
    charged = Fraction(order.final_tax.amount) + Fraction(order.shipping.amount)
    cents = (subtotal - off + charged) * 100
    assert cents.denominator == 1
    return Money(Decimal(int(cents)).scaleb(-2))


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """An accepted order that adds up, its total before credits or net of them."""
    number = draw(st.integers(0, 2**32 - 1))
    accepted = NOON + timedelta(hours=draw(st.integers(0, 2000)))
    order = Order(
        number=f"7f1c2b90-5d3e-4a61-9c08-3e52{number:08x}", short_id=f"{number:08x}",
        seller_number=draw(st.text("0123456789-, ", max_size=24)), status=OrderStatus.ACCEPTED,
        created_at=NOON, modified_at=accepted, first_seen_at=accepted,
        customer=draw(st.sampled_from(sorted(CUSTOMERS))), customer_name="Green Mesa",
        lines=tuple(draw(st.lists(lines, min_size=1, max_size=6))),
        discount=draw(discounts), final_tax=draw(charges),
        taxes=draw(st.just(()) | st.just((OrderTax("7", "CO excise", Decimal(15), "CO"),))),
        shipping=draw(charges), credits=draw(charges), total=Money.zero(),
        payment_balance=Money.zero(), history=(StatusChange(OrderStatus.ACCEPTED, accepted),),
        term=draw(st.none() | st.just(PaymentTerm("Net 15", 15))),
    )  # fmt: skip
    total = total_of(order)
    return replace(order, total=total - order.credits if draw(st.booleans()) else total)


def bookkeeper(policy: Policy, company: CompanyBooks) -> Bookkeeper:
    """One that knows the marketplace and nothing of QuickBooks."""
    return Bookkeeper(policy, company, Counterparts(), Marketplace(CUSTOMERS, PRODUCTS))
