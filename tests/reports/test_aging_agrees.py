"""Our aging of any books, on any day, is QuickBooks's own report, row by row and age by age."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Settled
from leafledger.ledger.receivables import Debt, open_on
from leafledger.reports.aging import SPANS, age, ask_for_aging, beside, span_of
from tests.conftest import Pairs
from tests.reports.random_books import DAYS, FIRST_DAY, RandomBooks
from tests.stories.journey import Journey

NOV_2, NOV_9 = date(2026, 11, 2), date(2026, 11, 9)
DOCUMENTS = 120


def invoice(amount: str, due: date = NOV_2, id_: str = "145") -> Debt:
    """An invoice of Nov 2."""
    return Debt(RecordKind.INVOICE, id_, "58", "10492", NOV_2, due, Money.of(amount))


def memo(amount: str) -> Debt:
    """A credit memo of Nov 2."""
    return Debt(RecordKind.CREDIT_MEMO, "146", "58", "", NOV_2, NOV_2, -Money.of(amount))


def payment(amount: str, *settles: tuple[Debt, str]) -> KnownReceipt:
    """A payment of Nov 9 that settles so much of each document."""
    applied = tuple(Settled(d.kind, Known(d.kind, d.id), Money.of(a)) for d, a in settles)
    total = Money.of(amount)
    return KnownReceipt("201", "0", "58", NOV_9, "", total, total, applied)


def owed(*items: Debt | KnownReceipt, on: date) -> list[str]:
    """What is open on a day, as amounts."""
    debts = [one for one in items if isinstance(one, Debt)]
    receipts = [one for one in items if isinstance(one, KnownReceipt)]
    return sorted(one.amount.plain for one in open_on(debts, receipts, on))


def test_a_payment_counts_from_its_own_day() -> None:
    sold = invoice("100.00")
    paid = payment("80.00", (sold, "80.00"))
    assert owed(sold, paid, on=NOV_2 - timedelta(days=1)) == []
    assert owed(sold, paid, on=NOV_9 - timedelta(days=1)) == ["100.00"]
    assert owed(sold, paid, on=NOV_9) == ["20.00"]


def test_what_a_payment_does_not_settle_is_the_customers_credit() -> None:
    sold = invoice("100.00")
    assert owed(sold, payment("130.00", (sold, "100.00")), on=NOV_9) == ["-30.00"]


def test_a_payment_of_nothing_moves_a_credit_to_an_invoice() -> None:
    sold, back = invoice("100.00"), memo("30.00")
    moved = payment("0.00", (sold, "25.00"), (back, "25.00"))
    assert owed(sold, back, moved, on=NOV_2) == ["-30.00", "100.00"]
    assert owed(sold, back, moved, on=NOV_9) == ["-5.00", "75.00"]


@pytest.mark.parametrize(
    ("days_late", "place"), [(-3, 0), (0, 0), (1, 1), (30, 1), (31, 2), (90, 3), (91, 4), (999, 4)]
)
def test_an_age_begins_the_day_after_the_last_one_ends(days_late: int, place: int) -> None:
    assert span_of(days_late) == place
    (row,) = age(open_on([invoice("5.00")], [], NOV_9), NOV_2 + timedelta(days=days_late))
    assert row.spans[place] == Money.of("5.00")


def test_a_row_that_only_one_side_has_is_shown_as_a_difference() -> None:
    ours = age(open_on([invoice("5.00")], [], NOV_9), NOV_9)
    theirs = {"59": ("Green Mesa", (Money.of("7.00"), *[Money.zero()] * 4))}
    found = beside(ours, theirs, NOV_9)
    assert [line.difference for line in found.lines] == [Money.of("7.00"), Money.of("-5.00")]
    assert not found.agrees


@given(
    st.lists(st.tuples(st.integers(1, 9_999), st.integers(-200, 200), st.booleans()), max_size=8),
    st.integers(0, 400),
)
def test_the_ages_add_up_to_what_is_open(rows: list[tuple[int, int, bool]], later: int) -> None:
    debts = [
        invoice(f"{cents / 100:.2f}", NOV_2 + timedelta(days=due), str(place))
        if owes
        else memo(f"{cents / 100:.2f}")
        for place, (cents, due, owes) in enumerate(rows)
    ]
    day = NOV_2 + timedelta(days=later)
    items = list(open_on(debts, [], day))
    aged = age(items, day)
    assert Money.total(one.total for one in aged) == Money.total(item.amount for item in items)
    assert all(len(one.spans) == len(SPANS) for one in aged)


@pytest.fixture(scope="module", params=[1, 2])
def written(
    request: pytest.FixtureRequest, simulator_pairs: Pairs, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journey]:
    """The sample company after a season of random bookkeeping."""
    journey = Journey(simulator_pairs.fresh("sample", 1), tmp_path_factory.mktemp("aging"))
    switches = {"auto_apply_credit": request.param == 1}
    journey.running.control("quickbooks", "/switches", switches)
    journey.connect()
    RandomBooks(journey, request.param).write(DOCUMENTS)
    yield journey
    journey.close()


@pytest.mark.server
@pytest.mark.parametrize("days", [0, 40, 75, 130, DAYS, DAYS + 45, DAYS + 400])
def test_any_books_age_as_quickbooks_says(written: Journey, days: int) -> None:
    quickbooks = written.ledger.parts(written.company).quickbooks
    found = ask_for_aging(quickbooks, FIRST_DAY + timedelta(days=days))
    assert [line for line in found.lines if not line.agrees] == []
    assert found.as_json()["agrees"]
    if days > DAYS:
        assert len(found.lines) >= 4
        sums = written.running.snapshot("quickbooks")["sums"]
        assert found.total.amount == sums["receivable_account"]
