"""A mark that wants an order fetched stays so, whatever marks it again in between."""

from __future__ import annotations

import pytest

from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why

COMPANY, ORDER = "mesa", "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"


@pytest.mark.parametrize(
    ("first", "then", "stays"),
    [
        (Why.NOTICE, Why.CHANGED_BOOKS, Why.NOTICE),
        (Why.ASKED, Why.CHANGED_BOOKS, Why.ASKED),
        (Why.POLLED, Why.NOTICE, Why.NOTICE),
        (Why.NOTICE, Why.POLLED, Why.POLLED),
        (Why.CHANGED_BOOKS, Why.NOTICE, Why.NOTICE),
    ],
)
def test_what_wants_fetching_is_fetched_whatever_marks_it_again(
    database: Database, first: Why, then: Why, stays: Why
) -> None:
    rung: list[str] = []
    marks = Marks(database, lambda _, company: rung.append(company))
    for why in (first, then):
        with database.writing() as connection:
            marks.mark(connection, COMPANY, Subject.ORDER, [ORDER], why)
    (mark,) = marks.take(COMPANY, Subject.ORDER)
    assert (mark.why, mark.times, rung) == (stays, 2, [COMPANY])
