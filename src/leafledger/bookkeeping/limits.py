"""Limits: which plans wait for a person, and for two (accounting.md A5.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from leafledger.bookkeeping.changes import as_read
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.policy import Above, Approvals
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.commerce.remittances import PaymentDraft
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import Application, SalesDocument
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import BankDeposit, Receipt, Reversal

# What the question about an approval is about begins so; the name of what is approved follows.
APPROVAL = "approval:"
LINES_TOLD_MAX = 4
_SPOKEN = {"order": "Order", "credit": "Credit", "payout": "Payout", "deposit": "Deposit"}
_PAYMENTS = frozenset({RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY, RecordKind.DEPOSIT})


@dataclass(frozen=True, slots=True)
class Need:
    """How many different people a plan needs, and the money it is about."""

    people: int
    amount: Money


def needed(plan: Plan, approvals: Approvals) -> Need:
    """How many different people must approve a plan before it is carried out.

    The amounts of a plan's steps are added up by kind, so that nothing slips through in parts. A
    later credit memo of an order is a change and a credit memo: the stricter limit counts. Lists
    and the application of a credit move no money and need nobody.
    Source: accounting.md A5.3
    Example: change = {one = 500, two = 5000}, a credit memo of 620.00 for an order -> one person
    """
    if plan.together is not None:
        return Need(_people(approvals.undo, plan.together.amount), plan.together.amount)
    by_kind: dict[str, Money] = defaultdict(Money.zero)
    for step in plan.steps:
        for kind in _kinds(step):
            by_kind[kind] = by_kind[kind] + _amount(step)
    found = Need(0, Money.zero())
    for kind, amount in by_kind.items():
        people = _people(getattr(approvals, kind), amount)
        if people > found.people:
            found = Need(people, amount)
    return found


def approved_as(plan: Plan) -> str:
    """The name of what people approve: the documents as they read, before and after.

    Not part of it is what may change without a reader seeing it: sync tokens, numbers, and whether
    a customer or an item was still to be created when the plan was made.
    """
    if plan.together is not None:
        return plan.together.name
    told = [
        (step.operation, step.kind, step.record, _readable(step.content), _readable(step.before),
         step.target.id if step.target is not None else "",
         *([step.amount] if step.amount is not None else []))
        for step in plan.steps
        if list(_kinds(step))
    ]  # fmt: skip
    return fingerprint((plan.subject, told))


def held(plan: Plan, approvals: Approvals, people: frozenset[str]) -> Plan:
    """The plan, or the same plan waiting because too few people approved it.

    `people` are those who approved exactly this (`approved_as`).
    Source: accounting.md A5.3
    """
    need = needed(plan, approvals)
    if plan.waits or len(people) >= need.people:
        return plan
    return replace(plan, questions=(_question(plan, need, people),))


def _people(above: Above | None, amount: Money) -> int:
    if above is None:
        return 0
    if above.two is not None and amount.amount > above.two:
        return 2
    return 1 if above.one is not None and amount.amount > above.one else 0


def _kinds(step: Step) -> Iterator[str]:
    """The kinds of limits that a step counts for (the names in the policy file)."""
    of_order = step.record.startswith("order:")
    if step.operation is Operation.LINK or isinstance(step.content, Application):
        return
    if step.kind is RecordKind.INVOICE:
        is_first = step.operation is Operation.CREATE and step.record.count(":") == 1
        yield "invoice" if is_first else "change"
    elif step.kind is RecordKind.CREDIT_MEMO:
        yield "credit_memo"
        if of_order:
            yield "change"
    elif step.kind in _PAYMENTS:
        yield "payment"
    elif step.kind is RecordKind.LEAFLINK_PAYMENT:
        yield "write_back"


def _amount(step: Step) -> Money:
    before = step.before.total if step.before is not None else Money.zero()
    match step.content:
        case SalesDocument() as document:
            changed = abs(document.total - before)
            # Other lines for the same total are a change of the whole document.
            return changed or document.total
        case Receipt() | Reversal() | PaymentDraft() as moved:
            return abs(moved.amount)
        case BankDeposit() as deposit:
            return abs(deposit.total)
        case _:
            return before or abs(step.amount or before)


def _readable(content: object) -> object:
    return as_read(content) if isinstance(content, SalesDocument) else content


def _question(plan: Plan, need: Need, people: frozenset[str]) -> Question:
    kind = plan.subject.split(":", 1)[0]
    subject = f"{_SPOKEN.get(kind, 'A payment of order')} {plan.spoken_name}"
    told = "; ".join(_told(step) for step in plan.steps if list(_kinds(step)))
    wanted = "one person" if need.people == 1 else f"{need.people} different people"
    done = "undone" if plan.together is not None else "posted"
    amount = _own(plan, need)
    return Question(
        QuestionKind.NEEDS_APPROVAL,
        f"{APPROVAL}{approved_as(plan)}",
        f"{subject} waits for the approval of {wanted}{_so_far(people)}: {told}.",
        f"Nothing of it was {done}; {amount} waits.{_whole(amount, need)}{_afterwards(plan)}",
        f"Run: leafledger approve {plan.spoken_name}.",
        amount,
    )


def _own(plan: Plan, need: Need) -> Money:
    """The money of this plan alone, so that the questions of a whole undo add up to it."""
    own = plan.together.own if plan.together is not None else None
    return need.amount if own is None else own


def _whole(own: Money, need: Need) -> str:
    if own == need.amount:
        return ""
    return f" The whole undo, which is approved as one, is of {need.amount}."


def _afterwards(plan: Plan) -> str:
    if not plan.subject.startswith("order:") or plan.wanted is None:
        return ""
    return f" Afterwards the documents of the order come to {plan.wanted}."


def _so_far(people: frozenset[str]) -> str:
    if not people:
        return ""
    return f" (approved by {', '.join(sorted(people))} so far; somebody else must, too)"


def _told(step: Step) -> str:
    """What a step does, with the document before and after."""
    if step.before is not None and isinstance(step.content, SalesDocument):
        return (
            f"{step.spoken_name.rsplit(' of ', 1)[0]}, before {_document(step.before)}, after "
            f"{_document(step.content)}"
        )
    if isinstance(step.content, SalesDocument):
        return f"{step.spoken_name} dated {step.content.dated} ({_lines(step.content)})"
    if step.before is not None:
        return f"{step.spoken_name}, before {_document(step.before)}, after nothing"
    return step.spoken_name


def _document(document: SalesDocument) -> str:
    return f"{document.total} ({_lines(document)})"


def _lines(document: SalesDocument) -> str:
    parts = [(line.description.split(" | ")[0], line.amount) for line in document.lines]
    parts += [("shipping", document.shipping)] if document.shipping else []
    parts += [("discount", -document.discount.amount)] if document.discount is not None else []
    told = [f"{words} {amount}" for words, amount in parts]
    more = len(told) - LINES_TOLD_MAX
    return ", ".join(told[:LINES_TOLD_MAX]) + (f" and {more} more" if more > 0 else "")
