"""Writing a payment on LeafLink, which has no idempotency key: look, write, look (A6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leafledger.clerk.sides import Sides
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Payment, PaymentDraft
from leafledger.errors import AskBookkeeper, Evidence
from leafledger.figures.money import Money
from leafledger.figures.references import written_back_payment
from leafledger.leaflink import payments as leaflink_payments
from leafledger.leaflink.payments import read_payment

Wire = dict[str, Any]


def record_on_leaflink(sides: Sides, draft: PaymentDraft) -> Wire:
    """The payment on LeafLink, written now unless it stands there already.

    What LeafLink shows under the draft's reason tells: as much as was known means it is still to
    be written, as much more as the draft's amount means that an earlier try got through.
    Raises: AskBookkeeper where LeafLink shows something else, another payment that may be the
        same money, or nobody to record it for.
    """
    rows = _payments(sides, draft.order)
    standing = _under(rows, draft.reason)
    shown = Money.total(amount for amount, _ in standing)
    if shown == draft.known + draft.amount and standing:
        return standing[-1][1]
    if shown != draft.known:
        raise AskBookkeeper(
            f'LeafLink shows {shown} under "{draft.reason}" where {draft.known} was expected, so '
            "nothing was written there. LeafLedger looks again by itself.",
            Evidence("LeafLink"),
        )
    if any(_may_be_it(payment, draft) for payment, _ in rows):
        raise AskBookkeeper(
            f"Meanwhile LeafLink shows another payment of {draft.amount} on the order, which may "
            "be the same money, so nothing was written there. LeafLedger looks again by itself.",
            Evidence("LeafLink"),
        )
    recorder = sides.recorder()
    if not recorder:
        raise AskBookkeeper(
            "LeafLink wants to know which staff member records a payment, and shows none of yours. "
            "Nothing was written there. Allow the API key to read the company's staff.",
            Evidence("LeafLink"),
        )
    written = leaflink_payments.record_payment(sides.leaflink, draft, recorder)
    assert isinstance(written, dict)
    return written


def find_on_leaflink(sides: Sides, draft: PaymentDraft) -> Wire | None:
    """The payment where an earlier try got through; None where it certainly did not."""
    standing = _under(_payments(sides, draft.order), draft.reason)
    shown = Money.total(amount for amount, _ in standing)
    return standing[-1][1] if standing and shown == draft.known + draft.amount else None


def _payments(sides: Sides, order: str) -> list[tuple[Payment, Wire]]:
    """What LeafLink shows of an order now, oldest first."""
    found = []
    for wire in leaflink_payments.payments_of(sides.leaflink, order):
        payment = read_payment(wire)
        if not isinstance(payment, Unreadable):
            found.append((payment, wire))
    return sorted(found, key=lambda one: int(one[1]["id"]))


def _under(rows: Sequence[tuple[Payment, Wire]], reason: str) -> list[tuple[Money, Wire]]:
    return [(payment.amount, wire) for payment, wire in rows if payment.reason == reason]


def _may_be_it(payment: Payment, draft: PaymentDraft) -> bool:
    """Whether somebody typed the same amount on LeafLink, unseen when the draft was planned."""
    by_hand = written_back_payment(payment.reason) is None
    return by_hand and payment.amount == draft.amount and payment.id not in draft.beside
