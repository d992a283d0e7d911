"""`leafledger sync` asks where the books begin, posts, and says what waits for a person."""

from __future__ import annotations

import pytest

from tests.cli.command_line import LONG_AGO, CommandLine

pytestmark = pytest.mark.server

MEMBERS = {"company", "looked_at", "left", "held", "questions", "steps", "calls"}


def test_the_first_sync_asks_where_the_books_begin(unposted: CommandLine) -> None:
    invoices = unposted.books("Invoice")
    sentence = unposted.refusal("sync")
    assert sentence.startswith("The first sync needs to know where the books begin.")
    assert "Nothing was posted." in sentence
    assert "--since DATE" in sentence
    assert unposted.books("Invoice") == invoices


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "31.01.2026"])
def test_a_day_that_is_none_is_refused_in_a_sentence(unposted: CommandLine, day: str) -> None:
    sentence = unposted.refusal("sync", "--since", day)
    assert sentence == f"{day} is not a date. Write it as 2026-01-31."


def test_a_sync_posts_and_prints_what_the_contract_lists(connected: CommandLine) -> None:
    before = len(connected.books("Invoice"))
    told = connected.sync()
    assert set(told) == MEMBERS
    assert (told["left"], told["held"], told["questions"]) == (0, "", [])
    posted = connected.json("prove")["documents"]
    assert len(connected.books("Invoice")) == before + posted > before
    again = connected.json("sync", "--until-idle")
    assert again["steps"] == told["steps"]


def test_a_single_order_is_posted_without_a_start(connected: CommandLine) -> None:
    before = len(connected.books("Invoice"))
    ended = connected.run("sync", "--order", connected.accepted()["short_id"])
    assert ended.stdout.startswith("1 order was new or changed. ")
    assert len(connected.books("Invoice")) == before + 1


def test_an_order_that_nobody_knows_is_refused_by_name(unposted: CommandLine) -> None:
    sentence = unposted.refusal("sync", "--order", "nothing-like-it")
    assert sentence == "LeafLink shows no order called nothing-like-it."


def test_a_question_ends_the_sync_with_a_need_for_a_person(connected: CommandLine) -> None:
    order = connected.accepted()
    connected.corrupt(order["number"], total=1.0)
    told = connected.sync(code=1)
    (question,) = told["questions"]
    assert set(question) == {"about", "order", "number", "kind", "text", "amount"}
    assert (question["number"], question["amount"]) == (order["number"], "1.00")
    assert question["kind"] == "total_does_not_add_up"
    in_words = connected.run("sync")
    assert in_words.exit_code == 1
    assert "1 thing waits for you:" in in_words.stdout
    assert "Nothing was posted." in in_words.stdout


def test_a_key_that_was_taken_back_cannot_reach(connected: CommandLine) -> None:
    connected.running.control("leaflink", "/keys", {"scheme": "App", "revoked": True})
    try:
        told = connected.json("sync", "--since", LONG_AGO, code=3)
        assert "LeafLink" in told["error"]
    finally:
        connected.running.control("leaflink", "/keys", {"scheme": "App", "revoked": False})
