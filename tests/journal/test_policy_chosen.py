"""Single choices are written into the policy file: its comments stay, and nobody is overtaken."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from leafledger.bookkeeping.policy import Bounce
from leafledger.database.connection import Database
from leafledger.journal.audit import Actor, Audit, Wanted
from leafledger.journal.policies import Policies, WrongPolicy
from leafledger.journal.policy_edits import ChangedMeanwhile, PolicyEdits
from tests.journal.test_policy_edited import POLICY

ANN = Actor("Ann", "owner", "pages")


@pytest.fixture
def files(database: Database, tmp_path: Path) -> Policies:
    """A company with the first version of its policy."""
    files = Policies(database, tmp_path)
    path = files.write("mesa", POLICY)
    path.write_text(path.read_text() + "# asked our accountant in May\n")
    files.in_force("mesa")
    return files


def test_a_choice_changes_its_line_and_nothing_else(database: Database, files: Policies) -> None:
    before = files.path("mesa").read_text()
    made = PolicyEdits(database, files).change("mesa", 1, {("payments", "bounce"): "void"}, ANN)
    assert (made.version, made.policy.payments.bounce) == (2, Bounce.VOID)
    after = files.path("mesa").read_text()
    assert "# asked our accountant in May" in after
    changed = {*before.splitlines()} ^ {*after.splitlines()}
    assert changed == {'bounce = "journal"', 'bounce = "void"'}


def test_a_choice_within_a_choice_comes_and_goes(database: Database, files: Policies) -> None:
    edits = PolicyEdits(database, files)
    cash = ("payments", "by_method", "cash")
    edits.change("mesa", 1, {cash: {"id": "35", "name": "Cash box"}}, ANN)
    made = edits.change("mesa", 2, {("approvals", "change", "one"): Decimal("500")}, ANN)
    assert made.policy.payments.by_method["cash"].name == "Cash box"
    assert made.policy.approvals.change is not None
    assert made.policy.approvals.change.one == Decimal(500)
    last = edits.change("mesa", 3, {cash: None, ("approvals", "change", "one"): None}, ANN)
    assert last.policy == POLICY
    assert "by_method = {" not in files.path("mesa").read_text()


def test_a_page_that_is_too_old_writes_nothing(database: Database, files: Policies) -> None:
    edits, path = PolicyEdits(database, files), files.path("mesa")
    path.write_text(path.read_text().replace("America/Denver", "America/Chicago"))
    with pytest.raises(ChangedMeanwhile):
        edits.change("mesa", 1, {("payments", "bounce"): "void"}, ANN)
    assert 'bounce = "journal"' in path.read_text()


def test_what_the_reader_does_not_take_is_not_written(database: Database, files: Policies) -> None:
    before = files.path("mesa").read_text()
    with pytest.raises(WrongPolicy, match="time_zone"):
        PolicyEdits(database, files).change("mesa", 1, {("orders", "time_zone"): "Mars"}, ANN)
    assert files.path("mesa").read_text() == before


def test_versions_tell_who_changed_what(database: Database, files: Policies) -> None:
    edits = PolicyEdits(database, files)
    edits.change("mesa", 1, {("payments", "bounce"): "void"}, ANN)
    newest, first = edits.versions("mesa")
    assert (newest.version, newest.person) == (2, "Ann")
    assert newest.changes == (("payments.bounce", "journal", "void"),)
    assert (first.version, first.person, first.changes) == (1, "", ())
    (row,) = Audit(database).rows(Wanted(kind="policy"), rows_max=5)
    assert (row.actor.name, row.what.record) == ("Ann", "policy:2")


def test_a_company_without_a_file_starts_from_what_is_suggested(
    database: Database, tmp_path: Path
) -> None:
    files = Policies(database, tmp_path / "policies")
    edits = PolicyEdits(database, files)
    with pytest.raises(WrongPolicy, match="finish the set-up"):
        edits.change("mesa", 0, {}, ANN)
    made = edits.change("mesa", 0, {("payments", "bounce"): "void"}, ANN, first=POLICY)
    assert (made.version, made.policy.payments.bounce) == (1, Bounce.VOID)
