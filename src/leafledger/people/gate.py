"""The gate: judges who comes in, by password or by token, and slows down who guesses."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from leafledger.database.connection import Database
from leafledger.database.people_tables import people
from leafledger.people.passwords import Passwords
from leafledger.people.register import Person, Register, as_people, as_sign_in
from leafledger.people.roles import Role
from leafledger.people.sessions import Sessions
from leafledger.people.tokens import Token, Tokens
from leafledger.people.tries import BY_ADDRESS_MAX, BY_NAME_MAX, Tries, address_of

WRONG = "That name and password do not fit together."
TOO_MANY = "Too many wrong tokens came from there. Try again in a minute."
CLOSED = "Too many wrong tries. Sign-in is closed for a minute; who is signed in is not disturbed."


@dataclass(frozen=True, slots=True)
class Judged:
    """Whom the gate let in, or why it did not. `closed`: no try is taken just now."""

    person: Person | None
    refusal: str = ""
    closed: bool = False


class Gate:
    """Everything about coming in, over one database."""

    def __init__(self, database: Database, *, passwords_for_owners_only: bool = False) -> None:
        self.passwords_for_owners_only = passwords_for_owners_only
        self._database = database
        self._passwords = Passwords()
        self.register = Register(database, self._passwords)
        self.sessions = Sessions(database)
        self.tokens = Tokens(database)
        self.tries = Tries(database)

    def sign_in(self, name: str, password: str, host: str) -> Judged:
        """Judge a name and a password that came from a host.

        While a name or an address is closed the right password is refused too, else the
        refusal would tell it apart. Whether a name exists shows neither in words nor in time.
        Where passwords are the owners' alone, nobody else's is right.
        """
        by_name = f"name:{as_sign_in(name)}"
        taken = self._take_address(host) and self.tries.take(by_name, BY_NAME_MAX)
        if not taken:
            return Judged(None, CLOSED, closed=True)
        with self._database.reading() as connection:
            row = connection.execute(
                select(people).where(people.c.sign_in == as_sign_in(name), people.c.active)
            ).one_or_none()
            found = as_people(connection, [row] if row is not None else [])
        kept = row.password if row is not None else ""
        if not self._passwords.fits(kept, password) or row is None:
            closed = self.tries.is_closed(by_name)
            return Judged(None, CLOSED if closed else WRONG, closed=closed)
        if self.passwords_for_owners_only and found[0].role is not Role.OWNER:
            return Judged(None, WRONG)
        self.came_in(host, by_name)
        if self._passwords.is_outdated(kept):
            hashed = self._passwords.hash(password)
            with self._database.writing() as connection:
                same = people.c.sequence == row.sequence
                connection.execute(update(people).where(same).values(password=hashed))
        return Judged(found[0])

    def knows(self, person: Person, password: str) -> bool:
        """Whether somebody who is signed in knows their password; slowed down as at sign-in."""
        by_name = f"name:{person.sign_in}"
        if not self.tries.take(by_name, BY_NAME_MAX):
            return False
        with self._database.reading() as connection:
            kept = connection.execute(
                select(people.c.password).where(people.c.sequence == person.number)
            ).scalar_one()
        if not self._passwords.fits(kept, password):
            return False
        self.tries.forget(by_name)
        return True

    def take_try(self, what: str, host: str) -> bool:
        """Take a try at something else that opens, such as the sign-in code."""
        return self._take_address(host) and self.tries.take(what, BY_NAME_MAX)

    def came_in(self, host: str, what: str) -> None:
        """What was tried was right: the tries at it and from there are forgotten."""
        self.tries.forget(what)
        self.tries.forget(_address(host))

    def token(self, secret: str, host: str) -> Token | None:
        """The token that opens with this. Raises: TooManyTries after too many wrong ones.

        A right one is always taken: nobody guesses 256 bits, and a stranger who tries must not
        keep the programs of an office out.
        """
        token = self.tokens.find(secret)
        by_address = f"tokens from {address_of(host)}"
        if token is None and not self.tries.take(by_address, BY_ADDRESS_MAX):
            raise TooManyTries(TOO_MANY)
        return token

    def _take_address(self, host: str) -> bool:
        return self.tries.take(_address(host), BY_ADDRESS_MAX)


class TooManyTries(Exception):
    """Nothing wrong is judged from there for a minute."""


def _address(host: str) -> str:
    return f"address:{address_of(host)}"
