"""What a plan would change, line by line: before beside after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.commerce.remittances import PaymentDraft
from leafledger.figures.money import Money
from leafledger.ledger.documents import Application, SalesDocument
from leafledger.ledger.receipts import BankDeposit, Receipt, Reversal

Named = tuple[str, Money]


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line before and after; None where it is not there."""

    words: str
    before: Money | None
    after: Money | None

    @property
    def differs(self) -> bool:
        """Whether the change touches it."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a plan as a person reads it. `dated` is the document's accounting date."""

    title: str
    customer: str
    dated: date | None
    lines: Sequence[ChangedLine]
    before: Money | None
    after: Money | None
    reasons: Sequence[str]


def changes_of(plan: Plan) -> list[Change]:
    """What a plan would do, step by step."""
    return [_change(step) for step in plan.steps]


def _change(step: Step) -> Change:
    before, after = step.before, step.content
    title = step.spoken_name
    taken_away = step.operation in {Operation.VOID, Operation.DELETE}
    return Change(
        title=f"{title[:1].upper()}{title[1:]}",
        customer=getattr(getattr(after or before, "customer", None), "name", ""),
        dated=getattr(after or before, "dated", None),
        lines=_beside(_lines(before), _lines(after)),
        before=before.total if before is not None else None,
        after=Money.zero() if taken_away else _total(after),
        reasons=[reason.why for reason in step.reasons],
    )


def _beside(before: Iterable[Named], after: Iterable[Named]) -> list[ChangedLine]:
    """Lines of the same words beside each other, in the order of the newer document."""
    old, new = _summed(before), _summed(after)
    words = [*new, *(one for one in old if one not in new)]
    return [ChangedLine(one, old.get(one), new.get(one)) for one in words]


def _summed(lines: Iterable[Named]) -> dict[str, Money]:
    found: dict[str, Money] = {}
    for words, amount in lines:
        found[words] = found.get(words, Money.zero()) + amount
    return found


def _lines(content: object) -> list[Named]:
    match content:
        case SalesDocument() as document:
            lines = [(line.description.split(" | ")[0], line.amount) for line in document.lines]
            lines += [("Shipping", document.shipping)] if document.shipping else []
            if document.discount is not None:
                lines.append(("Discount", -document.discount.amount))
            return lines
        case Receipt() as receipt:
            return [(f"Settles {one.pointer.name or 'the invoice'}", one.amount)
                    for one in receipt.settles]  # fmt: skip
        case _:
            return []


def _total(content: object) -> Money | None:
    match content:
        case SalesDocument() | BankDeposit():
            return content.total
        case Receipt() | Reversal() | Application() | PaymentDraft():
            return content.amount
        case _:
            return None
