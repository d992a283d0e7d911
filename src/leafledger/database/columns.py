"""The columns that tables are made of, and the one list of all tables."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, Text

metadata = MetaData()

# SQLite counts up by itself only in an INTEGER key; PostgreSQL takes the wide one.
Sequence = BigInteger().with_variant(Integer, "sqlite")


def text_column(name: str, *, default: str | None = None, key: bool = False) -> Column[str]:
    """Text that is always there; empty or another default where one is named."""
    if default is None:
        return Column(name, Text, nullable=False, primary_key=key)
    return Column(name, Text, nullable=False, server_default=default)


def number_column(name: str) -> Column[int]:
    """A key that the database counts up by itself."""
    return Column(name, Sequence, primary_key=True, autoincrement=True)
