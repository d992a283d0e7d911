"""Laying pages out: templates that escape whatever text they are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from leafledger import __version__
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.dashboard import wording
from leafledger.dashboard.matters import ASKED_TOGETHER
from leafledger.dashboard.ways import Shown, ways
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.people.register import Person
from leafledger.reconciliation.explaining import source_in_words
from leafledger.reports.cells_in_words import amount, cell

HERE = Path(__file__).parent


class Layout:
    """Turns a template and values into a page."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._ledger = ledger
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {
            "amount": amount,
            "dollars": wording.dollars,
            "number": wording.number,
            "price": wording.price,
            "age": wording.age,
            "until": wording.until,
            "clock": wording.clock,
            "source": source_in_words,
            "cell": cell,
            "path": lambda part: quote(str(part), safe=""),
        }
        self._templates.globals |= {
            "plural": plural,
            "query": urlencode,
            "states": wording.STATES,
            "standings": wording.STANDINGS,
            "version": __version__,
        }

    def show(
        self, request: Request, template: str, *, company: Company | None, status: int = 200,
        **values: Any,
    ) -> HTMLResponse:  # fmt: skip
        """A page. `company` is the one it is about, for the ways on; None for no one's."""
        me: Person | None = getattr(request.state, "person", None)
        signed_in = bool(getattr(request.state, "signed_in", False))
        here = company.company if company is not None else ""

        def may(right: str, of: str = "") -> bool:
            return me is not None and me.may(right, of or here)

        text = self._templates.get_template(template).render(
            company=company,
            companies=self.companies_of(me),
            ways=self._ways(company if signed_in else None),
            here=request.url.path,
            form_token=getattr(request.state, "form_token", ""),
            signed_in=signed_in,
            me=me,
            may=may,
            status=status,
            **values,
        )
        return HTMLResponse(text, status)

    def only_company(self, person: Person) -> Company | None:
        """The company whose ways on a page of no company shows; None where they see several."""
        connected = self.companies_of(person)
        return connected[0] if len(connected) == 1 else None

    def companies_of(self, person: Person | None) -> list[Company]:
        """The companies that a person sees; none for a stranger."""
        if person is None:
            return []
        return [one for one in self._ledger.companies.all() if person.sees(one.company)]

    def _ways(self, company: Company | None) -> list[Shown]:
        """The ways on from a page of a company, with what waits behind them."""
        if company is None:
            return []
        waiting = self._ledger.questions.matters(company.company, ASKED_TOGETHER)
        approvals = waiting.get(QuestionKind.NEEDS_APPROVAL, 0)
        return ways(company, sum(waiting.values()), approvals)
