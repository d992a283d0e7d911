"""What the owner switched off in the policy is not done, and is no difference in the proof.

payments.write_back = false     60.00 typed in QuickBooks: LeafLink is told nothing
credits.post = false            a credit of 25.00 on LeafLink: no memo in QuickBooks
"""

from __future__ import annotations

from decimal import Decimal

import tomlkit

from leafledger.reconciliation.checks import CREDITS, Standing
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def _switch(journey: Journey, part: str, choice: str, *, on: bool) -> None:
    """The owner edits the policy file."""
    path = journey.ledger.policies.path(journey.name)
    policy = tomlkit.parse(path.read_text())
    policy.setdefault(part, tomlkit.table())[choice] = on
    path.write_text(tomlkit.dumps(policy))


def test_a_payment_typed_in_quickbooks_stays_there_until_the_owner_wants_it_told(
    journey: Journey,
) -> None:
    _switch(journey, "payments", "write_back", on=False)
    house = CountingHouse(journey)
    house.entered("60.00")
    house.paid("40.00")
    journey.sync()
    assert house.payments_on_leaflink() == [40]
    assert Decimal(house.payment()["TotalAmt"]) == 40
    assert house.open() == house.total - 100
    assert journey.ledger.questions.all(journey.name) == []
    assert journey.proof().checks_with(Standing.DIFFERS) == []
    _switch(journey, "payments", "write_back", on=True)
    asking = journey.ledger.parts(journey.company).asking
    asking.ask(house.number)
    journey.quiet()
    assert sorted(house.payments_on_leaflink()) == [40, 60]
    house.owes(house.total - 100)
    house.proves()


def test_a_credit_is_no_memo_until_the_owner_wants_credits_posted(journey: Journey) -> None:
    _switch(journey, "credits", "post", on=False)
    house = CountingHouse(journey)
    credit = house.credit("25.00")
    journey.sync()
    marker = f"LeafLink credit {credit}"
    notes = [str(one.get("PrivateNote", "")) for one in journey.books("CreditMemo")]
    assert [note for note in notes if note.startswith(marker)] == []
    assert house.open() == house.total
    assert journey.ledger.questions.all(journey.name) == []
    proof = journey.proof()
    assert CREDITS not in proof.checks
    assert proof.checks_with(Standing.DIFFERS) == []
    _switch(journey, "credits", "post", on=True)
    journey.sync()
    notes = [str(one.get("PrivateNote", "")) for one in journey.books("CreditMemo")]
    assert len([note for note in notes if note.startswith(marker)]) == 1
    house.owes(house.total - 25)
    house.proves()
