"""A credit of LeafLink: a memo, used on its invoice, or gone when it is cancelled (A7)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from leafledger.dashboard.pages.cures import cures_of
from leafledger.intake.marks import Subject
from tests.stories.conftest import StartJourney
from tests.stories.counting_house import LOST, SHORT, CountingHouse
from tests.stories.journey import Journey


def _memo(house: CountingHouse, credit: str) -> Any:
    """The only credit memo of a credit."""
    found = _memos(house, credit)
    assert len(found) == 1, f"{len(found)} memos carry the marker of credit {credit}"
    return found[0]


def _memos(house: CountingHouse, credit: str) -> list[Any]:
    rows = house.journey.books("CreditMemo")
    marker = f"LeafLink credit {credit}"
    return [one for one in rows if str(one.get("PrivateNote", "")).splitlines()[:1] == [marker]]


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_used_credit_is_taken_off_its_invoice(journey: Journey, *, by_itself: bool) -> None:
    """Whether QuickBooks applies credits by itself or leaves them to us (A6.7)."""
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": by_itself})
    house = CountingHouse(journey)
    credit = house.credit("25.00")
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    assert house.open() == house.total - 25
    house.owes(house.total - 25)
    house.paid(house.total - 25)
    journey.sync()
    house.owes(0)
    house.proves()


def test_cash_that_comes_with_a_credit_leaves_room_for_it(journey: Journey) -> None:
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    house = CountingHouse(journey)
    credit = house.credit("25.00")
    house.paid(house.total - 25)
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    assert house.open() == 0
    house.owes(0)
    house.proves()


@pytest.mark.parametrize("used", [True, False])
def test_a_memo_deleted_by_hand_is_written_again_when_asked(
    journey: Journey, *, used: bool
) -> None:
    house = CountingHouse(journey)
    credit = house.credit("25.00", used=used)
    journey.sync()
    first = _memo(house, credit)
    gone = {"Id": first["Id"], "SyncToken": first["SyncToken"]}
    journey.change_in_quickbooks("CreditMemo", gone, "delete")
    journey.ledger.keeping.sweep()
    journey.sync()
    [asked] = journey.ledger.questions.all(journey.name)
    assert f"run: leafledger sync --order credit:{credit} --repost" in asked.question.text
    [again, _] = cures_of(asked, (), None)
    assert (again.way, again.fields) == ("credits/write-again", (("record", f"credit:{credit}"),))
    assert _memos(house, credit) == []
    asking = journey.ledger.parts(journey.company).asking
    assert asking.post_credit_again(credit)
    journey.quiet()
    assert _memo(house, credit)["Id"] != first["Id"]
    assert not asking.post_credit_again(credit)
    assert journey.ledger.questions.all(journey.name) == []
    assert house.open() == house.total - 25
    house.proves()


def test_an_active_credit_is_a_memo_that_is_taken_back_when_cancelled(journey: Journey) -> None:
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    house = CountingHouse(journey)
    credit = house.credit("25.00", used=False)
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 25
    cancel = {"action": "cancel", "credit": int(credit)}
    journey.running.control("leaflink", "/credits", cancel)
    journey.sync()
    assert _memos(house, credit) == []
    house.owes(house.total)
    house.proves()


def test_a_cancelled_credit_that_quickbooks_used_is_asked_about(journey: Journey) -> None:
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": True})
    house = CountingHouse(journey)
    credit = house.credit("25.00", used=False)
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    cancel = {"action": "cancel", "credit": int(credit)}
    journey.running.control("leaflink", "/credits", cancel)
    journey.sync()
    [asked] = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert "was cancelled on LeafLink" in asked
    assert "Take the memo off the invoice" in asked


def test_a_payment_by_credit_that_is_taken_back_frees_its_credit(journey: Journey) -> None:
    """LeafLink leaves the credit active; what it was used on was only noted here (A6.3)."""
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    house = CountingHouse(journey)
    credit = house.credit("25.00", used=False)
    house.paid("25.00", f"Credit #{credit}", "credit")
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    house.paid("-25.00", f"Credit #{credit}", "credit")
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 25
    assert house.open() == house.total
    assert journey.ledger.questions.all(journey.name) == []
    house.proves()
    house.paid("25.00", f"Credit #{credit}", "credit")
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    house.proves()


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("entity", ["creditmemo", "payment"])
def test_a_lost_answer_leaves_one_memo_used_once(
    setting_out: StartJourney, entity: str, kind: str
) -> None:
    journey = setting_out("sample", SHORT)
    journey.start_today()
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    house = CountingHouse(journey)
    credit = house.credit("25.00")
    journey.fault("quickbooks", kind, method="POST", path=f"/{entity}$", seconds=3)
    journey.sync()
    assert journey.struck("quickbooks") == 1
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    house.owes(house.total - 25)
    house.proves()


def test_a_credit_of_an_order_that_was_never_invoiced_stays_the_customers(
    journey: Journey,
) -> None:
    """Used on another order that is not accepted yet: the memo waits for its invoice."""
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    house = CountingHouse(journey)
    credit = house.credit("25.00", used=False)
    row = next(
        one
        for one in journey.leaflink_api("GET", "credits/?limit=100")["results"]
        if str(one["id"]) == credit
    )
    customer = row["customer"]
    buyer = customer["id"] if isinstance(customer, dict) else customer
    other = journey.place(customer=buyer, cases=1)
    use = {"action": "apply", "credit": int(credit), "order": other}
    journey.running.control("leaflink", "/credits", use)
    journey.sync()
    asked = [one.question.text for one in journey.ledger.questions.all(journey.name)]
    assert any("has no invoice from LeafLedger" in one for one in asked)
    journey.accept(other)
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    assert journey.ledger.questions.all(journey.name) == []


def test_the_rest_of_a_credit_is_used_on_what_comes_on_top_of_the_order(journey: Journey) -> None:
    """A credit larger than its order waits for a second invoice (A5.2, A7)."""
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    house = CountingHouse(journey)
    credit = house.credit(str(house.total + 14))
    journey.sync()
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 14
    journey.set_cases(house.number, 5)
    journey.sync()
    assert len(journey.invoices_of(house.number)) == 2
    assert Decimal(_memo(house, credit)["RemainingCredit"]) == 0
    house.owes(journey.total(house.number) - house.total - 14)
    house.proves()


@pytest.mark.parametrize("looked_at_by", ["the order", "a sync"])
def test_a_credit_whose_mark_was_lost_is_posted_all_the_same(
    journey: Journey, looked_at_by: str
) -> None:
    """The service was killed between the invoice and the mark of its credit."""
    house = CountingHouse(journey)
    credit = house.credit("25.00")
    parts, marks = journey.ledger.parts(journey.company), journey.ledger.marks
    parts.poller.poll()
    for subject in (Subject.CREDIT, Subject.ORDER):
        marks.settle(marks.take(journey.name, subject))
    if looked_at_by == "the order":
        parts.asking.ask(house.number)
        journey.quiet()
    else:
        journey.sync()
    assert len(_memos(house, credit)) == 1
