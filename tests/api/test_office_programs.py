"""Programs look after the connections and the policy, as far as their token's scopes go."""

from __future__ import annotations

import pytest

from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import Role, Scope
from tests.api.counter import Counter, is_problem

pytestmark = pytest.mark.server


def test_a_program_sees_both_connections_and_has_them_checked(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, Scope.ACT, role=Role.BOOKKEEPER))
    told = program.get(f"{counter.base}/connections").json()
    assert told["leaflink"]["answers"]
    assert told["quickbooks"]["answers"]
    assert told["held"] == ""
    assert 0 < told["metered_reads"] < 500_000
    before = told["quickbooks"]["answered_at"]
    checked = program.post(f"{counter.base}/connections/check")
    assert checked.status_code == 200
    assert checked.json()["quickbooks"]["answered_at"] >= before


def test_a_program_holds_the_company_and_lets_it_go_on(counter: Counter) -> None:
    program = counter.client(counter.token(Scope.READ, Scope.ACT, role=Role.BOOKKEEPER))
    done = program.post(f"{counter.base}/connections/hold").json()
    assert done == {"person": "Bookkeeper Person", "done": f"Held {counter.company.name}."}
    held = program.get(f"{counter.base}/connections").json()["held"]
    assert held.startswith("Bookkeeper Person held it on ")
    assert program.post(f"{counter.base}/connections/go-on").status_code == 200
    assert program.get(f"{counter.base}/connections").json()["held"] == ""


def test_an_owners_program_changes_the_policy_it_has_read(counter: Counter) -> None:
    owner = counter.client(counter.token(*Scope))
    address = f"{counter.base}/policy"
    read = owner.get(address).json()
    asked = {one["name"]: one for one in read["choices"]}["payments.bounce"]
    other = next(one for one in asked["options"] if one["value"] != asked["value"])
    change = {"version": read["version"], "choices": {"payments.bounce": other["value"]}}
    bookkeeper = counter.client(counter.token(*Scope, role=Role.BOOKKEEPER))
    is_problem(bookkeeper.post(address, json=change), 403)
    is_problem(counter.client(counter.token(Scope.ACT)).post(address, json=change), 403)
    changed = owner.post(address, json=change)
    assert changed.status_code == 200, changed.text
    assert changed.json()["version"] == read["version"] + 1
    newest = owner.get(f"{address}/versions").json()[0]
    assert newest["person"] == "Owner Person"
    assert newest["changes"][0]["after"] == other["words"]
    rows = counter.ledger.audit.rows(Wanted(kind=Kind.POLICY), rows_max=1)
    assert rows[0].what.record == f"policy:{read['version'] + 1}"
    overtaken = owner.post(address, json=change)
    is_problem(overtaken, 409)
    assert "Somebody changed the policy" in overtaken.json()["detail"]


@pytest.mark.parametrize(
    ("name", "value", "said", "status"),
    [
        ("approvals.change.one", "a lot", "is not an amount", 409),
        ("accounts.sales", "999999", "choose one of what the list offers", 409),
        ("no.such.choice", "yes", "has no choice", 422),
    ],
)
def test_what_cannot_be_chosen_is_told_and_not_written(
    counter: Counter, name: str, value: str, said: str, status: int
) -> None:
    owner = counter.client(counter.token(*Scope))
    version = owner.get(f"{counter.base}/policy").json()["version"]
    sent = {"version": version, "choices": {name: value}}
    refused = owner.post(f"{counter.base}/policy", json=sent)
    is_problem(refused, status)
    assert said in refused.json()["detail"]
    same = owner.get(f"{counter.base}/policy").json()
    assert same["version"] == version
    answers = {one["name"]: one["value"] for one in same["choices"]}
    chosen = {"version": version, "choices": {"payments.bounce": answers["payments.bounce"]}}
    assert "otherwise" in owner.post(f"{counter.base}/policy", json=chosen).json()["detail"]
