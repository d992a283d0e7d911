"""The last thirty days of proofs, as a picture and as the table beneath it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from leafledger.dashboard.pages.days import CHART_HEIGHT, DAYS_SHOWN, picture_of
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.figures.money import Money
from leafledger.reconciliation.daily_record import DailyRecord
from tests.pages.conftest import Stage, form_token_in

TODAY = date(2026, 11, 23)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'ledger.db'}")
    upgrade(database)
    yield database
    database.close()


def proof(waiting: int = 0, at_stake: str = "0.00", *, holds: bool = True) -> dict[str, Any]:
    return {
        "orders": 10, "proved": 10 - waiting, "waiting": waiting, "differing": 0, "holds": holds,
        "difference": "0.00", "at_stake": at_stake, "sections": {},
    }  # fmt: skip


def test_each_day_has_a_word_and_a_shape() -> None:
    kept = {
        TODAY: proof(),
        TODAY - timedelta(1): proof(2, "120.00"),
        TODAY - timedelta(2): proof(holds=False),
    }
    days = [bar.day for bar in picture_of(kept, TODAY).bars]
    assert len(days) == DAYS_SHOWN
    assert [day.state.word for day in days[-4:]] == [
        "Not checked", "Differs", "Needs attention", "Proved"
    ]  # fmt: skip


def test_the_tallest_bar_stands_for_the_most_money() -> None:
    kept = {TODAY: proof(1, "50.00"), TODAY - timedelta(1): proof(1, "5000.00")}
    picture = picture_of(kept, TODAY)
    assert picture.most == Money.of("5000")
    assert [bar.height for bar in picture.bars[-2:]] == [CHART_HEIGHT, 2]


def test_a_day_that_was_not_checked_is_not_called_proved() -> None:
    assert picture_of({}, TODAY).checked == []


def test_the_record_gives_its_days_in_the_companys_time_zone(database: Database) -> None:
    record = DailyRecord(database)
    late = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
    short = {"company": "one", "proved_at": late.isoformat(), **proof()}
    record.keep(short, short, "America/Denver")
    assert list(record.since("one", late - timedelta(days=1), "America/Denver")) == [
        date(2026, 11, 22)
    ]
    assert record.since("one", late + timedelta(seconds=1), "America/Denver") == {}


@pytest.mark.server
def test_the_front_page_tells_each_part_of_the_proof(stage: Stage, reader: TestClient) -> None:
    token = form_token_in(reader.get("/").text)
    reader.post(f"{stage.base}/check", data={"form_token": token})
    page = reader.get("/").text
    for part in ("Totals of orders", "Payments", "Credits", "Accounts", "The last 30 days"):
        assert part in page
    assert "<svg" in page
    for part in ("balances", "payments", "credits", "customers", "accounts"):
        answer = reader.get(f"{stage.base}/checks/{part}")
        assert answer.status_code == 200
        assert "As checked just now." in answer.text
    assert reader.get(f"{stage.base}/checks/nothing").status_code == 404
