"""A fault of ours with one company does not stop the books of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from leafledger.engine.keeping import Keeping
from leafledger.errors import AskBookkeeper, Evidence, OurBug, Refused, Trouble
from leafledger.intake.companies import Company

MESA = Company("mesa", "Mesa", "7", "http://l/", "1", "http://q", "http://d", "c")


@pytest.mark.parametrize("kind", [OurBug, Refused, AskBookkeeper])
def test_the_next_company_is_polled_though_one_answered_oddly(kind: type[Trouble]) -> None:
    polled: list[str] = []

    def at_work(company: Company) -> Any:
        def poll() -> None:
            polled.append(company.company)
            if company.company == "mesa":
                raise kind("LeafLink answered in a form nobody agreed on.", Evidence("LeafLink"))

        return SimpleNamespace(poller=SimpleNamespace(poll=poll))

    both = [replace(MESA, company=name, books_start=date(2026, 1, 1)) for name in ("mesa", "vega")]
    companies: Any = SimpleNamespace(all=lambda: both)
    marks: Any = SimpleNamespace(seconds_until_due=lambda _: None)
    nothing: Any = None
    keeping = Keeping(nothing, companies, marks, nothing, at_work)
    keeping.tick()
    assert polled == ["mesa", "vega"]
