"""The audit log: who did what, when, to which record. Rows are added, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select

from leafledger.database.connection import Database
from leafledger.database.people_tables import audit

# Words are for people; a whole document or payload has no place in them.
WORDS_LENGTH_MAX = 500
# How many rows an export reads at a time.
ROWS_AT_ONCE = 1_000


class Kind(StrEnum):
    """What kind of happening a row tells of."""

    SIGN_IN = "sign-in"
    REFUSAL = "refusal"
    PEOPLE = "people"
    TOKEN = "token"  # noqa: S105 (the name of a kind)
    CONNECTION = "connection"
    POLICY = "policy"
    CHECK = "check"
    LOOK = "look again"
    SYNC = "sync"
    MATCH = "match"
    DECISION = "decision"
    APPROVAL = "approval"
    UNDO = "undo"
    ASIDE = "hold or skip"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it. `way` is the door: pages, terminal, or the token's name; never an address."""

    name: str
    role: str
    way: str
    address_family: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """What was done. `record` as the crosswalk names it (`order:6f96...`), else empty."""

    kind: Kind
    words: str
    company: str = ""
    record: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row of the log."""

    number: int
    at: str
    actor: Actor
    what: Happening


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; what is empty does not matter. Days are UTC, both counted in.

    `only` are the companies whose rows a person sees who does not see all of them, `own` is their
    name: of what belongs to no company they see what they did themselves.
    """

    person: str = ""
    kind: str = ""
    record: str = ""
    company: str = ""
    first: date | None = None
    last: date | None = None
    only: frozenset[str] | None = None
    own: str = ""


class Audit:
    """Writes and reads the log."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, actor: Actor, what: Happening) -> None:
        """Add a row."""
        with self._database.writing() as connection:
            self.write_within(connection, actor, what)

    def write_within(self, connection: Connection, actor: Actor, what: Happening) -> None:
        """The same as part of a caller's transaction."""
        connection.execute(
            insert(audit).values(
                company=what.company, at=datetime.now(UTC).isoformat(), person=actor.name,
                role=actor.role, way=actor.way, kind=what.kind.value, words=_short(what.words),
                record=_short(what.record), before=_short(what.before), after=_short(what.after),
                address_family=actor.address_family,
            )
        )  # fmt: skip

    def rows(self, wanted: Wanted, *, below: int = 0, rows_max: int) -> list[AuditRow]:
        """The newest rows that fit; those below a number where one is given."""
        query = select(audit).order_by(audit.c.sequence.desc()).limit(rows_max)
        for chosen in _chosen(wanted):
            query = query.where(chosen)
        if below:
            query = query.where(audit.c.sequence < below)
        with self._database.reading() as connection:
            return [_row(row) for row in connection.execute(query)]

    def every(self, wanted: Wanted) -> Iterator[AuditRow]:
        """Every row that fits, the newest first, however many there are."""
        below = 0
        while rows := self.rows(wanted, below=below, rows_max=ROWS_AT_ONCE):
            yield from rows
            below = rows[-1].number

    def names(self, wanted: Wanted) -> list[str]:
        """Everybody who stands in those rows of the log that somebody may see."""
        query = select(audit.c.person).distinct().order_by(audit.c.person)
        for seen in _seen(wanted):
            query = query.where(seen)
        with self._database.reading() as connection:
            return [name for name in connection.execute(query).scalars() if name]


def _seen(wanted: Wanted) -> Iterator[Any]:
    if wanted.only is not None:
        of_none = (audit.c.company == "") & (audit.c.person == wanted.own)
        yield audit.c.company.in_(wanted.only) | of_none


def _chosen(wanted: Wanted) -> Iterator[Any]:
    yield from _seen(wanted)
    for name in ("person", "kind", "company"):
        if value := getattr(wanted, name):
            yield audit.c[name] == value
    if wanted.record:
        yield audit.c.record.contains(wanted.record, autoescape=True)
    if wanted.first is not None:
        yield audit.c.at >= wanted.first.isoformat()
    if wanted.last is not None and wanted.last < date.max:
        yield audit.c.at < (wanted.last + timedelta(days=1)).isoformat()


def _row(row: Any) -> AuditRow:
    return AuditRow(
        int(row.sequence), row.at,
        Actor(row.person, row.role, row.way, row.address_family),
        Happening(Kind(row.kind), row.words, row.company, row.record, row.before, row.after),
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= WORDS_LENGTH_MAX else text[: WORDS_LENGTH_MAX - 1] + "…"
