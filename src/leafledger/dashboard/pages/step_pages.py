"""What the families of pages of the first run have in common: how a step is shown."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from leafledger.assembly import LeafLedger
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.set_up_steps import progress
from leafledger.dashboard.wording import said_of
from leafledger.intake.companies import Company


class NotDone(ValueError):
    """A step could not be done; the message says why."""


class StepPages:
    """Some steps of the first run, all shown in the same frame."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._ledger = ledger
        self._layout = layout

    def _step(
        self, request: Request, company: Company, key: str, refused: str, **values: Any
    ) -> Response:
        return self._layout.show(
            request, f"set_up_{key}.html", company=company, step=key, refused=refused,
            progress=progress(self._ledger, company), draft=None,
            said=said_of(request.query_params.get("done", "")),
            status=409 if refused else 200, **values,
        )  # fmt: skip
