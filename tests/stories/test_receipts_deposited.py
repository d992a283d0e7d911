"""Receipts in Undeposited Funds become one deposit that equals a line of the bank's statement.

received 30.00, 20.00, 12.10           Undeposited Funds 62.10
bank line of 42.10                      deposit: bank 42.10, Undeposited Funds -42.10
... of which the bank kept 2.10         deposit: bank 40.00, fees 2.10, Undeposited Funds -42.10
undo                                     Undeposited Funds 62.10 again
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from leafledger.bookkeeping.wanted_deposits import Undeposited, WantedDeposit
from leafledger.clerk.depositing import BankLine, CannotDeposit, Depositing
from leafledger.clerk.waiting_receipts import SoughtReceipts
from leafledger.cli.deposits import depositing
from leafledger.figures.money import Money
from leafledger.reconciliation.checks import Standing
from tests.stories.conftest import StartJourney
from tests.stories.counting_house import LOST, SHORT, CountingHouse
from tests.stories.journey import Journey

# LeafLink's clock and the machine's may stand on two days.
DAY = (datetime.now(UTC) + timedelta(days=1)).date()


def _received(journey: Journey, *amounts: str) -> CountingHouse:
    house = CountingHouse(journey, cases=8)
    for amount in amounts:
        house.paid(amount, f"check {amount.replace('.', '')}")
    journey.sync()
    assert len(house.payments()) == len(amounts)
    return house


def _desk(journey: Journey) -> Depositing:
    return depositing(journey.ledger, journey.company)


def _make(journey: Journey, amount: str, *ids: str) -> WantedDeposit:
    done = _desk(journey).make(_chosen(journey, amount, *ids))
    journey.quiet()
    return done


def _chosen(journey: Journey, amount: str, *ids: str, fee: str = "0.00") -> WantedDeposit:
    desk, line = _desk(journey), BankLine(DAY, Money.of(amount), Money.of(fee))
    policy = journey.ledger.policy(journey.company)
    return desk.would_be(desk.banks()[0], line, desk.choose(line, ids), policy, "Ana")


def _waiting(journey: Journey) -> list[Undeposited]:
    return [one for some in _desk(journey).every_waiting(SoughtReceipts()) for one in some]


def _deposits(journey: Journey) -> list[Any]:
    rows = journey.books("Deposit")
    return [one for one in rows if str(one.get("PrivateNote", "")).startswith("LeafLink deposit")]


def _listed(journey: Journey) -> list[Decimal]:
    return [one.amount.amount for one in _waiting(journey)]


def _undeposited(journey: Journey) -> Decimal:
    rows = journey.books("Account")
    return next(
        Decimal(str(one["CurrentBalance"]))
        for one in rows
        if one.get("AccountSubType") == "UndepositedFunds"
    )


def _asked(journey: Journey) -> list[str]:
    return [one.question.text for one in journey.ledger.questions.all(journey.name)]


def test_the_only_receipts_that_add_up_become_the_deposit(journey: Journey) -> None:
    before = _undeposited(journey)
    house = _received(journey, "30.00", "20.00", "12.10")
    (first, *_) = _waiting(journey)
    assert first.words.startswith(f"{first.customer}, order ")
    assert first.words.endswith("no. 3000")
    wanted = _make(journey, "42.10")
    (deposit,) = _deposits(journey)
    assert Decimal(str(deposit["TotalAmt"])) == Decimal("42.10")
    assert deposit["PrivateNote"] == f"LeafLink deposit {wanted.name}"
    assert _undeposited(journey) - before == Decimal("20.00")
    assert _listed(journey) == [Decimal("20.00")]
    assert _asked(journey) == []
    house.trial_balance_balances()
    house.proves()


def test_what_is_deposited_is_not_deposited_again(journey: Journey) -> None:
    _received(journey, "30.00", "20.00")
    desk = _desk(journey)
    chosen = _chosen(journey, "30.00")
    _make(journey, "30.00")
    with pytest.raises(CannotDeposit, match="No payments in Undeposited Funds add up"):
        _make(journey, "30.00")
    with pytest.raises(CannotDeposit, match="deposited meanwhile"):
        desk.make(chosen)
    journey.quiet()
    assert len(_deposits(journey)) == 1


def test_a_line_above_all_that_waits_is_told_so_and_not_that_it_is_too_much_to_try(
    journey: Journey,
) -> None:
    _received(journey, "30.00", "20.00")
    with pytest.raises(
        CannotDeposit, match=r"add up to \$3,000,000.00; the 2 .* are \$50.00 toget"
    ):
        _chosen(journey, "3000000.00")
    with pytest.raises(CannotDeposit, match=r"add up to \$19.99; .* and the smallest is \$20.00."):
        _chosen(journey, "19.99")


def test_what_came_back_is_listed_and_not_in_what_may_be_brought_to_the_bank(
    journey: Journey,
) -> None:
    before = _undeposited(journey)
    house = _received(journey, "30.00", "20.00")
    house.paid("-20.00", "NSF check 2000")
    journey.sync()
    page = _desk(journey).waiting(SoughtReceipts(), size=9, page=1)
    assert {one.amount: one.came_back for one in page.rows} == {
        Money.of("30.00"): False, Money.of("20.00"): True,
    }  # fmt: skip
    assert (page.total, page.came_back) == (Money.of("30.00"), Money.of("20.00"))
    assert _undeposited(journey) - before == page.total.amount


def test_several_choices_are_told_and_none_is_made(journey: Journey) -> None:
    _received(journey, "30.00", "20.00", "10.00")
    with pytest.raises(CannotDeposit) as several:
        _make(journey, "30.00")
    ways = [sorted(one.amount.amount for one in way) for way in several.value.ways]
    assert sorted(ways) == [[10, 20], [30]]
    thirty = next(one.id for one in _waiting(journey) if one.amount.amount == 30)
    with pytest.raises(CannotDeposit, match=r"come to \$30.00, the bank's line to \$30.01"):
        _make(journey, "30.01", thirty)
    assert _deposits(journey) == []
    _make(journey, "30.00", thirty)
    assert len(_deposits(journey)) == 1
    assert sorted(_listed(journey)) == [10, 20]


@pytest.mark.parametrize("kind", LOST)
def test_a_lost_answer_makes_no_second_deposit(setting_out: StartJourney, kind: str) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    _received(journey, "30.00")
    journey.fault("quickbooks", kind, method="POST", path="/deposit$", seconds=3)
    _make(journey, "30.00")
    assert journey.struck("quickbooks") == 1
    assert len(_deposits(journey)) == 1
    assert _listed(journey) == []
    assert _asked(journey) == []


def test_a_deposit_is_taken_back_and_made_again(journey: Journey) -> None:
    house = _received(journey, "30.00", "20.00")
    wanted = _make(journey, "50.00")
    _desk(journey).take_back(wanted.name, "Ana")
    journey.quiet()
    assert _deposits(journey) == []
    assert sorted(_listed(journey)) == [20, 30]
    with pytest.raises(CannotDeposit, match="taken back before"):
        _desk(journey).take_back(wanted.name, "Ana")
    again = _make(journey, "50.00")
    assert again.name == wanted.name
    assert len(_deposits(journey)) == 1
    assert journey.proof().checks_with(Standing.DIFFERS) == []
    house.proves()


def test_a_receipt_deposited_by_hand_meanwhile_holds_the_deposit(journey: Journey) -> None:
    house = _received(journey, "30.00")
    desk = _desk(journey)
    chosen = _chosen(journey, "30.00")
    house.deposited(house.payment())
    wanted = desk.make(chosen)
    journey.quiet()
    (asked,) = _asked(journey)
    assert "deposit" in asked
    assert _deposits(journey) == []
    desk.take_back(wanted.name, "Ana")
    journey.quiet()
    assert _asked(journey) == []


def test_a_deposit_deleted_or_edited_by_hand_is_told(journey: Journey) -> None:
    _received(journey, "30.00", "20.00")
    wanted = _make(journey, "50.00")
    (deposit,) = _deposits(journey)
    less = {
        **{name: deposit[name] for name in ("Id", "SyncToken", "DepositToAccountRef")},
        "PrivateNote": deposit["PrivateNote"], "Line": deposit["Line"][:1],
    }  # fmt: skip
    journey.change_in_quickbooks("Deposit", less)
    journey.sync()
    (asked,) = _asked(journey)
    assert "was edited by hand in QuickBooks" in asked
    (deposit,) = _deposits(journey)
    named = {name: deposit[name] for name in ("Id", "SyncToken")}
    journey.change_in_quickbooks("Deposit", named, "delete")
    journey.sync()
    (asked,) = _asked(journey)
    assert "was deleted in QuickBooks" in asked
    _desk(journey).take_back(wanted.name, "Ana")
    journey.quiet()
    assert _asked(journey) == []
    assert sorted(_listed(journey)) == [20, 30]


def test_what_the_bank_kept_is_a_cost_and_the_deposit_is_its_line(journey: Journey) -> None:
    before = _undeposited(journey)
    house = _received(journey, "30.00", "12.10", "20.00")
    with pytest.raises(CannotDeposit, match=r"No payments in Undeposited Funds add up to \$40.00"):
        _chosen(journey, "40.00")
    wanted = _chosen(journey, "40.00", fee="2.10")
    assert (wanted.amount, wanted.together) == (Money.of("40.00"), Money.of("42.10"))
    plan = _desk(journey).plan(wanted, journey.ledger.policy(journey.company))
    assert (len(plan.steps), plan.questions) == (1, ())
    _desk(journey).make(wanted)
    journey.quiet()
    (deposit,) = _deposits(journey)
    fees = journey.ledger.policy(journey.company).payments.fees
    assert fees is not None
    assert Decimal(str(deposit["TotalAmt"])) == 40
    (kept,) = [one for one in deposit["Line"] if "DepositLineDetail" in one and one["Amount"] < 0]
    assert Decimal(str(kept["Amount"])) == Decimal("-2.10")
    assert kept["DepositLineDetail"]["AccountRef"]["value"] == fees.id
    assert _undeposited(journey) - before == 20
    assert journey.ledger.parts(journey.company).depositing.wanted(wanted.name) == wanted
    house.trial_balance_balances()
    house.proves()


def test_a_missed_line_is_told_by_how_much_and_what_to_do(journey: Journey) -> None:
    _received(journey, "30.00", "20.00")
    thirty, twenty = sorted(_waiting(journey), key=lambda one: one.amount, reverse=True)
    with pytest.raises(CannotDeposit, match=r"\$2.00 too much.* enter what the bank kept"):
        _chosen(journey, "48.00", thirty.id, twenty.id)
    with pytest.raises(CannotDeposit, match=r"to \$29.00, the bank's line to \$30.00: \$1.00 too"):
        _chosen(journey, "30.00", thirty.id, fee="1.00")
