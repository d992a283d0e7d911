"""The choices of a policy in plain words: what is asked, and what each answer means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from leafledger.ledger.accounts import AccountType

Place = tuple[str, ...]


class Form(StrEnum):
    """How a choice is made."""

    ONE_OF = "one of"
    YES_NO = "yes or no"
    ACCOUNT = "account"
    ITEM = "item"
    AMOUNT = "amount"
    TIME_ZONE = "time zone"


@dataclass(frozen=True, slots=True)
class Field:
    """One choice. `options` by the policy's own word; `none` is what leaving it empty means.

    A choice without `none` must be made. `types` are the account types that fit.
    """

    place: Place
    asks: str
    form: Form
    options: Mapping[str, str] = field(default_factory=dict)
    none: str = ""
    types: tuple[AccountType, ...] = ()

    @property
    def name(self) -> str:
        """What a form calls it: `payments.by_method.cash`."""
        return ".".join(self.place)


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that belong together. `key` names the group in forms."""

    key: str
    heading: str
    says: str
    fields: Sequence[Field]


def _one(place: str, asks: str, **options: str) -> Field:
    return Field(tuple(place.split(".")), asks, Form.ONE_OF, options)


def _yes(place: str, asks: str, yes: str, no: str) -> Field:
    return Field(tuple(place.split(".")), asks, Form.YES_NO, {"yes": yes, "no": no})


def _account(place: str, asks: str, none: str, *types: AccountType) -> Field:
    return Field(tuple(place.split(".")), asks, Form.ACCOUNT, none=none, types=types)


def _item(place: str, asks: str) -> Field:
    return Field(tuple(place.split(".")), asks, Form.ITEM, none=ASKED)


ASKED = "you are asked when it is needed"
INCOME = (AccountType.INCOME, AccountType.OTHER_INCOME)
ASSETS = (AccountType.BANK, AccountType.OTHER_CURRENT_ASSET)
COSTS = (AccountType.EXPENSE, AccountType.OTHER_EXPENSE, AccountType.COST_OF_GOODS_SOLD)
METHODS = {
    "cash": "Cash", "check": "Checks", "ach": "ACH", "wire": "Wires",
    "cashier": "Cashier's checks", "other": "Other payments",
}  # fmt: skip
_OWNERS = {
    "leaflink": "LeafLink has the say",
    "quickbooks": "QuickBooks has the say",
    "last_change": "the last change wins",
}
_OWNED = {
    "name": "Name", "licence": "Licence number", "delivery_address": "Delivery address",
    "terms": "Payment terms", "email": "Billing e-mail", "contact": "Person to talk to",
    "billing_address": "Billing address",
}  # fmt: skip
_APPROVED = {
    "invoice": "An invoice", "change": "A change after posting", "credit_memo": "A credit memo",
    "payment": "A payment", "write_back": "A payment written to LeafLink", "undo": "An undo",
}  # fmt: skip

_PEOPLE = {"one": "one person", "two": "two people"}

COUNTS = Group(
    "counts", "When an order counts", "When an order is in the books, and what takes it out.",
    (
        _one("orders.recognise_on", "An order is invoiced once it is", Accepted="accepted",
             Fulfilled="fulfilled", Shipped="shipped", Complete="complete"),
        _one("orders.on_cancel", "An order that comes to nothing after its invoice was posted",
             credit_memo="is taken back by a credit memo",
             void_when_untouched="has its invoice voided, if nobody touched it"),
    ),
)  # fmt: skip
DATES = Group(
    "dates", "Dates", "Under which day things stand in the books.",
    (
        _one("orders.invoice_date", "An invoice carries the day on which the order",
             recognised="counts", ship_date="ships", created="was placed"),
        Field(("orders", "time_zone"), "Days begin and end in", Form.TIME_ZONE),
        _one("orders.closed_period", "What falls into closed books",
             hold="waits for you", next_open_day="is dated the first open day"),
    ),
)  # fmt: skip
ACCOUNTS = Group(
    "accounts", "Accounts", "Where things post, from the accounts QuickBooks has.",
    (
        Field(("accounts", "sales"), "Sales", Form.ACCOUNT, types=INCOME),
        _account("accounts.discounts", "Discounts", ASKED, *INCOME, *COSTS),
        _account("payments.deposit_to", "Payments received", "Undeposited Funds", *ASSETS),
        *(
            _account(f"payments.by_method.{word}", f"{spoken}, if elsewhere", "as all payments",
                     *ASSETS)
            for word, spoken in METHODS.items()
        ),
        _account("payments.clearing", "LeafLink's own payouts, until they arrive (clearing)",
                 ASKED, *ASSETS),
        _account("payments.bank", "Bank where payouts arrive", ASKED, AccountType.BANK),
        _account("payments.fees", "Fees of LeafLink and the bank", ASKED, *COSTS),
        _account("payments.trade", "Settled in goods (trade)", ASKED, *ASSETS, *INCOME),
        _item("items.tax", "Item for taxes; its account is the liability"),
        _item("items.shipping", "Item for shipping, where invoices have no shipping line"),
        _item("items.discount", "Item for discounts, where invoices have no discount line"),
        _item("items.samples", "Item for samples"),
    ),
)  # fmt: skip
CUSTOMERS = Group(
    "customers", "Customers and products", "How they come into QuickBooks and stay alike.",
    (
        _yes("customers.create", "A customer that QuickBooks does not have",
             "is added", "is not added: its orders wait"),
        _one("customers.create_on", "Customers are added", first_order="with their first order",
             approved="as soon as they are approved on LeafLink"),
        _yes("customers.update", "What changes on one side", "is told to the other", "stays there"),
        _yes("customers.write_quickbooks_id", "The QuickBooks number of a customer",
             "is noted on LeafLink", "is not written to LeafLink"),
        _one("customers.parent", "Stores of one chain", off="stand alone",
             by_partner="get a parent, by LeafLink's partner", by_name="get a parent, by name"),
        *(
            Field(("customers", "owners", word), f"{spoken} of a customer", Form.ONE_OF, _OWNERS)
            for word, spoken in _OWNED.items()
        ),
        _yes("products.create", "A product that QuickBooks does not have", "is added as an item",
             "is not added: its orders wait"),
        _one("products.type", "New items are", NonInventory="non-inventory items",
             Service="services"),
    ),
)  # fmt: skip
PAYMENTS = Group(
    "payments", "Payments", "What becomes of money.",
    (
        _yes("payments.post", "Payments on LeafLink", "are posted", "are left alone"),
        _one("payments.bounce", "A payment that bounces",
             journal="is reversed by a journal entry", void="is voided"),
        _one("payments.marked_paid", "An order marked as paid without a payment",
             record_payment="is recorded as paid", ask="is asked about"),
        _yes("payments.write_back", "A payment that is entered in QuickBooks",
             "is written to LeafLink", "is not written to LeafLink"),
    ),
)  # fmt: skip
CREDITS = Group(
    "credits", "Credits", "What LeafLink's credits become.",
    (
        _yes("credits.post", "Credits on LeafLink", "become credit memos", "are left alone"),
        _item("credits.item", "Item on credit memos; its account takes the credit"),
    ),
)  # fmt: skip
APPROVALS = Group(
    "approvals", "Approvals", "What waits for one person, or for two, above an amount in dollars.",
    tuple(
        Field(("approvals", word, people), f"{spoken} waits for {_PEOPLE[people]} above",
              Form.AMOUNT, none="never")
        for word, spoken in _APPROVED.items()
        for people in _PEOPLE
    ),
)  # fmt: skip
GROUPS = (COUNTS, DATES, ACCOUNTS, CUSTOMERS, PAYMENTS, CREDITS, APPROVALS)
# Choices that only the file takes, since they are lists or need ids that nobody knows by heart.
FILE_ONLY = frozenset(
    {
        "customers.approved_status", "classes.medical", "classes.adult_use", "credits.by_reason",
        "payments.fees_by_kind",
    }
)  # fmt: skip
