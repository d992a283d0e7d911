"""Payments entered in QuickBooks go back to LeafLink (accounting.md A6.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date

from leafledger.bookkeeping.payment_facts import PaymentFacts
from leafledger.bookkeeping.plan import Operation, Reason, Step
from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import PaymentDraft
from leafledger.figures.money import Money
from leafledger.figures.references import (
    read_marker,
    written_back_payment,
    written_back_reason,
)
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt


def is_ours(receipt: KnownReceipt) -> bool:
    """Whether a payment in QuickBooks is one that we wrote, by its marker."""
    return read_marker(receipt.note) is not None


def write_back(
    order: Order,
    invoices: Iterable[KnownDocument],
    receipts: Mapping[str, KnownReceipt],
    facts: PaymentFacts,
    linked: Collection[str] = frozenset(),
) -> list[Step]:
    """The payments LeafLink lacks, or shows too much of, for what was entered in QuickBooks.

    A payment that was changed or deleted in QuickBooks afterwards is corrected on LeafLink by a
    further one, since nothing can be changed there (reference/leaflink.md 5.1). `linked` are the
    payments that are counterparts of LeafLink's own, or may be: ours, whatever a hand made of
    their note, and those a person must decide about.
    Money: what of a payment is applied to the order's invoices, at most the payment itself;
        credits applied with it are no cash.
    Example: 300.00 entered, 200.00 of it on this invoice -> one payment of 200.00 on LeafLink
    """
    mine = {one.id for one in invoices}
    entered = {
        receipt.id: receipt.cash_on(mine)
        for receipt in receipts.values()
        if receipt.total and receipt.id not in linked and not is_ours(receipt)
    }
    told = told_of(facts, entered)
    steps = []
    shown = _shown(facts)
    beside = tuple(sorted(one.id for one in facts.rows))
    for id_ in sorted({*told, *entered}, key=lambda one: (len(one), one)):
        wanted, standing = entered.get(id_, Money.zero()), told.get(id_, Money.zero())
        if wanted == standing:
            continue
        receipt = receipts.get(id_)
        draft = PaymentDraft(
            order=order.number,
            amount=wanted - standing,
            paid_on=receipt.dated if receipt is not None else _told_on(facts, id_),
            reason=written_back_reason(id_),
            known=shown.get(id_, Money.zero()),
            beside=beside,
        )
        steps.append(_step(order, draft, id_))
    return steps


def told_of(facts: PaymentFacts, entered: Mapping[str, Money]) -> dict[str, Money]:
    """What LeafLink was told of each payment entered in QuickBooks, and what still stands of it.

    `entered` is what is there now. Where a payment is gone and LeafLink shows by a row of its own
    that it came back, that counts: money is taken back once.
    Example: 126.50 told, -126.50 recorded on LeafLink, the payment deleted -> nothing stands
    """
    told = _shown(facts)
    for row in facts.taken_back:
        id_ = facts.entered_reversed_by(row.id)
        if id_ and told[id_] - entered.get(id_, Money.zero()) >= -row.amount:
            told[id_] += row.amount
    return dict(told)


def _shown(facts: PaymentFacts) -> dict[str, Money]:
    told: dict[str, Money] = defaultdict(Money.zero)
    for payment in facts.written_back:
        told[written_back_payment(payment.reason) or ""] += payment.amount
    return told


def _told_on(facts: PaymentFacts, receipt: str) -> date:
    """The day LeafLink was told of a payment that is deleted in QuickBooks by now.

    We write noon UTC, which is that day everywhere in the United States.
    """
    rows = [one for one in facts.written_back if written_back_payment(one.reason) == receipt]
    return max(one.paid_at.astimezone(UTC).date() for one in rows)


def _step(order: Order, draft: PaymentDraft, receipt: str) -> Step:
    why = (
        f"Payment {receipt} was entered in QuickBooks on this order's invoice."
        if draft.amount.amount > 0
        else f"Payment {receipt} in QuickBooks was lowered, voided, taken off this invoice, or is "
        "another order's."
    )
    reason = Reason("payment", why, "A6.6", "write back", f"QuickBooks payment {receipt}")
    record = f"order:{order.number}:written back:{receipt}:{draft.known.plain}"
    return Step(Operation.CREATE, RecordKind.LEAFLINK_PAYMENT, record, draft, None, (reason,))
