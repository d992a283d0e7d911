"""A customer that is linked stays alike on both sides, whoever edits it where (A9.2, A9.3)."""

from __future__ import annotations

from typing import Any

from tests.stories.buyer import Buyer, writes
from tests.stories.conftest import StartJourney


def test_a_new_customer_carries_all_that_leaflink_shows(buyer: Buyer) -> None:
    shown, made = buyer.on_leaflink, buyer.in_quickbooks
    assert made["DisplayName"] == shown["display_name"]
    assert made["ResaleNum"] == shown["license_number"]
    assert made["PrimaryEmailAddr"]["Address"] == shown["email"]
    assert made["BillAddr"]["City"] == made["ShipAddr"]["City"] == shown["city"]
    assert made["TaxExemptionReasonId"] == "9"


def test_the_quickbooks_id_is_noted_on_leaflink(buyer: Buyer) -> None:
    assert buyer.on_leaflink["ext_acct_id"] == buyer.in_quickbooks["Id"]


def test_a_customer_renamed_on_leaflink_is_renamed_in_quickbooks(buyer: Buyer) -> None:
    buyer.edit_on_leaflink(nickname="Verdant Fields")
    buyer.journey.sync()
    assert buyer.in_quickbooks["DisplayName"] == "Verdant Fields"
    buyer.journey.proves(buyer.order)


def test_a_new_name_that_a_vendor_has_gets_the_licence(buyer: Buyer) -> None:
    buyer.edit_on_leaflink(nickname="Hicks Hardware")
    buyer.journey.sync()
    licence = buyer.on_leaflink["license_number"]
    assert buyer.in_quickbooks["DisplayName"] == f"Hicks Hardware ({licence})"


def test_an_e_mail_address_changed_in_quickbooks_is_told_to_leaflink(buyer: Buyer) -> None:
    buyer.edit_in_quickbooks(PrimaryEmailAddr={"Address": "bills@new.example"})
    buyer.journey.sync()
    assert buyer.on_leaflink["email"] == "bills@new.example"
    assert buyer.asked() == []


def test_an_e_mail_address_changed_on_leaflink_is_set_back(buyer: Buyer) -> None:
    before = buyer.on_leaflink["email"]
    buyer.edit_on_leaflink(email="else@where.example")
    buyer.journey.sync()
    assert buyer.on_leaflink["email"] == before
    assert buyer.in_quickbooks["PrimaryEmailAddr"]["Address"] == before


def test_a_delivery_address_changed_in_quickbooks_is_set_back_to_leaflinks(buyer: Buyer) -> None:
    before = buyer.in_quickbooks["ShipAddr"]["Line1"]
    buyer.edit_in_quickbooks(ShipAddr={"Line1": "1 Wrong Road", "City": "Nowhere"})
    buyer.journey.sync()
    assert buyer.in_quickbooks["ShipAddr"]["Line1"] == before


def test_a_billing_address_changed_on_both_sides_is_asked_about(buyer: Buyer) -> None:
    buyer.edit_on_leaflink(address="1 LeafLink Lane", delivery_address={"address": "5 Dock St"})
    buyer.edit_in_quickbooks(BillAddr={"Line1": "2 Book Street", "City": "Reno"})
    buyer.journey.sync()
    (asked,) = buyer.asked()
    assert "1 LeafLink Lane" in asked
    assert "2 Book Street, Reno" in asked
    assert "Before, they agreed on" in asked
    assert buyer.in_quickbooks["BillAddr"]["Line1"] == "2 Book Street"
    # The bookkeeper lets LeafLink's be right; nothing is asked any more.
    right = buyer.on_leaflink
    buyer.edit_in_quickbooks(
        BillAddr={"Line1": right["address"], "Line2": right["unit_number"], "City": right["city"],
                  "CountrySubDivisionCode": right["state"], "PostalCode": right["zipcode"]}
    )  # fmt: skip
    buyer.journey.sync()
    assert buyer.asked() == []


def test_an_address_that_quickbooks_lays_out_anew_is_no_change(buyer: Buyer) -> None:
    stands = buyer.in_quickbooks["BillAddr"]
    street = ", ".join(stands[line] for line in ("Line1", "Line2") if stands.get(line))
    state, code = stands["CountrySubDivisionCode"], stands["PostalCode"]
    town = f"{stands['City']}, {state} {code}"
    buyer.edit_in_quickbooks(BillAddr={"Line1": street, "Line2": town, "Country": "USA"})
    before = buyer.on_leaflink["modified"]
    buyer.journey.sync()
    assert buyer.on_leaflink["modified"] == before
    assert buyer.in_quickbooks["BillAddr"]["Line2"] == town
    assert buyer.asked() == []


def test_an_archived_customer_that_owes_nothing_is_made_inactive_and_back(
    buyer: Buyer,
) -> None:
    journey = buyer.journey
    journey.transition(buyer.order, "reject")
    journey.sync()
    assert buyer.in_quickbooks["Balance"] == 0
    buyer.edit_on_leaflink(archived=True)
    journey.sync()
    assert [buyer.in_quickbooks["Active"]] == [False]
    buyer.edit_on_leaflink(archived=False)
    journey.sync()
    assert [buyer.in_quickbooks["Active"]] == [True]
    assert buyer.in_quickbooks["DisplayName"] == buyer.on_leaflink["display_name"]


def test_an_archived_customer_that_owes_stays_and_is_asked_about(buyer: Buyer) -> None:
    buyer.edit_on_leaflink(archived=True)
    buyer.journey.sync()
    assert buyer.in_quickbooks["Active"] is True
    (asked,) = buyer.asked()
    assert f"still owes ${buyer.journey.total(buyer.order):,.2f}" in asked


def test_a_customer_made_inactive_by_hand_is_asked_about_and_never_made_again(
    buyer: Buyer,
) -> None:
    journey = buyer.journey
    journey.transition(buyer.order, "reject")
    journey.sync()
    buyer.edit_in_quickbooks(Active=False)
    journey.sync()
    (asked,) = buyer.asked()
    assert "was made inactive in QuickBooks" in asked
    customers = len(journey.books("Customer"))
    number = journey.accepted(customer=buyer.id)
    journey.sync()
    assert "is not active in QuickBooks" in journey.question(number)
    assert len(journey.books("Customer")) == customers
    buyer.edit_in_quickbooks(Active=True, DisplayName=buyer.on_leaflink["display_name"])
    journey.sync()
    assert buyer.asked() == []
    journey.proves(number)


def test_terms_that_quickbooks_has_not_are_made_and_set(setting_out: StartJourney) -> None:
    journey = setting_out()
    journey.start_today()
    customer = next(
        row for row in journey.customers() if _default_option(row)["payment_term"]["days"]
    )
    wanted = _default_option(customer)["payment_term"]["term"]
    journey.accepted(customer=customer["id"])
    journey.sync()
    journey.quiet()
    terms = {one["Id"]: one["Name"] for one in journey.books("Term")}
    (made,) = [
        one for one in journey.books("Customer")
        if f"LeafLink customer {customer['id']}" in str(one.get("Notes"))
    ]  # fmt: skip
    assert terms[made["SalesTermRef"]["value"]] == wanted


def test_our_own_writes_coming_back_change_nothing_and_cost_nothing(buyer: Buyer) -> None:
    journey = buyer.journey
    buyer.edit_on_leaflink(nickname="Verdant Fields", phone="(303) 555-0177")
    journey.sync()
    steps = journey.ledger.history.counts(journey.name)
    sent = writes(journey)
    for _ in range(3):
        journey.sync()
    assert journey.ledger.history.counts(journey.name) == steps
    assert writes(journey) == sent


def test_a_lost_answer_to_a_change_is_looked_up_and_not_sent_twice(buyer: Buyer) -> None:
    journey = buyer.journey
    journey.fault("quickbooks", "drop_after", method="POST", path="/customer")
    buyer.edit_on_leaflink(nickname="Verdant Fields")
    journey.sync()
    assert journey.struck("quickbooks") == 1
    assert buyer.in_quickbooks["DisplayName"] == "Verdant Fields"
    assert journey.ledger.history.counts(journey.name).get("refused", 0) == 0
    assert buyer.asked() == []


def test_a_change_refused_as_stale_is_planned_anew(buyer: Buyer) -> None:
    buyer.edit_in_quickbooks(Mobile={"FreeFormNumber": "303-555-0111"})
    # The poll comes before QuickBooks tells of that edit.
    parts = buyer.journey.ledger.parts(buyer.journey.company)
    buyer.edit_on_leaflink(nickname="Verdant Fields")
    parts.poller.poll()
    buyer.journey.quiet()
    assert buyer.in_quickbooks["DisplayName"] == "Verdant Fields"
    assert buyer.in_quickbooks["Mobile"] == {"FreeFormNumber": "303-555-0111"}


def _default_option(customer: Any) -> Any:
    return next(one for one in customer["available_payment_options"] if one["is_default"])
