"""A sentence about a record says its name as people know it, whoever knows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leafledger.bookkeeping.known_records import Link
from leafledger.clerk.spoken_names import SpokenNames
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind

COMPANY, NUMBER = "mesa", "2904acec-f5bb-4188-b805-99e9090b20bb"


@pytest.fixture
def names(tmp_path: Path) -> Iterator[SpokenNames]:
    """Two orders, two customers and a product were seen; one customer only linked."""
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(database)
    seen, crosswalk = SeenRecords(database), Crosswalk(database)
    for kind, id_, wire in (
        ("order", NUMBER, {"order_seller_number": "10492", "short_id": "090b20bb"}),
        ("customer", "8841", {"id": 8841, "name": "Mesa LLC", "nickname": "Green Mesa"}),
        ("product", "102", {"id": 102, "name": "Blue Dream"}),
    ):
        seen.keep(COMPANY, System.LEAFLINK, kind, {id_: wire})
    with database.writing() as connection:
        for record, id_, name in (("customer:8841", "58", "Mesa"), ("customer:9001", "59", "Old")):
            link = Link(record, id_, name)
            crosswalk.link(connection, COMPANY, RecordKind.CUSTOMER, link, "a test")
    yield SpokenNames(COMPANY, database)
    database.close()


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (f"order:{NUMBER}", "order 10492"),
        (f"payments:{NUMBER}", "a payment of order 10492"),
        ("order:11111111-2222-4333-8444-5555deadbeef", "order deadbeef"),
        ("customer:8841", 'customer "Green Mesa"'),
        ("customer:9001", 'customer "Old"'),
        ("customer:7", "a customer that LeafLink shows no more"),
        ("customer:merged:58:71", 'customer "Green Mesa"'),
        ("product:102", 'product "Blue Dream"'),
        ("product:7", "a product that LeafLink shows no more"),
        ("credit:31", "credit 31"),
        ("payout:LLP-20261102", "payout LLP-20261102"),
    ],
)
def test_each_kind_of_record_is_called_by_its_name(
    names: SpokenNames, record: str, said: str
) -> None:
    assert names.called(record) == said
