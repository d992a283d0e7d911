"""Documents that people changed in QuickBooks: shown, decided about, never forced (A5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.adjustments import Ground
from leafledger.bookkeeping.arithmetic import reckon
from leafledger.bookkeeping.changes import restore, take_as_it_stands
from leafledger.bookkeeping.decisions import Choice, Decision, content_of
from leafledger.bookkeeping.known_records import DELETED, Paper
from leafledger.bookkeeping.papers import counted, kind_of, spoken, total_counted, total_shown
from leafledger.bookkeeping.plan import Step
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.commerce.orders import Order
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import DocumentKind, SalesDocument

STANDS = "The posted documents stand as they are."
# So many lines of a difference are told in a question; a bookkeeper opens the document for more.
LINES_TOLD_MAX = 4


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person's decision comes to: steps, a question that stays, or the reason to rest."""

    steps: tuple[Step, ...] = ()
    question: Question | None = None
    standing: str = ""


def changed_by_hand(order: Order, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The documents that were changed so that it matters for the order as it is now.

    Of an order that ended, an invoice that is gone is as it should be; of one that stands, a
    missing memo of its cancellation is.
    """
    ended = order.status.ended_without_sale
    return tuple(
        paper
        for paper in papers
        if paper.is_changed and not (ended and not _matters_to_ended(paper))
        and (ended or paper.is_live or not paper.link.record.endswith(":cancellation"))
    )  # fmt: skip


def _matters_to_ended(paper: Paper) -> bool:
    if not paper.is_live or paper.document is None:
        return kind_of(paper) is DocumentKind.CREDIT_MEMO
    return paper.posted is None or paper.document.total != paper.posted.total


def facts_decided(order: Order, facts: str) -> str:
    """A name for what LeafLink said when a person decided: its facts, and whether it ended."""
    return fingerprint((facts, order.status.ended_without_sale))


def decided(
    choice: Choice, order: Order, papers: Sequence[Paper], changed: Sequence[Paper], facts: str,
    person: str,
) -> Decision:  # fmt: skip
    """A person's word about the documents as they stand now.

    Money: its difference is what the books show more than LeafLink wants because of it: kept, as
    they stand now; adopted, by as much as people changed what we had posted; restored, nothing.
    """
    shown, ended = total_shown(papers), order.status.ended_without_sale
    match choice:
        case Choice.KEEP:
            differs = shown if ended else shown - order_total(order)
        case Choice.ADOPT:
            differs = Money.zero() if ended else shown - total_counted(counted(papers))
        case Choice.RESTORE:
            differs = Money.zero()
    content = content_of(changed)
    return Decision(choice, content, facts_decided(order, facts), differs, person)


def order_total(order: Order) -> Money:
    """What an order comes to before credits; LeafLink's own total where it does not add up."""
    reckoning = reckon(order)
    return order.total if isinstance(reckoning, Question) else reckoning.total


def answer(
    order: Order, wanted: Money, papers: Sequence[Paper], changed: Sequence[Paper],
    decision: Decision | None, facts: str, ground: Ground,
) -> Answered:  # fmt: skip
    """What becomes of documents changed by hand: as a person decided, or their question.

    Source: accounting.md A5.5
    Example: invoice lowered by hand, nobody decided -> a question with before, now and wanted
    """
    if decision is None or not decision.is_about(changed):
        return Answered(question=changed_question(order, wanted, papers, changed, ground))
    match decision.choice:
        case Choice.ADOPT:
            return Answered(tuple(take_as_it_stands(order, paper) for paper in changed))
        case Choice.KEEP if decision.facts == facts_decided(order, facts):
            names = ", ".join(spoken(paper) for paper in changed)
            return Answered(
                standing=f"{decision.person} decided to keep {names} as changed by hand: "
                f"QuickBooks shows {total_shown(papers)}, LeafLink {wanted}."
            )
        case Choice.KEEP:
            return Answered(question=changed_question(order, wanted, papers, changed, ground))
        case Choice.RESTORE:
            steps = [restore(order, paper, papers, ground) for paper in changed]
            refused = [one for one in steps if isinstance(one, str)]
            if refused:
                return Answered(
                    question=_cannot_restore(order, wanted, papers, changed, refused[0])
                )
            return Answered(tuple(one for one in steps if isinstance(one, Step)))


def changed_question(
    order: Order, wanted: Money, papers: Sequence[Paper], changed: Sequence[Paper], ground: Ground
) -> Question:
    """Before (as we posted it), now (as it stands) and wanted, and how to decide."""
    told = " ".join(_told(order, paper, ground) for paper in changed)
    shown = total_shown(papers)
    gone = all(not paper.is_live for paper in changed)
    if order.status.ended_without_sale:
        happened = f"Order {order.spoken_name} is {order.status} on LeafLink. {told}"
        effect = f"{shown} of the order stands in QuickBooks."
    elif gone and not shown:
        happened, effect = told, f"{wanted} of the order is in no invoice."
    else:
        happened = f"{told} The order asks for {wanted}."
        effect = STANDS if not gone else f"QuickBooks shows {shown} of the order."
    return Question(
        QuestionKind.EDITED_BY_HAND, f"order:{order.number}", happened, effect,
        _cure(order, gone=gone and not shown), abs(wanted - shown),
    )  # fmt: skip


def _told(order: Order, paper: Paper, ground: Ground) -> str:
    name = spoken(paper)
    head = f"{name[:1].upper()}{name[1:]} of order {order.spoken_name} was"
    if not paper.is_live:
        return f"{head} {'deleted' if paper.state == DELETED else 'voided'} by hand in QuickBooks."
    document, posted = paper.document, paper.posted
    assert document is not None
    before = f"LeafLedger posted {posted.total}, " if posted is not None else ""
    said = f"{head} edited by hand in QuickBooks: {before}it shows {document.total} now."
    if document.says is None or posted is None:
        return said
    moved = ground.moved(document.says, [posted])
    sign = document.kind.sign
    parts = [(line.words, line.amount) for line in moved.lines]
    parts += [("Shipping", moved.shipping), ("Order discount", -moved.discount)]
    by_words: dict[str, Money] = {}
    for words, amount in parts:
        by_words[words] = by_words.get(words, Money.zero()) + (amount if sign > 0 else -amount)
    told = [f"{words or 'a line'} {amount}" for words, amount in by_words.items() if amount]
    if not told:
        return (
            f"{said} Its amounts are the same; what was changed is {_words(document.says, posted)}."
        )
    more = f" and {len(told) - LINES_TOLD_MAX} more" if len(told) > LINES_TOLD_MAX else ""
    return f"{said} What differs: {'; '.join(told[:LINES_TOLD_MAX])}{more}."


def _words(says: SalesDocument, posted: SalesDocument) -> str:
    """What of a document was changed that moves no money, as far as we read it."""
    changed = {
        "its message to the customer": says.customer_memo != posted.customer_memo,
        "its date": says.dated != posted.dated,
        "its number": posted.number is not None and says.number != posted.number,
    }
    named = [words for words, is_other in changed.items() if is_other]
    return " and ".join(named) or "its customer, its due date, or the words of a line"


def _cure(order: Order, *, gone: bool) -> str:
    name = order.short_id
    choices = (
        f"leafledger decide {name} keep (it stays as it is), restore (LeafLedger's own comes back) "
        "or adopt (it counts from now on, and later changes go on top of it)."
    )
    if order.status.ended_without_sale:
        return f"Decide: {choices} Or take back by hand in QuickBooks what still stands."
    if gone:
        return (
            "Reject the order on LeafLink if the sale did not happen. If it did, run: leafledger "
            f"decide {name} restore (or leafledger sync --order {name} --repost). To leave it as "
            f"it is, run: leafledger decide {name} keep, or adopt."
        )
    return f"Decide: {choices} Or correct the order on LeafLink."


def _cannot_restore(
    order: Order, wanted: Money, papers: Sequence[Paper], changed: Sequence[Paper], why: str
) -> Question:
    names = ", ".join(spoken(paper) for paper in changed)
    shown = total_shown(papers)
    return Question(
        QuestionKind.EDITED_BY_HAND,
        f"order:{order.number}",
        f"Of order {order.spoken_name}, {names} should be restored as LeafLedger posted it, but "
        f"{why}.",
        f"QuickBooks shows {shown} of the order, LeafLink {wanted}; nothing was changed.",
        f"Undo that in QuickBooks and LeafLedger restores it, or run: leafledger decide "
        f"{order.short_id} keep, or adopt.",
        abs(wanted - shown),
    )
