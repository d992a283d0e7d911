"""Two customers made one in QuickBooks: followed where it is heard, asked about where it is not."""

from __future__ import annotations

from leafledger.bookkeeping.questions import QuestionKind
from tests.stories.buyer import Buyer


def _merge(buyer: Buyer, stays: str) -> None:
    merge = {"entity": "Customer", "gone": buyer.in_quickbooks["Id"], "stays": stays}
    buyer.journey.running.control("quickbooks", "/merge", merge)


def _merge_and_hear(buyer: Buyer, stays: str) -> None:
    journey = buyer.journey
    with journey.hearing(leaflink=False, quickbooks=True):
        _merge(buyer, stays)
        journey.until(lambda: journey.counted("quickbooks webhook marked"), "the merge is told")
        journey.quiet()


def test_customers_merged_in_quickbooks_are_followed_to_the_one_that_is_left(
    buyer: Buyer,
) -> None:
    journey = buyer.journey
    other = journey.change_in_quickbooks("Customer", {"DisplayName": "The Real Verdant"})
    gone = buyer.in_quickbooks["Id"]
    _merge_and_hear(buyer, other["Id"])
    links = journey.ledger.crosswalk.live(journey.name, [f"customer:{buyer.id}"])
    assert links[f"customer:{buyer.id}"].quickbooks_id == other["Id"]
    history = journey.ledger.crosswalk.history(journey.name, f"customer:{buyer.id}")
    assert any(f"merged customer {gone} into" in str(one["evidence"]) for one in history)
    assert buyer.asked() == []
    number = journey.accepted(customer=buyer.id)
    journey.sync()
    assert journey.invoice_of(number)["CustomerRef"]["value"] == other["Id"]


def test_an_invoice_of_a_customer_that_was_merged_is_still_ours_to_change(buyer: Buyer) -> None:
    journey = buyer.journey
    other = journey.change_in_quickbooks("Customer", {"DisplayName": "The Real Verdant"})
    _merge_and_hear(buyer, other["Id"])
    journey.set_cases(buyer.order, 5)
    journey.sync()
    assert journey.questions(buyer.order) == []
    invoice = journey.invoice_of(buyer.order)
    assert invoice["CustomerRef"]["value"] == other["Id"]
    assert invoice["TotalAmt"] == journey.total(buyer.order)
    journey.proves(buyer.order)


def test_an_order_of_a_customer_that_vanished_waits_for_the_one_that_takes_its_place(
    buyer: Buyer,
) -> None:
    journey = buyer.journey
    other = journey.change_in_quickbooks("Customer", {"DisplayName": "The Real Verdant"})
    # QuickBooks's webhook is lost; the sweep only learns that the customer is no longer there.
    _merge(buyer, other["Id"])
    journey.sync()
    number = journey.accepted(customer=buyer.id)
    journey.sync()
    wanted = {"action": "issue", "customer": buyer.id, "amount": "5", "order": buyer.order,
              "reason": "other"}  # fmt: skip
    credit = journey.running.control("leaflink", "/credits", wanted)["id"]
    journey.sync()
    waiting = {one.subject: one.question for one in journey.ledger.questions.all(journey.name)}
    assert waiting[f"credit:{credit}"].kind is QuestionKind.CUSTOMER_GONE
    asked = [one for one in journey.ledger.questions.all(journey.name) if number in one.subject]
    assert [one.question.kind for one in asked] == [QuestionKind.CUSTOMER_GONE]
    assert "gone from QuickBooks" in asked[0].question.text
    assert "Nothing was posted." in asked[0].question.text
    journey.ledger.parts(journey.company).matching.match(
        "customer", str(buyer.id), other["Id"], "Ann"
    )
    journey.quiet()
    assert journey.questions(number) == []
    assert journey.invoice_of(number)["CustomerRef"]["value"] == other["Id"]
