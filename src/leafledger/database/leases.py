"""Leases: one holder at a time over all processes, without a lock held during a call."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from leafledger.database.connection import Database

# A token refresh takes a second or two; a crashed holder's lease ends by itself.
LEASE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.05


class LeaseNotFree(Exception):
    """Somebody else held the lease for the whole time we waited."""


@contextmanager
def lease(database: Database, name: str, *, wait_seconds_max: float = 90.0) -> Iterator[None]:
    """Hold a named lease while the block runs.

    Raises: LeaseNotFree after waiting longer than a crashed holder could have kept it.
    """
    holder = uuid.uuid4().hex
    deadline = time.monotonic() + wait_seconds_max
    while not _taken(database, name, holder):
        if time.monotonic() > deadline:
            raise LeaseNotFree(name)
        time.sleep(LOOK_AGAIN_SECONDS)
    try:
        yield
    finally:
        with database.writing() as connection:
            connection.execute(
                text("DELETE FROM leases WHERE name = :name AND holder = :holder"),
                {"name": name, "holder": holder},
            )


def _taken(database: Database, name: str, holder: str) -> bool:
    with database.writing() as connection:
        now = database.now(connection)
        row = connection.execute(
            text(
                "INSERT INTO leases (name, holder, until) VALUES (:name, :holder, :until) "
                "ON CONFLICT (name) DO UPDATE SET holder = :holder, until = :until "
                "WHERE leases.until < :now RETURNING holder"
            ),
            {"name": name, "holder": holder, "until": now + LEASE_SECONDS, "now": now},
        ).one_or_none()
        return row is not None
