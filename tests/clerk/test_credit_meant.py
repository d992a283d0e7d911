"""A payment of the type credit uses a credit: kept and looked at, both or neither (A6.3)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from leafledger.bookkeeping.known_records import Link
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.known_payouts import KnownPayouts
from leafledger.commerce.orders import Order
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.intake.remittances import CREDIT, PAYMENTS
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind

SIDE = ("mesa", System.LEAFLINK)
# All that is asked of an order here is whose it is.
ORDERS = cast("dict[str, Order]", {"u": SimpleNamespace(customer="3")})
PAID_AT = "2026-11-09T01:00:00+00:00"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One credit of 60.00, and a payment of an order that was made with it."""
    database = Database(f"sqlite:///{tmp_path / 'books.sqlite'}")
    upgrade(database)
    seen = SeenRecords(database)
    seen.keep(*SIDE, CREDIT, {"6": _credit()})
    payment = {
        "id": 7, "order": "u", "total": _dollars(60), "payment_date": PAID_AT,
        "created_on": PAID_AT, "payment_type": "credit", "reason": "",
    }  # fmt: skip
    seen.keep(*SIDE, PAYMENTS, {"u": [payment]})
    yield database
    database.close()


def _dollars(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD"}


def _credit(**more: object) -> dict[str, Any]:
    return {
        "id": 6, "status": "active", "customer": 3, "amount": _dollars(60),
        "credit_date": "2026-11-03", "reason": "other", **more,
    }  # fmt: skip


def _known(database: Database) -> KnownPayments:
    crosswalk = Crosswalk(database)
    payouts = KnownPayouts("mesa", database, SeenRecords(database), crosswalk)
    return KnownPayments("mesa", SeenRecords(database), crosswalk, payouts)


def test_a_use_is_not_kept_where_its_credit_could_not_be_marked(database: Database) -> None:
    known = _known(database)
    uses = known.credits_meant(ORDERS)
    with database.writing() as connection:
        assert known.use_credits(connection, uses) == ["6"]
        connection.rollback()
    with database.writing() as connection:
        assert known.use_credits(connection, known.credits_meant(ORDERS)) == ["6"]


def test_a_use_that_is_kept_is_not_told_of_again(database: Database) -> None:
    known = _known(database)
    for expected in (["6"], []):
        with database.writing() as connection:
            assert known.use_credits(connection, known.credits_meant(ORDERS)) == expected


@pytest.mark.parametrize(
    ("status", "linked", "unposted"),
    [
        ("active", [], ["6"]),
        ("active", ["credit:6"], []),
        ("used", ["credit:6"], ["6"]),
        ("used", ["credit:6", "credit:6:use"], []),
    ],
)
def test_a_credit_is_posted_once_its_memo_is_there_and_used(
    database: Database, status: str, linked: list[str], unposted: list[str]
) -> None:
    SeenRecords(database).keep(*SIDE, CREDIT, {"6": _credit(status=status, applied_to="u")})
    for place, record in enumerate(linked):
        kind = RecordKind.PAYMENT if record.endswith("use") else RecordKind.CREDIT_MEMO
        with database.writing() as connection:
            Crosswalk(database).link(connection, "mesa", kind, Link(record, str(place), ""), "")
    known = _known(database)
    assert (known.credits_unposted(), known.credits_unposted({"6"})) == (unposted, unposted)
