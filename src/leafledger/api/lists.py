"""Products, payments and credits by the REST API, page by page, by the filters of the pages."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated

from fastapi import Depends, FastAPI, Query
from pydantic import BaseModel

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import NEVER, ORDERS_ON_A_PAGE, company_of
from leafledger.api.problems import Refusal
from leafledger.api.reports import Day
from leafledger.assembly import LeafLedger
from leafledger.intake.companies import Company
from leafledger.people.roles import Right
from leafledger.reconciliation.checks import CREDITS, PAYMENTS, Check
from leafledger.reconciliation.kept_checks import SoughtChecks
from leafledger.record_lists import ProductRow
from leafledger.reports.pairs import Sort, Wanted

HERE = "/v1/companies/{company}"
Searched = Annotated[str, Query(max_length=100, pattern=shapes.NO_NUL)]
PageNumber = Annotated[int, Query(ge=1, le=100_000)]


class ProductShown(BaseModel):
    """A product of LeafLink and its item. Prices of one unit sold, in US dollars, or empty."""

    product: str
    name: str
    sku: str
    price: str
    quickbooks_id: str
    name_in_quickbooks: str
    sku_in_quickbooks: str
    price_in_quickbooks: str
    standing: str


class ProductsShown(BaseModel):
    """A page of products, those that need a person first."""

    found: int
    page: int
    pages: int
    products: list[ProductShown]


class CheckShown(BaseModel):
    """A payment or credit of the last proof, beside what QuickBooks shows of it."""

    subject: str
    name: str
    date: str
    order: str
    method: str
    leaflink: str
    quickbooks: str
    difference: str
    standing: str
    why: str
    cure: str


class ChecksShown(BaseModel):
    """A page of payments or credits, the newest first. Sums are of all that were found."""

    proved_at: str
    found: int
    page: int
    pages: int
    leaflink: str
    quickbooks: str
    rows: list[CheckShown]


def add_lists(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints of the lists."""
    seeing = caller_with(ledger, Right.SEE)

    @app.get(f"{HERE}/products", tags=["records"])
    def products(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        search: Searched = "", standing: Searched = "", page: PageNumber = 1,
    ) -> ProductsShown:  # fmt: skip
        """LeafLink's products beside QuickBooks's items, as last seen."""
        del caller
        chosen = company_of(ledger, company)
        lists = ledger.lists(chosen)
        listed = lists.page(Wanted(Sort.PRODUCT, search.strip(), standing.strip()), page)
        return ProductsShown(
            found=listed.found, page=listed.page, pages=listed.pages,
            products=[_product(one) for one in lists.products(listed.rows)],
        )  # fmt: skip

    @app.get(f"{HERE}/payments", tags=["records"])
    def payments(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        search: Searched = "", standing: Searched = "", method: Searched = "",
        customer: Searched = "", since: Day | None = None, until: Day | None = None,
        page: PageNumber = 1,
    ) -> ChecksShown:  # fmt: skip
        """Payments beside QuickBooks, as the last proof found them."""
        del caller
        words = search.split()
        sought = SoughtChecks(PAYMENTS, words, standing, method, customer, since, until)
        return _checks(ledger, company_of(ledger, company), sought, page)

    @app.get(f"{HERE}/credits", tags=["records"])
    def credits_(
        company: shapes.Called, caller: Annotated[Caller, Depends(seeing)],
        search: Searched = "", standing: Searched = "", page: PageNumber = 1,
    ) -> ChecksShown:  # fmt: skip
        """Credits beside their credit memos, as the last proof found them."""
        del caller
        sought = SoughtChecks(CREDITS, search.split(), standing)
        return _checks(ledger, company_of(ledger, company), sought, page)


def _product(row: ProductRow) -> ProductShown:
    mine, theirs = ("" if one is None else format(one, "f") for one in (row.price, row.their_price))
    return ProductShown(
        product=row.id, name=row.name, sku=row.sku, price=mine, quickbooks_id=row.quickbooks_id,
        name_in_quickbooks=row.their_name, sku_in_quickbooks=row.their_sku,
        price_in_quickbooks=theirs, standing=row.standing.value,
    )  # fmt: skip


def _checks(ledger: LeafLedger, company: Company, sought: SoughtChecks, page: int) -> ChecksShown:
    listed = ledger.kept_checks.page(company.company, sought, size=ORDERS_ON_A_PAGE, page=page)
    if listed is None:
        raise Refusal(404, NEVER)
    return ChecksShown(
        proved_at=listed.listing.proved_at.isoformat(), found=listed.found, page=listed.page,
        pages=listed.pages, leaflink=listed.wanted.plain, quickbooks=listed.booked.plain,
        rows=[_check(one) for one in listed.rows],
    )  # fmt: skip


def _check(one: Check) -> CheckShown:
    return CheckShown(
        subject=one.subject, name=one.name, date=one.dated.isoformat() if one.dated else "",
        order=one.order, method=one.method, leaflink=one.wanted.plain,
        quickbooks=one.booked.plain, difference=one.difference.plain,
        standing=one.standing.value, why=one.why, cure=one.cure,
    )  # fmt: skip
