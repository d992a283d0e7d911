"""Marks: what must be looked at again stays until it was, even if it changes while we look."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection

from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why


class Belfry:
    """Marks of one company over a bell that only counts."""

    def __init__(self, database: Database) -> None:
        self.rung = 0
        self._database = database
        self.marks = Marks(database, self._ring)

    def _ring(self, connection: Connection, company: str) -> None:
        del connection, company
        self.rung += 1

    def mark(self, *ids: str, why: Why = Why.NOTICE, company: str = "one") -> None:
        """Mark orders."""
        with self._database.writing() as connection:
            self.marks.mark(connection, company, Subject.ORDER, ids, why)

    def ids(self, company: str = "one") -> list[str]:
        """What is due."""
        return [mark.id for mark in self.marks.take(company, Subject.ORDER)]


@pytest.fixture
def belfry(database: Database) -> Belfry:
    return Belfry(database)


def test_the_same_order_marked_twice_is_one_mark_and_one_ring(belfry: Belfry) -> None:
    belfry.mark("a")
    belfry.mark("a", "b")
    assert belfry.ids() == ["a", "b"]
    assert belfry.rung == 1


def test_a_mark_made_again_while_we_looked_stays(belfry: Belfry) -> None:
    belfry.mark("a", "b")
    taken = belfry.marks.take("one", Subject.ORDER)
    belfry.mark("a")
    belfry.marks.settle(taken)
    assert belfry.ids() == ["a"]


def test_a_postponed_mark_is_not_due_and_a_new_notice_makes_it_due(belfry: Belfry) -> None:
    belfry.mark("a")
    belfry.marks.postpone(belfry.marks.take("one", Subject.ORDER), 60)
    assert belfry.ids() == []
    assert 50 < (belfry.marks.seconds_until_due("one") or 0) <= 60
    belfry.mark("a")
    assert belfry.ids() == ["a"]


def test_the_bell_rings_again_only_after_it_was_answered(belfry: Belfry) -> None:
    belfry.mark("a")
    belfry.mark("b")
    assert belfry.rung == 1
    belfry.marks.answer_bell("one")
    belfry.mark("c")
    assert belfry.rung == 2


def test_marks_of_one_company_are_not_anothers(belfry: Belfry) -> None:
    belfry.mark("a", company="one")
    belfry.mark("b", company="two")
    assert (belfry.ids("one"), belfry.ids("two")) == (["a"], ["b"])
    assert belfry.rung == 2


def test_a_transaction_that_fails_leaves_neither_mark_nor_ring_to_answer(
    belfry: Belfry, database: Database
) -> None:
    def fail() -> None:
        with database.writing() as connection:
            belfry.marks.mark(connection, "one", Subject.ORDER, ["a"], Why.NOTICE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert belfry.ids() == []
    belfry.mark("a")
    assert belfry.rung == 2, "the bell of the failed transaction must not count as rung"
