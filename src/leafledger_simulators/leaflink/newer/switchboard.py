"""The newer API's door: Bearer tokens, no slash at the end, limits told in headers.

It lies below `/newer/`, as one host stands here for two; `GET /control/newer` tells the address
and hands out a token. Sources: reference/leaflink.md 1.3, 1.7, 5.5.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from leafledger_simulators.leaflink.newer import money, taxes
from leafledger_simulators.leaflink.newer.tokens import TokenPress
from leafledger_simulators.leaflink.newer.visit import CountedLimit, Visit
from leafledger_simulators.leaflink.refusals import Refusal, detail, not_found
from leafledger_simulators.leaflink.sellers import Seller
from leafledger_simulators.limits import Limits

NEWER_PREFIX = "/newer/"

# path, method -> status and what answers
HANDLERS: dict[tuple[str, str], tuple[int, Callable[[Visit], Any]]] = {
    ("payments", "GET"): (200, money.list_payments),
    ("payments", "POST"): (201, money.create_payment),
    ("payments/{id}", "GET"): (200, money.get_payment),
    ("sales_invoices", "GET"): (200, money.list_invoices),
    ("sales_invoices/{id}", "GET"): (200, money.get_invoice),
    ("taxes/tax_schedules", "GET"): (200, taxes.list_schedules),
    ("taxes/tax_schedules", "POST"): (201, taxes.create_schedule),
    ("taxes/tax_schedules/{id}", "GET"): (200, taxes.get_schedule),
    ("taxes/tax_schedules/{id}", "PATCH"): (200, taxes.patch_schedule),
    ("taxes/tax_schedules/{id}", "DELETE"): (204, taxes.archive_schedule),
}
PATHS = frozenset(path for path, _ in HANDLERS)

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)


class NewerApi:
    """Answers every call below `/newer/`."""

    def __init__(self, base: str, limits: Limits, press: TokenPress) -> None:
        self._base = base
        self._limits = limits
        self._press = press

    async def answer(self, sellers: Sequence[Seller], request: Request) -> Response:
        """Admit, find, decide, answer; the limits are told whenever the token was good."""
        raw = await request.body()
        headers: dict[str, str] = {}
        try:
            seller = self._admit(sellers, request.headers.get("authorization"), headers)
            status, body = self._answer(seller, request, raw)
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
            headers |= refusal.headers
        if status == 204:
            return Response(status_code=204, headers=headers)
        return Response(_encoder.encode(body), status, headers, media_type="application/json")

    def _admit(
        self, sellers: Sequence[Seller], authorization: str | None, headers: dict[str, str]
    ) -> Seller:
        clock = sellers[0].world.clock
        company = self._press.read(authorization, clock.now())
        seller = next((one for one in sellers if one.company_id == company), None)
        if seller is None:
            raise detail(401, "Invalid or expired token.")
        owner = seller.keys.owner
        for name in ("newer_second", "newer_minute"):
            wait = self._limits[name].admit(owner)
            if wait is not None:
                headers |= self._told(owner)
                again = {"Retry-After": str(max(1, int(wait + 0.999)))}
                raise Refusal(429, {"detail": "Request was throttled."}, again)
        headers |= self._told(owner)
        return seller

    def _told(self, owner: str) -> dict[str, str]:
        minute = self._limits["newer_minute"]
        second = self._limits["newer_second"]
        left, reset = minute.limit, 0
        if isinstance(minute, CountedLimit):
            left, reset = minute.left(owner), minute.reset_seconds(owner)
        return {
            "RateLimit-Limit": str(minute.limit),
            "RateLimit-Remaining": str(left),
            "RateLimit-Reset": str(reset),
            "RateLimit-Policy": f"{minute.limit};w=60, {second.limit};w=1",
        }

    def _answer(self, seller: Seller, request: Request, raw: bytes) -> tuple[int, Any]:
        path: str = request.scope["path"][len(NEWER_PREFIX) :]
        if path.endswith("/"):
            raise not_found()
        pattern, number = path, 0
        if pattern not in PATHS:
            pattern, _, last = path.rpartition("/")
            if not (last.isascii() and last.isdecimal() and len(last) < 12):
                raise not_found()
            pattern, number = f"{pattern}/{{id}}", int(last)
        if pattern not in PATHS:
            raise not_found()
        found = HANDLERS.get((pattern, request.method))
        if found is None:
            raise detail(405, f'Method "{request.method}" not allowed.')
        visit = Visit(
            world=seller.world,
            url=self._base + request.scope["path"],
            query=dict(parse_qsl(request.scope["query_string"].decode("latin-1"))),
            body=_read(raw),
            number=number,
        )
        return found[0], found[1](visit)


def _read(raw: bytes) -> dict[str, Any]:
    if not raw.strip():
        return {}
    try:
        body = _decoder.decode(raw)
    except msgspec.DecodeError as error:
        raise detail(400, f"JSON parse error - {error}") from error
    if not isinstance(body, dict):
        raise detail(400, "Invalid data. Expected a dictionary.")
    return body
