"""What is past due by licence: the list that states which limit credit ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leafledger.figures.money import Money
from leafledger.reports.aging import SPANS, AgingLine

# The first age is what is not due yet.
PAST_DUE_SPANS = SPANS[1:]


@dataclass(frozen=True, slots=True)
class PastDue:
    """What the holder of one licence owes past its due day: `spans` as many as `PAST_DUE_SPANS`.

    `licence` empty: QuickBooks shows none, so that the customer stands by itself.
    """

    licence: str
    customers: tuple[str, ...]
    spans: tuple[Money, ...]

    @property
    def total(self) -> Money:
        """All ages together."""
        return Money.total(self.spans)

    @property
    def oldest(self) -> str:
        """The oldest age in which something is open."""
        return next(
            name
            for name, amount in reversed(list(zip(PAST_DUE_SPANS, self.spans, strict=True)))
            if amount > Money.zero()
        )

    def as_json(self) -> dict[str, Any]:
        """As JSON types; amounts as text."""
        return {
            "licence": self.licence,
            "customers": list(self.customers),
            "ages": {
                name: amount.plain
                for name, amount in zip(PAST_DUE_SPANS, self.spans, strict=True)
            },
            "oldest": self.oldest,
            "total": self.total.plain,
        }  # fmt: skip


def past_due(lines: Iterable[AgingLine], licences: Mapping[str, str]) -> tuple[PastDue, ...]:
    """The customers of an aging that owe something past due, by licence; the largest first.

    `licences` by QuickBooks id. Customers of one licence are one row; a credit of the same age
    lowers what is past due, and whoever then owes nothing past due is not listed.
    Money: by our reckoning of the documents (`AgingLine.ours`), US dollars.
    Example: two stores of licence 402R-00123 with 20.00 and 5.00 past due -> one row of 25.00
    """
    held: dict[str, list[AgingLine]] = {}
    for line in lines:
        licence = licences.get(line.customer_id, "").strip()
        held.setdefault(licence.upper() or f"customer {line.customer_id}", []).append(line)
    rows = []
    for together in held.values():
        ages = zip(*(line.ours[1:] for line in together), strict=True)
        spans = tuple(Money.total(amounts) for amounts in ages)
        if Money.total(spans) > Money.zero():
            licence = licences.get(together[0].customer_id, "").strip()
            rows.append(PastDue(licence, tuple(line.name for line in together), spans))
    return tuple(sorted(rows, key=lambda one: (-one.total.amount, one.licence, one.customers)))
