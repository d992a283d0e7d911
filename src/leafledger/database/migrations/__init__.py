"""Alembic's migrations; `upgrade` brings a database to the newest."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config

from leafledger.database.connection import Database


def upgrade(database: Database) -> None:
    """Bring the tables to the newest migration. Safe to repeat; additive for running workers."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
