"""The page of the audit log: who did what, filtered, exported, each row beside its record."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response

from leafledger.assembly import LeafLedger
from leafledger.dashboard.addressed import typed, typed_day
from leafledger.dashboard.layout import Layout
from leafledger.dashboard.sheets import line, sheet
from leafledger.journal.audit import AuditRow, Kind, Wanted
from leafledger.people.register import Person
from leafledger.reports.cells import inert

# What a person reads without losing the headings.
ROWS_ON_A_PAGE = 100
# Longer than any record's name; a filter is not a place for more.
FILTER_LENGTH_MAX = 120
COLUMNS = (
    "time_utc", "person", "role", "way", "kind", "what", "company", "record", "before", "after",
    "address",
)  # fmt: skip


class AuditPages:
    """Shows and exports the log."""

    def __init__(self, ledger: LeafLedger, layout: Layout) -> None:
        self._audit = ledger.audit
        self._layout = layout

    def show(self, request: Request) -> Response:
        """The newest rows that fit, and a way to older ones."""
        wanted = _wanted(request)
        below = request.query_params.get("below", "")
        start = int(below) if below.isdecimal() and len(below) < 16 else 0
        found = self._audit.rows(wanted, below=start, rows_max=ROWS_ON_A_PAGE + 1)
        rows = found[:ROWS_ON_A_PAGE]
        asked = {name: value for name, value in _asked(wanted).items() if value}
        has_more = len(found) > len(rows)
        return self._layout.show(
            request, "audit.html", wanted=wanted,
            company=self._layout.only_company(request.state.person),
            kinds=list(Kind),
            names=self._audit.names(wanted), rows=[(row, way_to_record(row)) for row in rows],
            older=urlencode({**asked, "below": rows[-1].number}) if has_more else "",
            export="/audit.csv" + (f"?{urlencode(asked)}" if asked else ""),
        )  # fmt: skip

    def export(self, request: Request) -> Response:
        """Every row that fits, for a spreadsheet."""
        return sheet("leafledger-audit.csv", _as_csv(self._audit.every(_wanted(request))))


def way_to_record(row: AuditRow) -> str:
    """Where the record of a row is shown; empty where it has no page."""
    kind, _, name = row.what.record.partition(":")
    if kind == "order" and name and row.what.company:
        number = name.split(":")[0]
        return f"/companies/{quote(row.what.company, safe='')}/orders/{quote(number, safe='')}"
    if kind in {"customer", "product"} and row.what.company and name and ":" not in name:
        return f"/companies/{quote(row.what.company, safe='')}/{kind}s/{quote(name, safe='')}"
    return ""


def _wanted(request: Request) -> Wanted:
    asked = {
        name: typed(request.query_params, name, most=FILTER_LENGTH_MAX)
        for name in ("person", "kind", "record", "company")
    }
    days = {name: typed_day(request.query_params.get(name, "")) for name in ("first", "last")}
    person: Person = request.state.person
    return Wanted(
        **asked, first=days["first"], last=days["last"], only=person.companies, own=person.name
    )


def _asked(wanted: Wanted) -> dict[str, str]:
    names = ("person", "kind", "record", "company", "first", "last")
    return {name: str(getattr(wanted, name) or "") for name in names}


def _as_csv(rows: Iterator[AuditRow]) -> Iterator[str]:
    yield line(COLUMNS)
    for row in rows:
        who, what = row.actor, row.what
        cells = (
            row.at, who.name, who.role, who.way, what.kind.value, what.words, what.company,
            what.record, what.before, what.after, who.address_family,
        )  # fmt: skip
        yield line(map(inert, cells))
