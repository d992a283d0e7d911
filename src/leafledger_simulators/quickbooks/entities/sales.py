"""Invoices and credit memos: two signs of one document.

Reference: reference/quickbooks.md 10.3, 10.4 (auto-apply), 10.5, 14 (postings).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Behaviour, Company
from leafledger_simulators.quickbooks.entities import (
    applying,
    auto_applying,
    billed_hours,
    estimates,
)
from leafledger_simulators.quickbooks.entities.sales_fields import CREDIT_MEMO, INVOICE
from leafledger_simulators.quickbooks.entities.sales_forms import SalesForm
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import business, negative, unsupported
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

# What an invoice may bill in the real service and not here.
EXPENSES = frozenset(
    {"ReimburseCharge", "StatementCharge", "ChargeCredit", "Bill", "Purchase", "Expense", "Check"}
)


class SalesDocument(SalesForm):
    """An invoice (sign 1) or a credit memo (sign -1)."""

    def check_form(self, company: Company, draft: Body, old: Record | None, total: Decimal) -> None:
        """Links, the customer of paid documents, the due date. Raises: Refusal."""
        self._check_customer_change(company, draft, old)
        self._check_applied(company, total, old)
        for link in draft.get("LinkedTxn", []):
            # Payments come back with every read; billed expenses would be lost silently.
            if link.get("TxnType") in EXPENSES:
                raise unsupported(f"Billing of {link['TxnType']} is not supported.")
        draft["LinkedTxn"] = (
            estimates.checked_links(company, draft, old)
            + billed_hours.checked_hours(company, draft, old)
            if self.sign > 0
            else []
        )
        if self.sign > 0:
            self._check_prepaid(company, draft, total)
            self._settle_due_date(company, draft)

    def _check_prepaid(self, company: Company, draft: Body, total: Decimal) -> None:
        """What was paid up front is no more than the invoice. Raises: Refusal 2290, 6000."""
        prepaid = draft.get("Deposit", ZERO)
        if prepaid < 0:
            raise negative("Deposit")
        if prepaid and not company.preference("SalesFormsPrefs", "AllowDeposit"):
            raise business("Deposit is not turned on in this company.", "Deposit")
        if prepaid > total:
            raise business("The deposit is more than the invoice.", "Deposit")

    def _check_customer_change(self, company: Company, draft: Body, old: Record | None) -> None:
        if old is None or old.body["CustomerRef"]["value"] == draft["CustomerRef"]["value"]:
            return
        if company.links.applied(old.id):
            raise business(
                "The customer of a transaction with payments cannot be changed.", "CustomerRef"
            )

    def _check_applied(self, company: Company, total: Decimal, old: Record | None) -> None:
        if old is None or company.switches["edit_below_applied"] == "unapply":
            return
        if total < company.links.applied(old.id):
            raise business("The total is less than what is applied to the transaction.", "Line")

    def _settle_due_date(self, company: Company, draft: Body) -> None:
        if "SalesTermRef" not in draft:
            customer = company.record("Customer", draft["CustomerRef"]["value"])
            term_ref = customer.body.get("SalesTermRef")
            if term_ref is not None:
                draft["SalesTermRef"] = term_ref
        if "DueDate" in draft:
            return
        days = 0
        if "SalesTermRef" in draft:
            term = company.record("Term", draft["SalesTermRef"]["value"]).body
            days = int(term.get("DueDays", 0))
        draft["DueDate"] = (date.fromisoformat(draft["TxnDate"]) + timedelta(days)).isoformat()

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Fit the payments to the new total, move stock, post, and let credits apply."""
        applying.fit_payments(company, record.id, self._open_limit(record.body))
        applying.refresh_document(company, record)
        self.move_stock_and_post(company, record)
        estimates.follow_invoice(company, record, old_body)
        billed_hours.follow_invoice(company, record, old_body)
        if old_body is None and company.switches["auto_apply_credit"]:
            auto_applying.apply_credits(company, record)
        is_new_invoice = old_body is None and self.sign > 0
        if is_new_invoice and company.switches["auto_apply_payments"] != "off":
            auto_applying.apply_money(company, record)

    def _open_limit(self, body: Body) -> Decimal:
        return Decimal(body["TotalAmt"]) - Decimal(body.get("Deposit", 0))

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink every payment; they stay as the customer's credit."""
        applying.fit_payments(company, record.id, ZERO)
        estimates.free_estimates(company, record)
        billed_hours.free_hours(company, record)

    def void(self, company: Company, record: Record) -> Body:
        """As every form; a credit memo only where the switch lets it."""
        if self.sign < 0 and not company.switches["void_credit_memo"]:
            raise unsupported("Operation void is not supported for CreditMemo.")
        return super().void(company, record)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Receivable against income, discount, shipping and tax (reference 14)."""
        body = record.body
        customer = body["CustomerRef"]["value"]
        receivable = company.receivable().id
        postings = [debit(receivable, body["TotalAmt"] * self.sign, customer)]
        postings += self.line_postings(company, body)
        deposit = Decimal(body.get("Deposit", 0))
        if deposit:
            bank = company.account_of("UndepositedFunds").id
            postings += [debit(bank, deposit), credit(receivable, deposit, customer)]
        return postings


BEHAVIOURS: tuple[Behaviour, ...] = (SalesDocument(INVOICE, 1), SalesDocument(CREDIT_MEMO, -1))
