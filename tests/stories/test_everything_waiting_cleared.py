"""A bookkeeper clears every kind of thing that waits, in a real browser, and all is proved."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import pytest
from playwright.sync_api import Locator, Page

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.people.roles import Role
from leafledger.reconciliation.checks import Standing
from tests.pages.browsing import chromium, come_in, opened, pictures, served
from tests.pages.conftest import PASSWORD
from tests.stories.conftest import StartJourney
from tests.stories.journey import Journey
from tests.stories.matters import Matters, close_the_books, everything_waits

pytestmark = [pytest.mark.browser, pytest.mark.server]


class Desk:
    """The page of what waits, as a bookkeeper works through it."""

    def __init__(self, page: Page, address: str, matters: Matters) -> None:
        self.page = page
        self.matters = matters
        self.address = f"{address}/companies/{matters.journey.name}"

    def of(self, kind: QuestionKind) -> Locator:
        """The matters of one cause, on the page as it stands now."""
        self.page.goto(f"{self.address}/attention")
        return self.page.locator(f'section[aria-labelledby="{kind.value}"]')

    def press(self, kind: QuestionKind, button: str) -> None:
        """Press a cure, and see that what waited leaves the page."""
        self.of(kind).get_by_role("button", name=button).first.click()
        self.page.get_by_role("status").wait_for()
        self.gone(kind)

    def lead(self, kind: QuestionKind, link: str) -> None:
        """Follow a cure that lies on another page."""
        self.of(kind).get_by_role("link", name=link).first.click()

    def choose(self, group: str, question: str, answer: str) -> None:
        """Choose otherwise in the policy, where the cure led to."""
        choice = self.page.get_by_label(question, exact=True)
        choice.select_option(label=answer)
        self.page.get_by_role("button", name=f"Save {group}").click()
        self.page.get_by_role("status").get_by_text("Your choices are in force").wait_for()

    def gone(self, kind: QuestionKind) -> None:
        """The engine did what was asked, and nothing of this cause waits any more."""
        journey = self.matters.journey
        journey.quiet()
        left = journey.ledger.questions.all(journey.name)
        assert kind not in {one.question.kind for one in left}
        assert self.of(kind).count() == 0


def similar(desk: Desk) -> None:
    desk.press(QuestionKind.SIMILAR_CUSTOMER, f"It is {desk.matters.near}")


def odd(desk: Desk) -> None:
    desk.lead(QuestionKind.TOTAL_DOES_NOT_ADD_UP, "Hold or skip the order")
    desk.page.get_by_text("Hold or skip…").click()
    desk.page.get_by_label("Why?").fill("A test order of the buyer")
    desk.page.get_by_role("button", name="Skip").click()
    desk.page.get_by_text("skipped this order").wait_for()
    desk.gone(QuestionKind.TOTAL_DOES_NOT_ADD_UP)


def broken(desk: Desk) -> None:
    journey = desk.matters.journey
    journey.corrupt(desk.matters.orders["broken"])
    desk.press(QuestionKind.UNREADABLE_ORDER, "Look again")


def edited(desk: Desk) -> None:
    desk.press(QuestionKind.EDITED_BY_HAND, "Restore ours")


def changed(desk: Desk) -> None:
    desk.lead(QuestionKind.NEEDS_APPROVAL, "Look and approve")
    desk.page.get_by_role("button", name="Approve").click()
    desk.page.get_by_text("Your approval is written down.").wait_for()
    desk.gone(QuestionKind.NEEDS_APPROVAL)


def gone(desk: Desk) -> None:
    desk.press(QuestionKind.PAYMENT_GONE, "Post it again")


def twice(desk: Desk) -> None:
    desk.press(QuestionKind.SAME_MONEY, "It is the same money")


def goods(desk: Desk) -> None:
    desk.lead(QuestionKind.PAYMENT_BY_TRADE, "Choose it in the policy")
    desk.choose("accounts", "Settled in goods (trade)", "Undeposited Funds")
    desk.gone(QuestionKind.PAYMENT_BY_TRADE)


def disputed(desk: Desk) -> None:
    desk.lead(QuestionKind.CUSTOMER_CONFLICT, "Look and decide")
    desk.page.get_by_role("button", name="Keep LeafLink's").first.click()
    desk.page.get_by_role("status").wait_for()
    desk.gone(QuestionKind.CUSTOMER_CONFLICT)


def closed(desk: Desk) -> None:
    journey = desk.matters.journey
    close_the_books(journey)
    desk.matters.orders["closed"] = journey.accepted()
    journey.sync()
    desk.lead(QuestionKind.CLOSED_PERIOD, "Choose it in the policy")
    desk.choose("dates", "What falls into closed books", "is dated the first open day")
    desk.gone(QuestionKind.CLOSED_PERIOD)


CLEARED: list[Callable[[Desk], None]] = [
    similar, odd, broken, edited, changed, gone, twice, goods, disputed, closed,
]  # fmt: skip


def test_a_bookkeeper_clears_every_kind_of_matter(setting_out: StartJourney) -> None:
    matters = everything_waits(setting_out)
    journey = matters.journey
    journey.ledger.gate.register.add("Olive Owner", "olive", Role.OWNER, PASSWORD)
    with ExitStack() as held:
        address = held.enter_context(served(journey.ledger))
        browser = held.enter_context(chromium())
        page = held.enter_context(opened(browser, address))
        come_in(page, address, "olive", PASSWORD)
        desk = Desk(page, address, matters)
        page.goto(f"{desk.address}/attention")
        pictures(page, "attention-everything")
        for clear in CLEARED:
            clear(desk)
        page.goto(f"{desk.address}/attention")
        page.get_by_text("Nothing waits for you.").wait_for()
    everything_is_proved(journey, matters)


def everything_is_proved(journey: Journey, matters: Matters) -> None:
    """To the cent, order by order and payment by payment."""
    proof = journey.proof()
    assert proof.holds
    assert proof.checks_with(Standing.DIFFERS) == []
    for name, number in matters.orders.items():
        if name != "odd":
            journey.proves(number)
    assert journey.invoices_of(matters.orders["odd"]) == []
