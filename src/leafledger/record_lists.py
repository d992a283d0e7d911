"""LeafLink's customers and products beside QuickBooks's, as every door lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from leafledger.bookkeeping.customer_fields import LICENCE, TERMS, in_quickbooks, on_leaflink
from leafledger.clerk.customer_compared import said
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.clerk.known_products import KnownProducts
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.ledger.items import ItemType
from leafledger.reconciliation.kept_customers import CustomerBooks, KeptCustomers
from leafledger.reconciliation.kept_orders import KeptOrders
from leafledger.reports.pairs import Pair, PairPage, Pairs, Sort, Standing, Wanted


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One customer of the list; its counterpart's name is empty where it has none.

    `books` are its orders in the last proof, None where it has none there.
    """

    id: str
    name: str
    licence: str
    terms: str
    quickbooks_id: str
    their_name: str
    their_licence: str
    their_terms: str
    books: CustomerBooks | None
    standing: Standing

    @property
    def amounts(self) -> tuple[Money | None, Money | None, Money | None]:
        """What its orders leave open on LeafLink and in QuickBooks, and the difference."""
        if self.books is None:
            return None, None, None
        return self.books.leaflink, self.books.quickbooks, self.books.difference


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One product of the list; what QuickBooks says is empty where it has no item there.

    Prices are of one unit sold, in US dollars.
    """

    id: str
    name: str
    brand: str
    sku: str
    price: Decimal | None
    quickbooks_id: str
    their_name: str
    their_sku: str
    their_type: ItemType | None
    their_price: Decimal | None
    standing: Standing

    @property
    def difference(self) -> Decimal | None:
        """By how much QuickBooks's price is higher; None where either side has none."""
        if self.price is None or self.their_price is None:
            return None
        return self.their_price - self.price


class RecordLists:
    """Lists one company's customers and products, from what was last seen; nobody is asked."""

    def __init__(
        self, company: str, database: Database, known: KnownBooks, kept_orders: KeptOrders,
        kept_customers: KeptCustomers,
    ) -> None:  # fmt: skip
        self._company = company
        self._known = known
        self._pairs = Pairs(database)
        self._customers = KnownCustomers(company, database)
        self._products = KnownProducts(company, database)
        self._kept_orders = kept_orders
        self._kept_customers = kept_customers

    def page(self, wanted: Wanted, page: int) -> PairPage:
        """A page of the pairs that are wanted; the last one where there are fewer."""
        return self._pairs.page(self._company, wanted, self._listing(wanted.sort), page)

    def every(self, wanted: Wanted) -> Iterator[list[Pair]]:
        """All pairs that are wanted, some at a time, in the order of the pages."""
        return self._pairs.every(self._company, wanted, self._listing(wanted.sort))

    def one(self, sort: Sort, id: str) -> Pair:  # noqa: A002
        """How one record stands. Raises: LookupError where it was never seen."""
        return self._pairs.one(self._company, sort, id, self._listing(sort))

    def checked_at(self) -> datetime | None:
        """When the proof was made by which customers stand; None where none was kept yet."""
        listing = self._kept_orders.listing(self._company)
        return listing.proved_at if listing is not None else None

    def customers(self, pairs: Sequence[Pair]) -> list[CustomerRow]:
        """The rows of some pairs of customers."""
        mine = self._customers.as_seen([one.id for one in pairs])
        theirs = self._customers.parties([one.quickbooks_id for one in pairs if one.quickbooks_id])
        books = self._kept_customers.of(self._company, [one.id for one in pairs])
        terms = self._known.terms()
        rows = []
        for pair in (one for one in pairs if one.id in mine):
            customer, party = mine[pair.id], theirs.get(pair.quickbooks_id)
            said_here = on_leaflink(customer) if isinstance(customer, Customer) else {}
            said_there = in_quickbooks(party, terms) if party is not None else {}
            rows.append(
                CustomerRow(
                    id=pair.id,
                    name=customer.display_name if isinstance(customer, Customer) else customer.what,
                    licence=said(said_here.get(LICENCE, ())),
                    terms=said(said_here.get(TERMS, ())),
                    quickbooks_id=pair.quickbooks_id,
                    their_name=party.display_name if party is not None else "",
                    their_licence=said(said_there.get(LICENCE, ())),
                    their_terms=said(said_there.get(TERMS, ())),
                    books=books.get(pair.id),
                    standing=pair.standing,
                )
            )
        return rows

    def products(self, pairs: Sequence[Pair]) -> list[ProductRow]:
        """The rows of some pairs of products."""
        mine = self._products.as_seen([one.id for one in pairs])
        theirs = self._products.items([one.quickbooks_id for one in pairs if one.quickbooks_id])
        rows = []
        for pair in (one for one in pairs if one.id in mine):
            read, item = mine[pair.id], theirs.get(pair.quickbooks_id)
            product = read if isinstance(read, Product) else None
            rows.append(
                ProductRow(
                    id=pair.id,
                    name=read.display_name if isinstance(read, Product) else read.what,
                    brand="" if product is None or product.brand.isdigit() else product.brand,
                    sku=product.own_sku if product is not None else "",
                    price=product.wholesale_price if product is not None else None,
                    quickbooks_id=pair.quickbooks_id,
                    their_name=item.full_name if item is not None else "",
                    their_sku=item.sku if item is not None else "",
                    their_type=item.type if item is not None else None,
                    their_price=item.price if item is not None else None,
                    standing=pair.standing,
                )
            )
        return rows

    def _listing(self, sort: Sort) -> int | None:
        """The rows of the newest proof, which speaks of customers and of no products."""
        if sort is not Sort.CUSTOMER:
            return None
        listing = self._kept_orders.listing(self._company)
        return listing.number if listing is not None else None
