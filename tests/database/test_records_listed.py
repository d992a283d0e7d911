"""LeafLink's customers and products beside their counterparts: what a list lets through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import insert

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.database.proof_tables import proved_checks, proved_customers
from leafledger.figures.money import Money
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.open_questions import OpenQuestions
from leafledger.ledger.pointers import RecordKind
from leafledger.reports.pairs import ROWS_ON_A_PAGE, Pairs, Sort, Standing, Wanted

# The rows of a proof in which customer 5 has an agreed difference, and QuickBooks's 56 differs.
PROOF = 7
MINE: Mapping[str, Any] = {
    "1": {"id": 1, "name": "Acme LLC", "nickname": "Acme", "license_number": "402R-1"},
    "2": {"id": 2, "name": "Birch", "archived": True},
    "3": {"id": 3, "name": "Cedar 100%_", "email": "ap@cedar.example"},
    "4": {"id": 4, "name": "Dune"},
    "5": {"id": 5, "name": "elm"},
    "6": {"id": 6, "name": "Fir"},
    "7": {"id": 7, "name": "Grove"},
}
THEIRS: Mapping[str, Any] = {
    "51": {"Id": "51", "DisplayName": "Acme Holdings", "Active": True},
    "54": {"Id": "54", "DisplayName": "Dune (deleted)", "Active": False},
    "55": {"Id": "55", "DisplayName": "Elm", "Notes": "Licence 402R-5"},
    "56": {"Id": "56", "DisplayName": "Fir", "ResaleNum": "402R-6"},
    "58": {"Id": "58", "DisplayName": "Nobody's"},
}


@pytest.fixture
def pairs(database: Database) -> Pairs:
    """Seven customers of one company, and one of another."""
    seen, crosswalk = SeenRecords(database), Crosswalk(database)
    seen.keep("one", System.LEAFLINK, "customer", MINE)
    seen.keep("two", System.LEAFLINK, "customer", {"1": {"id": 1, "name": "Another's"}})
    seen.keep("one", System.QUICKBOOKS, "Customer", THEIRS)
    with database.writing() as connection:
        for id_, there in (("1", "51"), ("4", "54"), ("5", "55"), ("6", "56")):
            link = Link(f"customer:{id_}", there, THEIRS[there]["DisplayName"])
            crosswalk.link(connection, "one", RecordKind.CUSTOMER, link, "same licence")
        asked = Question(
            QuestionKind.SIMILAR_CUSTOMER, "customer:7", "It is like another.", "It waits.",
            "Say who it is.", Money.zero(),
        )  # fmt: skip
        connection.execute(
            insert(proved_customers).values(
                listing=PROOF, customer_id="5", orders=1, leaflink=0, quickbooks=0, agreed=True
            )
        )
        connection.execute(
            insert(proved_checks).values(
                listing=PROOF, section="customers", place=0, subject="customer:56", name="Fir",
                search="fir", dated="", standing="differs", wanted=0, booked=5, outside=0, why="",
                cure="",
            )
        )  # fmt: skip
        OpenQuestions(database).ask(connection, "one", "order:x", "10492", [asked])
    return Pairs(database)


def listed(pairs: Pairs, search: str = "", standing: str = "") -> list[tuple[str, str, str]]:
    page = pairs.page("one", Wanted(Sort.CUSTOMER, search, standing), PROOF, 1)
    assert page.found == len(page.rows)
    return [(row.id, row.quickbooks_id, row.standing.value) for row in page.rows]


def test_each_customer_stands_as_it_is_and_those_that_need_a_person_first(pairs: Pairs) -> None:
    assert listed(pairs) == [
        ("6", "56", "attention"),
        ("7", "", "attention"),
        ("3", "", "unmatched"),
        ("5", "55", "agreed"),
        ("1", "51", "matched"),
        ("2", "", "inactive"),
        ("4", "54", "inactive"),
    ]
    counts = pairs.page("one", Wanted(Sort.CUSTOMER), PROOF, 1).counts
    assert counts[Standing.ATTENTION] == 2
    assert counts[Standing.INACTIVE] == 2
    assert pairs.one("one", Sort.CUSTOMER, "5", PROOF).standing is Standing.AGREED
    assert pairs.one("one", Sort.CUSTOMER, "5", None).standing is Standing.MATCHED


def test_a_search_takes_every_word_literally_on_both_sides(pairs: Pairs) -> None:
    assert [row[0] for row in listed(pairs, "acme holdings")] == ["1"]
    assert [row[0] for row in listed(pairs, "402r-1")] == ["1"]
    assert [row[0] for row in listed(pairs, "100%_")] == ["3"]
    assert listed(pairs, "a_me") == []
    assert [row[0] for row in listed(pairs, standing="unmatched")] == ["3"]


def test_quickbooks_is_searched_by_name_and_by_a_licence_in_the_notes(pairs: Pairs) -> None:
    assert pairs.in_quickbooks("one", Sort.CUSTOMER, "fir") == ["56"]
    assert pairs.in_quickbooks("one", Sort.CUSTOMER, "402R-5") == ["55"]
    assert pairs.in_quickbooks("one", Sort.CUSTOMER, "licence") == []
    assert pairs.in_quickbooks("two", Sort.CUSTOMER, "fir") == []


def test_a_long_list_comes_page_by_page_and_whole_for_a_spreadsheet(
    database: Database,
) -> None:
    many = {str(n): {"id": n, "name": f"Store {n:03}", "sku": f"S{n}"} for n in range(120)}
    SeenRecords(database).keep("one", System.LEAFLINK, "product", many)
    pairs, wanted = Pairs(database), Wanted(Sort.PRODUCT)
    last = pairs.page("one", wanted, None, 9)
    assert (last.page, last.pages, last.found) == (3, 3, 120)
    assert len(last.rows) == 120 - 2 * ROWS_ON_A_PAGE
    whole = [row.id for some in pairs.every("one", wanted, None) for row in some]
    assert len(set(whole)) == 120
    assert whole[0] == "0"
