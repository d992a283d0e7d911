"""LeafLink refuses to show one order: that one waits with a sentence, the others are posted."""

from __future__ import annotations

import pytest

from tests.stories.journey import Journey


@pytest.mark.parametrize("status", [400, 418])
def test_an_order_leaflink_will_not_show_does_not_hold_up_the_others(
    journey: Journey, status: int
) -> None:
    refused, good = journey.place(), journey.place(cases=3)
    journey.fault(
        "leaflink", "status", path=f"orders-received/{refused}", status=status, count=None,
        body={"detail": "something new"},
    )  # fmt: skip
    with journey.hearing():
        journey.accept(refused)
        journey.accept(good)
        journey.until(lambda: journey.invoices_of(good), "the invoice of the other order")
        journey.quiet()
    assert journey.invoices_of(refused) == []
    assert "is waiting" in journey.question(refused)
    journey.running.control("leaflink", "/faults", {"clear": True})
    journey.sync()
    assert journey.questions(refused) == []
    journey.proves(refused)
    journey.proves(good)
