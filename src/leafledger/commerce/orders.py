"""An order as LeafLink knows it: the facts from which its books follow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from leafledger.commerce import terms
from leafledger.commerce.customers import Address
from leafledger.figures.money import Money

# A customer and an order name a term alike.
PaymentTerm = terms.PaymentTerm


class OrderStatus(StrEnum):
    """The ten statuses of an order (reference/leaflink.md 2.2)."""

    DRAFT = "Draft"
    SUBMITTED = "Submitted"
    BACKORDER = "Backorder"
    ACCEPTED = "Accepted"
    FULFILLED = "Fulfilled"
    SHIPPED = "Shipped"
    COMPLETE = "Complete"
    REJECTED = "Rejected"
    CANCELLED = "Cancelled"
    COMBINED = "Combined"

    @property
    def ended_without_sale(self) -> bool:
        """Whether the order came to nothing: nothing may stay receivable of it."""
        return self in {OrderStatus.REJECTED, OrderStatus.CANCELLED, OrderStatus.COMBINED}

    def reached(self, milestone: OrderStatus) -> bool:
        """Whether this status is the milestone or later in an order's life (accounting.md A2.1)."""
        return (
            self in _ORDER_OF_LIFE
            and milestone in _ORDER_OF_LIFE
            and _ORDER_OF_LIFE.index(self) >= _ORDER_OF_LIFE.index(milestone)
        )


_ORDER_OF_LIFE = (
    OrderStatus.SUBMITTED,
    OrderStatus.BACKORDER,
    OrderStatus.ACCEPTED,
    OrderStatus.FULFILLED,
    OrderStatus.SHIPPED,
    OrderStatus.COMPLETE,
)


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order.

    `quantity` in base units; `ordered_unit_price` and `sale_price` for one sold unit (a case);
    `sale_price` zero means none. `product` is LeafLink's product id.
    """

    id: str
    product: str
    position: int
    quantity: Decimal
    unit_multiplier: int | None
    ordered_unit_price: Decimal
    sale_price: Decimal
    is_sample: bool = False
    is_medical: bool = False
    notes: str = ""
    package_tags: tuple[str, ...] = ()

    @property
    def price(self) -> Decimal:
        """The price of one sold unit: the sale price where there is one (accounting.md A1.1)."""
        return self.sale_price if self.sale_price > 0 else self.ordered_unit_price


class DiscountKind(StrEnum):
    """How a discount is given."""

    AMOUNT = "$"
    PERCENT = "%"


@dataclass(frozen=True, slots=True)
class OrderDiscount:
    """A discount on the whole order: dollars, or percent of the subtotal."""

    kind: DiscountKind
    value: Decimal


@dataclass(frozen=True, slots=True)
class OrderTax:
    """A tax named on the order. LeafLink gives its rate, never its dollars."""

    id: str
    name: str
    rate: Decimal
    state: str


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A change of status from the order's event log."""

    status: OrderStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class Order:
    """An order with everything its invoice follows from.

    `number` is the UUID and lasting key; `short_id` what people call it. `total`,
    `final_tax`, `shipping`, `credits`, `payment_balance` are LeafLink's own figures;
    `customer` and each line's `product` are LeafLink ids. Times are aware instants.
    `paid` is a tick that says nothing about money (reference/leaflink.md 5.2). `payment_program`
    is LeafLink's own way of paying ("direct", "flexible"), empty where buyer pays seller.
    `recognised_at_first_sight` is the moment we saw it where the event log is silent.
    Source: reference/leaflink.md 2 and 3.
    """

    number: str
    short_id: str
    seller_number: str
    status: OrderStatus
    created_at: datetime
    modified_at: datetime
    first_seen_at: datetime
    customer: str
    customer_name: str
    lines: tuple[OrderLine, ...]
    discount: OrderDiscount
    final_tax: Money
    taxes: tuple[OrderTax, ...]
    shipping: Money
    credits: Money
    total: Money
    payment_balance: Money
    term: PaymentTerm | None = None
    payment_due: date | None = None
    ship_date: datetime | None = None
    delivery_address: Address | None = None
    history: tuple[StatusChange, ...] = ()
    brand: str | None = None
    paid: bool = False
    paid_on: date | None = None
    payment_program: str = ""

    @property
    def spoken_name(self) -> str:
        """What a bookkeeper calls the order: the seller's own number, else the short id."""
        return self.seller_number or self.short_id


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that LeafLink sent in a form no books can follow from.

    `what` names the record as a person would; `why` is a sentence about what is wrong.
    """

    kind: str
    id: str
    what: str
    why: str
