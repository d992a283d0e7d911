"""The plan of a payout: its lines add up to the bank's line, whatever it contains.

payout LLP-1 of 965.00        1,000.00 for order 10492, fee 35.00
deposit                        bank 965.00 | LeafLink fees 35.00 | LeafLink clearing -1,000.00
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.payout_payments import complete, line_ids
from leafledger.bookkeeping.payouts import PayoutBooks, plan_payout
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import DiscountKind, Order, OrderDiscount, OrderStatus
from leafledger.commerce.payouts import PAYS_AN_ORDER, Payout, PayoutLine
from leafledger.commerce.remittances import Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import BankDeposit, KnownDeposit

DAY, LONG_AGO = date(2026, 9, 2), date(2026, 1, 1)
MOMENT = datetime(2026, 9, 1, 18, tzinfo=UTC)
CHOSEN = {
    "bank": {"id": "1", "name": "Checking"},
    "clearing": {"id": "2", "name": "LeafLink clearing"},
    "fees": {"id": "3", "name": "LeafLink fees"},
}
OPEN = CompanyBooks("9130", custom_numbers=True, discount_line=True, shipping_line=True)
FEE_KINDS = ("direct_pay_fee", "factor_fee", "ach_error", "direct_pay_fee_reversal")


def policy(**payments: Any) -> Policy:
    """The owner's choices about payments."""
    return Policy.model_validate(
        {
            "orders": {"time_zone": "America/Denver"},
            "accounts": {"sales": {"id": "9", "name": "Sales"}},
            "payments": {**CHOSEN, **payments},
        }
    )


def order(name: str = "10492") -> Order:
    """An order of that name that LeafLink itself pays."""
    nothing = Money.zero()
    return Order(
        number=f"uuid-{name}", short_id=name, seller_number=name, status=OrderStatus.ACCEPTED,
        created_at=MOMENT, modified_at=MOMENT, first_seen_at=MOMENT, customer="7",
        customer_name="Green Mesa", lines=(),
        discount=OrderDiscount(DiscountKind.AMOUNT, Decimal(0)),
        final_tax=nothing, taxes=(), shipping=nothing, credits=nothing, total=nothing,
        payment_balance=nothing, payment_program="direct",
    )  # fmt: skip


def line(gross: str, fee: str = "0", kind: str = "marketplace_payment", **more: Any) -> PayoutLine:
    """A row of payout LLP-1."""
    place, name = more.get("place", 1), more.get("order", "10492")
    net = Money.of(gross) - Money.of(fee)
    return PayoutLine("LLP-1", place, DAY, kind, name, Money.of(gross), Money.of(fee), net)


def payout(*lines: PayoutLine) -> Payout:
    """Payout LLP-1 of these rows, in their order."""
    placed = [replace(one, place=place) for place, one in enumerate(lines, 1)]
    return Payout("LLP-1", DAY, tuple(placed))


def known(one: Payout, **more: Any) -> PayoutBooks:
    """Books in which clearing holds exactly what every row says."""
    return PayoutBooks(
        orders={row.order: (order(row.order),) for row in one.lines if row.order},
        held={row.place: row.gross for row in one.lines},
        **more,
    )


def planned(one: Payout, choices: Policy | None = None, books: PayoutBooks | None = None) -> Plan:
    """The plan of a payout."""
    return plan_payout(one, choices or policy(), OPEN, books or known(one), LONG_AGO)


def told(plan: Plan) -> str:
    """What a plan enters, as a line."""
    (step,) = plan.steps
    assert isinstance(step.content, BankDeposit)
    entry = step.content.entry()
    said = " | ".join(f"{one.account} {one.amount}" for one in entry.postings)
    return f"{step.kind.value} {entry.dated}: {said}"


def test_a_payout_is_a_deposit_of_the_banks_line() -> None:
    assert told(planned(payout(line("1000.00", "35.00")))) == (
        "Deposit 2026-09-02: Checking $965.00 | LeafLink clearing -$1,000.00 | LeafLink fees $35.00"
    )


def test_a_payout_below_zero_is_a_journal_entry() -> None:
    taken = payout(line("-1000.00", "-35.00", "reversal"), line("0", "25.00", "ach_error"))
    assert told(planned(taken)) == (
        "JournalEntry 2026-09-02: Checking -$990.00 | LeafLink clearing $1,000.00 | "
        "LeafLink fees -$35.00 | LeafLink fees $25.00"
    )


def test_a_payout_of_nothing_moves_clearing_and_fees_only() -> None:
    even = payout(line("100.00", "0"), line("-100.00", "0", "reversal"), line("0", "0", "other"))
    assert told(planned(even)) == (
        "JournalEntry 2026-09-02: LeafLink clearing -$100.00 | LeafLink clearing $100.00"
    )


def test_fees_go_to_the_account_of_their_kind() -> None:
    chosen = policy(fees_by_kind={"factor_fee": {"id": "4", "name": "Factoring cost"}})
    both = payout(line("100.00", "4.00", "invoice_purchase"), line("50.00", "1.00"))
    assert "Factoring cost $4.00 | LeafLink fees $1.00" in told(planned(both, chosen))


@pytest.mark.parametrize(
    ("choices", "rows", "said"),
    [
        ({"bank": None}, [line("100.00")], "the bank that LeafLink pays out to"),
        ({"fees": None}, [line("100.00", "1.00")], "what LeafLink's payouts cost"),
        ({"clearing": None}, [line("100.00")], "LeafLink's payouts on their way"),
        ({}, [line("10.00", kind="cashback_reward")], "what its statement calls cashback_reward"),
    ],
)
def test_an_account_that_was_not_chosen_is_asked_for(
    choices: dict[str, Any], rows: list[PayoutLine], said: str
) -> None:
    plan = planned(payout(*rows), policy(**choices))
    (question,) = plan.questions
    assert said in question.text
    assert plan.steps == ()


def test_both_amounts_are_said_where_clearing_holds_something_else() -> None:
    one = payout(line("1000.00", "35.00"))
    (question,) = planned(one, books=replace(known(one), held={1: Money.of("600.00")})).questions
    assert "its statement shows $1,000.00 for order 10492" in question.text
    assert "the clearing account holds $600.00 of it" in question.text


@pytest.mark.parametrize(
    ("books", "said"),
    [
        (PayoutBooks(orders={}), "LeafLedger knows no such order"),
        (PayoutBooks(orders={"10492": (order(), order())}), "2 orders are called so"),
        (PayoutBooks(link=Link("payout:LLP-1", "5")), "was deleted in QuickBooks"),
        (
            PayoutBooks(
                link=Link("payout:LLP-1", "5"),
                deposit=KnownDeposit("5", DAY, "", Money.of("9.00")),
            ),
            "was edited by hand in QuickBooks: it shows $9.00, its statement $965.00",
        ),
        (PayoutBooks(newer=payout(line("1000.00", "36.00"))), "comes to $964.00 instead of"),
    ],
)
def test_what_a_person_must_decide_is_asked(books: PayoutBooks, said: str) -> None:
    plan = planned(payout(line("1000.00", "35.00")), books=books)
    (question,) = plan.questions
    assert said in question.text
    assert plan.steps == ()


def test_closed_books_hold_a_payout_or_move_it_as_the_policy_says() -> None:
    one, closed = payout(line("100.00")), replace(OPEN, period=Period(DAY))
    (question,) = plan_payout(one, policy(), closed, known(one), LONG_AGO).questions
    assert "the books are closed through 2026-09-02" in question.text
    content = policy().model_dump()
    content["orders"]["closed_period"] = "next_open_day"
    moved = plan_payout(one, Policy.model_validate(content), closed, known(one), LONG_AGO)
    assert told(moved).startswith("Deposit 2026-09-03")


cents = st.integers(-500_000, 500_000).map(lambda n: Money(Decimal(n).scaleb(-2)))
rows = st.lists(
    st.tuples(cents, cents, st.sampled_from([*sorted(PAYS_AN_ORDER), *FEE_KINDS])),
    min_size=1, max_size=8,
)  # fmt: skip


@given(rows)
def test_the_lines_always_add_up_to_the_banks_line(
    drawn: list[tuple[Money, Money, str]],
) -> None:
    lines = [
        PayoutLine("LLP-1", 1, DAY, kind, str(n), gross, fee, gross - fee)
        for n, (gross, fee, kind) in enumerate(drawn)
    ]
    chosen = {kind: {"id": "8", "name": "Other fees"} for kind in FEE_KINDS}
    one = payout(*lines)
    plan = planned(one, policy(fees_by_kind=chosen))
    assert plan.questions == ()
    for step in plan.steps:
        assert isinstance(step.content, BankDeposit)
        assert step.content.total == one.net == Money.total(row.net for row in one.lines)
        assert (step.kind is RecordKind.DEPOSIT) == (one.net > Money.zero())
        assert Money.total(p.amount for p in step.content.entry().postings) == Money.zero()


def shown(amount: Money, id_: str) -> Payment:
    """A payment of LeafLink's own on the order."""
    return Payment(id_, "uuid-10492", amount, MOMENT, MOMENT, PaymentMethod.OTHER, "Direct Payment")


@given(st.lists(st.tuples(cents, cents, st.sampled_from(["gross", "net", "nothing"])), max_size=6))
def test_what_stands_for_a_row_always_adds_up_to_its_gross(
    drawn: list[tuple[Money, Money, str]],
) -> None:
    lines = payout(*[
        PayoutLine("LLP-1", 1, DAY, "standard", "10492", gross, fee, gross - fee)
        for gross, fee, _ in drawn
    ]).lines if drawn else ()  # fmt: skip
    payments = [
        shown(row.gross if how == "gross" else row.net, str(n))
        for n, (row, (_, _, how)) in enumerate(zip(lines, drawn, strict=True))
        if how != "nothing"
    ]
    found = complete(order(), lines, payments, frozenset(), "America/Denver")
    for standing in found.by_line.values():
        assert {one.id for one in standing} <= {one.id for one in found.payments}
    for id_, line_ in line_ids([row for row in lines if row.pays_an_order]).items():
        standing = found.by_line[id_]
        # Where equal amounts were mistaken for one another, nothing is entered from the row.
        waits = all(one in payments for one in standing)
        assert waits or Money.total(one.amount for one in standing) == line_.gross
    ids = [one.id for one in found.payments]
    assert len(ids) == len(set(ids))


def test_a_payment_shown_later_gives_way_to_what_the_statement_told_first() -> None:
    rows_ = payout(line("500.00", "10.00")).lines
    first = complete(order(), rows_, [], frozenset(), "America/Denver")
    (told_first,) = first.payments
    for amount in ("500.00", "490.00"):
        later = shown(Money.of(amount), "88")
        again = complete(order(), rows_, [later], {told_first.id}, "America/Denver")
        assert again.payments == (told_first,)


def test_money_that_a_person_recorded_by_hand_is_not_entered_again() -> None:
    by_hand = Payment("5", "uuid-10492", Money.of("500.00"), MOMENT, MOMENT, PaymentMethod.ACH)
    rows_ = payout(line("500.00", "10.00")).lines
    found = complete(order(), rows_, [by_hand], frozenset(), "America/Denver")
    assert found.payments == (by_hand,)


def test_another_amount_on_the_order_is_not_counted_beside_the_rows() -> None:
    """LeafLink shows 486.00 that no row tells of, the statement 500.00 that it does not show."""
    own = shown(Money.of("486.00"), "88")
    rows_ = payout(line("500.00", "10.00")).lines
    found = complete(order(), rows_, [own], frozenset(), "America/Denver")
    assert found.payments == (own,)
    assert list(found.by_line.values()) == [(own,)]


def test_what_corrects_the_amount_on_leaflink_makes_up_the_row() -> None:
    own, more = shown(Money.of("486.00"), "88"), shown(Money.of("14.00"), "89")
    rows_ = payout(line("500.00", "10.00")).lines
    found = complete(order(), rows_, [own, more], frozenset(), "America/Denver")
    assert found.payments == (own, more)
    assert list(found.by_line.values()) == [(own, more)]
