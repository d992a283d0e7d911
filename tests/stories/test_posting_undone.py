"""Posted documents are undone as a plan: shown first, done after a yes, held until asked for again.

order 216.00 posted, 100.00 paid     invoice 216.00, payment 100.00
undone                               payment voided, then the invoice voided: nothing is owed
redone                               the same invoice and payment again, under a new number
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from leafledger.dashboard.pages.approvals_page import what_to_approve
from leafledger.dashboard.pages.proof_page import at_stake
from leafledger.figures.money import Money
from leafledger.reconciliation.proof import Standing
from tests.cli.command_line import CommandLine
from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey
from tests.stories.undone_books import (
    aged_total,
    another_policy,
    fates,
    general_ledger,
    ids,
    live_invoices,
    ours,
    pay,
    redo,
    rich_order,
    today,
    trial_balance,
    undo,
    undoing,
)

SHORT = {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "1"}


def test_an_undone_order_leaves_nothing_owed_and_nothing_in_the_ledger(journey: Journey) -> None:
    before, owed, ledger = ids(journey), aged_total(journey), general_ledger(journey)
    number = rich_order(journey)
    assert general_ledger(journey) != ledger
    plan = undoing(journey).of_orders([number])
    assert fates(plan) == {"voided": 3, "deleted": 2}
    undo(journey, plan)
    assert journey.questions(number) == []
    assert ours(journey, "CreditMemo", before["CreditMemo"]) == []
    assert ours(journey, "JournalEntry", before["JournalEntry"]) == []
    assert all(one["TotalAmt"] == 0 for one in ours(journey, "Payment", before["Payment"]))
    assert [one["TotalAmt"] for one in ours(journey, "Invoice", before["Invoice"])] == [0]
    assert aged_total(journey) == owed
    assert general_ledger(journey) == ledger


def test_what_was_undone_is_not_posted_by_the_next_round(journey: Journey) -> None:
    number = rich_order(journey)
    undo(journey, undoing(journey).of_orders([number]))
    pay(journey, number, "10.00")
    journey.sync()
    journey.sync_from_long_ago()
    assert live_invoices(journey, number) == []
    found = journey.standing(number)
    assert found.standing is Standing.WAITING
    assert found.why.startswith("It was undone by Ann on ")
    assert f"leafledger redo {found.spoken_name}" in found.why
    assert abs(found.difference.amount) == journey.total(number)
    assert undoing(journey).of_orders([number]).parts == {}


def test_redo_posts_the_same_again(journey: Journey) -> None:
    before = ids(journey)
    number = rich_order(journey)
    was = journey.invoice_of(number)
    ledger, owed = trial_balance(journey), aged_total(journey)
    undo(journey, undoing(journey).of_orders([number]))
    redo(journey, number)
    assert journey.questions(number) == []
    [again] = live_invoices(journey, number)
    assert again["DocNumber"] != was["DocNumber"]
    said = ("TotalAmt", "Balance", "TxnDate", "CustomerRef", "PrivateNote")
    assert {name: again[name] for name in said} == {name: was[name] for name in said}
    assert trial_balance(journey) == ledger
    assert aged_total(journey) == owed
    assert len(ours(journey, "CreditMemo", before["CreditMemo"])) == 1
    journey.proves(number)


def test_a_day_is_undone_with_what_was_posted_on_it(journey: Journey) -> None:
    ledger = trial_balance(journey)
    numbers = [journey.accepted(), rich_order(journey)]
    journey.sync()
    zone = journey.ledger.policy(journey.company).orders.time_zone
    assert undoing(journey).of_day(date(2020, 1, 1), zone).parts == {}
    plan = undoing(journey).of_day(today(zone), zone)
    assert {f"order:{number}" for number in numbers} <= set(plan.parts)
    undo(journey, plan)
    assert trial_balance(journey) == ledger
    assert all(journey.standing(one).standing is Standing.WAITING for one in numbers)


def test_a_version_of_the_policy_is_undone_and_restores_what_it_amended(journey: Journey) -> None:
    number = journey.accepted(cases=4)
    journey.sync()
    before = journey.invoice_of(number)
    version = another_policy(journey)
    journey.set_cases(number, 3)
    other = journey.accepted()
    journey.sync()
    assert journey.invoice_of(number)["TotalAmt"] != before["TotalAmt"]
    plan = undoing(journey).of_policy(version)
    assert fates(plan) == {"restored": 1, "voided": 1}
    undo(journey, plan)
    assert journey.invoice_of(number)["TotalAmt"] == before["TotalAmt"]
    assert live_invoices(journey, other) == []
    assert journey.standing(number).standing is Standing.WAITING
    redo(journey, number)
    journey.proves(number)


def test_a_bounce_undone_lets_its_payment_pay_the_invoice_again(journey: Journey) -> None:
    before = ids(journey)
    number = journey.accepted()
    journey.sync()
    pay(journey, number, "50.00")
    journey.sync()
    owed = journey.invoice_of(number)["Balance"]
    version = another_policy(journey)
    pay(journey, number, "-50.00", "NSF")
    journey.sync()
    assert journey.invoice_of(number)["Balance"] == owed + 50
    plan = undoing(journey).of_policy(version)
    assert fates(plan) == {"restored": 1, "deleted": 1}
    undo(journey, plan)
    assert journey.invoice_of(number)["Balance"] == owed
    assert ours(journey, "JournalEntry", before["JournalEntry"]) == []
    redo(journey, number)
    assert journey.invoice_of(number)["Balance"] == owed + 50
    journey.proves(number)


@pytest.mark.parametrize("path", ["/payment$", "/creditmemo$", "/invoice$"])
def test_a_lost_answer_on_the_way_undoes_everything_once(
    setting_out: StartJourney, path: str
) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    ledger = trial_balance(journey)
    number = rich_order(journey)
    plan = undoing(journey).of_orders([number])
    journey.fault("quickbooks", "drop_after", method="POST", path=path, count=1)
    undo(journey, plan)
    assert journey.struck("quickbooks") == 1
    assert journey.questions(number) == []
    assert trial_balance(journey) == ledger


def test_an_undo_waits_while_quickbooks_cannot_be_asked(setting_out: StartJourney) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    number = journey.accepted()
    journey.sync()
    plan = undoing(journey).of_orders([number])
    journey.fault("quickbooks", "status", path="/query$", count=6, status=503)
    undo(journey, plan)
    assert journey.struck("quickbooks") == 6
    assert live_invoices(journey, number) == []


def test_the_command_hands_its_undo_to_whoever_is_at_work(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    line = CommandLine(journey.running, journey.home)
    done = line.json("undo", number, "--yes", "--as", "Ann")
    assert [one["done"] for one in done["orders"][0]["documents"]] == [True]
    assert live_invoices(journey, number) == []
    assert line.json("redo", number)["left"] == 0
    journey.proves(number)


def test_a_large_undo_waits_for_a_second_person(journey: Journey) -> None:
    numbers = [journey.accepted(cases=4), journey.accepted(cases=4)]
    journey.sync()
    path = journey.ledger.policies.path(journey.name)
    path.write_text(
        path.read_text().replace(
            "[approvals]\n", '[approvals]\nundo = { one = "10", two = "20" }\n'
        )
    )
    plan = undoing(journey).of_orders(numbers)
    undo(journey, plan)
    asked = journey.ledger.questions.all(journey.name)
    own = {one.subject: one.question.amount for one in asked}
    assert own == {subject: one.amount for subject, one in plan.parts.items()}
    assert Money.total(own.values()) == plan.amount
    for one in asked:
        assert one.question.effect == (
            f"Nothing of it was undone; {own[one.subject]} waits. The whole undo, which is "
            f"approved as one, is of {plan.amount}."
        )
    [listed] = what_to_approve(journey.ledger, journey.company).rows
    assert (listed.amount, at_stake(asked)) == (plan.amount, plan.amount)
    assert "the approval of 2 different people" in journey.question(numbers[0])
    assert "approved by ann" in journey.question(numbers[1])
    assert all(Decimal(journey.invoice_of(one)["TotalAmt"]) for one in numbers)
    approving = journey.ledger.parts(journey.company).approving
    approving.approve(approving.waiting_for(numbers[0]), "Ben")
    journey.quiet()
    assert [journey.questions(one) for one in numbers] == [[], []]
    assert [live_invoices(journey, one) for one in numbers] == [[], []]
