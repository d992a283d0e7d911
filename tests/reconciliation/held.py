"""Orders and documents as both sides would show them, and a proof that holds them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import (
    DiscountKind,
    Order,
    OrderDiscount,
    OrderLine,
    OrderStatus,
    StatusChange,
    Unreadable,
)
from leafledger.figures.money import Money
from leafledger.figures.references import order_marker
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.reconciliation.proof import OrderProof, Proof, prove

NUMBER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"
ACCEPTED_AT = datetime(2026, 11, 2, 19, tzinfo=UTC)
ACCEPTED_ON = date(2026, 11, 2)
LONG_BEFORE = date(2026, 1, 1)
POLICY = Policy.model_validate(
    {"orders": {"time_zone": "America/Denver"}, "accounts": {"sales": {"id": "1", "name": "Sales"}}}
)


def order(
    total: str = "342.00",
    number: str = NUMBER,
    status: OrderStatus = OrderStatus.ACCEPTED,
    *,
    was_accepted: bool = True,
) -> Order:
    """An order of one line that comes to `total`."""
    amount = Money.of(total)
    line = OrderLine("5001", "8", 0, Decimal(1), 1, amount.amount, Decimal(0))
    history = (StatusChange(OrderStatus.ACCEPTED, ACCEPTED_AT),) if was_accepted else ()
    return Order(
        number=number, short_id=number[-8:], seller_number="10492", status=status,
        created_at=ACCEPTED_AT, modified_at=ACCEPTED_AT, first_seen_at=ACCEPTED_AT,
        customer="3", customer_name="Green Mesa", lines=(line,),
        discount=OrderDiscount(DiscountKind.AMOUNT, Decimal(0)), final_tax=Money.zero(), taxes=(),
        shipping=Money.zero(), credits=Money.zero(), total=amount, payment_balance=amount,
        history=history,
    )  # fmt: skip


def invoice(
    total: str = "342.00", number: str = NUMBER, document: str = "10492", *, voided: bool = False
) -> KnownDocument:
    """An invoice in QuickBooks that carries the marker of an order; nothing of it is paid."""
    amount = Money.of(total)
    note = f"{order_marker(number)}\nPosted by LeafLedger."
    return KnownDocument(
        DocumentKind.INVOICE, "145", "0", document, "58", ACCEPTED_ON, note, amount, amount, "",
        voided=voided,
    )  # fmt: skip


def credit_memo(total: str = "342.00", number: str = NUMBER) -> KnownDocument:
    """A credit memo for an order; nothing of it is used."""
    taken_back = invoice(total, number, "10492-C")
    return replace(taken_back, kind=DocumentKind.CREDIT_MEMO, id="146")


def held(
    *both_sides: Order | Unreadable | KnownDocument,
    waiting: Mapping[str, str] | None = None,
    skipped: Mapping[str, str] | None = None,
    starts: date | None = LONG_BEFORE,
) -> Proof:
    """The proof of these orders against these documents."""
    orders: dict[str, Order | Unreadable] = {}
    for one in both_sides:
        if isinstance(one, Order):
            orders[one.number] = one
        elif isinstance(one, Unreadable):
            orders[one.id] = one
    documents = [one for one in both_sides if isinstance(one, KnownDocument)]
    return prove(
        "mesa",
        ACCEPTED_AT,
        POLICY,
        starts,
        orders.items(),
        documents,
        waiting or {},
        skipped=skipped or {},
    )


def the_only(proof: Proof) -> OrderProof:
    """The one order that is in a proof."""
    assert len(proof.orders) == 1, [one.number for one in proof.orders]
    return proof.orders[0]
