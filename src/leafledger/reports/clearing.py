"""The clearing account line by line: what came in, what was paid out, what is on its way (A12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from leafledger.commerce.payouts import Payout
from leafledger.figures.money import Money
from leafledger.quickbooks.general_ledger import Movement

# Where nobody can be named: money of others on the account, or a deposit changed by hand.
NOBODY = ""


class What(StrEnum):
    """What a line of the clearing account is."""

    PAYMENT = "payment in"
    TAKEN_BACK = "taken back"
    PAYOUT = "paid out"
    FOREIGN = "not from LeafLink"


@dataclass(frozen=True, slots=True)
class ClearingLine:
    """One posting to the account. `about` is the order, or the payout, as people call it."""

    dated: date | None
    what: What
    about: str
    document: str
    amount: Money


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payout that was entered: gross out of clearing less fees is what the bank shows.

    `reversals` is the part of gross below zero: payments that LeafLink took back.
    """

    payout: str
    dated: date
    gross: Money
    reversals: Money
    fees: Money
    net: Money


@dataclass(frozen=True, slots=True)
class InTransit:
    """What of an order is still on the account, since when, and for how many days."""

    order: str
    amount: Money
    since: date | None
    days: int


@dataclass(frozen=True, slots=True)
class Clearing:
    """The whole account. `balance` is what QuickBooks says of it."""

    account: str
    as_of: date
    balance: Money
    lines: tuple[ClearingLine, ...]
    payouts: tuple[PaidOut, ...]
    in_transit: tuple[InTransit, ...]

    @property
    def explained(self) -> Money:
        """The sum of all lines."""
        return Money.total(line.amount for line in self.lines)

    @property
    def difference(self) -> Money:
        """What QuickBooks shows and no line explains."""
        return self.balance - self.explained

    @property
    def sums(self) -> dict[What, Money]:
        """The lines added up by what they are."""
        return {
            what: Money.total(line.amount for line in self.lines if line.what is what)
            for what in What
        }

    def as_json(self) -> dict[str, Any]:
        """As JSON types; amounts as text."""
        return {
            "account": self.account,
            "as_of": self.as_of.isoformat(),
            "balance": self.balance.plain,
            "explained": self.explained.plain,
            "difference": self.difference.plain,
            "sums": {what.value: amount.plain for what, amount in self.sums.items()},
            "lines": [
                {
                    "date": _day(line.dated), "what": line.what.value, "about": line.about,
                    "document": line.document, "amount": line.amount.plain,
                }
                for line in self.lines
            ],
            "payouts": [
                {
                    "payout": one.payout, "date": one.dated.isoformat(), "gross": one.gross.plain,
                    "reversals": one.reversals.plain, "fees": one.fees.plain, "net": one.net.plain,
                }
                for one in self.payouts
            ],
            "in_transit": [
                {
                    "order": one.order, "amount": one.amount.plain, "since": _day(one.since),
                    "days": one.days,
                }
                for one in self.in_transit
            ],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClearingFacts:
    """What the account is explained by.

    `records`: our record (`order:<uuid>:payment:<id>`, `payout:<id>`) by QuickBooks's id of its
    counterpart. `payouts` by id. `numbers`: the order's long number by the name a statement gives
    it; `names`: what people call an order, by its long number.
    """

    records: Mapping[str, str]
    payouts: Mapping[str, Payout]
    numbers: Mapping[str, str]
    names: Mapping[str, str]


def clear(
    account: str, balance: Money, movements: Sequence[Movement], facts: ClearingFacts, as_of: date
) -> Clearing:
    """Explain a clearing account by its postings.

    Money: above zero is money LeafLink owes the seller. The lines add up to the account's balance,
        and what is in transit by order, with what nobody can be named for, adds up to the lines.
    Source: accounting.md A6.5, A12
    Example: 1000.00 paid for an order, not yet paid out -> 1000.00 in transit since that day
    """
    lines = sorted(
        (_line(one, facts) for one in movements),
        key=lambda one: (one.dated or date.max, one.document, -one.amount.amount),
    )
    entered = [facts.records.get(one.transaction, "") for one in movements]
    posted = {one.removeprefix("payout:") for one in entered if one.startswith("payout:")}
    paid = [facts.payouts[id_] for id_ in sorted(posted) if id_ in facts.payouts]
    events = sorted(_events(movements, facts, paid), key=lambda one: one[1] or date.max)
    return Clearing(
        account, as_of, balance, tuple(lines),
        tuple(sorted(map(_paid_out, paid), key=lambda one: (one.dated, one.payout))),
        tuple(_in_transit(events, facts, as_of)),
    )  # fmt: skip


def _line(one: Movement, facts: ClearingFacts) -> ClearingLine:
    record = facts.records.get(one.transaction, "")
    kind, _, rest = record.partition(":")
    document = f"{one.kind} {one.transaction}".strip()
    if kind == "payout":
        return ClearingLine(one.dated, What.PAYOUT, rest, document, one.amount)
    if kind == "order":
        number = rest.split(":", 1)[0]
        what = What.PAYMENT if one.amount > Money.zero() else What.TAKEN_BACK
        name = facts.names.get(number, number)
        return ClearingLine(one.dated, what, name, document, one.amount)
    return ClearingLine(one.dated, What.FOREIGN, NOBODY, document, one.amount)


Event = tuple[str, date | None, Money]


def _events(
    movements: Sequence[Movement], facts: ClearingFacts, paid: Iterable[Payout]
) -> Iterator[Event]:
    """What each order put on the account and took from it; the rest belongs to nobody."""
    moved: dict[str, Money] = defaultdict(Money.zero)
    dated: dict[str, date | None] = {}
    for one in movements:
        kind, _, rest = facts.records.get(one.transaction, "").partition(":")
        if kind == "order":
            yield rest.split(":", 1)[0], one.dated, one.amount
        elif kind == "payout":
            moved[rest] = moved[rest] + one.amount
            dated[rest] = one.dated
        else:
            yield NOBODY, one.dated, one.amount
    for payout in paid:
        for line in payout.lines:
            if line.pays_an_order:
                number = facts.numbers.get(line.order, line.order)
                yield number, dated.get(payout.id), -line.gross
                moved[payout.id] = moved[payout.id] + line.gross
    for id_, amount in moved.items():
        if amount:
            # A deposit that was changed by hand takes more or less than its statement says.
            yield f"payout {id_}", dated.get(id_), amount


def _in_transit(events: Iterable[Event], facts: ClearingFacts, as_of: date) -> Iterator[InTransit]:
    """What is left by order, the oldest first; `since` the day from which it was not nothing."""
    left: dict[str, Money] = defaultdict(Money.zero)
    since: dict[str, date | None] = {}
    for number, day, amount in events:
        if not left[number]:
            since[number] = day
        left[number] = left[number] + amount
    found = []
    for number, amount in left.items():
        if amount:
            day = since[number]
            days = max((as_of - day).days, 0) if day is not None else 0
            name = facts.names.get(number, number) or What.FOREIGN.value
            found.append(InTransit(name, amount, day, days))
    yield from sorted(found, key=lambda one: (one.since or date.max, one.order))


def _paid_out(payout: Payout) -> PaidOut:
    gross = Money.total(line.gross for line in payout.lines)
    back = Money.total(line.gross for line in payout.lines if line.gross < Money.zero())
    return PaidOut(payout.id, payout.dated, gross, back, gross - payout.net, payout.net)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
