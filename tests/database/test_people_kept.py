"""People, tries and the audit log work the same on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from leafledger.database.connection import Database
from leafledger.database.people_tables import audit
from leafledger.journal.audit import Actor, Audit, Happening, Kind, Wanted
from leafledger.people.gate import Gate
from leafledger.people.roles import Role, Scope

PASSWORD = "four plain words here"
ANN = Actor("Ann", "approver", "pages", "IPv4")


def test_somebody_is_added_signs_in_and_is_changed(database: Database) -> None:
    gate = Gate(database)
    gate.register.add_first_owner("Olive", "olive", PASSWORD)
    assert gate.sign_in("olive", "a wrong password", "192.0.2.1").person is None
    judged = gate.sign_in("olive", PASSWORD, "192.0.2.1")
    assert judged.person is not None
    session = gate.sessions.begin(judged.person)
    assert gate.sessions.person(session) is not None
    bo = gate.register.add("Bo", "bo", Role.READER, PASSWORD)
    _, secret = gate.tokens.add("robot", bo, [Scope.READ])
    assert gate.token(secret, "192.0.2.1") is not None
    assert gate.register.set_role("bo", Role.OWNER).role is Role.OWNER


def test_the_database_refuses_to_change_the_audit_log(database: Database) -> None:
    log = Audit(database)
    log.write(ANN, Happening(Kind.APPROVAL, "Approved an invoice.", "green", "order:1"))
    for change in (update(audit).values(person="Bo"), delete(audit)):
        with pytest.raises(DBAPIError, match="never changed"), database.writing() as connection:
            connection.execute(change)
    assert [row.actor for row in log.rows(Wanted(), rows_max=10)] == [ANN]


def test_the_audit_log_is_found_by_person_day_record_and_kind(database: Database) -> None:
    log = Audit(database)
    bo = Actor("Bo", "bookkeeper", "terminal")
    log.write(ANN, Happening(Kind.APPROVAL, "Approved.", "green", "order:1_0"))
    log.write(bo, Happening(Kind.MATCH, "Matched.", "green", "customer:7", after="58"))
    found = {
        "person": Wanted(person="Bo"), "kind": Wanted(kind="match"),
        "record": Wanted(record="customer:7"),
        "since": Wanted(kind="match", first=date(2020, 1, 1)),
    }  # fmt: skip
    for name, wanted in found.items():
        assert [row.what.words for row in log.rows(wanted, rows_max=10)] == ["Matched."], name
    assert log.rows(Wanted(last=date(2020, 1, 1)), rows_max=10) == []
    assert log.rows(Wanted(record="order:1%"), rows_max=10) == [], "a sign stands for itself"
    assert [row.actor.name for row in log.every(Wanted())] == ["Bo", "Ann"]
    assert log.names(Wanted()) == ["Ann", "Bo"]
