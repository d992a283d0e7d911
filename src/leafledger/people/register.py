"""The people who may come in: who they are, their role, whether they still may."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.people_tables import people, sessions
from leafledger.people.passwords import Passwords
from leafledger.people.roles import Right, Role, may

NAME_LENGTH_MAX = 80
# An office, its accountants and its programs; a list that fits a page.
PEOPLE_MAX = 500

TAKEN = "Somebody has that name or sign-in name already. Nothing was changed."
NOBODY = "Nobody here signs in under that name. Nothing was changed."
NOTHING_SAID = (
    "Nothing was changed. Name somebody who may with --as NAME; leafledger people list shows who "
    "is here."
)
NOT_KNOWN = f'Nobody here is called "{{name}}". {NOTHING_SAID}'
LAST_OWNER = (
    "That is the last owner, and without one nobody could look after people. Nothing was changed. "
    "Make somebody else an owner first."
)
NO_NAME = f"Give a name and a sign-in name of 1 to {NAME_LENGTH_MAX} signs. Nothing was changed."


class WrongPerson(Exception):
    """A change to the people cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in. `seen_at` is the last time they did; empty if never."""

    number: int
    name: str
    sign_in: str
    role: Role
    active: bool
    created_at: str
    seen_at: str

    def may(self, right: Right | str) -> bool:
        """Whether their role has a right."""
        return self.active and may(self.role, Right(right))


class Register:
    """Keeps the people. A new password or role signs a person out everywhere."""

    def __init__(self, database: Database, passwords: Passwords) -> None:
        self._database = database
        self._passwords = passwords

    def add(self, name: str, sign_in: str, role: Role, password: str) -> Person:
        """Add somebody. Raises: WrongPerson, WrongPassword."""
        name, sign_in = _one_line(name), as_sign_in(sign_in)
        if not (0 < len(name) <= NAME_LENGTH_MAX and 0 < len(sign_in) <= NAME_LENGTH_MAX):
            raise WrongPerson(NO_NAME)
        hashed = self._passwords.hash(password, name, sign_in)
        with self._database.writing() as connection:
            return self._insert(connection, name, sign_in, role, hashed)

    def add_first_owner(self, name: str, sign_in: str, password: str) -> Person:
        """Add the owner with whom everything begins. Raises: WrongPerson once there is one."""
        name, sign_in = _one_line(name), as_sign_in(sign_in)
        if not (0 < len(name) <= NAME_LENGTH_MAX and 0 < len(sign_in) <= NAME_LENGTH_MAX):
            raise WrongPerson(NO_NAME)
        hashed = self._passwords.hash(password, name, sign_in)
        with self._database.writing() as connection:
            self._lock(connection)
            if _owners(connection):
                raise WrongPerson("There is an owner already. Sign in with your password.")
            return self._insert(connection, name, sign_in, Role.OWNER, hashed)

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with self._database.reading() as connection:
            rows = connection.execute(select(people).order_by(people.c.name_key)).all()
        return [as_person(row) for row in rows]

    def find(self, sign_in: str) -> Person:
        """Somebody by sign-in name. Raises: WrongPerson."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(people).where(people.c.sign_in == as_sign_in(sign_in))
            ).one_or_none()
        if row is None:
            raise WrongPerson(NOBODY)
        return as_person(row)

    def speaks(self, name: str, right: Right) -> str:
        """The name under which somebody's word counts; `name` is theirs or their sign-in name.

        While nobody is known here, every name counts as it is given.
        Raises: WrongPerson where people are known and this one has not the right.
        """
        if not self.has_owner():
            return name
        with self._database.reading() as connection:
            rows = connection.execute(
                select(people).where(
                    (people.c.name_key == _one_line(name).casefold())
                    | (people.c.sign_in == as_sign_in(name))
                )
            ).all()
        if len(rows) != 1:
            raise WrongPerson(NOT_KNOWN.format(name=name))
        person = as_person(rows[0])
        if not person.active:
            raise WrongPerson(f"{person.name} is let in no more. {NOTHING_SAID}")
        if not person.may(right):
            raise WrongPerson(
                f"{person.name} is here as {person.role} and may not {right}. {NOTHING_SAID}"
            )
        return person.name

    def has_owner(self) -> bool:
        """Whether somebody is there who may look after people."""
        with self._database.reading() as connection:
            return bool(_owners(connection))

    def set_password(self, sign_in: str, password: str) -> Person:
        """Give somebody a new password. Raises: WrongPerson, WrongPassword."""
        person = self.find(sign_in)
        hashed = self._passwords.hash(password, person.name, person.sign_in)
        return self._change(person, password=hashed)

    def set_role(self, sign_in: str, role: Role) -> Person:
        """Give somebody another role. Raises: WrongPerson."""
        return self._change(self.find(sign_in), role=role.value)

    def set_active(self, sign_in: str, *, active: bool) -> Person:
        """Let somebody in no more, or again. Raises: WrongPerson."""
        return self._change(self.find(sign_in), active=active)

    def _change(self, person: Person, **values: object) -> Person:
        with self._database.writing() as connection:
            self._lock(connection)
            same = people.c.sequence == person.number
            connection.execute(update(people).where(same).values(**values))
            if person.role is Role.OWNER and person.active and not _owners(connection):
                raise WrongPerson(LAST_OWNER)
            connection.execute(delete(sessions).where(sessions.c.person == person.number))
        return self.find(person.sign_in)

    def _insert(
        self, connection: Connection, name: str, sign_in: str, role: Role, hashed: str
    ) -> Person:
        self._lock(connection)
        taken = connection.execute(
            select(people.c.sequence).where(
                (people.c.name_key == name.casefold()) | (people.c.sign_in == sign_in)
            )
        ).first()
        if taken is not None:
            raise WrongPerson(TAKEN)
        if connection.execute(select(func.count()).select_from(people)).scalar_one() >= PEOPLE_MAX:
            raise WrongPerson(f"More than {PEOPLE_MAX} people cannot be kept.")
        row = connection.execute(
            insert(people)
            .values(
                name=name, name_key=name.casefold(), sign_in=sign_in, password=hashed,
                role=role.value, active=True, created_at=datetime.now(UTC).isoformat(), seen_at="",
            )
            .returning(*people.c)
        ).one()  # fmt: skip
        return as_person(row)

    def _lock(self, connection: Connection) -> None:
        """One change of people at a time; SQLite's writing transaction is a lock already."""
        if not self._database.is_sqlite:
            connection.exec_driver_sql("LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE")


def as_person(row: Any) -> Person:
    """A row of the table as a person."""
    return Person(
        int(row.sequence), row.name, row.sign_in, Role(row.role), bool(row.active), row.created_at,
        row.seen_at,
    )  # fmt: skip


def as_sign_in(name: str) -> str:
    """A sign-in name as it is kept: "Ann@Example.com " and "ann@example.com" are one."""
    return _one_line(name).casefold()


def _one_line(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(sign for sign in plain if sign.isprintable()).split())


def _owners(connection: Connection) -> int:
    return connection.execute(
        select(func.count())
        .select_from(people)
        .where(people.c.role == Role.OWNER.value, people.c.active)
    ).scalar_one()
