"""The steps of the first run: which are done, which is next. Read from what is there, not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.dashboard.ways import way_to
from leafledger.intake.companies import Company

LEAFLINK, QUICKBOOKS = "leaflink", "quickbooks"
CHECKS, ACCOUNTS, MATCHING = "checks", "accounts", "matching"
REHEARSAL, ORDER, LIVE = "rehearsal", "order", "live"
TITLES = {
    LEAFLINK: "Connect LeafLink",
    QUICKBOOKS: "Connect QuickBooks",
    CHECKS: "Check QuickBooks",
    ACCOUNTS: "Choose accounts",
    MATCHING: "Match customers and products",
    REHEARSAL: "Rehearse a month",
    ORDER: "Post one order",
    LIVE: "Go live",
}
_OF_NO_COMPANY = (LEAFLINK, QUICKBOOKS)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the pages list it. `state` is done, now or later."""

    number: int
    key: str
    title: str
    address: str
    state: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a first run is. `next` is None when nothing is left to do."""

    steps: Sequence[Step]

    @property
    def next(self) -> Step | None:
        """The step to do now."""
        return next((one for one in self.steps if one.state == "now"), None)

    def after(self, key: str) -> Step | None:
        """The step that follows another."""
        at = list(TITLES).index(key) + 1
        return self.steps[at] if at < len(self.steps) else None

    def step(self, key: str) -> Step:
        """A step by its key."""
        return self.steps[list(TITLES).index(key)]


def progress(ledger: LeafLedger, company: Company | None) -> Progress:
    """How far the first run of a company is; None: of the one that is begun, or of none."""
    done = _done(ledger, company)
    following = next((key for key in TITLES if key not in done), None)
    return Progress(
        [
            Step(
                number, key, title, _address(key, company),
                "done" if key in done else "now" if key == following else "later",
            )
            for number, (key, title) in enumerate(TITLES.items(), 1)
        ]
    )  # fmt: skip


def _done(ledger: LeafLedger, company: Company | None) -> set[str]:
    if company is None:
        return {LEAFLINK} if ledger.drafts.current() is not None else set()
    if company.books_start is not None:
        return set(TITLES)
    first_run = ledger.parts(company).first_run
    done = {LEAFLINK, QUICKBOOKS} | {key for key in TITLES if first_run.noted(key)}
    if ledger.policies.path(company.company).exists():
        done |= {CHECKS, ACCOUNTS}
    return done


def _address(key: str, company: Company | None) -> str:
    if company is None or key in _OF_NO_COMPANY:
        return f"/set-up/{key}"
    return f"{way_to(company)}/set-up/{key}"
