"""The common pace: every call to an API passes here, in every process.

One row per API key or company and endpoint class, moved on by one UPDATE on the database's
clock (the generic cell rate algorithm). Since every call passes, retries and interactive ones
too, no window of the real limit is ever overrun by two processes that do not know each other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from leafledger.database.connection import Database


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a second, of which `burst` may come at once.

    In any window of T seconds at most `burst + T * per_second` calls are let through.
    """

    per_second: float
    burst: int


# QuickBooks: 500 a minute and 10 a second for a company (reference/quickbooks.md 7). Two at once
# and eight a second make at most 482 in a minute and 10 in a second.
QUICKBOOKS_SINGLE = Rate(per_second=8.0, burst=2)
# QuickBooks batches: 40 a minute (same place). 2 + 0.6 * 60 = 38.
QUICKBOOKS_BATCH = Rate(per_second=0.6, burst=2)
# LeafLink: 300 a minute for a key's owner (reference/leaflink.md 1.7). 20 + 4.5 * 60 = 290.
LEAFLINK = Rate(per_second=4.5, burst=20)


class Pace:
    """Waits until a call may be made.

    `factor` multiplies rate and burst; above 1 only against simulators that are scaled alike.
    """

    def __init__(
        self,
        database: Database,
        name: str,
        rate: Rate,
        *,
        factor: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._database = database
        self._name = name
        self._interval = 1.0 / (rate.per_second * factor)
        # `burst` calls at once: the last of them lies burst - 1 intervals ahead of its time.
        self._tolerance = (rate.burst * factor - 1) * self._interval
        self._sleep = sleep
        with database.writing() as connection:
            connection.execute(
                text("INSERT INTO paces (name, arrival) VALUES (:name, 0) ON CONFLICT DO NOTHING"),
                {"name": name},
            )

    def __call__(self) -> None:
        """Take the next place in the row and wait for its time."""
        wait = self._take()
        if wait > 0:
            self._sleep(wait)

    def hold(self, seconds: float) -> None:
        """Let nobody through for some seconds: the other side said that it was too much."""
        with self._database.writing() as connection:
            until = self._database.now(connection) + seconds + self._tolerance
            connection.execute(
                text("UPDATE paces SET arrival = :until WHERE name = :name AND arrival < :until"),
                {"name": self._name, "until": until},
            )

    def _take(self) -> float:
        with self._database.writing() as connection:
            now = self._database.now(connection)
            arrival = connection.execute(
                text(
                    "UPDATE paces SET arrival = "
                    "CASE WHEN arrival > :now THEN arrival ELSE :now END + :interval "
                    "WHERE name = :name RETURNING arrival"
                ),
                {"name": self._name, "now": now, "interval": self._interval},
            ).scalar_one()
        return float(arrival) - self._interval - self._tolerance - now
