"""Steps as they stand in the journal, and marks, for tests of the clerk's pure pieces."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger.bookkeeping.plan import Content, Operation, Plan, Step
from leafledger.clerk.carrying_out import Ended, Result
from leafledger.errors import Trouble
from leafledger.figures.money import Money
from leafledger.intake.marks import Mark, Subject, Why
from leafledger.journal.written import WrittenStep
from leafledger.ledger.documents import DocumentKind, SalesDocument, SalesLine
from leafledger.ledger.pointers import Pointer, RecordKind

NUMBER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"


def step(
    content: Content | None,
    kind: RecordKind = RecordKind.INVOICE,
    operation: Operation = Operation.CREATE,
) -> WrittenStep:
    """A step in the journal."""
    decided = Step(operation, kind, f"order:{NUMBER}", content)
    return WrittenStep(1, "mesa", "request", "facts", decided)


def invoice(customer: Pointer, *items: Pointer, term: Pointer | None = None) -> SalesDocument:
    """An invoice of 108.00 a line."""
    amount = Money.of("108.00")
    lines = tuple(SalesLine(i, "", Decimal(1), amount.amount, amount, "Sales") for i in items)
    note = f"LeafLink order {NUMBER}"
    return SalesDocument(
        DocumentKind.INVOICE, customer, "10492", date(2026, 11, 2), note, lines, term=term
    )


def result(
    written: WrittenStep, ended: Ended = Ended.ASK, trouble: Trouble | None = None
) -> Result:
    """What came of a step."""
    return Result(written, ended, trouble)


def mark(attempts: int = 0) -> Mark:
    """The mark of an order that was tried so often."""
    return Mark(1, Subject.ORDER, NUMBER, Why.NOTICE, 1, attempts)


def plan(wanted: Money | None) -> Plan:
    """A plan of order 10492."""
    return Plan(f"order:{NUMBER}", "10492", "facts", wanted)
