"""The ways through the pages of a company: what stands in the bar at the top of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from leafledger.intake.companies import Company

# What a page answers stands first; what a person looks after once a month stands last.
WAYS: Mapping[str, str] = {
    "": "Proof",
    "/orders": "Orders",
    "/customers": "Customers",
    "/products": "Products",
    "/payments": "Payments",
    "/credits": "Credits",
    "/attention": "Needs attention",
    "/approvals": "Approvals",
    "/reports": "Reports",
    "/connections": "Set-up",
}

# Pages that stand behind another way's word.
BEHIND: Mapping[str, tuple[str, ...]] = {"/connections": ("/policy", "/set-up")}


@dataclass(frozen=True, slots=True)
class Shown:
    """One way: its address, its word, and how many things wait there (`counted` says what)."""

    address: str
    word: str
    waits: int = 0
    counted: str = ""
    also: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """By what a page finds the count again, to put a newer one in its place; empty if none."""
        return f"count-{self.address.rsplit('/', 1)[-1]}" if self.counted else ""

    def leads_to(self, here: str) -> bool:
        """Whether a page lies behind this way."""
        if self.address.count("/") == 2:
            return here in {"/", self.address}
        behind = (self.address, *self.also)
        return any(here == one or here.startswith(f"{one}/") for one in behind)


def ways(company: Company, matters: int, approvals: int) -> list[Shown]:
    """The ways of a company. `matters` wait for a person, `approvals` of them for approval."""
    counts = {
        "/attention": (matters, "matter" if matters == 1 else "matters"),
        "/approvals": (approvals, "to approve"),
    }
    base = way_to(company)
    return [
        Shown(
            f"{base}{path}", word, *counts.get(path, (0, "")),
            also=tuple(f"{base}{other}" for other in BEHIND.get(path, ())),
        )
        for path, word in WAYS.items()
    ]  # fmt: skip


def way_to(company: Company) -> str:
    """The address at which the pages of a company begin."""
    return f"/companies/{quote(company.company, safe='')}"
