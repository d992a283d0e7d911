"""One order is held against the documents that carry its marker.

LeafLink          QuickBooks                     standing
342.00            invoice 342.00                 proved
342.00            invoice 300.00                 differs by -42.00
342.00            nothing                        differs by -342.00
cancelled         invoice 342.00, memo 342.00    proved: nothing is left
skipped           nothing, or a void invoice     skipped: nothing is wanted of it
skipped           invoice 342.00                 proved, and its invoice is told
not there         invoice 342.00                 differs by 342.00
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from leafledger.commerce.orders import OrderStatus, Unreadable
from leafledger.figures.money import Money
from leafledger.ledger.documents import KnownDocument
from leafledger.reconciliation.proof import Standing
from tests.reconciliation.held import (
    ACCEPTED_ON,
    NUMBER,
    credit_memo,
    held,
    invoice,
    order,
    the_only,
)

QUESTION = 'Order 10492 is waiting: "Blue Dream 1g" has no item. Nothing was posted.'
WORKING = "LeafLedger is working on it."
SKIPPED = {NUMBER: "Ann said that it does not belong in the books."}
DAY_AFTER = date(2026, 11, 3)


def test_an_order_with_its_invoice_is_proved_to_the_cent() -> None:
    proof = held(order("342.00"), invoice("342.00"))
    found = the_only(proof)
    assert found.standing is Standing.PROVED
    assert found.difference == Money.zero()
    assert found.documents == ("10492",)
    assert (found.why, found.cure) == ("", "")
    assert proof.holds


def test_an_order_with_a_question_waits_with_its_sentence() -> None:
    proof = held(order(), waiting={NUMBER: QUESTION})
    found = the_only(proof)
    assert found.standing is Standing.WAITING
    assert found.why == QUESTION
    assert proof.holds


def test_an_order_that_does_not_add_up_waits_without_being_told_so() -> None:
    odd = replace(order("342.00"), total=Money.of("350.00"))
    found = the_only(held(odd))
    assert found.standing is Standing.WAITING
    assert found.wanted == Money.of("350.00")
    assert "$342.00" in found.why
    assert "$350.00" in found.why


def test_an_order_that_is_worked_on_waits_while_its_amount_is_old() -> None:
    found = the_only(held(order("342.00"), invoice("300.00"), waiting={NUMBER: WORKING}))
    assert found.standing is Standing.WAITING
    assert found.why == WORKING
    assert found.difference == Money.of("-42.00")


def test_an_order_that_is_worked_on_is_proved_where_the_cents_agree() -> None:
    proof = held(order(), invoice(), waiting={NUMBER: WORKING})
    assert the_only(proof).standing is Standing.PROVED


def test_an_invoice_over_another_amount_differs_by_both_names() -> None:
    proof = held(order("342.00"), invoice("300.00"))
    found = the_only(proof)
    assert found.standing is Standing.DIFFERS
    assert found.difference == Money.of("-42.00")
    assert "$300.00" in found.why
    assert "$342.00" in found.why
    assert "leafledger sync --order a9bf6e2f" in found.cure
    assert not proof.holds


def test_a_cent_is_enough_to_differ() -> None:
    assert the_only(held(order("342.00"), invoice("342.01"))).standing is Standing.DIFFERS


def test_a_missing_invoice_differs_and_is_cured_by_reposting() -> None:
    found = the_only(held(order("342.00")))
    assert found.standing is Standing.DIFFERS
    assert found.difference == Money.of("-342.00")
    assert found.why == "The order is recognised and has no invoice in QuickBooks."
    assert "--repost" in found.cure


def test_an_order_over_nothing_needs_no_invoice() -> None:
    assert the_only(held(order("0.00"))).standing is Standing.PROVED


@pytest.mark.parametrize("copy", ["342.00", "0.00"])
def test_two_live_invoices_with_one_marker_differ(copy: str) -> None:
    proof = held(order(), invoice(), invoice(copy, document="10493"))
    found = the_only(proof)
    assert found.standing is Standing.DIFFERS
    assert found.difference == Money.of(copy)
    assert found.why == "2 live invoices carry the marker of this order: 10492, 10493."
    assert "Void the one" in found.cure
    assert not proof.holds


def test_two_invoices_that_share_the_amount_differ_although_the_sum_is_right() -> None:
    found = the_only(held(order("342.00"), invoice("300.00"), invoice("42.00", document="2")))
    assert found.standing is Standing.DIFFERS
    assert found.difference == Money.zero()


def test_a_voided_invoice_beside_the_live_one_is_no_double() -> None:
    found = the_only(held(order(), invoice("0.00", document="10491", voided=True), invoice()))
    assert found.standing is Standing.PROVED
    assert found.documents == ("10491", "10492")


def test_a_voided_invoice_alone_leaves_the_order_without_one() -> None:
    found = the_only(held(order(), invoice("0.00", voided=True)))
    assert found.why == "The order is recognised and has no invoice in QuickBooks."


def test_a_credit_memo_is_taken_off_what_was_booked() -> None:
    found = the_only(held(order("300.00"), invoice("342.00"), credit_memo("42.00")))
    assert found.standing is Standing.PROVED
    assert found.booked == Money.of("300.00")
    assert found.open == Money.of("300.00")


@pytest.mark.parametrize(
    "status", [OrderStatus.CANCELLED, OrderStatus.REJECTED, OrderStatus.COMBINED]
)
def test_an_order_that_came_to_nothing_nets_to_zero(status: OrderStatus) -> None:
    found = the_only(held(order(status=status), invoice(), credit_memo()))
    assert found.standing is Standing.PROVED
    assert found.wanted == found.booked == found.open == Money.zero()


def test_a_cancelled_order_whose_invoice_stands_differs() -> None:
    found = the_only(held(order(status=OrderStatus.CANCELLED), invoice()))
    assert found.standing is Standing.DIFFERS
    assert found.difference == Money.of("342.00")


def test_a_cancelled_order_that_was_never_posted_has_no_place_in_the_proof() -> None:
    assert held(order(status=OrderStatus.CANCELLED)).orders == ()


def test_an_order_that_is_only_submitted_has_no_place_in_the_proof() -> None:
    assert held(order(status=OrderStatus.SUBMITTED, was_accepted=False)).orders == ()


def test_an_order_that_fell_back_to_submitted_wants_nothing_of_its_invoice() -> None:
    found = the_only(held(order(status=OrderStatus.SUBMITTED), invoice()))
    assert found.wanted == Money.zero()
    assert found.standing is Standing.DIFFERS


def test_an_order_of_the_first_day_is_counted() -> None:
    assert the_only(held(order(), invoice(), starts=ACCEPTED_ON)).standing is Standing.PROVED


@pytest.mark.parametrize("starts", [DAY_AFTER, None])
def test_an_order_before_the_start_is_not_counted(starts: date | None) -> None:
    assert held(order(), starts=starts).orders == ()


@pytest.mark.parametrize("starts", [DAY_AFTER, None])
def test_an_order_before_the_start_is_counted_once_it_was_posted(starts: date | None) -> None:
    proof = held(order("342.00"), invoice("300.00"), starts=starts)
    assert the_only(proof).standing is Standing.DIFFERS


def test_documents_of_an_order_that_leaflink_does_not_show_differ() -> None:
    proof = held(invoice("342.00"))
    found = the_only(proof)
    assert found.standing is Standing.DIFFERS
    assert found.status == "not on LeafLink"
    assert found.difference == Money.of("342.00")
    assert found.number == NUMBER
    assert found.cure
    assert proof.documents == 1
    assert not proof.holds


def test_documents_of_an_unknown_order_that_cancel_out_disturb_nothing() -> None:
    assert held(invoice(), credit_memo()).holds


def test_documents_without_a_marker_are_nobody_elses_business() -> None:
    by_hand = replace(invoice(), note="Sold at the counter")
    assert held(by_hand).orders == ()


def test_an_unreadable_order_waits_with_the_reason() -> None:
    odd = Unreadable("order", NUMBER, "order 10492", "its total is no amount")
    found = the_only(held(odd, invoice("342.00")))
    assert found.standing is Standing.WAITING
    assert found.why == "its total is no amount"
    assert found.booked == Money.of("342.00")


def test_an_unreadable_order_that_was_asked_about_waits_without_documents() -> None:
    odd = Unreadable("order", NUMBER, "order 10492", "its total is no amount")
    assert the_only(held(odd, waiting={NUMBER: QUESTION})).standing is Standing.WAITING
    assert held(odd).orders == ()


def test_what_is_open_on_both_sides_is_told_beside_the_proof() -> None:
    paid = replace(invoice(), open=Money.of("42.00"))
    found = the_only(held(replace(order(), payment_balance=Money.of("40.00")), paid))
    assert found.standing is Standing.PROVED
    assert found.open.amount == Decimal("42.00")
    assert found.leaflink_balance.amount == Decimal("40.00")


@pytest.mark.parametrize("documents", [(), (invoice("0.00", voided=True),)])
def test_a_skipped_order_with_nothing_in_the_books_is_not_missing(
    documents: tuple[KnownDocument, ...],
) -> None:
    proof = held(order("342.00"), *documents, skipped=SKIPPED, waiting=SKIPPED)
    found = the_only(proof)
    assert found.standing is Standing.SKIPPED
    assert found.difference == Money.zero()
    assert proof.compared == 0
    assert (proof.holds, proof.waits) == (True, False)


def test_a_skipped_order_whose_invoice_stands_is_compared_and_told() -> None:
    stands = the_only(held(order(), invoice(), skipped=SKIPPED, waiting=SKIPPED))
    assert stands.standing is Standing.PROVED
    assert "stays there until it is undone" in stands.why
    assert stands.cure
    proof = held(order("342.00"), invoice("300.00"), skipped=SKIPPED, waiting=SKIPPED)
    waits = the_only(proof)
    assert waits.standing is Standing.WAITING
    assert waits.why.count(SKIPPED[NUMBER]) == 1
    assert proof.at_stake == Money.of("42.00")


def test_an_order_that_cannot_be_read_can_be_skipped() -> None:
    odd = Unreadable("order", NUMBER, "order 10492", "its total is no amount")
    assert the_only(held(odd, skipped=SKIPPED)).standing is Standing.SKIPPED
