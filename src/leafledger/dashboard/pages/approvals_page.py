"""What waits for the approval of one or two people, with every document before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.limits import APPROVAL, approved_as, needed
from leafledger.bookkeeping.plan import Plan
from leafledger.dashboard.matters import order_of
from leafledger.dashboard.pages.changes import Change, changes_of
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion
from leafledger.journal.policies import WrongPolicy

# Plans that are made anew to show their documents; the others are told by their sentence.
SHOWN_MAX = 40


@dataclass(frozen=True, slots=True)
class ToApprove:
    """One thing to approve. `name` is what it is approved as, `people` who did so far.

    `needed` None where it cannot be told beforehand; `changes` empty where only the sentence of
    the question tells what would be done. `orders` are the orders it is of, by number.
    """

    name: str
    place: str
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


def what_to_approve(ledger: LeafLedger, company: Company) -> list[ToApprove]:
    """What waits, the most money first. From what was last seen; nobody is asked."""
    desk = ledger.parts(company).approving
    waiting = desk.waiting()
    people = desk.people(list(waiting))
    found = []
    by_money = sorted(waiting, key=lambda name: waiting[name][0].question.amount, reverse=True)
    for place, name in enumerate(by_money):
        asked = waiting[name]
        plan = _plan(ledger, company, name, asked) if place < SHOWN_MAX else None
        found.append(_told(ledger, company, name, asked, sorted(people.get(name, ())), plan))
    return found


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
        place=f"{APPROVAL}{name}".replace(":", "-"),
        heading=_heading(first, len(asked)),
        asked=first,
        amount=abs(first.question.amount),
        orders=orders,
        people=people,
        needed=count,
        changes=changes_of(plan) if plan is not None else [],
    )


def _heading(first: OpenQuestion, count: int) -> str:
    if count > 1:
        return f"{count} orders together"
    kind = first.subject.split(":", 1)[0]
    words = {"order": "Order", "payments": "Payments of order", "credit": "Credit"}
    return f"{words.get(kind, kind.capitalize())} {first.spoken_name}"


def _plan(
    ledger: LeafLedger, company: Company, name: str, asked: Sequence[OpenQuestion]
) -> Plan | None:
    """The plan of that very name, made anew; None where it cannot be, or reads otherwise."""
    number = order_of(asked[0].subject)
    if not number or len(asked) > 1:
        return None
    try:
        rehearsed = ledger.parts(company).rehearsing.as_seen(company, number)
    except (WrongPolicy, FileNotFoundError, LookupError):
        return None
    if rehearsed is None:
        return None
    plans = [plan for plan in (rehearsed.plan, rehearsed.payments) if plan is not None]
    return next((plan for plan in plans if plan.steps and approved_as(plan) == name), None)
