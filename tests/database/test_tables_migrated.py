"""The migrations give exactly the tables that the code speaks of, on both databases."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.database.tables import metadata
from leafledger.intake.order_names import find_orders
from leafledger.intake.seen import SeenRecords, System
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
        connection.execute(text("DROP TABLE order_names"))
        for index in ("links_by_record", "proved_checks_newest"):
            connection.execute(text(f"DROP INDEX {index}"))
        connection.execute(text("UPDATE leafledger_migrations SET version_num = '0010'"))
    upgrade(database)
    assert find_orders(database, "one", "LL-a9bf6e2f") == [number]
    assert find_orders(database, "one", "so-10492") == [number]


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
