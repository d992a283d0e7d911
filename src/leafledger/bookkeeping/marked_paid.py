"""An order that is marked as paid and has no payment (accounting.md A6.4)."""

from __future__ import annotations

from dataclasses import replace

from leafledger.bookkeeping import payment_questions as ask
from leafledger.bookkeeping.payment_window import Window, marked_paid_record
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import MarkedPaid
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.references import marked_paid_marker
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt, Receipt


def marked_paid(window: Window) -> bool:
    """Record what a tick says, or let it give way to real payments.

    Whether real payments may be entered now: not beside money of a tick that cannot give way.
    """
    record = marked_paid_record(window.order.number)
    stands = window.books.receipt_of(record)
    if stands is not None and not stands.voided:
        if window.facts.received or not window.order.paid:
            _give_way(window, record, stands)
        return not window.questions
    if not window.facts.any_row:
        # Where there are rows, credits or echoes of ours too, the tick stands for them.
        _take_at_its_word(window, record, stands)
    return True


def _take_at_its_word(window: Window, record: str, stands: KnownReceipt | None) -> None:
    owed = window.settlement.room()
    if not window.order.paid or window.order.status.ended_without_sale or owed <= Money.zero():
        return
    link = window.books.links.get(record)
    if link is not None and (stands is None or stands.content != link.answered):
        window.questions.append(ask.marked_paid_gone(window.order, owed))
        return
    if window.policy.payments.marked_paid is MarkedPaid.ASK:
        window.questions.append(ask.marked_paid(window.order, owed))
        return
    _record_marked(window, record, owed)


def _give_way(window: Window, record: str, receipt: KnownReceipt) -> None:
    if window.is_locked(receipt):
        window.questions.append(ask.locked(window.order, receipt))
        return
    why = (
        "Real payments arrived; what the tick had recorded gives way to them."
        if window.facts.received
        else "The order is no longer marked as paid on LeafLink."
    )
    target = Target(receipt.id, receipt.sync_token, receipt.id)
    reason = Reason("payment", why, "A6.4", "marked paid", "order.paid")
    void = Step(Operation.VOID, RecordKind.PAYMENT, record, None, target, (reason,))
    window.steps.append(replace(void, amount=receipt.total))


def _record_marked(window: Window, record: str, owed: Money) -> None:
    zone = window.policy.orders.time_zone
    day = window.order.paid_on or business_day(window.order.modified_at, zone)
    opened = window.open_day(day, owed)
    if opened is None:
        return
    deposit_to = window.policy.payments.deposit_to
    receipt = Receipt(
        customer=window.customer(),
        dated=opened,
        amount=owed,
        note=window.note(marked_paid_marker(window.order.number), "Marked as paid on LeafLink"),
        settles=window.settlement.take(owed),
        deposit_to=deposit_to.pointer(RecordKind.ACCOUNT) if deposit_to else None,
    )
    reason = Reason(
        "payment", "Marked as paid on LeafLink, without a payment: what is open is recorded.",
        "A6.4", "marked paid", "order.paid, paid_date",
    )  # fmt: skip
    window.steps.append(
        Step(Operation.CREATE, RecordKind.PAYMENT, record, receipt, None, (reason,))
    )
