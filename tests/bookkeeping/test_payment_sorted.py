"""What a payment on LeafLink is: the seller's money, LeafLink's own, or a credit used (A6).

check      60.00  "LeafLink order 10492, check 2041"   the seller's
ach        60.00  "LeafLink payout"                    LeafLink's own
credit     60.00 and -60.00                            nothing stands
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leafledger.bookkeeping.payment_facts import (
    came_through_leaflink,
    sort_out,
    standing_by_credit,
)
from leafledger.commerce.remittances import Payment, PaymentMethod
from leafledger.figures.money import Money
from tests.examples.money_scene import money_scene

AT = datetime(2026, 11, 9, tzinfo=UTC)
ORDER = money_scene("Accepted", ["108.00"]).order


def _row(amount: str, method: PaymentMethod, reason: str = "", id: str = "7") -> Payment:  # noqa: A002
    return Payment(id, ORDER.number, Money.of(amount), AT, AT, method, reason)


@pytest.mark.parametrize(
    ("method", "reason", "theirs"),
    [
        (PaymentMethod.CHECK, "LeafLink order 10492, check 2041", False),
        (PaymentMethod.CASH, "LeafLink", False),
        (PaymentMethod.ACH, "LeafLink payout", True),
        (PaymentMethod.OTHER, "LeafLink payout", True),
        (PaymentMethod.CHECK, "Direct Payment 12", True),
        (PaymentMethod.ACH, "order 10492", False),
    ],
)
def test_a_sellers_own_words_do_not_make_a_check_leaflinks_money(
    method: PaymentMethod, reason: str, *, theirs: bool
) -> None:
    assert came_through_leaflink(ORDER, _row("60.00", method, reason)) is theirs


def test_a_credit_that_was_taken_back_stands_no_more() -> None:
    used = _row("60.00", PaymentMethod.CREDIT)
    back = replace(used, id="8", amount=Money.of("-60.00"))
    assert standing_by_credit(sort_out([used, back])) == ()


def test_one_of_two_equal_credits_stands_when_the_other_was_taken_back() -> None:
    first = _row("60.00", PaymentMethod.CREDIT)
    back = replace(first, id="9", amount=Money.of("-60.00"))
    facts = sort_out([first, replace(first, id="8"), back])
    assert standing_by_credit(facts) == (first,)
