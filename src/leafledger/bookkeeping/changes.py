"""What an order's later life asks of books already posted (accounting.md A5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from leafledger.bookkeeping.invoices import Wanted, first_free
from leafledger.bookkeeping.known_records import Link, PostedBooks
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import OnCancel, Policy
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.commerce.orders import Order
from leafledger.figures.references import DOCUMENT_NUMBER_LENGTH_MAX, order_marker
from leafledger.ledger.documents import Application, DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind

STANDS = "The posted documents stand as they are."


def is_untouched(link: Link, document: KnownDocument, period: Period) -> bool:
    """Whether an invoice may still be amended in place (accounting.md A5.1).

    Nothing applied, not sent, not voided, period open, not edited by hand.
    """
    return not (
        document.linked
        or document.sent
        or document.voided
        or period.is_closed(document.dated)
        or edited_by_hand(link, document)
    )


def edited_by_hand(link: Link, document: KnownDocument) -> bool:
    """Whether somebody changed the document in QuickBooks since we wrote it."""
    return bool(link.answered) and document.content != link.answered


def amend(order: Order, wanted: Wanted, books: PostedBooks, period: Period) -> Step | Question:
    """An order changed after posting: the invoice is amended while nobody touched it.

    Source: accounting.md A5.1
    Example: a line lowered from 10 to 8 cases, invoice unpaid -> the same invoice, lower
    """
    link, document = books.invoice, books.invoice_document
    assert link is not None
    assert document is not None
    if not is_untouched(link, document, period):
        return _changed_after_posting(order, wanted.invoice, link, document)
    # The number a document was posted under stays: people have it on paper.
    content = replace(wanted.invoice, number=document.number or None)
    reason = Reason(
        "invoice", f"The order changed on LeafLink: {document.total} becomes {content.total}. "
        "Nobody has touched the invoice, so it is amended in place.", "A5.1", "amendment",
        "order.modified",
    )  # fmt: skip
    target = Target(document.id, document.sync_token, document.number)
    reasons = (reason, *wanted.reasons)
    return Step(
        Operation.AMEND, RecordKind.INVOICE, f"order:{order.number}", content, target, reasons
    )


def take_back(
    order: Order,
    posted: SalesDocument,
    books: PostedBooks,
    policy: Policy,
    day: date,
    period: Period,
    taken: Mapping[str, str],
) -> tuple[Step, ...] | Question:
    """Leave nothing receivable of an order that came to nothing after it was invoiced.

    `posted` is the invoice as we posted it, `day` the business day of the change, `taken` the
    document numbers in use.
    One step at a time: what is applied depends on what QuickBooks did with the memo, so the
    order is planned again after each. An invoice or a memo that a person changed meanwhile is
    a question, not forced (A5.5).
    Source: accounting.md A5.4
    Example: invoice of 342.00 unpaid, order rejected -> credit memo of 342.00, applied
    """  # fmt: skip
    link, document = books.invoice, books.invoice_document
    assert link is not None
    assert document is not None
    why = f"Order {order.spoken_name} is {order.status} on LeafLink, so its invoice is taken back."
    reason = Reason("invoice", why, "A5.4", "cancellation", "order.status")
    wants_void = policy.orders.on_cancel is OnCancel.VOID_WHEN_UNTOUCHED
    if wants_void and books.credit_memo is None and is_untouched(link, document, period):
        target = Target(document.id, document.sync_token, document.number)
        return (
            Step(
                Operation.VOID, RecordKind.INVOICE, f"order:{order.number}", None, target, (reason,)
            ),
        )
    if books.credit_memo is None:
        if document.total != posted.total:
            return _cancelled_after_edit(order, document, posted)
        memo = _credit_memo(order, posted, document, day, taken)
        record = f"order:{order.number}:cancellation"
        return (Step(Operation.CREATE, RecordKind.CREDIT_MEMO, record, memo, None, (reason,)),)
    memo_document = books.credit_memo_document
    if memo_document is None:
        return _credit_memo_gone(order, document, books.credit_memo)
    if books.application is not None or not (document.open and memo_document.open):
        return ()
    return (_application(order, document, memo_document, day),)


def _credit_memo(
    order: Order, posted: SalesDocument, document: KnownDocument, day: date,
    taken: Mapping[str, str],
) -> SalesDocument:  # fmt: skip
    """All that was invoiced, under the invoice's number and a C; without where that is too long."""
    number = None
    if document.number and len(document.number) <= DOCUMENT_NUMBER_LENGTH_MAX - len("-C9"):
        candidates = [f"{document.number}-C", *(f"{document.number}-C{n}" for n in range(2, 10))]
        number = first_free(candidates, order.number, taken)
    return replace(
        posted,
        kind=DocumentKind.CREDIT_MEMO,
        customer=Known(RecordKind.CUSTOMER, document.customer_id, posted.customer.name),
        number=number,
        dated=day,
        due=None,
        term=None,
        note=posted.note + "\nTakes back the invoice of the order",
    )


def _application(order: Order, document: KnownDocument, memo: KnownDocument, day: date) -> Step:
    """Balances are read, not assumed: QuickBooks may have applied some already (A6.7)."""
    customer = Known(RecordKind.CUSTOMER, document.customer_id)
    application = Application(
        customer=customer,
        invoice=Known(RecordKind.INVOICE, document.id, document.number),
        credit_memo=Known(RecordKind.CREDIT_MEMO, memo.id, memo.number),
        amount=min(document.open, memo.open),
        dated=day,
        note=f"{order_marker(order.number)}\nApplies the credit memo to the invoice",
    )
    reason = Reason(
        "credit memo", "Applied to what is open of the invoice; the rest is the customer's credit.",
        "A5.4", "cancellation", "order.status",
    )  # fmt: skip
    record = f"order:{order.number}:application"
    return Step(Operation.CREATE, RecordKind.PAYMENT, record, application, None, (reason,))


def _cancelled_after_edit(order: Order, document: KnownDocument, posted: SalesDocument) -> Question:
    return Question(
        QuestionKind.EDITED_BY_HAND,
        f"order:{order.number}",
        f"Order {order.spoken_name} is {order.status} on LeafLink, and its invoice "
        f"{document.number or document.id} was edited by hand in QuickBooks: it shows "
        f"{document.total}, LeafLedger had posted {posted.total}.",
        f"The invoice of {document.total} stands.",
        "Take the invoice back by hand in QuickBooks: void it, or write a credit memo for it.",
        document.total,
    )


def _credit_memo_gone(order: Order, document: KnownDocument, link: Link) -> Question:
    return Question(
        QuestionKind.EDITED_BY_HAND,
        f"order:{order.number}",
        f"Order {order.spoken_name} is {order.status} on LeafLink, and the credit memo "
        f"{link.name or link.quickbooks_id} that took its invoice back was deleted by hand in "
        "QuickBooks.",
        f"The invoice {document.number or document.id} of {document.total} stands again.",
        "Write the credit memo again in QuickBooks, or void the invoice.",
        document.total,
    )


def says_the_same(one: SalesDocument, other: SalesDocument) -> bool:
    """Whether two documents read alike, however their customer, items and term are pointed to."""
    return _as_read(one) == _as_read(other)


def _as_read(document: SalesDocument) -> tuple[object, ...]:
    lines = tuple(
        (line.item.name, line.description, line.quantity, line.unit_price, line.amount,
         line.class_.name if line.class_ else "")
        for line in document.lines
    )  # fmt: skip
    return (
        document.customer.name, document.dated, document.due, document.note, lines,
        document.term.name if document.term else "", document.discount, document.shipping,
        document.delivery_address, document.customer_memo,
    )  # fmt: skip


def _changed_after_posting(
    order: Order, wanted: SalesDocument, link: Link, document: KnownDocument
) -> Question:
    if edited_by_hand(link, document):
        return edited_question(order, document, wanted)
    touched = (
        "a payment or credit is applied to it"
        if document.linked
        else "it was sent to the customer"
        if document.sent
        else "its period is closed"
    )
    return Question(
        QuestionKind.CHANGED_AFTER_POSTING,
        f"order:{order.number}",
        f"Order {order.spoken_name} changed on LeafLink after its invoice {document.number} was "
        f"posted: {document.total} should become {wanted.total}, but {touched}.",
        STANDS,
        "Write a credit memo or a second invoice for the difference in QuickBooks, or correct the "
        "order on LeafLink.",
        abs(wanted.total - document.total),
    )


def edited_question(order: Order, document: KnownDocument, wanted: SalesDocument) -> Question:
    """Somebody edited our invoice in QuickBooks; ours is not forced (accounting.md A5.5)."""
    return Question(
        QuestionKind.EDITED_BY_HAND,
        f"order:{order.number}",
        f"Invoice {document.number or document.id} of order {order.spoken_name} was edited by hand "
        f"in QuickBooks: it shows {document.total}, the order asks for {wanted.total}.",
        STANDS,
        "Change the invoice back in QuickBooks, or correct the order on LeafLink.",
        abs(wanted.total - document.total),
    )
