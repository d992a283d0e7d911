"""A receiver of notifications, as a client of the simulator would run one."""

from __future__ import annotations

import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.simulators.quickbooks.serving import Books

WAIT_SECONDS_MAX = 5


class Ear(ThreadingHTTPServer):
    """Hears notifications; the first answers may be failures."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.failures = 0
        super().__init__(("127.0.0.1", 0), _Handler)

    def wait(self, count: int) -> list[Any]:
        """The bodies of at least so many notifications."""
        deadline = time.monotonic() + WAIT_SECONDS_MAX
        while len(self.heard) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.heard) >= count
        return [json.loads(body) for _, body in self.heard]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        ear = self.server
        assert isinstance(ear, Ear)
        body = self.rfile.read(int(self.headers["content-length"]))
        ear.heard.append(({name.lower(): v for name, v in self.headers.items()}, body))
        failed = len(ear.heard) <= ear.failures
        self.send_response(500 if failed else 200)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def listen(books: Books, ear: Ear, **more: object) -> None:
    url = f"http://127.0.0.1:{ear.server_address[1]}/hooks"
    books.control("/webhooks", {"url": url, "enabled": True, "time_scale": 0.001, **more})
