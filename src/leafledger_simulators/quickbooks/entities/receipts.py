"""Sales receipts and refund receipts: sold and paid, or taken back and paid out, at once.

Reference: reference/quickbooks.md 10.6 and 14 (neither touches receivables), 9 (6540).
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.documents import (
    check_deposit_lock,
    check_deposited_money,
    check_not_deposited,
)
from leafledger_simulators.quickbooks.entities.sales_fields import REFUND_RECEIPT, SALES_RECEIPT
from leafledger_simulators.quickbooks.entities.sales_forms import SalesForm
from leafledger_simulators.quickbooks.ledger import Posting, debit
from leafledger_simulators.quickbooks.refusals import missing, unsupported, wrong_account_type
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

MONEY_ACCOUNTS = frozenset({"Bank", "Other Current Asset"})


class Receipt(SalesForm):
    """Money in (sign 1) or out (sign -1) for goods, without a receivable between."""

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """A deposited receipt is locked; otherwise as every form. Raises: Refusal."""
        if old is not None:
            check_deposit_lock(company, old)
        super().prepare(company, draft, old, asked)
        if old is not None:
            check_deposited_money(company, old, draft)

    def check_form(self, company: Company, draft: Body, old: Record | None, total: Decimal) -> None:
        """The customer where the switch asks for one, and the account of the money."""
        del old, total
        needs_customer = self.sign > 0 and company.switches["sales_receipt_needs_customer"]
        if needs_customer and "CustomerRef" not in draft:
            raise missing("CustomerRef")
        account = draft.get("DepositToAccountRef")
        if account is None:
            draft["DepositToAccountRef"] = company.account_of("UndepositedFunds").ref
        elif company.record("Account", account["value"]).body["AccountType"] not in (
            MONEY_ACCOUNTS
        ):
            raise wrong_account_type("DepositToAccountRef", account["name"])
        draft["LinkedTxn"] = []
        draft["Balance"] = ZERO

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Move stock and post."""
        del old_body
        self.move_stock_and_post(company, record)

    def check_removal(self, company: Company, record: Record) -> None:
        """A deposited receipt is locked; closed books hold."""
        check_not_deposited(company, record)
        super().check_removal(company, record)

    def void(self, company: Company, record: Record) -> Body:
        """As every form; a refund only where the switch lets it."""
        if self.sign < 0 and not company.switches["void_refund_receipt"]:
            raise unsupported("Operation void is not supported for RefundReceipt.")
        return super().void(company, record)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """The account of the money against income, discount, shipping and tax."""
        body = record.body
        account = body["DepositToAccountRef"]["value"]
        total = Decimal(body["TotalAmt"]) * self.sign
        return [debit(account, total), *self.line_postings(company, body)]


BEHAVIOURS: tuple[Behaviour, ...] = (Receipt(SALES_RECEIPT, 1), Receipt(REFUND_RECEIPT, -1))
