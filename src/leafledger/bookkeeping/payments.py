"""The plan of an order's payments: wanted receipts less the known ones (accounting.md A6)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.bookkeeping import payment_questions as ask
from leafledger.bookkeeping.known_records import CompanyBooks, PaymentBooks
from leafledger.bookkeeping.marked_paid import marked_paid
from leafledger.bookkeeping.payment_facts import sort_out
from leafledger.bookkeeping.payment_window import Window
from leafledger.bookkeeping.payments_received import apply_more, receive, settle_credits
from leafledger.bookkeeping.payments_taken_back import settle_by_memos, take_back
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.write_back import write_back
from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import Credit, Payment


class Cashier:
    """Plans the payments of one company's orders. Nothing here touches the world."""

    def __init__(self, policy: Policy, company: CompanyBooks) -> None:
        self._policy = policy
        self._company = company

    def plan(
        self, order: Order, payments: Sequence[Payment], used: Sequence[Credit],
        books: PaymentBooks,
    ) -> Plan:  # fmt: skip
        """What the books of an order's payments need now, or why they wait.

        `used` are the credits applied to the order on LeafLink. What another needs first is
        planned alone; the order is then planned again.
        Money: LeafLink's own amounts; what is applied never exceeds what is open.
        Source: accounting.md A6.1 to A6.7
        """
        facts = sort_out(payments)
        window = Window(self._policy, self._company, order, facts, books)
        if not self._policy.payments.post:
            return window.plan("The policy posts no payments.")
        if not books.invoices and not books.receipts:
            return _not_invoiced(window)
        if marked_paid(window) and not window.steps:
            # What a bounce sets free is there for the payment that made it good.
            take_back(window)
            receive(window)
            apply_more(window)
            settle_by_memos(window)
        settle_credits(window, used)
        if self._policy.payments.write_back:
            invoices, receipts = books.invoices, books.receipts
            linked = books.linked | {link.quickbooks_id for link in books.links.values()}
            # What may stand on LeafLink already is told by nobody but a person.
            asked = {one.receipt.id for one in window.doubles.values()}
            asked |= {one.same.receipt.id for one in window.entered_twice}
            told = write_back(order, invoices, receipts, facts, linked | asked)
            window.steps += told
        return window.plan()


def _not_invoiced(window: Window) -> Plan:
    order, facts = window.order, window.facts
    if order.status.ended_without_sale and facts.total:
        window.questions.append(ask.without_invoice(order, facts.total))
        return window.plan()
    return window.plan("Its payments wait for its invoice." if facts.total else "No payments yet.")
