"""Sessions and tokens end when they should, everywhere at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from leafledger.database.people_tables import sessions, tokens
from leafledger.people.gate import Gate
from leafledger.people.roles import Right, Role, Scope
from leafledger.people.sessions import OF_A_PERSON_MAX
from leafledger.people.tokens import WrongToken
from tests.people.conftest import HOST


def test_a_new_password_or_role_signs_out_everywhere(staffed: Gate) -> None:
    bo = staffed.register.find("bo@example.com")
    olive = staffed.sessions.begin(staffed.register.find("olive@example.com"))
    changes: list[Callable[[], object]] = [
        lambda: staffed.register.set_password(bo.sign_in, "another long password"),
        lambda: staffed.register.set_role(bo.sign_in, Role.APPROVER),
        lambda: staffed.register.set_active(bo.sign_in, active=False),
    ]
    for change in changes:
        both = [staffed.sessions.begin(bo), staffed.sessions.begin(bo)]
        assert all(staffed.sessions.person(one) for one in both)
        change()
        assert not any(staffed.sessions.person(one) for one in both)
    assert staffed.sessions.person(olive) is not None


def test_a_session_ends_after_its_day(staffed: Gate) -> None:
    session = staffed.sessions.begin(staffed.register.find("bo@example.com"))
    with staffed._database.writing() as connection:
        connection.execute(update(sessions).values(until="2020-01-01T00:00:00+00:00"))
    assert staffed.sessions.person(session) is None


def test_the_oldest_of_too_many_sessions_gives_way(staffed: Gate) -> None:
    bo = staffed.register.find("bo@example.com")
    begun = [staffed.sessions.begin(bo) for _ in range(OF_A_PERSON_MAX + 1)]
    assert staffed.sessions.person(begun[0]) is None
    assert all(staffed.sessions.person(one) for one in begun[1:])


def test_only_digests_of_sessions_and_tokens_are_kept(staffed: Gate) -> None:
    bo = staffed.register.find("bo@example.com")
    session = staffed.sessions.begin(bo)
    _, secret = staffed.tokens.add("spreadsheet", bo, [Scope.READ])
    with staffed._database.reading() as connection:
        kept = str(connection.execute(select(sessions)).all())
        kept += str(connection.execute(select(tokens)).all())
    assert session not in kept
    assert secret.removeprefix("leafledger_") not in kept


def test_a_token_never_may_more_than_its_person(staffed: Gate) -> None:
    bo = staffed.register.find("bo@example.com")
    token, secret = staffed.tokens.add("robot", bo, list(Scope))
    assert [right for right in Right if token.may(right)] == [Right.SEE, Right.ACT]
    staffed.register.set_role(bo.sign_in, Role.READER)
    found = staffed.token(secret, HOST)
    assert found is not None
    assert [right for right in Right if found.may(right)] == [Right.SEE]
    staffed.register.set_active(bo.sign_in, active=False)
    assert staffed.token(secret, HOST) is None


def test_a_revoked_token_opens_nothing_and_frees_its_name(staffed: Gate) -> None:
    bo = staffed.register.find("bo@example.com")
    _, secret = staffed.tokens.add("robot", bo, [Scope.READ])
    with pytest.raises(WrongToken, match="already"):
        staffed.tokens.add("robot", bo, [Scope.READ])
    staffed.tokens.revoke("robot")
    assert staffed.token(secret, HOST) is None
    assert staffed.tokens.add("robot", bo, [Scope.ACT])[1] != secret
