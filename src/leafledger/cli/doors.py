"""The doors that `leafledger serve` opens: webhooks, REST API and dashboard in one application."""

from __future__ import annotations

from fastapi import FastAPI

from leafledger.api.app import machine_routes
from leafledger.api.rest import create_api
from leafledger.assembly import LeafLedger
from leafledger.dashboard.app import create_dashboard, how_to_sign_in

__all__ = ["application", "how_to_sign_in"]


def application(ledger: LeafLedger, *, secure_cookies: bool) -> FastAPI:
    """The machines' routes, the REST API, and the dashboard for everything else."""
    app = FastAPI(title="LeafLedger", docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(machine_routes(ledger, is_working=ledger.is_working))
    app.mount("/api", create_api(ledger, secure_cookies=secure_cookies))
    app.mount("/", create_dashboard(ledger, secure_cookies=secure_cookies))
    return app
