"""People are added, changed and kept from locking everybody out."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from leafledger.database.people_tables import people
from leafledger.people.gate import Gate
from leafledger.people.passwords import LENGTH_MIN, WrongPassword
from leafledger.people.register import WrongPerson
from leafledger.people.roles import Right, Role
from tests.people.conftest import HOST, PASSWORD


def test_a_password_is_kept_as_argon2id_and_nothing_else(staffed: Gate) -> None:
    with staffed._database.reading() as connection:
        kept = list(connection.execute(select(people.c.password)).scalars())
    assert all(one.startswith("$argon2id$") for one in kept)
    assert len(set(kept)) == 2, "the same password has another salt"


@pytest.mark.parametrize("password", ["x" * (LENGTH_MIN - 1), "x" * 30, "bo@example.com" * 3])
def test_a_password_that_can_be_guessed_at_once_is_refused(staffed: Gate, password: str) -> None:
    with pytest.raises(WrongPassword, match="Nothing was changed"):
        staffed.register.set_password("bo@example.com", password)
    assert staffed.sign_in("bo@example.com", PASSWORD, HOST).person is not None


def test_a_password_needs_no_kinds_of_signs(staffed: Gate) -> None:
    staffed.register.set_password("bo@example.com", "correct horse battery")
    assert staffed.sign_in("BO@example.com ", "correct horse battery", HOST).person is not None


def test_two_people_never_have_one_name(staffed: Gate) -> None:
    for name, sign_in in (("bo  keeper", "bo2@example.com"), ("Another", "BO@EXAMPLE.COM")):
        with pytest.raises(WrongPerson, match="already"):
            staffed.register.add(name, sign_in, Role.READER, PASSWORD)


def test_the_last_owner_stays_an_owner(staffed: Gate) -> None:
    with pytest.raises(WrongPerson, match="last owner"):
        staffed.register.set_role("olive@example.com", Role.READER)
    with pytest.raises(WrongPerson, match="last owner"):
        staffed.register.set_active("olive@example.com", active=False)
    staffed.register.set_role("bo@example.com", Role.OWNER)
    assert staffed.register.set_role("olive@example.com", Role.READER).role is Role.READER


def test_there_is_only_one_first_owner(staffed: Gate) -> None:
    with pytest.raises(WrongPerson, match="owner already"):
        staffed.register.add_first_owner("Mallory", "m@example.com", PASSWORD)


def test_each_role_may_what_the_table_says_and_no_more(staffed: Gate) -> None:
    bo = staffed.register.find("bo@example.com")
    assert [right for right in Right if bo.may(right)] == [Right.SEE, Right.ACT]
    gone = staffed.register.set_active("bo@example.com", active=False)
    assert not gone.may(Right.SEE)
