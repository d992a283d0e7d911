"""The migrations give exactly the tables that the code speaks of, on both databases."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

from leafledger.bookkeeping.wanted_deposits import Chosen, WantedDeposit
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.database.receipt_tables import receipts
from leafledger.database.tables import metadata
from leafledger.figures.money import Money
from leafledger.intake.order_names import find_orders
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.deposit_words import DepositWords
from leafledger.ledger.pointers import Known, RecordKind
from tests.database.conftest import PostgresDatabase

# SQLAlchemy cannot read back from SQLite what an index makes of a column.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression"),
]


def differences(database: Database) -> list[object]:
    """What a new migration would have to change."""
    options = {"version_table": "leafledger_migrations", "compare_server_default": _defaults_differ}
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))


def _defaults_differ(*compared: object) -> bool:
    """Both databases tell a default in their own spelling: `''`, `'1'`, `''::text`."""
    _context, _found, _declared, found, _default, declared = compared
    return _plain(found) != _plain(declared)


def _plain(default: object) -> str | None:
    return None if default is None else re.sub(r"::\w+$", "", str(default)).strip("'()")


def test_the_migrations_give_the_tables_of_the_code(database: Database) -> None:
    assert differences(database) == []


def test_a_missing_column_would_be_found(sqlite: Database) -> None:
    with sqlite.writing() as connection:
        connection.execute(text("ALTER TABLE bells DROP COLUMN rung"))
    assert len(differences(sqlite)) == 1


def test_a_second_upgrade_changes_nothing(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(text("INSERT INTO paces (name, arrival) VALUES ('one', 1.0)"))
    upgrade(database)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM paces")).scalar_one() == 1


def test_orders_that_were_seen_before_are_found_by_name_afterwards(database: Database) -> None:
    number = "f2ab7b7c-7b4e-4b59-9a7b-0001a9bf6e2f"
    wire = {"short_id": "A9bf6e2f", "external_id_seller": "SO-10492", "total": 1}
    SeenRecords(database).keep("one", System.LEAFLINK, "order", {number: wire, "odd": ["odd"]})
    with database.writing() as connection:
        for table in ("order_names", "receipts"):
            connection.execute(text(f"DROP TABLE {table}"))
        for index in ("links_by_record", "proved_checks_newest"):
            connection.execute(text(f"DROP INDEX {index}"))
        connection.execute(text("UPDATE leafledger_migrations SET version_num = '0010'"))
    upgrade(database)
    assert find_orders(database, "one", "LL-a9bf6e2f") == [number]
    assert find_orders(database, "one", "so-10492") == [number]


def test_payments_that_were_seen_before_wait_for_the_bank_afterwards(database: Database) -> None:
    seen, side = SeenRecords(database), ("one", System.QUICKBOOKS)
    line = {"Amount": 30, "LinkedTxn": [{"TxnId": "9", "TxnType": "JournalEntry"}]}
    payment = {
        "TxnDate": "2026-11-05", "TotalAmt": Decimal("30.10"), "UnappliedAmt": 0, "Line": [line],
        "PrivateNote": "LeafLink payment 88", "PaymentRefNum": "1042",
        "CustomerRef": {"value": "58", "name": "Green Mesa"}, "PaymentMethodRef": {"value": "2"},
    }  # fmt: skip
    wires = {id_: {**payment, "Id": id_} for id_ in ("71", "72", "73")}
    wires["74"] = {**payment, "Id": "74", "PrivateNote": "typed by hand"}
    seen.keep(*side, "Payment", wires)
    held = {"Line": [{"Amount": 30, "LinkedTxn": [{"TxnId": "72", "TxnType": "Payment"}]}]}
    seen.keep(*side, "Deposit", {"81": {"Id": "81", **held}})
    chosen = (Chosen("73", Money.of("30.10"), "Green Mesa"),)
    bank = Known(RecordKind.ACCOUNT, "35", "Checking")
    wanted = WantedDeposit("2026-11-06-4f0c2a", bank, date(2026, 11, 6), chosen, "Ana")
    with database.writing() as connection:
        assert DepositWords(database).say(connection, "one", wanted)
    before = _receipts(database)
    assert [row.id for row in before if row.dated and not row.deposit and not row.chosen] == ["71"]
    with database.writing() as connection:
        connection.execute(text("DROP TABLE receipts"))
        connection.execute(text("UPDATE leafledger_migrations SET version_num = '0011'"))
    upgrade(database)
    assert _receipts(database) == before


def _receipts(database: Database) -> list[Any]:
    with database.reading() as connection:
        return list(connection.execute(select(receipts).order_by(receipts.c.id)))


UPGRADE = """
import sys, time
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
database = Database(sys.argv[1])
time.sleep(max(0.0, float(sys.argv[2]) - time.time()))
upgrade(database)
"""


def _upgraded_by_three(url: str) -> list[str]:
    """Three processes upgrade at one moment; what those that failed said last."""
    at = str(time.time() + 1.2)
    command = [sys.executable, "-c", UPGRADE, url, at]
    workers = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [worker.communicate(timeout=60)[1].strip() for worker in workers]
    return [
        text.splitlines()[-1]
        for text, worker in zip(said, workers, strict=True)
        if worker.returncode
    ]


def test_three_workers_may_upgrade_one_postgresql_at_once(postgres: PostgresDatabase) -> None:
    url = postgres()
    assert _upgraded_by_three(url) == []
    database = Database(url)
    assert "marks" in inspect(database.engine).get_table_names()
    database.close()
