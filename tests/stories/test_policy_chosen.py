"""The owner's choices stand in a file; a wrong one is named, and nothing is posted under it."""

from __future__ import annotations

import pytest

from leafledger.journal.policies import WrongPolicy
from tests.stories.journey import Journey


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('recognise_on = "Accepted"', 'recognise_on = "Whenever"', "orders.recognise_on"),
        ('recognise_on = "Accepted"', 'recognize_on = "Accepted"', "orders.recognize_on"),
        ('on_cancel = "credit_memo"', "on_cancel = ", "unexpected character"),
    ],
)
def test_a_wrong_choice_is_named_and_nothing_is_posted(
    journey: Journey, right: str, wrong: str, named: str
) -> None:
    path = journey.ledger.policies.path(journey.name)
    good = path.read_text()
    assert right in good
    number = journey.accepted()
    path.write_text(good.replace(right, wrong))
    with pytest.raises(WrongPolicy) as refused:
        journey.ledger.policy(journey.company)
    assert named.casefold() in str(refused.value).casefold()
    assert str(path) in str(refused.value)
    assert journey.invoices_of(number) == []
    path.write_text(good)
    journey.sync()
    journey.proves(number)


def test_a_wrong_choice_while_the_work_goes_on_loses_nothing(journey: Journey) -> None:
    """The owner saves a typing mistake, orders come, the owner corrects it."""
    path = journey.ledger.policies.path(journey.name)
    good = path.read_text()
    with journey.hearing():
        path.write_text(good.replace('"Accepted"', '"Acepted"'))
        number = journey.accepted()
        journey.until(lambda: journey.counted("leaflink webhook marked"), "the webhook")
        path.write_text(good)
        journey.ledger.keeping.tick()
        journey.quiet()
    journey.proves(number)


def test_orders_are_recognised_when_the_owner_says(journey: Journey) -> None:
    path = journey.ledger.policies.path(journey.name)
    path.write_text(path.read_text().replace('"Accepted"', '"Shipped"'))
    number = journey.accepted()
    journey.sync()
    assert journey.invoices_of(number) == []
    journey.transition(number, "fulfill")
    journey.transition(number, "ship")
    journey.sync()
    journey.proves(number)
