"""A payout statement is imported: deposits equal the bank's lines, and clearing comes to nothing.

LeafLink pays order 10492 out    1,000.00 received into clearing, fee 20.00
statement imported                 deposit: bank 980.00, fees 20.00, clearing -1,000.00
clearing afterwards                    0.00
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from leafledger.clerk.importing_payouts import Outcome
from leafledger.reconciliation.checks import Standing
from tests.stories.journey import Journey
from tests.stories.paying_out import (
    bank_lines,
    choose_bank,
    clearing,
    deposits,
    explained,
    later,
    pay_out,
    statement,
    switch,
    take_in,
    waiting,
)

TWO_MONTHS = 50 * 86_400
BILLED = {"payout_fees": "billed_monthly"}


@pytest.fixture
def paid_out(journey: Journey) -> Journey:
    """A journey whose owner chose the bank that LeafLink pays out to."""
    choose_bank(journey)
    return journey


def test_a_direct_payout_is_one_deposit_that_equals_the_bank_line(paid_out: Journey) -> None:
    journey = paid_out
    number = journey.accepted()
    pay_out(journey, number)
    journey.sync()
    assert clearing(journey) == journey.total(number)
    (on_its_way,) = explained(journey).in_transit
    assert on_its_way.amount.amount == journey.total(number)
    later(journey)
    (taken,) = take_in(journey, statement(journey))
    assert taken.outcome is Outcome.NEW
    assert waiting(journey) == []
    (deposit,) = deposits(journey)
    assert [Decimal(str(deposit["TotalAmt"]))] == bank_lines(journey)
    assert clearing(journey) == 0
    gross, fee = (Decimal(str(line["Amount"])) for line in deposit["Line"])
    assert (gross, gross + fee) == (journey.total(number), Decimal(str(deposit["TotalAmt"])))
    journey.proves(number)
    found = explained(journey)
    assert found.in_transit == ()
    assert [one.net.amount for one in found.payouts] == bank_lines(journey)
    assert journey.proof().checks_with(Standing.DIFFERS) == []


def test_the_same_statement_twice_changes_nothing(paid_out: Journey) -> None:
    journey = paid_out
    pay_out(journey, journey.accepted(), "flexible")
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    before = journey.running.snapshot("quickbooks")["sums"]
    (again,) = take_in(journey, content)
    assert again.outcome is Outcome.SAME
    assert len(deposits(journey)) == 1
    assert journey.running.snapshot("quickbooks")["sums"] == before
    assert waiting(journey) == []


@pytest.mark.parametrize("program", ["direct", "flexible"])
def test_a_reversal_after_the_payout_leaves_the_customer_owing(
    paid_out: Journey, program: str
) -> None:
    journey = paid_out
    number = journey.accepted()
    pay_out(journey, number, program)
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    pay_out(journey, number, "reverse")
    pay_out(journey, number, "nsf")
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    assert waiting(journey) == []
    # The bank gives back; a deposit cannot be below zero, so it is a journal entry.
    assert len(deposits(journey)) == 1
    marked = [str(one.get("PrivateNote", "")) for one in journey.books("JournalEntry")]
    assert len([one for one in marked if one.startswith("LeafLink payout")]) == 1
    assert explained(journey).in_transit == ()
    assert clearing(journey) == 0
    assert journey.invoice_of(number)["Balance"] == journey.total(number)
    assert journey.proof().checks_with(Standing.DIFFERS) == []


def test_a_payout_moved_off_the_clearing_account_by_hand_is_told(paid_out: Journey) -> None:
    journey = paid_out
    number = journey.accepted()
    pay_out(journey, number)
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    (deposit,) = deposits(journey)
    fees = deposit["Line"][1]["DepositLineDetail"]["AccountRef"]
    gross = {**deposit["Line"][0], "DepositLineDetail": {"AccountRef": fees}}
    kept = {name: deposit[name] for name in ("Id", "SyncToken", "DepositToAccountRef", "TxnDate")}
    note = {"PrivateNote": deposit["PrivateNote"]}
    lines = {"Line": [gross, *deposit["Line"][1:]]}
    journey.change_in_quickbooks("Deposit", {**kept, **note, **lines})
    journey.sync()
    (found,) = journey.proof().checks_with(Standing.DIFFERS)
    assert found.difference.amount == journey.total(number)
    assert "takes $0.00 out of it" in found.why
    assert found.cure.startswith("Correct the lines of the deposit in QuickBooks")


def test_fees_billed_alone_are_a_journal_entry(paid_out: Journey) -> None:
    journey = paid_out
    switch(journey, **BILLED)
    number = journey.accepted()
    pay_out(journey, number)
    later(journey, TWO_MONTHS)
    journey.sync()
    take_in(journey, statement(journey))
    assert waiting(journey) == []
    (deposit,) = deposits(journey)
    assert Decimal(str(deposit["TotalAmt"])) == journey.total(number)
    (entry,) = [
        one
        for one in journey.books("JournalEntry")
        if str(one.get("PrivateNote", "")).startswith("LeafLink payout LLF-")
    ]
    taken = {
        line["JournalEntryLineDetail"]["PostingType"]: Decimal(str(line["Amount"]))
        for line in entry["Line"]
    }
    assert taken["Debit"] == taken["Credit"] == -min(bank_lines(journey))
    assert clearing(journey) == 0


@pytest.mark.parametrize("shown", ["nothing", "net"])
def test_what_leaflink_does_not_show_is_entered_from_the_statement_once(
    paid_out: Journey, shown: str
) -> None:
    journey = paid_out
    switch(journey, leaflink_money_in_v2=shown)
    number = journey.accepted()
    pay_out(journey, number)
    later(journey)
    journey.sync()
    for _ in range(2):
        take_in(journey, statement(journey))
        journey.sync()
    assert waiting(journey) == []
    assert journey.invoice_of(number)["Balance"] == 0
    assert len(deposits(journey)) == 1
    assert explained(journey).in_transit == ()
    assert journey.proof().checks_with(Standing.DIFFERS) == []
    pay_out(journey, number, "reverse")
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    assert waiting(journey) == []
    assert journey.invoice_of(number)["Balance"] == journey.total(number)
    assert clearing(journey) == 0


def test_a_payment_that_leaflink_shows_later_is_not_entered_twice(paid_out: Journey) -> None:
    journey = paid_out
    switch(journey, leaflink_money_in_v2="nothing")
    number = journey.accepted()
    pay_out(journey, number)
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    entered = journey.books("Payment")
    staff = journey.leaflink_api("GET", "company-staff/?is_admin=true")["results"][0]["id"]
    body = {
        "order": number, "recorded_by": staff, "total": str(journey.total(number)),
        "payment_date": "2026-11-02T09:30:00-07:00", "payment_type": "other",
        "reason": "Direct Payment",
    }  # fmt: skip
    journey.leaflink_api("POST", "order-payments/", body)
    journey.sync()
    assert journey.books("Payment") == entered
    assert clearing(journey) == 0
    assert waiting(journey) == []


def test_a_lost_answer_makes_no_second_deposit(paid_out: Journey) -> None:
    journey = paid_out
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    fault = {"kind": "drop_after", "method": "POST", "path": "/deposit", "count": 1}
    journey.running.control("quickbooks", "/faults", fault)
    take_in(journey, statement(journey))
    assert len(deposits(journey)) == 1
    assert clearing(journey) == 0


def test_a_payout_without_its_bank_waits_with_a_sentence(journey: Journey) -> None:
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    take_in(journey, statement(journey))
    (sentence,) = waiting(journey)
    assert "names no account for the bank that LeafLink pays out to" in sentence
    choose_bank(journey)
    journey.sync()
    assert waiting(journey) == []
    assert clearing(journey) == 0


def test_a_row_of_an_order_nobody_knows_holds_the_payout(paid_out: Journey) -> None:
    journey = paid_out
    rows = b"payout_id,date,order_number,gross,fee,net,kind\n"
    rows += b"LLP-1,2099-01-04,=cmd|calc,100.00,2.00,98.00,marketplace_payment\n"
    take_in(journey, rows)
    (sentence,) = waiting(journey)
    assert 'names "=cmd|calc", and LeafLedger knows no such order' in sentence
    assert deposits(journey) == []
