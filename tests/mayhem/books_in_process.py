"""The QuickBooks simulator in this process: every call goes through its API, none over a port."""

from __future__ import annotations

import asyncio
from collections import Counter
from decimal import Decimal
from typing import Any

import httpx2
import msgspec

from leafledger_simulators.quickbooks.app import QuickBooksSimulator

BASE = "http://127.0.0.1"
NOON = "2026-11-20T18:00:00Z"
# After every date a document can have here, and within the years a report takes.
LAST_DAY = "2029-12-31"

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class Sent(msgspec.Struct, frozen=True):
    """A write as it was sent, so that it can be sent again, and what it made."""

    path: str
    params: dict[str, str]
    content: bytes
    made: list[tuple[str, str]]


class BooksInProcess:
    """One simulator and a client for it; `start_over` gives an empty company."""

    def __init__(self) -> None:
        self.simulator = QuickBooksSimulator(BASE, "empty", 1)
        self._loop = asyncio.new_event_loop()
        transport = httpx2.ASGITransport(app=self.simulator.asgi)
        self._http = httpx2.AsyncClient(transport=transport, base_url=BASE)
        given = self.simulator.credentials()
        self._company = f"/v3/company/{given['realm_id']}"
        self._headers = {
            "authorization": f"Bearer {given['access_token']}",
            "accept": "application/json",
            "content-type": "application/json",
        }
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def close(self) -> None:
        """Let go of client and loop."""
        self._loop.run_until_complete(self._http.aclose())
        self._loop.close()

    def start_over(self) -> None:
        """An empty company at a fixed instant, every switch at its default."""
        self.control("/reset", {"dataset": "empty", "seed": 1})
        self.control("/limits", {"enabled": False})
        self.control("/switches", {"reset": True})
        self.control("/clock", {"now": NOON, "freeze": True})

    def control(self, path: str, body: object = None) -> Any:
        """Ask the control room; it must answer."""
        method = "GET" if body is None else "POST"
        status, answer = self._call(method, "/control" + path, _encoder.encode(body), {})
        assert status == 200, answer
        return answer

    def get(self, path: str, **params: str) -> Any:
        """A read that must succeed."""
        status, answer = self._call("GET", self._company + path, b"", params)
        assert status == 200, answer
        return answer

    def rows(self, entity: str) -> list[Any]:
        """All records of a list, inactive ones too."""
        statement = f"select * from {entity} where Active in (true, false) maxresults 1000"
        found: list[Any] = self.get("/query", query=statement)["QueryResponse"].get(entity, [])
        return found

    def grand_total(self, report: str, column: int = -1, **params: str) -> Decimal:
        """The bottom line of a report; a report without rows sums up to nothing."""
        rows = self.get(f"/reports/{report}", **params)["Rows"].get("Row", [])
        return Decimal(rows[-1]["Summary"]["ColData"][column]["value"]) if rows else Decimal(0)

    def write(self, entity: str, content: object, **params: str) -> Sent | None:
        """A write, and what it made; None when it was refused. Anything else is a mistake."""
        return self.send(f"/{entity.lower()}", params, _encoder.encode(content))

    def send(self, path: str, params: dict[str, str], content: bytes) -> Sent | None:
        """Send bytes as they are."""
        status, answer = self._call("POST", self._company + path, content, params)
        name = path.strip("/") + ("/" + params["operation"] if "operation" in params else "")
        if status != 200:
            assert status == 400, answer
            assert answer["Fault"]["Error"][0]["code"], answer
            self.refused[name] += 1
            return None
        self.accepted[name] += 1
        return Sent(path, params, content, _made(answer))

    def _call(self, method: str, path: str, content: bytes, params: dict[str, str]) -> Any:
        answer = self._loop.run_until_complete(
            self._http.request(method, path, content=content, params=params, headers=self._headers)
        )
        return answer.status_code, _decoder.decode(answer.content)


def _made(answer: Any) -> list[tuple[str, str]]:
    """Kind and id of every record in an answer; of a batch those that were not refused."""
    parts = answer.get("BatchItemResponse", [answer])
    return [
        (name, record["Id"])
        for part in parts
        for name, record in part.items()
        if name != "Fault" and isinstance(record, dict) and "Id" in record
    ]
