"""An answer that comes late never takes the place of a newer one."""

from __future__ import annotations

from typing import Any

import pytest

from leafledger.database.connection import Database
from leafledger.intake.balances import keep_receipts
from leafledger.intake.counters import Counters
from leafledger.intake.looking import ORDER
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.polling import ORDERS_CURSOR, Poller
from leafledger.intake.seen import SeenRecords, System
from tests.leaflink.exchange import Exchange, page

MESA = "mesa"
NOON, LATER = "2026-11-02T12:00:00-07:00", "2026-11-02T12:00:09-07:00"


def _books(token: str | None, at: str | None, balance: int) -> dict[str, Any]:
    wire: dict[str, Any] = {"Id": "145", "Balance": balance}
    if token is not None:
        wire["SyncToken"] = token
    return wire if at is None else {**wire, "MetaData": {"LastUpdatedTime": at}}


@pytest.mark.parametrize(
    ("kept", "read", "stands"),
    [
        (("2", NOON), ("1", LATER), "kept"),
        (("9", NOON), ("10", NOON), "read"),
        (("2", LATER), ("2", NOON), "kept"),
        (("2", NOON), ("2", NOON), "read"),
        (("2", NOON), ("2", None), "read"),
        ((None, None), ("0", NOON), "read"),
        ((None, LATER), (None, NOON), "kept"),
    ],
)
def test_an_older_state_of_a_document_is_left_aside(
    database: Database, kept: tuple[str, str], read: tuple[str, str], stands: str
) -> None:
    seen, side = SeenRecords(database), (MESA, System.QUICKBOOKS, "Invoice")
    seen.keep(*side, {"145": _books(*kept, 100)})
    changed = seen.keep(*side, {"145": _books(*read, 50)})
    balance = seen.all(*side)["145"].wire["Balance"]
    assert (balance, changed) == ((100, []) if stands == "kept" else (50, ["145"]))


def test_a_payment_read_late_moves_no_balance_back(database: Database) -> None:
    seen, side = SeenRecords(database), (MESA, System.QUICKBOOKS)
    seen.keep(*side, "Invoice", {"145": _books("0", NOON, 100)})
    line = {"Amount": 30, "LinkedTxn": [{"TxnId": "145", "TxnType": "Invoice"}]}
    new = {"Id": "7", "SyncToken": "1", "Line": [line]}
    for wire in (new, {"Id": "7", "SyncToken": "0", "Line": []}):
        with database.writing() as connection:
            keep_receipts(seen, connection, MESA, {"7": wire}, ours=True)
    assert seen.all(*side, "Invoice")["145"].wire["Balance"] == 70


def test_a_poll_that_comes_late_neither_hides_an_order_nor_its_notice(database: Database) -> None:
    """The doorbell rang while the pages were read, and the round fetched the newer order."""
    seen, marks = SeenRecords(database), Marks(database, lambda _, __: None)
    counters, side = Counters(database), (MESA, System.LEAFLINK, ORDER)
    with database.writing() as connection:
        counters.move_cursor(connection, MESA, ORDERS_CURSOR, "2026-11-02T18:50:00+00:00")
        marks.mark(connection, MESA, Subject.ORDER, ["u"], Why.NOTICE)
    seen.keep(*side, {"u": {"number": "u", "modified": LATER, "total": 324}})
    rows: dict[str, list[dict[str, object]]] = {
        "orders-received": [{"number": "u", "modified": NOON, "total": 216}],
        "order-payments": [
            {"id": 1, "order": "u", "created_on": NOON, "total": {"amount": 9, "currency": "USD"}}
        ],
    }

    def answer(request: Any) -> Any:
        found = next((some for name, some in rows.items() if name in request.url.path), [])
        return page(found, len(found))

    client = Exchange([answer]).client()
    Poller(MESA, client, database, seen, marks, counters).poll()
    assert seen.all(*side)["u"].wire["total"] == 324
    assert [mark.why for mark in marks.take(MESA, Subject.ORDER)] == [Why.NOTICE]
