"""The crosswalk: one live link each way, and every earlier one can be read back."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from leafledger.bookkeeping.known_records import Link
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.ledger.pointers import RecordKind


def _link(database: Database, record: str, id_: str, company: str = "one") -> None:
    with database.writing() as connection:
        link = Link(record, id_, f"name {id_}")
        Crosswalk(database).link(connection, company, RecordKind.CUSTOMER, link, f"because {id_}")


def test_a_record_linked_anew_keeps_its_history(database: Database) -> None:
    crosswalk = Crosswalk(database)
    _link(database, "customer:1", "57")
    _link(database, "customer:1", "58")
    assert crosswalk.live("one", ["customer:1"])["customer:1"].quickbooks_id == "58"
    history = crosswalk.history("one", "customer:1")
    assert [row["quickbooks_id"] for row in history] == ["57", "58"]
    assert [row["evidence"] for row in history] == ["because 57", "because 58"]
    assert history[0]["retired_at"]
    assert history[1]["retired_at"] is None


def test_a_counterpart_of_one_record_cannot_be_anothers(database: Database) -> None:
    _link(database, "customer:1", "57")
    with pytest.raises(IntegrityError):
        _link(database, "customer:2", "57")
    assert Crosswalk(database).record_of("one", RecordKind.CUSTOMER, "57") == "customer:1"


def test_a_retired_counterpart_is_free_again(database: Database) -> None:
    _link(database, "customer:1", "57")
    with database.writing() as connection:
        Crosswalk(database).retire(connection, "one", "customer:1")
    _link(database, "customer:2", "57")
    assert Crosswalk(database).record_of("one", RecordKind.CUSTOMER, "57") == "customer:2"


def test_the_same_numbers_in_two_companies_are_two_records(database: Database) -> None:
    _link(database, "customer:1", "57", "one")
    _link(database, "customer:1", "57", "two")
    assert len(Crosswalk(database).history("one", "customer:1")) == 1
