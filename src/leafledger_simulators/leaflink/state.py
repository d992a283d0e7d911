"""All that one simulated LeafLink remembers, with its ids and its seeded chance."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from decimal import Decimal

from leafledger_simulators.leaflink.records import (
    Credit,
    Customer,
    Line,
    LogEntry,
    Order,
    Payment,
    Product,
    Row,
)

# Where the ids of each kind begin, so that an id of one kind is seldom one of another.
FIRST_IDS = {
    "order": 900_001,
    "line": 40_000_001,
    "payment": 310_001,
    "credit": 5_001,
    "customer": 148_001,
    "product": 20_001,
    "log": 70_000_001,
    "tax": 801,
    "order_tax": 60_001,
    "payment_option": 216_001,
}
FIRST_ROW_ID = 101
# Sellers of one process never share an id, so that a key that sees several finds each record.
IDS_PER_SELLER = 1_000_000

# A rehearsal uploads some pictures and reads some reports; the oldest go first.
FILES_KEPT_MAX = 200

# Key names are issued by LeafLink support (reference/leaflink.md 2.1); these were "issued" to us.
EXTERNAL_ID_KEYS = ("leafledger", "quickbooks", "system-name")


class State:
    """The tables of one seller. Rows of small reference tables are dicts as REST shows them."""

    def __init__(self, seed: int, place: int = 0) -> None:
        drawn_from = f"{seed} seller {place}" if place else seed
        self.random = random.Random(drawn_from)  # noqa: S311 (a repeatable draw, not a secret)
        self.orders: dict[str, Order] = {}
        self.lines: dict[int, Line] = {}
        self.payments: dict[int, Payment] = {}
        self.credits: dict[int, Credit] = {}
        self.customers: dict[int, Customer] = {}
        self.products: dict[int, Product] = {}
        self.log: dict[int, LogEntry] = {}
        self.tables: dict[str, dict[int, Row]] = {}
        self.external_id_keys: set[str] = set(EXTERNAL_ID_KEYS)
        self.planted_questions: list[Row] = []
        self.planted_money_questions: list[Row] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        self.company_id = 0
        self._first_row_id = FIRST_ROW_ID + place * IDS_PER_SELLER
        self._next_ids = {kind: first + place * IDS_PER_SELLER for kind, first in FIRST_IDS.items()}
        self._payments_of: dict[str, list[Payment]] = {}
        self._log_of: dict[str, list[LogEntry]] = {}
        self._credits_used_on: dict[str, list[Credit]] = {}

    def next_id(self, kind: str) -> int:
        """The next id of a kind; ids only grow."""
        chosen = self._next_ids.get(kind, self._first_row_id)
        self._next_ids[kind] = chosen + 1
        return chosen

    def new_number(self) -> str:
        """A fresh order UUID, drawn from the seed."""
        return str(uuid.UUID(int=self.random.getrandbits(128), version=4))

    def table(self, name: str) -> dict[int, Row]:
        """A small reference table by name, made when first used."""
        return self.tables.setdefault(name, {})

    def add_row(self, name: str, row: Row) -> Row:
        """Put a row into a reference table under a fresh id, which leads the row."""
        row = {"id": self.next_id(name), **row}
        self.table(name)[row["id"]] = row
        return row

    def keep_file(self, name: str, content_type: str, raw: bytes) -> str:
        """Keep a file under a key that nobody guesses, ending in a harmless form of its name."""
        plain = "".join(one for one in name if one.isascii() and (one.isalnum() or one in "-_."))
        key = f"{self.random.getrandbits(64):016x}-{plain[-80:] or 'file'}"
        self.files[key] = (content_type, raw)
        while len(self.files) > FILES_KEPT_MAX:
            del self.files[next(iter(self.files))]
        return key

    def add_payment(self, payment: Payment) -> None:
        """Keep a payment, found again by id and by order."""
        self.payments[payment.id] = payment
        self._payments_of.setdefault(payment.order, []).append(payment)

    def payments_of(self, number: str) -> list[Payment]:
        """The payments of an order, oldest first."""
        return self._payments_of.get(number, [])

    def add_log(self, entry: LogEntry) -> None:
        """Keep an event-log row, found again by id and by order."""
        self.log[entry.id] = entry
        self._log_of.setdefault(entry.order, []).append(entry)

    def log_of(self, number: str) -> list[LogEntry]:
        """The event log of an order, oldest first."""
        return self._log_of.get(number, [])

    def use_credit(self, credit: Credit, number: str) -> None:
        """Tie a credit to the order it is used on."""
        credit.status, credit.applied_to = "used", number
        self._credits_used_on.setdefault(number, []).append(credit)

    def credits_used_on(self, number: str) -> Iterator[Decimal]:
        """The amounts of the credits applied to an order."""
        return (credit.amount for credit in self._credits_used_on.get(number, ()))

    def forget_order(self, number: str) -> None:
        """Remove a draft and its lines for good."""
        order = self.orders.pop(number)
        for line in order.lines:
            del self.lines[line.id]
