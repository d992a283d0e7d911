"""A person holds an order, or says that it never belongs in the books; both can be taken back.

held before posting       nothing is posted; it waits with its money; released: posted and proved
held after posting        neither changes nor payments reach the books; released: they do
skipped before posting    nothing is posted and nothing is missing; released: posted
skipped after posting     its documents stay and are compared; undone: nothing is wanted any more
"""

from __future__ import annotations

from decimal import Decimal

from leafledger.clerk.setting_aside import SettingAside
from leafledger.journal.asides import Word
from leafledger.reconciliation.proof import Standing
from leafledger.reconciliation.telling import summary
from tests.stories.journey import Journey
from tests.stories.undone_books import live_invoices, pay, undo, undoing, use_credit

WHY = "the buyer disputes the count"


def aside(journey: Journey) -> SettingAside:
    return journey.ledger.parts(journey.company).aside


def test_a_held_order_is_posted_only_after_its_release(journey: Journey) -> None:
    number = journey.accepted()
    aside(journey).set_aside(number, Word.HELD, WHY, "Ann")
    journey.sync()
    journey.sync_from_long_ago()
    assert journey.invoices_of(number) == []
    found = journey.standing(number)
    assert found.standing is Standing.WAITING
    assert found.why.startswith("Ann held it on ")
    assert f'"{WHY}"' in found.why
    assert f"leafledger release {found.spoken_name}" in found.why
    assert found.at_stake.amount == journey.total(number)
    aside(journey).release(number, "Ben")
    journey.quiet()
    assert Decimal(journey.invoice_of(number)["TotalAmt"]) == journey.total(number)
    journey.proves(number)


def test_what_is_posted_of_a_held_order_stays_as_it_is(journey: Journey) -> None:
    number = journey.accepted(cases=4)
    journey.sync()
    before = journey.invoice_of(number)
    aside(journey).set_aside(number, Word.HELD, WHY, "Ann")
    journey.quiet()
    assert journey.standing(number).standing is Standing.PROVED, "nothing differs so far"
    pay(journey, number, "50.00")
    use_credit(journey, number, "20.00")
    journey.set_cases(number, 3)
    journey.sync()
    after = journey.invoice_of(number)
    assert (after["SyncToken"], after["Balance"]) == (before["SyncToken"], before["Balance"])
    assert journey.questions(number) == []
    found = journey.standing(number)
    assert found.standing is Standing.WAITING
    assert found.at_stake.amount > 0
    proof = journey.proof()
    assert proof.holds, "a held order is no difference"
    waiting = [one.name for one in proof.checks_with(Standing.WAITING)]
    assert any(name.startswith("Credit ") for name in waiting), waiting
    aside(journey).release(number, "Ann")
    journey.quiet()
    journey.proves(number)
    assert not journey.proof().waits


def test_a_skipped_order_is_neither_posted_nor_missing(journey: Journey) -> None:
    other, number = journey.accepted(), journey.accepted()
    aside(journey).set_aside(number, Word.SKIPPED, "a gift between friends", "Ann")
    journey.sync()
    pay(journey, number, "10.00")
    use_credit(journey, number, "5.00")
    journey.sync()
    journey.proves(other)
    proof = journey.proof()
    found = next(one for one in proof.orders if one.number == number)
    assert found.standing is Standing.SKIPPED
    assert found.wanted == found.booked
    assert "does not belong in the books" in found.why
    assert not proof.waits
    assert proof.holds
    told = summary(proof)
    assert told["skipped"] == 1
    assert told["orders"] == told["proved"]
    assert live_invoices(journey, number) == []
    aside(journey).release(number, "Ann")
    journey.quiet()
    journey.proves(number)


def test_a_skipped_order_hides_no_document_in_the_books(journey: Journey) -> None:
    number = journey.accepted()
    journey.sync()
    pay(journey, number, "10.00")
    journey.sync()
    aside(journey).set_aside(number, Word.SKIPPED, "posted by mistake", "Ann")
    journey.quiet()
    stands = journey.standing(number)
    assert stands.standing is Standing.PROVED
    assert "stays there until it is undone" in stands.why
    assert stands.booked.amount == journey.total(number)
    journey.set_cases(number, 1)
    journey.sync()
    differs = journey.standing(number)
    assert differs.standing is Standing.WAITING
    assert differs.at_stake.amount > 0
    undo(journey, undoing(journey).of_orders([number]))
    proof = journey.proof()
    gone = next(one for one in proof.orders if one.number == number)
    assert gone.standing is Standing.SKIPPED
    assert not proof.waits
    assert proof.holds
