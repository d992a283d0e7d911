"""Ringing: a mark and the work for it are one commit (docs/decisions/0004-engine-dbos.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from leafledger.database.connection import Database

if TYPE_CHECKING:
    from dbos import DBOSClient

KEEP_BOOKS = "keep_books"
BOOKS_QUEUE = "books"
# One name for every process of ours: a worker takes only the work of its own version.
ENGINE_VERSION = "1"


class NotOpened(RuntimeError):
    """The bell was rung before `open`: a mistake of ours, not of the surroundings."""


class Bell:
    """Enqueues the keeping of a company's books.

    The engine's library takes seconds to import, so it is imported by `open` only, which must
    come before the first transaction that rings: it brings the engine's own tables up to date.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._client: DBOSClient | None = None

    def open(self) -> None:
        """Make ready to ring."""
        if self._client is not None:
            return
        from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer  # noqa: PLC0415 (see above)

        DBOS.migrate(self._database.plain_url)
        self._client = DBOSClient(
            system_database_engine=self._database.engine,
            serializer=DBOSPortableJSONSerializer(),
        )

    def ring(self, connection: Connection, company: str) -> None:
        """Enqueue within the caller's transaction: rolled back with it, or committed with it."""
        self._opened().enqueue_in_transaction(
            connection,
            {
                "workflow_name": KEEP_BOOKS,
                "queue_name": BOOKS_QUEUE,
                "queue_partition_key": company,
                "app_version": ENGINE_VERSION,
            },
            company,
        )

    def ring_later(self, company: str, wait_seconds: float, name: str) -> None:
        """Enqueue for later; the same `name` twice is one."""
        self._opened().enqueue(
            {
                "workflow_name": KEEP_BOOKS,
                "queue_name": BOOKS_QUEUE,
                "queue_partition_key": company,
                "app_version": ENGINE_VERSION,
                "delay_seconds": wait_seconds,
                "workflow_id": name,
            },
            company,
        )

    def take_over(self, dead: list[str]) -> int:
        """Hand the unfinished work of dead workers to the living; how many pieces there were."""
        client = self._opened()
        unfinished = client.list_workflows(status="PENDING", executor_id=dead, load_input=False)
        ids = [workflow.workflow_id for workflow in unfinished]
        if ids:
            client.resume_workflows(ids, queue_name=BOOKS_QUEUE)
        return len(ids)

    def forget_finished(self, before: str) -> int:
        """Delete what the engine keeps of work finished before an instant (ISO 8601)."""
        client = self._opened()
        finished = client.list_workflows(
            status=["SUCCESS", "ERROR", "CANCELLED"], completed_before=before, load_input=False,
            load_output=False,
        )  # fmt: skip
        ids = [workflow.workflow_id for workflow in finished]
        if ids:
            client.delete_workflows(ids)
        return len(ids)

    def _opened(self) -> DBOSClient:
        if self._client is None:
            raise NotOpened("open the bell before ringing it")
        return self._client

    def close(self) -> None:
        """Let go of the engine."""
        if self._client is not None:
            self._client.destroy()
            self._client = None
