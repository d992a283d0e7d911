"""Bounces and refunds: the customer owes again (accounting.md A6.2)."""

from __future__ import annotations

from dataclasses import replace

from leafledger.bookkeeping import payment_questions as ask
from leafledger.bookkeeping.payment_window import (
    Window,
    payment_record,
    refund_application_record,
)
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import Bounce
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.settlement import Refund
from leafledger.commerce.remittances import Payment
from leafledger.figures.money import Money
from leafledger.figures.references import order_marker, payment_marker
from leafledger.ledger.documents import Application, KnownDocument
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.ledger.receipts import Reversal


def take_back(window: Window) -> None:
    """Bounces and refunds: an entry that makes the customer owe again (A6.2)."""
    for row in window.facts.taken_back:
        record = payment_record(window.order.number, row.id)
        if _is_gone_there(window, row):
            if record in window.books.links:
                _taken_back_twice(window, row, window.books.links[record].quickbooks_id)
            continue
        paid = window.facts.reversed_by(row.id)
        if record in window.books.links:
            if window.books.links[record].quickbooks_id not in window.books.entries:
                name = window.books.links[record].quickbooks_id
                window.questions.append(ask.reversal_gone(window.order, row, name))
            elif paid is not None:
                _relink(window, paid, row)
            else:
                _owe_again(window, row)
        elif paid is None:
            _refund(window, row)
        else:
            _bounce(window, paid, row)


def _bounce(window: Window, paid: Payment, row: Payment) -> None:
    record = payment_record(window.order.number, paid.id)
    receipt = window.books.receipt_of(record)
    if receipt is None or receipt.voided:
        # Entered together with its reversal, or void already, by us or by a person's hand.
        return
    if window.policy.payments.bounce is Bounce.VOID and not window.is_locked(receipt):
        target = Target(receipt.id, receipt.sync_token, receipt.id)
        reason = Reason(
            "payment", f"{paid.amount} came back: {row.reason or 'taken back'}.", "A6.2",
            "bounce", f"order-payments {row.id}",
        )  # fmt: skip
        void = Step(Operation.VOID, RecordKind.PAYMENT, record, None, target, (reason,))
        window.steps.append(replace(void, amount=receipt.total))
        return
    account = window.left_from(receipt) or window.account_for(paid)
    if isinstance(account, Question):
        window.questions.append(account)
    elif reverse(window, row, account):
        _relink(window, paid, row)


def _is_gone_there(window: Window, row: Payment) -> bool:
    """Whether it takes back a payment entered in QuickBooks that stands there no more (A6.6)."""
    id_ = window.facts.entered_reversed_by(row.id)
    if not id_ or id_ in window.books.linked:
        return False
    receipt = window.books.receipts.get(id_)
    return receipt is None or receipt.voided


def _taken_back_twice(window: Window, row: Payment, entry: str) -> None:
    """The payment is gone and its reversing entry stands, which only a person may take away."""
    if entry in window.books.entries:
        id_ = window.facts.entered_reversed_by(row.id)
        window.questions.append(ask.taken_back_twice(window.order, row, id_, entry))


def _refund(window: Window, row: Payment) -> None:
    entered = window.books.receipts.get(window.facts.entered_reversed_by(row.id))
    source = window.left_from(entered) if entered is not None else None
    account = source or window.account_for(row)
    if isinstance(account, Question):
        window.questions.append(account)
    elif reverse(window, row, account):
        _owe_again(window, row)


def settle_by_memos(window: Window) -> None:
    """What was paid back goes against what is left of the order's credit memos (A5.2, A6.2).

    An order that was cut after it was paid leaves a memo that no invoice takes. When the money
    goes back, neither stays open. The order's invoices come first.
    Example: memo of 60.00 unused, 60.00 paid back -> 60.00 applied, nothing open
    """
    if window.settlement.room():
        return
    number, customer = window.order.number, window.customer()
    free = {memo.id: memo.open for memo in window.books.memos if memo.customer_id == customer.id}
    for refund in window.refunds.left():
        owed = refund.owed
        for memo in window.books.memos:
            record = refund_application_record(number, refund.row, memo.id)
            amount = min(owed, free.get(memo.id, Money.zero()))
            if amount.amount <= 0 or record in window.books.links:
                continue
            owed -= amount
            free[memo.id] -= amount
            window.steps.append(_application(window, refund, memo, amount, record))


def _application(
    window: Window, refund: Refund, memo: KnownDocument, amount: Money, record: str
) -> Step:
    row = next(one for one in window.facts.taken_back if one.id == refund.row)
    day, period = max(window.day(row), memo.dated), window.company.period
    applied = f"Applies credit memo {memo.number or memo.id} to what payment {row.id} took back"
    application = Application(
        customer=window.customer(),
        invoice=refund.entry,
        credit_memo=Known(RecordKind.CREDIT_MEMO, memo.id, memo.number),
        amount=amount,
        # It moves no money, so a day in closed books gives way to the first open one.
        dated=period.first_open_day if period.is_closed(day) else day,
        note=window.note(order_marker(window.order.number), applied),
    )
    why = "It was paid back, so what is left of the order's credit memo counts for it."
    reason = Reason("credit memo", why, "A6.2", "settlement", f"order-payments {row.id}")
    return Step(Operation.CREATE, RecordKind.PAYMENT, record, application, None, (reason,))


def _owe_again(window: Window, row: Payment) -> None:
    """What came back waits for whatever settles its entry."""
    window.refunds.add(row.id, window.settling_entry(row, -row.amount).pointer, -row.amount)


def reverse(window: Window, row: Payment, account: Pointer | None) -> bool:
    """The reversing entry of a row below zero; False where it must wait."""
    record = payment_record(window.order.number, row.id)
    if record in window.books.links or any(step.record == record for step in window.steps):
        return True
    receivable, source = window.company.receivable, account or window.company.undeposited
    day = window.open_day(window.day(row), row.amount)
    if receivable is None or source is None:
        window.questions.append(ask.no_account(window.order, row))
        return False
    if day is None:
        return False
    entry = Reversal(
        customer=window.customer(),
        dated=day,
        amount=-row.amount,
        account=source,
        note=window.note(payment_marker(row.id), row.reason),
        receivable=receivable,
    )
    paid = window.facts.reversed_by(row.id)
    why = (
        f"The payment of {paid.amount} came back: {row.reason or 'taken back'}."
        if paid is not None
        else f"{-row.amount} was paid back to the customer: {row.reason or 'refund'}."
    )
    reason = Reason("entry", why, "A6.2", "bounce", f"order-payments {row.id}")
    window.steps.append(
        Step(Operation.CREATE, RecordKind.JOURNAL_ENTRY, record, entry, None, (reason,))
    )
    return True


def _relink(window: Window, paid: Payment, row: Payment) -> None:
    """Let a reversed payment settle its reversal, so that the invoice is open again (A6.2)."""
    record = payment_record(window.order.number, paid.id)
    receipt = window.books.receipt_of(record)
    if receipt is None or receipt.voided:
        return
    if window.is_locked(receipt):
        # The invoice stays settled by it, so what makes it good settles the reversal.
        _owe_again(window, row)
        return
    wanted = window.settling_entry(row, paid.amount)
    link = window.books.links.get(payment_record(window.order.number, row.id))
    if link is not None and receipt.settled_of(RecordKind.JOURNAL_ENTRY, link.quickbooks_id):
        return
    if link is not None and _settled_by_others(window, link.quickbooks_id):
        # It was locked when it came back, and what made it good settled the reversal.
        _owe_again(window, row)
        return
    window.settlement.release(receipt)
    window.amend(
        record, receipt, (wanted,), "The bank took it back, so it settles its reversal and "
        "the invoice is open again.", f"order-payments {row.id}",
    )  # fmt: skip


def _settled_by_others(window: Window, entry: str) -> bool:
    """Whether anything settles a reversing entry, even a part of it."""
    kind = RecordKind.JOURNAL_ENTRY
    return any(one.settled_of(kind, entry) for one in window.books.receipts.values())
