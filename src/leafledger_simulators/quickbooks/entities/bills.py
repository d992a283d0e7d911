"""Bills and vendor credits: what is owed to vendors, and what they owe back.

Reference: reference/quickbooks.md 10.9 (Bill), 12 (a bill is a layer of cost), 14.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import payables, purchase_orders
from leafledger_simulators.quickbooks.entities.buying import BuyingForm, settle_payable
from leafledger_simulators.quickbooks.entities.expense_lines import expense_postings
from leafledger_simulators.quickbooks.entities.purchase_fields import BILL, VENDOR_CREDIT
from leafledger_simulators.quickbooks.ledger import Posting, credit
from leafledger_simulators.quickbooks.refusals import business, duplicate_document_number
from leafledger_simulators.quickbooks.shapes import EntityKind
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body


class VendorDocument(BuyingForm):
    """A bill (sign 1) or a vendor credit (sign -1)."""

    def __init__(self, kind: EntityKind, sign: int) -> None:
        self.kind = kind
        self.sign = sign

    def sign_of(self, body: Body) -> int:
        """A bill buys, a credit gives back."""
        del body
        return self.sign

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check lines, vendor, number and dates; compute the total. Raises: Refusal."""
        del asked
        self.read_form(company, draft, old)
        settle_payable(company, draft)
        if old is not None and company.bill_links.applied(old.id):
            self._check_applied(company, draft, old)
        draft["Balance"] = draft["TotalAmt"]
        if self.sign > 0:
            self._settle_due_date(company, draft)
            self._check_number(company, draft, old)

    def _check_applied(self, company: Company, draft: Body, old: Record) -> None:
        if old.body["VendorRef"]["value"] != draft["VendorRef"]["value"]:
            raise business("The vendor of a paid transaction cannot be changed.", "VendorRef")
        may_unapply = company.switches["edit_below_applied"] == "unapply"
        if draft["TotalAmt"] < company.bill_links.applied(old.id) and not may_unapply:
            raise business("The total is less than what is applied to the transaction.", "Line")

    def _settle_due_date(self, company: Company, draft: Body) -> None:
        if "SalesTermRef" not in draft:
            vendor = company.record("Vendor", draft["VendorRef"]["value"]).body
            if "TermRef" in vendor:
                draft["SalesTermRef"] = vendor["TermRef"]
        if "DueDate" in draft:
            return
        days = 0
        if "SalesTermRef" in draft:
            term = company.record("Term", draft["SalesTermRef"]["value"]).body
            days = int(term.get("DueDays", 0))
        draft["DueDate"] = (date.fromisoformat(draft["TxnDate"]) + timedelta(days)).isoformat()

    def _check_number(self, company: Company, draft: Body, old: Record | None) -> None:
        number = draft.get("DocNumber")
        if number is None or not company.switches["warn_duplicate_bill_number"]:
            return
        for taken in company.shelves["Bill"].find("DocNumber", number):
            is_other = old is None or taken.id != old.id
            if is_other and taken.body["VendorRef"]["value"] == draft["VendorRef"]["value"]:
                raise duplicate_document_number(number, "Bill", taken.id)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Fit the payments to the new total, move stock, post, close the orders."""
        payables.fit_bill_payments(company, record.id, Decimal(record.body["TotalAmt"]))
        payables.refresh_document(company, record)
        self.move_stock_and_post(company, record)
        purchase_orders.follow_taker(company, record, old_body)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink every payment; the money stays with the vendor."""
        payables.fit_bill_payments(company, record.id, ZERO)
        super().before_delete(company, record)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Expenses and stock against the payable."""
        body = record.body
        total = Decimal(body["TotalAmt"]) * self.sign
        vendor = body["VendorRef"]["value"]
        return [
            credit(company.payable().id, total, vendor_id=vendor),
            *expense_postings(company, body, self.sign),
        ]


BEHAVIOURS: tuple[Behaviour, ...] = (VendorDocument(BILL, 1), VendorDocument(VENDOR_CREDIT, -1))
