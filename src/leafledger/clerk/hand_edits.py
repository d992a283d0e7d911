"""Documents changed by hand in QuickBooks: before, now, and what the order asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.decisions import content_of
from leafledger.bookkeeping.hand_edits import changed_by_hand, order_total
from leafledger.bookkeeping.known_records import DELETED, Paper
from leafledger.bookkeeping.papers import counted, spoken, total_counted, total_shown
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.known_books import KnownBooks
from leafledger.commerce.orders import Order
from leafledger.figures.money import Money
from leafledger.intake.looking import Lookout
from leafledger.journal.open_questions import OpenQuestion

MEMO_STANDS = (
    "The credit memo of this credit stands in QuickBooks, or it never had one, so nothing was "
    "changed."
)
STILL_THERE = (
    "Nothing of this order is gone from QuickBooks, so nothing was posted again: it would stand "
    "there twice."
)


@dataclass(frozen=True, slots=True)
class EditedPaper:
    """One document that somebody changed. `now` None where it is void or gone: `became` says so."""

    name: str
    before: Money | None
    now: Money | None
    became: str


@dataclass(frozen=True, slots=True)
class HandEdit:
    """What people changed of one order's documents, and the totals of all of them.

    `content` names how the documents stood when this was shown: a decision is about nothing else.
    `is_gone` where none of the changed documents is left.
    """

    papers: Sequence[EditedPaper]
    before: Money
    now: Money
    wanted: Money
    content: str
    is_gone: bool


def edits_asked_about(
    lookout: Lookout, known: KnownBooks, questions: Iterable[OpenQuestion]
) -> Mapping[str, HandEdit]:
    """What was changed by hand of the orders that wait for a person's word, by their number."""
    waiting = (one for one in questions if one.question.kind is QuestionKind.EDITED_BY_HAND)
    subjects = (one.subject for one in waiting)
    numbers = [one.removeprefix("order:") for one in subjects if one.startswith("order:")]
    return hand_edits(lookout, known, numbers)


def hand_edits(
    lookout: Lookout, known: KnownBooks, numbers: Sequence[str]
) -> Mapping[str, HandEdit]:
    """What was changed by hand of some orders, as last seen; orders without it are left out."""
    if not numbers:
        return {}
    orders = lookout.as_seen(numbers).orders
    files = known.on_file(numbers)
    found = {}
    for number in numbers:
        order, papers = orders.get(number), files[number].papers
        if not isinstance(order, Order):
            continue
        changed = changed_by_hand(order, papers)
        if changed:
            ended = order.status.ended_without_sale
            found[number] = HandEdit(
                papers=[_edited(paper) for paper in changed],
                before=total_counted(counted(papers)),
                now=total_shown(papers),
                wanted=Money.zero() if ended else order_total(order),
                content=content_of(changed),
                is_gone=all(not paper.is_live for paper in changed),
            )
    return found


def is_gone(
    lookout: Lookout, known: KnownBooks, number: str, waiting: Iterable[OpenQuestion]
) -> bool:
    """Whether a document or payment of an order is void or gone, so that it may be posted again."""
    edit = hand_edits(lookout, known, [number]).get(number)
    if edit is not None and any(paper.became for paper in edit.papers):
        return True
    return any(
        one.question.kind is QuestionKind.PAYMENT_GONE and one.subject == f"payments:{number}"
        for one in waiting
    )


def _edited(paper: Paper) -> EditedPaper:
    now, became = None, ""
    if paper.is_live and paper.document is not None:
        now = paper.document.total
    else:
        became = "deleted" if paper.state == DELETED else "void"
    before = paper.posted.total if paper.posted is not None else None
    name = spoken(paper)
    return EditedPaper(f"{name[:1].upper()}{name[1:]}", before, now, became)
