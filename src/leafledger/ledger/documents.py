"""Documents: invoice and credit memo as we want them, and as QuickBooks has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from leafledger.figures.money import CENT, Money
from leafledger.ledger.entries import Entry, Posting
from leafledger.ledger.parties import PostalAddress
from leafledger.ledger.pointers import Pointer

RECEIVABLE = "Accounts Receivable"
SHIPPING_INCOME = "Shipping income (QuickBooks default)"


class NotAProduct(ValueError):
    """A line's amount is not its quantity times its price, which QuickBooks refuses (6070)."""


class DocumentKind(StrEnum):
    """The documents of ours that stand in the receivables."""

    INVOICE = "Invoice"
    CREDIT_MEMO = "CreditMemo"

    @property
    def sign(self) -> int:
        """1 where the customer owes more by it, -1 where less."""
        return 1 if self is DocumentKind.INVOICE else -1


@dataclass(frozen=True, slots=True)
class SalesLine:
    """One line of an invoice or credit memo.

    `income_account` is the account the item posts to, for people to read. `unit_price` None:
    the amount alone counts. A negative amount is a deduction.
    Raises: NotAProduct.
    """

    item: Pointer
    description: str
    quantity: Decimal
    unit_price: Decimal | None
    amount: Money
    income_account: str
    class_: Pointer | None = None

    def __post_init__(self) -> None:
        """Refuse a line that QuickBooks would refuse."""
        if self.unit_price is None:
            return
        product = (self.quantity * self.unit_price).quantize(CENT, rounding=ROUND_HALF_UP)
        if product != self.amount.amount:
            raise NotAProduct(f"{self.quantity} x {self.unit_price} is not {self.amount}")


@dataclass(frozen=True, slots=True)
class DocumentDiscount:
    """The discount line of a whole document: a positive amount that is taken off."""

    amount: Money
    account: Pointer


@dataclass(frozen=True, slots=True)
class SalesDocument:
    """An invoice or a credit memo: what it says, without what QuickBooks computes.

    `number` None where the company lets QuickBooks number. `shipping` is the shipping line.
    `note` is the private note, which begins with the marker. Dates are accounting dates in
    the company's time zone. `due` and `term` are an invoice's only.
    """

    kind: DocumentKind
    customer: Pointer
    number: str | None
    dated: date
    note: str
    lines: tuple[SalesLine, ...]
    due: date | None = None
    term: Pointer | None = None
    discount: DocumentDiscount | None = None
    shipping: Money | None = None
    delivery_address: PostalAddress | None = None
    customer_memo: str = ""

    @property
    def total(self) -> Money:
        """Lines plus shipping less discount."""
        total = Money.total(line.amount for line in self.lines)
        if self.shipping is not None:
            total = total + self.shipping
        return total - self.discount.amount if self.discount is not None else total

    def entry(self) -> Entry:
        """The double entry QuickBooks makes of it (reference/quickbooks.md 14, postings).

        Example: 100.00 of sales with 10.00 off -> debit receivable 90.00 and discounts 10.00,
            credit sales 100.00; a credit memo the other way round
        """
        credits_by_account: dict[str, Money] = {}
        for line in self.lines:
            before = credits_by_account.get(line.income_account, Money.zero())
            credits_by_account[line.income_account] = before + line.amount
        postings = [Posting(RECEIVABLE, self.total, self.customer.name)]
        if self.discount is not None:
            postings.append(Posting(self.discount.account.name, self.discount.amount, "Discount"))
        postings += [
            Posting(account, -amount) for account, amount in credits_by_account.items() if amount
        ]
        if self.shipping:
            postings.append(Posting(SHIPPING_INCOME, -self.shipping, "Shipping"))
        if self.kind is DocumentKind.CREDIT_MEMO:
            postings = [Posting(p.account, -p.amount, p.memo) for p in postings]
        return Entry(self.dated, tuple(postings), self.note.splitlines()[0])


@dataclass(frozen=True, slots=True)
class Application:
    """A credit memo applied to what is owed: in QuickBooks a payment of nothing with two links.

    `invoice` is the invoice, or the journal entry of money that was paid back.
    """

    customer: Pointer
    invoice: Pointer
    credit_memo: Pointer
    amount: Money
    dated: date
    note: str


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document as QuickBooks last showed it.

    `open` is what is still to be paid (invoice) or still to be used (credit memo). `content` is
    the fingerprint of what a person could edit on it; `linked` whether a payment or credit is
    applied; `sent` whether it was e-mailed; `settled_by` the ids of the
    payments applied to it. `says` is what it says, as far as we read it; None
    where only the head was read.
    """

    kind: DocumentKind
    id: str
    sync_token: str
    number: str
    customer_id: str
    dated: date
    note: str
    total: Money
    open: Money
    content: str
    linked: bool = False
    sent: bool = False
    voided: bool = False
    settled_by: tuple[str, ...] = ()
    says: SalesDocument | None = None
