"""Customers that come into QuickBooks before an order, in chains, or back after they were lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey


def choose(journey: Journey, **choices: str) -> None:
    """The owner edits the customers' part of the policy file."""
    (path,) = (journey.home / "policies").iterdir()
    lines = path.read_text().splitlines()
    start = lines.index("[customers]")
    for name, value in choices.items():
        place = next(i for i in range(start, len(lines)) if lines[i].startswith(f"{name} ="))
        lines[place] = f"{name} = {value}"
    path.write_text("\n".join(lines) + "\n")


def made_of(journey: Journey) -> Mapping[str, Any]:
    """The QuickBooks customers that LeafLedger made, by the first line of their notes."""
    noted = ((str(one.get("Notes", "")).split("\n")[0], one) for one in journey.books("Customer"))
    return {note: one for note, one in noted if note.startswith("LeafLink ")}


def test_an_approved_customer_comes_in_before_its_first_order(setting_out: StartJourney) -> None:
    journey = setting_out()
    choose(journey, create_on='"approved"')
    journey.start_today()
    journey.quiet()
    approved = [row for row in journey.customers() if row["license_number"] and row["partner"]]
    assert {f"LeafLink customer {row['id']}" for row in approved} <= set(made_of(journey))
    assert all(row["ext_acct_id"] for row in journey.customers() if row["id"] == approved[0]["id"])


def test_without_that_choice_nobody_comes_in_without_an_order(journey: Journey) -> None:
    assert made_of(journey) == {}


def test_the_stores_of_a_chain_become_sub_customers(setting_out: StartJourney) -> None:
    journey = setting_out()
    choose(journey, parent='"by_name"')
    one, other = journey.customers()[:2]
    for row, place in ((one, "North"), (other, "South")):
        path = f"customers/{row['id']}/"
        journey.leaflink_api("PATCH", path, {"name": f"Mesa Group - {place}", "nickname": ""})
    journey.start_today()
    orders = [journey.accepted(customer=row["id"]) for row in (one, other)]
    journey.sync()
    journey.quiet()
    made = made_of(journey)
    parent = made["LeafLink chain mesagroup"]
    assert parent["DisplayName"] == "Mesa Group"
    for row, order in zip((one, other), orders, strict=True):
        store = made[f"LeafLink customer {row['id']}"]
        assert store["ParentRef"]["value"] == parent["Id"]
        assert store["BillWithParent"] is False
        journey.proves(order)


def test_a_customer_lost_in_quickbooks_comes_back_when_a_person_says_so(journey: Journey) -> None:
    customer = journey.customers()[0]["id"]
    order = journey.accepted(customer=customer)
    journey.sync()
    journey.transition(order, "reject")
    journey.sync()
    lost = made_of(journey)[f"LeafLink customer {customer}"]
    who = {"Id": lost["Id"], "SyncToken": lost["SyncToken"], "sparse": True}
    journey.change_in_quickbooks("Customer", {**who, "Active": False})
    journey.sync()
    later = journey.accepted(customer=customer)
    journey.sync()
    assert "is not active in QuickBooks" in journey.question(later)
    matching = journey.ledger.parts(journey.company).matching
    matching.match("customer", str(customer), "new", "the bookkeeper")
    journey.quiet()
    assert journey.invoice_of(later)["CustomerRef"]["value"] != lost["Id"]
    journey.proves(later)


def test_a_lost_answer_from_leaflink_is_read_back(journey: Journey) -> None:
    journey.fault("leaflink", "drop_after", method="PATCH", path="customers")
    customer = journey.customers()[0]["id"]
    journey.accepted(customer=customer)
    journey.sync()
    journey.quiet()
    assert journey.struck("leaflink") == 1
    shown = journey.leaflink_api("GET", f"customers/{customer}/")
    assert shown["ext_acct_id"] == made_of(journey)[f"LeafLink customer {customer}"]["Id"]
    patched = [
        event for event in journey.running.control("leaflink", "/events")["events"]
        if event["method"] == "PATCH"
    ]  # fmt: skip
    assert len(patched) == 1
