"""The payments' desk: what LeafLink shows as paid becomes receipts, after the invoices (A6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leafledger.bookkeeping.payment_questions import unreadable
from leafledger.bookkeeping.payments import Cashier
from leafledger.bookkeeping.plan import Operation, Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.clerk.desk import Desk, Docket, Parts
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payments import KnownPayments
from leafledger.commerce.orders import Order
from leafledger.intake.companies import Company
from leafledger.intake.marks import Subject, Why
from leafledger.journal.policies import PolicyInForce
from leafledger.ledger.pointers import RecordKind


class PaymentsDesk:
    """Works off the payments of orders whose invoices were just looked at."""

    def __init__(self, company: str, parts: Parts, known: KnownPayments) -> None:
        self._parts = parts
        self._desk = Desk(company, parts)
        self._known = known

    def work(
        self, company: Company, orders: Mapping[str, Order], policy: PolicyInForce,
        dockets: Mapping[str, Docket],
    ) -> None:  # fmt: skip
        """Plan and carry out; what waits for a person holds up no other payment.

        Raises: Reconnect, TryAgain.
        """
        uses = self._known.credits_meant(orders)
        released = [one for one in self._known.credits_released(list(orders)) if one not in uses]
        with self._parts.database.writing() as connection:
            used = self._known.use_credits(connection, uses)
            self._known.release_credits(connection, released)
            self._parts.marks.mark(
                connection, company.company, Subject.CREDIT, [*used, *released], Why.CHANGED_BOOKS
            )
        plans = plan_payments(self._parts.known, self._known, orders, policy.policy)
        takes_back = any(_takes_money_back(plan) for plan in plans.values())
        # From where it is taken depends on deposits, of which perhaps nobody told yet.
        if takes_back and self._parts.watch.read_new(RecordKind.DEPOSIT.value):
            plans = plan_payments(self._parts.known, self._known, orders, policy.policy)
        ready = {number: replace(plan, questions=()) for number, plan in plans.items()}
        self._desk.carry_out(company, ready, policy, dockets)
        for number, plan in plans.items():
            if plan.questions:
                asked = (*dockets[number].asked.get(plan.subject, ()), *plan.questions)
                dockets[number].ask(plan.subject, plan.spoken_name, asked)


def _takes_money_back(plan: Plan) -> bool:
    """Whether a reversing entry is made or a payment voided (accounting.md A6.2)."""
    return any(
        step.kind is RecordKind.JOURNAL_ENTRY or step.operation is Operation.VOID
        for step in plan.steps
    )


def plan_payments(
    books: KnownBooks, payments: KnownPayments, orders: Mapping[str, Order], policy: Policy
) -> dict[str, Plan]:
    """What the books of each order's payments need now, by order."""
    company = books.company_books()
    paid = payments.completed(payments.paid(list(orders)), orders, policy.orders.time_zone)
    posted = {number: one.books for number, one in books.on_file(list(orders)).items()}
    receivable = company.receivable.id if company.receivable is not None else ""
    known = payments.books(paid, posted, receivable)
    cashier = Cashier(policy, company)
    plans = {}
    for number, order in sorted(orders.items()):
        facts = paid[number]
        plan = cashier.plan(order, facts.payments, facts.used, known[number])
        odd = tuple(unreadable(order, row) for row in facts.odd)
        plans[number] = replace(plan, questions=(*plan.questions, *odd))
    return plans
