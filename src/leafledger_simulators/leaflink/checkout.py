"""How a retailer's cart becomes an order: lines, terms, taxes and rep of the customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from leafledger_simulators.leaflink.pricing import line_prices
from leafledger_simulators.leaflink.records import (
    ZERO,
    Author,
    Customer,
    Line,
    Order,
    Product,
    Row,
)
from leafledger_simulators.leaflink.taxes import taxes_for
from leafledger_simulators.leaflink.world import World


@dataclass(frozen=True, slots=True)
class CartItem:
    """So many sold units (cases, or pounds) of a product."""

    product: int
    cases: Decimal
    sale_price: Decimal | None = None
    is_sample: bool = False
    notes: str | None = None


def buyer_author(customer: Customer) -> Author:
    """The retailer's own user, as the event log names him."""
    login = f"buyer.{customer.partner or customer.id}"
    return Author(name=f"{customer.display_name} (buyer)", by=login)


def staff_author(world: World, staff_id: int) -> Author:
    """A person of the seller, working in LeafLink's pages."""
    staff = world.state.table("company_staff")[staff_id]
    return Author(name=staff["display_name"], by=staff["username"])


def fill_order(
    world: World,
    customer: Customer,
    cart: Iterable[CartItem],
    *,
    status: str = "Submitted",
    option: Row | None = None,
) -> Order:
    """An order of a customer, not yet placed: prices, taxes and terms as they are today."""
    now = world.stamp()
    order = Order(
        id=world.state.next_id("order"),
        number=world.state.new_number(),
        created_on=now,
        modified=now,
        customer=customer.id,
        buyer=customer.partner,
        status=status,
        user=buyer_author(customer).by,
        payment_option=option or default_option(customer),
        sales_reps=list(customer.managers),
        delivery_preferences=customer.fields.get("delivery_preferences", ""),
        discount=customer.discount_percent,
        shipping_charge=customer.shipping_charge,
    )
    for item in cart:
        add_line(world, order, item)
    order.taxes = taxes_for(world, customer.state)
    return order


def add_line(world: World, order: Order, item: CartItem) -> Line:
    """Add a cart item as a line, with the product's price and multiplier of today."""
    product = world.state.products[item.product]
    sale = product.sale_price if item.sale_price is None else item.sale_price
    price, sale = line_prices(world, product, world.customer_of(order), item.cases, sale)
    line = Line(
        id=world.state.next_id("line"),
        order=order.number,
        product=product.id,
        quantity=item.cases * product.unit_multiplier,
        unit_multiplier=product.unit_multiplier,
        ordered_unit_price=price,
        sale_price=ZERO if item.is_sample else sale,
        wholesale_price=product.wholesale_price,
        position=len(order.lines),
        is_sample=item.is_sample,
        is_medical_line_item=product.is_medical_line_item,
        is_backorder=order.status == "Backorder",
        notes=item.notes,
        unit_of_measure=product.unit_of_measure,
        frozen_data=frozen(product),
        category=product.category,
    )
    order.lines.append(line)
    return line


def frozen(product: Product) -> Row:
    """The product as it was when ordered; its real content is undocumented (reference 7)."""
    return {"product": {"name": product.name, "sku": product.sku}}


def default_option(customer: Customer) -> Row | None:
    """The payment option a cart of this customer starts with."""
    options = customer.payment_options
    return next((one for one in options if one["is_default"]), options[0] if options else None)
