"""Names for what a table holds now: another name whenever any of it changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.schema import Column, Table


def version_of(
    connection: Connection, table: Table, changed_at: Column[Any], *which: ColumnElement[bool]
) -> str:
    """The name of some rows as this connection sees them.

    On SQLite writers come one after the other, so the newest `changed_at` moves with each. On
    PostgreSQL one that looked at the clock first may commit last; there each row carries the number
    of the transaction that wrote it (`xmin`), whose sum grows with every committed change.
    Source: https://www.postgresql.org/docs/current/ddl-system-columns.html (seen November 2026)
    """
    if connection.dialect.name == "sqlite":
        moved: ColumnElement[Any] = func.max(changed_at)
    else:
        writer = cast(cast(literal_column(f"{table.name}.xmin"), String), BigInteger)
        moved = func.sum(writer)
    count, newest = connection.execute(
        select(func.count(), moved).select_from(table).where(*which)
    ).one()
    return f"{count} {newest}"
