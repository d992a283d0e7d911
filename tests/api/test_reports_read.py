"""A program reads the reports, asks for an aging, and hands a payout statement in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from leafledger.api.rest import create_api
from leafledger.clerk.importing_payouts import STATEMENT_BYTES_MAX
from leafledger.journal.audit import Kind, Wanted
from leafledger.people.roles import Role, Scope
from leafledger.reports.kept import KeptReports
from leafledger.reports.package_kept import PACKAGE, SIGNED
from leafledger.reports.volume_kept import Volume
from tests.api.counter import is_problem
from tests.conftest import Pairs
from tests.stories.journey import Journey
from tests.stories.paying_out import bank_lines, choose_bank, deposits, later, pay_out, statement

pytestmark = pytest.mark.server
DAY = "2026-12-31"


@pytest.fixture(scope="module")
def journey(simulator_pairs: Pairs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """A company with one posted order and an owner."""
    one = Journey(simulator_pairs.fresh("sample", 1), tmp_path_factory.mktemp("reports"))
    one.connect()
    one.begin_work()
    one.start_today()
    one.accepted()
    one.sync()
    one.ledger.gate.register.add("Owner Person", Role.OWNER, Role.OWNER, "four plain words here")
    yield one
    one.close()


def client(journey: Journey, *scopes: Scope) -> TestClient:
    """A program with a token of these scopes."""
    gate = journey.ledger.gate
    name = f"program {len(gate.tokens.all()) + 1}"
    token = gate.tokens.add(name, gate.register.find(Role.OWNER), scopes)[1]
    app = create_api(journey.ledger, secure_cookies=False)
    return TestClient(app, headers={"Authorization": f"Bearer {token}"})


def test_an_aging_is_asked_for_and_read_again(journey: Journey) -> None:
    way = f"/v1/companies/{journey.name}/reports/aging"
    reader, actor = client(journey, Scope.READ), client(journey, Scope.READ, Scope.ACT)
    assert reader.get(way).status_code == 404
    assert reader.post(f"{way}?as_of={DAY}").status_code == 403
    asked = actor.post(f"{way}?as_of={DAY}")
    assert (asked.status_code, asked.json()["agrees"]) == (200, True)
    assert reader.get(way).json() == reader.get(f"{way}?as_of={DAY}").json() == asked.json()
    owed = sum(Decimal(one["total"]) for one in asked.json()["customers"])
    assert Decimal(asked.json()["total"]) == owed
    assert reader.get(f"{way}?as_of=soon").status_code == 422


def test_every_breakdown_of_the_margin_has_the_same_total(journey: Journey) -> None:
    journey.ledger.work_out_figures(journey.company)
    reader, way = client(journey, Scope.READ), f"/v1/companies/{journey.name}/reports/margin"
    totals = {
        reader.get(f"{way}?first=2000-01&last=2099-12&by={by}").json()["total"]["revenue"]
        for by in ("Product", "Product line", "Brand", "Customer", "Month")
    }
    (total,) = totals
    assert Decimal(total) > 0
    assert reader.get(f"{way}?first=2000-13&last=2099-12").status_code == 422


def test_the_wait_of_a_new_order_is_measured(journey: Journey) -> None:
    journey.ledger.work_out_figures(journey.company)
    volume = Volume(journey.name, journey.ledger.database, journey.ledger.seen)
    today = datetime.now(UTC).date()
    (waited,) = volume.seconds(today)
    assert 0 <= waited < 3600
    (day,) = [one for one in volume.days(today) if one.orders]
    assert (day.orders, day.documents["invoices"], day.waits.median) == (1, 1, waited)


def test_clearing_and_month_ends_are_read_as_they_are_kept(journey: Journey) -> None:
    reader, base = client(journey, Scope.READ), f"/v1/companies/{journey.name}/reports"
    assert reader.get(f"{base}/clearing").status_code == 404
    assert reader.get(f"{base}/month-ends").json() == []
    kept = KeptReports(journey.ledger.database)
    package = {"headline": "Agreed.", "holds": True, "differs": False, "fingerprint": "abc"}
    for month, fingerprint in (("2026-09", "abc"), ("2026-10", "older")):
        kept.keep(journey.name, PACKAGE, month, package)
        kept.keep(journey.name, SIGNED, month, {"person": "Ann", "fingerprint": fingerprint})
    told = reader.get(f"{base}/month-ends").json()
    # They say of themselves when they were kept; both months were over by then.
    assert not any(one["still_ran"] for one in told)
    assert [(one["month"], one["signed_by"]) for one in told] == [
        ("2026-09", "Ann"),
        ("2026-10", ""),
    ]


def test_a_statement_handed_in_becomes_the_banks_line_once(journey: Journey) -> None:
    address = f"/v1/companies/{journey.name}/reports/clearing/import"
    reader, actor = client(journey, Scope.READ), client(journey, Scope.READ, Scope.ACT)
    choose_bank(journey)
    pay_out(journey, journey.accepted())
    later(journey)
    journey.sync()
    told = statement(journey)
    assert reader.post(address, content=told).status_code == 403
    (new,) = actor.post(address, content=told).json()["payouts"]
    journey.quiet()
    assert new["outcome"] == "new"
    assert [Decimal(new["net"])] == bank_lines(journey)
    assert [Decimal(str(one["TotalAmt"])) for one in deposits(journey)] == [Decimal(new["net"])]
    (again,) = actor.post(address, content=told).json()["payouts"]
    assert again == {**new, "outcome": "already there"}
    (row, _) = journey.ledger.audit.rows(Wanted(kind=Kind.IMPORT), rows_max=2)
    assert row.what.record == f"payout:{new['payout']}"
    for no_statement in (b"", b"a,b\n1,2\n"):
        is_problem(actor.post(address, content=no_statement), 422)
    is_problem(actor.post(address, content=b"x" * (STATEMENT_BYTES_MAX + 1)), 413)
