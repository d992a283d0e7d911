"""A step's request id comes from what it is, so that a repeat after a crash is the same request."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.database.connection import Database
from leafledger.journal.store import Journal
from leafledger.journal.written import State, WrittenStep
from leafledger.ledger.items import Term
from leafledger.ledger.pointers import RecordKind


def _plan(days: int = 30) -> Plan:
    term = Term(f"Net {days}", days)
    step = Step(Operation.CREATE, RecordKind.TERM, "term:net", term)
    return Plan("order:1", "1", "facts", None, steps=(step,))


def _write(database: Database, plan: Plan, realm: str = "realm") -> WrittenStep:
    with database.writing() as connection:
        (written,) = Journal(database).write(connection, "one", realm, plan, 1, plan.steps)
    return written


def _ends(database: Database, written: WrittenStep, state: State) -> None:
    with database.writing() as connection:
        Journal(database).record(connection, written, state)


def test_the_same_step_planned_twice_has_the_same_request_id(database: Database) -> None:
    assert _write(database, _plan()).request_id == _write(database, _plan()).request_id


def test_other_content_or_another_company_is_another_request(database: Database) -> None:
    ids = {
        _write(database, _plan()).request_id,
        _write(database, _plan(15)).request_id,
        _write(database, _plan(), "another realm").request_id,
    }
    assert len(ids) == 3


@pytest.mark.parametrize("state", [State.REFUSED, State.DONE])
def test_a_settled_step_that_is_planned_again_is_a_new_request(
    database: Database, state: State
) -> None:
    first = _write(database, _plan())
    _ends(database, first, state)
    assert _write(database, _plan()).request_id != first.request_id


@pytest.mark.parametrize("state", [State.SENT, State.NOT_DONE])
def test_a_step_that_may_have_been_lost_is_the_same_request_again(
    database: Database, state: State
) -> None:
    first = _write(database, _plan())
    _ends(database, first, state)
    assert _write(database, _plan()).request_id == first.request_id


def test_a_step_that_was_sent_and_never_answered_is_in_doubt(database: Database) -> None:
    journal, written = Journal(database), _write(database, _plan())
    assert journal.doubtful("one") == []
    journal.sent(written)
    assert journal.doubtful("one") == [written]
    _ends(database, written, State.DONE)
    assert journal.doubtful("one") == []
