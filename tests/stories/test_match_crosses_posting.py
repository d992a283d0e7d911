"""A person matches a customer while LeafLedger is about to make it: never two of one (A9.1)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from leafledger.clerk.desk import Docket, RoundReport
from leafledger.clerk.matching import CannotMatch
from leafledger.intake.marks import Subject, Why
from tests.stories.conftest import StartJourney
from tests.stories.desk import desk_of
from tests.stories.journey import Journey
from tests.stories.test_customer_similar import _stranger

BY = "the bookkeeper"


def _ordered(setting_out: StartJourney) -> tuple[Journey, str, str, Any]:
    """A new customer's id, its first order, and whom the bookkeeper made for it in QuickBooks."""
    journey = setting_out()
    stranger = _stranger(journey)
    theirs = journey.change_in_quickbooks("Customer", {"DisplayName": "Store 7"})
    journey.start_today()
    return journey, str(stranger["id"]), journey.accepted(customer=stranger["id"]), theirs


def test_a_word_that_comes_while_the_customer_is_made_is_refused(
    setting_out: StartJourney,
) -> None:
    journey, stranger, number, theirs = _ordered(setting_out)
    journey.fault("quickbooks", "latency", method="POST", path="/(customer|batch)$", seconds=4)
    before = len(journey.books("Customer"))
    matching = journey.ledger.parts(journey.company).matching
    with ThreadPoolExecutor(1) as beside:
        at_work = beside.submit(journey.sync)
        journey.until(lambda: journey.ledger.journal.doubtful(journey.name), "ours on its way")
        for word in (theirs["Id"], "new"):
            with pytest.raises(CannotMatch, match="at this moment"):
                matching.match("customer", stranger, word, BY)
        at_work.result()
    assert len(journey.books("Customer")) == before + 1
    journey.proves(number)


def test_an_order_planned_before_a_word_is_planned_anew_and_posted_to_the_match(
    setting_out: StartJourney,
) -> None:
    journey, stranger, number, theirs = _ordered(setting_out)
    journey.ledger.keeping.sweep()
    journey.stop_work()
    parts, marks = journey.ledger.parts(journey.company), journey.ledger.marks
    rehearsed = parts.rehearsing.plan(journey.company, number)
    assert rehearsed is not None
    parts.matching.match("customer", stranger, theirs["Id"], BY)
    customers = len(journey.books("Customer"))
    with journey.ledger.database.writing() as connection:
        marks.mark(connection, journey.name, Subject.ORDER, [number], Why.ASKED)
    taken = marks.take(journey.name, Subject.ORDER)
    dockets, report = {number: Docket()}, RoundReport()
    desk, policy = desk_of(journey), journey.ledger.policies.in_force(journey.name)
    desk.carry_out(journey.company, {number: rehearsed.plan}, policy, dockets)
    assert journey.invoices_of(number) == []
    desk.settle([one for one in taken if one.id == number], dockets, report)
    journey.begin_work()
    journey.quiet()
    assert journey.invoice_of(number)["CustomerRef"]["value"] == theirs["Id"]
    assert len(journey.books("Customer")) == customers
    journey.proves(number)
