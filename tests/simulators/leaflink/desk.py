"""A seller's desk in front of a simulated LeafLink: real calls, and a listener for webhooks."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx2
import msgspec
import uvicorn

from leafledger_simulators.leaflink.app import LeafLinkSimulator

START_SECONDS_MAX = 20
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class RunningLeafLink:
    """A simulated LeafLink that serves on loopback from a thread of this process."""

    def __init__(self) -> None:
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        host, port = listener.getsockname()
        self.simulator = LeafLinkSimulator(f"http://{host}:{port}", "sample", 1)
        config = uvicorn.Config(
            self.simulator.asgi,
            log_level="error",
            access_log=False,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [listener]}, daemon=True
        )

    def start(self) -> None:
        """Serve until `stop`."""
        self._thread.start()
        deadline = time.monotonic() + START_SECONDS_MAX
        while not self._server.started and time.monotonic() < deadline:
            time.sleep(0.005)

    def stop(self) -> None:
        """End the server and its thread."""
        self._server.should_exit = True
        self._thread.join(START_SECONDS_MAX)


class Desk:
    """Calls with the seller's key; answers are decoded with exact decimals."""

    def __init__(self, simulator: LeafLinkSimulator, http: httpx2.Client) -> None:
        self.simulator = simulator
        self.credentials = simulator.credentials()
        self._http = http

    def call(
        self, method: str, path: str, body: Any = None, *, authorization: str | None = None
    ) -> httpx2.Response:
        """One call as it is answered."""
        if authorization is None:
            authorization = f"App {self.credentials['api_key']}"
        content = (
            None if body is None else msgspec.json.Encoder(decimal_format="number").encode(body)
        )
        url = path if path.startswith("http") else self.credentials["base_url"] + path
        return self._http.request(
            method, url, content=content, headers={"authorization": authorization}
        )

    def ask(self, method: str, path: str, body: Any = None, *, expect: int = 200) -> Any:
        """One call that must be answered so; gives back its JSON."""
        answer = self.call(method, path, body)
        assert answer.status_code == expect, answer.text
        return _decoder.decode(answer.content) if answer.content else None

    def get(self, path: str, *, expect: int = 200) -> Any:
        """GET, answered 200 unless told otherwise."""
        return self.ask("GET", path, expect=expect)

    def every(self, path: str) -> list[Any]:
        """All rows of a list, by following `next`."""
        rows, following = [], path
        while following:
            page = self.get(following)
            rows += page["results"]
            following = page["next"]
        return rows

    def control(self, path: str, body: Any = None) -> Any:
        """The control room: POST with a body, else GET."""
        url = self.credentials["control_url"] + path
        return self.ask("GET" if body is None else "POST", url, body)

    def switch(self, **wanted: Any) -> None:
        """Turn switches."""
        self.control("/switches", wanted)

    def snapshot(self) -> Any:
        """All state."""
        return self.control("/snapshot")

    def first(self, status: str) -> Any:
        """An order in a status, with its lines."""
        page = self.get(f"orders-received/?status={status}&include_children=line_items&limit=1")
        return page["results"][0]

    def place(self, lines: Sequence[dict[str, Any]], **more: Any) -> Any:
        """An untaxed order of the first customer without agreed discounts, placed as he would."""
        customer = next(
            one
            for one in self.get("customers/")["results"]
            if one["discount_percent"] == "0.00" and one["shipping_charge"] == "0.00"
        )
        wanted = {"action": "place", "customer": customer["id"], "lines": lines, "taxed": False}
        return self.control("/orders", wanted | more)

    def product(self, sku: str) -> Any:
        """The product with a SKU."""
        return self.get(f"products/?sku={sku}")["results"][0]


class _ManyAtOnce(ThreadingHTTPServer):
    # The courier has twenty on their way at once; the library's five would be refused.
    request_queue_size = 100


class Listener:
    """A server that keeps what is posted to it and answers with the statuses it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                names = {name.lower(): value for name, value in self.headers.items()}
                listener.heard.append((names, raw))
                self.send_response(listener.answers.pop(0) if listener.answers else 204)
                self.end_headers()

            def log_message(self, *words: object) -> None:
                del words

        self._server = _ManyAtOnce(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"

    def start(self) -> None:
        """Listen until `stop`."""
        self._thread.start()

    def stop(self) -> None:
        """End the server and its thread."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def bodies(self) -> list[Any]:
        """What was heard, decoded."""
        return [_decoder.decode(raw) for _, raw in self.heard]
