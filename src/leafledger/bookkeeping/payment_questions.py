"""What a person must decide about payments, in a bookkeeper's words."""

from __future__ import annotations

from datetime import date

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.bookkeeping.same_money import EnteredTwice, SameMoney
from leafledger.commerce.orders import Order, Unreadable
from leafledger.commerce.remittances import Payment
from leafledger.figures.money import Money
from leafledger.ledger.receipts import KnownReceipt

NOT_IN_THE_BOOKS = "It is not in the books yet."


def without_invoice(order: Order, paid: Money) -> Question:
    """Money came for an order of which no invoice stands, and none ever will."""
    return Question(
        QuestionKind.PAYMENT_WITHOUT_INVOICE,
        about(order),
        f"Order {order.spoken_name} is {order.status} and no invoice of it stands in QuickBooks, "
        f"but LeafLink shows {paid} paid for it.",
        NOT_IN_THE_BOOKS,
        "Pay it back and record that on LeafLink with a payment below zero. Or, if the customer "
        "keeps it as a credit, enter it in QuickBooks as a payment of the customer, then run: "
        f'leafledger skip {order.short_id} --why "entered by hand".',
        abs(paid),
    )


def by_credit(order: Order, payment: Payment) -> Question:
    """A payment of the type credit is never cash (accounting.md A6.3)."""
    return Question(
        QuestionKind.PAYMENT_BY_CREDIT,
        about(order),
        f'Order {order.spoken_name} has a payment of {payment.amount} of the type "credit", '
        "and no credit of that amount is used on it on LeafLink.",
        "It was not entered as money received.",
        "Use the customer's credit on the order on LeafLink, or correct the payment there with one "
        "below zero.",
        abs(payment.amount),
    )


def by_trade(order: Order, payment: Payment) -> Question:
    """A payment in goods needs an account that the owner chose (accounting.md A6.3)."""
    return Question(
        QuestionKind.PAYMENT_BY_TRADE,
        about(order),
        f'Order {order.spoken_name} has a payment of {payment.amount} of the type "trade", '
        "and the policy names no account for what is settled in goods.",
        NOT_IN_THE_BOOKS,
        "Choose an account as payments.trade in the policy; LeafLedger then enters it by itself.",
        abs(payment.amount),
    )


def no_clearing(order: Order, payment: Payment) -> Question:
    """LeafLink's own money needs its clearing account (accounting.md A6.5)."""
    return Question(
        QuestionKind.NO_CLEARING_ACCOUNT,
        about(order),
        f"LeafLink itself pays {payment.amount} of order {order.spoken_name}, and the policy names "
        "no clearing account for LeafLink's payouts.",
        NOT_IN_THE_BOOKS,
        "Choose an account as payments.clearing in the policy; leafledger connect sets one up, "
        'named "LeafLink clearing".',
        abs(payment.amount),
    )


def closed(order: Order, day: date, amount: Money, closed_through: date | None) -> Question:
    """A payment falls into closed books (accounting.md A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        about(order),
        f"A payment of {amount} for order {order.spoken_name} is dated {day}, and the books are "
        f"closed through {closed_through}.",
        NOT_IN_THE_BOOKS,
        'Reopen the period in QuickBooks, or set closed_period = "next_open_day" in the policy.',
        abs(amount),
    )


def gone(order: Order, amount: Money, name: str) -> Question:
    """Our payment was voided or deleted by hand in QuickBooks."""
    return Question(
        QuestionKind.PAYMENT_GONE,
        about(order),
        f"The payment of {amount} for order {order.spoken_name} (QuickBooks payment {name}) was "
        "voided or deleted in QuickBooks, and LeafLink still shows it.",
        "Its invoice is open again by that amount.",
        "If the money did not come, record that on LeafLink with a payment below zero. If it did, "
        f"run: leafledger sync --order {order.short_id} --repost",
        abs(amount),
    )


def gone_and_reversed(order: Order, amount: Money, name: str) -> Question:
    """Our payment was voided or deleted by hand, and the entry that takes it back stands."""
    return Question(
        QuestionKind.PAYMENT_GONE,
        about(order),
        f"The payment of {amount} for order {order.spoken_name} (QuickBooks payment {name}) was "
        "voided or deleted in QuickBooks. LeafLink shows that it came back, and its journal entry "
        "says so in QuickBooks.",
        f"Now the customer owes {amount} twice there: on the invoice, and by that entry.",
        f"Run: leafledger sync --order {order.short_id} --repost; it enters the payment again, so "
        "that the entry is settled by it.",
        abs(amount),
    )


def maybe_the_same(order: Order, double: SameMoney, day: date) -> Question:
    """A payment typed on LeafLink and one typed in QuickBooks may be the same money (A6.6)."""
    payment, receipt = double.payment, double.receipt
    loose = receipt.unapplied == receipt.total
    where = "applied to nothing" if loose else "applied to its invoice"
    if double.is_elsewhere:
        where = "applied to another invoice of the customer"
    same = f"run: leafledger match payment {payment.id} {receipt.id}"
    if receipt.unapplied or double.is_elsewhere:
        same += ", and apply it to this order's invoice in QuickBooks"
    if not double.is_whole:
        same = f"delete the one in QuickBooks, and LeafLink's is entered there{_others(double)}"
    then = "each is then entered on the other side"
    if loose or double.is_elsewhere:
        then = "LeafLink's is then entered"
    copied = "Neither was copied to the other side"
    if double.is_elsewhere:
        copied = "LeafLink's was not entered in QuickBooks"
    return Question(
        QuestionKind.SAME_MONEY,
        about_both(order, payment.id, receipt.id),
        f"Order {order.spoken_name}: LeafLink shows a payment of {payment.amount} of {day}, and "
        f"somebody typed {receipt.total} of {receipt.dated} in QuickBooks (QuickBooks payment "
        f"{receipt.id}, {where}). It may be the same money.",
        f"{copied}, so that {payment.amount} does not count twice.",
        f"If it is the same money, {same}. If they are two payments, run: leafledger match "
        f"payment {payment.id} new; {then}, too.",
        payment.amount,
    )


def entered_twice(order: Order, twice: EnteredTwice, day: date) -> Question:
    """A payment typed in QuickBooks that LeafLedger did not know of when it entered LeafLink's."""
    payment, typed, ours = twice.same.payment, twice.same.receipt, twice.ours
    instead = ""
    if twice.same.is_whole:
        instead = (
            f" If {typed.id} is in a bank deposit already, delete {ours.id} instead, and "
            "LeafLedger asks you to match the two."
        )
    return Question(
        QuestionKind.SAME_MONEY_ENTERED,
        about_both(order, payment.id, typed.id),
        f"Order {order.spoken_name}: LeafLink shows a payment of {payment.amount} of {day}, which "
        f"is QuickBooks payment {ours.id}. Before that was entered, somebody had typed "
        f"{typed.total} of {typed.dated} in QuickBooks (QuickBooks payment {typed.id}), which "
        "LeafLedger did not know yet. It may be the same money.",
        f"If it is, {payment.amount} stands twice in QuickBooks. LeafLink was not told of it.",
        f"If it is the same money, delete payment {typed.id} in QuickBooks{_others(twice.same)}."
        f"{instead} If "
        f"they are two payments, run: leafledger match payment {payment.id} new; LeafLink is then "
        "told of the second.",
        payment.amount,
    )


def _others(double: SameMoney) -> str:
    """What becomes of the other invoices that the typed payment pays, once it is deleted."""
    if double.on_others <= Money.zero():
        return ""
    return (
        f"; it also pays {double.on_others} of other invoices, which are open until that money is "
        "recorded on LeafLink, too"
    )


def about_both(order: Order, payment: str, receipt: str) -> str:
    """What that question is about: the order, LeafLink's payment and the one in QuickBooks."""
    return f"payment:{order.number}:{payment}:{receipt}"


def asked_about(about: str) -> tuple[str, str, str]:
    """The same taken apart: order, LeafLink's payment, the one in QuickBooks."""
    order, _, both = about.removeprefix("payment:").partition(":")
    payment, _, receipt = both.rpartition(":")
    return order, payment, receipt


def reversal_gone(order: Order, row: Payment, name: str) -> Question:
    """The entry of a bounce or refund was deleted by hand in QuickBooks."""
    return Question(
        QuestionKind.PAYMENT_GONE,
        about(order),
        f"{abs(row.amount)} of order {order.spoken_name} was taken back on LeafLink, and its "
        f"journal entry (number {name} in QuickBooks) was deleted there.",
        "The customer's account no longer shows that the money went back.",
        f"Run: leafledger sync --order {order.short_id} --repost; it writes the entry again. If "
        "the money came after all, record that on LeafLink afterwards with a payment above zero.",
        abs(row.amount),
    )


def taken_back_twice(order: Order, row: Payment, receipt: str, entry: str) -> Question:
    """A payment that people typed came back, and somebody deleted it besides (A6.2, A6.6)."""
    amount = abs(row.amount)
    return Question(
        QuestionKind.TAKEN_BACK_TWICE,
        about(order),
        f"{amount} of order {order.spoken_name} came back: LeafLink shows it, and journal entry "
        f"{entry} in QuickBooks says so. The payment itself (QuickBooks payment {receipt}) was "
        "voided or deleted there as well.",
        f"Now the customer owes {amount} twice there: on the invoice, and by that entry.",
        f"Delete journal entry {entry} in QuickBooks; LeafLedger then looks again by itself.",
        amount,
    )


def no_account(order: Order, row: Payment) -> Question:
    """QuickBooks shows no account to write a reversal with."""
    return Question(
        QuestionKind.NO_RECEIVABLE_ACCOUNT,
        about(order),
        f"{abs(row.amount)} of order {order.spoken_name} was taken back, and QuickBooks shows no "
        "accounts receivable, or no Undeposited Funds, to enter that with.",
        NOT_IN_THE_BOOKS,
        "Make the account active in QuickBooks, or choose one as payments.deposit_to in the "
        "policy.",
        abs(row.amount),
    )


def edited(order: Order, payment: Payment, receipt: KnownReceipt) -> Question:
    """Our payment was changed by hand in QuickBooks (accounting.md A5.5)."""
    return Question(
        QuestionKind.EDITED_BY_HAND,
        about(order),
        f"A payment for order {order.spoken_name} was edited by hand in QuickBooks: it shows "
        f"{receipt.total}, LeafLink shows {payment.amount}.",
        "The payment stands as it was edited.",
        "Change it back in QuickBooks. If LeafLink's amount is the wrong one, correct it there "
        "afterwards with a further payment; LeafLedger enters that one, too.",
        abs(payment.amount - receipt.total),
    )


def locked(order: Order, receipt: KnownReceipt) -> Question:
    """The payment of a marked order must give way but cannot (accounting.md A6.4, A11)."""
    where, cure = (
        ("is already part of a bank deposit", "Take the payment out of its deposit in QuickBooks")
        if receipt.deposited
        else ("lies in closed books", "Reopen the period in QuickBooks")
    )
    return Question(
        QuestionKind.PAYMENT_LOCKED,
        about(order),
        f"Order {order.spoken_name} was marked as paid, and {receipt.total} was entered for it. "
        f"Now LeafLink shows something else, but that payment {where}.",
        "The payment stands, and nothing else was entered, so that no money counts twice.",
        f"{cure}; LeafLedger then looks again by itself.",
        receipt.total,
    )


def rest_locked(order: Order, receipt: KnownReceipt, could: Money) -> Question:
    """What is left of a payment could settle more, but the payment is locked (accounting.md A11).

    `could` is how much of the order's open invoices it would settle.
    """
    where = "is part of a bank deposit" if receipt.deposited else "lies in closed books"
    first = "take it out of its deposit first" if receipt.deposited else "reopen the period first"
    return Question(
        QuestionKind.PAYMENT_LOCKED,
        about(order),
        f"{receipt.unapplied} of a payment for order {order.spoken_name} is applied to nothing in "
        f"QuickBooks, and {could} of the order's invoices is open, but that payment {where}.",
        "What the customer owes is right; in the aging the invoice and the payment both show as "
        "open.",
        f"Apply the payment to the invoice in QuickBooks; if it will not, {first}. LeafLedger "
        "then looks again by itself.",
        could,
    )


def marked_paid(order: Order, owed: Money) -> Question:
    """The tick alone tells of no money; the policy wants to be asked (accounting.md A6.4)."""
    return Question(
        QuestionKind.MARKED_PAID,
        about(order),
        f"Order {order.spoken_name} is marked as paid on LeafLink without a payment; its "
        f"invoice is open with {owed}.",
        "Nothing was entered as received.",
        'Record the payment on LeafLink or in QuickBooks, or set marked_paid = "record_payment" '
        "in the policy.",
        owed,
    )


def marked_paid_gone(order: Order, owed: Money) -> Question:
    """What the tick had recorded was voided or deleted by hand (accounting.md A6.4)."""
    return Question(
        QuestionKind.MARKED_PAID,
        about(order),
        f"Order {order.spoken_name} is marked as paid on LeafLink, and the payment that was "
        "entered for that was voided or deleted in QuickBooks.",
        f"Its invoice is open with {owed}; nothing was entered again.",
        "Record the payment on LeafLink or in QuickBooks, or take the tick off on LeafLink.",
        owed,
    )


def unreadable(order: Order, row: Unreadable) -> Question:
    """A payment that LeafLink shows in a form that cannot be read."""
    return Question(
        QuestionKind.UNREADABLE_ORDER,
        about(order),
        f"{row.what} of order {order.spoken_name} cannot be read: {row.why}",
        NOT_IN_THE_BOOKS,
        "Look at the payment on LeafLink, and record it anew there if it is wrong.",
        Money.zero(),
    )


def about(order: Order) -> str:
    """What questions about an order's payments are about."""
    return f"order:{order.number}"
