"""When each side answered last, and what it said when it did not: the health of a connection."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import TextClause, select, text

from leafledger.database.connection import Database
from leafledger.database.connection_tables import last_answers
from leafledger.errors import AskBookkeeper, Refused, Trouble

# A good answer is written down this often at most: hundreds a minute are normal.
WRITTEN_EVERY_SECONDS = 10.0
_ANSWERED = text(
    "INSERT INTO last_answers (company, system, answered_at) VALUES (:company, :system, :now) "
    "ON CONFLICT (company, system) DO UPDATE SET answered_at = :now"
)
_FAILED = text(
    "INSERT INTO last_answers (company, system, failed_at, failed_why) "
    "VALUES (:company, :system, :now, :why) "
    "ON CONFLICT (company, system) DO UPDATE SET failed_at = :now, failed_why = :why"
)


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """How a side answered last: instants as ISO 8601 in UTC, empty where it never did."""

    answered_at: str = ""
    failed_at: str = ""
    failed_why: str = ""

    @property
    def is_known(self) -> bool:
        """Whether the side was ever asked."""
        return bool(self.answered_at or self.failed_at)

    @property
    def is_good(self) -> bool:
        """Whether the last answer was a good one."""
        return bool(self.answered_at) and self.answered_at >= self.failed_at


class Answers:
    """Hears of every answer of both sides, by company."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._written: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def listener(self, company: str, system: str) -> Callable[[Trouble | None], None]:
        """What a client tells its answers to."""
        return lambda trouble: self.heard(company, system, trouble)

    def heard(self, company: str, system: str, trouble: Trouble | None) -> None:
        """Write an answer down. A refusal of one record is a good answer of the side."""
        key, now = (company, system), time.monotonic()
        if trouble is None or isinstance(trouble, Refused | AskBookkeeper):
            with self._lock:
                if now - self._written.get(key, -WRITTEN_EVERY_SECONDS) < WRITTEN_EVERY_SECONDS:
                    return
                self._written[key] = now
            self._put(_ANSWERED, key, "")
            return
        with self._lock:
            self._written.pop(key, None)
        self._put(_FAILED, key, trouble.sentence)

    def of(self, company: str, system: str) -> LastAnswer:
        """How a side of a company answered last."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(last_answers).where(
                    last_answers.c.company == company, last_answers.c.system == system
                )
            ).one_or_none()
        if row is None:
            return LastAnswer()
        return LastAnswer(row.answered_at, row.failed_at, row.failed_why)

    def _put(self, statement: TextClause, key: tuple[str, str], why: str) -> None:
        said = {"company": key[0], "system": key[1], "now": datetime.now(UTC).isoformat()}
        with self._database.writing() as connection:
            connection.execute(statement, said | ({"why": why} if why else {}))
