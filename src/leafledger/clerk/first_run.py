"""The first run of a company: read the marketplace, rehearse a month, go live on one word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.papers import NEW
from leafledger.bookkeeping.plan import Operation, Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.recognition import invoice_day, recognised_at
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.settling import marketplace_of
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.books import BooksWatch
from leafledger.intake.companies import Companies
from leafledger.intake.counters import Counters
from leafledger.intake.looking import ORDER, PRODUCT, Lookout
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.polling import Poller
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.products import all_products
from leafledger.ledger.documents import SalesDocument
from leafledger.ledger.pointers import RecordKind

# What is noted of the first run: the steps a person went past, the order posted first.
NOTE, SINCE = "set-up: ", "orders since"


@dataclass(frozen=True, slots=True)
class RehearsedOrder:
    """An order of the month and the invoice it would get; `total` None where it waits."""

    number: str
    spoken_name: str
    customer: str
    dated: date
    total: Money | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a month would bring into the books. Nothing of it is written anywhere.

    `accounts`: each account with its debits and credits, both as sums above zero. `unread` are
    orders that cannot be told yet, since LeafLink does not show their customer or a product.
    """

    first: date
    last: date
    orders: tuple[RehearsedOrder, ...]
    accounts: tuple[tuple[str, Money, Money], ...]
    new_customers: int
    new_items: int
    unread: int

    @property
    def ready(self) -> tuple[RehearsedOrder, ...]:
        """The orders that would be posted."""
        return tuple(one for one in self.orders if one.total is not None)

    @property
    def waiting(self) -> tuple[RehearsedOrder, ...]:
        """The orders that would wait, each with its questions."""
        return tuple(one for one in self.orders if one.questions)

    @property
    def total(self) -> Money:
        """What would be invoiced."""
        return Money.total(one.total for one in self.orders if one.total is not None)


class FirstRun:
    """What the wizard does for one company besides connecting and setting up."""

    def __init__(
        self, company: str, database: Database, leaflink: LeafLink, seen: SeenRecords,
        lookout: Lookout, poller: Poller, watch: BooksWatch, known: KnownBooks, marks: Marks,
        companies: Companies, counters: Counters,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._leaflink = leaflink
        self._seen = seen
        self._lookout = lookout
        self._poller = poller
        self._watch = watch
        self._known = known
        self._marks = marks
        self._companies = companies
        self._counters = counters

    def noted(self, what: str) -> str:
        """What was noted of the first run under a name; empty if nothing."""
        return self._counters.cursor(self._company, f"{NOTE}{what}")

    def note(self, what: str, said: str) -> None:
        """Remember something of the first run."""
        with self._database.writing() as connection:
            self._counters.move_cursor(connection, self._company, f"{NOTE}{what}", said)

    def go_past(self, step: str) -> None:
        """Remember that a person went past a step, and when."""
        self.note(step, datetime.now(UTC).isoformat())

    def read_marketplace(self) -> None:
        """Read LeafLink's customers and products. Raises: TryAgain, Reconnect."""
        products = {str(row["id"]): row for row in all_products(self._leaflink)}
        self._seen.keep(self._company, System.LEAFLINK, PRODUCT, products)
        self._poller.poll_customers()

    def read_orders(self, since: date, zone: str) -> int:
        """Read the orders that changed since a day, whole; how many are known then.

        Raises: TryAgain, Reconnect.
        """
        start = datetime.combine(since, time.min, ZoneInfo(zone)).astimezone(UTC)
        self._poller.poll(start)
        numbers = self._seen.ids(self._company, System.LEAFLINK, ORDER)
        found = len(self._lookout.view(numbers).orders)
        before = self.orders_since()
        self.note(SINCE, min(since, before or since).isoformat())
        return found

    def orders_since(self) -> date | None:
        """The day since which every order was read; None before the first reading."""
        said = self.noted(SINCE)
        return date.fromisoformat(said) if said else None

    def rehearse(self, policy: Policy, first: date, last: date) -> Rehearsal:
        """What the orders dated from `first` to `last` would bring; asks nobody, writes nothing."""
        numbers = self._seen.ids(self._company, System.LEAFLINK, ORDER)
        view = self._lookout.as_seen(numbers)
        bookkeeper = Bookkeeper(
            policy, self._known.company_books(), self._known.counterparts(), marketplace_of(view)
        )
        planned: list[tuple[RehearsedOrder, Plan]] = []
        unread = 0
        for number in sorted(view.orders):
            order = view.orders[number]
            day = _day_of(order, policy) if isinstance(order, Order) else None
            if not isinstance(order, Order) or day is None or not first <= day <= last:
                continue
            if order.customer not in view.customers or not (
                {line.product for line in order.lines} <= set(view.products)
            ):
                unread += 1
                continue
            plan = bookkeeper.plan(order, first, NEW)
            customer = view.customers[order.customer]
            name = customer.display_name if isinstance(customer, Customer) else ""
            planned.append((_rehearsed(order, name, day, plan), plan))
        plans = [plan for _, plan in planned]
        return Rehearsal(
            first, last,
            tuple(sorted(
                (one for one, plan in planned if plan.steps or plan.questions),
                key=lambda one: (one.dated, one.spoken_name),
            )),
            _moved(plans), _created(plans, RecordKind.CUSTOMER), _created(plans, RecordKind.ITEM),
            unread,
        )  # fmt: skip

    def go_live(self, first_day: date, zone: str) -> None:
        """Post from this day on: what is known now, and what LeafLink tells of from then on.

        The orders since that day are read by the next poll, which the engine makes within a
        minute. Raises: TryAgain, Reconnect.
        """
        self._watch.sweep()
        self._companies.start_books(self._company, first_day)
        self._companies.hold(self._company, "")
        start = datetime.combine(first_day, time.min, ZoneInfo(zone)).astimezone(UTC)
        self._poller.look_back_to(start)
        self._poller.look_again_at_everything()
        customers = self._seen.ids(self._company, System.LEAFLINK, "customer")
        with self._database.writing() as connection:
            self._marks.mark(
                connection, self._company, Subject.CUSTOMER, customers, Why.CHANGED_BOOKS
            )
            self._marks.ring(connection, self._company)


def _day_of(order: Order, policy: Policy) -> date | None:
    recognised = recognised_at(order, policy.orders)
    return invoice_day(order, recognised, policy.orders) if recognised is not None else None


def _rehearsed(order: Order, customer: str, day: date, plan: Plan) -> RehearsedOrder:
    total = plan.wanted if plan.steps and not plan.questions else None
    return RehearsedOrder(order.number, order.spoken_name, customer, day, total, plan.questions)


def _moved(plans: Sequence[Plan]) -> tuple[tuple[str, Money, Money], ...]:
    """Debits and credits by account, in the order of the chart: as the invoices name them."""
    sums: dict[str, list[Money]] = defaultdict(lambda: [Money.zero(), Money.zero()])
    for plan in plans:
        for step in plan.steps:
            if not isinstance(step.content, SalesDocument):
                continue
            for posting in step.content.entry().postings:
                side = 0 if posting.amount.amount > 0 else 1
                sums[posting.account][side] += abs(posting.amount)
    return tuple((name, sums[name][0], sums[name][1]) for name in sorted(sums))


def _created(plans: Sequence[Plan], kind: RecordKind) -> int:
    made = {
        step.record
        for plan in plans
        for step in plan.steps
        if step.operation is Operation.CREATE and step.kind is kind
    }
    return len(made)
