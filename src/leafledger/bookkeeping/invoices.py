"""The wanted invoice of a recognised order (accounting.md A3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leafledger.bookkeeping.customers import postal
from leafledger.bookkeeping.plan import Operation, Reason, Step
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.rules.contract import Case
from leafledger.bookkeeping.rules.rulebook import rule_on
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.figures.accounting_dates import due_date
from leafledger.figures.references import document_number, order_marker
from leafledger.ledger.documents import DocumentKind, SalesDocument
from leafledger.ledger.items import Term
from leafledger.ledger.pointers import Pending, Pointer, RecordKind

NOTHING_TAKEN: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The invoice an order should have, why, and the payment term that must exist first."""

    invoice: SalesDocument
    reasons: tuple[Reason, ...]
    term: Step | None = None


def wanted_invoice(
    case: Case, customer: Customer, pointer: Pointer, dated: date, number: str | None
) -> Wanted | tuple[Question, ...]:
    """The invoice of a recognised order, or the questions that keep it from being written.

    Money: the order's total before credits; lines, discount and shipping add up to it.
    Source: accounting.md A3
    """
    ruling = rule_on(case)
    if ruling.questions:
        return ruling.questions
    term, creating = _term(case)
    invoice = SalesDocument(
        kind=DocumentKind.INVOICE,
        customer=pointer,
        number=number,
        dated=dated,
        note=_note(case.order),
        lines=tuple(placed.line for placed in ruling.lines),
        due=_due(case.order, dated),
        term=term,
        discount=ruling.discount,
        shipping=ruling.shipping,
        delivery_address=postal(case.order.delivery_address or customer.delivery_address),
        customer_memo=f"Licence {customer.licence}" if customer.licence else "",
    )
    return Wanted(invoice, _head_reasons(case, invoice) + ruling.reasons, creating)


def invoice_number(
    order: Order, *, custom_numbers: bool, taken: Mapping[str, str] = NOTHING_TAKEN
) -> str | None:
    """The invoice's number; None where QuickBooks numbers by itself.

    `taken` are the numbers that documents have, in lower case, with the order each belongs to
    ("" if it is not ours): a seller's numbers are not unique for certain, the short id is.
    Source: accounting.md A3.1
    Example: number 54d932d94 of another order -> LL-a9bf6e2f
    """
    if not custom_numbers:
        return None
    plain = document_number("", order.short_id)
    own = document_number(order.seller_number, order.short_id)
    return first_free([own, plain, *(f"{plain}-{n}" for n in range(2, 10))], order.number, taken)


def first_free(numbers: Sequence[str], order: str, taken: Mapping[str, str]) -> str:
    """The first number that no other document has; the last if all are taken."""
    free = (n for n in numbers if taken.get(n.casefold(), order) == order)
    return next(free, numbers[-1])


def _note(order: Order) -> str:
    """The private note: the marker first, then what a person searches for."""
    return f"{order_marker(order.number)}\nOrder {order.spoken_name} on LeafLink ({order.short_id})"


def _due(order: Order, dated: date) -> date | None:
    return due_date(dated, order.term.days if order.term else None, order.payment_due)


def _term(case: Case) -> tuple[Pointer | None, Step | None]:
    """The payment term by its name; created when QuickBooks has none of that name.

    A term without days (cash on delivery) is no QuickBooks term: the due date is left to it.
    """
    term = case.order.term
    if term is None or term.days is None:
        return None, None
    known = case.books.terms.get(term.name.casefold())
    if known is not None:
        return known, None
    record = f"term:{term.name.casefold()}"
    reason = Reason(
        "term", f'QuickBooks has no term called "{term.name}".', "A3.5", "new term",
        "order.selected_payment_option.payment_term",
    )  # fmt: skip
    step = Step(
        Operation.CREATE, RecordKind.TERM, record, Term(term.name, term.days), reasons=(reason,)
    )
    return Pending(RecordKind.TERM, record, term.name), step


def _head_reasons(case: Case, invoice: SalesDocument) -> tuple[Reason, ...]:
    choices = case.policy.orders
    reading = "is net of credits" if case.reckoning.net_of_credits else "is before credits"
    return (
        Reason(
            "invoice", f"Orders are recognised when {choices.recognise_on}.", "A2.1",
            "recognition", "order.status, event log",
        ),
        Reason(
            "date", f"{invoice.dated}: the day it was {choices.invoice_date} in "
            f"{choices.time_zone}.", "A2.2", "recognition", "event log",
        ),
        Reason(
            "total", f"LeafLink's total of {case.order.total} {reading} and adds up.", "A1.3",
            "arithmetic", "order.total, credits",
        ),
    )  # fmt: skip
