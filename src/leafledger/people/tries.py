"""Wrong tries, counted by name and by address, so that guessing is slow. Outlives a restart."""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.people_tables import tries

# A person mistypes twice; who guesses gets five tries a minute at one name.
BY_NAME_MAX = 5
# A whole office may come from one address.
BY_ADDRESS_MAX = 20
CLOSED_FOR = timedelta(minutes=1)
# Wrong tries of this morning do not count against this evening.
FORGOTTEN_AFTER = timedelta(hours=1)
# Names are made up faster than they are forgotten; the oldest give way.
KEPT_MAX = 10_000


class Tries:
    """Takes a try before it is judged, so that many at one moment are counted one by one.

    Of names and addresses only digests are kept: people type passwords into the wrong field.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, what: str, allowed: int) -> bool:
        """Count a try; False when no more are taken just now. The last one closes for a minute."""
        key, now = _digest(what), datetime.now(UTC)
        with self._database.writing() as connection:
            connection.execute(
                delete(tries).where(tries.c.last_at < (now - FORGOTTEN_AFTER).isoformat())
            )
            row = connection.execute(
                select(tries).where(tries.c.key == key).with_for_update()
            ).one_or_none()
            if row is not None and row.closed_until > now.isoformat():
                return False
            wrong = (row.wrong if row is not None else 0) + 1
            closes = wrong >= allowed
            values = {
                "wrong": 0 if closes else wrong,
                "last_at": now.isoformat(),
                "closed_until": (now + CLOSED_FOR).isoformat() if closes else "",
            }
            if row is not None:
                connection.execute(update(tries).where(tries.c.key == key).values(values))
            else:
                self._make_room(connection)
                connection.execute(insert(tries).values(key=key, **values))
        return True

    def forget(self, what: str) -> None:
        """The try was right: those before it are forgotten."""
        with self._database.writing() as connection:
            connection.execute(delete(tries).where(tries.c.key == _digest(what)))

    def is_closed(self, what: str) -> bool:
        """Whether no try is taken just now."""
        with self._database.reading() as connection:
            until = connection.execute(
                select(tries.c.closed_until).where(tries.c.key == _digest(what))
            ).scalar_one_or_none()
        return bool(until and until > datetime.now(UTC).isoformat())

    @staticmethod
    def _make_room(connection: Connection) -> None:
        kept = connection.execute(select(func.count()).select_from(tries)).scalar_one()
        if kept >= KEPT_MAX:
            oldest = select(tries.c.key).order_by(tries.c.last_at).limit(KEPT_MAX // 10)
            connection.execute(delete(tries).where(tries.c.key.in_(oldest)))


def address_of(host: str) -> str:
    """What is counted as one address: an IPv4 address, or the network an IPv6 one is in."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def address_family(host: str) -> str:
    """All that the audit log keeps of an address: "IPv4", "IPv6", or nothing."""
    try:
        return f"IPv{ipaddress.ip_address(host).version}"
    except ValueError:
        return ""


def _digest(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()
