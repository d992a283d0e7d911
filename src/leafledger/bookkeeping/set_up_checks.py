"""The checks of a set-up: what QuickBooks has, what invoices need, and what would put it right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.known_records import CompanyBooks
from leafledger.bookkeeping.set_up import ACCOUNT_ROLES, ITEM_ROLES, find_account, items_needed
from leafledger.ledger.accounts import Account
from leafledger.ledger.items import KnownItem

SHIPPING, DISCOUNT, NUMBERS = "shipping line", "discount line", "custom numbers"
_WHAT_FOR = {
    "sales": "Income account for sales",
    "discounts": "Account for discounts",
    "samples": "Income account for samples",
    "tax payable": "Liability account for cannabis taxes",
    "clearing": "Clearing account for what LeafLink pays out",
    "fees": "Expense account for LeafLink's fees",
}
_ITEMS_FOR = {
    "tax": "Item for taxes",
    "samples": "Item for samples",
    "shipping": "Item for shipping",
    "discount": "Item for order discounts",
    "credit": "Item for customers' credits",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `key` names what would put it right: `account sales`, `shipping line`.

    `found` is what QuickBooks has, `wanted` what is made or switched on. `after` is the key of
    what must be put right before.
    """

    key: str
    asks: str
    found: str
    wanted: str
    is_right: bool
    after: str = ""


def set_up_checks(
    accounts: Sequence[Account], items: Iterable[KnownItem], books: CompanyBooks
) -> list[Check]:
    """Everything an invoice needs of QuickBooks, in the order in which it is put right.

    Source: accounting.md A3.3
    Example: shipping is switched off -> "Shipping on invoices", off, wanted on
    """
    found = {role.name: find_account(accounts, role) for role in ACCOUNT_ROLES}
    checks = [
        _switch(SHIPPING, "Shipping on invoices", "A line for shipping", on=books.shipping_line),
        _switch(DISCOUNT, "Discounts on invoices", "A line for discounts", on=books.discount_line),
        _switch(NUMBERS, "The order's number on its invoice", "Own numbers of documents",
                on=books.custom_numbers),
    ]  # fmt: skip
    for role in ACCOUNT_ROLES:
        account = found[role.name]
        checks.append(
            Check(
                f"account {role.name}", _WHAT_FOR[role.name],
                account.name if account is not None else "none",
                f'A new account "{role.draft.name}" ({role.draft.type})', account is not None,
            )
        )  # fmt: skip
    by_name = {item.name.casefold(): item for item in items if item.active}
    for what, name, posts_to in items_needed(books):
        item = by_name.get(name.casefold())
        missing = found.get(posts_to) is None
        checks.append(
            Check(
                f"item {what}", _ITEMS_FOR[what],
                f"{item.name}, posts to {item.income_account}" if item is not None else "none",
                f'A new item "{name}" (service)', item is not None,
                f"account {posts_to}" if missing and item is None else "",
            )
        )  # fmt: skip
    return checks


def _switch(key: str, asks: str, wanted: str, *, on: bool) -> Check:
    return Check(key, asks, "on" if on else "off", f"{wanted}, switched on", on)


assert set(_ITEMS_FOR) == set(ITEM_ROLES), "every item that is made has its words"
