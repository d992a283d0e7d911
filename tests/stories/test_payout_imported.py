"""A payout statement is imported: deposits equal the bank's lines, and clearing comes to nothing.

LeafLink pays order 10492 out    1,000.00 received into clearing, fee 20.00
statement imported                 deposit: bank 980.00, fees 20.00, clearing -1,000.00
clearing afterwards                    0.00
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from leafledger.clerk.importing_payouts import ImportedPayout, Outcome
from leafledger.quickbooks.general_ledger import movements
from leafledger.reconciliation.checks import Standing
from leafledger.reports.clearing import Clearing
from leafledger.reports.clearing_asked import ClearingDesk
from tests.stories.journey import Journey

A_WEEK = 8 * 86_400
TWO_MONTHS = 50 * 86_400
BILLED = {"payout_fees": "billed_monthly"}


@pytest.fixture
def paid_out(journey: Journey) -> Journey:
    """A journey whose owner chose the bank that LeafLink pays out to."""
    choose_bank(journey)
    return journey


def choose_bank(journey: Journey) -> None:
    """The owner names the bank in the policy file; the sample has several."""
    banks = [one for one in journey.books("Account") if one["AccountType"] == "Bank"]
    policy = journey.ledger.policies.path(journey.name)
    chosen = f'bank = {{ id = "{banks[0]["Id"]}", name = "{banks[0]["Name"]}" }}'
    policy.write_text(policy.read_text().replace("[payments]", f"[payments]\n{chosen}", 1))


def pay_out(journey: Journey, number: str, action: str = "direct") -> None:
    """LeafLink pays an order out, takes it back, or passes a bank's fee on."""
    journey.running.control("leaflink", "/payouts", {"action": action, "order": number})


def switch(journey: Journey, **values: str) -> None:
    """Turn LeafLink's open questions."""
    journey.running.control("leaflink", "/switches", values)


def later(journey: Journey, seconds: int = A_WEEK) -> None:
    """Let so much time go by on LeafLink, so that payouts reach the bank."""
    journey.running.control("leaflink", "/clock", {"advance_seconds": seconds})


def statement(journey: Journey) -> bytes:
    """The payout statement, as a person downloads it."""
    address = journey.running.leaflink["control_url"].rstrip("/") + "/payouts?format=csv"
    return httpx2.get(address, trust_env=False).content


def take_in(journey: Journey, content: bytes, *, replace: bool = False) -> list[ImportedPayout]:
    """Import a statement and wait until its payouts are entered."""
    found = journey.ledger.parts(journey.company).payouts.take_in(content, replace=replace)
    journey.quiet()
    return found


def bank_lines(journey: Journey) -> list[Decimal]:
    """What LeafLink's payouts of the sample's new orders are on the bank's statement."""
    paid = journey.running.control("leaflink", "/payouts")["payouts"]
    return sorted(Decimal(str(one["amount"])) for one in paid if one["sent"])


def deposits(journey: Journey) -> list[Any]:
    """Our deposits in QuickBooks."""
    rows = journey.books("Deposit")
    return [one for one in rows if str(one.get("PrivateNote", "")).startswith("LeafLink payout")]


def clearing(journey: Journey) -> Decimal:
    """The clearing account's balance by QuickBooks's own general ledger."""
    chosen = journey.ledger.policy(journey.company).payments.clearing
    assert chosen is not None
    client = journey.ledger.parts(journey.company).quickbooks
    rows = movements(client, [chosen.id]).get(chosen.id, [])
    return sum((one.amount.amount for one in rows), Decimal(0))


def explained(journey: Journey) -> Clearing:
    """The clearing account, line by line."""
    ledger, company = journey.ledger, journey.company
    desk = ClearingDesk(company.company, ledger.database, ledger.seen, ledger.crosswalk)
    client, today = ledger.parts(company).quickbooks, datetime.now(UTC).date()
    found = desk.ask(client, ledger.policy(company), today)
    assert found.balance == found.explained, "QuickBooks shows what the lines add up to"
    return found


def waiting(journey: Journey) -> Sequence[str]:
    """Every sentence that waits for a person."""
    return [one.question.text for one in journey.ledger.questions.all(journey.name)]


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


def test_a_deleted_deposit_is_asked_about_and_comes_back_on_a_persons_word(
    paid_out: Journey,
) -> None:
    journey = paid_out
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    (deposit,) = deposits(journey)
    body = {"Id": deposit["Id"], "SyncToken": deposit["SyncToken"]}
    journey.change_in_quickbooks("Deposit", body, "delete")
    journey.sync()
    (sentence,) = waiting(journey)
    assert "was deleted in QuickBooks" in sentence
    assert "--replace" in sentence
    assert clearing(journey) > 0
    (again,) = take_in(journey, content, replace=True)
    assert again.outcome is Outcome.REPLACED
    assert waiting(journey) == []
    assert len(deposits(journey)) == 1
    assert clearing(journey) == 0


def test_a_corrected_statement_is_held_until_a_person_says_which_is_right(
    paid_out: Journey,
) -> None:
    journey = paid_out
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    heading, row = content.decode().splitlines()
    cells = row.split(",")
    cells[4], cells[5] = f"{Decimal(cells[4]) + 1}", f"{Decimal(cells[5]) - 1}"
    corrected = f"{heading}\n{','.join(cells)}\n".encode()
    (changed,) = take_in(journey, corrected)
    assert changed.outcome is Outcome.CHANGED
    (sentence,) = waiting(journey)
    assert "says something else" in sentence
    assert f"${cells[3]}" in sentence.replace(",", "")
    (refused,) = take_in(journey, corrected, replace=True)
    assert refused.outcome is Outcome.REFUSED
    assert "Delete it there" in refused.why
    take_in(journey, content)
    assert waiting(journey) == []
    assert len(deposits(journey)) == 1


def test_a_statement_that_drops_an_entered_payment_is_refused_even_on_a_persons_word(
    paid_out: Journey,
) -> None:
    journey = paid_out
    switch(journey, leaflink_money_in_v2="nothing")
    number = journey.accepted()
    pay_out(journey, number)
    later(journey)
    journey.sync()
    content = statement(journey)
    take_in(journey, content)
    (deposit,) = deposits(journey)
    body = {"Id": deposit["Id"], "SyncToken": deposit["SyncToken"]}
    journey.change_in_quickbooks("Deposit", body, "delete")
    journey.sync()
    heading, row = content.decode().splitlines()
    other = row.split(",")
    other[3], other[4], other[5] = "1.00", "0.00", "1.00"
    dropped = f"{heading}\n{','.join(other)}\n".encode()
    (refused,) = take_in(journey, dropped, replace=True)
    assert refused.outcome is Outcome.REFUSED
    assert "the new one does not show it. Nothing was changed." in refused.why
    assert clearing(journey) == journey.total(number)
    (again,) = take_in(journey, content, replace=True)
    assert again.outcome is Outcome.REPLACED
    assert clearing(journey) == 0
    assert journey.invoice_of(number)["Balance"] == 0


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
