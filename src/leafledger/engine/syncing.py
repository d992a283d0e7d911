"""Syncing for somebody who waits: hand work to the running worker, or be the worker oneself."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from leafledger.database.connection import Database
from leafledger.engine.bell import Bell
from leafledger.engine.work import Work
from leafledger.engine.workers import AnotherWorker, OnlyWorker
from leafledger.intake.companies import Companies
from leafledger.intake.marks import Marks

LOOK_EVERY_SECONDS = 0.1
# With nothing settled for so long, the other side is away: the person is told instead of waiting.
STILL_SECONDS_MAX = 600.0


@dataclass(frozen=True, slots=True)
class Waited:
    """How the waiting ended. `left` marks remain when it was held or stood still."""

    left: int
    held_why: str = ""


class Syncing:
    """Runs the engine in this process unless a worker already runs, and watches the marks."""

    def __init__(
        self, database: Database, bell: Bell, marks: Marks, companies: Companies,
        only_worker: OnlyWorker, work: Work, *, worker_name: str, poll_seconds: float,
    ) -> None:  # fmt: skip
        self._database = database
        self._bell = bell
        self._marks = marks
        self._companies = companies
        self._only_worker = only_worker
        self._work = work
        self._worker_name = worker_name
        self._poll_seconds = poll_seconds

    @contextmanager
    def working(self, *, watching: bool = False) -> Iterator[bool]:
        """While the block runs, work is done: here (True) or by the worker that already runs."""
        self._bell.open()
        try:
            self._only_worker.take()
        except AnotherWorker:
            yield False
            return
        try:
            from leafledger.engine.running import Engine  # noqa: PLC0415 (seconds to import)

            engine = Engine(
                self._database, self._bell, self._work, worker_name=self._worker_name,
                poll_seconds=self._poll_seconds,
            )  # fmt: skip
            engine.start(watching=watching)
            try:
                yield True
            finally:
                engine.stop()
        finally:
            self._only_worker.release()

    def wait(self, company: str, *, everything: bool, progress: Callable[[int], None]) -> Waited:
        """Wait until nothing is marked (`everything`), or nothing that is due now.

        `progress` is told how many marks are left, several times a second.
        """
        least, since = self._marks.waiting(company), time.monotonic()
        while True:
            left = self._marks.waiting(company)
            progress(left)
            held = self._companies.find(company).held_why
            due = self._marks.seconds_until_due(company)
            if left == 0 or held or (not everything and due):
                return Waited(left, held)
            if left < least:
                least, since = left, time.monotonic()
            if time.monotonic() - since > STILL_SECONDS_MAX:
                return Waited(left)
            time.sleep(LOOK_EVERY_SECONDS)
