"""The receivables aging from our side, beside QuickBooks's own, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from leafledger.figures.money import Money
from leafledger.ledger.receivables import OpenItem, open_on
from leafledger.quickbooks.aging import REPORT, read_aging
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.receivables import read_receivables

SPANS = ("Current", "1 - 30", "31 - 60", "61 - 90", "91 and over")
SPAN_DAYS = 30
# The name under which the aging of a day is kept (kept.py).
KEPT_AS = "aging"


@dataclass(frozen=True, slots=True)
class AgedCustomer:
    """What one customer owes by age: `spans` as many as `SPANS`, not yet due first."""

    customer_id: str
    spans: tuple[Money, ...]

    @property
    def total(self) -> Money:
        """All ages together; below zero where credits are left."""
        return Money.total(self.spans)


@dataclass(frozen=True, slots=True)
class AgingLine:
    """One customer's row on both sides."""

    customer_id: str
    name: str
    ours: tuple[Money, ...]
    quickbooks: tuple[Money, ...]

    @property
    def total(self) -> Money:
        """What the customer owes by our reckoning."""
        return Money.total(self.ours)

    @property
    def difference(self) -> Money:
        """QuickBooks's total less ours."""
        return Money.total(self.quickbooks) - self.total

    @property
    def agrees(self) -> bool:
        """Whether every age agrees to the cent."""
        return self.ours == self.quickbooks


@dataclass(frozen=True, slots=True)
class AgingBeside:
    """The aging of one day, ours beside QuickBooks's."""

    as_of: date
    lines: tuple[AgingLine, ...]

    @property
    def total(self) -> Money:
        """What all customers owe by our reckoning."""
        return Money.total(line.total for line in self.lines)

    @property
    def agrees(self) -> bool:
        """Whether every row agrees in every age."""
        return all(line.agrees for line in self.lines)

    def as_json(self) -> dict[str, Any]:
        """As JSON types; amounts as text."""
        return {
            "as_of": self.as_of.isoformat(),
            "agrees": self.agrees,
            "total": self.total.plain,
            "spans": list(SPANS),
            "customers": [
                {
                    "id": line.customer_id,
                    "customer": line.name,
                    "ours": [amount.plain for amount in line.ours],
                    "quickbooks": [amount.plain for amount in line.quickbooks],
                    "total": line.total.plain,
                    "difference": line.difference.plain,
                }
                for line in self.lines
            ],
        }


def span_of(days_late: int) -> int:
    """The place of an age among `SPANS`. Example: 0 -> 0, 1 -> 1, 30 -> 1, 31 -> 2, 400 -> 4."""
    return min((days_late - 1) // SPAN_DAYS + 1, len(SPANS) - 1) if days_late > 0 else 0


def age(items: Iterable[OpenItem], reckoned_from: date) -> tuple[AgedCustomer, ...]:
    """Open items by customer and age; a customer with nothing in any age is left out.

    A credit, an unapplied payment or an entry stands in the age of its own day, as in
    QuickBooks (reference/quickbooks.md 13).
    Example: 20.00 due on Oct 1, reckoned from Nov 5 -> 20.00 in "31 - 60"
    """
    by_customer: dict[str, list[Money]] = {}
    for item in items:
        spans = by_customer.setdefault(item.customer_id, [Money.zero()] * len(SPANS))
        place = span_of((reckoned_from - item.due).days)
        spans[place] = spans[place] + item.amount
    return tuple(
        AgedCustomer(customer, tuple(spans))
        for customer, spans in sorted(by_customer.items())
        if any(spans)
    )


def beside(
    ours: Iterable[AgedCustomer], theirs: Mapping[str, tuple[str, tuple[Money, ...]]], as_of: date
) -> AgingBeside:
    """Both agings, a line for each customer of either; `theirs` by id: name and ages."""
    nothing = (Money.zero(),) * len(SPANS)
    own = {one.customer_id: one.spans for one in ours}
    lines = [
        AgingLine(id_, name, own.get(id_, nothing), spans)
        for id_, (name, spans) in theirs.items()
        if id_ in own or any(spans)
    ]
    lines += [
        AgingLine(id_, f"QuickBooks customer {id_}", spans, nothing)
        for id_, spans in own.items()
        if id_ not in theirs
    ]
    return AgingBeside(as_of, tuple(sorted(lines, key=lambda one: (one.name.lower(), one.name))))


def ask_for_aging(quickbooks: QuickBooks, as_of: date) -> AgingBeside:
    """The aging of a day from the documents, beside QuickBooks's own report of that day.

    Raises: TryAgain, Reconnect, OurBug.
    """
    receivables = read_receivables(quickbooks)
    report = read_aging(
        quickbooks.report(REPORT, report_date=as_of.isoformat(), aging_method="Report_Date")
    )
    theirs = {row.customer_id: (row.name, row.spans) for row in report.rows}
    ours = age(open_on(receivables.debts, receivables.receipts, as_of), as_of)
    return beside(ours, theirs, as_of)
