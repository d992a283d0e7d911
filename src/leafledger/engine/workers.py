"""Workers: one on SQLite, many on PostgreSQL; the work of a dead one is taken over.

The open engine leaves a dead worker's work to that worker alone; the heartbeat and the
take-over here are what it lacks (docs/decisions/0004-engine-dbos.md).
"""

from __future__ import annotations

import socket
import threading
from pathlib import Path

import structlog
from filelock import FileLock, Timeout
from sqlalchemy import delete, func, select, text

from leafledger.database.connection import Database
from leafledger.database.tables import workers
from leafledger.engine.bell import Bell

log = structlog.get_logger()

BEAT_SECONDS = 3.0
# Ten missed beats: longer than any pause of a healthy process, shorter than anybody's patience.
DEAD_AFTER_SECONDS = 30.0


class AnotherWorker(Exception):
    """A worker already works on this SQLite database; two need PostgreSQL."""


class OnlyWorker:
    """The right to work on a SQLite database: held by one process at a time, through a lock file.

    On PostgreSQL everybody may work, and nothing is locked.
    """

    def __init__(self, database: Database, home: Path) -> None:
        self._needed = database.is_sqlite
        self._lock = FileLock(home / "worker.lock", blocking=False)

    def take(self) -> None:
        """Raises: AnotherWorker."""
        if not self._needed:
            return
        try:
            self._lock.acquire()
        except Timeout as error:
            raise AnotherWorker("another LeafLedger process works on this database") from error

    def release(self) -> None:
        """Let the next one work."""
        if self._needed:
            self._lock.release()


def is_anybody_working(database: Database) -> bool:
    """Whether some worker beat within the time after which it would count as dead."""
    with database.reading() as connection:
        newest = connection.execute(select(func.max(workers.c.beat_at))).scalar_one()
        return newest is not None and database.now(connection) - newest < DEAD_AFTER_SECONDS


class Heartbeat:
    """Tells the others that this worker lives, and takes over from those that do not."""

    def __init__(self, database: Database, bell: Bell, executor: str) -> None:
        self._database = database
        self._bell = bell
        self._executor = executor
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Beat once now, then in the background."""
        self.beat()
        self._thread.start()

    def stop(self) -> None:
        """Stop beating and sign off, so that nobody takes us for dead."""
        self._stop.set()
        self._thread.join()
        with self._database.writing() as connection:
            connection.execute(delete(workers).where(workers.c.executor == self._executor))

    def beat(self) -> None:
        """Say that we live."""
        with self._database.writing() as connection:
            connection.execute(
                text(
                    "INSERT INTO workers (executor, machine, beat_at) "
                    "VALUES (:executor, :machine, :now) "
                    "ON CONFLICT (executor) DO UPDATE SET beat_at = :now, machine = :machine"
                ),
                {
                    "executor": self._executor,
                    "machine": socket.gethostname(),
                    "now": self._database.now(connection),
                },
            )

    def take_over(self) -> int:
        """Take over from workers that stopped beating; how many pieces of work."""
        with self._database.writing() as connection:
            now = self._database.now(connection)
            dead = list(
                connection.execute(
                    select(workers.c.executor).where(
                        workers.c.beat_at < now - DEAD_AFTER_SECONDS,
                        workers.c.executor != self._executor,
                    )
                ).scalars()
            )
        if not dead:
            return 0
        taken = self._bell.take_over(dead)
        with self._database.writing() as connection:
            connection.execute(delete(workers).where(workers.c.executor.in_(dead)))
        log.warning("workers_taken_over", workers=dead, pieces=taken)
        return taken

    def _run(self) -> None:
        while not self._stop.wait(BEAT_SECONDS):
            try:
                self.beat()
                self.take_over()
            except Exception:  # the thread must outlive a database that is away for a while
                log.exception("heartbeat_missed")
