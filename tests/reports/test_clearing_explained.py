"""The clearing account is explained to the cent, and what is on its way has an order and an age.

2026-09-01  payment in    10492    1,000.00
2026-09-03  paid out      LLP-1   -1,000.00
2026-09-04  payment in    10493      250.00     on its way for 6 days
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.figures.money import Money
from leafledger.quickbooks.general_ledger import Movement
from leafledger.reports.clearing import Clearing, ClearingFacts, What, clear

FIRST, TODAY = date(2026, 9, 1), date(2026, 9, 10)


def moved(id_: str, amount: str, day: int) -> Movement:
    """A posting so many days after the first."""
    return Movement(id_, "Payment", Money.of(amount), FIRST + timedelta(day))


def payout(*gross: tuple[str, str]) -> Payout:
    """Payout LLP-1 of gross amounts by order, without fees."""
    amounts = [(name, Money.of(amount)) for name, amount in gross]
    return Payout("LLP-1", FIRST, tuple(
        PayoutLine("LLP-1", n, FIRST, "standard", name, amount, Money.zero(), amount)
        for n, (name, amount) in enumerate(amounts, 1)
    ))  # fmt: skip


def explained(
    movements: list[Movement], *payouts: Payout, balance: Money | None = None
) -> Clearing:
    """The account of these postings; ids below 50 are payments of the order 104<id>."""
    records = {str(n): f"order:uuid-{n}:payment:{n}" for n in range(50)}
    facts = ClearingFacts(
        records | {"90": "payout:LLP-1"}, {one.id: one for one in payouts},
        {f"104{n}": f"uuid-{n}" for n in range(50)}, {f"uuid-{n}": f"104{n}" for n in range(50)},
    )  # fmt: skip
    total = Money.total(one.amount for one in movements)
    return clear(
        "LeafLink clearing", total if balance is None else balance, movements, facts, TODAY
    )


def test_what_was_paid_out_is_gone_and_the_rest_has_an_age() -> None:
    found = explained(
        [moved("1", "1000.00", 0), moved("90", "-1000.00", 2), moved("2", "250.00", 3)],
        payout(("1041", "1000.00")),
    )
    assert [(one.order, str(one.amount), one.days) for one in found.in_transit] == [
        ("1042", "$250.00", 6)
    ]
    assert [one.what for one in found.lines] == [What.PAYMENT, What.PAYOUT, What.PAYMENT]
    assert not found.difference


def test_money_of_others_and_an_edited_deposit_are_named() -> None:
    found = explained(
        [moved("1", "1000.00", 0), moved("90", "-990.00", 2), moved("77", "5.00", 4)],
        payout(("1041", "1000.00")), balance=Money.of("20.00"),
    )  # fmt: skip
    left = {one.order: str(one.amount) for one in found.in_transit}
    assert left == {"payout LLP-1": "$10.00", "not from LeafLink": "$5.00"}
    assert found.difference == Money.of("5.00")


cents = st.integers(-90_000, 90_000).map(lambda n: str(Decimal(n).scaleb(-2)))


@given(
    st.lists(st.tuples(st.integers(0, 99), cents, st.integers(0, 9)), max_size=12),
    st.lists(st.tuples(st.integers(0, 60), cents), min_size=1, max_size=5),
)
def test_what_is_on_its_way_adds_up_to_the_account(
    postings: list[tuple[int, str, int]], rows: list[tuple[int, str]]
) -> None:
    movements = [moved(str(id_), amount, day) for id_, amount, day in postings]
    found = explained(movements, payout(*[(f"104{n}", amount) for n, amount in rows]))
    total = Money.total(one.amount for one in movements)
    assert found.explained == total == Money.total(found.sums.values())
    assert Money.total(one.amount for one in found.in_transit) == total
    assert not found.difference
