"""The people who may come in: who they are, their role, whether they still may."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.people_tables import people, people_companies, sessions
from leafledger.database.tables import companies
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
OWNER_OF_SOME = (
    "An owner looks after all companies and the people. Nothing was changed. Let them see all "
    "companies, or give them another role first."
)
NO_COMPANY = "Name at least one company, or all of them. Nothing was changed."
NO_NAME = f"Give a name and a sign-in name of 1 to {NAME_LENGTH_MAX} signs. Nothing was changed."


class WrongPerson(Exception):
    """A change to the people cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in. `seen_at` is the last time they did; empty if never.

    `companies` are those that they see; None for all there are and will be.
    """

    number: int
    name: str
    sign_in: str
    role: Role
    active: bool
    created_at: str
    seen_at: str
    companies: frozenset[str] | None = None

    def sees(self, company: str) -> bool:
        """Whether a company is any matter of theirs."""
        return self.companies is None or company in self.companies

    def may(self, right: Right | str, company: str = "") -> bool:
        """Whether they have a right in a company, or without one in what belongs to none.

        Who sees some companies only has no right besides seeing in what belongs to none.
        """
        if not self.active or (company and not self.sees(company)):
            return False
        if not company and self.companies is not None and Right(right) is not Right.SEE:
            return False
        return may(self.role, Right(right))


class Register:
    """Keeps the people. A new password or role signs a person out everywhere."""

    def __init__(self, database: Database, passwords: Passwords) -> None:
        self._database = database
        self._passwords = passwords

    def add(
        self, name: str, sign_in: str, role: Role, password: str,
        only: Collection[str] | None = None,
    ) -> Person:  # fmt: skip
        """Add somebody who sees some companies only, or all. Raises: WrongPerson, WrongPassword."""
        if only is not None:
            _may_be_limited(role, only)
        name, sign_in = _one_line(name), as_sign_in(sign_in)
        if not (0 < len(name) <= NAME_LENGTH_MAX and 0 < len(sign_in) <= NAME_LENGTH_MAX):
            raise WrongPerson(NO_NAME)
        hashed = self._passwords.hash(password, name, sign_in)
        with self._database.writing() as connection:
            return self._insert(connection, name, sign_in, role, hashed, only)

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
            return as_people(connection, rows)

    def find(self, sign_in: str) -> Person:
        """Somebody by sign-in name. Raises: WrongPerson."""
        with self._database.reading() as connection:
            found = as_people(
                connection,
                connection.execute(
                    select(people).where(people.c.sign_in == as_sign_in(sign_in))
                ).all(),
            )
        if not found:
            raise WrongPerson(NOBODY)
        return found[0]

    def speaks(self, name: str, right: Right, company: str) -> str:
        """The name under which somebody's word about a company counts.

        `name` is theirs or their sign-in name.

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
            found = as_people(connection, rows)
        if len(found) != 1:
            raise WrongPerson(NOT_KNOWN.format(name=name))
        person = found[0]
        if not person.active:
            raise WrongPerson(f"{person.name} is let in no more. {NOTHING_SAID}")
        if not person.sees(company):
            raise WrongPerson(f"{person.name} is not here for this company. {NOTHING_SAID}")
        if not person.may(right, company):
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
        person = self.find(sign_in)
        if role is Role.OWNER and person.companies is not None:
            raise WrongPerson(OWNER_OF_SOME)
        return self._change(person, role=role.value)

    def set_companies(self, sign_in: str, only: Collection[str] | None) -> Person:
        """Let somebody see some companies only, by their short names; None for all of them.

        Raises: WrongPerson for an owner, for no company, and for one that is not connected.
        """
        person = self.find(sign_in)
        if only is not None:
            _may_be_limited(person.role, only)
        return self._change(person, only, everywhere=only is None)

    def set_active(self, sign_in: str, *, active: bool) -> Person:
        """Let somebody in no more, or again. Raises: WrongPerson."""
        return self._change(self.find(sign_in), active=active)

    def _change(
        self, person: Person, only: Collection[str] | None = None, **values: object
    ) -> Person:
        with self._database.writing() as connection:
            self._lock(connection)
            same = people.c.sequence == person.number
            connection.execute(update(people).where(same).values(**values))
            if "everywhere" in values:
                _keep_companies(connection, person.number, only or ())
            if person.role is Role.OWNER and person.active and not _owners(connection):
                raise WrongPerson(LAST_OWNER)
            connection.execute(delete(sessions).where(sessions.c.person == person.number))
        return self.find(person.sign_in)

    def _insert(
        self, connection: Connection, name: str, sign_in: str, role: Role, hashed: str,
        only: Collection[str] | None = None,
    ) -> Person:  # fmt: skip
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
                everywhere=only is None,
            )
            .returning(*people.c)
        ).one()  # fmt: skip
        _keep_companies(connection, row.sequence, only or ())
        return as_person(row, frozenset(only) if only is not None else None)

    def _lock(self, connection: Connection) -> None:
        """One change of people at a time; SQLite's writing transaction is a lock already."""
        if not self._database.is_sqlite:
            connection.exec_driver_sql("LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE")


def as_people(connection: Connection, rows: Sequence[Any]) -> list[Person]:
    """Rows of the table as people, each with the companies they see."""
    limited = [row.sequence for row in rows if not row.everywhere]
    sees: dict[int, set[str]] = {number: set() for number in limited}
    if limited:
        # At most PEOPLE_MAX people, so they fit one statement.
        asked = select(people_companies).where(people_companies.c.person.in_(limited))
        for one in connection.execute(asked):
            sees[one.person].add(one.company)
    return [
        as_person(row, frozenset(sees[row.sequence]) if row.sequence in sees else None)
        for row in rows
    ]


def as_person(row: Any, sees: frozenset[str] | None) -> Person:
    """A row of the table as a person who sees these companies; None for all."""
    return Person(
        int(row.sequence), row.name, row.sign_in, Role(row.role), bool(row.active), row.created_at,
        row.seen_at, sees,
    )  # fmt: skip


def as_sign_in(name: str) -> str:
    """A sign-in name as it is kept: "Ann@Example.com " and "ann@example.com" are one."""
    return _one_line(name).casefold()


def _may_be_limited(role: Role, only: Collection[str]) -> None:
    """Raises: WrongPerson where somebody of that role cannot see just these companies."""
    if role is Role.OWNER:
        raise WrongPerson(OWNER_OF_SOME)
    if not only:
        raise WrongPerson(NO_COMPANY)


def _keep_companies(connection: Connection, person: int, only: Collection[str]) -> None:
    """The companies a person sees, in place of those before. Raises: WrongPerson."""
    known = set(connection.execute(select(companies.c.company)).scalars())
    if missing := sorted(set(only) - known):
        raise WrongPerson(f"No company called {missing[0]} is connected. Nothing was changed.")
    connection.execute(delete(people_companies).where(people_companies.c.person == person))
    if only:
        rows = [{"person": person, "company": one} for one in sorted(set(only))]
        connection.execute(insert(people_companies), rows)


def _one_line(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(sign for sign in plain if sign.isprintable()).split())


def _owners(connection: Connection) -> int:
    return connection.execute(
        select(func.count())
        .select_from(people)
        .where(people.c.role == Role.OWNER.value, people.c.active)
    ).scalar_one()
