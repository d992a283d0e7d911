"""What bills, vendor credits and purchases have in common: lines, stock, cost differences.

Reference: reference/quickbooks.md 12 (layers of cost) and 14 (postings).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Behaviour, Company
from leafledger_simulators.quickbooks.entities import purchase_orders
from leafledger_simulators.quickbooks.entities.contact_fields import dollars
from leafledger_simulators.quickbooks.entities.documents import (
    check_inventory_dates,
    check_open_period,
    is_inventory,
)
from leafledger_simulators.quickbooks.entities.expense_lines import (
    bought,
    items_of,
    moves_of,
    read_expense_lines,
)
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import missing, negative, wrong_account_type
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body


class BuyingForm(Behaviour):
    """A document whose lines are expenses or items bought."""

    may_repay = False

    def sign_of(self, body: Body) -> int:
        """1 when it buys, -1 when it gives back."""
        del body
        return 1

    def read_form(self, company: Company, draft: Body, old: Record | None) -> None:
        """Check date and lines; compute the total and the orders it takes over."""
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        if "Line" not in draft:
            raise missing("Line")
        old_lines = old.body["Line"] if old is not None else []
        total = read_expense_lines(company, draft, old_lines, may_repay=self.may_repay)
        check_inventory_dates(company, draft["TxnDate"], items_of(draft))
        if total < 0:
            raise negative("TotalAmt")
        draft["LinkedTxn"] = purchase_orders.checked_links(company, draft, old)
        draft.update(TotalAmt=total, CurrencyRef=dollars())

    def move_stock_and_post(self, company: Company, record: Record) -> None:
        """Bring the items into stock (or out), then post, and post again who is touched."""
        moves = [
            move
            for move in moves_of(record.body, self.sign_of(record.body))
            if is_inventory(company, move[0])
        ]
        changed = company.stock.move(record.id, date.fromisoformat(record.body["TxnDate"]), moves)
        company.post(record)
        company.repost_costs(changed - {record.id})

    def stock_postings(
        self, company: Company, record: Record, item: Record, value: Decimal
    ) -> list[Posting]:
        """The asset took the price; what the layers say differently is cost of goods.

        Goods that were sold before they came were taken at an estimate: the difference between
        it and the price is made good here.
        """
        del company
        price = bought(record.body, item.id) * self.sign_of(record.body)
        difference = price + value
        return [
            debit(item.body["ExpenseAccountRef"]["value"], difference),
            credit(item.body["AssetAccountRef"]["value"], difference),
        ]

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """The orders it took over are open again."""
        purchase_orders.free_orders(company, record)


def settle_payable(company: Company, draft: Body) -> None:
    """The one payable account, sent or not. Raises: Refusal 6430."""
    account = draft.get("APAccountRef")
    if account is not None and account["value"] != company.payable().id:
        raise wrong_account_type("APAccountRef", account["name"])
    draft["APAccountRef"] = company.payable().ref
