"""Sessions: which browser is whose. Only a digest of each is kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.people_tables import people, sessions
from leafledger.people.register import Person, as_people

# A working day; a session ends then whether it was used or not.
LASTS = timedelta(hours=12)
# More browsers than one person opens in a day; the oldest session gives way.
OF_A_PERSON_MAX = 20


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, person: Person) -> str:
        """A new session under a name nobody knew before; what the browser keeps."""
        session = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.until <= now.isoformat()))
            newest = (
                select(sessions.c.digest)
                .where(sessions.c.person == person.number)
                .order_by(sessions.c.begun_at.desc())
                .limit(OF_A_PERSON_MAX - 1)
            )
            kept = list(connection.execute(newest).scalars())
            connection.execute(
                delete(sessions).where(
                    sessions.c.person == person.number, sessions.c.digest.not_in(kept)
                )
            )
            connection.execute(
                insert(sessions).values(
                    digest=_digest(session), person=person.number, begun_at=now.isoformat(),
                    until=(now + LASTS).isoformat(),
                )
            )  # fmt: skip
            connection.execute(
                update(people)
                .where(people.c.sequence == person.number)
                .values(seen_at=now.isoformat())
            )
        return session

    def person(self, session: str) -> Person | None:
        """Whose session it is, as they are now; None where it opens nothing any more."""
        if not session:
            return None
        with self._database.reading() as connection:
            rows = connection.execute(
                select(people)
                .join(sessions, sessions.c.person == people.c.sequence)
                .where(
                    sessions.c.digest == _digest(session),
                    sessions.c.until > datetime.now(UTC).isoformat(),
                    people.c.active,
                )
            ).all()
            found = as_people(connection, rows)
        return found[0] if found else None

    def end(self, session: str) -> None:
        """Sign out: the session opens nothing any more, in whatever browser it lies."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == _digest(session)))

    def end_all(self, person: Person) -> None:
        """Sign a person out everywhere."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.person == person.number))


def session_cookie(*, secure: bool) -> str:
    """What the browser calls its session. Under TLS the prefix ties it to this very host."""
    return f"{'__Host-' if secure else ''}leafledger_session"


def _digest(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
