"""Lists for a spreadsheet, sent as they are made."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import quote

from starlette.responses import StreamingResponse

# Lines that are sent at once: each sending costs as much as making some hundred lines.
LINES_AT_ONCE = 250


def line(cells: Iterable[str]) -> str:
    """One line of CSV. Texts of others were made inert before (`reports/cells.py`)."""
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()


def sheet(name: str, lines: Iterable[str]) -> StreamingResponse:
    """The lines as a file of that name, sent as they are made."""
    return StreamingResponse(
        _together(lines),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"},
    )


def _together(lines: Iterable[str]) -> Iterator[str]:
    """The first line by itself, so that the file begins at once; then many in one piece."""
    left = iter(lines)
    yield next(left, "")
    while some := "".join(islice(left, LINES_AT_ONCE)):
        yield some
