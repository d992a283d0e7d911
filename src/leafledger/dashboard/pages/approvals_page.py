"""What waits for the approval of one or two people, with every document before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.limits import approved_as, needed
from leafledger.bookkeeping.plan import Plan
from leafledger.dashboard.matters import order_of
from leafledger.dashboard.pages.changes import Change, changes_of
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion
from leafledger.journal.policies import WrongPolicy

# Each is shown with its documents before and after; more at once nobody compares.
ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class ToApprove:
    """One thing to approve. `name` is what it is approved as, `people` who did so far.

    `needed` None where it cannot be told beforehand; `changes` empty where only the sentence of
    the question tells what would be done. `orders` are the orders it is of, by number.
    """

    name: str
    heading: str
    asked: OpenQuestion
    amount: Money
    orders: Mapping[str, str]
    people: Sequence[str]
    needed: int | None
    changes: Sequence[Change]

    def is_approved_by(self, person: str) -> bool:
        """Whether a person gave their word already; somebody else must give theirs."""
        return " ".join(person.split()).casefold() in self.people


@dataclass(frozen=True, slots=True)
class ApprovalList:
    """One page of what waits. `waiting` are all of them, `only` the one that alone was wanted."""

    rows: Sequence[ToApprove]
    waiting: int
    page: int
    pages: int
    only: str


def what_to_approve(
    ledger: LeafLedger, company: Company, only: str = "", page: int = 1
) -> ApprovalList:
    """What waits, the most money first, page by page. From what was last seen; nobody is asked.

    `only` names the one that is wanted; empty for all.
    """
    desk = ledger.parts(company).approving
    waiting = desk.waiting()
    names = [name for name in waiting if only in {"", name}]
    names.sort(key=lambda name: _amount(waiting[name]), reverse=True)
    pages = max(1, -(-len(names) // ON_A_PAGE))
    page = min(max(1, page), pages)
    shown = names[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    people = desk.people(shown)
    plans = _plans(ledger, company, {name: waiting[name] for name in shown})
    rows = [
        _told(ledger, company, name, waiting[name], sorted(people.get(name, ())), plans.get(name))
        for name in shown
    ]
    return ApprovalList(rows, len(waiting), page, pages, only)


def _told(
    ledger: LeafLedger, company: Company, name: str, asked: Sequence[OpenQuestion],
    people: Sequence[str], plan: Plan | None,
) -> ToApprove:  # fmt: skip
    first = asked[0]
    orders = {order_of(one.subject): one.spoken_name for one in asked if order_of(one.subject)}
    count = None
    if plan is not None:
        count = needed(plan, ledger.policy(company).approvals).people
    return ToApprove(
        name=name,
        heading=_heading(first, len(asked)),
        asked=first,
        amount=_amount(asked),
        orders=orders,
        people=people,
        needed=count,
        changes=changes_of(plan) if plan is not None else [],
    )


def _amount(asked: Sequence[OpenQuestion]) -> Money:
    """All that is approved under one name: each order of an undo is asked with its own part."""
    return Money.total(abs(one.question.amount) for one in asked)


def _heading(first: OpenQuestion, count: int) -> str:
    if count > 1:
        return f"{count} orders together"
    kind = first.subject.split(":", 1)[0]
    words = {"order": "Order", "payments": "Payments of order", "credit": "Credit"}
    return f"{words.get(kind, kind.capitalize())} {first.spoken_name}"


def _plans(
    ledger: LeafLedger, company: Company, waiting: Mapping[str, Sequence[OpenQuestion]]
) -> dict[str, Plan]:
    """The plans of those very names, made anew; without those that cannot be, or read otherwise."""
    numbers = {
        name: order_of(asked[0].subject) for name, asked in waiting.items() if len(asked) == 1
    }
    try:
        rehearsed = ledger.parts(company).rehearsing.all_as_seen(
            company, [number for number in numbers.values() if number]
        )
    except (WrongPolicy, FileNotFoundError, LookupError):
        return {}
    found = {}
    for name, number in numbers.items():
        one = rehearsed.get(number)
        plans = (one.plan, one.payments) if one is not None else ()
        for plan in plans:
            if plan is not None and plan.steps and approved_as(plan) == name:
                found[name] = plan
    return found
