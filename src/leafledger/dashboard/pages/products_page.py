"""The pages of products: LeafLink's beside QuickBooks's items, and what people say about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from leafledger.assembly import LeafLedger
from leafledger.dashboard.addressed import company_of, page_number, typed
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.pages.customers_page import say_of, wanted_of
from leafledger.dashboard.pages.product_view import ITEM_TYPES, view_product
from leafledger.dashboard.sheets import line, sheet
from leafledger.dashboard.wording import PAIR_STATES, said_of
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.reports.cells import inert
from leafledger.reports.pairs import Sort, Wanted

HERE = "/companies/{company}/products"
ONE = HERE + "/{product}"
CSV_HEAD = (
    "Product", "LeafLink number", "SKU", "Brand", "Price on LeafLink", "In QuickBooks",
    "QuickBooks number", "SKU in QuickBooks", "Type in QuickBooks", "Price in QuickBooks",
    "Standing",
)  # fmt: skip


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
        lists = self._ledger.lists(company)
        listed = lists.page(wanted, page_number(request.query_params.get("page", "1")))
        return self._layout.show(
            request, "products.html", company=company, listed=listed, wanted=wanted,
            rows=lists.products(listed.rows), pair_states=PAIR_STATES, item_types=ITEM_TYPES,
            charges=self._charges(company), said=said_of(request.query_params.get("done", "")),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """The products that fit, for a spreadsheet."""
        company, wanted = company_of(self._ledger, request), wanted_of(request, Sort.PRODUCT)
        return sheet(f"products-{company.company}.csv", self._lines(company, wanted))

    def _lines(self, company: Company, wanted: Wanted) -> Iterator[str]:
        yield line(CSV_HEAD)
        lists = self._ledger.lists(company)
        for pairs in lists.every(wanted):
            for row in lists.products(pairs):
                mine, theirs = (
                    "" if one is None else format(one, "f") for one in (row.price, row.their_price)
                )
                words = (row.name, row.id, row.sku, row.brand)
                type_ = ITEM_TYPES[row.their_type] if row.their_type is not None else ""
                others = (row.their_name, row.quickbooks_id, row.their_sku, type_)
                standing = PAIR_STATES[row.standing].word
                yield line((*map(inert, words), mine, *map(inert, others), theirs, standing))

    def show(self, request: Request, refused: str = "") -> Response:
        """One product."""
        company, id_ = company_of(self._ledger, request), request.path_params["product"]
        search = typed(request.query_params, "find")
        view = view_product(self._ledger, company, id_, search)
        if view is None:
            raise HTTPException(404)
        pair = self._ledger.lists(company).one(Sort.PRODUCT, id_)
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
