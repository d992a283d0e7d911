"""Questions that planning an order may ask."""

from __future__ import annotations

from datetime import date

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.orders import Order, Unreadable
from leafledger.figures.money import Money
from leafledger.ledger.documents import KnownDocument


def closed_books(
    order: Order, day: date, through: date | None, invoice: KnownDocument | None
) -> Question:
    """A document would fall into closed books (accounting.md A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        f"order:{order.number}",
        f"Order {order.spoken_name} is waiting: its document would be dated {day}, and the books "
        f"are closed through {through}.",
        NOTHING_POSTED
        if invoice is None
        else f"Its invoice {invoice.number or invoice.id} of {invoice.total} stands.",
        "Open the period in QuickBooks, or let such orders take the next open day "
        '(closed_period = "next_open_day" in the policy file).',
        order.total,
    )


def no_customer(order: Order) -> Question:
    """LeafLink does not show the customer of the order."""
    return Question(
        QuestionKind.UNKNOWN_CUSTOMER,
        f"order:{order.number}",
        f"Order {order.spoken_name} is waiting: LeafLink does not show its customer "
        f'"{order.customer_name or "without a name"}".',
        NOTHING_POSTED,
        "Open the order on LeafLink and choose its customer, and check that the LeafLink key may "
        "read customers.",
        order.total,
    )


def no_product(order: Order, product: str) -> Question:
    """LeafLink does not show a product that a line sells."""
    return Question(
        QuestionKind.UNKNOWN_PRODUCT,
        f"order:{order.number}",
        f"Order {order.spoken_name} is waiting: one of its lines sells a product that LeafLink "
        f"does not show any more (number {product}).",
        NOTHING_POSTED,
        "Restore the product on LeafLink, or replace the line with a product that exists.",
        order.total,
    )


def invoice_gone(order: Order, link: Link, document: KnownDocument | None) -> Question:
    """Somebody deleted or voided our invoice in QuickBooks (accounting.md A5.5)."""
    what = "deleted" if document is None else "voided"
    return Question(
        QuestionKind.EDITED_BY_HAND,
        f"order:{order.number}",
        f"Invoice {link.name or link.quickbooks_id} of order {order.spoken_name} was {what} by "
        "hand in QuickBooks, but the order still stands on LeafLink.",
        f"{order.total} of the order is in no invoice.",
        "Reject the order on LeafLink if the sale did not happen. If it did, run: leafledger sync "
        f"--order {order.short_id} --repost.",
        order.total,
    )


def not_accepted_any_more(order: Order, document: KnownDocument) -> Question:
    """The order went back to an earlier status after its invoice was posted."""
    return Question(
        QuestionKind.NOT_ACCEPTED_ANY_MORE,
        f"order:{order.number}",
        f"Order {order.spoken_name} went back to {order.status} on LeafLink after its invoice "
        f"{document.number or document.id} was posted.",
        f"The invoice of {document.total} stands.",
        "Accept the order again, or reject it: LeafLedger then takes the invoice back.",
        document.total,
    )


def accepted_again(order: Order, document: KnownDocument) -> Question:
    """The order stands again after its invoice was taken back by a credit memo."""
    return Question(
        QuestionKind.ACCEPTED_AGAIN,
        f"order:{order.number}",
        f"Order {order.spoken_name} is {order.status} again on LeafLink, after it had ended and "
        f"its invoice {document.number or document.id} was taken back by a credit memo.",
        f"{order.total} of the order is in no invoice.",
        "Delete the credit memo in QuickBooks if the old invoice should count again, or write a "
        "new invoice by hand.",
        order.total,
    )


def unreadable_order(unreadable: Unreadable) -> Question:
    """LeafLink sent an order in a form no books can follow from."""
    return Question(
        QuestionKind.UNREADABLE_ORDER,
        f"order:{unreadable.id}",
        f"{unreadable.what} is waiting: {unreadable.why}",
        NOTHING_POSTED,
        "Open the order on LeafLink, correct it and save it; LeafLedger looks again by itself. If "
        "it looks right there, send its number to LeafLink's support.",
        Money.zero(),
    )
