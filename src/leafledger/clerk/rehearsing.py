"""Rehearsing: the plan of an order, printed and not carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from leafledger.journal.policies import Policies, PolicyInForce
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
        return self._plan(company, list(view.orders), view).get(number)

    def as_seen(self, company: Company, number: str) -> Rehearsed | None:
        """The plan of an order as it was last seen: nobody is asked and nothing is kept.

        None where LeafLink has no such order, or its customer or a product was never fetched.
        Raises: WrongPolicy.
        """
        return self.all_as_seen(company, [number]).get(number)

    def all_as_seen(self, company: Company, numbers: Sequence[str]) -> dict[str, Rehearsed]:
        """The plans of some orders as one round would make them, by number; see `as_seen`.

        Raises: WrongPolicy.
        """
        view = self._lookout.as_seen(numbers)
        whole = [
            number
            for number, order in view.orders.items()
            if not isinstance(order, Order) or _is_whole(order, view)
        ]
        return self._plan(company, whole, view)

    def money(self, number: str) -> tuple[Paid, list[Credit]]:
        """What LeafLink was last seen to show as paid for an order, and the credits about it."""
        found = [self._payments.credit(id_) for id_ in self._payments.credits_about([number])]
        return self._payments.paid([number])[number], [c for c in found if isinstance(c, Credit)]

    def order_of_credit(self, id_: str) -> str:
        """The order a credit is used on, else the one it was given for; empty without one."""
        credit = self._payments.credit(id_)
        return (credit.applied_to or credit.order) if isinstance(credit, Credit) else ""

    def _plan(self, company: Company, numbers: Sequence[str], view: View) -> dict[str, Rehearsed]:
        policy = self._policies.in_force(company.company)
        kept_back = self._kept_back(company.company, numbers)
        found, planned = {}, {}
        for number in numbers:
            order = view.orders[number]
            if not isinstance(order, Order):
                question = unreadable_order(order)
                plan = Plan(f"order:{number}", order.what, "", None, questions=(question,))
                found[number] = Rehearsed(None, plan, policy.version)
            elif number in kept_back:
                told = kept_back[number]
                plan = Plan(f"order:{number}", order.spoken_name, "", None, standing=told)
                found[number] = Rehearsed(order, plan, policy.version)
            else:
                planned[number] = order
        return {**found, **self._planned(company, planned, view, policy)} if planned else found

    def _planned(
        self, company: Company, orders: Mapping[str, Order], view: View, policy: PolicyInForce
    ) -> dict[str, Rehearsed]:
        bookkeeper = Bookkeeper(
            policy.policy,
            self._known.company_books(),
            self._known.counterparts(),
            marketplace_of(view),
        )
        on_file = self._known.on_file(list(orders))
        since = first_day(company, asked_for=True)
        plans = {
            number: bookkeeper.plan(order, since, on_file[number])
            for number, order in orders.items()
        }
        names = {number: approved_as(plan) for number, plan in plans.items()}
        people = self._approvals.people(company.company, list(names.values()))
        payments = plan_payments(self._known, self._payments, orders, policy.policy)
        limits = policy.policy.approvals
        return {
            number: Rehearsed(
                orders[number],
                held(plan, limits, people.get(names[number], frozenset())),
                policy.version,
                payments[number],
            )
            for number, plan in plans.items()
        }

    def _kept_back(self, company: str, numbers: Sequence[str]) -> dict[str, str]:
        """The words of people by which some orders are not posted now."""
        undone = self._undoings.held(company, [f"order:{number}" for number in numbers])
        aside = self._asides.of(company, numbers)
        return {
            **{subject.removeprefix("order:"): one.told for subject, one in undone.items()},
            **{number: one.told for number, one in aside.items()},
        }


def _is_whole(order: Order, view: View) -> bool:
    products = {line.product for line in order.lines}
    return order.customer in view.customers and products <= set(view.products)
