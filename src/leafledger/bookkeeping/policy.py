"""The owner's choices for one company. The first value named is the default."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from leafledger.bookkeeping.merging import Owner
from leafledger.commerce.orders import OrderStatus
from leafledger.ledger.items import ItemType
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind


class InvoiceDate(StrEnum):
    """Which day an invoice carries (accounting.md A2.2)."""

    RECOGNISED = "recognised"
    SHIP_DATE = "ship_date"
    CREATED = "created"


class OnCancel(StrEnum):
    """What takes an invoice back when its order comes to nothing (accounting.md A5.4)."""

    CREDIT_MEMO = "credit_memo"
    VOID_WHEN_UNTOUCHED = "void_when_untouched"


class ClosedPeriod(StrEnum):
    """What happens to a document that falls into closed books (accounting.md A11)."""

    HOLD = "hold"
    NEXT_OPEN_DAY = "next_open_day"


class Bounce(StrEnum):
    """What a bounced payment becomes (accounting.md A6.2)."""

    JOURNAL = "journal"
    VOID = "void"


class MarkedPaid(StrEnum):
    """What an order becomes that is marked as paid and has no payment (accounting.md A6.4)."""

    RECORD_PAYMENT = "record_payment"
    ASK = "ask"


class CreateOn(StrEnum):
    """When a LeafLink customer comes into QuickBooks (accounting.md A9)."""

    FIRST_ORDER = "first_order"
    APPROVED = "approved"


class Chains(StrEnum):
    """By what stores are known as one chain's, with a parent in QuickBooks (A9.2)."""

    OFF = "off"
    BY_PARTNER = "by_partner"
    BY_NAME = "by_name"


class _Choices(BaseModel):
    """Misspelt or unknown choices are refused, never ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Chosen(_Choices):
    """A QuickBooks record the owner chose: its id, and its name for people."""

    id: str = Field(pattern=r"^\d+$")
    name: str = ""

    def pointer(self, kind: RecordKind) -> Known:
        """The same, as documents point to it."""
        return Known(kind, self.id, self.name)


class ChosenItem(Chosen):
    """A QuickBooks item with the account it posts to."""

    account: str = ""


# The list is read from many files; it does not change while the program runs.
_time_zones = cache(available_timezones)


def _a_time_zone(name: str) -> str:
    if name not in _time_zones():
        raise ValueError(f"{name} is not a time zone; write one like America/Denver")
    return ZoneInfo(name).key


def _a_milestone(status: OrderStatus) -> OrderStatus:
    if status not in _MILESTONES:
        raise ValueError(f"orders can be recognised on {', '.join(_MILESTONES)}")
    return status


_MILESTONES = (
    OrderStatus.ACCEPTED,
    OrderStatus.FULFILLED,
    OrderStatus.SHIPPED,
    OrderStatus.COMPLETE,
)


class Orders(_Choices):
    """When an order is in the books, and under which date."""

    recognise_on: Annotated[OrderStatus, AfterValidator(_a_milestone)] = OrderStatus.ACCEPTED
    invoice_date: InvoiceDate = InvoiceDate.RECOGNISED
    time_zone: Annotated[str, AfterValidator(_a_time_zone)]
    on_cancel: OnCancel = OnCancel.CREDIT_MEMO
    closed_period: ClosedPeriod = ClosedPeriod.HOLD

    def open_day(self, day: date, period: Period) -> date | None:
        """The day itself, or the first open one; None where a person must decide (A11)."""
        if not period.is_closed(day):
            return day
        moves = self.closed_period is ClosedPeriod.NEXT_OPEN_DAY
        return period.first_open_day if moves else None


class Accounts(_Choices):
    """Where things post."""

    sales: Chosen
    discounts: Chosen | None = None


class Items(_Choices):
    """Items that stand for what is not a product. None: a person is asked when it is needed."""

    tax: ChosenItem | None = None
    shipping: ChosenItem | None = None
    discount: ChosenItem | None = None
    samples: ChosenItem | None = None


class FieldOwners(_Choices):
    """Who has the say about each field of a customer (accounting.md A9.3)."""

    name: Owner = Owner.LEAFLINK
    licence: Owner = Owner.LEAFLINK
    delivery_address: Owner = Owner.LEAFLINK
    terms: Owner = Owner.LEAFLINK
    email: Owner = Owner.QUICKBOOKS
    contact: Owner = Owner.LAST_CHANGE
    billing_address: Owner = Owner.LAST_CHANGE


class Customers(_Choices):
    """How customers come into QuickBooks and how both sides stay alike (accounting.md A9).

    `approved_status` are LeafLink's ids of the customer statuses that mean approved; empty: a
    customer with a licence and a company on LeafLink is. `write_quickbooks_id` notes the
    QuickBooks id on the LeafLink customer where it has none.
    """

    create: bool = True
    create_on: CreateOn = CreateOn.FIRST_ORDER
    approved_status: tuple[str, ...] = ()
    update: bool = True
    owners: FieldOwners = FieldOwners()
    parent: Chains = Chains.OFF
    write_quickbooks_id: bool = True


class Products(_Choices):
    """How products come into QuickBooks."""

    create: bool = True
    type: ItemType = ItemType.NON_INVENTORY


class Classes(_Choices):
    """Classes that lines carry (accounting.md A3.4)."""

    medical: Chosen | None = None
    adult_use: Chosen | None = None


class Payments(_Choices):
    """Where payments go (accounting.md A6).

    `deposit_to` None leaves them in QuickBooks's Undeposited Funds. `by_method` by LeafLink's
    word: cash, check, ach, wire, cashier, other. `clearing` takes what LeafLink itself pays out
    (Direct, Flex, factored), `trade` what was settled in goods. `bank` is where payouts arrive,
    `fees` what they cost, `fees_by_kind` by the statement's own word for a charge.
    """

    post: bool = True
    deposit_to: Chosen | None = None
    by_method: dict[str, Chosen] = {}
    bounce: Bounce = Bounce.JOURNAL
    marked_paid: MarkedPaid = MarkedPaid.RECORD_PAYMENT
    clearing: Chosen | None = None
    trade: Chosen | None = None
    bank: Chosen | None = None
    fees: Chosen | None = None
    fees_by_kind: dict[str, Chosen] = {}
    write_back: bool = True


class Credits(_Choices):
    """What a LeafLink credit is made of: an item, or one for each reason (accounting.md A7)."""

    post: bool = True
    item: ChosenItem | None = None
    by_reason: dict[str, ChosenItem] = {}


class Above(_Choices):
    """Amounts above which one person must approve, and above which two different ones."""

    one: Decimal | None = Field(default=None, ge=0)
    two: Decimal | None = Field(default=None, ge=0)


class Approvals(_Choices):
    """What waits for a person, by kind (accounting.md A5.3). None: nothing of that kind waits.

    `change` is whatever alters or adds to documents of an order after its invoice was posted.
    """

    invoice: Above | None = None
    change: Above | None = None
    credit_memo: Above | None = None
    payment: Above | None = None
    write_back: Above | None = None
    undo: Above | None = None


class Policy(_Choices):
    """All choices of one company.

    Raises: pydantic.ValidationError with the place and a sentence for every wrong choice.
    """

    orders: Orders
    accounts: Accounts
    items: Items = Items()
    customers: Customers = Customers()
    products: Products = Products()
    classes: Classes = Classes()
    payments: Payments = Payments()
    credits: Credits = Credits()
    approvals: Approvals = Approvals()
