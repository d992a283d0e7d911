"""The credits' desk: credits of LeafLink become memos and are used on invoices (A7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from leafledger.bookkeeping.credit_questions import unreadable
from leafledger.bookkeeping.credits import plan_credit
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.clerk.carrying_out import Ended
from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.settling import first_day
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.commerce.orders import Order, Unreadable
from leafledger.commerce.remittances import Credit
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark, Subject, Why
from leafledger.journal.policies import PolicyInForce
from leafledger.ledger.pointers import RecordKind


class CreditsDesk:
    """Works off the marked credits of one company."""

    def __init__(self, company: str, parts: Parts, known: KnownPayments) -> None:
        self._company = company
        self._parts = parts
        self._desk = Desk(company, parts)
        self._known = known
        self._names = SpokenNames(company, parts.database)

    def work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        """Plan and carry out. Raises: Reconnect."""
        policy = self._parts.policies.in_force(company.company)
        dockets = {mark.id: Docket() for mark in taken}
        plans: dict[str, Plan] = {}
        for mark in taken:
            credit = self._known.credit(mark.id)
            # A credit that is gone from LeafLink waits for nobody any more.
            dockets[mark.id].ask(f"credit:{mark.id}", mark.id, ())
            if isinstance(credit, Unreadable):
                asked = (unreadable(credit),)
                dockets[mark.id].ask(f"credit:{mark.id}", mark.id, asked)
            elif credit is not None:
                plans[mark.id] = self.plan(company, credit, policy)
        freed = self._invoiced_by(step for plan in plans.values() for step in plan.steps)
        self._desk.carry_out(company, plans, policy, dockets)
        # What was refused moved nothing; marked for that, order and credit would wake each other.
        moved = [i for i, d in dockets.items() if any(r.ended is Ended.DONE for r in d.results)]
        self._mark_orders(moved, freed if moved else set())
        self._desk.settle(taken, dockets, report)

    def _invoiced_by(self, steps: Iterable[Step]) -> set[str]:
        """The orders whose invoices are open again once uses of credits are deleted."""
        payments = [
            step.target.id
            for step in steps
            if (step.kind, step.operation) == (RecordKind.PAYMENT, Operation.DELETE)
            and step.target is not None
        ]
        records = self._parts.known.records_of(self._parts.known.settled_by(payments))
        return {one.split(":")[1] for one in records if one.startswith("order:")}

    def _mark_orders(self, moved: Sequence[str], freed: Collection[str]) -> None:
        """Payments of an order may settle more, or less, once a credit on it is settled."""
        credits_ = [self._known.credit(id_) for id_ in moved]
        orders = {one.applied_to for one in credits_ if isinstance(one, Credit)} - {""}
        orders |= set(freed)
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.ORDER, sorted(orders), Why.CHANGED_BOOKS
            )

    def _has_ended(self, number: str) -> bool:
        order = self._parts.lookout.as_seen([number]).orders.get(number) if number else None
        return isinstance(order, Order) and order.status.ended_without_sale

    def plan(self, company: Company, credit: Credit, policy: PolicyInForce) -> Plan:
        """What the books of a credit need now."""
        numbers = sorted({credit.order, credit.applied_to} - {""})
        on_file = self._parts.known.on_file(numbers)
        posted = {number: one.books for number, one in on_file.items()}
        names = self._parts.known.order_names(numbers)
        books = self._known.credit_books(credit, posted)
        return plan_credit(
            credit, names.get(credit.applied_to or credit.order, ""), policy.policy,
            self._parts.known.company_books(), replace(
                books,
                called=self._names.name(f"customer:{credit.customer}") if credit.customer else "",
                order_ended=not books.invoices and self._has_ended(credit.applied_to),
            ),
            first_day(company, asked_for=False),
        )  # fmt: skip
