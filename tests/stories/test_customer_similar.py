"""Nothing near is ignored and nothing is guessed: a person says who it is (A9.1)."""

from __future__ import annotations

from typing import Any

import pytest

from leafledger.clerk.matching import CannotMatch
from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey


def _stranger(journey: Journey) -> Any:
    known = {one["DisplayName"] for one in journey.books("Customer")}
    return next(row for row in journey.customers() if row["display_name"] not in known)


def _with_a_near_customer(setting_out: StartJourney) -> tuple[Journey, Any, Any]:
    journey = setting_out()
    stranger = _stranger(journey)
    near = journey.change_in_quickbooks(
        "Customer", {"DisplayName": f"{stranger['display_name'].upper()}!"}
    )
    journey.start_today()
    return journey, stranger, near


def test_a_similar_customer_is_asked_about_and_the_answer_posts(
    setting_out: StartJourney,
) -> None:
    journey, stranger, near = _with_a_near_customer(setting_out)
    number = journey.accepted(customer=stranger["id"])
    journey.sync()
    assert journey.invoices_of(number) == []
    asked = journey.question(number)
    assert near["DisplayName"] in asked
    assert "leafledger match customer" in asked
    matching = journey.ledger.parts(journey.company).matching
    matched = matching.match("customer", str(stranger["id"]), near["Id"], "the bookkeeper")
    assert matched.orders == 1
    journey.quiet()
    assert journey.invoice_of(number)["CustomerRef"]["value"] == near["Id"]
    assert journey.questions(number) == []
    journey.proves(number)


def test_a_person_may_say_that_a_similar_customer_is_somebody_else(
    setting_out: StartJourney,
) -> None:
    journey, stranger, near = _with_a_near_customer(setting_out)
    number = journey.accepted(customer=stranger["id"])
    journey.sync()
    matching = journey.ledger.parts(journey.company).matching
    matching.match("customer", str(stranger["id"]), "new", "the bookkeeper")
    journey.quiet()
    assert journey.invoice_of(number)["CustomerRef"]["value"] != near["Id"]
    journey.proves(number)


def test_a_licence_on_one_customer_only_is_proof_enough(setting_out: StartJourney) -> None:
    journey = setting_out()
    stranger = _stranger(journey)
    notes = f"Licence {stranger['license_number']}"
    theirs = journey.change_in_quickbooks("Customer", {"DisplayName": "Store 7", "Notes": notes})
    journey.start_today()
    number = journey.accepted(customer=stranger["id"])
    journey.sync()
    assert journey.invoice_of(number)["CustomerRef"]["value"] == theirs["Id"]


def test_a_customer_that_is_taken_cannot_be_matched_again(setting_out: StartJourney) -> None:
    journey, stranger, near = _with_a_near_customer(setting_out)
    matching = journey.ledger.parts(journey.company).matching
    matching.match("customer", str(stranger["id"]), near["Id"], "the bookkeeper")
    with pytest.raises(CannotMatch, match="already matched"):
        matching.match("customer", "1", near["Id"], "the bookkeeper")
    with pytest.raises(CannotMatch, match="no customer with the id 999"):
        matching.match("customer", "1", "999", "the bookkeeper")


def test_a_number_that_leaflink_does_not_show_takes_nobodys_place(
    setting_out: StartJourney,
) -> None:
    journey, stranger, near = _with_a_near_customer(setting_out)
    matching = journey.ledger.parts(journey.company).matching
    with pytest.raises(CannotMatch, match="no customer with the number 999999"):
        matching.match("customer", "999999", near["Id"], "the bookkeeper")
    matched = matching.match("customer", str(stranger["id"]), near["Id"], "the bookkeeper")
    assert matched.name == near["DisplayName"]
