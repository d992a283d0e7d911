"""Either side says too much, or answers with a gateway's page: it passes by waiting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stories.journey import Journey

TOO_MUCH: dict[str, Any] = {"status": 429, "headers": {"Retry-After": "1"}, "body": {}}


@pytest.mark.parametrize("which", ["leaflink", "quickbooks"])
def test_a_side_that_wants_to_be_left_alone_is_asked_again_later(
    journey: Journey, which: str
) -> None:
    number = journey.accepted()
    method = "POST" if which == "quickbooks" else "GET"
    path = "/invoice$" if which == "quickbooks" else "log"
    with journey.hearing():
        journey.fault(which, "status", method=method, path=path, **TOO_MUCH)
        journey.set_cases(number, 3)
        journey.settle()
    assert journey.struck(which) == 1
    assert len(journey.invoices_of(number)) == 1
    journey.proves(number)


@pytest.mark.parametrize("status", [500, 502])
@pytest.mark.parametrize("which", ["leaflink", "quickbooks"])
def test_a_gateways_page_in_the_place_of_an_answer_loses_nothing(
    journey: Journey, which: str, status: int
) -> None:
    number = journey.place()
    with journey.hearing():
        for path in ("orders-received", "/invoice$"):
            journey.fault(which, "html", status=status, path=path, count=2)
        journey.accept(number)
        journey.settle()
    assert journey.struck(which) == 2
    assert len(journey.invoices_of(number)) == 1
    assert journey.questions(number) == []
    journey.proves(number)


def test_an_outage_of_leaflink_is_caught_up_by_polling(journey: Journey) -> None:
    with journey.hearing():
        journey.running.control("leaflink", "/webhooks", {"drop": 1.0})
        numbers = [journey.accepted(cases=2 + extra) for extra in range(3)]
        journey.fault("leaflink", "status", path="/api/v2/", status=503, count=None, body={})
        journey.ledger.keeping.tick()
        assert [journey.invoices_of(number) for number in numbers] == [[], [], []]
        journey.running.control("leaflink", "/faults", {"clear": True})
        journey.ledger.keeping.tick()
        journey.quiet()
    for number in numbers:
        journey.proves(number)
