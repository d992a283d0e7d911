"""Pointers from a document to the records it names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RecordKind(StrEnum):
    """The kinds of QuickBooks records we speak of, by QuickBooks's own names.

    Those that begin with LeafLink are records that we write on LeafLink.
    """

    ACCOUNT = "Account"
    CLASS = "Class"
    CREDIT_MEMO = "CreditMemo"
    CUSTOMER = "Customer"
    DEPOSIT = "Deposit"
    INVOICE = "Invoice"
    ITEM = "Item"
    JOURNAL_ENTRY = "JournalEntry"
    LEAFLINK_CONTACT = "LeafLink contact"
    LEAFLINK_CUSTOMER = "LeafLink customer"
    LEAFLINK_PAYMENT = "LeafLink payment"
    PAYMENT = "Payment"
    PAYMENT_METHOD = "PaymentMethod"
    PREFERENCES = "Preferences"
    TERM = "Term"


@dataclass(frozen=True, slots=True)
class Known:
    """A record that exists in QuickBooks, by its id there. `name` is for people."""

    kind: RecordKind
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A record that a step of the same plan creates first.

    `key` is the record it stands for on our side, for example `customer:8841`.
    """

    kind: RecordKind
    key: str
    name: str = ""


Pointer = Known | Pending
