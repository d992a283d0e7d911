"""A whole season's payouts from one statement: what LeafLink sent is what the bank was given."""

from __future__ import annotations

from decimal import Decimal

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.importing_payouts import Outcome
from leafledger.reconciliation.checks import Standing
from tests.stories.conftest import StartJourney
from tests.stories.paying_out import bank_lines, deposits, explained, statement, take_in


def test_clearing_holds_only_what_leaflink_has_not_sent_yet(setting_out: StartJourney) -> None:
    journey = setting_out("season")
    journey.sync_from_long_ago()
    content = statement(journey)
    found = take_in(journey, content)
    assert {one.outcome for one in found} == {Outcome.NEW}
    assert sorted(one.payout.net.amount for one in found) == bank_lines(journey)
    asked = {one.question.kind for one in journey.ledger.questions.all(journey.name)}
    assert QuestionKind.PAYOUT_DOES_NOT_ADD_UP not in asked
    entered = sorted(Decimal(str(one["TotalAmt"])) for one in deposits(journey))
    assert entered == [amount for amount in bank_lines(journey) if amount > 0]
    gross = journey.running.control("leaflink", "/payouts")
    unsent = {one["payout_id"] for one in gross["payouts"] if not one["sent"]}
    fees = {"direct_pay_fee", "direct_pay_fee_reversal", "factor_fee", "ach_error"}
    on_its_way = sum(
        Decimal(str(one["amount"]))
        for one in gross["movements"]
        if one["payout"] in unsent and one["reason"] not in fees
    )
    assert explained(journey).balance.amount == on_its_way
    assert {one.outcome for one in take_in(journey, content)} == {Outcome.SAME}
    assert journey.proof().checks_with(Standing.DIFFERS) == []
