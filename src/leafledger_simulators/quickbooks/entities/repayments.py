"""Money paid back to a customer: a purchase with a line on the receivable, which a payment links.

Reference: reference/quickbooks.md 10.4 (a payment may link Expense, Check and CreditCardCredit).
Which purchase has which of these names, and that one line may do so, is our inference.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import business, negative
from leafledger_simulators.quickbooks.wire import ZERO, Body

BY_ACCOUNT = "AccountBasedExpenseLineDetail"
LINK_TYPES = ("Expense", "Check", "CreditCardCredit")


def link_type(body: Body) -> str:
    """How a payment names a purchase."""
    if body.get("Credit"):
        return "CreditCardCredit"
    return "Check" if body["PaymentType"] == "Check" else "Expense"


def repaid_line(company: Company, body: Body) -> Body | None:
    """The line on the receivable, if there is one."""
    receivable = company.receivable().id
    for line in body.get("Line", []):
        detail = line.get(BY_ACCOUNT) or {}
        if detail.get("AccountRef", {}).get("value") == receivable:
            return dict(line)
    return None


def repaid(company: Company, body: Body) -> tuple[Decimal, bool]:
    """What the customer owes by it, and whether it is a credit instead: money came back."""
    line = repaid_line(company, body)
    return (ZERO, False) if line is None else (Decimal(line["Amount"]), bool(body.get("Credit")))


def repaid_customer(company: Company, body: Body) -> str:
    """Who was paid back: the line's customer, else the payee."""
    line = repaid_line(company, body)
    named = line[BY_ACCOUNT].get("CustomerRef") if line is not None else None
    payee = body.get("EntityRef") or {}
    if named is None and str(payee.get("type", "")).lower() == "customer":
        named = payee
    return str((named or {}).get("value", ""))


def check_repaid(company: Company, draft: Body) -> None:
    """One line at most, of a customer, above nought. Raises: Refusal 2290, 6000."""
    line = repaid_line(company, draft)
    if line is None:
        return
    receivable = company.receivable().id
    accounts = [(one.get(BY_ACCOUNT) or {}).get("AccountRef") for one in draft["Line"]]
    if sum(one is not None and one["value"] == receivable for one in accounts) > 1:
        raise business("You can use only one receivable line in an expense.", "Line")
    if line["Amount"] < 0:
        raise negative("Line.Amount")
    if not repaid_customer(company, draft):
        raise business(
            "When you use Accounts Receivable, you must choose a customer in the Name field.",
            "CustomerRef",
        )
