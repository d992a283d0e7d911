"""The arithmetic of an order (reference/leaflink.md 3.1 and 3.2), pure and in Decimal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from leafledger_simulators.leaflink.records import ZERO, Line, Order, OrderTax
from leafledger_simulators.leaflink.wire import CENT
from leafledger_simulators.switches import SwitchBoard

# What a tax by weight counts in; a pound is 453.59237 g by definition.
GRAMS = {
    "milligram": Decimal("0.001"),
    "gram": Decimal(1),
    "kilogram": Decimal(1000),
    "ounce": Decimal("28.349523125"),
    "pound": Decimal("453.59237"),
}


@dataclass(frozen=True, slots=True)
class MoneyRules:
    """How the open questions about money are answered."""

    sale_price_wins: bool = True
    tax_base: str = "before_discount"
    samples_taxed: bool = True
    credits_netting: str = "balance_net_of_credits"
    paid_zeroes_balance: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """An order's money, each part rounded to the cent."""

    subtotal: Decimal
    discount: Decimal
    final_tax: Decimal
    shipping: Decimal
    credits: Decimal
    paid: Decimal
    total: Decimal
    balance: Decimal


def money_rules(switches: SwitchBoard) -> MoneyRules:
    """The rules as the switches stand."""
    return MoneyRules(
        sale_price_wins=switches["sale_price_wins"],
        tax_base=switches["tax_base"],
        samples_taxed=switches["samples_taxed"],
        credits_netting=switches["credits_netting"],
        paid_zeroes_balance=switches["paid_coupling"] == "paid_zeroes_balance",
    )


def to_cent(amount: Decimal) -> Decimal:
    """Half-up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def unit_price(line: Line, *, sale_price_wins: bool = True) -> Decimal:
    """The price of one sold unit (a case if sold in cases); a sale price of zero is none."""
    if sale_price_wins and line.sale_price > 0:
        return line.sale_price
    return line.ordered_unit_price


def line_total(line: Line, *, sale_price_wins: bool = True) -> Decimal:
    """Cases times price; a multiplier of null or zero counts as one.

    Example: 7 base units of 12 a case at 108.00 -> 63.00
    """
    price = unit_price(line, sale_price_wins=sale_price_wins)
    return to_cent(line.quantity * price / (line.unit_multiplier or 1))


def order_totals(
    order: Order, *, payments: Iterable[Decimal], credits_used: Iterable[Decimal], rules: MoneyRules
) -> Totals:
    """Everything REST says about the money of an order."""
    subtotal = taxable = ZERO
    taxed: list[tuple[Line, Decimal]] = []
    for line in order.lines:
        amount = line_total(line, sale_price_wins=rules.sale_price_wins)
        subtotal += amount
        if rules.samples_taxed or not line.is_sample:
            taxable += amount
            taxed.append((line, amount))
    discount = _discount(order, subtotal)
    shipping = to_cent(order.shipping_charge)
    final_tax = _final_tax(order, taxable, discount, rules.tax_base)
    if any(_is_particular(tax) for tax in order.taxes):
        share = discount / subtotal if rules.tax_base.startswith("after") and subtotal else ZERO
        for tax in order.taxes:
            if _is_particular(tax):
                final_tax += _particular_tax(tax, taxed, share)
    credit, paid = sum(credits_used, ZERO), sum(payments, ZERO)
    total = subtotal - discount + final_tax + shipping
    owed = total if rules.credits_netting == "not_netted" else total - credit
    balance = ZERO if rules.paid_zeroes_balance and order.paid else owed - paid
    return Totals(
        subtotal=subtotal,
        discount=discount,
        final_tax=final_tax,
        shipping=shipping,
        credits=credit,
        paid=paid,
        total=owed if rules.credits_netting == "total_net_of_credits" else total,
        balance=balance,
    )


def units_taxed(line: Line, unit_type: str) -> Decimal:
    """How many units of a per-unit tax a line holds; weight only where it is sold by weight.

    Example: 2 pounds under a tax per ounce -> 32
    """
    if unit_type in {"unit", "none"}:
        return line.quantity
    if unit_type == "case":
        return line.quantity / (line.unit_multiplier or 1)
    return line.quantity * GRAMS.get(line.unit_of_measure.lower(), ZERO) / GRAMS[unit_type]


def _is_particular(tax: OrderTax) -> bool:
    """Whether a tax is about some categories only, or counts units."""
    return bool(tax.categories) or tax.tax_type == "per_unit"


def _particular_tax(
    tax: OrderTax, taxed: Iterable[tuple[Line, Decimal]], discounted: Decimal
) -> Decimal:
    """A tax by category or by unit, rounded on its own; `discounted` is the discount's share."""
    lines = [
        (line, amount)
        for line, amount in taxed
        if not tax.categories or line.category in tax.categories
    ]
    if tax.tax_type == "per_unit":
        return to_cent(
            sum((units_taxed(line, tax.unit_type) for line, _ in lines), ZERO) * tax.rate
        )
    base = sum((amount for _, amount in lines), ZERO)
    return to_cent(base * (1 - discounted) * tax.rate / 100)


def _discount(order: Order, subtotal: Decimal) -> Decimal:
    if order.discount_type == "%":
        return to_cent(subtotal * order.discount / 100)
    return to_cent(order.discount)


def _final_tax(order: Order, taxable: Decimal, discount: Decimal, base: str) -> Decimal:
    """Percentages of everything, and the order's own percentage (reference 4)."""
    general = (tax.rate for tax in order.taxes if not _is_particular(tax))
    percent = order.tax_amount + sum(general, ZERO)
    if not percent:
        return ZERO.quantize(CENT)
    if base.startswith("after_discount"):
        taxable = max(taxable - discount, ZERO)
    if base.endswith("with_shipping"):
        taxable += order.shipping_charge
    return to_cent(taxable * percent / 100)
