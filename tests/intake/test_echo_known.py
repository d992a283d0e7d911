"""A notice of what was seen already costs no read; one of anything else is never dropped."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from leafledger.database.connection import Database
from leafledger.intake.balances import MOVED_AT
from leafledger.intake.echoes import is_echo
from leafledger.intake.seen import SeenRecords, System
from leafledger.quickbooks.notices import Change

SEEN_AT = "2026-11-02T12:00:07-07:00"
SAME_SECOND = datetime.fromisoformat("2026-11-02T19:00:07.400+00:00")
EARLIER = datetime.fromisoformat("2026-11-02T19:00:03.400+00:00")
LATER = datetime.fromisoformat("2026-11-02T19:00:08.100+00:00")


def _told(
    database: Database, wire: dict[str, Any] | None, at: datetime | None, operation: str = "updated"
) -> bool:
    seen = SeenRecords(database)
    if wire is not None:
        seen.keep("mesa", System.QUICKBOOKS, "Invoice", {"145": wire})
    return is_echo(seen, "mesa", Change("934", "Invoice", "145", operation, at=at))


def _wire(at: str, **more: Any) -> dict[str, Any]:
    return {"Id": "145", "MetaData": {"LastUpdatedTime": at}, **more}


@pytest.mark.parametrize(("at", "echo"), [(EARLIER, True), (SAME_SECOND, True), (LATER, False)])
def test_only_what_happened_since_the_record_was_seen_is_news(
    database: Database, at: datetime, *, echo: bool
) -> None:
    assert _told(database, _wire(SEEN_AT), at) is echo


@pytest.mark.parametrize(("at", "echo"), [(EARLIER, False), (SAME_SECOND, True), (LATER, False)])
def test_a_balance_that_our_payment_moved_explains_that_second_only(
    database: Database, at: datetime, *, echo: bool
) -> None:
    """A hand's edit before our payment was never seen, whatever the balance tells."""
    wire = _wire("2026-11-02T11:00:00-07:00", **{MOVED_AT: SEEN_AT})
    assert _told(database, wire, at) is echo


def test_a_notice_without_a_time_is_always_looked_after(database: Database) -> None:
    assert not _told(database, _wire(SEEN_AT), None)


def test_a_record_that_was_never_seen_is_looked_after(database: Database) -> None:
    assert not _told(database, None, EARLIER)


def test_a_record_without_a_time_of_its_own_is_looked_after(database: Database) -> None:
    assert not _told(database, {"Id": "145"}, EARLIER)


def test_a_merge_is_never_taken_for_an_echo(database: Database) -> None:
    assert not _told(database, _wire(SEEN_AT), EARLIER, "merged")


def test_a_deletion_is_an_echo_only_when_the_record_is_known_to_be_gone(
    database: Database,
) -> None:
    assert not _told(database, _wire(SEEN_AT), EARLIER, "deleted")
    SeenRecords(database).gone("mesa", System.QUICKBOOKS, "Invoice", ["145"])
    assert _told(database, None, EARLIER, "deleted")
