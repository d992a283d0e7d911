"""All state of the company as JSON, and the sums that must agree.

Reference: reference/quickbooks.md 14 (invariants).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks import bank
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities import payables
from leafledger_simulators.quickbooks.entities.applying import open_amount, total_of
from leafledger_simulators.quickbooks.reports.receivables import open_on
from leafledger_simulators.quickbooks.wire import ZERO, Body, money


def snapshot(company: Company) -> Body:
    """Every entity, every entry, every link, and the control sums."""
    return {
        "realm_id": company.realm_id,
        "company_info": company.company_info,
        "preferences": company.shown_preferences(),
        "entities": {
            name: [company.show(record) for record in shelf]
            for name, shelf in company.shelves.items()
        },
        "deleted": {
            name: list(shelf.deleted) for name, shelf in company.shelves.items() if shelf.deleted
        },
        "entries": [
            {
                "txn_id": entry.txn_id,
                "txn_type": entry.txn_type,
                "date": entry.day.isoformat(),
                "postings": [
                    {
                        "account_id": posting.account_id,
                        "debit": money(posting.debit),
                        "credit": money(posting.credit),
                        **({"customer_id": posting.customer_id} if posting.customer_id else {}),
                        **({"vendor_id": posting.vendor_id} if posting.vendor_id else {}),
                    }
                    for posting in entry.postings
                ],
            }
            for entry in company.ledger
        ],
        "bank": bank.mark(company, {}),
        "recurring_refused": list(company.recurring_refused),
        "sums": control_sums(company),
    }


def control_sums(company: Company) -> Body:
    """The ways to the same receivable, payable and stock, and debits against credits."""
    debits = credits_ = ZERO
    for entry in company.ledger:
        for posting in entry.postings:
            debits += posting.debit
            credits_ += posting.credit
    return {
        "debits": money(debits),
        "credits": money(credits_),
        "receivable_account": money(company.ledger.balance(company.receivable().id)),
        "open_documents": money(_open_documents(company)),
        "aged_receivables": money(sum((one.amount for one in open_on(company, date.max)), ZERO)),
        "customer_balances": money(
            sum((company.customer_balance(one.id) for one in company.shelves["Customer"]), ZERO)
        ),
        "payable_account": money(-company.ledger.balance(company.payable().id)),
        "open_bills": money(_open_bills(company)),
        "vendor_balances": money(
            sum((company.vendor_balance(one.id) for one in company.shelves["Vendor"]), ZERO)
        ),
        "inventory_account": money(company.ledger.balance(company.account_of("Inventory").id)),
        "stock_value": money(
            sum((company.stock.value(one.id) for one in company.shelves["Item"]), ZERO)
        ),
    }


def _open_documents(company: Company) -> Decimal:
    """Balances of invoices less free credits, by the documents themselves."""
    owed = ZERO
    for record in company.shelves["Invoice"]:
        owed += Decimal(record.body["Balance"])
    for record in company.shelves["CreditMemo"]:
        owed -= Decimal(record.body["RemainingCredit"])
    for record in company.shelves["Payment"]:
        owed -= Decimal(record.body["UnappliedAmt"])
    for kind in ("JournalEntry", "Purchase"):
        for record in company.shelves[kind]:
            _, is_credit = total_of(company, record)
            left = open_amount(company, record)
            owed += -left if is_credit else left
    return owed


def _open_bills(company: Company) -> Decimal:
    """Balances of bills less free vendor credits and unapplied payments, by the documents."""
    owed = ZERO
    for record in company.shelves["Bill"]:
        owed += Decimal(record.body["Balance"])
    for record in company.shelves["VendorCredit"]:
        owed -= Decimal(record.body["Balance"])
    for record in company.shelves["BillPayment"]:
        owed -= payables.unapplied(company, record)
    for record in company.shelves["JournalEntry"]:
        _, is_credit = payables.total_of(company, record)
        left = payables.open_amount(company, record)
        owed += -left if is_credit else left
    return owed
