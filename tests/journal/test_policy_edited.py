"""An edited policy file stands in the audit log with the choices that changed."""

from __future__ import annotations

from pathlib import Path

from leafledger.bookkeeping.policy import Policy
from leafledger.database.connection import Database
from leafledger.journal.audit import Audit, Wanted
from leafledger.journal.policies import Policies

POLICY = Policy.model_validate(
    {
        "orders": {"time_zone": "America/Denver"},
        "accounts": {"sales": {"id": "9", "name": "Sales"}},
    }
)


def test_an_edited_choice_is_told_as_it_was_and_is(database: Database, tmp_path: Path) -> None:
    policies, log = Policies(database, tmp_path), Audit(database)
    path = policies.write("mesa", POLICY)
    policies.in_force("mesa")
    assert log.rows(Wanted(), rows_max=5) == [], "the first version changes nothing"
    path.write_text(path.read_text().replace("America/Denver", "America/Chicago"))
    policies.in_force("mesa")
    policies.in_force("mesa")
    (row,) = log.rows(Wanted(kind="policy"), rows_max=5)
    assert (row.what.company, row.what.words) == ("mesa", "Policy version 2 came into force.")
    assert row.what.before == "orders.time_zone = America/Denver"
    assert row.what.after == "orders.time_zone = America/Chicago"
