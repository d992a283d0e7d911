"""Undo as a plan: what would be deleted, voided, restored or kept, and why (A0, A11)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target, Together
from leafledger.bookkeeping.undo_obstacles import Unmovable, obstacles
from leafledger.bookkeeping.undo_papers import UndonePaper, first_invoice, is_removed
from leafledger.figures.money import Money
from leafledger.ledger.documents import KnownDocument, SalesDocument
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import RecordKind

__all__ = ["RULE", "Fate", "Undone", "UndonePaper", "Verdict", "first_wave", "is_undo", "undo"]

# The rule that steps of an undo name, by which they are known among others.
RULE = "undo"
_NOTHING_REFUSED: Mapping[str, str] = {}


class Fate(StrEnum):
    """What becomes of a document."""

    DELETED = "deleted"
    VOIDED = "voided"
    RESTORED = "restored"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One document of an undo: what it is, what becomes of it and why, in a bookkeeper's words."""

    record: str
    document: str
    amount: Money
    fate: Fate
    why: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The undo of one order or credit: its plan, and a verdict on each document of it."""

    plan: Plan
    verdicts: tuple[Verdict, ...]

    @property
    def amount(self) -> Money:
        """The money of the documents that do not stay as they are."""
        return Money.total(one.amount for one in self.verdicts if one.fate is not Fate.KEPT)

    @property
    def steps_named(self) -> tuple[str, ...]:
        """Names for the steps, by which a later plan is held to what people saw."""
        return tuple(step_name(step.operation, step.record) for step in self.plan.steps)


def undo(
    subject: str, spoken: str, papers: Sequence[UndonePaper], period: Period, *,
    seen_by_people: Collection[str] | None = None, refused: Mapping[str, str] = _NOTHING_REFUSED,
    together: Together | None = None, dissolving: Collection[str] = (),
) -> Undone:  # fmt: skip
    """Take back what was chosen of one order, as far as nothing stands in the way.

    `papers` are the live documents of the order; `seen_by_people` names the steps that a person
    agreed to (None: nobody was asked yet): no other is taken. `refused` says by record why
    QuickBooks would not have it changed, `dissolving` are QuickBooks's own applications of what
    is undone. Documents that settle one another go or stay together.
    Customers and items are lists: they are never undone, and nothing of LeafLink is.
    Source: accounting.md A0, A11; docs/decisions/0017-undo-voids-and-holds.md
    Example: invoice 216.00 paid by 100.00 -> void the payment, then void the invoice
    """
    chosen = _with_dependents(papers)
    stay = obstacles(
        papers, chosen, period, refused, _unseen(papers, chosen, seen_by_people), dissolving
    )
    verdicts, steps = [], []
    for paper in sorted(papers, key=_turn):
        if paper.link.record not in chosen:
            continue
        verdict = _verdict(paper, stay.get(paper.link.record))
        verdicts.append(verdict)
        if verdict.fate is not Fate.KEPT:
            step = _step(paper, verdict, spoken)
            if step is not None:
                steps.append(step)
    standing = "" if steps else "What could be undone of it is undone."
    undone = Undone(Plan(subject, spoken, "", None, standing, tuple(steps)), tuple(verdicts))
    if together is None or not steps:
        return undone
    own = replace(together, own=undone.amount)
    return replace(undone, plan=replace(undone.plan, together=own))


def is_undo(step: Step) -> bool:
    """Whether a step belongs to an undo."""
    return any(reason.rule == RULE for reason in step.reasons)


def step_name(operation: Operation, record: str) -> str:
    """A name for a step whatever its document looks like by then."""
    return f"{operation} {record}"


def first_wave(plan: Plan) -> tuple[Step, ...]:
    """The steps that can be sent together: those that settle first, the settled ones after.

    To QuickBooks a document whose payment changes is another version of itself, which must be
    read again before it is changed (reference/quickbooks.md 3).
    """
    for kinds in _WAVES:
        wave = tuple(step for step in plan.steps if step.kind in kinds)
        if wave:
            return wave
    return plan.steps


_WAVES = (
    {RecordKind.PAYMENT},
    {RecordKind.JOURNAL_ENTRY, RecordKind.CREDIT_MEMO},
    {RecordKind.INVOICE},
)


def _with_dependents(papers: Sequence[UndonePaper]) -> frozenset[str]:
    """The records chosen, and what cannot stand without those that will be gone."""
    chosen = {paper.link.record for paper in papers if paper.is_chosen}
    while True:
        removed = [p for p in papers if p.link.record in chosen and is_removed(p)]
        more = {
            paper.link.record
            for paper in papers
            if paper.link.record not in chosen
            and any(paper.hangs_on(one) for one in removed)
        }  # fmt: skip
        if not more:
            return frozenset(chosen)
        chosen |= more


def _unseen(
    papers: Sequence[UndonePaper], chosen: Collection[str], seen: Collection[str] | None
) -> list[Unmovable]:
    """What nobody agreed to, because it came after the plan was shown."""
    if seen is None:
        return []
    why = "it was not part of the plan that was approved; undo the order again to see it"
    return [
        Unmovable(paper.link.record, why)
        for paper in papers
        if paper.link.record in chosen
        and step_name(_operation(paper), paper.link.record) not in seen
    ]


def _verdict(paper: UndonePaper, obstacle: str | None) -> Verdict:
    fate, why = _FATES[_operation(paper)], _why(paper)
    if obstacle is not None:
        fate, why = Fate.KEPT, f"Kept, since {obstacle}."
    return Verdict(paper.link.record, paper.document, paper.amount, fate, why)


_FATES = {
    Operation.DELETE: Fate.DELETED,
    Operation.VOID: Fate.VOIDED,
    Operation.AMEND: Fate.RESTORED,
}


def _operation(paper: UndonePaper) -> Operation:
    """Void what people saw under a number, delete what QuickBooks cannot void or nobody saw."""
    if not is_removed(paper):
        return Operation.AMEND
    if paper.kind is RecordKind.INVOICE or (
        paper.kind is RecordKind.PAYMENT and not paper.is_application
    ):
        return Operation.VOID
    return Operation.DELETE


def _why(paper: UndonePaper) -> str:
    match _operation(paper):
        case Operation.AMEND:
            earlier = paper.earlier
            said = f" of {earlier.total}" if isinstance(earlier, SalesDocument) else ""
            return f"It says again what it said before{said}."
        case Operation.VOID:
            return "It stays readable under its number, with nothing in it."
        case _ if paper.is_application:
            return "It moved no money: only that a credit counted for an invoice."
        case _:
            return f"QuickBooks cannot void a {paper.called}; it vanishes from the books."


def _step(paper: UndonePaper, verdict: Verdict, spoken: str) -> Step | None:
    known = paper.known
    operation, content = _operation(paper), None
    if operation is Operation.AMEND:
        content = paper.restored
        if content is None or paper.says_already(content):
            return None
    about = spoken if paper.link.record.startswith("credit:") else f"order {spoken}"
    why = f"A person undid what was posted for {about}. {verdict.why}"
    reason = Reason(paper.called, why, "A0", RULE, "leafledger undo")
    before = paper.written if isinstance(paper.written, SalesDocument) else None
    number = known.number if isinstance(known, KnownDocument) else ""
    target = Target(known.id, known.sync_token, number or known.id)
    return Step(operation, paper.kind, paper.link.record, content, target, (reason,), before)


def _turn(paper: UndonePaper) -> tuple[int, str]:
    """Applications, payments, entries, memos, second invoices, invoices."""
    if paper.is_application:
        return 0, paper.link.record
    if paper.kind is RecordKind.INVOICE:
        return (5 if first_invoice(paper) else 4), paper.link.record
    order = (RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY, RecordKind.CREDIT_MEMO)
    turn = order.index(paper.kind) + 1 if paper.kind in order else len(order) + 1
    return turn, paper.link.record
