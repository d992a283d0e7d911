"""What an order's later life asks of books already posted (accounting.md A5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from leafledger.bookkeeping.invoices import Wanted
from leafledger.bookkeeping.known_records import Link, PostedBooks
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import OnCancel, Policy
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.commerce.orders import Order
from leafledger.figures.references import order_marker
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
) -> tuple[Step, ...]:
    """Leave nothing receivable of an order that came to nothing after it was invoiced.

    `posted` is the invoice as we posted it, `day` the business day of the change.
    One step at a time: what is applied depends on what QuickBooks did with the memo, so the
    order is planned again after each.
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
        memo = _credit_memo(posted, document, day)
        record = f"order:{order.number}:cancellation"
        return (Step(Operation.CREATE, RecordKind.CREDIT_MEMO, record, memo, None, (reason,)),)
    applied = books.application is not None
    memo_document = books.credit_memo_document
    if applied or memo_document is None or not (document.open and memo_document.open):
        return ()
    return (_application(order, document, memo_document, day),)


def _credit_memo(posted: SalesDocument, document: KnownDocument, day: date) -> SalesDocument:
    number = f"{document.number}-C" if document.number and len(document.number) <= 19 else None
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
