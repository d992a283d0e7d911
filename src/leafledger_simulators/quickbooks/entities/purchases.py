"""Purchases paid at once: cash, cheque or credit card; a card's credit is one too.

Reference: reference/quickbooks.md 3 (PaymentType is needed), 12, 14; which account goes with
which payment type is our inference.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import (
    applying,
    linked_entries,
    purchase_orders,
    repayments,
)
from leafledger_simulators.quickbooks.entities.buying import BuyingForm
from leafledger_simulators.quickbooks.entities.documents import check_cheque_number
from leafledger_simulators.quickbooks.entities.expense_lines import expense_postings
from leafledger_simulators.quickbooks.entities.purchase_fields import PURCHASE
from leafledger_simulators.quickbooks.ledger import Posting, credit
from leafledger_simulators.quickbooks.refusals import (
    business,
    invalid_choice,
    invalid_reference,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

PAYEES = ("Vendor", "Customer", "Employee")
PAID_FROM = {
    "Cash": frozenset({"Bank", "Other Current Asset"}),
    "Check": frozenset({"Bank"}),
    "CreditCard": frozenset({"Credit Card"}),
}


class PurchaseBehaviour(BuyingForm):
    """Something bought and paid; `Credit` turns a card purchase round."""

    kind = PURCHASE
    may_repay = True

    def sign_of(self, body: Body) -> int:
        """A card's credit gives back."""
        return -1 if body.get("Credit") else 1

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check account, payee and lines. Raises: Refusal."""
        del asked
        account = company.record("Account", draft["AccountRef"]["value"]).body
        if account["AccountType"] not in PAID_FROM[draft["PaymentType"]]:
            raise wrong_account_type("AccountRef", account["Name"])
        if draft.get("Credit") and draft["PaymentType"] != "CreditCard":
            raise business("Only a credit card purchase can be a credit.", "Credit")
        if "EntityRef" in draft:
            draft["EntityRef"] = self._payee(company, draft["EntityRef"])
        self.read_form(company, draft, old)
        check_cheque_number(company, draft, old)
        repayments.check_repaid(company, draft)
        if old is not None:
            linked_entries.check_linked(company, draft, old)

    def _payee(self, company: Company, sent: object) -> Body:
        wanted = sent if isinstance(sent, dict) else {}
        kind = str(wanted.get("type") or "Vendor").capitalize()
        if kind not in PAYEES:
            raise invalid_choice("EntityRef.type", kind, PAYEES)
        payee = company.shelves[kind].get(str(wanted.get("value", "")))
        if payee is None:
            raise invalid_reference("EntityRef", f"{kind}s", str(wanted.get("value", "")))
        return {**payee.ref, "type": kind}

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Move stock, post, close the orders; what was repaid is open or paid."""
        self.move_stock_and_post(company, record)
        purchase_orders.follow_taker(company, record, old_body)
        linked_entries.fit_receivable(company, record, old_body)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink every payment; the orders it took over are open again."""
        applying.fit_payments(company, record.id, ZERO)
        super().before_delete(company, record)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Expenses and stock against the bank or the card."""
        body, sign = record.body, self.sign_of(record.body)
        total = Decimal(body["TotalAmt"]) * sign
        return [
            credit(body["AccountRef"]["value"], total),
            *expense_postings(company, body, sign),
        ]


BEHAVIOURS: tuple[Behaviour, ...] = (PurchaseBehaviour(),)
