"""QuickBooks has one list of names: a vendor's name is not free for a customer (6240, A9.2)."""

from __future__ import annotations

from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey


def _customer_without_counterpart(journey: Journey) -> dict[str, object]:
    known = {one["DisplayName"] for one in journey.books("Customer")}
    return next(row for row in journey.customers() if row["display_name"] not in known)


def _make_vendor(journey: Journey, name: object) -> None:
    journey.change_in_quickbooks("Vendor", {"DisplayName": name})


def test_a_customer_named_like_a_vendor_is_made_under_another_name(
    setting_out: StartJourney,
) -> None:
    journey = setting_out()
    customer = _customer_without_counterpart(journey)
    _make_vendor(journey, customer["display_name"])
    journey.start_today()
    number = journey.accepted(customer=customer["id"])
    journey.sync()
    name = journey.invoice_of(number)["CustomerRef"]["name"]
    assert name == f"{customer['display_name']} ({customer['license_number']})"
    journey.proves(number)


def test_a_name_that_was_taken_since_we_looked_is_refused_once_and_then_avoided(
    journey: Journey,
) -> None:
    customer = _customer_without_counterpart(journey)
    with journey.hearing():
        _make_vendor(journey, customer["display_name"])
        number = journey.accepted(customer=customer["id"])
        journey.settle()
    refused = journey.ledger.history.counts(journey.name)["refused"]
    assert refused == 1
    assert journey.invoice_of(number)["CustomerRef"]["name"] != customer["display_name"]
    assert journey.questions(number) == []
    journey.proves(number)
