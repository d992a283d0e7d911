"""Calls to QuickBooks Online's accounting API v3 (reference/quickbooks.md 2 to 7).

The client answers with records as QuickBooks sent them, or raises one of the five errors. Every
call passes `pace` at the moment it goes out: repetitions, and the second try after a fresh
sign-in, too.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx2
import msgspec
import stamina

from leafledger.errors import Evidence, Trouble, TryAgain
from leafledger.quickbooks import refusals
from leafledger.quickbooks.queries import PAGE_ROWS_MAX, count_of, page_of

# A record as QuickBooks sent it, fractions as Decimal.
Wire = dict[str, Any]

MINOR_VERSION = 75
SINGLE = "single"
BATCH = "batch"
CORE = "core"
CORE_PLUS = "coreplus"
# One try and two more: longer waits belong to the engine, which does not hold a worker for them.
ATTEMPTS_MAX = 3
RETRY_WAIT_SECONDS_MIN = 0.2
RETRY_WAIT_SECONDS_MAX = 2.0
# A million rows of one entity; more would be a query that goes round in circles.
PAGES_MAX = 1000
# QuickBooks refuses more items in one batch (1040; reference 5).
BATCH_ITEMS_MAX = 30
# A page of a thousand invoices takes a few megabytes.
ANSWER_BYTES_MAX = 100_000_000
# Ten calls in flight for one company is all Intuit allows (reference 7).
CONNECTIONS_MAX = 10
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_NAME = re.compile(r"[A-Za-z0-9]+")
_RECORD_ID = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What QuickBooks made of a change: the record as it stands now, and the id of the call."""

    record: Wire
    trace: str


class _Gate(httpx2.BaseTransport):
    """Lets each request out when its time has come, whoever sends it."""

    def __init__(self, inner: httpx2.BaseTransport, pace: Callable[[str], None]) -> None:
        self._inner = inner
        self._pace = pace

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._pace(request.extensions.get("pace", SINGLE))
        # Waiting for our turn is no time of the call.
        request.extensions["left_at"] = time.monotonic()
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


class QuickBooks:
    """One QuickBooks company.

    `pace` and `on_throttle` are told which kind of endpoint ("single" or "batch"), `meter` which
    kind of call Intuit counts ("core" for changes, "coreplus" for reads and "batch", which are
    metered) once it succeeded: failed calls are not billed. `timeout_seconds` bounds a call as a
    whole. `on_answer` hears how each call ended: None for well.
    """

    def __init__(
        self,
        *,
        base_url: str,
        realm: str,
        sign_in: httpx2.Auth,
        pace: Callable[[str], None],
        on_throttle: Callable[[str, float], None],
        user_agent: str,
        meter: Callable[[str], None],
        timeout_seconds: float = 30.0,
        on_answer: Callable[[Trouble | None], None] = lambda _: None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        if not _RECORD_ID.fullmatch(realm):
            raise ValueError("a realm is a plain number")
        self.realm = realm
        self._base = f"{base_url.rstrip('/')}/v3/company/{realm}/"
        self._on_throttle = on_throttle
        self._meter = meter
        self._timeout = timeout_seconds
        self._on_answer = on_answer
        self._decoder = msgspec.json.Decoder(float_hook=Decimal)
        self._encoder = msgspec.json.Encoder(decimal_format="number")
        limits = httpx2.Limits(max_connections=CONNECTIONS_MAX)
        near = httpx2.URL(base_url).host in LOOPBACK
        inner = transport or httpx2.HTTPTransport(limits=limits, trust_env=not near)
        self._http = httpx2.Client(
            auth=sign_in,
            headers={"User-Agent": user_agent, "Accept": "application/json"},
            timeout=timeout_seconds,
            follow_redirects=False,
            trust_env=False,
            transport=_Gate(inner, pace),
        )

    def __repr__(self) -> str:
        return f"QuickBooks({self._base!r})"

    def query(self, statement: str) -> list[Wire]:
        """The rows of one page (reference 4)."""
        answer = self._queried(statement)
        rows = next((member for member in answer.values() if isinstance(member, list)), [])
        return [row for row in rows if isinstance(row, dict)]

    def query_all(
        self, entity: str, where: str = "", *, include_inactive: bool = False
    ) -> list[Wire]:
        """Every row of an entity, each once, in pages of 1000 until one is short.

        `where` comes from `queries`. Inactive list records are hidden unless asked for.
        """
        found: dict[str, Wire] = {}
        for page in range(PAGES_MAX):
            start = 1 + page * PAGE_ROWS_MAX
            rows = self.query(page_of(entity, where, start, include_inactive=include_inactive))
            found |= {str(row.get("Id")): row for row in rows}
            if len(rows) < PAGE_ROWS_MAX:
                return list(found.values())
        raise refusals.not_as_agreed(f"{entity}: more than {PAGES_MAX} pages")

    def count(self, entity: str, where: str = "", *, include_inactive: bool = False) -> int:
        """How many rows a query would give."""
        statement = count_of(entity, where, include_inactive=include_inactive)
        total = self._queried(statement).get("totalCount")
        if not isinstance(total, int):
            raise refusals.not_as_agreed(f"{entity}: a count without a number")
        return total

    def read(self, entity: str, id: str) -> Wire | None:  # noqa: A002 (QuickBooks's word)
        """One record; None where it was deleted or never was."""
        if not _RECORD_ID.fullmatch(id):
            raise ValueError("a QuickBooks id is a plain number")
        try:
            answer = self.get(f"{_path(entity)}/{id}")
        except Trouble as trouble:
            if refusals.is_gone(trouble):
                return None
            raise
        return self._record(answer, entity)

    def write(
        self,
        entity: str,
        body: Wire,
        *,
        request_id: str,
        operation: str = "",
        **params: str | int,
    ) -> Answer:
        """Make a change; `operation` is empty to create or update, else "delete", "void", ...

        With the same request id QuickBooks answers a repetition with what it did the first time
        (reference 3), so a call that surely or probably failed on the way is sent again here.
        """
        asked = {**params, "requestid": request_id}
        if operation:
            asked["operation"] = operation
        answer, trace = self._call(
            "POST", _path(entity), asked, self._encoder.encode(body), kind=CORE, writes=True
        )
        return Answer(self._record(answer, entity), trace)

    def batch(self, items: Sequence[Wire], *, request_id: str) -> list[Wire]:
        """Up to 30 independent items at once, each answered by itself, a fault too.

        Every item carries its `bId`. A batch is metered (reference 5 and 7).
        """
        if not 0 < len(items) <= BATCH_ITEMS_MAX:
            raise ValueError(f"a batch holds 1 to {BATCH_ITEMS_MAX} items")
        body = self._encoder.encode({"BatchItemRequest": list(items)})
        asked = {"requestid": request_id}
        answer, _ = self._call("POST", "batch", asked, body, kind=BATCH, writes=True, pace=BATCH)
        rows = answer.get("BatchItemResponse")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def report(self, name: str, **params: str | int) -> Wire:
        """A report, as QuickBooks lays it out (reference 13)."""
        if not _NAME.fullmatch(name):
            raise ValueError("a report's name is one word")
        return self.get(f"reports/{name}", **params)

    def preferences(self) -> Wire:
        """The company's preferences."""
        return self._record(self.get("preferences"), "Preferences")

    def company_info(self) -> Wire:
        """The company's name, country, time zone and plan."""
        return self._record(self.get(f"companyinfo/{self.realm}"), "CompanyInfo")

    def get(self, path: str, **params: str | int) -> Wire:
        """Any metered question, in its envelope."""
        answer, _ = self._call("GET", path, params, None, kind=CORE_PLUS, writes=False)
        return answer

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _queried(self, statement: str) -> Wire:
        answer, _ = self._call(
            "POST",
            "query",
            {},
            statement.encode(),
            kind=CORE_PLUS,
            writes=False,
            content_type="application/text",
        )
        found = answer.get("QueryResponse")
        if not isinstance(found, dict):
            raise refusals.not_as_agreed("a query without its response")
        return found

    def _record(self, answer: Wire, entity: str) -> Wire:
        record = answer.get(entity)
        if not isinstance(record, dict):
            raise refusals.not_as_agreed(f"an answer without its {entity}")
        return record

    def _call(
        self,
        method: str,
        path: str,
        params: Mapping[str, str | int],
        content: bytes | None,
        *,
        kind: str,
        writes: bool,
        pace: str = SINGLE,
        content_type: str = "application/json",
    ) -> tuple[Wire, str]:
        url = self._base + path
        headers = {} if content is None else {"Content-Type": content_type}
        asked = {**params, "minorversion": MINOR_VERSION}
        for attempt in stamina.retry_context(
            on=_passes_soon,
            attempts=ATTEMPTS_MAX,
            timeout=self._timeout,
            wait_initial=RETRY_WAIT_SECONDS_MIN,
            wait_max=RETRY_WAIT_SECONDS_MAX,
        ):
            with attempt:
                request = self._http.build_request(
                    method,
                    url,
                    params=asked,
                    content=content,
                    headers=headers,
                    extensions={"pace": pace},
                )
                answer = self._answered(request, pace, writes=writes)
        self._meter(kind)
        return answer

    def _answered(self, request: httpx2.Request, pace: str, *, writes: bool) -> tuple[Wire, str]:
        try:
            answer = self._once(request, pace, writes=writes)
        except Trouble as trouble:
            self._on_answer(trouble)
            raise
        self._on_answer(None)
        return answer

    def _once(self, request: httpx2.Request, pace: str, *, writes: bool) -> tuple[Wire, str]:
        try:
            response = self._http.send(request, stream=True)
            try:
                raw = self._read(response, writes=writes)
            finally:
                response.close()
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise refusals.unreachable(type(error).__name__) from None
        except httpx2.HTTPError as error:
            raise refusals.no_answer(type(error).__name__, writes=writes) from None
        trace = response.headers.get("intuit_tid", "")
        fault = refusals.refusal(
            response.status_code, raw, response.headers, writes=writes, trace=trace
        )
        if fault is not None:
            if isinstance(fault, TryAgain) and response.status_code == 429:
                self._on_throttle(pace, fault.wait_seconds)
            raise fault
        try:
            answer = self._decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            evidence = Evidence(refusals.SYSTEM, response.status_code, "not JSON", "", trace)
            raise refusals.out_of_order(evidence, writes=writes)
        return answer, trace

    def _read(self, response: httpx2.Response, *, writes: bool) -> bytes:
        """The body, within the time and size of one call: a trickle counts as no answer."""
        deadline = response.request.extensions["left_at"] + self._timeout
        pieces = bytearray()
        for piece in response.iter_bytes():
            pieces += piece
            if time.monotonic() > deadline:
                raise refusals.no_answer("the answer took too long", writes=writes)
            if len(pieces) > ANSWER_BYTES_MAX:
                raise refusals.no_answer("the answer is too large", writes=writes)
        return bytes(pieces)


def _passes_soon(error: Exception) -> bool:
    """Questions are safe to repeat, changes carry a request id; so both may be sent again."""
    if not isinstance(error, TryAgain):
        return False
    return error.evidence.code == "unreachable" or error.evidence.status in {502, 503, 504}


def _path(entity: str) -> str:
    if not _NAME.fullmatch(entity):
        raise ValueError("an entity's name is one word")
    return entity.lower()
