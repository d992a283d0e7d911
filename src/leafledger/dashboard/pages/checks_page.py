"""One part of a proof: payments, credits, customers, accounts or balances, check by check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.dashboard.proofs import FullProof
from leafledger.dashboard.wording import SECTION_NAMES
from leafledger.reconciliation.checks import Check, Standing

CHECKS_ON_A_PAGE = 50
# What needs eyes stands on top.
_ORDER = (Standing.DIFFERS, Standing.WAITING, Standing.AGREED, Standing.PROVED)


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


def list_checks(full: FullProof, section: str, search: str, page: int) -> CheckList | None:
    """The checks whose name holds the words, those that differ first; None for no section."""
    if section not in SECTION_NAMES:
        return None
    words = search.casefold().split()
    found = [
        one
        for one in full.proof.checks.get(section, ())
        if all(word in one.name.casefold() for word in words)
    ]
    found.sort(key=lambda one: (_ORDER.index(one.standing), -abs(one.difference.amount)))
    pages = max(1, -(-len(found) // CHECKS_ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = found[(page - 1) * CHECKS_ON_A_PAGE : page * CHECKS_ON_A_PAGE]
    rows = [(one, _order(one)) for one in shown]
    return CheckList(section, SECTION_NAMES[section], rows, len(found), page, pages, search)


def _order(check: Check) -> str:
    kind, _, id_ = check.subject.partition(":")
    return id_ if kind == "order" else ""
