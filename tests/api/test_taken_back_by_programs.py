"""A program undoes an order as its plan reads, asks for it again, and makes deposits."""

from __future__ import annotations

import pytest

from leafledger.journal.audit import Wanted
from leafledger.people.roles import Role, Scope
from tests.api.counter import Counter, is_problem

pytestmark = pytest.mark.server


def test_an_order_is_undone_as_its_plan_was_read_and_asked_for_again(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, Scope.ACT, role=Role.BOOKKEEPER))
    order = f"{counter.base}/orders/{counter.posted}"
    is_problem(program.post(f"{order}/redo"), 409)
    is_problem(program.post(f"{order}/post-again"), 409)
    plan = program.post(f"{order}/undo/plan").json()
    assert plan["documents"]
    assert not plan["does_nothing"]
    refused = program.post(f"{order}/undo", json={"plan": "another"})
    is_problem(refused, 409)
    assert "reads otherwise" in refused.json()["detail"]
    done = program.post(f"{order}/undo", json={"plan": plan["plan"]})
    assert done.json()["done"] == "Asked for an order to be undone."
    row = counter.ledger.audit.rows(Wanted(record=f"order:{counter.posted}"), rows_max=1)[0]
    assert row.what.words == "Asked for an order to be undone."
    held = {"why": "the buyer disputes the count"}
    assert program.post(f"{order}/hold", json=held).status_code == 200
    is_problem(program.post(f"{order}/redo"), 409)
    assert program.post(f"{order}/release").status_code == 200
    assert program.post(f"{order}/redo").status_code == 200


def test_a_deposit_that_nothing_adds_up_to_is_refused_in_words(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, Scope.ACT, role=Role.BOOKKEEPER))
    address = f"{counter.base}/deposits"
    listed = program.get(address).json()
    assert listed["deposits"] == []
    bank = counter.ledger.parts(counter.company).depositing.banks()[0].name
    line = {"amount": "123456.78", "date": "2026-11-05", "account": bank}
    refused = program.post(address, json=line)
    is_problem(refused, 409)
    assert "Nothing was deposited." in refused.json()["detail"]
    is_problem(program.post(address, json=line | {"payments": ["999999"]}), 409)
    is_problem(program.post(address, json=line | {"account": "Piggy bank"}), 409)
    is_problem(program.post(address, json=line | {"amount": "10.005"}), 422)
    is_problem(program.post(f"{address}/no-such-deposit/undo"), 409)
