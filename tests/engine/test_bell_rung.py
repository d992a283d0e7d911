"""Ringing is a part of the caller's transaction, and needs the bell to be opened first."""

from __future__ import annotations

import pytest

from leafledger.database.connection import Database
from leafledger.engine.bell import Bell, NotOpened
from leafledger.intake.marks import Marks, Subject, Why


def _mark(database: Database, marks: Marks, number: str) -> None:
    with database.writing() as connection:
        marks.mark(connection, "mesa", Subject.ORDER, [number], Why.NOTICE)


def test_a_bell_that_was_not_opened_says_so(database: Database, bell: Bell) -> None:
    with database.writing() as connection, pytest.raises(NotOpened):
        bell.ring(connection, "mesa")
    with pytest.raises(NotOpened):
        bell.ring_later("mesa", 1, "later")
    with pytest.raises(NotOpened):
        bell.take_over(["dead"])
    with pytest.raises(NotOpened):
        bell.forget_finished("2026-01-01T00:00:00+00:00")


def test_a_mark_whose_bell_cannot_be_rung_is_not_made(database: Database, bell: Bell) -> None:
    marks = Marks(database, bell.ring)
    with pytest.raises(NotOpened):
        _mark(database, marks, "10492")
    assert marks.waiting("mesa") == 0


def test_an_opened_bell_rings_and_opening_it_twice_is_harmless(
    database: Database, bell: Bell
) -> None:
    bell.open()
    bell.open()
    marks = Marks(database, bell.ring)
    _mark(database, marks, "10492")
    _mark(database, marks, "10493")
    assert marks.waiting("mesa") == 2
    bell.ring_later("mesa", 60, "later-mesa-1")
    bell.ring_later("mesa", 60, "later-mesa-1")
    assert bell.take_over(["nobody"]) == 0
    assert bell.forget_finished("2020-01-01T00:00:00+00:00") == 0


def test_a_closed_bell_must_be_opened_again(database: Database, bell: Bell) -> None:
    bell.open()
    bell.close()
    bell.close()
    with database.writing() as connection, pytest.raises(NotOpened):
        bell.ring(connection, "mesa")
