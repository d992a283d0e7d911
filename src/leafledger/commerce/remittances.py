"""Payments and credits of the marketplace (reference/leaflink.md 5 and 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from leafledger.figures.money import Money


class PaymentMethod(StrEnum):
    """How a payment came, by LeafLink's own words (reference/leaflink.md 5.1)."""

    OTHER = "other"
    CASH = "cash"
    CHECK = "check"
    CREDIT = "credit"
    TRADE = "trade"
    ACH = "ach"
    WIRE = "wire"
    CASHIER = "cashier"


@dataclass(frozen=True, slots=True)
class Payment:
    """One row of an order's payments. LeafLink appends; it never changes or deletes one.

    `amount` is signed: below zero is a bounce, a refund or a correction. `paid_at` is what the
    seller wrote as the day of payment, `recorded_at` when LeafLink heard of it.
    """

    id: str
    order: str
    amount: Money
    paid_at: datetime
    recorded_at: datetime
    method: PaymentMethod
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A payment to be written on LeafLink. `reason` is how it is known again (A6.6).

    `known` is what LeafLink already showed under that reason: if it shows more when the draft is
    about to be written, the draft was written before. `beside` are the order's payments that
    LeafLink was seen to show: another one of the same amount may be the same money.
    """

    order: str
    amount: Money
    paid_on: date
    reason: str
    known: Money
    method: PaymentMethod = PaymentMethod.OTHER
    beside: tuple[str, ...] = ()


class CreditStatus(StrEnum):
    """Where a credit is in its life."""

    ACTIVE = "active"
    USED = "used"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit given to a customer; it is used whole, on one order (reference/leaflink.md 8).

    `order` is the order it was given for, `applied_to` the one it is used on; both may be empty.
    """

    id: str
    customer: str
    amount: Money
    dated: date
    status: CreditStatus
    reason: str
    reason_shown: str = ""
    order: str = ""
    applied_to: str = ""
    notes: str = ""
