"""What invoices need of QuickBooks is told check by check, in the order it is put right."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from leafledger.bookkeeping.first_matching import review_products
from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Link
from leafledger.bookkeeping.set_up_checks import set_up_checks
from leafledger.commerce.catalog import Product
from leafledger.ledger.accounts import Account, AccountType
from leafledger.ledger.items import ItemType, KnownItem

NOTHING_ON = CompanyBooks("1", custom_numbers=False, discount_line=False, shipping_line=False)
SALES = Account("Wholesale sales", AccountType.INCOME, "SalesOfProductIncome", id="9")
BLUE_DREAM = Product(
    id="102", name="Blue Dream 1g", parent_name="", sku="BD-1", description="",
    wholesale_price=Decimal(5), category="", product_line="", brand="", books_id="",
    archived=False,
)  # fmt: skip
ITEM = KnownItem(
    id="31", name="BD one gram", full_name="BD one gram", sku="BD-1",
    type=ItemType.NON_INVENTORY, active=True, sync_token="0", income_account="Sales",
)  # fmt: skip


def test_an_empty_company_lacks_everything_and_items_wait_for_their_accounts() -> None:
    checks = {one.key: one for one in set_up_checks([], [], NOTHING_ON)}
    assert not any(one.is_right for one in checks.values())
    assert checks["shipping line"].found == "off"
    assert checks["item tax"].after == "account tax payable"
    assert checks["account sales"].wanted == (
        'A new account "Sales of Product Income" (Income)'
    )  # fmt: skip


def test_what_the_seller_has_under_another_name_counts() -> None:
    checks = {one.key: one for one in set_up_checks([SALES], [], NOTHING_ON)}
    assert checks["account sales"].is_right
    assert checks["account sales"].found == "Wholesale sales"
    assert checks["item shipping"].after == ""


def test_an_item_stands_in_for_a_line_only_where_there_is_none() -> None:
    lines = replace(NOTHING_ON, shipping_line=True, discount_line=True)
    keys = {one.key for one in set_up_checks([SALES], [], lines)}
    assert "item shipping" not in keys
    assert "item discount" not in keys
    assert "item tax" in keys


def test_a_product_with_the_sku_of_one_item_is_sure() -> None:
    (one,) = review_products([BLUE_DREAM], Counterparts(items={"31": ITEM}))
    assert one.sure == ITEM
    assert one.near == ()


def test_two_products_of_one_sku_are_a_question() -> None:
    twin = replace(BLUE_DREAM, id="103", name="Blue Dream, one gram")
    reviews = review_products([BLUE_DREAM, twin], Counterparts(items={"31": ITEM}))
    assert [(one.sure, one.near) for one in reviews] == [(None, (ITEM,)), (None, (ITEM,))]


def test_matched_and_archived_products_are_not_asked_about() -> None:
    linked = Counterparts(items={"31": ITEM}, links={"product:102": Link("product:102", "31")})
    archived = replace(BLUE_DREAM, id="104", archived=True)
    assert review_products([BLUE_DREAM, archived], linked) == []
