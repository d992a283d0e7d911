"""The change was made and the answer never came: look first, so that nothing is there twice."""

from __future__ import annotations

import pytest

from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey

LOST = ["drop_after", "timeout_after"]
SHORT = {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "1"}


def _new_record_names(journey: Journey, entity: str, before: set[str]) -> list[str]:
    field = "DisplayName" if entity == "Customer" else "Name"
    return [one[field] for one in journey.books(entity) if one["Id"] not in before]


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("entity", ["customer", "item", "invoice"])
def test_a_lost_answer_leaves_one_of_each(
    setting_out: StartJourney, entity: str, kind: str
) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    before = {
        name: {one["Id"] for one in journey.books(name)} for name in ("Customer", "Item", "Invoice")
    }
    number = journey.accepted(customer=_stranger(journey))
    journey.fault("quickbooks", kind, method="POST", path=f"/{entity}$", seconds=3)
    journey.sync()
    assert journey.struck("quickbooks") == 1
    assert len(journey.invoices_of(number)) == 1
    for name, ids in before.items():
        made = [one for one in journey.books(name) if one["Id"] not in ids]
        assert len(made) == 1, f"{name}: {_new_record_names(journey, name, ids)}"
    assert journey.questions(number) == []
    journey.proves(number)


def test_an_answer_lost_twice_and_a_dead_line_while_looking_still_leave_one_invoice(
    setting_out: StartJourney,
) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    number = journey.accepted()
    journey.fault("quickbooks", "drop_after", method="POST", path="/invoice$", count=2)
    journey.fault("quickbooks", "drop_before", path="/query$", count=2)
    journey.sync()
    assert journey.struck("quickbooks") >= 2
    assert len(journey.invoices_of(number)) == 1
    journey.proves(number)


def test_a_call_that_never_arrived_is_made_again(setting_out: StartJourney) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    number = journey.accepted()
    journey.fault("quickbooks", "drop_before", method="POST", path="/invoice$", count=2)
    journey.sync()
    assert journey.struck("quickbooks") == 2
    assert len(journey.invoices_of(number)) == 1
    journey.proves(number)


def _stranger(journey: Journey) -> int:
    """A customer without a counterpart whose product has none either."""
    linked = {
        row["id"]
        for row in journey.customers()
        if row["display_name"] in {one["DisplayName"] for one in journey.books("Customer")}
    }
    return int(next(row["id"] for row in journey.customers() if row["id"] not in linked))
