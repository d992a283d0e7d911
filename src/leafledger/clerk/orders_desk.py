"""The orders' desk: from marked orders to their invoices, changes and payments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import structlog

from leafledger.bookkeeping.order_questions import unreadable_order
from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.plan import Plan
from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.payments_desk import PaymentsDesk
from leafledger.clerk.settling import first_day, marketplace_of, not_shown
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.commerce.orders import Order, Unreadable
from leafledger.errors import AskBookkeeper, OurBug, Refused
from leafledger.intake.companies import Company
from leafledger.intake.looking import View
from leafledger.intake.marks import Mark, Subject, Why
from leafledger.journal.policies import PolicyInForce

log = structlog.get_logger()


class OrdersDesk:
    """Works off the marked orders of one company."""

    def __init__(self, company: str, parts: Parts, known: KnownPayments) -> None:
        self._company = company
        self._parts = parts
        self._known = known
        self._desk = Desk(company, parts)
        self._payments = PaymentsDesk(company, parts, known)

    def work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        """Work; an order that LeafLink will not show waits by itself and holds up no other.

        Which one it is, is found by halves. Raises: TryAgain, Reconnect.
        """
        try:
            self._work(company, taken, report)
        except (Refused, AskBookkeeper, OurBug) as trouble:
            if len(taken) > 1:
                middle = len(taken) // 2
                self.work(company, taken[:middle], report)
                self.work(company, taken[middle:], report)
                return
            log.warning("order_not_shown", company=self._company, order=taken[0].id)
            docket = Docket()
            name = SpokenNames(self._company, self._parts.database).name(f"order:{taken[0].id}")
            docket.ask(f"order:{taken[0].id}", name, (not_shown(taken[0], name, trouble),))
            self._desk.settle(taken, {taken[0].id: docket}, report)

    def _work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        view = self._parts.lookout.look(taken)
        policy = self._parts.policies.in_force(self._company)
        dockets = {mark.id: Docket() for mark in taken}
        for mark in taken:
            # An order that is gone from LeafLink waits for nobody any more.
            dockets[mark.id].ask(f"order:{mark.id}", mark.id, ())
        for number, order in view.orders.items():
            if isinstance(order, Unreadable):
                dockets[number].ask(f"order:{number}", order.what, (unreadable_order(order),))
        plans = self._plan(company, view, policy)
        self._desk.carry_out(company, plans, policy, dockets)
        orders = {n: order for n, order in view.orders.items() if isinstance(order, Order)}
        self._payments.work(company, orders, policy, dockets)
        self._mark_credits(orders)
        self._desk.settle(taken, dockets, report)

    def _mark_credits(self, orders: Iterable[str]) -> None:
        """Credits of invoiced orders can be posted, or used, now.

        Whatever was invoiced a while ago counts as well: a round may have stopped before this.
        """
        about = {number: self._known.credits_about([number]) for number in orders}
        on_file = self._parts.known.on_file([number for number, ids in about.items() if ids])
        invoiced = [id_ for id_, one in on_file.items() if one.books.live_invoices]
        waiting = self._known.credits_unposted({id_ for n in invoiced for id_ in about[n]})
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(connection, self._company, Subject.CREDIT, waiting, Why.POLLED)

    def _plan(self, company: Company, view: View, policy: PolicyInForce) -> dict[str, Plan]:
        bookkeeper = Bookkeeper(
            policy.policy, self._parts.known.company_books(), self._parts.known.counterparts(),
            marketplace_of(view),
        )  # fmt: skip
        on_file = self._parts.known.on_file(list(view.orders))
        asked_for = self._parts.known.asked_for()
        return {
            number: bookkeeper.plan(
                order, first_day(company, asked_for=number.casefold() in asked_for), on_file[number]
            )
            for number, order in sorted(view.orders.items())
            if isinstance(order, Order)
        }
