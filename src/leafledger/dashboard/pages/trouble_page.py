"""The pages of what was not found, was not allowed, or went wrong."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from leafledger.dashboard.layout import Layout


class TroublePages:
    """Tells of trouble without telling what is there."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def told(self, request: Request, error: Exception) -> Response:
        """What an error comes to: its own status, or a mistake of ours."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        return self._layout.show(request, "trouble.html", status=status, company=None)

    def missing(self, request: Request) -> Response:
        """Nothing is at this address, for whoever asks."""
        return self._layout.show(request, "trouble.html", status=404, company=None)

    def refused(self, request: Request) -> Response:
        """The role of whoever asks does not allow it."""
        return self._layout.show(request, "refused.html", status=403, company=None)
