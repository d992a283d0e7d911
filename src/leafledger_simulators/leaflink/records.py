"""What the marketplace keeps: orders with lines, payments, credits, customers, products, log.

Times are aware instants in UTC, money and quantities are Decimal. Quantities count base units
(reference/leaflink.md 3.1).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

ZERO = Decimal(0)
CURRENCY = "USD"

Row = dict[str, Any]

# The one facility of the seller; orders name it (V2spec example of an order).
FACILITY_ID = 501


@dataclass(frozen=True, slots=True)
class Author:
    """Who did something, as the event log tells it (reference/leaflink.md 2.7)."""

    name: str
    by: str
    source: str = "app"
    detail: str = ""


@dataclass(slots=True)
class Line:
    """One line of an order. `unit_price` fields are prices of one sold unit, a case for cases."""

    id: int
    order: str
    product: int
    quantity: Decimal
    unit_multiplier: int | None
    ordered_unit_price: Decimal
    sale_price: Decimal = ZERO
    wholesale_price: Decimal | None = None
    position: int = 0
    is_sample: bool = False
    is_medical_line_item: bool = False
    is_backorder: bool = False
    is_packed: bool = False
    packed_at: datetime | None = None
    packed_by: int | None = None
    batch: int | None = None
    notes: str | None = None
    unit_of_measure: str = "Unit"
    package_tags: str = ""
    frozen_data: Row = field(default_factory=dict)
    # The product's category when it was ordered: tax schedules may be about categories.
    category: int | None = None


@dataclass(slots=True)
class OrderTax:
    """A tax applied to an order; its dollars show only in `final_tax` (reference 4)."""

    id: int
    tax: int
    name: str
    rate: Decimal
    state: str
    auto_apply: bool = True
    tax_type: str = "percentage"
    unit_type: str = "none"
    categories: tuple[int, ...] = ()


@dataclass(slots=True)
class Order:
    """An order received by the seller. `number` is its UUID."""

    id: int
    number: str
    created_on: datetime
    modified: datetime
    customer: int | None
    status: str
    buyer: int | None = None
    brand: int | None = None
    user: str | None = None
    manual: bool = False
    external_id_seller: str | None = None
    external_id_buyer: str | None = None
    ext_acct_id: str | None = None
    discount: Decimal = ZERO
    discount_type: str = "%"
    tax_amount: Decimal = ZERO
    tax_type: str = "%"
    taxes: list[OrderTax] = field(default_factory=list)
    shipping_charge: Decimal = ZERO
    payment_option: Row | None = None
    payment_due_date: datetime | None = None
    paid: bool = False
    paid_date: date | None = None
    ship_date: datetime | None = None
    shipping_details: str | None = None
    notes: str | None = ""
    internal_notes: str | None = None
    delivery_preferences: str | None = ""
    delivery_provider: int | None = None
    delivery_info: Row | None = None
    sales_reps: list[int] = field(default_factory=list)
    classification: str = "Adult Use"
    has_special_requests: bool = False
    is_combination: bool = False
    facility_id: int | None = FACILITY_ID
    external_ids: dict[str, str] = field(default_factory=dict)
    created_by: str = ""
    last_changed_by: str = ""
    lines: list[Line] = field(default_factory=list)
    # What the control room wants REST to say instead of the truth.
    overrides: Row = field(default_factory=dict)

    @property
    def short_id(self) -> str:
        """The last eight hex digits: "Order No." in LeafLink's pages (reference 2.1)."""
        return self.number[-8:]


@dataclass(slots=True)
class Payment:
    """A row of order-payments: append-only, negative for a bounce or refund (reference 5.1)."""

    id: int
    order: str
    created_on: datetime
    recorded_by: int
    total: Decimal
    payment_date: datetime
    reason: str = ""
    payment_type: str = "other"


@dataclass(slots=True)
class Credit:
    """A credit of a customer, used whole on one order (reference 8)."""

    id: int
    customer: int
    amount: Decimal
    credit_date: date
    reason: str = "other"
    status: str = "active"
    brand: int | None = None
    order: str | None = None
    applied_to: str | None = None
    notes: str = ""
    archived: bool = False


@dataclass(slots=True)
class Product:
    """A product. `fields` holds what REST shows and no rule needs."""

    id: int
    name: str
    sku: str
    created_on: datetime
    modified: datetime
    wholesale_price: Decimal
    retail_price: Decimal = ZERO
    sale_price: Decimal = ZERO
    unit_multiplier: int = 1
    quantity: Decimal = ZERO
    reserved_qty: Decimal = ZERO
    brand: int | None = None
    product_line: int | None = None
    category: int | None = None
    sub_category: int | None = None
    parent: int | None = None
    listing_state: str = "Available"
    inventory_management: int = 1
    unit_of_measure: str = "Unit"
    sell_in_unit_of_measure: str | None = None
    allow_fractional_quantities: bool = False
    is_medical_line_item: bool = False
    external_ids: dict[str, str] = field(default_factory=dict)
    fields: Row = field(default_factory=dict)

    @property
    def archived(self) -> bool:
        """Whether the product is archived; nothing is ever deleted (reference 7)."""
        return self.listing_state == "Archived"


@dataclass(slots=True)
class Customer:
    """The seller's CRM row of a retailer. `fields` holds what REST shows and no rule needs."""

    id: int
    name: str
    created_on: datetime
    modified: datetime
    partner: int | None = None
    nickname: str = ""
    state: str = ""
    city: str = ""
    license_number: str = ""
    email: str = ""
    phone: str = ""
    ext_acct_id: str | None = None
    status: int | None = None
    tier: int | None = None
    license_type: int | None = None
    archived: bool = False
    delinquent: bool = False
    leaflink_source: bool = True
    discount_percent: Decimal = ZERO
    shipping_charge: Decimal = ZERO
    managers: list[int] = field(default_factory=list)
    payment_options: list[Row] = field(default_factory=list)
    external_ids: dict[str, str] = field(default_factory=dict)
    fields: Row = field(default_factory=dict)

    @property
    def display_name(self) -> str:
        """Nickname, else name (reference 6)."""
        return self.nickname or self.name


@dataclass(slots=True)
class LogEntry:
    """One row of order-event-logs (reference 2.7)."""

    id: int
    order: str
    author: Author
    event_type: str
    timestamp: datetime
    description: str | None = None
    changed_fields: dict[str, dict[str, Any]] = field(default_factory=dict)
