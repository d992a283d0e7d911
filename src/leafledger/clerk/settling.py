"""What the end of an order's steps means for the order: settled, later, or a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leafledger.bookkeeping.known_records import Marketplace
from leafledger.bookkeeping.plan import Operation, Plan
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.bookkeeping.undoing import is_undo
from leafledger.clerk.carrying_out import Ended, Result
from leafledger.clerk.sending import DOCUMENT_KINDS, ON_LEAFLINK
from leafledger.errors import OurBug, Trouble, TryAgain
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.intake.looking import View
from leafledger.intake.marks import Mark
from leafledger.ledger.pointers import RecordKind

# Waiting doubles from a second up to the minute over which both APIs count their limits.
WAIT_SECONDS_MAX = 60.0
DOUBLINGS_MAX = 6
BEFORE_EVERYTHING, AFTER_EVERYTHING = date.min, date.max
_LOOKED_AT_AGAIN = frozenset(
    {
        (RecordKind.CREDIT_MEMO, Operation.CREATE),
        (RecordKind.CREDIT_MEMO, Operation.LINK),
        (RecordKind.PAYMENT, Operation.VOID),
    }
)
# What a person decided, or what came back, is only the ground for what follows.
_GROUND_FOR_MORE = frozenset({"decision", "bounce"})
_SUBJECTS = {
    "payments": "A payment of order",
    "credit": "Credit",
    "payout": "Payout",
    "deposit": "Deposit",
}


def marketplace_of(view: View) -> Marketplace:
    """What planning may know of LeafLink's customers and products."""
    return Marketplace(view.customers, view.products)


def refusal(plan: Plan, result: Result) -> Question:
    """A refused step as a question: what QuickBooks said, what it means, what to do."""
    trouble = result.trouble
    assert trouble is not None
    side = "LeafLink" if result.written.step.kind in ON_LEAFLINK else "QuickBooks"
    return Question(
        QuestionKind.REFUSED_BY_QUICKBOOKS,
        plan.subject,
        f"{_spoken(plan)} is waiting: {side} would not {result.written.step.spoken_name}. "
        f"{trouble.sentence}",
        NOTHING_POSTED if plan.wanted is None else f"{plan.wanted} waits.",
        _cure(trouble),
        plan.wanted if plan.wanted is not None else Money.zero(),
    )


def never_came(plan: Plan) -> Question:
    """Steps that were planned again and again, and never carried out: a person must look."""
    return Question(
        QuestionKind.REFUSED_BY_QUICKBOOKS,
        plan.subject,
        f"{_spoken(plan)} is waiting: LeafLedger tried it many times, and what it needs first "
        "did not come about in QuickBooks.",
        NOTHING_POSTED if plan.wanted is None else f"{plan.wanted} waits.",
        f"Look at the other open questions first: once they are solved, {_again(plan)}.",
        plan.wanted if plan.wanted is not None else Money.zero(),
    )


def never_rests(plan: Plan) -> Question:
    """Every look finds something more to post: it must not go on for ever."""
    return Question(
        QuestionKind.REFUSED_BY_QUICKBOOKS,
        plan.subject,
        f"{_spoken(plan)} was stopped: LeafLedger posted for it many times in a row, and found "
        "more to post each time.",
        "What was posted stands; nothing more is posted for it now.",
        "Compare its documents in QuickBooks with LeafLink, and please report it with the "
        "order's number: this may be a fault of LeafLedger.",
        plan.wanted if plan.wanted is not None else Money.zero(),
    )


def _again(plan: Plan) -> str:
    """How it is looked at once more."""
    named = plan.subject.startswith(("order:", "payments:"))
    return f"run: leafledger sync --order {plan.spoken_name}" if named else "run: leafledger sync"


def _spoken(plan: Plan) -> str:
    """What the plan is about, at the beginning of a sentence."""
    kind = plan.subject.split(":", 1)[0]
    if kind == "customer":
        return f'Customer "{plan.spoken_name}"'
    return f"{_SUBJECTS.get(kind, 'Order')} {plan.spoken_name}"


def not_shown(mark: Mark, name: str, trouble: Trouble) -> Question:
    """An order that LeafLink would not show in a form that can be read: it waits by itself.

    `name` is what people call it.
    """
    return Question(
        QuestionKind.UNREADABLE_ORDER,
        f"order:{mark.id}",
        f"Order {name} is waiting: {trouble.sentence}",
        NOTHING_POSTED,
        "Open the order on LeafLink; LeafLedger looks again by itself.",
        Money.zero(),
    )


def stuck(subject: str, called: str, trouble: Trouble) -> Question:
    """What no desk could work: a person must look. `called` names it inside a sentence."""
    return Question(
        QuestionKind.REFUSED_BY_QUICKBOOKS,
        subject,
        f"{called[:1].upper()}{called[1:]} is waiting: {trouble.sentence}",
        NOTHING_POSTED,
        "Look at it on LeafLink and in QuickBooks; LeafLedger looks again by itself.",
        Money.zero(),
    )


def _cure(trouble: Trouble) -> str:
    if isinstance(trouble, OurBug):
        return (
            "This is a fault of LeafLedger, not of your books: please report it with the order's "
            "number."
        )
    return "Correct it in QuickBooks or on LeafLink; LeafLedger then looks again."


def backoff_seconds(outages: int) -> float:
    """How long to wait after so many attempts: doubling, and never above the longest wait.

    An outage of a day makes more attempts than a number of two's can hold.
    """
    return min(2.0 ** min(outages, DOUBLINGS_MAX), WAIT_SECONDS_MAX)


def wait_seconds(mark: Mark, results: Sequence[Result], so_far: float | None) -> float:
    """How long to wait before an order is tried again: as asked, else longer each time."""
    asked = [r.trouble.wait_seconds for r in results if isinstance(r.trouble, TryAgain)]
    return max([so_far or 0.0, *asked, backoff_seconds(mark.outages)])


def needs_another_look(results: Sequence[Result]) -> bool:
    """Whether the next step depends on what QuickBooks made of this one.

    It may have applied a new credit memo by itself (accounting.md A6.7); a payment that gives way
    is void before the real one comes (A6.4). To an adjustment credits may have to be applied, and
    what a person decided is only the ground for what follows (A5). Where a payment bounced, its
    invoice is open again, and a credit memo may be left for it (A5.4, A6.2). An undo is done when
    nothing of it is left to do.
    """
    done = [result.written.step for result in results if result.ended is Ended.DONE]
    return any(
        (step.kind, step.operation) in _LOOKED_AT_AGAIN
        or (":adjustment:" in step.record and step.kind in DOCUMENT_KINDS)
        or is_undo(step)
        or any(reason.rule in _GROUND_FOR_MORE for reason in step.reasons)
        for step in done
    )


def first_day(company: Company, *, asked_for: bool) -> date:
    """The first accounting date posted: an order that a person asked for is always posted."""
    if asked_for:
        return BEFORE_EVERYTHING
    return company.books_start if company.books_start is not None else AFTER_EVERYTHING
