"""The last seen state: only what is not as it was counts as changed."""

from __future__ import annotations

from decimal import Decimal

from leafledger.database.connection import Database
from leafledger.intake.seen import SeenRecords, System

SIDE = ("one", System.LEAFLINK, "order")


def test_only_what_is_not_as_it_was_counts_as_changed(database: Database) -> None:
    seen = SeenRecords(database)
    assert seen.keep(*SIDE, {"a": {"total": 1}, "b": {"total": 2}}) == ["a", "b"]
    assert seen.keep(*SIDE, {"a": {"total": 1}, "b": {"total": 3}}) == ["b"]


def test_the_order_of_fields_is_no_change(database: Database) -> None:
    seen = SeenRecords(database)
    seen.keep(*SIDE, {"a": {"x": 1, "y": 2}})
    assert seen.keep(*SIDE, {"a": {"y": 2, "x": 1}}) == []


def test_cents_come_back_as_they_were(database: Database) -> None:
    seen = SeenRecords(database)
    seen.keep(*SIDE, {"a": {"total": Decimal("0.1")}})
    assert seen.all(*SIDE)["a"].wire["total"] == Decimal("0.1")


def test_a_deleted_record_is_gone_until_it_is_seen_again(database: Database) -> None:
    seen = SeenRecords(database)
    seen.keep(*SIDE, {"a": {"total": 1}})
    seen.gone(*SIDE, ["a"])
    assert seen.all(*SIDE) == {}
    assert seen.keep(*SIDE, {"a": {"total": 1}}) == ["a"]
    assert list(seen.some(*SIDE, ["a"])) == ["a"]


def test_first_sight_stays_when_the_record_changes(database: Database) -> None:
    seen = SeenRecords(database)
    seen.keep(*SIDE, {"a": {"total": 1}})
    first = seen.all(*SIDE)["a"].first_seen_at
    seen.keep(*SIDE, {"a": {"total": 2}})
    assert seen.all(*SIDE)["a"].first_seen_at == first
