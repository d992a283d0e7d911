"""The proof of credits: each has one credit memo while it counts (accounting.md A7 and A12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.figures.money import Money
from leafledger.reconciliation.checks import Check, held
from leafledger.reconciliation.our_books import OurBooks

SYNC = (
    "Run: leafledger sync; it looks again at every credit that has no memo yet, and posts it or "
    "says what stands in the way."
)
USE = (
    "Run: leafledger sync; it applies a memo that was never applied. Where that was undone by "
    "hand, apply the memo to the invoice in QuickBooks."
)


def check_credits(
    credits_: Iterable[Credit | Unreadable], ours: OurBooks, waiting: Mapping[str, str],
) -> Iterator[Check]:  # fmt: skip
    """Each credit beside its memo, and memos of credits that LeafLink does not show.

    `waiting` says by `credit:ID` why one waits. A credit given before the books begin, for orders
    that are not in them, is known and not posted: nothing is compared. One that is asked about is
    wanted in the books, so what it comes to waits.
    """
    seen = set()
    for credit in credits_:
        seen.add(credit.id)
        if isinstance(credit, Unreadable):
            yield held(
                f"credit:{credit.id}", credit.what, Money.zero(), Money.zero(), waits=credit.why,
                why=credit.why,
            )  # fmt: skip
            continue
        waits = waiting.get(f"credit:{credit.id}", "")
        if waits or ours.memos.get(credit.id) or _is_expected(credit, ours):
            yield _compared(credit, ours, waits)
    for id_ in sorted(set(ours.memos) - seen):
        booked = Money.total(memo.total for memo in ours.memos[id_])
        yield held(
            f"credit:{id_}", f"Credit {id_} of LeafLink", Money.zero(), booked,
            why="QuickBooks has its credit memo, and LeafLink does not show the credit.",
            cure="Look for the credit on LeafLink; void its memo if it was never given.",
            dated=min(memo.dated for memo in ours.memos[id_]),
        )  # fmt: skip


def _is_expected(credit: Credit, ours: OurBooks) -> bool:
    if credit.status is CreditStatus.CANCELLED:
        return False
    return bool(ours.documents.get(credit.order) or ours.documents.get(credit.applied_to))


def _compared(credit: Credit, ours: OurBooks, waits: str) -> Check:
    memos = ours.memos.get(credit.id, [])
    cancelled = credit.status is CreditStatus.CANCELLED
    wanted = Money.zero() if cancelled else credit.amount
    booked = Money.total(memo.total for memo in memos)
    why, cure = "", ""
    if len(memos) > 1:
        why = f"{len(memos)} credit memos in QuickBooks carry the marker of this credit."
        cure = "Void the one that was copied by hand in QuickBooks."
    elif cancelled and memos:
        why = "It was cancelled on LeafLink; its credit memo still counts in QuickBooks."
        cure = "If the memo was used, take it off the invoice in QuickBooks and void it."
    elif not memos and wanted:
        why, cure = "LeafLink shows it, QuickBooks has no credit memo for it.", SYNC
    elif booked != wanted:
        why = f"LeafLink shows {credit.amount}, its memo in QuickBooks {booked}: changed by hand."
        cure = "Correct the memo's amount in QuickBooks."
    elif credit.status is CreditStatus.USED and _could_be_used(credit, ours):
        left = Money.total(memo.open for memo in memos)
        why = f"It is used on LeafLink; {left} of its memo is still open, and so is the invoice."
        cure = USE
    reason = credit.reason_shown or credit.reason or "credit"
    return held(
        f"credit:{credit.id}", f"Credit {credit.id} ({reason}, {credit.status})", wanted, booked,
        waits=waits, why=why, cure=cure, dated=credit.dated,
    )  # fmt: skip


def _could_be_used(credit: Credit, ours: OurBooks) -> bool:
    """Whether both the memo and its order's invoice are open; else it stays as credit (A7)."""
    left = Money.total(memo.open for memo in ours.memos.get(credit.id, ()))
    owed = Money.total(one.open for one in ours.invoices(credit.applied_to))
    return bool(left and owed)
