"""Alembic's migrations; `upgrade` brings a database to the newest."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from leafledger.database.connection import Database

# Any number does that nothing else in this database locks by.
UPGRADE_LOCK = 4_207_001


def upgrade(database: Database) -> None:
    """Bring the tables to the newest migration. Safe to repeat; additive for running workers."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with database.writing() as connection:
        if not database.is_sqlite:
            # Several workers may start at once; SQLite's writing transaction is a lock already.
            connection.execute(text(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
