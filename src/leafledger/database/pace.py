"""The common pace: every call to an API passes here, in every process.

One row per API key or company and endpoint class, moved on in one transaction on the database's
clock. It holds two limits at once: the minute's, by the generic cell rate algorithm, and the
second's, by the times of the last calls. Since every call passes, retries and interactive ones
too, no window of the real limits is ever overrun by two processes that do not know each other.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, text

from leafledger.database.connection import Database
from leafledger.database.tables import paces


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls a second, of which `burst` may come at once.

    In any window of T seconds at most `burst + T * per_second` calls are let through, and in any
    second (and a little more) at most `in_a_second` where that is given.
    """

    per_second: float
    burst: int
    in_a_second: int | None = None


# Two calls that leave a second apart may arrive a little closer together.
SECOND = 1.05
# Divisions by the interval come out a hair below whole numbers.
ALMOST = 1e-9
# QuickBooks: 500 a minute and 10 a second for a company (reference/quickbooks.md 7). Ten at once
# and eight a second make at most 490 in a minute; an order with a new customer and four new items
# need not wait.
QUICKBOOKS_SINGLE = Rate(per_second=8.0, burst=10, in_a_second=10)
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
        self._in_a_second = int(rate.in_a_second * factor) if rate.in_a_second else 0
        self._sleep = sleep
        with database.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO paces (name, arrival, recent) VALUES (:name, 0, '') "
                    "ON CONFLICT DO NOTHING"
                ),
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
        """Take the next place; how many seconds away it is (below zero: it is due)."""
        with self._database.writing() as connection:
            row = connection.execute(
                select(paces.c.arrival, paces.c.recent)
                .where(paces.c.name == self._name)
                .with_for_update()
            ).one()
            now = self._database.now(connection)
            arrival = max(float(row.arrival), now)
            leaves = max(arrival - self._tolerance, now)
            recent = [float(moment) for moment in row.recent.split()]
            if self._in_a_second and len(recent) >= self._in_a_second:
                leaves = max(leaves, recent[-self._in_a_second] + SECOND)
            kept = [*recent, leaves][-self._in_a_second :] if self._in_a_second else []
            connection.execute(
                text("UPDATE paces SET arrival = :arrival, recent = :recent WHERE name = :name"),
                {
                    "name": self._name,
                    "arrival": arrival + self._interval,
                    "recent": " ".join(f"{moment:.6f}" for moment in kept),
                },
            )
        return leaves - now


def left_in_a_minute(
    database: Database, name: str, rate: Rate, factor: float = 1.0
) -> tuple[int, int]:
    """How many calls could leave within the next minute, and how many at the very most.

    Example: nothing called lately at LeafLink's rate -> (290, 290)
    """
    interval = 1.0 / (rate.per_second * factor)
    room = 60.0 + (rate.burst * factor - 1) * interval
    most = math.floor(room / interval + ALMOST) + 1
    with database.reading() as connection:
        arrival = connection.execute(
            select(paces.c.arrival).where(paces.c.name == name)
        ).scalar_one_or_none()
        behind = max(float(arrival or 0.0) - database.now(connection), 0.0)
    left = math.floor((room - behind) / interval + ALMOST) + 1
    return max(0, min(left, most)), most
