"""What is known of the other side when a plan is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.items import KnownItem
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.periods import OPEN, Period
from leafledger.ledger.pointers import Known


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


@dataclass(frozen=True, slots=True)
class PostedBooks:
    """What stands in QuickBooks of one order: each link with the document as last seen.

    A link whose document is None was deleted in QuickBooks.
    """

    invoice: Link | None = None
    invoice_document: KnownDocument | None = None
    credit_memo: Link | None = None
    credit_memo_document: KnownDocument | None = None
    application: Link | None = None


@dataclass(frozen=True, slots=True)
class CompanyBooks:
    """What the QuickBooks company allows and has (its preferences and lists)."""

    realm: str
    custom_numbers: bool
    discount_line: bool
    shipping_line: bool
    period: Period = OPEN
    terms: Mapping[str, Known] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counterparts:
    """The crosswalk's answer for customers and products, and what could be matched by it.

    `links` by record (`customer:8841`, `product:102`). `parties` and `items` are all that
    QuickBooks has, `linked_parties` and `linked_items` the ids among them that some record already
    has. `surely_new` are records a person said are nobody that QuickBooks has. `names_taken` are
    lower-cased display names held by vendors, employees or refused to us; `numbers_taken` document
    numbers and the order that has each (empty: not ours). `shared_licences` are the plain licence
    numbers that stand on more than one LeafLink customer.
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


@dataclass(frozen=True, slots=True)
class Marketplace:
    """LeafLink's customers and products that the orders name, by LeafLink id."""

    customers: Mapping[str, Customer | Unreadable] = field(default_factory=dict)
    products: Mapping[str, Product | Unreadable] = field(default_factory=dict)
