"""The owner's choices for one company. The first value named is the default."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from leafledger.commerce.orders import OrderStatus
from leafledger.ledger.items import ItemType
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


def _a_time_zone(name: str) -> str:
    if name not in available_timezones():
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


class Customers(_Choices):
    """How customers come into QuickBooks."""

    create: bool = True


class Products(_Choices):
    """How products come into QuickBooks."""

    create: bool = True
    type: ItemType = ItemType.NON_INVENTORY


class Classes(_Choices):
    """Classes that lines carry (accounting.md A3.4)."""

    medical: Chosen | None = None
    adult_use: Chosen | None = None


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
