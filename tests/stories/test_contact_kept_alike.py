"""Whom to speak to at a buyer's stays alike on both sides (A9.3)."""

from __future__ import annotations

import structlog.testing

from tests.stories.buyer import Buyer, writes
from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey

NOT_ALLOWED = {"detail": "You do not have permission to perform this action."}


def names(contact: dict[str, str]) -> tuple[str, str]:
    """A LeafLink contact's names."""
    return contact["first_name"], contact["last_name"]


def asked_for_contacts(journey: Journey) -> int:
    """How often LeafLink was asked for its list of contacts."""
    events = journey.running.control("leaflink", "/events")["events"]
    return sum(one["method"] == "GET" and "/contacts/" in one["path"] for one in events)


def test_the_primary_contact_comes_with_the_customer_and_follows_it(buyer: Buyer) -> None:
    journey = buyer.journey
    assert buyer.spoken_to == names(buyer.contact)
    journey.leaflink_api("PATCH", f"contacts/{buyer.contact['id']}/", {"last_name": "Ortega"})
    journey.sync()
    assert buyer.spoken_to == (buyer.contact["first_name"], "Ortega")
    # Another person answers now; LeafLink does not say that the customer changed.
    hired = {"customer": buyer.id, "first_name": "Kim", "last_name": "Wu"}
    journey.running.control("leaflink", "/contacts", hired)
    journey.sync()
    assert buyer.spoken_to == ("Kim", "Wu")
    assert buyer.asked() == []


def test_a_contact_renamed_in_quickbooks_is_told_to_leaflink_once(buyer: Buyer) -> None:
    journey = buyer.journey
    journey.fault("leaflink", "drop_after", method="PATCH", path="/contacts/")
    buyer.edit_in_quickbooks(GivenName="Kim", FamilyName="Wu")
    journey.sync()
    assert names(buyer.contact) == ("Kim", "Wu")
    assert journey.struck("leaflink") == 1
    sent, looked = writes(journey), asked_for_contacts(journey)
    for _ in range(3):
        journey.sync()
    assert writes(journey) == sent
    assert asked_for_contacts(journey) == looked + 3
    assert buyer.spoken_to == ("Kim", "Wu")
    assert buyer.asked() == []


def test_a_person_who_answers_for_two_stores_is_renamed_for_both(buyer: Buyer) -> None:
    journey = buyer.journey
    other = Buyer(journey, place=1)
    shared = {"customer": other.id, "contact": buyer.contact["id"]}
    journey.running.control("leaflink", "/contacts", shared)
    journey.leaflink_api("PATCH", f"customers/{other.id}/", {"notes": "the same buyer for both"})
    journey.sync()
    assert other.spoken_to == buyer.spoken_to == names(buyer.contact)
    buyer.edit_in_quickbooks(GivenName="Kim", FamilyName="Wu")
    journey.sync()
    assert other.spoken_to == buyer.spoken_to == names(buyer.contact) == ("Kim", "Wu")


def test_a_contact_renamed_on_both_sides_is_asked_about(buyer: Buyer) -> None:
    journey = buyer.journey
    before = buyer.contact
    journey.leaflink_api("PATCH", f"contacts/{before['id']}/", {"first_name": "Kim"})
    buyer.edit_in_quickbooks(GivenName="Sam")
    journey.sync()
    (asked,) = buyer.asked()
    assert f"LeafLink says Kim, {before['last_name']}" in asked
    assert f"QuickBooks says Sam, {before['last_name']}" in asked


def test_a_key_without_the_right_to_contacts_keeps_the_books_all_the_same(
    setting_out: StartJourney,
) -> None:
    journey = setting_out(connect=False)
    journey.fault("leaflink", "status", path="/contacts/", count=None, status=403, body=NOT_ALLOWED)
    with structlog.testing.capture_logs() as logs:
        journey.connect()
        journey.begin_work()
        journey.start_today()
        buyer = Buyer(journey)
        journey.sync()
    assert journey.company.held_why == ""
    journey.proves(buyer.order)
    assert buyer.spoken_to == ("", "")
    assert asked_for_contacts(journey) == 1
    (told,) = [one for one in logs if one["event"] == "contacts_not_shown"]
    assert 'lacks the permission "Customers: Read"' in told["why"]
