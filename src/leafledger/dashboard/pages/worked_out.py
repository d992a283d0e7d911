"""Reports that are worked out from what was last seen: their button, and the months they are of."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from leafledger.dashboard.pages.report_pages import REPORTS, ReportPage
from leafledger.dashboard.ways import way_to
from leafledger.errors import Trouble
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.reports.month_end import Month


@dataclass(frozen=True, slots=True)
class Span:
    """The months that are asked for, as an address says them, and those there are to choose from.

    Shape: months like 2026-10; `first` and `last` empty while there is none.
    """

    first: str
    last: str
    months: tuple[str, ...]

    @property
    def spoken(self) -> str:
        """For people: October 2026, or August 2026 to October 2026."""
        if not self.first:
            return ""
        first, last = Month.read(self.first).name, Month.read(self.last).name
        return first if first == last else f"{first} to {last}"


# Who looks at margin compares seasons; a year is what fits a picture.
MONTHS_SHOWN = 12


def months_between(first: str, last: str) -> list[str]:
    """Every month from first to last, so that a picture leaves none out.

    Example: 2026-11 to 2027-01 -> 2026-11, 2026-12, 2027-01
    """
    start, end = (int(one[:4]) * 12 + int(one[5:]) - 1 for one in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


class WorkedOutPage(ReportPage):
    """A report of the sums that the nightly proof keeps by month. `kept_as` is their name."""

    kept_as: str

    def work_out(self, request: Request) -> Response:
        """Work the sums out now; asks LeafLink for names only."""
        company = self._company(request)
        try:
            self._ledger.work_out_figures(company)
        except Trouble as trouble:
            return self.show(request, refused=trouble.sentence)
        except WrongPolicy as wrong:
            return self.show(request, refused=str(wrong))
        way = f"{way_to(company)}/reports/{self.described.key}?done=worked"
        return RedirectResponse(way, 303)

    def routes(self) -> list[Route]:
        """The button, too."""
        way = f"{REPORTS}/{self.described.key}"
        return [*super().routes(), Route(way, self.work_out, methods=["POST"])]

    def span(self, company: Company, request: Request) -> Span:
        """The months of the address; the last twelve where it names none that is kept."""
        months = tuple(reversed(self._kept.periods(company.company, self.kept_as)))
        if not months:
            return Span("", "", ())
        asked = request.query_params
        last = asked.get("last", "") if asked.get("last", "") in months else months[-1]
        usual = [one for one in months if one <= last][-MONTHS_SHOWN:][0]
        first = asked.get("first", "") if asked.get("first", "") in months else usual
        return Span(min(first, last), last, months)
