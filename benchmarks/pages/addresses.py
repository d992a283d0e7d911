"""What to ask of each address of the dashboard: parts filled in, searches, late pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from starlette.applications import Starlette
from starlette.routing import Route

from benchmarks.pages import lists
from benchmarks.pages.filling import Filled
from leafledger.dashboard.wording import SECTION_NAMES

COMPANY = "/companies/{company}"
# What leads away or only brings somebody back: there is no page behind it.
NO_PAGES = {
    "/sign-in": "who is signed in goes on",
    "/quickbooks/leave": "it leads to Intuit",
    "/quickbooks/consent": "Intuit leads back to it",
    **{
        f"{COMPANY}/set-up/{step}": "a company that is live is past it"
        for step in ("matching", "rehearsal", "order", "live")
    },
    "/sign-in/openid": "it leads to an identity provider",
    "/sign-in/openid/back": "an identity provider leads back to it",
    f"{COMPANY}/reports/aging.csv": "QuickBooks is asked for it first",
    f"{COMPANY}/reports/aging.xlsx": "QuickBooks is asked for it first",
    f"{COMPANY}/reports/clearing.csv": "QuickBooks is asked for it first",
    f"{COMPANY}/reports/clearing.xlsx": "QuickBooks is asked for it first",
    f"{COMPANY}/reports/month-end.csv": "both sides are asked for it first",
    f"{COMPANY}/reports/month-end.xlsx": "both sides are asked for it first",
    f"{COMPANY}/reports/month-end.pdf": "both sides are asked for it first",
}
# What is asked besides the address itself.
ASKED: Mapping[str, Sequence[str]] = {
    f"{COMPANY}/checks/{{section}}": ("?page=1800", "?search=103"),
    f"{COMPANY}/orders": (
        "?page=2000", "?page=1000", "?state=attention", "?state=proved&page=1500",
        "?search=silver+summit", "?search=nothing+at+all", "?brand=Juniper&status=Accepted",
        "?customer=dispensary+1&page=9", "?since=2026-03-01&until=2026-05-31",
        "?least=500&most=900&search=10",
    ),
    f"{COMPANY}/customers": ("?page=95", "?search=silver+summit"),
    f"{COMPANY}/products": ("?page=38", "?search=gelato"),
    f"{COMPANY}/payments": ("?page=1600", "?search=103"),
    f"{COMPANY}/payments/deposits": (
        "?page=300", "?search=103", "?search=silver+summit", "?method=1&since=2026-03-01",
        "?date=2026-10-01&amount=1200.00&kept=3000005",
    ),
    f"{COMPANY}/payments/deposits/made": ("?page=30", "?search=103", "?since=2026-03-01"),
    f"{COMPANY}/credits": ("?page=50", "?search=10"),
    f"{COMPANY}/approvals": ("?page=15",),
    f"{COMPANY}/attention": ("?kind=similar_customer", "?kind=payment_gone&page=15",
                             "?kind=similar_item&page=2"),
    "/audit": ("?kind=match", "?person=Owner+Person&below=4000", "?record=0000",
               "?first=2026-09-01"),
}  # fmt: skip


class NoParameters(Exception):
    """An address that this walk does not know how to fill in."""


def pages(app: Starlette) -> list[str]:
    """Every address that shows something, as the table of routes names it."""
    return [
        route.path
        for route in app.routes
        if isinstance(route, Route)
        and "GET" in (route.methods or ())
        and route.path not in NO_PAGES
    ]


def addresses(template: str, filled: Filled) -> Iterator[str]:
    """The addresses to ask of one line of the table. Raises: NoParameters."""
    parts = {
        "company": [filled.company],
        "number": list(filled.numbers),
        "section": list(SECTION_NAMES),
        "customer": [str(filled.customer), str(lists.NEW_EVERY)],
        "deposit": [filled.deposit],
        "product": ["7", str(lists.NEW_EVERY)],
    }
    names = re.findall(r"{(\w+)}", template)
    if missing := [name for name in names if name not in parts]:
        raise NoParameters(f"{template}: say in benchmarks/pages/addresses.py what {missing} are")
    for values in itertools.product(*(parts[name] for name in names)):
        plain = template.format(**dict(zip(names, values, strict=True)))
        yield plain
        yield from (plain + asked for asked in ASKED.get(template, ()))
