"""A person changes who is who: posted documents stay, new orders follow, nothing guesses (A9)."""

from __future__ import annotations

import pytest

from leafledger.clerk.matching import CannotMatch
from leafledger.crosswalk.matches import Word
from tests.stories.conftest import StartJourney
from tests.stories.test_customer_similar import _stranger

BY = "the bookkeeper"


def test_a_match_taken_back_is_not_made_again_and_another_one_takes_its_place(
    setting_out: StartJourney,
) -> None:
    journey = setting_out()
    stranger = _stranger(journey)
    id_ = str(stranger["id"])
    notes = f"Licence {stranger['license_number']}"
    wrong = journey.change_in_quickbooks("Customer", {"DisplayName": "Store 7", "Notes": notes})
    right = journey.change_in_quickbooks("Customer", {"DisplayName": "Store 8"})
    journey.start_today()
    first = journey.accepted(customer=stranger["id"])
    journey.sync()
    posted = journey.invoice_of(first)
    assert posted["CustomerRef"]["value"] == wrong["Id"]

    matching = journey.ledger.parts(journey.company).matching
    undone = matching.match("customer", id_, "undo", BY)
    assert undone.before == "Store 7"
    with pytest.raises(CannotMatch, match="not matched"):
        matching.match("customer", id_, "undo", BY)
    second = journey.accepted(customer=stranger["id"])
    journey.sync()
    assert journey.invoices_of(second) == []
    assert "Store 7" in journey.question(second)

    matching.match("customer", id_, right["Id"], BY)
    journey.quiet()
    assert journey.invoice_of(second)["CustomerRef"]["value"] == right["Id"]
    assert journey.invoice_of(first)["CustomerRef"]["value"] == wrong["Id"]
    journey.proves(first)
    journey.proves(second)

    said = journey.ledger.crosswalk.matches.of(journey.name, f"customer:{id_}")
    assert [(one.word, one.before.name, one.after.name, one.person) for one in said] == [
        (Word.UNDONE, "Store 7", "", BY),
        (Word.MATCHED, "", "Store 8", BY),
    ]
    assert all(one.at for one in said)


def test_a_new_customer_that_is_taken_back_is_asked_about_and_not_doubled(
    setting_out: StartJourney,
) -> None:
    journey = setting_out()
    stranger = _stranger(journey)
    journey.start_today()
    matching = journey.ledger.parts(journey.company).matching
    matching.match("customer", str(stranger["id"]), "new", BY)
    first = journey.accepted(customer=stranger["id"])
    journey.sync()
    made = journey.invoice_of(first)["CustomerRef"]
    matching.match("customer", str(stranger["id"]), "undo", BY)
    second = journey.accepted(customer=stranger["id"])
    journey.sync()
    assert journey.invoices_of(second) == []
    assert made["name"] in journey.question(second)
