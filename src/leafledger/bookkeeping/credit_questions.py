"""What a person must decide about credits, in a bookkeeper's words."""

from __future__ import annotations

from datetime import date

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit
from leafledger.figures.money import Money
from leafledger.ledger.documents import KnownDocument


def no_customer(credit: Credit, customer: str) -> Question:
    """The customer of a credit is not in QuickBooks yet; `customer` is its name if known."""
    named = f' "{customer}"' if customer else ", whom LeafLink names nowhere,"
    return Question(
        QuestionKind.UNKNOWN_CUSTOMER,
        f"customer:{credit.customer}",
        f"Credit {credit.id} of {credit.amount} is waiting: its customer{named} is not matched "
        "with one in QuickBooks.",
        NOTHING_POSTED,
        f"Match the customer with: leafledger match customer {credit.customer} QUICKBOOKS-ID.",
        credit.amount,
    )


def customer_lost(credit: Credit, name: str) -> Question:
    """The QuickBooks customer of a credit was merged away or made inactive."""
    return Question(
        QuestionKind.CUSTOMER_GONE,
        f"customer:{credit.customer}",
        f'Credit {credit.id} of {credit.amount} is waiting: its customer is "{name}" in '
        "QuickBooks, which is not active there any more.",
        NOTHING_POSTED,
        "Make it active in QuickBooks, or say who takes its place: leafledger match customer "
        f"{credit.customer} QUICKBOOKS-ID (or 'new').",
        credit.amount,
    )


def no_item(credit: Credit) -> Question:
    """The policy names no item for credits of this reason."""
    return Question(
        QuestionKind.NO_CREDIT_ITEM,
        _about(credit),
        f"Credit {credit.id} of {credit.amount} is waiting: the policy names no item for credits "
        f"because of {credit.reason_shown or credit.reason or 'no reason'}.",
        NOTHING_POSTED,
        "Choose one as credits.item or credits.by_reason in the policy; leafledger connect sets "
        'one up, named "Customer credit (LeafLink)".',
        credit.amount,
    )


def no_invoice(credit: Credit, order: str, memo: KnownDocument, *, ended: bool = False) -> Question:
    """A credit is used on an order that has no invoice of ours, or none yet.

    `ended`: the order came to nothing, so it never gets one.
    """
    by_hand = "apply the memo by hand in QuickBooks."
    cure = f"{by_hand[:1].upper()}{by_hand[1:]}"
    if ended:
        cure = (
            "The order came to nothing. Take the credit off it on LeafLink, or cancel the credit "
            "there; LeafLedger follows by itself."
        )
    elif order:
        cure = (
            "An order that is not accepted yet uses it by itself later. Post one that lies before "
            f"the start of the books with: leafledger sync --order {order}, or {by_hand}"
        )
    return Question(
        QuestionKind.CREDIT_WITHOUT_INVOICE,
        _about(credit),
        f"Credit {credit.id} of {credit.amount} is used on order {order or 'unknown'} on LeafLink, "
        "and that order has no invoice from LeafLedger in QuickBooks.",
        f"Credit memo {memo.number or memo.id} stays the customer's credit.",
        cure,
        memo.open,
    )


def use_gone(credit: Credit, order: str, memo: KnownDocument) -> Question:
    """The payment of nothing that used the credit was voided or deleted by hand."""
    return Question(
        QuestionKind.EDITED_BY_HAND,
        _about(credit),
        f"Credit {credit.id} is used on order {order or 'unknown'} on LeafLink, and its credit "
        f"memo {memo.number or memo.id} was taken off the invoice in QuickBooks.",
        f"{memo.open} of the memo is the customer's credit again.",
        "Apply the memo to the invoice in QuickBooks, or cancel the credit on LeafLink.",
        memo.open,
    )


def cancelled_after_use(credit: Credit, memo: KnownDocument) -> Question:
    """A cancelled credit whose memo is used already (accounting.md A7)."""
    return Question(
        QuestionKind.CREDIT_USED_IN_QUICKBOOKS,
        _about(credit),
        f"Credit {credit.id} was cancelled on LeafLink, but its credit memo "
        f"{memo.number or memo.id} is already applied to an invoice in QuickBooks.",
        f"The memo of {memo.total} stands.",
        "Take the memo off the invoice in QuickBooks; LeafLedger then deletes it by itself.",
        memo.total,
    )


def edited(credit: Credit, memo: KnownDocument) -> Question:
    """The memo shows another amount than the credit (accounting.md A5.5)."""
    return Question(
        QuestionKind.EDITED_BY_HAND,
        _about(credit),
        f"Credit memo {memo.number or memo.id} shows {memo.total}, and credit {credit.id} on "
        f"LeafLink shows {credit.amount}.",
        "The memo stands as it is.",
        "Change the memo in QuickBooks, or cancel the credit on LeafLink and give a new one.",
        abs(memo.total - credit.amount),
    )


def gone(credit: Credit, link: Link) -> Question:
    """The memo was voided or deleted by hand."""
    return Question(
        QuestionKind.CREDIT_MEMO_GONE,
        _about(credit),
        f"Credit memo {link.name or link.quickbooks_id} of credit {credit.id} was voided or "
        "deleted in QuickBooks, and LeafLink still shows the credit.",
        f"The customer's credit of {credit.amount} is not in the books.",
        "Cancel the credit on LeafLink; or, to have the memo written again, run: leafledger sync "
        f"--order credit:{credit.id} --repost",
        credit.amount,
    )


def closed(credit: Credit, day: date, closed_through: date | None) -> Question:
    """A credit falls into closed books (accounting.md A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        _about(credit),
        f"Credit {credit.id} of {credit.amount} would be dated {day}, and the books are closed "
        f"through {closed_through}.",
        NOTHING_POSTED,
        'Reopen the period in QuickBooks, or set closed_period = "next_open_day" in the policy.',
        credit.amount,
    )


def cancelled_closed(credit: Credit, memo: KnownDocument, closed_through: date | None) -> Question:
    """The memo of a cancelled credit lies in closed books, where it cannot be deleted (A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        _about(credit),
        f"Credit {credit.id} was cancelled on LeafLink, but its credit memo "
        f"{memo.number or memo.id} is dated {memo.dated}, and the books are closed through "
        f"{closed_through}.",
        f"The memo of {memo.total} stands as the customer's credit.",
        "Reopen the period in QuickBooks; LeafLedger then deletes the memo by itself.",
        memo.total,
    )


def use_closed(
    credit: Credit, memo: KnownDocument, dated: date, closed_through: date | None
) -> Question:
    """What applied the memo of a credit that is free again lies in closed books (A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        _about(credit),
        f"Credit {credit.id} is not used on its order any more on LeafLink, but what applies its "
        f"credit memo {memo.number or memo.id} is dated {dated}, and the books are closed "
        f"through {closed_through}.",
        f"The memo of {memo.total} stays applied.",
        "Reopen the period in QuickBooks; LeafLedger then takes it off the invoice by itself.",
        memo.total,
    )


def unreadable(row: Unreadable) -> Question:
    """A credit that LeafLink shows in a form that cannot be read."""
    return Question(
        QuestionKind.UNREADABLE_ORDER,
        f"credit:{row.id}",
        f"{row.what} cannot be read: {row.why}",
        NOTHING_POSTED,
        "Look at the credit on LeafLink; LeafLedger looks again by itself.",
        Money.zero(),
    )


def _about(credit: Credit) -> str:
    return f"credit:{credit.id}"
