"""Bill payments on bills, vendor credits and journal lines: what is open, links from both ends.

The mirror of `applying` for what is owed to vendors. Reference: reference/quickbooks.md 3 (a
linked change raises the SyncToken) and 10.9 (Bill).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.control_lines import control_line
from leafledger_simulators.quickbooks.links import settled
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents

# How the documents name a bill payment, by its PayType.
PAYMENT_TYPES = {"Check": "BillPaymentCheck", "CreditCard": "BillPaymentCreditCard"}


def payable_line(company: Company, body: Body) -> Body | None:
    """The accounts payable line of a journal entry, if it has one; several are as one."""
    return control_line(body, company.payable().id)


def total_of(company: Company, record: Record) -> tuple[Decimal, bool]:
    """What a document opens with, and whether it is a credit. Nought for what cannot be linked."""
    if record.kind.name in {"Bill", "VendorCredit"}:
        return Decimal(record.body["TotalAmt"]), record.kind.name == "VendorCredit"
    if record.kind.name == "JournalEntry":
        line = payable_line(company, record.body)
        if line is not None:
            is_credit = line["JournalEntryLineDetail"]["PostingType"] == "Debit"
            return Decimal(line["Amount"]), is_credit
    return ZERO, False


def vendor_of(company: Company, record: Record) -> str:
    """To whom it is owed."""
    if record.kind.name == "JournalEntry":
        line = payable_line(company, record.body)
        entity = line["JournalEntryLineDetail"].get("Entity", {}) if line is not None else {}
        return str(entity.get("EntityRef", {}).get("value", ""))
    return str(record.body.get("VendorRef", {}).get("value", ""))


def open_amount(company: Company, record: Record, except_payment: str = "") -> Decimal:
    """What is still to be paid of a bill, or still free of a credit."""
    return total_of(company, record)[0] - company.bill_links.applied(record.id, except_payment)


def linked_content(company: Company, record: Record) -> Body:
    """The fields of a document that its bill payments decide."""
    linked = [
        one
        for one in record.body.get("LinkedTxn", [])
        if one["TxnType"] not in PAYMENT_TYPES.values()
    ]
    for payment_id in company.bill_links.on_document(record.id):
        payment = company.transactions[payment_id]
        linked.append({"TxnId": payment_id, "TxnType": PAYMENT_TYPES[payment.body["PayType"]]})
    if record.kind.name == "JournalEntry":
        return {"LinkedTxn": linked} if linked or "LinkedTxn" in record.body else {}
    return {"Balance": cents(open_amount(company, record)), "LinkedTxn": linked}


def refresh_document(company: Company, record: Record) -> None:
    """Bring a document just written up to its links; it has its new SyncToken already."""
    record.body.update(linked_content(company, record))


def payment_content(company: Company, payment: Record) -> Body:
    """The lines of a bill payment, as its links are."""
    return {
        "Line": [
            {
                "Amount": cents(link.amount),
                "LinkedTxn": [{"TxnId": link.txn_id, "TxnType": link.txn_type}],
            }
            for link in company.bill_links.of_payment(payment.id)
        ]
    }


def unapplied(company: Company, payment: Record) -> Decimal:
    """What a bill payment paid beyond its bills: it stays as a credit with the vendor."""
    left = Decimal(payment.body["TotalAmt"])
    for link in company.bill_links.of_payment(payment.id):
        left += link.amount if link.is_credit else -link.amount
    return left


def touch_documents(company: Company, txn_ids: set[str], except_id: str = "") -> None:
    """Show a changed link on the documents it touches: their SyncTokens go up."""
    for txn_id in sorted(txn_ids, key=int):
        record = company.transactions.get(txn_id)
        if record is not None and record.id != except_id:
            company.touch(record, **linked_content(company, record))


def fit_bill_payments(company: Company, txn_id: str, limit: Decimal) -> None:
    """Unlink from a document what is applied above a limit, the newest payment first.

    The money stays with the vendor. A payment of nought that links nothing any more goes.
    """
    links_now = company.bill_links
    excess = links_now.applied(txn_id) - limit
    for payment_id in reversed(list(links_now.on_document(txn_id))):
        if excess <= 0:
            return
        links = []
        for link in links_now.of_payment(payment_id):
            off = min(link.amount, excess) if link.txn_id == txn_id else ZERO
            excess -= off
            if link.amount > off:
                links.append(replace(link, amount=link.amount - off))
        payment = company.transactions[payment_id]
        kept = settled(Decimal(payment.body["TotalAmt"]), tuple(links))
        touched = links_now.set(payment_id, kept)
        if kept or payment.body["TotalAmt"]:
            company.touch(payment, **payment_content(company, payment))
        else:
            company.remove(payment)
        touch_documents(company, touched, except_id=txn_id)
