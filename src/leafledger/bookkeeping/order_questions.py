"""Questions that planning an order may ask."""

from __future__ import annotations

from datetime import date

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


def customer_changed(order: Order, document: KnownDocument, touched: str) -> Question:
    """Another customer bought the order, and its invoice cannot be written anew."""
    return Question(
        QuestionKind.CHANGED_AFTER_POSTING,
        f"order:{order.number}",
        f"Order {order.spoken_name} has another customer on LeafLink ({order.customer_name}) than "
        f"its invoice {document.number or document.id} in QuickBooks, but {touched}.",
        f"The invoice of {document.total} stands with the customer it was written for.",
        "Change the customer of the invoice in QuickBooks and decide "
        f"(leafledger decide {order.short_id} adopt), or correct the order on LeafLink.",
        order.total,
    )


def changed_too_often(order: Order, times: int) -> Question:
    """An order changed so often after posting that a person must look."""
    return Question(
        QuestionKind.CHANGED_AFTER_POSTING,
        f"order:{order.number}",
        f"Order {order.spoken_name} changed again on LeafLink, after {times} changes that were "
        "posted already.",
        "The posted documents stand as they are.",
        "Look why it changes so often. Correct it on LeafLink, or write the difference by hand in "
        "QuickBooks.",
        order.total,
    )


def no_discount_item(order: Order, amount: Money) -> Question:
    """A discount changed after posting, and there is no account to say it with."""
    return Question(
        QuestionKind.NO_DISCOUNT_ACCOUNT,
        f"order:{order.number}",
        f"Order {order.spoken_name} is waiting: its discount changed after its invoice was posted, "
        "and no account or item is chosen for discounts.",
        "The posted documents stand as they are.",
        "Choose a discounts account or a discount item in the company's policy file "
        "(accounts.discounts or items.discount).",
        amount,
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
