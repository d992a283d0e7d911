"""What the end of an order's steps means: it waits as long as asked, or a person is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.carrying_out import Ended
from leafledger.clerk.settling import (
    AFTER_EVERYTHING,
    BEFORE_EVERYTHING,
    first_day,
    needs_another_look,
    not_shown,
    refusal,
    wait_seconds,
)
from leafledger.errors import Evidence, OurBug, Refused, TryAgain
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.ledger.pointers import Known, RecordKind
from tests.clerk.written import NUMBER, invoice, mark, plan, result, step

INVOICE = step(
    invoice(Known(RecordKind.CUSTOMER, "58", "Green Mesa"), Known(RecordKind.ITEM, "301"))
)
SAID = Evidence("QuickBooks", 400, "6540", "The account is not active")
NOT_NOW = "QuickBooks asks us to wait."
WOULD_NOT = "The account of a line is not active."
MESA = Company("mesa", "Mesa", "7", "http://l/", "1", "http://q", "http://d", "c")


def _asked_to_wait(seconds: float) -> TryAgain:
    return TryAgain(NOT_NOW, SAID, maybe_done=False, wait_seconds=seconds)


@pytest.mark.parametrize(
    ("outages", "seconds"), [(0, 1), (1, 2), (5, 32), (6, 60), (100, 60), (10_000, 60)]
)
def test_each_outage_waits_twice_as_long_up_to_a_minute(outages: int, seconds: float) -> None:
    assert wait_seconds(replace(mark(), outages=outages), [], None) == seconds
    assert wait_seconds(mark(attempts=outages), [], None) == 1


def test_waiting_lasts_as_long_as_the_other_side_asked_for() -> None:
    asked = [result(INVOICE, Ended.LATER, _asked_to_wait(seconds)) for seconds in (5, 90)]
    assert wait_seconds(mark(), asked, None) == 90


def test_the_longest_wait_of_a_round_counts_for_all() -> None:
    assert wait_seconds(mark(), [], 45.0) == 45


def test_a_refusal_says_what_happened_to_the_money_and_what_to_do() -> None:
    asked = refusal(plan(Money.of("108.00")), result(INVOICE, trouble=Refused(WOULD_NOT, SAID)))
    assert asked.kind is QuestionKind.REFUSED_BY_QUICKBOOKS
    assert asked.about == f"order:{NUMBER}"
    assert asked.amount == Money.of("108.00")
    assert asked.text == (
        "Order 10492 is waiting: QuickBooks would not create invoice 10492 of $108.00. "
        "The account of a line is not active. $108.00 waits. "
        "Correct it in QuickBooks or on LeafLink; LeafLedger then looks again."
    )


def test_a_refusal_of_what_has_no_total_claims_no_money() -> None:
    asked = refusal(plan(None), result(INVOICE, trouble=Refused(WOULD_NOT, SAID)))
    assert asked.amount == Money.zero()
    assert "Nothing was posted." in asked.text
    assert "10492" in asked.happened


def test_a_fault_of_ours_is_not_laid_at_the_bookkeepers_door() -> None:
    trouble = OurBug("We sent something wrong.", SAID)
    asked = refusal(plan(Money.of("108.00")), result(INVOICE, trouble=trouble))
    assert "a fault of LeafLedger, not of your books" in asked.cure


def test_an_order_that_leaflink_will_not_show_waits_by_itself() -> None:
    asked = not_shown(mark(), "10492", Refused("LeafLink would not show it.", SAID))
    assert asked.kind is QuestionKind.UNREADABLE_ORDER
    assert asked.text.startswith("Order 10492 is waiting: LeafLink would not show it.")


@pytest.mark.parametrize(
    ("kind", "ended", "again"),
    [
        (RecordKind.CREDIT_MEMO, Ended.DONE, True),
        (RecordKind.CREDIT_MEMO, Ended.LATER, False),
        (RecordKind.INVOICE, Ended.DONE, False),
    ],
)
def test_only_a_new_credit_memo_is_looked_at_once_more(
    kind: RecordKind, ended: Ended, again: bool
) -> None:
    memo = replace(INVOICE, step=replace(INVOICE.step, kind=kind))
    assert needs_another_look([result(memo, ended)]) is again


def test_an_order_that_was_asked_for_is_posted_whatever_the_start() -> None:
    assert first_day(MESA, asked_for=True) == BEFORE_EVERYTHING
    assert first_day(replace(MESA, books_start=date(2026, 1, 1)), asked_for=True) == date.min


def test_before_the_books_begin_nothing_is_posted_unasked() -> None:
    assert first_day(MESA, asked_for=False) == AFTER_EVERYTHING


def test_the_books_begin_on_the_day_that_was_chosen() -> None:
    began = replace(MESA, books_start=date(2026, 1, 1))
    assert first_day(began, asked_for=False) == date(2026, 1, 1)
