"""The month-end package as values: what the workbook and the paper for signing say."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.quantities import plural
from leafledger.figures.references import fingerprint
from leafledger.journal.open_questions import OpenQuestion
from leafledger.reports.aging import SPANS, AgingBeside
from leafledger.reports.sheets import Cell, Column, Kind, Sheet

PROVED = "proved"


@dataclass(frozen=True, slots=True)
class Month:
    """A calendar month. Example: `Month.read("2026-10")` ends on 2026-10-31."""

    first: date
    last: date

    @classmethod
    def read(cls, written: str) -> Month:
        """The month of a text like 2026-10. Raises: ValueError."""
        first = datetime.strptime(written, "%Y-%m").date()  # noqa: DTZ007 (a month has no zone)
        last = calendar.monthrange(first.year, first.month)[1]
        return cls(first, first.replace(day=last))

    @property
    def name(self) -> str:
        """For people: October 2026."""
        return f"{calendar.month_name[self.first.month]} {self.first.year}"

    @property
    def not_begun(self) -> str:
        """Why there is no package of a month that lies ahead, in a sentence."""
        return (
            f"{self.name} has not begun, so nothing was asked or written; make its package from "
            f"{self.first} on."
        )

    @property
    def still_ran(self) -> str:
        """Why a package that was made before the month had ended is not signed."""
        return (
            f"This was made while {self.name} still ran: make it again from "
            f"{self.last + timedelta(days=1)} on, and sign that one."
        )

    def has(self, written: str) -> bool:
        """Whether a day, as text like 2026-10-07, is in it."""
        return bool(written) and self.first <= date.fromisoformat(written) <= self.last


@dataclass(frozen=True, slots=True)
class Facts:
    """What a package is made from.

    `proof` with the members of `leafledger prove --json`, made now; `last_proof` the short one
    of the month's last day, where one was kept.
    """

    company: str
    month: Month
    proof: Mapping[str, Any]
    aging: AgingBeside
    questions: Sequence[OpenQuestion]
    policy_version: int
    zone: str
    last_proof: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """The package: `headline` and `figures` on the front, then the sheets.

    `differs`: do not sign; neither that nor `holds`: something waits for a person. `still_ran`:
    it was proved before the month had ended where the seller is, and is not signed.
    `fingerprint` names the content of the proof: another proof has another.
    """

    company: str
    month: Month
    headline: str
    holds: bool
    differs: bool
    still_ran: bool
    figures: tuple[tuple[str, Cell], ...]
    sheets: tuple[Sheet, ...]
    fingerprint: str

    @property
    def sign_off(self) -> tuple[str, ...]:
        """The lines to be signed by hand."""
        return ("Prepared by", "Reviewed by", "Date")


def month_end(facts: Facts) -> MonthEnd:
    """Put a month-end package together. Decides nothing: every figure was proved or asked."""
    proof = facts.proof
    named = fingerprint({name: value for name, value in proof.items() if name != "calls"})
    waiting, differing = _not_proved(proof)
    holds = not (waiting or differing) and facts.aging.agrees
    still_ran = _proved_on(proof, facts.zone) <= facts.month.last
    headline = _headline(facts, waiting, differing)
    sheets = (
        _orders(facts), _aging(facts.aging), *_checked(facts), _questions(facts.questions),
    )  # fmt: skip
    return MonthEnd(
        facts.company, facts.month,
        f"{facts.month.still_ran} {headline}" if still_ran else headline, holds,
        bool(differing) or not facts.aging.agrees, still_ran, _figures(facts, named), sheets,
        named,
    )  # fmt: skip


def _proved_on(proof: Mapping[str, Any], zone: str) -> date:
    return business_day(datetime.fromisoformat(proof["proved_at"]), zone)


def _not_proved(proof: Mapping[str, Any]) -> tuple[int, int]:
    return _how_many(proof, "waiting"), _how_many(proof, "differs")


def _how_many(proof: Mapping[str, Any], standing: str) -> int:
    """Orders, and what else stands so; a payment or balance of such an order is no second one."""
    orders = {one["number"] for one in proof["details"] if one["standing"] == standing}
    others = [
        one
        for section in proof.get("checks", {}).values()
        for one in section
        if one["standing"] == standing
        and one.get("order") not in orders
        and one["subject"].removeprefix("order:") not in orders
    ]
    return len(orders) + len(others)


def _headline(facts: Facts, waiting: int, differing: int) -> str:
    if differing == 1:
        return "1 difference is open. Do not sign before it is cured."
    if differing:
        return f"{differing} differences are open. Do not sign before they are cured."
    if not facts.aging.agrees:
        return "The aging differs from QuickBooks's own report. Do not sign before it is cured."
    if waiting:
        waits = "waits" if waiting == 1 else "wait"
        return f"The books agree to the cent, but for {waiting} that {waits} for a person."
    return "LeafLink and QuickBooks agree to the cent."


def _figures(facts: Facts, named: str) -> tuple[tuple[str, Cell], ...]:
    proof = facts.proof
    proved_at = datetime.fromisoformat(proof["proved_at"])
    last = facts.last_proof
    figures: list[tuple[str, Cell]] = [
        ("Period", f"{facts.month.name} ({facts.month.first} to {facts.month.last})"),
        ("Orders proved", f"{proof['proved']:,} of {proof['orders']:,}"),
        ("Documents in QuickBooks", int(proof["documents"])),
        ("LeafLink total", Money.of(proof["leaflink_total"])),
        ("QuickBooks total", Money.of(proof["quickbooks_total"])),
        ("Difference", Money.of(proof["difference"])),
        ("Orders waiting for a person", Money.of(proof["at_stake"])),
        (f"Receivable on {facts.month.last}", facts.aging.total),
        ("Aging beside QuickBooks's report", "agrees" if facts.aging.agrees else "differs"),
    ]
    for name, section in proof.get("sections", {}).items():
        said = f"{section['proved']:,} of {section['checked']:,} proved"
        if section["waiting"]:
            waits = plural(section["waiting"], "waits", "wait")
            said += f"; {waits} with {Money.of(section['at_stake'])}"
        if section["differing"]:
            differ = plural(section["differing"], "differs", "differ")
            said += f"; {differ} by {Money.of(section['difference'])}"
        figures.append((name.capitalize(), said))
    if last is not None:
        day = _proved_on(last, facts.zone)
        said = "held" if last["holds"] else f"differed by ${last['difference']}"
        figures.append(("Last proof of the period", f"{day}: {said}"))
    return (
        *figures,
        ("Policy version", facts.policy_version),
        ("Proved at", f"{proved_at:%Y-%m-%d %H:%M} UTC"),
        ("Fingerprint of the proof", named),
    )


def _orders(facts: Facts) -> Sheet:
    """Orders dated in the month, and those of any month that are open or not proved."""
    rows = []
    for one in sorted(facts.proof["details"], key=_urgency):
        amounts = [Money.of(one[name]) for name in _ORDER_AMOUNTS]
        if facts.month.has(one["dated"]) or one["standing"] != PROVED or amounts[-1]:
            rows.append(
                (
                    one["order"], one["customer"], _day(one["dated"]), one["status"], *amounts,
                    one["standing"], ", ".join(one["documents"]), _advice(one),
                )
            )  # fmt: skip
    columns = (
        Column("Order", Kind.TEXT, 13), Column("Customer", Kind.TEXT, 28),
        Column("Date", Kind.DAY, 11), Column("Status", Kind.TEXT, 11),
        Column("LeafLink", Kind.MONEY, 13), Column("QuickBooks", Kind.MONEY, 13),
        Column("Difference", Kind.MONEY, 13), Column("Open", Kind.MONEY, 13),
        Column("Standing", Kind.TEXT, 10), Column("Documents", Kind.TEXT, 20),
        Column("Why, and what to do", Kind.ADVICE, 60),
    )  # fmt: skip
    says = "Orders dated in the period, and older or newer ones that are open or not proved."
    return Sheet("Orders", says, columns, tuple(rows))


def _urgency(order: Mapping[str, Any]) -> tuple[int, str, str]:
    """What differs first, then what waits, then the rest by day."""
    return _FIRST.index(order["standing"]), order["dated"], order["order"]


_FIRST = ("differs", "waiting", "agreed", "skipped", PROVED)
_ORDER_AMOUNTS = ("leaflink", "quickbooks", "difference", "open_in_quickbooks")


def _aging(aging: AgingBeside) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for line in aging.lines:
        theirs = Money.total(line.quickbooks)
        ages = (amount or None for amount in line.ours)
        rows.append((line.name, *ages, line.total, theirs, line.difference))
    columns = (
        Column("Customer", Kind.TEXT, 30), *(Column(name, Kind.MONEY, 12) for name in SPANS),
        Column("Total", Kind.MONEY, 13), Column("QuickBooks", Kind.MONEY, 13),
        Column("Difference", Kind.MONEY, 13),
    )  # fmt: skip
    says = (
        f"What each customer owed on {aging.as_of}, by days past due, beside QuickBooks's report."
    )
    return Sheet("Aging", says, columns, tuple(rows))


_SAYS = {
    "balances": "Orders of which the two sides leave something else to be paid, or that wait.",
    "payments": "Payments of the period on LeafLink, each beside its counterpart in QuickBooks.",
    "credits": "Credits given on LeafLink, each beside its credit memo in QuickBooks.",
    "customers": "Open documents of each customer beside the balance QuickBooks shows.",
    "accounts": "Control accounts beside what their documents explain.",
}


def _checked(facts: Facts) -> Iterable[Sheet]:
    """A sheet for each section."""
    for section, says in _SAYS.items():
        checks = facts.proof.get("checks", {}).get(section, ())
        is_dated = section in {"balances", "payments", "credits"}
        rows = tuple(
            (
                one["name"], *([_day(one["dated"])] if is_dated else []),
                *(Money.of(one[name]) for name in _CHECK_AMOUNTS), one["standing"], _advice(one),
            )
            for one in sorted(checks, key=_check_urgency)
            if _is_listed(section, one, facts.month)
        )  # fmt: skip
        columns = (
            Column(section.capitalize()[:-1], Kind.TEXT, 44),
            *([Column("Date", Kind.DAY, 11)] if is_dated else []),
            Column("Must be", Kind.MONEY, 13), Column("QuickBooks", Kind.MONEY, 13),
            Column("Difference", Kind.MONEY, 13), Column("Not from LeafLink", Kind.MONEY, 16),
            Column("Standing", Kind.TEXT, 10), Column("Why, and what to do", Kind.ADVICE, 60),
        )  # fmt: skip
        yield Sheet(section.capitalize(), says, columns, rows, summed=section != "accounts")


def _is_listed(section: str, check: Mapping[str, Any], month: Month) -> bool:
    """Balances that agree stand with their orders; payments of other months were listed then."""
    if check["standing"] != PROVED:
        return True
    return section != "balances" and (section != "payments" or month.has(check["dated"]))


def _check_urgency(check: Mapping[str, Any]) -> tuple[int, str, str]:
    """What differs first, then what waits, then the rest by day and name."""
    return _FIRST.index(check["standing"]), check["dated"], check["name"].lower()


_CHECK_AMOUNTS = ("wanted", "booked", "difference", "not_from_leaflink")


def _questions(questions: Sequence[OpenQuestion]) -> Sheet:
    rows = tuple(
        (
            date.fromisoformat(one.asked_at[:10]), _about(one), one.question.amount,
            one.question.text,
        )
        for one in questions
    )  # fmt: skip
    columns = (
        Column("Asked", Kind.DAY, 11), Column("About", Kind.TEXT, 14),
        Column("At stake", Kind.MONEY, 13), Column("Question", Kind.TEXT, 110),
    )  # fmt: skip
    return Sheet("Open questions", "What waits for a person.", columns, rows, summed=False)


def _about(question: OpenQuestion) -> str:
    """What a question is about; a credit has nothing but its number, so the word goes with it."""
    is_credit = question.subject.startswith("credit:")
    return f"Credit {question.spoken_name}" if is_credit else question.spoken_name


def _advice(row: Mapping[str, Any]) -> str:
    return f"{row['why']} {row['cure']}".strip()


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
