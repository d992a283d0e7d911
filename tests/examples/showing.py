"""Plans as a bookkeeper reads them: steps, the lines of each document, its double entry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.questions import Question
from leafledger.figures.money import Money
from leafledger.ledger.documents import Application, DocumentKind, SalesDocument, SalesLine
from leafledger.ledger.entries import Entry
from leafledger.ledger.items import Item, Term
from leafledger.ledger.pointers import RecordKind

WIDTH = 84
ACCOUNT_WIDTH, AMOUNT_WIDTH = 46, 10


def shown(plans: list[Plan]) -> str:
    """The plans of one round; each under its order's name where there are several."""
    lines: list[str] = []
    for plan in plans:
        if len(plans) > 1:
            lines.append(f"{plan.spoken_name}:")
        lines += _plan(plan)
    return "\n".join(lines)


def _plan(plan: Plan) -> Iterator[str]:
    for question in plan.questions:
        yield from _question(question)
    for step in plan.steps:
        yield from _step(step)
    if not plan.questions and not plan.steps:
        yield from textwrap.wrap(
            f"nothing: {plan.standing}", WIDTH, subsequent_indent="  ", break_on_hyphens=False
        )


def _question(question: Question) -> Iterator[str]:
    yield f"question {question.kind}, {question.amount} at stake"
    yield from textwrap.wrap(
        question.text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )


def _step(step: Step) -> Iterator[str]:
    match step.content:
        case SalesDocument() as document if step.operation is not Operation.LINK:
            yield from _document(step, document)
        case Application() as application:
            memo, owed = _id(application.credit_memo), "what was paid back"
            if application.invoice.kind is RecordKind.INVOICE:
                owed = f"invoice {_id(application.invoice)}"
            yield (
                f"apply {application.amount.plain} of credit memo {memo} to {owed}"
                f" · {application.dated}"
            )
        case Item() as item:
            sku = f" · SKU {item.sku}" if item.sku else ""
            price = f" at {item.price}"
            yield f'create item "{item.name}"{sku}{price} · {item.income_account.name}'
        case Term() as term:
            yield f'create term "{term.name}" of {term.due_days} days'
        case _:
            target = f" ({step.target.id})" if step.target is not None else ""
            yield step.spoken_name + target


def _document(step: Step, document: SalesDocument) -> Iterator[str]:
    kind = "credit memo" if document.kind is DocumentKind.CREDIT_MEMO else "invoice"
    head = [f"{step.operation} {kind} {document.number or '(QuickBooks numbers it)'}"]
    head += [document.customer.name, str(document.dated)]
    head += [f"due {document.due}"] if document.due else []
    head += [document.term.name] if document.term else []
    yield " · ".join(head)
    for line in document.lines:
        yield _line(_times(line), line.amount, _said(line))
    if document.discount is not None:
        yield _line("discount", -document.discount.amount, "")
    if document.shipping is not None:
        yield _line("shipping", document.shipping, "")
    yield _line("total", document.total, "")
    yield from _entry(document.entry())


def _times(line: SalesLine) -> str:
    quantity = f"{line.quantity:f}"
    if line.unit_price is None:
        return quantity
    cents = max(2, len(f"{line.unit_price:f}".partition(".")[2]))
    return f"{quantity} x {line.unit_price:.{cents}f}"


def _said(line: SalesLine) -> str:
    said = line.description
    if not said.startswith(line.item.name):
        said = f"{line.item.name}: {said}"
    return f"{said} · class {line.class_.name}" if line.class_ is not None else said


def _line(left: str, amount: Money, right: str) -> str:
    return f"  {left:<16}{amount.plain:>{AMOUNT_WIDTH}}  {right}".rstrip()


def _entry(entry: Entry) -> Iterator[str]:
    day = str(entry.dated)
    for posting in entry.postings:
        of = f" ({posting.memo})" if posting is entry.postings[0] else ""
        account = f"{posting.account}{of}"
        column = "" if posting.amount.amount >= 0 else " " * AMOUNT_WIDTH
        amount = f"{column}{abs(posting.amount).plain:>{AMOUNT_WIDTH}}"
        yield f"  {day:<12}{account:<{ACCOUNT_WIDTH}}{amount}"
        day = ""


def _id(pointer: object) -> str:
    return str(getattr(pointer, "name", "") or getattr(pointer, "id", ""))
