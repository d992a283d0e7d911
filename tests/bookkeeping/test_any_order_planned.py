"""What holds for the plan of any order that adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.known_records import (
    CompanyBooks,
    Counterparts,
    Link,
    Marketplace,
    PostedBooks,
)
from leafledger.bookkeeping.orders import Bookkeeper, OnFile, order_facts
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.commerce.orders import Order, OrderStatus, StatusChange
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint, marked_order, request_id
from leafledger.ledger.documents import KnownDocument, SalesDocument
from tests.bookkeeping.drawn_orders import (
    CUSTOMERS,
    NOON,
    PRODUCTS,
    SINCE,
    bookkeeper,
    companies,
    half_up,
    orders,
    policies,
    total_of,
)


def invoice_of(plan: Plan) -> SalesDocument:
    """The invoice that a plan creates last."""
    assert plan.questions == ()
    document = plan.steps[-1].content
    assert isinstance(document, SalesDocument)
    return document


@given(orders(), policies, companies)
def test_the_invoice_has_the_total_of_leaflink(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    plan = bookkeeper(policy, company).plan(order, SINCE)
    assert invoice_of(plan).total == plan.wanted == total_of(order)


@given(orders(), policies, companies)
def test_the_entry_balances_with_the_receivable_as_its_total(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    invoice = invoice_of(bookkeeper(policy, company).plan(order, SINCE))
    entry = invoice.entry()
    assert sum((posting.amount.amount for posting in entry.postings), Decimal(0)) == 0
    assert entry.postings[0].amount == total_of(order)
    assert entry.dated == invoice.dated


@given(orders(), policies, companies)
def test_every_line_is_its_leaflink_line_to_the_cent(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    invoice = invoice_of(bookkeeper(policy, company).plan(order, SINCE))
    wanted = sorted(
        half_up(Fraction(line.quantity) * Fraction(line.price) / (line.unit_multiplier or 1))
        for line in order.lines
    )
    charges = {"Tax", "Delivery", "Discount"}
    products = [line for line in invoice.lines if line.item.name not in charges]
    assert sorted(Fraction(line.amount.amount) for line in products) == wanted
    for line in invoice.lines:
        if line.unit_price is not None:
            product = Fraction(line.quantity) * Fraction(line.unit_price)
            assert half_up(product) == Fraction(line.amount.amount)


@given(orders(), policies, companies)
def test_equal_input_gives_an_equal_plan(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    one = bookkeeper(policy, company).plan(order, SINCE)
    other = bookkeeper(policy, company).plan(replace(order), SINCE)
    assert one == other
    assert one.fingerprint == other.fingerprint


@given(orders(), policies, companies)
def test_every_step_of_a_plan_is_a_request_of_its_own(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    plan = bookkeeper(policy, company).plan(order, SINCE)
    ids = {
        request_id(company.realm, step.record, step.operation, step.fingerprint)
        for step in plan.steps
    }
    assert len(ids) == len(plan.steps)
    assert all(len(made) <= 36 for made in ids)


@given(orders(), policies, companies)
def test_the_invoice_is_known_again_by_its_note(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    invoice = invoice_of(bookkeeper(policy, company).plan(order, SINCE))
    assert marked_order(invoice.note) == order.number
    assert (invoice.number is not None) == company.custom_numbers


@given(orders(), policies, companies)
def test_every_step_says_why_and_by_which_law(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    plan = bookkeeper(policy, company).plan(order, SINCE)
    for step in plan.steps:
        assert step.reasons
        assert all(reason.why and reason.law.startswith("A") for reason in step.reasons)


@given(orders(), policies, companies)
def test_an_order_planned_again_when_posted_needs_nothing(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    first = bookkeeper(policy, company).plan(order, SINCE)
    on_file = carried_out(first)
    links = {
        step.record: Link(step.record, str(700 + number))
        for number, step in enumerate(first.steps[:-1])
    }
    later = Bookkeeper(policy, company, Counterparts(links=links), Marketplace(CUSTOMERS, PRODUCTS))
    again = later.plan(order, SINCE, on_file)
    assert (again.steps, again.questions) == ((), ())
    assert again.wanted == first.wanted


@given(orders(), policies, companies, st.sampled_from(["Fulfilled", "Shipped", "Complete"]))
def test_the_later_life_of_an_order_leaves_its_invoice(
    order: Order, policy: Policy, company: CompanyBooks, status: str
) -> None:
    on_file = carried_out(bookkeeper(policy, company).plan(order, SINCE))
    moved = moved_on(order, OrderStatus(status))
    again = bookkeeper(policy, company).plan(moved, SINCE, on_file)
    assert (again.steps, again.questions) == ((), ())


@given(orders(), st.sampled_from(OrderStatus))
def test_status_times_and_payments_are_no_facts_of_the_invoice(
    order: Order, status: OrderStatus
) -> None:
    assert order_facts(moved_on(order, status)) == order_facts(order)


@given(orders(), orders())
def test_orders_that_differ_in_a_fact_have_other_facts(one: Order, other: Order) -> None:
    moved = replace(other, number=one.number)
    alike = moved_on(one, OrderStatus.COMPLETE) == moved_on(
        replace(
            moved,
            created_at=one.created_at,
            first_seen_at=one.first_seen_at,
            short_id=one.short_id,
            history=one.history,
        ),
        OrderStatus.COMPLETE,
    )
    assert (order_facts(one) == order_facts(moved)) == alike


@given(orders(), policies, companies, st.integers(1, 10**6))
def test_a_total_that_is_off_is_asked_and_never_posted(
    order: Order, policy: Policy, company: CompanyBooks, cents: int
) -> None:
    off = Money(Decimal(cents).scaleb(-2))
    wrong = replace(order, total=total_of(order) + off)
    plan = bookkeeper(policy, company).plan(wrong, SINCE)
    assert plan.steps == ()
    [question] = plan.questions
    assert question.kind is QuestionKind.TOTAL_DOES_NOT_ADD_UP
    assert str(wrong.total) in question.text
    assert str(total_of(order)) in question.text


@given(st.lists(orders(), min_size=2, max_size=5, unique_by=lambda o: o.short_id), policies)
def test_the_invoices_of_one_round_have_numbers_of_their_own(
    several: list[Order], policy: Policy
) -> None:
    round_ = bookkeeper(policy, CompanyBooks("9130", True, True, True))
    numbers = [invoice_of(round_.plan(order, SINCE)).number for order in several]
    assert len({(number or "").casefold() for number in numbers}) == len(several)


@given(orders(), policies, companies)
def test_a_cancelled_order_gives_back_every_account(
    order: Order, policy: Policy, company: CompanyBooks
) -> None:
    on_file = carried_out(bookkeeper(policy, company).plan(order, SINCE))
    ended = moved_on(order, OrderStatus.CANCELLED)
    plan = bookkeeper(policy, company).plan(ended, SINCE, on_file)
    # An invoice of nothing moved no account, so there is nothing to give back.
    memo = invoice_of(plan).entry().postings if plan.steps else ()
    assert on_file.posted is not None
    moved: dict[str, Decimal] = {}
    for posting in (*on_file.posted.entry().postings, *memo):
        moved[posting.account] = moved.get(posting.account, Decimal(0)) + posting.amount.amount
    assert set(moved.values()) <= {Decimal(0)}


def moved_on(order: Order, status: OrderStatus) -> Order:
    """The same order later: another status, other times, paid."""
    later = NOON + timedelta(days=200)
    return replace(
        order, status=status, modified_at=later, first_seen_at=later, ship_date=later,
        payment_balance=Money.of("0.01"), history=(*order.history, StatusChange(status, later)),
    )  # fmt: skip


def carried_out(plan: Plan) -> OnFile:
    """What is on file when a plan was carried out as it says."""
    invoice = invoice_of(plan)
    content = fingerprint(invoice)
    known = KnownDocument(
        invoice.kind, "9001", "0", invoice.number or "", "700", invoice.dated, invoice.note,
        invoice.total, invoice.total, content,
    )  # fmt: skip
    link = Link(plan.subject, "9001", invoice.number or "", content, plan.facts, content)
    assert invoice.dated > date(2026, 1, 1)
    return OnFile(PostedBooks(link, known), invoice)
