"""Lists for a spreadsheet, sent as they are made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from urllib.parse import quote

from starlette.responses import StreamingResponse


def line(cells: Iterable[str]) -> str:
    """One line of CSV. Texts of others were made inert before (`reports/cells.py`)."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def sheet(name: str, lines: Iterable[str]) -> StreamingResponse:
    """The lines as a file of that name, sent as they are made."""
    return StreamingResponse(
        lines,
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )
