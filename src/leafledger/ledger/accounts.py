"""The chart of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AccountType(StrEnum):
    """QuickBooks's account types (reference/quickbooks.md 10.9)."""

    BANK = "Bank"
    RECEIVABLE = "Accounts Receivable"
    OTHER_CURRENT_ASSET = "Other Current Asset"
    FIXED_ASSET = "Fixed Asset"
    OTHER_ASSET = "Other Asset"
    PAYABLE = "Accounts Payable"
    CREDIT_CARD = "Credit Card"
    OTHER_CURRENT_LIABILITY = "Other Current Liability"
    LONG_TERM_LIABILITY = "Long Term Liability"
    EQUITY = "Equity"
    INCOME = "Income"
    COST_OF_GOODS_SOLD = "Cost of Goods Sold"
    EXPENSE = "Expense"
    OTHER_INCOME = "Other Income"
    OTHER_EXPENSE = "Other Expense"
    NON_POSTING = "Non-Posting"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the chart. `id` empty while it is only wanted."""

    name: str
    type: AccountType
    subtype: str
    id: str = ""
    number: str = ""
    active: bool = True
