"""A payment comes back: the customer owes again, and nothing counts twice (A6.2).

Bounce of 100.00       Accounts Receivable 100.00 | Undeposited Funds 100.00
payment                settles its reversal; the invoice is open again
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from leafledger.intake.books import BOOKS_CURSOR, NEWS_AGE_MAX
from tests.stories.conftest import StartJourney
from tests.stories.counting_house import LOST, SHORT, CountingHouse
from tests.stories.journey import Journey
from tests.stories.undone_books import fates, redo, undo, undoing


def _bounced(journey: Journey) -> CountingHouse:
    house = CountingHouse(journey)
    house.paid(house.total, "check 1042")
    journey.sync()
    house.owes(0)
    house.paid(-house.total, "NSF")
    return house


def _bounced_at_the_bank(journey: Journey) -> CountingHouse:
    house = CountingHouse(journey)
    house.paid(house.total)
    journey.sync()
    house.deposited(house.payment())
    journey.ledger.keeping.sweep()
    house.paid(-house.total, "NSF")
    journey.sync()
    return house


def _void(journey: Journey, payment: Any) -> None:
    named = {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}
    journey.change_in_quickbooks("Payment", named, "delete")


def test_a_bounced_payment_opens_its_invoice_again(journey: Journey) -> None:
    house = _bounced(journey)
    journey.sync()
    [entry] = house.entries()
    [settled] = house.payment()["Line"]
    assert settled["LinkedTxn"] == [{"TxnId": entry["Id"], "TxnType": "JournalEntry"}]
    assert house.open() == house.total
    house.owes(house.total)
    house.paid(house.total, "wire", "wire")
    journey.sync()
    assert house.open() == 0
    assert len(house.payments()) == 2
    house.owes(0)
    house.proves()


def test_a_payment_and_its_bounce_seen_together_leave_the_invoice_alone(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid("40.00")
    house.paid("-40.00")
    journey.sync()
    assert len(house.entries()) == len(house.payments()) == 1
    assert house.open() == house.total
    house.owes(house.total)
    house.proves()


def test_a_deposited_payment_that_bounces_keeps_its_lines(journey: Journey) -> None:
    """QuickBooks refuses any change of it (6540); the entry alone makes the customer owe."""
    house = CountingHouse(journey)
    house.paid(house.total)
    journey.sync()
    house.deposited(house.payment())
    house.paid(-house.total, "NSF")
    journey.sync()
    assert len(house.entries()) == 1
    assert house.open() == 0
    house.owes(house.total)
    assert journey.ledger.questions.all(journey.name) == []
    house.proves()


def test_a_deposit_that_was_seen_is_known_before_anything_is_sent(journey: Journey) -> None:
    """What the deposit holds is never tried to be changed (A11); the bank takes the money back."""
    house = _bounced_at_the_bank(journey)
    assert "refused" not in journey.ledger.history.counts(journey.name)
    [entry] = house.entries()
    details = [line["JournalEntryLineDetail"] for line in entry["Line"]]
    [taken] = [one["AccountRef"] for one in details if one["PostingType"] == "Credit"]
    holding = json.dumps({"TxnId": house.payment()["Id"], "TxnType": "Payment"})[:-1]
    [deposit] = [one for one in journey.books("Deposit") if holding in json.dumps(one["Line"])]
    assert taken["value"] == deposit["DepositToAccountRef"]["value"]
    house.owes(house.total)
    house.proves()


def test_what_makes_a_bounce_at_the_bank_good_leaves_nothing_open(journey: Journey) -> None:
    """The invoice stays paid by the deposited check, so the new money settles the reversal."""
    house = _bounced_at_the_bank(journey)
    house.paid(house.total, "wire", "wire")
    journey.sync()
    [entry] = house.entries()
    house.owes(0)
    aged = json.dumps(journey.report("AgedReceivableDetail"))
    assert all(f'"id": "{one["Id"]}"' not in aged for one in [entry, *house.payments()])
    house.proves()


def test_money_paid_back_is_one_entry(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid(house.total)
    house.paid("-15.00", "damaged jars")
    journey.sync()
    [entry] = house.entries()
    assert {Decimal(line["Amount"]) for line in entry["Line"]} == {15}
    house.owes(15)
    house.proves()


def test_money_paid_too_much_and_paid_back_leaves_nothing_in_the_aging(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid(house.total + 30)
    journey.sync()
    assert Decimal(house.payment()["UnappliedAmt"]) == 30
    assert f'"id": "{house.payment()["Id"]}"' in json.dumps(journey.report("AgedReceivableDetail"))
    house.paid("-30.00", "paid too much")
    journey.sync()
    [entry] = house.entries()
    assert Decimal(house.payment()["UnappliedAmt"]) == 0
    linked = [one["LinkedTxn"][0]["TxnId"] for one in house.payment()["Line"]]
    assert linked == [house.invoice["Id"], entry["Id"]]
    house.owes(0)
    aged = json.dumps(journey.report("AgedReceivableDetail"))
    assert f'"id": "{entry["Id"]}"' not in aged
    assert f'"id": "{house.payment()["Id"]}"' not in aged
    house.proves()


def _cut_and_paid_back(journey: Journey) -> CountingHouse:
    """Paid, then cut by a case, and the difference paid back: a memo that no invoice takes."""
    house = CountingHouse(journey)
    house.paid(house.total)
    journey.sync()
    journey.set_cases(house.number, 3)
    journey.sync()
    house.owes(-house.total / 4)
    house.paid(-house.total / 4, "a case was short")
    journey.sync()
    return house


def _memo_of(house: CountingHouse) -> Any:
    memos = house.journey.books("CreditMemo")
    [memo] = [one for one in memos if house.number in str(one.get("PrivateNote"))]
    return memo


def test_what_is_paid_back_for_a_cut_order_leaves_nothing_in_the_aging(journey: Journey) -> None:
    house = _cut_and_paid_back(journey)
    [entry] = house.entries()
    assert Decimal(_memo_of(house)["RemainingCredit"]) == 0
    aged = json.dumps(journey.report("AgedReceivableDetail"))
    assert all(f'"id": "{one["Id"]}"' not in aged for one in (entry, _memo_of(house)))
    house.owes(0)
    house.proves()
    before = journey.ledger.history.counts(journey.name)
    journey.ledger.keeping.sweep()
    journey.sync()
    assert journey.ledger.history.counts(journey.name) == before


def test_a_cut_order_that_was_paid_back_is_undone_whole(journey: Journey) -> None:
    house = _cut_and_paid_back(journey)
    plan = undoing(journey).of_orders([house.number])
    assert "kept" not in fates(plan), plan
    undo(journey, plan)
    assert house.entries() == house.payments() == []
    house.owes(0)
    redo(journey, house.number)
    journey.sync()
    assert journey.questions(house.number) == []
    house.owes(0)
    house.proves()


def test_a_deposit_that_nobody_told_of_is_known_before_money_is_taken_back(
    journey: Journey,
) -> None:
    """No webhook came and no sweep: what lies in the bank leaves the bank (A6.2, A11)."""
    house = CountingHouse(journey)
    house.paid(house.total)
    journey.sync()
    house.deposited(house.payment())
    _last_swept_before(journey, NEWS_AGE_MAX)
    house.paid(-house.total, "NSF")
    journey.ledger.parts(journey.company).poller.poll()
    journey.quiet()
    [entry] = house.entries()
    assert _credited(journey, entry) == "Bank"
    house.owes(house.total)


def _last_swept_before(journey: Journey, ago: timedelta) -> None:
    with journey.ledger.database.writing() as connection:
        journey.ledger.counters.move_cursor(
            connection, journey.name, BOOKS_CURSOR, (datetime.now(UTC) - ago).isoformat()
        )


def _credited(journey: Journey, entry: Any) -> str:
    """The type of the account that the reversing entry takes the money out of."""
    details = [line["JournalEntryLineDetail"] for line in entry["Line"]]
    [account] = [one["AccountRef"]["value"] for one in details if one["PostingType"] == "Credit"]
    [found] = [one for one in journey.books("Account") if one["Id"] == account]
    return str(found["AccountType"])


def test_what_was_typed_came_back_and_was_deleted_counts_once(journey: Journey) -> None:
    """LeafLink shows the bounce already, so the deletion is not told to it as another (A6.6)."""
    house = CountingHouse(journey)
    typed = house.entered(str(house.total))
    journey.sync()
    assert house.payments_on_leaflink() == [house.total]
    house.paid(-house.total, "NSF")
    journey.sync()
    [entry] = house.entries()
    house.owes(house.total)
    _void(journey, typed)
    journey.sync()
    assert house.payments_on_leaflink() == [house.total, -house.total]
    [asked] = journey.ledger.questions.all(journey.name)
    assert f"Delete journal entry {entry['Id']} in QuickBooks" in asked.question.text
    named = {"Id": entry["Id"], "SyncToken": entry["SyncToken"]}
    journey.change_in_quickbooks("JournalEntry", named, "delete")
    journey.ledger.keeping.sweep()
    journey.sync()
    assert journey.ledger.questions.all(journey.name) == []
    assert house.entries() == []
    house.owes(house.total)
    house.proves()


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("entity", ["journalentry", "payment"])
def test_a_lost_answer_reverses_once(setting_out: StartJourney, entity: str, kind: str) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    house = _bounced(journey)
    journey.fault("quickbooks", kind, method="POST", path=f"/{entity}$", seconds=3)
    journey.sync()
    assert journey.struck("quickbooks") == 1
    assert len(house.entries()) == len(house.payments()) == 1
    assert house.open() == house.total
    house.owes(house.total)
    house.proves()


def test_the_owner_may_have_bounces_voided(journey: Journey) -> None:
    policy = journey.ledger.policies.path(journey.name)
    policy.write_text(policy.read_text().replace('bounce = "journal"', 'bounce = "void"'))
    assert 'bounce = "void"' in policy.read_text()
    house = _bounced(journey)
    journey.sync()
    assert house.payments() == house.entries() == []
    assert house.open() == house.total
    house.owes(house.total)


def test_a_payment_deleted_by_hand_and_taken_back_on_leaflink_counts_once(
    journey: Journey,
) -> None:
    """What the question advises: the money did not come, so it is recorded below zero."""
    house = CountingHouse(journey)
    house.paid(house.total)
    journey.sync()
    _void(journey, house.payment())
    journey.sync()
    [asked] = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert "was voided or deleted in QuickBooks" in asked
    house.paid(-house.total)
    journey.sync()
    assert house.entries() == []
    assert journey.ledger.questions.all(journey.name) == []
    house.owes(house.total)


def test_a_payment_deleted_by_mistake_is_entered_again_when_asked(journey: Journey) -> None:
    house = CountingHouse(journey)
    house.paid("40.00")
    journey.sync()
    _void(journey, house.payment())
    journey.sync()
    asking = journey.ledger.parts(journey.company).asking
    asking.give_up_document(house.number)
    asking.ask(house.number)
    journey.quiet()
    assert len(house.payments()) == 1
    assert len(journey.invoices_of(house.number)) == 1
    house.owes(house.total - 40)
    house.proves()
