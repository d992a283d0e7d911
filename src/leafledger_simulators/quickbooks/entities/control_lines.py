"""The lines of a journal entry on the receivable or the payable account, and whose they are.

Reference: reference/quickbooks.md 10.7 (in practice one such line an entry).
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import business, unsupported
from leafledger_simulators.quickbooks.wire import Body

DETAIL = "JournalEntryLineDetail"
WHOSE = {"Accounts Receivable": "Customer", "Accounts Payable": "Vendor"}


def control_line(body: Body, account_id: str) -> Body | None:
    """The line on an account with the sum of all lines on it; they have one name and one side."""
    found: Body | None = None
    for line in body["Line"]:
        detail = line.get(DETAIL) or {}
        if detail.get("AccountRef", {}).get("value") == account_id:
            amount = line["Amount"] + (found["Amount"] if found is not None else 0)
            found = {**line, "Amount": amount}
    return found


def check_control_lines(company: Company, draft: Body) -> None:
    """A line on the receivable has its customer, one on the payable its vendor.

    By switch there is only one of both. Names are resolved before. Raises: Refusal 500, 6000.
    """
    kept = {company.receivable().id, company.payable().id}
    found: dict[str, Body] = {}
    for line in draft["Line"]:
        detail = line.get(DETAIL)
        if not detail:
            continue
        account = company.record("Account", detail["AccountRef"]["value"]).body
        wanted = WHOSE.get(account["AccountType"])
        if wanted is None:
            continue
        if account["Id"] not in kept:
            raise unsupported(f"A second account of type {account['AccountType']} is not kept.")
        entity = detail.get("Entity")
        if entity is None or entity["Type"] != wanted:
            raise business(
                f"When you use {account['AccountType']}, you must choose a {wanted.lower()} "
                "in the Name field.",
                "Entity",
            )
        if found and company.switches["journal_one_receivable_line"]:
            raise business("You can use only one receivable or payable line in a journal entry.")
        _check_same(found.setdefault(account["Id"], detail), detail)


def _check_same(first: Body, detail: Body) -> None:
    """What is open of an entry is open of one name."""
    is_same = first["PostingType"] == detail["PostingType"]
    if not is_same or first["Entity"]["EntityRef"] != detail["Entity"]["EntityRef"]:
        raise unsupported("Receivable or payable lines of two names or sides are not supported.")
