"""Payments on documents: open balances, and links from both ends.

Reference: reference/quickbooks.md 3 (a linked change raises the SyncToken), 10.4.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities import repayments
from leafledger_simulators.quickbooks.entities.control_lines import control_line
from leafledger_simulators.quickbooks.links import settled
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents


def receivable_line(company: Company, body: Body) -> Body | None:
    """The accounts receivable line of a journal entry, if it has one; several are as one."""
    return control_line(body, company.receivable().id)


# What can be open of a customer, payments aside.
OPEN_KINDS = ("Invoice", "CreditMemo", "JournalEntry", "Purchase")


def total_of(company: Company, record: Record) -> tuple[Decimal, bool]:
    """What a document opens with, and whether it is a credit. Nought for what cannot be linked."""
    body = record.body
    if record.kind.name == "Invoice":
        return Decimal(body["TotalAmt"]) - Decimal(body.get("Deposit", 0)), False
    if record.kind.name == "CreditMemo":
        return Decimal(body["TotalAmt"]), True
    if record.kind.name == "Purchase":
        return repayments.repaid(company, body)
    if record.kind.name == "JournalEntry":
        line = receivable_line(company, body)
        if line is not None:
            is_credit = line["JournalEntryLineDetail"]["PostingType"] == "Credit"
            return Decimal(line["Amount"]), is_credit
    return ZERO, False


def customer_of(company: Company, record: Record) -> str:
    """Whose document it is."""
    if record.kind.name == "Purchase":
        return repayments.repaid_customer(company, record.body)
    if record.kind.name == "JournalEntry":
        line = receivable_line(company, record.body)
        if line is None:
            return ""
        entity = line["JournalEntryLineDetail"].get("Entity", {})
        return str(entity.get("EntityRef", {}).get("value", ""))
    return str(record.body.get("CustomerRef", {}).get("value", ""))


def open_amount(company: Company, record: Record, except_payment: str = "") -> Decimal:
    """What is still open of a document, or still free of a credit."""
    return total_of(company, record)[0] - company.links.applied(record.id, except_payment)


def linked_content(company: Company, record: Record) -> Body:
    """The fields of a document that its links decide."""
    linked = [one for one in record.body.get("LinkedTxn", []) if one["TxnType"] != "Payment"]
    linked += [
        {"TxnId": payment_id, "TxnType": "Payment"}
        for payment_id in company.links.on_document(record.id)
    ]
    if record.kind.name in {"JournalEntry", "Purchase"}:
        return {"LinkedTxn": linked} if linked or "LinkedTxn" in record.body else {}
    balance = cents(open_amount(company, record))
    content: Body = {"Balance": balance, "LinkedTxn": linked}
    if record.kind.name == "CreditMemo":
        content["RemainingCredit"] = balance
    return content


def refresh_document(company: Company, record: Record) -> None:
    """Bring a document just written up to its links; it has its new SyncToken already."""
    record.body.update(linked_content(company, record))


def payment_content(company: Company, payment: Record) -> Body:
    """The fields of a payment that its links decide."""
    links = company.links.of_payment(payment.id)
    charges = sum((link.amount for link in links if not link.is_credit), ZERO)
    credits_ = sum((link.amount for link in links if link.is_credit), ZERO)
    return {
        "Line": [
            {
                "Amount": cents(link.amount),
                "LinkedTxn": [{"TxnId": link.txn_id, "TxnType": link.txn_type}],
            }
            for link in links
        ],
        "UnappliedAmt": cents(Decimal(payment.body["TotalAmt"]) + credits_ - charges),
    }


def touch_documents(company: Company, txn_ids: set[str], except_id: str = "") -> None:
    """Show a changed link on the documents it touches: their SyncTokens go up."""
    for txn_id in sorted(txn_ids, key=int):
        record = company.transactions.get(txn_id)
        if record is not None and record.id != except_id:
            company.touch(record, **linked_content(company, record))


def fit_payments(company: Company, txn_id: str, limit: Decimal) -> None:
    """Unlink from a document what is applied above a limit, the newest payment first.

    The money stays the customer's: the payment shows it as unapplied. A payment of nought that
    links nothing any more goes.
    """
    excess = company.links.applied(txn_id) - limit
    for payment_id in reversed(list(company.links.on_document(txn_id))):
        if excess <= 0:
            return
        links = []
        for link in company.links.of_payment(payment_id):
            off = min(link.amount, excess) if link.txn_id == txn_id else ZERO
            excess -= off
            if link.amount > off:
                links.append(replace(link, amount=link.amount - off))
        payment = company.transactions[payment_id]
        kept = settled(Decimal(payment.body["TotalAmt"]), tuple(links))
        touched = company.links.set(payment_id, kept)
        if kept or payment.body["TotalAmt"]:
            company.touch(payment, **payment_content(company, payment))
        else:
            company.remove(payment)
        touch_documents(company, touched, except_id=txn_id)
