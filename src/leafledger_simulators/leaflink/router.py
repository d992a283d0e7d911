"""From a path to its endpoint, and the rules every call passes (reference/leaflink.md 1.2, 1.3).

Adding a resource is adding its `ENDPOINTS` below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from leafledger_simulators.faults import Fault, FaultBook
from leafledger_simulators.leaflink.api import (
    batches,
    buyer,
    crm,
    customers,
    lines,
    money,
    order_extras,
    orders,
    products,
    reports,
    shop,
    tables,
    warehouse,
)
from leafledger_simulators.leaflink.call import (
    UPLOAD_BYTES_MAX,
    Answer,
    Call,
    Endpoint,
    Listing,
    Upload,
    cut_page,
)
from leafledger_simulators.leaflink.keys import check_permission
from leafledger_simulators.leaflink.old_pages import PAGE_KINDS
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import Refusal, detail, not_found
from leafledger_simulators.leaflink.sellers import Seller, admit, answer_across, check_slug
from leafledger_simulators.leaflink.world import api_author
from leafledger_simulators.limits import Limits

PREFIX = "/api/v2/"

ENDPOINTS: tuple[Endpoint, ...] = (
    *orders.ENDPOINTS,
    *lines.ENDPOINTS,
    *money.ENDPOINTS,
    *products.ENDPOINTS,
    *customers.ENDPOINTS,
    *tables.ENDPOINTS,
    *crm.ENDPOINTS,
    *shop.ENDPOINTS,
    *batches.ENDPOINTS,
    *warehouse.ENDPOINTS,
    *order_extras.ENDPOINTS,
    *reports.ENDPOINTS,
    *buyer.ENDPOINTS,
)

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class _Node:
    """One level of the path tree: fixed words first, else a named word."""

    __slots__ = ("children", "endpoints", "named")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.named: tuple[str, _Node] | None = None
        self.endpoints: dict[str, Endpoint] = {}


class Router:
    """Answers every call below `/api/v2/`."""

    def __init__(
        self,
        base: str,
        limits: Limits,
        faults: FaultBook,
        endpoints: Iterable[Endpoint] = ENDPOINTS,
    ) -> None:
        self._base = base
        self._limits = limits
        self._faults = faults
        self._tree = _Node()
        for endpoint in endpoints:
            self._add(endpoint)

    def _add(self, endpoint: Endpoint) -> None:
        node = self._tree
        for word in endpoint.path.split("/"):
            if word.startswith("{"):
                if node.named is None:
                    node.named = (word[1:-1], _Node())
                node = node.named[1]
            else:
                node = node.children.setdefault(word, _Node())
        node.endpoints[endpoint.method] = endpoint

    async def answer(self, sellers: Sequence[Seller], request: Request) -> Response:
        """Read the body, then decide and answer without waiting again."""
        raw = await request.body()
        try:
            form = await _form(request, raw)
            answer = self._answer(sellers, request, raw, form)
        except Refusal as refusal:
            return _response(refusal.status, refusal.body, refusal.headers)
        return _response(answer.status, answer.body)

    def _answer(
        self, sellers: Sequence[Seller], request: Request, raw: bytes, form: Row | None
    ) -> Answer:
        path: str = request.scope["path"]
        if not path.endswith("/"):
            raise detail(400, "The request path must end with a slash.")
        shown = request.headers.get("authorization")
        if self._faults.take_own("token_revoked", request.method, path) is not None:
            shown = "revoked"
        key, worlds = admit(sellers, shown, sellers[0].world.switches, self._limits)
        endpoint, words = self._find(path[len(PREFIX) : -1], request.method)
        check_permission(key, endpoint.group, request.method)
        query = parse_qsl(request.scope["query_string"].decode("latin-1"))
        call = Call(
            world=worlds[0],
            url=self._base + path,
            query=dict(query),
            body=form if form is not None else _read_json(raw) if raw else {},
            author=api_author(key.owner, request.headers.get("user-agent", "")),
            words=words,
            base=self._base,
            method=request.method,
            spoiled=partial(self._spoiling, request.method, path),
        )
        check_slug(call, worlds)
        if len(worlds) > 1:
            return answer_across(endpoint.handler, call, worlds)
        answer = endpoint.handler(call)
        if isinstance(answer.body, Listing):
            return Answer(answer.status, cut_page(call, [answer.body]))
        return answer

    def _spoiling(self, method: str, path: str, offset: int) -> Fault | None:
        """The planned failure that spoils the page being cut; the first page has none before it."""
        kinds = PAGE_KINDS if offset else PAGE_KINDS[:1]
        found = (self._faults.take_own(kind, method, path) for kind in kinds)
        return next((fault for fault in found if fault is not None), None)

    def _find(self, path: str, method: str) -> tuple[Endpoint, dict[str, str]]:
        node, words = self._tree, {}
        for word in path.split("/"):
            if word in node.children:
                node = node.children[word]
            elif node.named is not None and word:
                words[node.named[0]] = word
                node = node.named[1]
            else:
                raise not_found()
        if not node.endpoints:
            raise not_found()
        endpoint = node.endpoints.get(method)
        if endpoint is None:
            raise detail(405, f'Method "{method}" not allowed.')
        return endpoint, words


async def _form(request: Request, raw: bytes) -> Row | None:
    """The fields and files of a multipart form; None for any other body."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return None
    if len(raw) > UPLOAD_BYTES_MAX + 100_000:
        raise detail(413, "The file is too big.")
    try:
        async with request.form(max_files=1, max_fields=20) as form:
            return {
                name: value
                if isinstance(value, str)
                else Upload(value.filename or "file", value.content_type or "", await value.read())
                for name, value in form.items()
            }
    except HTTPException as error:
        raise detail(400, f"Multipart form parse error - {error.detail}") from error


def _read_json(raw: bytes) -> Any:
    try:
        return _decoder.decode(raw)
    except msgspec.DecodeError as error:
        raise detail(400, f"JSON parse error - {error}") from error


def _response(status: int, body: Any, headers: dict[str, str] | None = None) -> Response:
    if status == 204:
        return Response(status_code=204, headers=headers)
    return Response(_encoder.encode(body), status, headers, media_type="application/json")
