"""Guessing is slow: by name, by address, by token; who is signed in is not disturbed."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from leafledger.database.people_tables import tries
from leafledger.people.gate import Gate, TooManyTries
from leafledger.people.roles import Scope
from leafledger.people.tries import BY_ADDRESS_MAX, BY_NAME_MAX, address_family, address_of
from tests.people.conftest import HOST, PASSWORD


def minutes_pass(gate: Gate) -> None:
    """Let what is closed be closed no more."""
    with gate._database.writing() as connection:
        connection.execute(update(tries).values(closed_until="2020-01-01T00:00:00+00:00"))


def test_five_wrong_passwords_close_a_name_for_a_minute(staffed: Gate) -> None:
    judged = [
        staffed.sign_in("bo@example.com", f"wrong number {one}", f"192.0.2.{one}")
        for one in range(BY_NAME_MAX)
    ]
    assert [one.closed for one in judged] == [False] * (BY_NAME_MAX - 1) + [True]
    assert staffed.sign_in("bo@example.com", PASSWORD, "198.51.100.1").closed
    assert staffed.sign_in("olive@example.com", PASSWORD, "198.51.100.1").person is not None
    minutes_pass(staffed)
    assert staffed.sign_in("bo@example.com", PASSWORD, "198.51.100.1").person is not None


def test_an_address_is_closed_whatever_names_it_tries(staffed: Gate) -> None:
    for one in range(BY_ADDRESS_MAX):
        assert staffed.sign_in(f"name{one}", "a wrong password", HOST).person is None
    assert staffed.sign_in("bo@example.com", PASSWORD, HOST).closed
    assert staffed.sign_in("bo@example.com", PASSWORD, "192.0.2.8").person is not None


def test_a_name_nobody_has_is_refused_in_the_same_words(staffed: Gate) -> None:
    known = staffed.sign_in("bo@example.com", "a wrong password", HOST)
    unknown = staffed.sign_in("nobody@example.com", "a wrong password", HOST)
    staffed.register.set_active("bo@example.com", active=False)
    disabled = staffed.sign_in("bo@example.com", PASSWORD, HOST)
    assert known == unknown == disabled


def test_wrong_tokens_are_slowed_down_by_address(staffed: Gate) -> None:
    for _ in range(BY_ADDRESS_MAX):
        assert staffed.token("leafledger_wrong", HOST) is None
    with pytest.raises(TooManyTries):
        staffed.token("leafledger_wrong", HOST)
    assert staffed.token("leafledger_wrong", "192.0.2.8") is None
    bo = staffed.register.find("bo@example.com")
    _, secret = staffed.tokens.add("robot", bo, [Scope.READ])
    assert staffed.token(secret, HOST) is not None


def test_the_addresses_of_one_ipv6_network_count_as_one() -> None:
    assert address_of("2001:db8::1") == address_of("2001:db8::ffff:1") == "2001:db8::/64"
    assert address_of("192.0.2.7") != address_of("192.0.2.8")
    assert [address_family(one) for one in ("::1", "127.0.0.1", "x")] == ["IPv6", "IPv4", ""]
