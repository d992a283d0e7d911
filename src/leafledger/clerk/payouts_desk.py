"""The payouts' desk: imported payouts become deposits that equal the bank's lines (A6.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from leafledger.bookkeeping.known_records import CompanyBooks
from leafledger.bookkeeping.payout_payments import held_in_clearing, line_ids
from leafledger.bookkeeping.payouts import PayoutBooks, payout_record, plan_payout
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.settling import first_day
from leafledger.commerce.orders import Order
from leafledger.commerce.payouts import Payout
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark


class PayoutsDesk:
    """Works off the marked payouts of one company, after their orders."""

    def __init__(self, company: str, parts: Parts, known: KnownPayments) -> None:
        self._company = company
        self._parts = parts
        self._desk = Desk(company, parts)
        self._payments = known

    def work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        """Plan and carry out. Raises: Reconnect."""
        policy = self._parts.policies.in_force(company.company)
        dockets = {mark.id: Docket() for mark in taken}
        for mark in taken:
            # A payout that is not on file waits for nobody.
            dockets[mark.id].ask(payout_record(mark.id), mark.id, ())
        plans = plan_payouts(
            self._parts.known, self._payments, [mark.id for mark in taken], policy.policy,
            first_day(company, asked_for=False),
        )  # fmt: skip
        self._desk.carry_out(company, plans, policy, dockets)
        self._desk.settle(taken, dockets, report)


def plan_payouts(
    known: KnownBooks, payments: KnownPayments, ids: Sequence[str], policy: Policy, starts: date
) -> dict[str, Plan]:
    """What the books of some payouts need now, by their ids; those never imported are left out."""
    books, found = known.company_books(), _Known(known, payments)
    return {
        id_: plan_payout(payout, policy, books, found.books(payout, policy, books), starts)
        for id_, payout in payments.payouts.payouts.some(ids).items()
    }


class _Known:
    """What stands in QuickBooks of payouts and of their orders' payments."""

    def __init__(self, known: KnownBooks, payments: KnownPayments) -> None:
        self._orders = known
        self._payments = payments
        self._known = payments.payouts

    def books(self, payout: Payout, policy: Policy, company: CompanyBooks) -> PayoutBooks:
        """What stands in QuickBooks of a payout and of its orders' payments."""
        link = self._known.link(payout.id)
        newer = self._known.payouts.last_seen(payout.id)
        differs = newer is not None and newer.contents != payout.contents
        orders = self._known.orders(payout)
        id_ = link.quickbooks_id if link is not None else ""
        return PayoutBooks(
            link=link,
            deposit=self._known.deposit(id_) if id_ and payout.net > Money.zero() else None,
            entry_stands=bool(id_) and payout.net <= Money.zero() and self._known.entry_stands(id_),
            orders=orders,
            held=self._held(payout, orders, policy, company) if link is None else {},
            newer=newer if differs else None,
        )

    def _held(
        self, payout: Payout, names: Mapping[str, tuple[Order, ...]], policy: Policy,
        company: CompanyBooks,
    ) -> dict[int, Money]:  # fmt: skip
        """What the clearing account holds for each row that pays an order."""
        orders = {some[0].number: some[0] for some in names.values() if len(some) == 1}
        shown = self._payments.paid(list(orders))
        zone = policy.orders.time_zone
        payments = {number: one.payments for number, one in shown.items()}
        told = self._known.evidence(orders, payments, zone)
        paid = self._payments.completed(shown, orders, zone)
        on_file = self._orders.on_file(list(orders))
        posted = {number: one.books for number, one in on_file.items()}
        receivable = company.receivable.id if company.receivable is not None else ""
        books = self._payments.books(paid, posted, receivable)
        found: dict[int, Money] = {}
        for number, order in orders.items():
            if number not in told:
                continue
            for id_, line in line_ids(self._known.rows_of(number)).items():
                if line.payout == payout.id:
                    found[line.place] = held_in_clearing(
                        line, order, told[number].by_line.get(id_, ()), paid[number].payments,
                        books[number], policy,
                    )  # fmt: skip
        return found
