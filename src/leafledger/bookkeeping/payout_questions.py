"""What a person must decide about payouts, in a bookkeeper's words."""

from __future__ import annotations

from datetime import date

from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.commerce.payouts import Payout, PayoutLine, kind_in_words
from leafledger.figures.money import Money
from leafledger.ledger.receipts import KnownDeposit

# So many differing rows are told; a person opens the two files for more.
ROWS_TOLD_MAX = 4
_NO_DEPOSIT = "Nothing of it was entered at the bank."


def about(payout: Payout) -> str:
    """What questions about a payout are about."""
    return f"payout:{payout.id}"


def no_account(payout: Payout, what: str, choice: str) -> Question:
    """An account that a payout needs was not chosen."""
    return Question(
        QuestionKind.NO_CLEARING_ACCOUNT,
        about(payout),
        f"Payout {payout.id} of {payout.net} is waiting: the policy names no account for {what}.",
        _NO_DEPOSIT,
        f"Choose an account as {choice} in the policy; LeafLedger then enters it by itself.",
        abs(payout.net),
    )


def unknown_order(payout: Payout, line: PayoutLine, found: int) -> Question:
    """A row names an order that we do not know, or that several are called."""
    name = f'"{line.order}"' if line.order else "no order"
    why = f"{found} orders are called so" if found > 1 else "LeafLedger knows no such order"
    if not line.order:
        why = "the money cannot be told to be anybody's"
    return Question(
        QuestionKind.PAYOUT_DOES_NOT_ADD_UP,
        about(payout),
        f"Payout {payout.id} of {payout.net} is waiting: row {line.place} of its statement "
        f"({kind_in_words(line.kind)}, {line.gross}) names {name}, and {why}.",
        _NO_DEPOSIT,
        "Look for the order on LeafLink; run leafledger sync --order with its number if it lies "
        "before the start of the books. If the statement is wrong, download it again and import "
        "it with --replace.",
        abs(payout.net),
    )


def held_differs(payout: Payout, line: PayoutLine, order: str, held: Money) -> Question:
    """The statement and the clearing account disagree about an order; both are said."""
    return Question(
        QuestionKind.PAYOUT_DOES_NOT_ADD_UP,
        about(payout),
        f"Payout {payout.id} of {payout.net} is waiting: its statement shows {line.gross} for "
        f"order {order} ({kind_in_words(line.kind)}), and the clearing account holds {held} of it.",
        _NO_DEPOSIT,
        f"Look at the payments of order {order}: one that waits must be entered first, and one "
        "that was entered to another account must be changed to the clearing account in "
        "QuickBooks. LeafLedger then looks again by itself. If the statement is wrong, download it "
        "again and import it with --replace.",
        abs(payout.net),
    )


def closed(payout: Payout, closed_through: date | None) -> Question:
    """A payout falls into closed books (accounting.md A11)."""
    return Question(
        QuestionKind.CLOSED_PERIOD,
        about(payout),
        f"Payout {payout.id} of {payout.net} is dated {payout.dated}, and the books are closed "
        f"through {closed_through}.",
        _NO_DEPOSIT,
        'Reopen the period in QuickBooks, or set closed_period = "next_open_day" in the policy.',
        abs(payout.net),
    )


def gone(payout: Payout) -> Question:
    """Our deposit was deleted by hand in QuickBooks."""
    return Question(
        QuestionKind.PAYMENT_GONE,
        about(payout),
        f"The deposit of payout {payout.id} ({payout.net}) was deleted in QuickBooks.",
        "The clearing account holds its money again, and the bank shows nothing of it.",
        "If it is to stand, import its statement again with: leafledger payouts import FILE "
        "--replace. Otherwise enter at the bank what did happen.",
        abs(payout.net),
    )


def edited(payout: Payout, deposit: KnownDeposit) -> Question:
    """Our deposit was changed by hand in QuickBooks (accounting.md A5.5)."""
    return Question(
        QuestionKind.EDITED_BY_HAND,
        about(payout),
        f"The deposit of payout {payout.id} was edited by hand in QuickBooks: it shows "
        f"{deposit.total}, its statement {payout.net}.",
        "The deposit stands as it was edited.",
        "Change it back in QuickBooks if the bank shows what the statement does, or import the "
        "corrected statement.",
        abs(payout.net - deposit.total),
    )


def corrected(payout: Payout, newer: Payout, *, posted: bool) -> Question:
    """Another statement of the same payout says something else; nothing is rewritten silently."""
    effect = (
        "The deposit stands as it was entered."
        if posted
        else "Nothing was changed, and nothing of the payout is entered until it is settled."
    )
    first = "delete the deposit in QuickBooks, then " if posted else ""
    return Question(
        QuestionKind.PAYOUT_DOES_NOT_ADD_UP,
        about(payout),
        f"Another statement of payout {payout.id} was imported that says something else: "
        f"{changes_told(payout, newer)}.",
        effect,
        f"If the new one is right, {first}run: leafledger payouts import FILE --replace. If the "
        "first one is right, import that one once more.",
        abs(newer.net - payout.net) or abs(payout.net),
    )


def changes_told(payout: Payout, newer: Payout) -> str:
    """What differs between two statements of a payout, in words."""
    left, told = list(payout.lines), []
    for line in newer.lines:
        same = next((one for one in left if one.content == line.content), None)
        if same is not None:
            left.remove(same)
            continue
        before = next(
            (one for one in left if (one.order, one.kind) == (line.order, line.kind)), None
        )
        if before is None:
            told.append(f"new {_row(line)} {_amounts(line)}")
        else:
            left.remove(before)
            told.append(f"{_row(line)} {_amounts(line)} instead of {_amounts(before)}")
    told += [f"no more {_row(line)} {_amounts(line)}" for line in left]
    if payout.dated != newer.dated:
        told = [f"dated {newer.dated} instead of {payout.dated}"]
    more = len(told) - ROWS_TOLD_MAX
    rest = f"; and {more} rows more" if more > 0 else ""
    total = f"; it comes to {newer.net} instead of {payout.net}" if newer.net != payout.net else ""
    return "; ".join(told[:ROWS_TOLD_MAX]) + rest + total


def _row(line: PayoutLine) -> str:
    order = f" of order {line.order}" if line.order else ""
    return f"{kind_in_words(line.kind)}{order}"


def _amounts(line: PayoutLine) -> str:
    return f"{line.gross} less {line.fee}" if line.fee else f"{line.gross}"
