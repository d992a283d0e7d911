"""Tokens for programs: each acts for a person, within its scopes. Shown once, kept as a digest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.people_tables import people, tokens
from leafledger.people.register import NAME_LENGTH_MAX, Person, as_people
from leafledger.people.roles import SCOPE_OF, Right, Scope

# Told apart from other secrets at a glance, and by programs that look for leaked ones.
PREFIX = "leafledger_"
# "Last seen" is for people; a write with every call would be for nobody.
SEEN_EVERY = timedelta(minutes=1)


class WrongToken(Exception):
    """A token cannot be made or found; the message says why."""


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key, as it may be shown: without what opens."""

    number: int
    name: str
    person: Person
    scopes: tuple[Scope, ...]
    created_at: str
    seen_at: str
    revoked_at: str

    def may(self, right: Right, company: str = "") -> bool:
        """Whether its scopes and its person's role both have a right, in a company or in none."""
        return SCOPE_OF.get(right) in self.scopes and self.person.may(right, company)


class Tokens:
    """Makes, finds and revokes tokens."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, person: Person, scopes: Iterable[Scope]) -> tuple[Token, str]:
        """A new token and what opens with it, told this once. Raises: WrongToken."""
        plain, wanted = " ".join(name.split()), sorted(set(scopes))
        if not 0 < len(plain) <= NAME_LENGTH_MAX or not plain.isprintable() or not wanted:
            raise WrongToken("A token has a name and at least one scope. Nothing was made.")
        if any(one.name == plain and not one.revoked_at for one in self.all()):
            raise WrongToken(f"There is a token called {plain} already. Nothing was made.")
        # 256 random bits need no slow hash: nobody guesses them.
        secret = PREFIX + secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(
                insert(tokens).values(
                    person=person.number, name=plain, digest=_digest(secret),
                    scopes=" ".join(wanted), created_at=datetime.now(UTC).isoformat(), seen_at="",
                )
            )  # fmt: skip
        return self.named(plain), secret

    def all(self) -> list[Token]:
        """Every token there ever was, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_all().order_by(tokens.c.sequence.desc())).all()
            return _tokens(connection, rows)

    def named(self, name: str) -> Token:
        """The live token of a name. Raises: WrongToken."""
        for one in self.all():
            if one.name == name and not one.revoked_at:
                return one
        raise WrongToken(f"No token that still opens is called {name}. Nothing was changed.")

    def revoke(self, name: str) -> Token:
        """Let a token open nothing any more. Raises: WrongToken."""
        token = self.named(name)
        with self._database.writing() as connection:
            connection.execute(
                update(tokens)
                .where(tokens.c.sequence == token.number)
                .values(revoked_at=datetime.now(UTC).isoformat())
            )
        return token

    def find(self, secret: str) -> Token | None:
        """The token that opens with this; None where nothing does."""
        if not secret.startswith(PREFIX):
            return None
        now = datetime.now(UTC)
        with self._database.reading() as connection:
            rows = connection.execute(
                _all().where(
                    tokens.c.digest == _digest(secret),
                    tokens.c.revoked_at.is_(None),
                    people.c.active,
                )
            ).all()
            found = _tokens(connection, rows)
        if not found:
            return None
        token = found[0]
        if token.seen_at < (now - SEEN_EVERY).isoformat():
            with self._database.writing() as connection:
                connection.execute(
                    update(tokens)
                    .where(tokens.c.sequence == token.number)
                    .values(seen_at=now.isoformat())
                )
        return token


def _all() -> Any:
    return select(
        *people.c, tokens.c.sequence.label("token"), tokens.c.name.label("token_name"),
        tokens.c.scopes, tokens.c.created_at.label("made_at"), tokens.c.seen_at.label("used_at"),
        tokens.c.revoked_at,
    ).join(people, people.c.sequence == tokens.c.person)  # fmt: skip


def _tokens(connection: Connection, rows: Sequence[Any]) -> list[Token]:
    whose = as_people(connection, rows)
    return [_token(row, person) for row, person in zip(rows, whose, strict=True)]


def _token(row: Any, person: Person) -> Token:
    return Token(
        int(row.token), row.token_name, person,
        tuple(Scope(one) for one in row.scopes.split()), row.made_at, row.used_at,
        row.revoked_at or "",
    )  # fmt: skip


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
