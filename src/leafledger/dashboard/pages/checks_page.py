"""One part of a proof: payments, credits, customers, accounts or balances, check by check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leafledger.dashboard.wording import SECTION_NAMES
from leafledger.intake.companies import Company
from leafledger.reconciliation.checks import Check
from leafledger.reconciliation.kept_checks import KeptChecks

CHECKS_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class CheckList:
    """One page of the checks of a section. `number` of each that is an order's, else empty."""

    section: str
    name: str
    rows: Sequence[tuple[Check, str]]
    found: int
    page: int
    pages: int
    search: str
    checked_at: datetime


def list_checks(
    kept: KeptChecks, company: Company, section: str, search: str, page: int
) -> CheckList | None:
    """The checks whose name holds the words, those that differ first.

    None where no proof was kept yet. Raises: KeyError for no section.
    """
    name = SECTION_NAMES[section]
    found = kept.section(company.company, section, search.split(), size=CHECKS_ON_A_PAGE, page=page)
    if found is None:
        return None
    rows = [(one, _order(one)) for one in found.rows]
    at = found.listing.proved_at
    return CheckList(section, name, rows, found.found, found.page, found.pages, search, at)


def _order(check: Check) -> str:
    kind, _, id_ = check.subject.partition(":")
    return id_ if kind == "order" else ""
