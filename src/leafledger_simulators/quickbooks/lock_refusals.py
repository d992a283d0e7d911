"""The faults of what may not be changed now: closed books, deposits, bank lines, stock in use.

Reference: reference/quickbooks.md 9 (6210, 6480, 6540, the inventory lock).
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.refusals import Refusal, business


def books_closed() -> Refusal:
    """6210: dated on or before the closing date."""
    return Refusal(
        "6210",
        "Account Period Closed, Cannot Update Through Services",
        "The account period has closed and the account books cannot be updated through the QBO "
        "Services API. Please use the QBO website to make these changes.",
    )


def deposited() -> Refusal:
    """6540: the payment lies in a deposit."""
    return Refusal(
        "6540",
        "Deposited Transaction cannot be changed",
        "Deposited Transaction cannot be changed : This transaction has been deposited. If you "
        "want to change or delete it, you must edit the deposit it appears on and remove it first.",
    )


def bank_matched() -> Refusal:
    """6480: matched to a bank line; the number and its gist are known, the text is our own."""
    return Refusal(
        "6480",
        "Cannot delete bank matched transaction",
        "Cannot delete bank matched transaction : This transaction has been matched to a "
        "downloaded transaction. You must unmatch the transaction first.",
    )


def matched() -> Refusal:
    """6000 with the words in which integrators report a refused edit of a matched transaction."""
    return business(
        "This transaction has been matched to a downloaded transaction. If you want to change it, "
        "you must unmatch the transaction first."
    )


def inventory_locked() -> Refusal:
    """6000 with the text of two inventory writes at the same moment."""
    return business(
        "Sorry, another user was creating, editing or deleting a transaction with inventory "
        "products at exactly the same time. Please try again."
    )
