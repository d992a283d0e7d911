"""What holds for the payments of any order, whatever comes, comes back or is ticked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.known_records import CompanyBooks
from leafledger.bookkeeping.payment_facts import sort_out
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.payments import Cashier
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import DiscountKind, Order, OrderDiscount, OrderStatus
from leafledger.commerce.remittances import Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.figures.references import read_marker
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from tests.bookkeeping.paid_books import PaidBooks

NOON = datetime(2026, 11, 2, 19, tzinfo=UTC)
ORDER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"
CASH = [PaymentMethod.CASH, PaymentMethod.CHECK, PaymentMethod.ACH, PaymentMethod.OTHER]
# Few amounts, so that bounces find their payment and invoices are met exactly.
AMOUNTS = ["10.00", "25.50", "40.00", "99.99"]
COMPANY = CompanyBooks(
    "9130", True, True, True, receivable=Known(RecordKind.ACCOUNT, "84", "Accounts Receivable"),
    undeposited=Known(RecordKind.ACCOUNT, "4", "Undeposited Funds"),
)  # fmt: skip

policies = st.builds(
    lambda bounce, tick: Policy.model_validate(
        {
            "orders": {"time_zone": "America/Denver"},
            "accounts": {"sales": {"id": "79"}},
            "payments": {"bounce": bounce, "marked_paid": tick},
        }
    ),
    st.sampled_from(["journal", "void"]),
    st.sampled_from(["record_payment", "ask"]),
)
rows = st.lists(
    st.tuples(st.sampled_from(AMOUNTS), st.booleans(), st.sampled_from(CASH)), max_size=6
)
# What happens between two looks: rows that come, the tick set or taken off, a deposit, a stranger,
# a credit memo that no invoice took.
acts = st.lists(
    st.one_of(
        st.tuples(st.just("rows"), rows),
        st.tuples(st.just("tick"), st.booleans()),
        st.tuples(st.just("deposit"), st.integers(0, 5)),
        st.tuples(st.just("entered"), st.sampled_from(AMOUNTS)),
        st.tuples(st.just("lowered"), st.integers(0, 5)),
        st.tuples(st.just("memo"), st.sampled_from(AMOUNTS)),
    ),
    min_size=1,
    max_size=6,
)


class Counter:
    """An order between two looks: its payments on LeafLink, and the books they made."""

    def __init__(self, policy: Policy, totals: list[str]) -> None:
        self.cashier = Cashier(policy, COMPANY)
        self.books = PaidBooks()
        self.own: list[Payment] = []
        zero = Money.zero()
        self.order = Order(
            number=ORDER, short_id="a9bf6e2f", seller_number="10492", status=OrderStatus.ACCEPTED,
            created_at=NOON, modified_at=NOON, first_seen_at=NOON, customer="8841",
            customer_name="Green Mesa", lines=(),
            discount=OrderDiscount(DiscountKind.AMOUNT, Decimal(0)), final_tax=zero, taxes=(),
            shipping=zero, credits=zero, total=zero, payment_balance=zero,
        )  # fmt: skip
        for place, total in enumerate(totals):
            amount = Money.of(total)
            self.books.invoice(
                KnownDocument(
                    DocumentKind.INVOICE, str(9001 + place), "0", str(10492 + place), "58",
                    date(2026, 11, 2),
                    f"LeafLink order {ORDER}", amount, amount, "",
                )
            )  # fmt: skip

    def happen(self, act: tuple[str, object]) -> None:
        """Let one thing happen."""
        what, value = act
        ids = sorted(self.books.receipts)
        if what == "rows":
            for amount, comes, method in value:  # type: ignore[attr-defined]
                self._row(Money.of(amount) if comes else -Money.of(amount), method)
        elif what == "tick":
            self.order = replace(self.order, paid=bool(value), paid_on=date(2026, 11, 9))
        elif what == "memo":
            self._memo(Money.of(str(value)))
        elif what == "entered":
            self.books.enter(str(value), *self.books.invoices)
        elif ids:
            assert isinstance(value, int)
            chosen = self.books.receipts[ids[value % len(ids)]]
            if what == "deposit" and chosen.total:
                self.books.change(chosen.id, deposited=True)
            elif read_marker(chosen.note) is None:
                self.books.change(chosen.id, settles=(), unapplied=chosen.total)

    def _memo(self, amount: Money) -> None:
        id_ = str(9301 + len(self.books.memos))
        note = f"LeafLink order {ORDER}"
        self.books.memos[id_] = KnownDocument(
            DocumentKind.CREDIT_MEMO, id_, "0", f"10492-C{id_}", "58", date(2026, 11, 9), note,
            amount, amount, "",
        )  # fmt: skip

    def _row(self, amount: Money, method: PaymentMethod) -> None:
        at = NOON + timedelta(hours=len(self.own))
        self.own.append(Payment(str(70 + len(self.own)), ORDER, amount, at, at, method))

    def plan(self) -> Plan:
        """What the books need now."""
        return self.cashier.plan(self.order, [*self.own, *self.books.told], (), self.books.books())

    def settle(self) -> Plan:
        """Plan and carry out until nothing is left to do; the last plan."""
        for _ in range(4):
            plan = self.plan()
            if not plan.steps:
                return plan
            self.books.take(plan)
        raise AssertionError(f"it never ends: {[step.spoken_name for step in plan.steps]}")


totals = st.lists(st.sampled_from(["50.00", "99.99", "120.00"]), min_size=1, max_size=2)


@given(policies, totals, acts)
def test_payments_carried_out_need_nothing_more(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        counter.settle()
        assert counter.plan().steps == ()


@given(policies, totals, acts)
def test_never_more_is_applied_than_is_open(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        counter.settle()
        for id_ in counter.books.invoices:
            assert counter.books.open_of(id_) >= Money.zero()
        for receipt in counter.books.receipts.values():
            credit = RecordKind.CREDIT_MEMO
            settled = Money.total(
                -one.amount if one.kind is credit else one.amount for one in receipt.settles
            )
            assert settled + receipt.unapplied == receipt.total
        for id_, memo in counter.books.memos.items():
            assert counter.books.applied(RecordKind.CREDIT_MEMO, id_) <= memo.total


@given(policies, totals, acts)
def test_every_payment_has_at_most_one_counterpart(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        counter.settle()
    # A payment of nothing only applies a memo, and carries the order's marker.
    live = [one.note for one in counter.books.receipts.values() if one.total and not one.voided]
    live += [one.note for one in counter.books.entries.values()]
    markers = [read_marker(note) for note in live]
    ours = [(one.kind, one.id, one.rest) for one in markers if one is not None]
    assert len(ours) == len(set(ours))
    assert {id_ for kind, id_, _ in ours if kind == "payment"} <= {one.id for one in counter.own}


@given(policies, totals, acts)
def test_receipts_less_reversals_are_what_leaflink_shows(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        plan = counter.settle()
    if plan.questions:
        return
    books = counter.books
    ours = [one for one in books.receipts.values() if read_marker(one.note) is not None]
    ticked = Money.total(one.total for one in ours if "marked paid" in one.note)
    received = Money.total(one.total for one in ours) - ticked
    taken_back = Money.total(one.receivable for one in books.entries.values())
    assert received - taken_back == Money.total(one.amount for one in counter.own)


@given(policies, totals, acts)
def test_leaflink_is_told_of_what_strangers_entered_on_the_invoices(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        counter.settle()
    strangers = [r for r in counter.books.receipts.values() if read_marker(r.note) is None]
    entered = Money.total(one.amount for receipt in strangers for one in receipt.settles)
    assert Money.total(one.amount for one in counter.books.told) == entered


@given(policies, totals, rows, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    policy: Policy, totals: list[str], rows: list[object], chance: object
) -> None:
    one, other = Counter(policy, totals), Counter(policy, totals)
    for counter in (one, other):
        counter.happen(("rows", rows))
    chance.shuffle(other.own)  # type: ignore[attr-defined]
    assert one.plan() == other.plan()


@given(policies, totals, acts)
def test_money_of_a_tick_never_stands_beside_real_payments(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        counter.settle()
        # A payment of nothing only applies a memo.
        live = [one for one in counter.books.receipts.values() if one.total and not one.voided]
        ours = [one.note for one in live if read_marker(one.note) is not None]
        assert not any("marked paid" in note for note in ours) or len(ours) == 1


@given(policies, totals, acts)
def test_no_refund_stays_open_beside_money_that_could_settle_it(
    policy: Policy, totals: list[str], acts: list[tuple[str, object]]
) -> None:
    counter = Counter(policy, totals)
    for act in acts:
        counter.happen(act)
        plan = counter.settle()
    facts, books = sort_out(counter.own), counter.books
    if plan.questions:
        return
    records = [(payment_record(ORDER, row.id), row) for row in facts.taken_back]
    refunds = [
        books.entries[books.links[record].quickbooks_id].receivable
        - books.applied(RecordKind.JOURNAL_ENTRY, books.links[record].quickbooks_id)
        for record, row in records
        if facts.reversed_by(row.id) is None
    ]
    left = [
        receipt.unapplied
        for payment in facts.received
        if facts.reversal_of(payment.id) is None
        and not (receipt := books.receipts[_counterpart(books, payment)]).deposited
    ]
    assert not (Money.total(refunds) and Money.total(left))
    used = [books.applied(RecordKind.CREDIT_MEMO, id_) for id_ in books.memos]
    unused = Money.total(one.total for one in books.memos.values()) - Money.total(used)
    invoices_left = any(books.open_of(id_) for id_ in books.invoices)
    assert not (Money.total(refunds) and unused) or invoices_left


def _counterpart(books: PaidBooks, payment: Payment) -> str:
    return books.links[payment_record(ORDER, payment.id)].quickbooks_id
