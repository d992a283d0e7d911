"""What an order's later life asks of books already posted (accounting.md A5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leafledger.bookkeeping.adjustments import Ground, adjust, number_for
from leafledger.bookkeeping.invoices import Wanted
from leafledger.bookkeeping.known_records import Paper
from leafledger.bookkeeping.papers import kind_of, standing
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import OnCancel
from leafledger.commerce.orders import Order
from leafledger.ledger.documents import DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind


def why_touched(paper: Paper, period: Period) -> str:
    """Why an invoice may not be amended in place any more, in words; empty while it may.

    Source: accounting.md A5.1
    Example: a payment of 50.00 is applied -> "a payment or credit is applied to it"
    """
    document = paper.document
    if document is None or document.voided:
        return "it is gone"
    if document.linked:
        return "a payment or credit is applied to it"
    if document.sent:
        return "it was sent to the customer"
    if period.is_closed(document.dated):
        return "its period is closed"
    return "it was edited by hand" if paper.is_changed else ""


def amend(order: Order, wanted: Wanted, paper: Paper) -> Step:
    """An order changed while nobody had touched its invoice: the invoice is amended in place.

    Source: accounting.md A5.1
    Example: a line lowered from 10 to 8 cases, invoice unpaid -> the same invoice, lower
    """
    document = paper.document
    assert document is not None
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
        Operation.AMEND, RecordKind.INVOICE, f"order:{order.number}", content, target, reasons,
        paper.posted,
    )  # fmt: skip


def take_back(
    order: Order, papers: Sequence[Paper], day: date, ground: Ground, *, as_read: bool
) -> tuple[Step, ...] | None:
    """Leave nothing receivable of an order that came to nothing after it was invoiced.

    `day` is the business day of the change; `as_read` where a person adopted the documents as
    they stand. All that stands is taken back: invoices less earlier credit memos, line by line.
    None where only a discount item could say it and there is no account for one.
    Source: accounting.md A5.4
    Example: invoice of 342.00 unpaid, order rejected -> credit memo of 342.00, applied
    """
    why = f"Order {order.spoken_name} is {order.status} on LeafLink, so its invoice is taken back."
    reason = Reason("invoice", why, "A5.4", "cancellation", "order.status")
    only = papers[0] if len(papers) == 1 else None
    wants_void = ground.policy.orders.on_cancel is OnCancel.VOID_WHEN_UNTOUCHED
    if wants_void and only is not None and not why_touched(only, ground.company.period):
        assert only.document is not None
        target = Target(only.document.id, only.document.sync_token, only.document.number)
        record = f"order:{order.number}"
        return (
            Step(Operation.VOID, RecordKind.INVOICE, record, None, target, (reason,), only.posted),
        )
    stands = standing(papers, as_read=as_read)
    moved = ground.moved(None, stands)
    if not moved or (only is None and moved.total.amount > 0):
        return ()
    if only is not None and only.document is not None:
        memo = _credit_memo(order, stands[0], only.document, day, papers, ground)
        record = f"order:{order.number}:cancellation"
        return (Step(Operation.CREATE, RecordKind.CREDIT_MEMO, record, memo, None, (reason,)),)
    owes = next((p.document.customer_id for p in papers if p.is_live and p.document), "")
    whose = Known(RecordKind.CUSTOMER, owes, stands[0].customer.name)
    return adjust(order, moved, replace(stands[0], customer=whose), papers, day, why, ground)


def _credit_memo(
    order: Order, stands: SalesDocument, document: KnownDocument, day: date,
    papers: Sequence[Paper], ground: Ground,
) -> SalesDocument:  # fmt: skip
    """All that was invoiced, under the invoice's number and a C."""
    return replace(
        stands,
        kind=DocumentKind.CREDIT_MEMO,
        customer=Known(RecordKind.CUSTOMER, document.customer_id, stands.customer.name),
        number=number_for(DocumentKind.CREDIT_MEMO, order, papers, ground),
        dated=day,
        due=None,
        term=None,
        note=stands.note + "\nTakes back the invoice of the order",
    )


def take_as_it_stands(order: Order, paper: Paper) -> Step:
    """A person adopted a document as it stands: from now on it is ours, nothing is sent.

    Source: accounting.md A5.5
    Example: invoice lowered by hand from 216.00 to 200.00, adopted -> no document, no question
    """
    document = paper.document
    token = document.sync_token if document is not None else ""
    name = document.number if document is not None else paper.link.name
    target = Target(paper.link.quickbooks_id, token, name, paper.state)
    why = (
        "A person adopted it as it stands in QuickBooks; later changes of order "
        f"{order.spoken_name} on LeafLink go on top of it."
    )
    reason = Reason("document", why, "A5.5", "decision", "leafledger decide")
    return Step(
        Operation.LINK, RecordKind(kind_of(paper).value), paper.link.record, paper.posted, target,
        (reason,),
    )  # fmt: skip


def restore(order: Order, paper: Paper, papers: Sequence[Paper], ground: Ground) -> Step | str:
    """Bring back a document of ours as we posted it, or say why it cannot be.

    One that was edited is amended, one that was voided or deleted is posted again.
    Source: accounting.md A5.5
    Example: unpaid invoice lowered by hand from 216.00 to 200.00 -> amended to 216.00 again
    """
    kind, content = RecordKind(kind_of(paper).value), paper.posted
    if content is None:
        return "LeafLedger has no record of what it posted"
    document = paper.document
    reason = Reason(
        "document", f"A person decided that LeafLedger's own of order {order.spoken_name} counts.",
        "A5.5", "decision", "leafledger decide",
    )  # fmt: skip
    if paper.is_live and document is not None:
        touched = why_touched(as_written(paper), ground.company.period)
        if touched:
            return touched
        target = Target(document.id, document.sync_token, document.number)
        content = replace(content, number=document.number or None)
        return Step(
            Operation.AMEND, kind, paper.link.record, content, target, (reason,), document.says
        )
    if ground.company.period.is_closed(content.dated):
        return "its period is closed"
    if document is not None:
        # The voided document keeps its number.
        content = replace(content, number=number_for(content.kind, order, papers, ground))
    return Step(Operation.CREATE, kind, paper.link.record, content, None, (reason,))


def as_written(paper: Paper) -> Paper:
    """The same document as if it stood as we wrote it: what else was done to it then shows."""
    return replace(paper, link=replace(paper.link, answered=paper.state))


def says_the_same(one: SalesDocument, other: SalesDocument) -> bool:
    """Whether two documents read alike, however their customer, items and term are pointed to."""
    return as_read(one) == as_read(other)


def as_read(document: SalesDocument) -> tuple[object, ...]:
    """What a document says to a reader, however what it names is pointed to."""
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
