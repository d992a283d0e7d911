"""What applies by itself: credits to charges, and money that was not applied to new invoices.

Reference: reference/quickbooks.md 10.4 (AutoApplyCredit, AutoApplyPayments). The order in which
documents are taken, the oldest first, is our inference.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.applying import (
    customer_of,
    open_amount,
    payment_content,
    touch_documents,
)
from leafledger_simulators.quickbooks.entities.documents import is_closed
from leafledger_simulators.quickbooks.links import Link
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO

AUTO_APPLIED_NOTE = "Created by QB Online to link credits to charges."


def apply_money(company: Company, invoice: Record) -> None:
    """Link the customer's unapplied payments to a new invoice, the oldest first.

    The payments are the same ones, with one line more; their SyncTokens go up. A payment in
    closed books stays as it is.
    """
    wanted = open_amount(company, invoice)
    payments = company.shelves["Payment"].find("CustomerRef", customer_of(company, invoice))
    for payment in sorted(payments, key=lambda one: (one.body["TxnDate"], int(one.id))):
        free = Decimal(payment.body["UnappliedAmt"])
        if wanted <= 0:
            return
        if free > 0 and not is_closed(company, payment.body["TxnDate"]):
            amount = min(free, wanted)
            wanted -= amount
            _add_lines(company, payment, [Link(invoice.id, "Invoice", amount, is_credit=False)])


def spread_rest(company: Company, payment: Record) -> None:
    """Link what a new payment has left over to the customer's open invoices, the oldest first."""
    free = Decimal(payment.body["UnappliedAmt"])
    lines: list[Link] = []
    invoices = company.shelves["Invoice"].find("CustomerRef", customer_of(company, payment))
    for invoice in sorted(invoices, key=lambda one: (one.body["TxnDate"], int(one.id))):
        amount = min(free, open_amount(company, invoice))
        if amount > 0:
            free -= amount
            lines.append(Link(invoice.id, "Invoice", amount, is_credit=False))
    if lines:
        _add_lines(company, payment, lines)


def _add_lines(company: Company, payment: Record, lines: list[Link]) -> None:
    joined: dict[str, Link] = {}
    for link in (*company.links.of_payment(payment.id), *lines):
        before = joined.get(link.txn_id)
        amount = link.amount if before is None else before.amount + link.amount
        joined[link.txn_id] = replace(link, amount=amount)
    touched = company.links.set(payment.id, tuple(joined.values()))
    company.touch(payment, **payment_content(company, payment))
    touch_documents(company, touched)


def apply_credits(company: Company, record: Record) -> None:
    """Link a new invoice to the customer's free memos, or a new memo to the open invoices.

    QuickBooks writes a payment of nought for it, which nobody asked for (reference 10.4).
    """
    wanted = open_amount(company, record)
    is_memo = record.kind.name == "CreditMemo"
    other = "Invoice" if is_memo else "CreditMemo"
    customer = customer_of(company, record)
    links: list[Link] = []
    for candidate in company.shelves[other].find("CustomerRef", customer):
        free = open_amount(company, candidate)
        if free > 0 and wanted > 0:
            amount = min(free, wanted)
            wanted -= amount
            links.append(Link(candidate.id, other, amount, is_credit=not is_memo))
            links.append(Link(record.id, record.kind.name, amount, is_credit=is_memo))
    if not links:
        return
    joined: dict[str, Link] = {}
    for link in links:
        before = joined.get(link.txn_id)
        joined[link.txn_id] = (
            link if before is None else replace(link, amount=before.amount + link.amount)
        )
    company.create(
        company.shelves["Payment"].kind,
        {
            "CustomerRef": record.body["CustomerRef"],
            "TxnDate": company.today().isoformat(),
            "TotalAmt": ZERO,
            "PrivateNote": AUTO_APPLIED_NOTE,
            "ProcessPayment": False,
            "CurrencyRef": record.body["CurrencyRef"],
            "Line": [
                {
                    "Amount": link.amount,
                    "LinkedTxn": [{"TxnId": link.txn_id, "TxnType": link.txn_type}],
                }
                for link in joined.values()
            ],
        },
    )
