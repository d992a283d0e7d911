"""The proof of the orders that were stamped out, and thirty days of proofs before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from benchmarks.pages import lists
from benchmarks.pages.copies import Copy
from leafledger.commerce.remittances import PaymentMethod
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.reconciliation.checks import (
    ACCOUNTS,
    BALANCES,
    BEING_WORKED_ON,
    CREDITS,
    CUSTOMERS,
    PAYMENTS,
    Check,
    Standing,
    held,
)
from leafledger.reconciliation.daily_record import DailyRecord
from leafledger.reconciliation.proof import OrderProof, Proof
from leafledger.reconciliation.proof_listings import ProofListings
from leafledger.reconciliation.telling import details, summary

ZONE = "America/Denver"
DAYS_KEPT = 30
ZERO = Money.zero()


def prove(company: str, orders: Iterable[Copy], credits_: int) -> Proof:
    """What a proof would find of them."""
    proved, balances, payments = [], [], []
    for copy in orders:
        order = _order(copy)
        proved.append(order)
        if copy.posted:
            balances.append(_balance(copy, order))
        if copy.paid:
            payments.append(_payment(copy, order))
    checks = {
        BALANCES: tuple(balances),
        PAYMENTS: tuple(payments),
        CREDITS: tuple(_same(f"credit:{n}", f"Credit {n}", 4_000 + n) for n in range(credits_)),
        CUSTOMERS: tuple(
            _same(f"customer:{n}", lists.store_name(n), n * 113)
            for n in range(1, lists.CUSTOMERS + 1)
        ),
        ACCOUNTS: tuple(
            _same(f"account:{id_}", str(wire["Name"]), 900_000)
            for id_, wire in lists.quickbooks_singles()["Account"].items()
        ),
    }
    documents = sum(len(order.documents) for order in proved)
    return Proof(company, datetime.now(UTC), tuple(proved), documents, checks)


def keep(database: Database, proof: Proof) -> None:
    """Keep it as the night does: its rows, then the record."""
    listings, told = ProofListings(database), details(proof)
    listing = listings.write(told)
    DailyRecord(database).keep(summary(proof), told, ZONE, listing=listing)
    listings.clear_away(proof.company)


def keep_days(database: Database, proof: Proof) -> None:
    """The proofs of the days before, in short."""
    record, short = DailyRecord(database), summary(proof)
    for back in range(DAYS_KEPT, 0, -1):
        at = (proof.proved_at - timedelta(days=back)).isoformat()
        told = short | {"proved_at": at, "orders": short["orders"] - 250 * back}
        record.keep(told, told, ZONE)


def money(cents: int) -> Money:
    """So many cents."""
    return Money(Decimal(cents).scaleb(-2))


def _order(copy: Copy) -> OrderProof:
    total = money(copy.sample.total)
    booked = total if copy.posted else ZERO
    standing, why, cure = Standing.PROVED, "", ""
    if copy.asked:
        standing, why = Standing.WAITING, "The customer may be in QuickBooks already."
    elif copy.in_work:
        standing, why = Standing.WAITING, BEING_WORKED_ON
    elif copy.differs:
        booked, standing = total + money(4_500), Standing.DIFFERS
        why = f"QuickBooks shows {booked}, LeafLink {total}: the invoice was edited by hand."
        cure = f"Run: leafledger sync --order {copy.seller}; it says what stands in the way."
    elif copy.agreed:
        booked, standing = total + money(500), Standing.AGREED
        why = "Ann Miller decided to keep what was changed by hand in QuickBooks."
    return OrderProof(
        number=copy.number, spoken_name=copy.seller, status="Accepted",
        customer=lists.store_name(copy.customer), wanted=total, booked=booked,
        open=ZERO if copy.paid else booked, leaflink_balance=ZERO if copy.paid else total,
        documents=(copy.seller,) if copy.posted else (), standing=standing, why=why, cure=cure,
        dated=date.fromisoformat(copy.accepted) if copy.posted else None, brand=copy.sample.brand,
        customer_id=str(copy.customer),
    )  # fmt: skip


def _balance(copy: Copy, order: OrderProof) -> Check:
    check = held(
        f"order:{copy.number}", f"Open balance of order {copy.seller}", order.leaflink_balance,
        order.leaflink_balance, dated=order.dated,
    )  # fmt: skip
    return replace(check, order=copy.number)


def _payment(copy: Copy, order: OrderProof) -> Check:
    booked = ZERO if copy.payment_asked else order.wanted
    waits = "It was taken away in QuickBooks." if copy.payment_asked else ""
    check = held(
        f"payment:{copy.payment}", f"Payment {copy.payment} of order {copy.seller}", order.wanted,
        booked, waits=waits, dated=date.fromisoformat(copy.due),
    )  # fmt: skip
    return replace(check, order=copy.number, method=PaymentMethod.ACH.value)


def _same(subject: str, name: str, cents: int) -> Check:
    return held(subject, name, money(cents), money(cents))
