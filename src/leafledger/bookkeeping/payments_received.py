"""Payments received: each is one payment in QuickBooks (accounting.md A6.1, A6.5)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.bookkeeping import payment_questions as ask
from leafledger.bookkeeping.payment_facts import (
    came_through_leaflink,
    check_number,
    standing_by_credit,
)
from leafledger.bookkeeping.payment_window import Window, payment_record
from leafledger.bookkeeping.payments_taken_back import reverse
from leafledger.bookkeeping.plan import Operation, Reason, Step
from leafledger.bookkeeping.policy import Bounce
from leafledger.bookkeeping.questions import Question
from leafledger.commerce.remittances import Credit, Payment
from leafledger.figures.money import Money
from leafledger.figures.references import payment_marker
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Receipt, Settled


def receive(window: Window) -> None:
    """Enter what LeafLink shows as received and the books do not have."""
    for payment in window.facts.received:
        record = payment_record(window.order.number, payment.id)
        if payment.id in window.doubles:
            double = window.doubles[payment.id]
            window.questions.append(ask.maybe_the_same(window.order, double, window.day(payment)))
            continue
        if record not in window.books.links:
            _enter(window, payment, record)
            continue
        _look_at(window, payment, window.books.receipt_of(record))
    for twice in window.entered_twice:
        day = window.day(twice.same.payment)
        window.questions.append(ask.entered_twice(window.order, twice, day))


def _look_at(window: Window, payment: Payment, receipt: KnownReceipt | None) -> None:
    """One that was entered: whether it still stands as LeafLink has it."""
    if receipt is None or receipt.voided:
        # One that came back may be gone, unless an entry of ours takes it back as well.
        taken_back = window.facts.reversal_of(payment.id)
        number = window.order.number
        links = window.books.links
        name = links[payment_record(number, payment.id)].quickbooks_id
        if taken_back is None:
            window.questions.append(ask.gone(window.order, payment.amount, name))
        elif payment_record(number, taken_back.id) in links:
            window.questions.append(ask.gone_and_reversed(window.order, payment.amount, name))
    elif receipt.total != payment.amount:
        window.questions.append(ask.edited(window.order, payment, receipt))


def _enter(window: Window, payment: Payment, record: str) -> None:
    taken_back = window.facts.reversal_of(payment.id)
    if taken_back is not None and window.policy.payments.bounce is Bounce.VOID:
        # Neither came: a payment that would be voided at once is not entered.
        return
    account = window.account_for(payment)
    if isinstance(account, Question):
        window.questions.append(account)
        return
    day = window.open_day(window.day(payment), payment.amount)
    if day is None:
        return
    settles: tuple[Settled, ...]
    if taken_back is not None:
        if not reverse(window, taken_back, account):
            return
        settles = (window.settling_entry(taken_back, payment.amount),)
    else:
        settles = _spread(window, payment.amount)
    receipt = Receipt(
        customer=window.customer(),
        dated=day,
        amount=payment.amount,
        note=window.note(payment_marker(payment.id), payment.reason),
        settles=settles,
        deposit_to=account,
        method=window.method(payment),
        reference=check_number(payment),
    )
    window.steps.append(
        Step(
            Operation.CREATE, RecordKind.PAYMENT, record, receipt, None,
            (_why_received(window, payment, receipt),),
        )
    )  # fmt: skip


def _why_received(window: Window, payment: Payment, receipt: Receipt) -> Reason:
    left = receipt.unapplied
    rest = f" {left} stays as the customer's credit." if left else ""
    law = "A6.5" if came_through_leaflink(window.order, payment) else "A6.1"
    return Reason(
        "payment", f"LeafLink shows {payment.amount} received for this order.{rest}", law,
        "payment", f"order-payments {payment.id}",
    )  # fmt: skip


def apply_more(window: Window) -> None:
    """What is left of a payment goes to what is open of the order's invoices, then of its refunds.

    One that came back pays nothing any more: it settles its reversal. One that is locked takes
    what the others leave, and that only a person can do (A11).
    """
    locked: list[KnownReceipt] = []
    for payment in window.facts.received:
        if window.facts.reversal_of(payment.id) is not None:
            continue
        record = payment_record(window.order.number, payment.id)
        link, receipt = window.books.links.get(record), window.books.receipt_of(record)
        if link is None or receipt is None or receipt.voided or not receipt.unapplied:
            continue
        if receipt.deposited or window.company.period.is_closed(receipt.dated):
            locked.append(receipt)
            continue
        untouched = link.answered == receipt.content and not window.is_locked(receipt)
        more = _spread(window, receipt.unapplied) if untouched else ()
        if more:
            refunded = all(one.kind is RecordKind.JOURNAL_ENTRY for one in more)
            why = (
                "What was paid too much was paid back, so it settles the refund."
                if refunded
                else "More of the order's invoices is open, and this payment had something left."
            )
            window.amend(
                record, receipt, _joined(receipt.settles, more), why,
                f"order-payments {payment.id}",
            )  # fmt: skip
    for receipt in locked:
        could = Money.total(one.amount for one in window.settlement.take(receipt.unapplied))
        if could:
            window.questions.append(ask.rest_locked(window.order, receipt, could))


def _spread(window: Window, amount: Money) -> tuple[Settled, ...]:
    """What an amount settles: the invoices (A6.1), and with the rest what was paid back (A6.2)."""
    invoices = window.settlement.take(amount)
    rest = amount - Money.total(one.amount for one in invoices)
    return (*invoices, *window.refunds.take(rest))


def settle_credits(window: Window, used: Sequence[Credit]) -> None:
    """A payment of the type credit stands for a credit that is used on the order (A6.3).

    One below zero takes back one of the same absolute amount, and neither asks for anything.
    """
    amounts = [credit.amount for credit in used]
    for payment in standing_by_credit(window.facts):
        if payment.amount in amounts:
            amounts.remove(payment.amount)
        else:
            window.questions.append(ask.by_credit(window.order, payment))


def _joined(settles: tuple[Settled, ...], more: tuple[Settled, ...]) -> tuple[Settled, ...]:
    """Both, one line for each document: QuickBooks wants no document twice in a payment."""
    joined: dict[tuple[RecordKind, str], Settled] = {}
    for one in (*settles, *more):
        pointer = one.pointer
        key = (one.kind, pointer.id if isinstance(pointer, Known) else pointer.key)
        before = joined.get(key)
        amount = one.amount if before is None else before.amount + one.amount
        joined[key] = Settled(one.kind, pointer, amount)
    return tuple(joined.values())
