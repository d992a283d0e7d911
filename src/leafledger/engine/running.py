"""The engine runs the books: one company at a time in one place, again after a crash."""

from __future__ import annotations

import math
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

from leafledger.database.connection import Database
from leafledger.engine.bell import BOOKS_QUEUE, ENGINE_VERSION, KEEP_BOOKS, Bell
from leafledger.engine.work import Work
from leafledger.engine.workers import Heartbeat

log = structlog.get_logger()

# How often the queue is looked at: half of it is the mean time from a webhook to its work.
POLLING_SECONDS = 0.05
# Companies at work in this process at once; each keeps up to ten calls in flight.
COMPANIES_AT_ONCE = 8
# A piece of work ends after so many rounds and rings for the next, so that what the engine keeps
# of it stays small.
ROUNDS_MAX = 50
KEPT_DAYS = 14


class _Room:
    """What the workflows of this process work with; set when the engine starts."""

    work: Work | None = None
    bell: Bell | None = None


def _work() -> Work:
    assert _Room.work is not None, "the engine is not running"
    return _Room.work


def _bell() -> Bell:
    assert _Room.bell is not None, "the engine is not running"
    return _Room.bell


@DBOS.step(name="answer_bell")
def _answer_bell(company: str) -> None:
    _work().answer_bell(company)


@DBOS.step(name="round")
def _round(company: str) -> dict[str, Any]:
    return _work().round(company)


@DBOS.step(name="ring_again")
def _ring_again(company: str) -> None:
    _work().ring_again(company)


@DBOS.step(name="ring_later")
def _ring_later(company: str, wait_seconds: float) -> None:
    """Ring at the next full second after the wait; the rings of one second are one.

    A ring that went off never stands for a later one: whoever waits after it waits beyond it.
    """
    now = datetime.now(UTC).timestamp()
    second = math.floor(now + wait_seconds) + 1
    _bell().ring_later(company, second - now, f"later-{company}-{second}")


@DBOS.workflow(name=KEEP_BOOKS)
def keep_books(company: str) -> int:
    """Work off what is marked for a company; how many rounds it took.

    After a crash it goes on where it was: a round that was begun is done again, which is safe
    because the journal knows what was sent.
    """
    _answer_bell(company)
    for rounds in range(1, ROUNDS_MAX + 1):
        report = _round(company)
        if report["busy"]:
            continue
        if report["wait_seconds"] is not None:
            _ring_later(company, report["wait_seconds"])
        return rounds
    _ring_again(company)
    return ROUNDS_MAX


@DBOS.step(name="tick_once")
def _tick() -> None:
    _work().tick()


@DBOS.step(name="sweep_once")
def _sweep() -> None:
    _work().sweep()


@DBOS.step(name="forget_finished")
def _forget() -> int:
    return _bell().forget_finished((datetime.now(UTC) - timedelta(days=KEPT_DAYS)).isoformat())


@DBOS.workflow(name="tick")
def tick(scheduled: datetime, context: Any) -> None:
    """Poll behind the webhooks, and ring for marks that wait (the heartbeat of the intake)."""
    del scheduled, context
    _tick()


@DBOS.workflow(name="sweep")
def sweep(scheduled: datetime, context: Any) -> None:
    """Once an hour: what changed in QuickBooks behind our back."""
    del scheduled, context
    _sweep()


@DBOS.workflow(name="clean")
def clean(scheduled: datetime, context: Any) -> None:
    """Once a night: delete what the engine keeps of finished work."""
    del scheduled, context
    _forget()


class Engine:
    """The running engine of this process."""

    def __init__(
        self, database: Database, bell: Bell, work: Work, *, worker_name: str, poll_seconds: float
    ) -> None:
        self._database = database
        self._bell = bell
        self._work = work
        self._executor = f"{socket.gethostname()}-{worker_name}"
        self._poll_seconds = poll_seconds
        self._heartbeat = Heartbeat(database, bell, self._executor)

    def start(self, *, watching: bool = True) -> None:
        """Start working; own work that a crash interrupted goes on at once.

        `watching` False leaves the schedules out: only what is rung for is done.
        """
        self._bell.open()
        _Room.work, _Room.bell = self._work, self._bell
        config: DBOSConfig = {
            "name": "leafledger",
            "system_database_engine": self._database.engine,
            "application_version": ENGINE_VERSION,
            "executor_id": self._executor,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "notification_listener_polling_interval_sec": 0.1,
            "run_migrations": False,
            "use_listen_notify": False,
        }
        DBOS(config=config)
        DBOS.launch()
        DBOS.register_queue(
            BOOKS_QUEUE,
            partition_concurrency=1,
            worker_concurrency=COMPANIES_AT_ONCE,
            polling_interval_sec=POLLING_SECONDS,
            on_conflict="always_update",
        )
        if watching:
            DBOS.apply_schedules(
                [
                    {
                        "schedule_name": "tick",
                        "workflow_fn": tick,
                        "schedule": every(self._poll_seconds),
                    },
                    {"schedule_name": "sweep", "workflow_fn": sweep, "schedule": "7 * * * *"},
                    {"schedule_name": "clean", "workflow_fn": clean, "schedule": "23 3 * * *"},
                ]
            )
        self._heartbeat.start()
        self._heartbeat.take_over()

    def stop(self, *, patience_seconds: int = 10) -> None:
        """Finish what is under way while patience lasts; the rest goes on at the next start."""
        self._heartbeat.stop()
        DBOS.destroy(workflow_completion_timeout_sec=patience_seconds)
        _Room.work = _Room.bell = None


def every(seconds: float) -> str:
    """A schedule in cron's words with seconds first: every so many seconds, at most an hour.

    Example: 5 -> "*/5 * * * * *"; 120 -> "0 */2 * * * *"
    """
    whole = max(1, round(seconds))
    if whole < 60:
        return f"*/{whole} * * * * *"
    return f"0 */{min(59, whole // 60)} * * * *"
