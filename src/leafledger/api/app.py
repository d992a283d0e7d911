"""Webhooks of both systems, health, readiness and metrics."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from prometheus_client import CollectorRegistry, generate_latest

from leafledger.api.metrics import LedgerCollector
from leafledger.assembly import LeafLedger
from leafledger.intake.hearing import Heard

# QuickBooks and LeafLink send a few kilobytes; a parent product's fan-out some more.
BODY_BYTES_MAX = 5_000_000
_ANSWERS = {
    Heard.MARKED: 202,
    Heard.NOT_OURS: 202,
    Heard.WRONG_SIGNATURE: 401,
    Heard.UNKNOWN_COMPANY: 404,
    Heard.UNREADABLE: 400,
}


def machine_routes(ledger: LeafLedger, *, is_working: Callable[[], bool]) -> APIRouter:
    """The routes for machines. `is_working` tells whether the engine of this process runs."""
    routes = APIRouter()
    registry = CollectorRegistry()
    registry.register(LedgerCollector(ledger))

    @routes.post("/hooks/leaflink/{company}")
    async def leaflink_hook(company: str, request: Request) -> Response:
        """A LeafLink webhook: verified over the raw bytes, marked, answered; then we look."""
        raw = await _body(request)
        if raw is None:
            return Response(status_code=413)
        signature = request.headers.get("ll-signature")
        heard = await run_in_threadpool(ledger.doorbell.leaflink, company, raw, signature)
        return Response(status_code=_ANSWERS[heard])

    @routes.post("/hooks/quickbooks")
    async def quickbooks_hook(request: Request) -> Response:
        """A QuickBooks webhook, perhaps of several companies."""
        raw = await _body(request)
        if raw is None:
            return Response(status_code=413)
        signature = request.headers.get("intuit-signature")
        heard = await run_in_threadpool(ledger.doorbell.quickbooks, raw, signature)
        # Intuit repeats whatever is not answered 200 (reference/quickbooks.md 8).
        return Response(status_code=200 if _ANSWERS[heard] == 202 else _ANSWERS[heard])

    @routes.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @routes.get("/readyz")
    def readyz(response: Response) -> dict[str, object]:
        """The database answers and work is being done; held companies are named, not failed."""
        held = {one.company: one.held_why for one in ledger.companies.all() if one.held_why}
        working = is_working()
        response.status_code = 200 if working else 503
        return {"status": "ready" if working else "not working", "held": held}

    @routes.get("/metrics")
    def metrics() -> Response:
        """Counts for Prometheus."""
        return Response(generate_latest(registry), media_type="text/plain; version=0.0.4")

    return routes


async def _body(request: Request) -> bytes | None:
    """The raw bytes, or None when there are more than any webhook has."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_BYTES_MAX:
            return None
        parts.append(part)
    return b"".join(parts)
