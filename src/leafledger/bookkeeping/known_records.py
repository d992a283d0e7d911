"""What is known of the other side when a plan is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.figures.money import Money
from leafledger.ledger.documents import DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.items import KnownItem
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.periods import OPEN, Period
from leafledger.ledger.pointers import Known
from leafledger.ledger.receipts import KnownEntry, KnownReceipt


@dataclass(frozen=True, slots=True)
class Link:
    """A crosswalk row: our record and its counterpart in QuickBooks.

    `posted` is the fingerprint of what we wanted, `facts` of the LeafLink facts behind it,
    `answered` of the document as QuickBooks answered our write; empty for records that carry
    no content of ours.
    """

    record: str
    quickbooks_id: str
    name: str = ""
    posted: str = ""
    facts: str = ""
    answered: str = ""

    @property
    def is_found(self) -> bool:
        """Whether a person matched what others made; it is never rewritten (accounting.md A11)."""
        return not self.posted and not self.answered


@dataclass(frozen=True, slots=True)
class Paper:
    """One document of ours of an order: its link, the document as last seen and as we posted it.

    `document` None: it was deleted in QuickBooks. `ordinal` 0 for the first invoice and for the
    memo of a cancellation, else the number of the adjustment (accounting.md A5.2).
    """

    link: Link
    document: KnownDocument | None
    posted: SalesDocument | None
    ordinal: int = 0

    @property
    def state(self) -> str:
        """A name for how it stands in QuickBooks, as people left it."""
        if self.document is None:
            return DELETED
        return VOIDED if self.document.voided else self.document.content

    @property
    def is_live(self) -> bool:
        """Whether it counts in QuickBooks."""
        return self.document is not None and not self.document.voided

    @property
    def is_changed(self) -> bool:
        """Whether somebody changed it in QuickBooks since we wrote it or adopted it."""
        known = bool(self.link.answered) or not self.is_live
        return known and self.state != self.link.answered


DELETED, VOIDED = "deleted", "voided"


@dataclass(frozen=True, slots=True)
class PostedBooks:
    """What stands in QuickBooks of one order: each link with the document as last seen.

    A link whose document is None was deleted in QuickBooks. `credit_memo` took the invoice back
    when the order ended; `adjustments` are the second invoices and credit memos of later changes,
    by ordinal; `applications` the records of the credits we applied, `taken_off` those of them
    that a person took off again in QuickBooks.
    """

    invoice: Link | None = None
    invoice_document: KnownDocument | None = None
    credit_memo: Link | None = None
    credit_memo_document: KnownDocument | None = None
    adjustments: tuple[Paper, ...] = ()
    applications: frozenset[str] = frozenset()
    taken_off: frozenset[str] = frozenset()

    @property
    def live_invoices(self) -> tuple[KnownDocument, ...]:
        """The order's invoices that count, the first one first."""
        return self._live(DocumentKind.INVOICE, self.invoice_document)

    @property
    def live_memos(self) -> tuple[KnownDocument, ...]:
        """The order's credit memos that count: that of its end first."""
        return self._live(DocumentKind.CREDIT_MEMO, self.credit_memo_document)

    def _live(self, kind: DocumentKind, first: KnownDocument | None) -> tuple[KnownDocument, ...]:
        documents = [first, *(paper.document for paper in self.adjustments)]
        return tuple(
            document
            for document in documents
            if document is not None and document.kind is kind and not document.voided
        )


@dataclass(frozen=True, slots=True)
class PaymentBooks:
    """What stands in QuickBooks of one order's payments.

    `invoices` are the order's live invoices, the first one first. `links` by our record,
    `receipts` and `entries` by QuickBooks id; `receipts` holds those of others too where they
    settle one of the invoices. `reserved` is what used credits will still take off the invoices.
    `typed` are the customer's payments that somebody typed in QuickBooks, whatever they settle, of
    the amounts of LeafLink's new ones; `linked` those of any payments that are another record's
    counterpart. `memos` are the order's own live credit memos. `apart` are our records, in lower
    case, of payments that a person said are other money than any in QuickBooks.
    """

    invoices: tuple[KnownDocument, ...] = ()
    links: Mapping[str, Link] = field(default_factory=dict)
    receipts: Mapping[str, KnownReceipt] = field(default_factory=dict)
    entries: Mapping[str, KnownEntry] = field(default_factory=dict)
    reserved: Money = field(default_factory=Money.zero)
    typed: Mapping[str, KnownReceipt] = field(default_factory=dict)
    linked: frozenset[str] = frozenset()
    memos: tuple[KnownDocument, ...] = ()
    apart: frozenset[str] = frozenset()

    def receipt_of(self, record: str) -> KnownReceipt | None:
        """The payment that is a record's counterpart, as last seen."""
        link = self.links.get(record)
        return self.receipts.get(link.quickbooks_id) if link is not None else None


@dataclass(frozen=True, slots=True)
class CompanyBooks:
    """What the QuickBooks company allows and has (its preferences and lists).

    `terms` and `payment_methods` by lower-cased name; `receivable` and `undeposited` are the
    accounts that QuickBooks itself posts receivables and undeposited payments to.
    """

    realm: str
    custom_numbers: bool
    discount_line: bool
    shipping_line: bool
    period: Period = OPEN
    terms: Mapping[str, Known] = field(default_factory=dict)
    payment_methods: Mapping[str, Known] = field(default_factory=dict)
    receivable: Known | None = None
    undeposited: Known | None = None


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The crosswalk's answer for customers and products, and what could be matched by it.

    `links` by record (`customer:8841`, `product:102`). `parties` and `items` are all that
    QuickBooks has, `linked_parties` and `linked_items` the ids among them that some record already
    has. `surely_new` are records a person said are nobody that QuickBooks has. `names_taken` are
    lower-cased display names held by vendors, employees or refused to us; `numbers_taken` document
    numbers and the order that has each (empty: not ours). `shared_licences` are the plain licence
    numbers that stand on more than one LeafLink customer. `apart` are records and QuickBooks ids
    that a person took apart: they are never the same without a person's word.
    """

    links: Mapping[str, Link] = field(default_factory=dict)
    parties: tuple[KnownParty, ...] = ()
    items: Mapping[str, KnownItem] = field(default_factory=dict)
    linked_parties: frozenset[str] = frozenset()
    linked_items: frozenset[str] = frozenset()
    names_taken: frozenset[str] = frozenset()
    item_names_taken: frozenset[str] = frozenset()
    numbers_taken: Mapping[str, str] = field(default_factory=dict)
    surely_new: frozenset[str] = frozenset()
    shared_licences: frozenset[str] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Marketplace:
    """LeafLink's customers and products that the orders name, by LeafLink id."""

    customers: Mapping[str, Customer | Unreadable] = field(default_factory=dict)
    products: Mapping[str, Product | Unreadable] = field(default_factory=dict)
