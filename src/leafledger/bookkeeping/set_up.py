"""The suggested set-up of a company: accounts, items and preferences that invoices need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from leafledger.bookkeeping.known_records import CompanyBooks
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target
from leafledger.bookkeeping.policy import (
    Accounts,
    Chosen,
    ChosenItem,
    Credits,
    Items,
    Orders,
    Payments,
    Policy,
)
from leafledger.ledger.accounts import Account, AccountType
from leafledger.ledger.items import Item, ItemType, KnownItem
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.preferences import SalesFormChoices

SUBJECT = "set-up"
PREFERENCES = "set-up:preferences"


@dataclass(frozen=True, slots=True)
class Role:
    """A part an account or item plays: what it is called, and how one is recognised.

    `named` are names under which the seller may already have it, in lower case.
    """

    name: str
    draft: Account
    named: tuple[str, ...]
    any_of_subtype: bool


ACCOUNT_ROLES = (
    Role(
        "sales",
        Account("Sales of Product Income", AccountType.INCOME, "SalesOfProductIncome"),
        ("sales of product income", "wholesale sales", "sales"),
        any_of_subtype=True,
    ),
    Role(
        "discounts",
        Account("Discounts given", AccountType.INCOME, "DiscountsRefundsGiven"),
        ("discounts given", "discounts/refunds given", "sales discounts"),
        any_of_subtype=True,
    ),
    Role(
        "samples",
        Account("Samples", AccountType.INCOME, "SalesOfProductIncome"),
        ("samples", "sample sales"),
        any_of_subtype=False,
    ),
    Role(
        "tax payable",
        Account(
            "Cannabis tax payable", AccountType.OTHER_CURRENT_LIABILITY, "OtherCurrentLiabilities"
        ),
        ("cannabis tax payable", "excise tax payable"),
        any_of_subtype=False,
    ),
    Role(
        "clearing",
        Account("LeafLink clearing", AccountType.OTHER_CURRENT_ASSET, "OtherCurrentAssets"),
        ("leaflink clearing",),
        any_of_subtype=False,
    ),
    Role(
        "fees",
        Account("LeafLink fees", AccountType.EXPENSE, "BankCharges"),
        ("leaflink fees",),
        any_of_subtype=False,
    ),
)


# Item roles with the account role each posts to.
ITEM_ROLES = {
    "tax": ("Cannabis tax (LeafLink)", "tax payable"),
    "samples": ("Samples (LeafLink)", "samples"),
    "shipping": ("Shipping (LeafLink)", "sales"),
    "discount": ("Order discount (LeafLink)", "discounts"),
    "credit": ("Customer credit (LeafLink)", "discounts"),
}


def plan_accounts(
    accounts: Sequence[Account], books: CompanyBooks, preferences: Target
) -> tuple[dict[str, Account], Plan]:
    """The account of each role as the company has it, and the plan for what is missing.

    The plan also switches on the shipping and discount lines and our own document numbers.
    """
    found = {role.name: found for role in ACCOUNT_ROLES if (found := find_account(accounts, role))}
    bank = only_bank(accounts)
    if bank is not None:
        found["bank"] = bank
    choices = SalesFormChoices(
        shipping_line=None if books.shipping_line else True,
        discount_line=None if books.discount_line else True,
        custom_numbers=None if books.custom_numbers else True,
    )
    steps = [
        Step(
            Operation.CREATE, RecordKind.ACCOUNT, f"set-up:account {role.name}", role.draft,
            reasons=(_reason("account", f"There is no account for {role.name} yet."),),
        )
        for role in ACCOUNT_ROLES
        if role.name not in found
    ]  # fmt: skip
    if choices:
        why = "Shipping, discounts and the order's number appear on invoices only when switched on."
        steps.append(
            Step(
                Operation.AMEND, RecordKind.PREFERENCES, PREFERENCES, choices, preferences,
                (_reason("preferences", why),),
            )
        )  # fmt: skip
    return found, Plan(SUBJECT, SUBJECT, "", None, steps=tuple(steps))


def items_needed(books: CompanyBooks) -> list[tuple[str, str, str]]:
    """The items that stand for what is not a product: role, name, account role it posts to.

    Shipping and discounts need one only where invoices have no line for them.
    """
    has_line = {"shipping": books.shipping_line, "discount": books.discount_line}
    return [(role, *rest) for role, rest in ITEM_ROLES.items() if not has_line.get(role, False)]


def plan_items(
    items: Iterable[KnownItem], accounts: dict[str, Account], books: CompanyBooks
) -> tuple[dict[str, KnownItem], Plan]:
    """The item of each role as the company has it, and the plan for what is missing.

    Shipping and discounts need an item only where their lines stayed switched off.
    """
    needed = {role: (name, account) for role, name, account in items_needed(books)}
    by_name = {item.name.casefold(): item for item in items if item.active}
    found = {
        role: by_name[name.casefold()]
        for role, (name, _) in needed.items()
        if name.casefold() in by_name
    }
    steps = [
        _new_item(role, name, accounts[account])
        for role, (name, account) in needed.items()
        if role not in found and account in accounts
    ]
    return found, Plan(SUBJECT, SUBJECT, "", None, steps=tuple(steps))


def suggested_policy(
    accounts: dict[str, Account], items: dict[str, KnownItem], time_zone: str
) -> Policy:
    """The policy that goes with the set-up: every other choice at its default."""
    chosen = {
        role: ChosenItem(id=item.id, name=item.name, account=item.income_account)
        for role, item in items.items()
    }
    named = {role: Chosen(id=one.id, name=one.name) for role, one in accounts.items()}
    return Policy(
        orders=Orders(time_zone=time_zone),
        accounts=Accounts(sales=named["sales"], discounts=named.get("discounts")),
        items=Items(
            tax=chosen.get("tax"),
            shipping=chosen.get("shipping"),
            discount=chosen.get("discount"),
            samples=chosen.get("samples"),
        ),
        payments=Payments(
            clearing=named.get("clearing"), fees=named.get("fees"), bank=named.get("bank")
        ),
        credits=Credits(item=chosen.get("credit")),
    )


def only_bank(accounts: Sequence[Account]) -> Account | None:
    """The company's bank account where it has exactly one; which of several is the owner's."""
    banks = [one for one in accounts if one.active and one.type is AccountType.BANK]
    return banks[0] if len(banks) == 1 else None


def find_account(accounts: Sequence[Account], role: Role) -> Account | None:
    """By name first, then (where any will do) by subtype; the type must be right."""
    right = [a for a in accounts if a.active and a.type is role.draft.type]
    for name in role.named:
        for account in right:
            if account.name.casefold() == name:
                return account
    if role.any_of_subtype:
        return next((a for a in right if a.subtype == role.draft.subtype), None)
    return None


def _new_item(role: str, name: str, account: Account) -> Step:
    item = Item(
        name=name,
        sku="",
        description="",
        price=Decimal(0),
        type=ItemType.SERVICE,
        income_account=Known(RecordKind.ACCOUNT, account.id, account.name),
    )
    reason = _reason("item", f"There is no item for {role} yet.")
    return Step(Operation.CREATE, RecordKind.ITEM, f"set-up:item {role}", item, reasons=(reason,))


def _reason(part: str, why: str) -> Reason:
    return Reason(part, why, "A3.3", "set-up", "QuickBooks's chart of accounts and preferences")
