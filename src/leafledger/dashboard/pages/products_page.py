"""The pages of products: LeafLink's beside QuickBooks's items, and what people say about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.clerk.known_products import KnownProducts
from leafledger.commerce.catalog import Product
from leafledger.dashboard.addressed import company_of, page_number, typed
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.customers_page import say_of, wanted_of
from leafledger.dashboard.pages.product_view import ITEM_TYPES, view_product
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.wording import PAIR_STATES, State, said_of
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.reports.cells import inert
from leafledger.reports.pairs import Pair, Pairs, Sort, Wanted

HERE = "/companies/{company}/products"
ONE = HERE + "/{product}"
CSV_HEAD = (
    "Product", "LeafLink number", "SKU", "Brand", "Price on LeafLink", "In QuickBooks",
    "QuickBooks number", "SKU in QuickBooks", "Type in QuickBooks", "Price in QuickBooks",
    "Standing",
)  # fmt: skip


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
    their_type: str
    their_price: Decimal | None
    state: State

    @property
    def difference(self) -> Decimal | None:
        """By how much QuickBooks's price is higher; None where either side has none."""
        if self.price is None or self.their_price is None:
            return None
        return self.their_price - self.price


@dataclass(frozen=True, slots=True)
class Charge:
    """What of an order is no product, and the item that stands for it."""

    what: str
    item: str
    account: str


class ProductPages:
    """Shows products and takes people's words about them."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout
        self._pairs = Pairs(ledger.database)

    def routes(self) -> list[Route]:
        """The addresses of these pages."""
        return [
            Route(HERE, self.index, methods=["GET"]),
            Route(HERE + ".csv", self.export, methods=["GET"]),
            Route(ONE, self.show, methods=["GET"]),
            Route(ONE + "/match", self.match, methods=["POST"]),
        ]

    def index(self, request: Request) -> Response:
        """The list of products."""
        company, wanted = company_of(self._ledger, request), wanted_of(request, Sort.PRODUCT)
        page = page_number(request.query_params.get("page", "1"))
        listed = self._pairs.page(company.company, wanted, None, page)
        return self._layout.show(
            request, "products.html", company=company, listed=listed, wanted=wanted,
            rows=self._rows(company, listed.rows), pair_states=PAIR_STATES,
            charges=self._charges(company), said=said_of(request.query_params.get("done", "")),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """The products that fit, for a spreadsheet."""
        company, wanted = company_of(self._ledger, request), wanted_of(request, Sort.PRODUCT)
        return sheet(f"products-{company.company}.csv", self._lines(company, wanted))

    def _lines(self, company: Company, wanted: Wanted) -> Iterator[str]:
        yield line(CSV_HEAD)
        for pairs in self._pairs.every(company.company, wanted, None):
            for row in self._rows(company, pairs):
                mine, theirs = (
                    "" if one is None else format(one, "f") for one in (row.price, row.their_price)
                )
                words = (row.name, row.id, row.sku, row.brand)
                others = (row.their_name, row.quickbooks_id, row.their_sku, row.their_type)
                yield line((*map(inert, words), mine, *map(inert, others), theirs, row.state.word))

    def show(self, request: Request, refused: str = "") -> Response:
        """One product."""
        company, id_ = company_of(self._ledger, request), request.path_params["product"]
        search = typed(request.query_params, "find")
        view = view_product(self._ledger, company, id_, search)
        if view is None:
            raise HTTPException(404)
        pair = self._pairs.one(company.company, Sort.PRODUCT, id_, None)
        return self._layout.show(
            request, "product.html", company=company, view=view, search=search,
            state_now=PAIR_STATES[pair.standing], refused=refused,
            said=said_of(request.query_params.get("done", "")), status=409 if refused else 200,
        )  # fmt: skip

    def match(self, request: Request) -> Response:
        """Say which item a product is, that it is new, or that it is not this one."""
        return say_of(
            self._ledger, request, Sort.PRODUCT, request.path_params["product"],
            lambda why: self.show(request, refused=why),
        )  # fmt: skip

    def _charges(self, company: Company) -> list[Charge]:
        """The items that the policy chose for what is no product."""
        try:
            items = self._ledger.policy(company).items
        except (WrongPolicy, FileNotFoundError):
            return []
        chosen = (
            ("Taxes", items.tax), ("Shipping", items.shipping),
            ("Order discount", items.discount), ("Samples", items.samples),
        )  # fmt: skip
        return [Charge(what, one.name, one.account) for what, one in chosen if one is not None]

    def _rows(self, company: Company, pairs: Sequence[Pair]) -> list[ProductRow]:
        """The rows of some pairs, read from what was last seen."""
        known = KnownProducts(company.company, self._ledger.database)
        mine = known.as_seen([one.id for one in pairs])
        theirs = known.items([one.quickbooks_id for one in pairs if one.quickbooks_id])
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
                    their_type=ITEM_TYPES[item.type] if item is not None else "",
                    their_price=item.price if item is not None else None,
                    state=PAIR_STATES[pair.standing],
                )
            )
        return rows
