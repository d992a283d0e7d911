"""What a proof finds: one thing of the books held against what it must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from leafledger.figures.money import Money

BALANCES, PAYMENTS, CREDITS = "balances", "payments", "credits"
CUSTOMERS, ACCOUNTS = "customers", "accounts"
SECTIONS = (BALANCES, PAYMENTS, CREDITS, CUSTOMERS, ACCOUNTS)
# Why an order waits that nobody is asked about.
BEING_WORKED_ON = "LeafLedger is working on it."
CHANGED_SINCE = "It changed on LeafLink since the last sync."


class Standing(StrEnum):
    """How a thing stands. WAITING: a person must decide, or it is being worked on.

    AGREED: it differs, by as much as a person decided it may (accounting.md A5.5).
    SKIPPED: a person said that it does not belong in the books, and nothing of it stands there.
    """

    PROVED = "proved"
    WAITING = "waiting"
    AGREED = "agreed"
    DIFFERS = "differs"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Check:
    """A payment, credit, customer or account beside what it must be.

    Money: `wanted` what must stand there, `booked` what QuickBooks shows; `outside` is what of
    it comes from documents that are not ours: it is named, and no difference. `why` is the
    likely cause, `cure` what to do, both for a bookkeeper. `dated` is a payment's or credit's day,
    `order` the number of the order it belongs to, `method` LeafLink's word for how it was paid.
    """

    subject: str
    name: str
    wanted: Money
    booked: Money
    standing: Standing
    outside: Money
    why: str = ""
    cure: str = ""
    dated: date | None = None
    order: str = ""
    method: str = ""

    @property
    def difference(self) -> Money:
        """What stands there too much (above zero) or too little."""
        return self.booked - self.wanted


def held(
    subject: str, name: str, wanted: Money, booked: Money, *, outside: Money | None = None,
    waits: str = "", why: str = "", cure: str = "", dated: date | None = None,
) -> Check:  # fmt: skip
    """A check whose standing follows from its amounts; `why` given makes it differ in any case.

    `waits` says why it waits: then no difference is counted.
    """
    differs = bool(why) or wanted != booked
    standing = Standing.PROVED
    if differs:
        standing = Standing.WAITING if waits else Standing.DIFFERS
    return Check(
        subject, name, wanted, booked, standing, outside or Money.zero(),
        (waits or why) if differs else "", cure if differs and not waits else "", dated,
    )  # fmt: skip


def told(check: Check) -> dict[str, Any]:
    """As JSON types; amounts as text."""
    return {
        "subject": check.subject,
        "name": check.name,
        "dated": check.dated.isoformat() if check.dated is not None else "",
        "standing": check.standing.value,
        "wanted": check.wanted.plain,
        "booked": check.booked.plain,
        "difference": check.difference.plain,
        "not_from_leaflink": check.outside.plain,
        "why": check.why,
        "cure": check.cure,
        "order": check.order,
        "method": check.method,
    }


def counted(checks: Mapping[str, Iterable[Check]]) -> dict[str, dict[str, Any]]:
    """How many of each section stand how, and what waits, as JSON types."""
    found: dict[str, dict[str, Any]] = {}
    for name, section in checks.items():
        mine = list(section)
        waiting = [one for one in mine if one.standing is Standing.WAITING]
        differing = [one for one in mine if one.standing is Standing.DIFFERS]
        found[name] = {
            "checked": len(mine),
            "proved": len(mine) - len(waiting) - len(differing),
            "waiting": len(waiting),
            "differing": len(differing),
            "difference": Money.total(one.difference for one in differing).plain,
            "at_stake": Money.total(abs(one.difference) for one in waiting).plain,
        }
    return found
