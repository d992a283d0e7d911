"""Calls to LeafLink's marketplace API V2 (reference/leaflink.md 1).

The client answers with records as LeafLink sent them, or raises one of the five errors. It asks
`pace` before every call, repetitions too, and sends the key to the configured host only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any, Protocol

import httpx2
import msgspec
import stamina

from leafledger.errors import Evidence, Trouble, TryAgain
from leafledger.leaflink import refusals

# A record as LeafLink sent it, fractions as Decimal.
Wire = dict[str, Any]

# One try and two more: longer waits belong to the engine, which does not hold a worker for them.
ATTEMPTS_MAX = 3
RETRY_WAIT_SECONDS_MIN = 0.2
RETRY_WAIT_SECONDS_MAX = 2.0
# No limit is documented above 100, and pages of 50 are seen where more was asked (reference 1.4).
PAGE_ROWS_MAX = 100
# Half a million rows; a list that goes on longer goes round in circles.
PAGES_MAX = 10_000
# How often a list is read again because it moved underneath.
CRAWLS_MAX = 3
# A hundred orders with their lines take about a megabyte.
ANSWER_BYTES_MAX = 50_000_000
CONNECTIONS_MAX = 10
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Pace(Protocol):
    """Waits until a call may be made."""

    def __call__(self) -> None:
        """Return when it is our turn."""


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a list: its rows, how many rows the whole list has, and where it goes on."""

    rows: list[Wire]
    count: int
    next: str | None


class LeafLink:
    """The marketplace, as one seller company sees it.

    `on_throttle` hears how long LeafLink wants to be left alone. `timeout_seconds` bounds a call
    as a whole, not only its silences. `on_answer` hears how each call ended: None for well.
    """

    def __init__(
        self,
        *,
        base_url: str,
        key: str,
        pace: Callable[[], None],
        on_throttle: Callable[[float], None],
        user_agent: str,
        timeout_seconds: float = 30.0,
        on_answer: Callable[[Trouble | None], None] = lambda _: None,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self._key = key.strip()
        if not (self._key.isascii() and self._key.isprintable() and " " not in self._key):
            raise refusals.not_a_key()
        self._base = httpx2.URL(base_url.rstrip("/") + "/")
        self._pace = pace
        self._on_throttle = on_throttle
        self._timeout = timeout_seconds
        self._on_answer = on_answer
        self._decoder = msgspec.json.Decoder(float_hook=Decimal)
        self._encoder = msgspec.json.Encoder(decimal_format="number")
        self._http = httpx2.Client(
            headers={
                "Authorization": f"App {self._key}",
                "User-Agent": user_agent,
                "Accept": "application/json",
            },
            timeout=timeout_seconds,
            limits=httpx2.Limits(max_connections=CONNECTIONS_MAX),
            follow_redirects=False,
            trust_env=self._base.host not in LOOPBACK,
            transport=transport,
        )

    def __repr__(self) -> str:
        return f"LeafLink({str(self._base)!r})"

    def get(self, path: str, **params: str | int) -> Any:
        """The answer to a question: a record, or a list in its envelope."""
        return self._call("GET", path, params)

    def post(self, path: str, body: Wire | None = None) -> Any:
        """Make something. LeafLink has no idempotency key: never repeated here (reference 1.8)."""
        return self._call("POST", path, {}, body or {})

    def patch(self, path: str, body: Wire) -> Any:
        """Change fields of a record. Sending the same values twice does no harm."""
        return self._call("PATCH", path, {}, body)

    def pages(
        self, path: str, *, limit: int = PAGE_ROWS_MAX, offset: int = 0, **params: str | int
    ) -> Iterator[Page]:
        """A list page by page, following `next` until there is none.

        Only what `next` asks for is taken from it, never its host: the key stays at home.
        Raises: OurBug when the pages go round in circles.
        """
        yield from self._list(path, params, limit, offset)

    def _list(
        self,
        path: str,
        params: Mapping[str, str | int],
        limit: int = PAGE_ROWS_MAX,
        offset: int = 0,
    ) -> Iterator[Page]:
        asked = {name: str(value) for name, value in params.items()}
        asked |= {"limit": str(limit), "offset": str(offset)}
        for _ in range(PAGES_MAX):
            page = self._page(self._call("GET", path, asked), path)
            yield page
            if page.next is None:
                return
            following = {**asked, **_asked_by(page.next)}
            if following == asked:
                raise refusals.not_as_agreed(f"{path}: the next page is this page")
            asked = following
        raise refusals.not_as_agreed(f"{path}: more than {PAGES_MAX} pages")

    def all_rows(self, path: str, *, key: str, **params: str | int) -> list[Wire]:
        """A whole list, each record once.

        Paging by offset over a list that moves repeats some rows and skips others (reference
        1.4). Then fewer distinct rows come than LeafLink counts, or the count falls, and the
        list is read again; a record seen twice counts as last seen.
        Raises: TryAgain when rows are still missing after three readings.
        """
        seen: dict[str, Wire] = {}
        for _ in range(CRAWLS_MAX):
            counts, found = [], set[str]()
            for page in self._list(path, params):
                counts.append(page.count)
                for row in page.rows:
                    found.add(str(row.get(key)))
                    seen[str(row.get(key))] = row
            shrank = any(after < before for before, after in pairwise(counts))
            if len(found) >= counts[-1] and not shrank:
                return list(seen.values())
        if len(seen) >= counts[-1]:
            return list(seen.values())
        raise refusals.moved_while_read(path)

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def _page(self, answer: Any, path: str) -> Page:
        # Sub-resources are bare arrays without an envelope (reference 1.4).
        rows = answer if isinstance(answer, list) else None
        if rows is not None and all(isinstance(row, dict) for row in rows):
            return Page(rows, len(rows), None)
        if isinstance(answer, dict) and isinstance(answer.get("results"), list):
            count, following = answer.get("count"), answer.get("next")
            rows = answer["results"]
            if isinstance(count, int) and all(isinstance(row, dict) for row in rows):
                return Page(rows, count, following if isinstance(following, str) else None)
        raise refusals.not_as_agreed(f"{path}: neither a list nor a page of one")

    def _call(
        self, method: str, path: str, params: Mapping[str, str | int], body: Wire | None = None
    ) -> Any:
        try:
            answer = self._tried(method, path, params, body)
        except Trouble as trouble:
            self._on_answer(trouble)
            raise
        self._on_answer(None)
        return answer

    def _tried(
        self, method: str, path: str, params: Mapping[str, str | int], body: Wire | None
    ) -> Any:
        def passes_soon(error: Exception) -> bool:
            if not isinstance(error, TryAgain):
                return False
            status, code = error.evidence.status, error.evidence.code
            return code == "unreachable" or (method != "POST" and status in {502, 503, 504})

        for attempt in stamina.retry_context(
            on=passes_soon,
            attempts=ATTEMPTS_MAX,
            timeout=self._timeout,
            wait_initial=RETRY_WAIT_SECONDS_MIN,
            wait_max=RETRY_WAIT_SECONDS_MAX,
        ):
            with attempt:
                return self._once(method, path, params, body)
        raise AssertionError("an attempt returns or raises")

    def _once(
        self, method: str, path: str, params: Mapping[str, str | int], body: Wire | None
    ) -> Any:
        # A path without its last slash is answered 400 (reference 1.3).
        url = self._base.join(path.strip("/") + "/")
        content = None if body is None else self._encoder.encode(body)
        headers = {} if body is None else {"Content-Type": "application/json"}
        writes = method != "GET"
        self._pace()
        deadline = time.monotonic() + self._timeout
        try:
            with self._http.stream(
                method, url, params=params or None, content=content, headers=headers
            ) as response:
                raw = self._read(response, deadline, writes=writes)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise refusals.unreachable(type(error).__name__) from None
        except httpx2.HTTPError as error:
            raise refusals.no_answer(type(error).__name__, writes=writes) from None
        if not response.is_success:
            raise self._refusal(response, raw, path, writes=writes)
        if not raw:
            return None
        try:
            return self._decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            words = refusals.spoken_words(self._without_key(raw))
            evidence = Evidence(refusals.SYSTEM, response.status_code, "not JSON", words)
            raise refusals.out_of_order(evidence, writes=writes) from None

    def _read(self, response: httpx2.Response, deadline: float, *, writes: bool) -> bytes:
        """The body, within the time and size of one call: a trickle counts as no answer."""
        pieces = bytearray()
        for piece in response.iter_bytes():
            pieces += piece
            if time.monotonic() > deadline:
                raise refusals.no_answer("the answer took too long", writes=writes)
            if len(pieces) > ANSWER_BYTES_MAX:
                raise refusals.no_answer("the answer is too large", writes=writes)
        return bytes(pieces)

    def _refusal(
        self, response: httpx2.Response, raw: bytes, path: str, *, writes: bool
    ) -> Trouble:
        error = refusals.refusal(
            response.status_code,
            self._without_key(raw),
            response.headers,
            path=path,
            writes=writes,
        )
        if response.status_code == 429 and isinstance(error, TryAgain):
            self._on_throttle(error.wait_seconds)
        return error

    def _without_key(self, raw: bytes) -> bytes:
        return raw.replace(self._key.encode(), b"(key)") if self._key else raw


def _asked_by(following: str) -> dict[str, str]:
    """What the address of a next page asks for; nothing where it is no address."""
    try:
        return dict(httpx2.URL(following).params)
    except httpx2.InvalidURL:
        return {}
