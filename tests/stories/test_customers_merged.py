"""Customers merged at QuickBooks's screen are followed, whoever tells of it (A9.1)."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.questions import QuestionKind
from tests.stories.buyer import Buyer
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey


def merge(journey: Journey, gone: str, stays: str) -> None:
    """The bookkeeper makes two QuickBooks customers one."""
    wanted = {"entity": "Customer", "gone": gone, "stays": stays}
    journey.running.control("quickbooks", "/merge", wanted)


def counterpart(buyer: Buyer) -> tuple[str, list[str]]:
    """The QuickBooks customer that a buyer is now, and why, the whole way."""
    journey, record = buyer.journey, f"customer:{buyer.id}"
    link = journey.ledger.crosswalk.live(journey.name, [record])[record]
    history = journey.ledger.crosswalk.history(journey.name, record)
    return link.quickbooks_id, [str(one["evidence"]) for one in history]


@pytest.mark.parametrize("told", [True, False])
def test_the_one_that_is_left_takes_the_place_and_the_documents(
    buyer: Buyer, *, told: bool
) -> None:
    journey = buyer.journey
    paid = CountingHouse(journey)
    paid.paid("100.00")
    journey.sync()
    before = buyer.in_quickbooks
    number = journey.invoice_of(buyer.order)["DocNumber"]
    other = journey.change_in_quickbooks("Customer", {"DisplayName": "The Real Verdant"})
    with journey.hearing(leaflink=False, quickbooks=told):
        merge(journey, before["Id"], other["Id"])
        if told:
            journey.until(lambda: journey.counted("quickbooks webhook marked"), "the merge is told")
        else:
            journey.sync()
        journey.quiet()
    now, why = counterpart(buyer)
    assert now == other["Id"]
    name, ids = before["DisplayName"], f"({before['Id']} into {other['Id']})"
    assert (
        f'QuickBooks merged customer "{name}" into "The Real Verdant" {ids}.' if told else
        f'"{name}" is gone from QuickBooks, and invoice {number} of it stands under '
        f'"The Real Verdant" now: the two were merged {ids}.'
    ) in why  # fmt: skip
    assert buyer.asked() == []
    # Invoice and payment were read again under their new customer; no hand is seen in that.
    later = journey.accepted(customer=buyer.id)
    journey.set_cases(paid.number, 3)
    journey.sync()
    assert journey.ledger.questions.all(journey.name) == []
    assert journey.invoice_of(later)["CustomerRef"]["value"] == other["Id"]
    for order in (buyer.order, paid.number, later):
        journey.proves(order)


def test_a_merge_into_another_buyer_is_asked_about_by_name(buyer: Buyer) -> None:
    journey = buyer.journey
    other = Buyer(journey, place=1)
    merge(journey, buyer.in_quickbooks["Id"], other.in_quickbooks["Id"])
    journey.sync()
    asked = buyer.asked()
    names = buyer.on_leaflink["display_name"], other.on_leaflink["display_name"]
    assert len(asked) == 1
    assert f'"{names[0]}" was merged into "{names[1]}"' in asked[0]
    assert f'another LeafLink customer, "{names[1]}"' in asked[0]
    # What comes in its name waits for the one who takes its place, and is not refused.
    order = journey.accepted(customer=buyer.id)
    given = {"action": "issue", "customer": buyer.id, "amount": "5", "order": buyer.order,
             "reason": "other"}  # fmt: skip
    credit = journey.running.control("leaflink", "/credits", given)["id"]
    journey.sync()
    assert buyer.asked() == asked
    all_asked = journey.ledger.questions.all(journey.name)
    waits = {one.subject: one.question.kind for one in all_asked}
    subjects = (f"customer:{buyer.id}", f"order:{order}", f"credit:{credit}")
    assert waits == dict.fromkeys(subjects, QuestionKind.CUSTOMER_GONE)
