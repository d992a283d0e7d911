"""What a person must decide about bank deposits, in a bookkeeper's words."""

from __future__ import annotations

from datetime import date

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.bookkeeping.wanted_deposits import WantedDeposit
from leafledger.figures.money import Money
from leafledger.ledger.receipts import KnownDeposit, KnownReceipt

_NO_DEPOSIT = "Nothing of it was entered at the bank."


def no_undeposited(wanted: WantedDeposit) -> Question:
    """QuickBooks shows no Undeposited Funds to take money from."""
    return Question(
        QuestionKind.NO_RECEIVABLE_ACCOUNT,
        about(wanted),
        f"{_named(wanted)} is waiting: QuickBooks shows no Undeposited Funds.",
        _NO_DEPOSIT,
        "Make the account active in QuickBooks; LeafLedger then enters it by itself.",
        wanted.amount,
    )


def receipt_gone(wanted: WantedDeposit, words: str, amount: Money) -> Question:
    """A receipt was voided or deleted since it was chosen."""
    return _waits(wanted, f"the payment of {amount} ({words}) was voided or deleted in QuickBooks")


def receipt_deposited(wanted: WantedDeposit, words: str, amount: Money) -> Question:
    """A receipt lies in another deposit by now."""
    return _waits(wanted, f"the payment of {amount} ({words}) lies in another deposit by now")


def receipt_elsewhere(wanted: WantedDeposit, words: str, account: str) -> Question:
    """A receipt was moved to another account by hand."""
    return _waits(wanted, f"the payment of {words} stands on {account} in QuickBooks by now")


def receipt_changed(
    wanted: WantedDeposit, words: str, amount: Money, receipt: KnownReceipt
) -> Question:
    """A receipt shows another amount than when it was chosen."""
    return _waits(
        wanted, f"the payment of {words} shows {receipt.total} in QuickBooks, and {amount} before"
    )


def closed(wanted: WantedDeposit, day: date, closed_through: date | None) -> Question:
    """A deposit falls into closed books (accounting.md A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        about(wanted),
        f"{_named(wanted)} is dated {day}, and the books are closed through {closed_through}.",
        "Nothing was changed at the bank.",
        'Reopen the period in QuickBooks, or set closed_period = "next_open_day" in the policy.',
        wanted.amount,
    )


def gone(wanted: WantedDeposit) -> Question:
    """Our deposit was deleted by hand in QuickBooks."""
    return Question(
        QuestionKind.PAYMENT_GONE,
        about(wanted),
        f"{_named(wanted)} was deleted in QuickBooks.",
        "Its payments lie in Undeposited Funds again, and the bank shows nothing of them.",
        f"If that is right, run: leafledger deposits undo {wanted.name}. If the money did reach "
        "the bank, run that, too, and make the deposit again.",
        wanted.amount,
    )


def edited(wanted: WantedDeposit, deposit: KnownDeposit) -> Question:
    """Our deposit was changed by hand in QuickBooks (accounting.md A5.5)."""
    return Question(
        QuestionKind.EDITED_BY_HAND,
        about(wanted),
        f"{_named(wanted)} was edited by hand in QuickBooks: it shows {deposit.total}, or holds "
        "other payments than were chosen.",
        "The deposit stands as it was edited.",
        "Change it back in QuickBooks if the bank shows what was chosen, or run: leafledger "
        f"deposits undo {wanted.name}, and make it again from the right payments.",
        abs(wanted.amount - deposit.total) or wanted.amount,
    )


def about(wanted: WantedDeposit) -> str:
    """What questions about a deposit are about."""
    return f"deposit:{wanted.name}"


def _waits(wanted: WantedDeposit, why: str) -> Question:
    return Question(
        QuestionKind.DEPOSIT_DOES_NOT_ADD_UP,
        about(wanted),
        f"{_named(wanted)} is waiting: {why}.",
        _NO_DEPOSIT,
        f"Run: leafledger deposits undo {wanted.name}, and make it again from the payments that "
        "are on the bank's line. Or put the payment right in QuickBooks; LeafLedger then looks "
        "again by itself.",
        wanted.amount,
    )


def _named(wanted: WantedDeposit) -> str:
    return f"The deposit of {wanted.amount} to {wanted.to.name} ({wanted.name})"
