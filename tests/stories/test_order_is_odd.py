"""Odd orders wait with a sentence; nothing of them is posted, and the others go on."""

from __future__ import annotations

from decimal import Decimal

from tests.stories.journey import Journey


def test_a_total_that_does_not_add_up_waits_with_both_numbers(journey: Journey) -> None:
    number, good = journey.accepted(), journey.accepted()
    true = journey.total(number)
    journey.corrupt(number, total=float(true) + 12.5)
    journey.sync()
    assert journey.invoices_of(number) == []
    asked = journey.question(number)
    assert f"{true:,.2f}" in asked
    assert f"{true + Decimal('12.50'):,.2f}" in asked
    assert "Nothing was posted" in asked
    assert journey.standing(number).standing == "waiting"
    journey.proves(good)


def test_an_order_corrected_on_leaflink_is_posted_without_being_asked_for(
    journey: Journey,
) -> None:
    number = journey.accepted()
    journey.corrupt(number, total=1.0)
    journey.sync()
    assert journey.questions(number)
    journey.corrupt(number)
    journey.sync()
    assert journey.questions(number) == []
    journey.proves(number)


def test_a_malformed_order_waits_and_says_so(journey: Journey) -> None:
    number, good = journey.accepted(), journey.accepted()
    journey.corrupt(number, line_items="none of your business", total=["many"])
    journey.sync()
    assert journey.invoices_of(number) == []
    asked = journey.question(number)
    assert "is waiting" in asked
    assert "Nothing was posted" in asked
    journey.proves(good)


def test_an_order_of_an_unknown_product_names_it_and_waits(journey: Journey) -> None:
    number = journey.accepted()
    lines = journey.leaflink_api("GET", f"orders-received/{number}/line-items/")
    gone = [{**line, "product": 999_999} for line in lines]
    journey.corrupt(number, line_items=_plain(gone))
    journey.sync()
    assert journey.invoices_of(number) == []
    asked = journey.question(number)
    assert "999999" in asked
    assert "Nothing was posted" in asked
    journey.corrupt(number)
    journey.sync()
    journey.proves(number)


def _plain(value: object) -> object:
    """Fractions as JSON numbers, for the control room."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value if isinstance(value, str | int | bool | None) else float(str(value))
