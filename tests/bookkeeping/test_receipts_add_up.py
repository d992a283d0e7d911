"""Which receipts are a line of the bank's statement: the only ones that add up, or a question.

300.00, 200.00, 120.10     line of 320.10 -> 200.00 and 120.10
300.00, 200.00, 100.00     line of 300.00 -> either the first, or the other two: asked
"""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.bookkeeping.wanted_deposits import (
    CHOICES_MAX,
    RECEIPTS_MAX,
    Chosen,
    SumsOfALine,
    Undeposited,
    WantedDeposit,
    choices,
    deposit_name,
    is_too_much,
)
from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind

DAY = date(2026, 11, 5)
BANK = Known(RecordKind.ACCOUNT, "35", "Checking")
COSTS = Known(RecordKind.ACCOUNT, "8", "Bank charges")


def receipts(*amounts: str) -> list[Undeposited]:
    return [Undeposited(str(71 + n), DAY, Money.of(one)) for n, one in enumerate(amounts)]


def ids(ways: list[tuple[Undeposited, ...]]) -> list[list[str]]:
    return [[one.id for one in way] for way in ways]


def test_the_only_receipts_that_add_up_are_the_line() -> None:
    assert ids(choices(receipts("300.00", "200.00", "120.10"), Money.of("320.10"))) == [
        ["72", "73"]
    ]


def test_two_ways_to_the_line_are_both_told() -> None:
    ways = choices(receipts("300.00", "200.00", "100.00"), Money.of("300.00"))
    assert ids(ways) == [["71"], ["72", "73"]]


def test_two_checks_of_one_amount_are_two_ways() -> None:
    assert len(choices(receipts("250.00", "250.00"), Money.of("250.00"))) == 2


def test_a_cent_less_or_more_is_another_line() -> None:
    mine = receipts("99.99", "0.02", "33.33")
    assert choices(mine, Money.of("133.33")) == []
    assert choices(mine, Money.of("133.35")) == []
    assert ids(choices(mine, Money.of("133.34"))) == [["71", "72", "73"]]


def test_no_more_ways_are_told_than_a_person_reads() -> None:
    assert len(choices(receipts(*["10.00"] * 20), Money.of("100.00"))) == CHOICES_MAX


def test_too_many_receipts_or_too_large_a_line_are_not_tried() -> None:
    many = receipts(*["10.00"] * (RECEIPTS_MAX + 1))
    assert is_too_much(many, Money.of("10.00"))
    assert not is_too_much(many[1:], Money.of("10.00"))
    assert is_too_much(many[1:], Money.of("50000.01"))


def test_a_deposit_is_named_by_its_day_bank_and_receipts_in_any_order() -> None:
    some = receipts("300.00", "200.00")
    assert deposit_name(BANK, DAY, some) == deposit_name(BANK, DAY, some[::-1])
    assert deposit_name(BANK, DAY, some).startswith("2026-11-05-")
    assert deposit_name(BANK, DAY, some) != deposit_name(BANK, DAY, some[:1])
    assert deposit_name(BANK, DAY, some) != deposit_name(BANK, DAY, some, Money.of("3.00"))


@pytest.mark.parametrize(
    ("fee", "to"), [("3.00", None), ("-3.00", COSTS), ("500.00", COSTS), ("500.01", COSTS)]
)
def test_a_fee_goes_to_an_account_and_leaves_something(fee: str, to: Known | None) -> None:
    chosen = (Chosen("71", Money.of("500.00"), "Green Mesa"),)
    with pytest.raises(ValueError, match=r"a (fee|deposit)"):
        WantedDeposit("x", BANK, DAY, chosen, "Ana", fee=Money.of(fee), fee_to=to)
    fits = WantedDeposit("x", BANK, DAY, chosen, "Ana", fee=Money.of("3.00"), fee_to=COSTS)
    assert fits.amount == Money.of("497.00")


def sums(mine: list[Undeposited]) -> SumsOfALine:
    amounts = [one.amount for one in mine]
    return SumsOfALine(len(mine), Money.total(amounts), min(amounts, default=Money.zero()))


def test_what_nothing_can_add_up_to_is_known_without_trying() -> None:
    some = sums(receipts("300.00", "200.00"))
    assert [some.can_be(Money.of(one)) for one in ("500.00", "300.00", "250.00")] == [True] * 3
    assert not any(some.can_be(Money.of(one)) for one in ("500.01", "199.99", "300.01"))
    many = sums(receipts(*["10.00"] * (RECEIPTS_MAX + 1)))
    assert many.can_be(Money.of("1010.00"))
    assert not many.can_be(Money.of("1010.01"))
    assert not sums([]).can_be(Money.of("0.01"))


cents = st.integers(1, 60).map(lambda number: f"{number // 10}.{number % 10}0")


@given(st.lists(cents, max_size=8), cents)
def test_it_finds_what_trying_everything_out_finds(amounts: list[str], line: str) -> None:
    mine, wanted = receipts(*amounts), Money.of(line)
    every = [
        [one.id for one in some]
        for size in range(1, len(mine) + 1)
        for some in combinations(mine, size)
        if Money.total(one.amount for one in some) == wanted
    ]
    assert sums(mine).can_be(wanted) or not every
    found = ids(choices(mine, wanted))
    assert len(found) == min(len(every), CHOICES_MAX)
    assert all(way in every for way in found)
    assert len({tuple(way) for way in found}) == len(found)
