"""Rehearsing: the plan of an order, printed and not carried out."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.bookkeeping.limits import approved_as, held
from leafledger.bookkeeping.order_questions import unreadable_order
from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.plan import Plan
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payments import KnownPayments, Paid
from leafledger.clerk.payments_desk import plan_payments
from leafledger.clerk.settling import first_day, marketplace_of
from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import Credit
from leafledger.intake.companies import Company
from leafledger.intake.looking import Lookout, View
from leafledger.intake.marks import Mark, Subject, Why
from leafledger.journal.approvals import Approvals
from leafledger.journal.asides import Asides
from leafledger.journal.policies import Policies
from leafledger.journal.undoings import Undoings


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Plans as they would be made now, and the policy version they follow.

    `payments` is that of the order's payments; None where the order cannot be read.
    """

    order: Order | None
    plan: Plan
    policy_version: int
    payments: Plan | None = None


class Rehearsing:
    """Plans without writing anything down, for one company."""

    def __init__(
        self, lookout: Lookout, known: KnownBooks, payments: KnownPayments, policies: Policies,
        approvals: Approvals, undoings: Undoings, asides: Asides,
    ) -> None:  # fmt: skip
        self._lookout = lookout
        self._known = known
        self._payments = payments
        self._policies = policies
        self._approvals = approvals
        self._undoings = undoings
        self._asides = asides

    def plan(self, company: Company, number: str) -> Rehearsed | None:
        """The plan of an order as LeafLink shows it now; None if LeafLink has no such order.

        It is planned as if a person asked for it: whatever the start date.
        Raises: TryAgain, Reconnect, WrongPolicy.
        """
        view = self._lookout.look([Mark(0, Subject.ORDER, number, Why.ASKED, 1, 0)])
        return self._plan(company, number, view)

    def as_seen(self, company: Company, number: str) -> Rehearsed | None:
        """The plan of an order as it was last seen: nobody is asked and nothing is kept.

        None where LeafLink has no such order, or its customer or a product was never fetched.
        Raises: WrongPolicy.
        """
        view = self._lookout.as_seen([number])
        order = view.orders.get(number)
        if isinstance(order, Order) and not _is_whole(order, view):
            return None
        return self._plan(company, number, view)

    def money(self, number: str) -> tuple[Paid, list[Credit]]:
        """What LeafLink was last seen to show as paid for an order, and the credits about it."""
        found = [self._payments.credit(id_) for id_ in self._payments.credits_about([number])]
        return self._payments.paid([number])[number], [c for c in found if isinstance(c, Credit)]

    def order_of_credit(self, id_: str) -> str:
        """The order a credit is used on, else the one it was given for; empty without one."""
        credit = self._payments.credit(id_)
        return (credit.applied_to or credit.order) if isinstance(credit, Credit) else ""

    def _plan(self, company: Company, number: str, view: View) -> Rehearsed | None:
        order = view.orders.get(number)
        if order is None:
            return None
        policy = self._policies.in_force(company.company)
        if not isinstance(order, Order):
            question = unreadable_order(order)
            plan = Plan(f"order:{number}", order.what, "", None, questions=(question,))
            return Rehearsed(None, plan, policy.version)
        told = self._kept_back(company.company, number)
        if told:
            plan = Plan(f"order:{number}", order.spoken_name, "", None, standing=told)
            return Rehearsed(order, plan, policy.version)
        bookkeeper = Bookkeeper(
            policy.policy,
            self._known.company_books(),
            self._known.counterparts(),
            marketplace_of(view),
        )
        on_file = self._known.on_file([number])[number]
        plan = bookkeeper.plan(order, first_day(company, asked_for=True), on_file)
        named, limits = approved_as(plan), policy.policy.approvals
        people = self._approvals.people(company.company, [named]).get(named, frozenset())
        payments = plan_payments(self._known, self._payments, {number: order}, policy.policy)
        return Rehearsed(order, held(plan, limits, people), policy.version, payments[number])

    def _kept_back(self, company: str, number: str) -> str:
        """The word of a person by which an order is not posted now; empty where there is none."""
        aside = self._asides.of(company, [number]).get(number)
        if aside is not None:
            return aside.told
        undone = self._undoings.held(company, [f"order:{number}"])
        return undone[f"order:{number}"].told if undone else ""


def _is_whole(order: Order, view: View) -> bool:
    products = {line.product for line in order.lines}
    return order.customer in view.customers and products <= set(view.products)
