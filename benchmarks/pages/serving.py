"""The dashboard in a process of its own, which tells of each answer what it cost.

`python -m benchmarks.pages.serving HOME DATABASE_URL` prints its port and serves until it is ended.
"""

from __future__ import annotations

import socket
import sys
import time
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import uvicorn
from sqlalchemy import event
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard
from leafledger.settings import DATABASE_URL, HOME, read_settings

STATEMENTS, CPU_MS = b"x-statements", b"x-cpu-ms"
# A list, so that the threads that serve one request count into the same place.
_counted: ContextVar[list[int] | None] = ContextVar("counted", default=None)


class Told:
    """Adds to each answer how many SQL statements and how much processor time its page took.

    What an export sends after its beginning is not in it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        counted, began = [0], time.process_time()
        _counted.set(counted)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                used = (time.process_time() - began) * 1000
                message["headers"] = [
                    *message["headers"], (STATEMENTS, str(counted[0]).encode()),
                    (CPU_MS, f"{used:.1f}".encode()),
                ]  # fmt: skip
            await send(message)

        await self._app(scope, receive, told)


def _count(*_: Any) -> None:
    counted = _counted.get()
    if counted is not None:
        counted[0] += 1


def main() -> None:
    """Serve until ended."""
    home, url = sys.argv[1:3]
    ledger = LeafLedger(read_settings({HOME: str(Path(home)), DATABASE_URL: url}))
    event.listen(ledger.database.engine, "before_cursor_execute", _count)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    app = Told(create_dashboard(ledger, secure_cookies=False))
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
    ledger.close()


if __name__ == "__main__":
    main()
