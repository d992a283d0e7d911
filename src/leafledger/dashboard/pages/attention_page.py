"""What waits for a person, grouped by cause, with the money at stake and the cures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.hand_edits import HandEdit, edits_asked_about
from leafledger.clerk.suggesting import Suggestion, suggestions
from leafledger.dashboard.matters import MATCHED_BY_A_PERSON, order_of
from leafledger.dashboard.matters import by_cause as grouped
from leafledger.dashboard.pages.cures import Cure, cures_of, words_of
from leafledger.dashboard.pages.proof_page import at_stake
from leafledger.dashboard.wording import cause
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion

# The first of each cause show what it is about; a page of one cause holds what a person works off.
SHOWN_OF_EACH, SHOWN_OF_ONE = 10, 50
_HEADINGS = {
    "order": "Order",
    "payments": "Payments of order",
    "credit": "Credit",
    "customer": "Customer",
    "payout": "Payout",
    "deposit": "Deposit",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its cures. `number` is the order it belongs to, empty where it has none.

    `others` are the further orders that wait for the same answer, by number.
    """

    heading: str
    number: str
    waiting: OpenQuestion
    amount: Money
    words: str
    cures: Sequence[Cure]
    others: Mapping[str, str]
    edit: HandEdit | None


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one cause, the largest amount first. `count` are all of them."""

    kind: QuestionKind
    heading: str
    at_stake: Money
    count: int
    asked: Sequence[Asked]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Attention:
    """All that waits of one company. `only` is the cause that alone is shown, empty for all."""

    matters: int
    at_stake: Money
    groups: Sequence[Group]
    only: str = ""

    @property
    def name(self) -> str:
        """A name for what waits: as long as it is the same, a page need not be told again."""
        return fingerprint([(one.kind.value, one.count, one.at_stake.plain) for one in self.groups])


def causes_of(questions: Sequence[OpenQuestion]) -> Attention:
    """The causes with their counts and money, without the questions themselves."""
    groups = [
        Group(
            kind, cause(kind), at_stake(one for some in matters for one in some), len(matters), ()
        )
        for kind, matters in grouped(questions).items()
    ]
    groups.sort(key=lambda group: group.at_stake, reverse=True)
    return Attention(sum(one.count for one in groups), at_stake(questions), groups)


def what_waits(ledger: LeafLedger, company: Company, only: str = "", page: int = 1) -> Attention:
    """The questions, grouped by cause, the most money first; of one cause page by page."""
    questions = ledger.questions.all(company.company)
    whole, by_kind = causes_of(questions), grouped(questions)
    size = SHOWN_OF_ONE if only else SHOWN_OF_EACH
    groups: list[Group] = []
    cuts: list[Sequence[Sequence[OpenQuestion]]] = []
    for group in whole.groups:
        if only not in {"", group.kind.value}:
            continue
        some = sorted(by_kind[group.kind], key=_amount, reverse=True)
        pages = max(1, -(-len(some) // size)) if only else 1
        at = min(max(1, page), pages)
        cuts.append(some[(at - 1) * size : at * size])
        groups.append(replace(group, page=at, pages=pages))
    # All at once, since what is known of QuickBooks is read for each asking.
    asked = iter(asked_of(ledger, company, [one for cut in cuts for one in cut]))
    shown = [
        replace(group, asked=list(islice(asked, len(cut))))
        for group, cut in zip(groups, cuts, strict=True)
    ]
    return Attention(whole.matters, whole.at_stake, shown, only)


def about_order(ledger: LeafLedger, company: Company, number: str) -> list[Asked]:
    """What waits of one order and of its payments."""
    subjects = [f"order:{number}", f"payments:{number}"]
    questions = ledger.questions.of_subjects(company.company, subjects)
    return asked_of(ledger, company, [[one] for one in questions])


def _amount(matter: Sequence[OpenQuestion]) -> Money:
    return at_stake(matter) if len(matter) > 1 else abs(matter[0].question.amount)


def asked_of(
    ledger: LeafLedger, company: Company, matters: Sequence[Sequence[OpenQuestion]]
) -> list[Asked]:
    """The matters as a person reads them, each with its cures."""
    firsts = [matter[0] for matter in matters]
    near = suggestions(
        company.company, ledger.seen, ledger.parts(company).known,
        {one.question.about for one in firsts if one.question.kind in MATCHED_BY_A_PERSON},
    )  # fmt: skip
    parts = ledger.parts(company)
    edits = edits_asked_about(parts.lookout, parts.known, firsts)
    credited = _orders_of_credits(ledger, company, firsts)
    return [_one(matter, near, edits, credited) for matter in matters]


def _one(
    matter: Sequence[OpenQuestion], near: Mapping[str, Sequence[Suggestion]],
    edits: Mapping[str, HandEdit], credited: Mapping[str, str],
) -> Asked:  # fmt: skip
    first = matter[0]
    is_order = first.subject.startswith("order:")
    edit = edits.get(order_of(first.subject)) if is_order else None
    cures = cures_of(first, near.get(first.question.about, ()), edit)
    kind = first.subject.split(":", 1)[0]
    return Asked(
        heading=heading_of(kind, first.spoken_name),
        number=order_of(first.subject) or credited.get(first.subject, ""),
        waiting=first,
        amount=_amount(matter),
        words=words_of(first, cures),
        cures=cures,
        others={order_of(one.subject): one.spoken_name for one in matter[1:]},
        edit=edit,
    )


def heading_of(kind: str, name: str) -> str:
    """What a matter is about; an unreadable record's name says already what it is."""
    noun = _HEADINGS.get(kind, kind.capitalize())
    return name if name.casefold().startswith(f"{noun.casefold()} ") else f"{noun} {name}"


def _orders_of_credits(
    ledger: LeafLedger, company: Company, asked: Sequence[OpenQuestion]
) -> dict[str, str]:
    """The order that each credit asked about is used on or was given for."""
    subjects = [one.subject for one in asked if one.subject.startswith("credit:")]
    if not subjects:
        return {}
    rehearsing = ledger.parts(company).rehearsing
    return {one: rehearsing.order_of_credit(one.removeprefix("credit:")) for one in subjects}
