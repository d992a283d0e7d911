"""A season of varied orders, the same for one seed, with the books they are planned against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Link, Marketplace
from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.policy import Accounts, Chosen, ChosenItem, Items, Orders, Policy
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
from leafledger.ledger.pointers import Known, RecordKind

# About what a busy brand has: so many stores buy so many products.
CUSTOMERS, PRODUCTS = 400, 600
# Every so many customers and products are new to QuickBooks.
NEW_EVERY = 10
FIRST_DAY = datetime(2026, 1, 5, 15, tzinfo=UTC)
SALES = Chosen(id="79", name="Sales of Product Income")
CASES = (None, 1, 6, 10, 12, 24)


@dataclass(frozen=True, slots=True)
class Season:
    """Orders, and what is known when they are planned."""

    orders: tuple[Order, ...]
    policy: Policy
    company: CompanyBooks
    counterparts: Counterparts
    marketplace: Marketplace

    def bookkeeper(self) -> Bookkeeper:
        """A new round over this season."""
        return Bookkeeper(self.policy, self.company, self.counterparts, self.marketplace)


def varied_season(orders: int, seed: int) -> Season:
    """So many orders of one to twelve lines, with discounts, taxes, shipping and samples."""
    draw = Random(seed)
    customers = {str(n): Customer(str(n), f"Store {n}", licence=f"402R-{n:05}") for n in
                 range(CUSTOMERS)}  # fmt: skip
    products = {
        str(n): Product(str(n), f"Strain {n} 3.5g", sku=f"ST-{n:04}", wholesale_price=Decimal(108))
        for n in range(PRODUCTS)
    }
    links = {
        f"{kind}:{n}": Link(f"{kind}:{n}", str(first + n), f"{kind} {n}")
        for kind, first, many in (("customer", 10_000, CUSTOMERS), ("product", 20_000, PRODUCTS))
        for n in range(many)
        if n % NEW_EVERY
    }
    return Season(
        orders=tuple(_order(draw, number) for number in range(orders)),
        policy=_policy(),
        company=CompanyBooks("9130", True, True, True, terms=_terms()),
        counterparts=Counterparts(
            links=links, parties=_parties(links), items=_items(links),
            linked_parties=_ids(links, "customer"), linked_items=_ids(links, "product"),
        ),
        marketplace=Marketplace(customers, products),
    )  # fmt: skip


def _policy() -> Policy:
    return Policy(
        orders=Orders(time_zone="America/Denver"),
        accounts=Accounts(sales=SALES, discounts=Chosen(id="86", name="Discounts given")),
        items=Items(
            tax=ChosenItem(id="301", name="Cannabis excise", account="Cannabis tax payable"),
            samples=ChosenItem(id="304", name="Samples", account="Samples given"),
        ),
    )


def _terms() -> dict[str, Known]:
    return {name: Known(RecordKind.TERM, id_, name) for name, id_ in (("net 15", "3"),)}


def _ids(links: dict[str, Link], kind: str) -> frozenset[str]:
    return frozenset(
        link.quickbooks_id for record, link in links.items() if record.startswith(kind)
    )


def _parties(links: dict[str, Link]) -> tuple[KnownParty, ...]:
    return tuple(
        KnownParty(link.quickbooks_id, "0", link.name, text=f"Licence {link.quickbooks_id}-X")
        for record, link in links.items()
        if record.startswith("customer")
    )


def _items(links: dict[str, Link]) -> dict[str, KnownItem]:
    return {
        link.quickbooks_id: KnownItem(
            link.quickbooks_id, "0", link.name, link.name, "", ItemType.NON_INVENTORY, SALES.id,
            SALES.name,
        )
        for record, link in links.items()
        if record.startswith("product")
    }  # fmt: skip


def _order(draw: Random, number: int) -> Order:
    lines = tuple(_line(draw, place) for place in range(1, draw.randint(1, 12) + 1))
    discount = draw.choice(
        [
            OrderDiscount(DiscountKind.AMOUNT, Decimal(0)),
            OrderDiscount(DiscountKind.AMOUNT, Decimal(15)),
            OrderDiscount(DiscountKind.PERCENT, Decimal(draw.randint(1, 20))),
        ]
    )
    taxed = draw.random() < 0.5
    tax = Money(Decimal(draw.randint(1, 90_000)).scaleb(-2)) if taxed else Money.zero()
    shipping = Money.of(draw.choice([0, 25, 40]))
    total = _total(lines, discount) + tax + shipping
    at = FIRST_DAY + timedelta(minutes=17 * number)
    return Order(
        number=f"7f1c2b90-5d3e-4a61-9c08-3e52{number:08x}", short_id=f"{number:08x}",
        seller_number=str(10_000 + number), status=OrderStatus.ACCEPTED, created_at=at,
        modified_at=at, first_seen_at=at, customer=str(draw.randrange(CUSTOMERS)),
        customer_name="", lines=lines, discount=discount, final_tax=tax,
        taxes=(OrderTax("7", "CO excise", Decimal(15), "CO"),) if taxed else (),
        shipping=shipping, credits=Money.zero(), total=total, payment_balance=total,
        term=PaymentTerm("Net 15", 15), history=(StatusChange(OrderStatus.ACCEPTED, at),),
    )  # fmt: skip


def _line(draw: Random, place: int) -> OrderLine:
    cases = draw.choice(CASES)
    price = Decimal(draw.randint(500, 40_000)).scaleb(-2)
    return OrderLine(
        id=str(place), product=str(draw.randrange(PRODUCTS)), position=place,
        quantity=Decimal((cases or 1) * draw.randint(1, 40) - (draw.random() < 0.1)),
        unit_multiplier=cases, ordered_unit_price=price,
        sale_price=price - 1 if draw.random() < 0.1 else Decimal(0),
        is_sample=draw.random() < 0.03,
    )  # fmt: skip


def _total(lines: tuple[OrderLine, ...], discount: OrderDiscount) -> Money:
    subtotal = sum((_cents(line) for line in lines), Decimal(0)) / 100
    off = discount.value
    if discount.kind is DiscountKind.PERCENT:
        off = (subtotal * off / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return Money(subtotal - off)


def _cents(line: OrderLine) -> Decimal:
    cents = Fraction(line.quantity) * Fraction(line.price) * 100 / (line.unit_multiplier or 1)
    return Decimal(int((2 * cents + 1) // 2))
