"""What changes the price of a line or an order: price schedules, volume discounts, codes.

V2 only shows their effect (`price_schedule_price`, `ordered_unit_price`, an order's discount), so
schedules and volume discounts are set in the control room; promotion codes have a path of their
own. Source: reference/leaflink.md 3.2 ("Sources of discounts"). An order's line keeps the price
it was ordered at, whatever happens to the schedule later.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import ZERO, Customer, Line, Order, Product, Row
from leafledger_simulators.leaflink.totals import line_total, to_cent
from leafledger_simulators.leaflink.world import World

SCHEDULES = "price_schedules"


def add_price_schedule(world: World, wanted: Mapping[str, Any]) -> Row:
    """Add a schedule: a price for some products, a percentage off for all others.

    Raises: ValueError for an unknown product or an impossible price.
    """
    prices: Row = {}
    for product, price in dict(wanted.get("prices", {})).items():
        if int(product) not in world.state.products:
            raise ValueError(f"no product {product}")
        prices[str(int(product))] = wire.text_2(_amount(price))
    percent = _amount(wanted.get("percent", 0))
    if percent > 100:
        raise ValueError("a percentage off is from 0 to 100")
    name = str(wanted.get("name", "Price schedule"))[:200]
    return world.state.add_row(SCHEDULES, {"name": name, "percent": percent, "prices": prices})


def set_volume_discounts(world: World, wanted: Mapping[str, Any]) -> Row:
    """Set a product's tiers: from so many cases on, so many per cent off.

    Raises: ValueError for an unknown product or an impossible tier.
    """
    product = world.state.products.get(int(wanted.get("product", 0)))
    if product is None:
        raise ValueError(f"no product {wanted.get('product')}")
    tiers = [
        {
            "minimum_quantity": wire.text_4(_amount(tier["min_cases"])),
            "discount_percent": wire.text_2(_amount(tier["percent"])),
        }
        for tier in wanted.get("tiers", ())
    ]
    if any(Decimal(tier["discount_percent"]) > 100 for tier in tiers):
        raise ValueError("a percentage off is from 0 to 100")
    product.fields["volume_discounts"] = tiers
    return {"product": product.id, "volume_discounts": tiers}


def price_for(world: World, product: Product, customer: Customer | None) -> Decimal:
    """The price of one sold unit for a customer: by his schedule, else the list price."""
    asked = customer.fields.get("price_schedule") if customer else None
    schedule = world.state.table(SCHEDULES).get(asked) if isinstance(asked, int) else None
    if schedule is None:
        return product.wholesale_price
    price = schedule["prices"].get(str(product.id))
    if price is not None:
        return Decimal(price)
    return to_cent(product.wholesale_price * (100 - schedule["percent"]) / 100)


def price_for_buyer(world: World, product: Product, buyer: str | None) -> Decimal:
    """The price that `?buyer=` shows: of the customer who is that company."""
    customer = next(
        (one for one in world.state.customers.values() if str(one.partner) == buyer), None
    )
    return price_for(world, product, customer)


def line_prices(
    world: World, product: Product, customer: Customer | None, cases: Decimal, sale: Decimal
) -> tuple[Decimal, Decimal]:
    """What a cart's line costs: the ordered unit price and the sale price, zero for none.

    Rounding: half-up to the cent, per sold unit. A sale price that is no lower than the
    customer's own price counts for nothing.
    """
    price = price_for(world, product, customer)
    percent = max(
        (
            Decimal(tier["discount_percent"])
            for tier in product.fields.get("volume_discounts", ())
            if cases >= Decimal(tier["minimum_quantity"])
        ),
        default=ZERO,
    )
    if percent:
        lowered = to_cent((sale if 0 < sale < price else price) * (100 - percent) / 100)
        if world.switches["volume_discount_lowers"] == "sale_price":
            sale = lowered
        else:
            price, sale = lowered, ZERO
    if price != product.wholesale_price and sale >= price:
        sale = ZERO
    return price, sale


def redeem_code(world: World, order: Order, code: str) -> None:
    """Use a promotion code on an order that is not placed yet.

    Raises: ValueError when no brand on the order has such a code today.
    """
    now = world.clock.now()
    brands: dict[int | None, list[Line]] = {}
    for line in order.lines:
        product = world.state.products.get(line.product)
        if product is not None:
            brands.setdefault(product.brand, []).append(line)
    for row in world.state.table("promocodes").values():
        if row["code"] == code and row["brand"] in brands:
            if not row["start_date"] <= now <= row["end_date"]:
                raise ValueError(f"the code {code} is not valid today")
            percent = Decimal(row["discount_amount"])
            if world.switches["promo_code_applies"] == "order":
                order.discount_type, order.discount = "%", percent
            else:
                sale_wins = world.switches["sale_price_wins"]
                lines = brands[row["brand"]]
                base = sum((line_total(one, sale_price_wins=sale_wins) for one in lines), ZERO)
                order.discount_type, order.discount = "$", to_cent(base * percent / 100)
            return
    raise ValueError(f"no brand on this order has the code {code}")


def _amount(value: Any) -> Decimal:
    amount = Decimal(str(value))
    if not amount.is_finite() or not 0 <= amount < 10_000_000:
        raise ValueError(f"{value} is no amount")
    return amount
