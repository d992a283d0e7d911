"""Payments and credits of LeafLink: no webhook tells of them, so both lists are watched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from leafledger.intake.counters import Counters
from leafledger.intake.looking import ORDER
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink import credits as leaflink_credits
from leafledger.leaflink import payments as leaflink_payments
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.growing_lists import Reached

# Kept by order: the list of its payments. Kept by its own id: a credit, and what it was used on
# where only a payment tells (accounting.md A6.3).
PAYMENTS, CREDIT, CREDIT_USE = "payments", "credit", "credit use"
PAYMENTS_CURSOR = "leaflink payments"

Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Remittances:
    """What LeafLink showed just now: the payments that are new, and every credit."""

    payments: tuple[Wire, ...]
    reached: Reached
    credits: tuple[Wire, ...]


class RemittanceWatch:
    """Keeps a company's payments and credits as last seen, and marks what follows from them."""

    def __init__(
        self, company: str, client: LeafLink, seen: SeenRecords, marks: Marks, counters: Counters
    ) -> None:
        self._company = company
        self._client = client
        self._seen = seen
        self._marks = marks
        self._counters = counters

    def ask(self) -> Remittances:
        """Ask LeafLink: one call for new payments, one for a hundred credits.

        To be asked before the orders, so that the orders are at least as fresh.
        """
        known = Reached.of(self._counters.cursor(self._company, PAYMENTS_CURSOR))
        rows, reached = leaflink_payments.payments_after(self._client, known)
        return Remittances(tuple(rows), reached, tuple(leaflink_credits.all_credits(self._client)))

    def keep(self, connection: Connection, found: Remittances, fresh: Collection[str]) -> None:
        """Keep what was found, and mark the orders and credits that it concerns.

        `fresh` are orders that were fetched after the remittances; others that were ever seen
        are fetched again, since their open balance is another now.
        """
        concerned = self._keep_payments(connection, found.payments)
        concerned |= self._keep_credits(connection, found.credits)
        known = self._seen.some(
            self._company, System.LEAFLINK, ORDER, sorted(concerned), connection
        )
        for why, numbers in (
            (Why.POLLED, concerned & set(fresh)),
            (Why.NOTICE, (concerned & set(known)) - set(fresh)),
        ):
            self._marks.mark(connection, self._company, Subject.ORDER, sorted(numbers), why)
        cursor = found.reached.cursor
        self._counters.move_cursor(connection, self._company, PAYMENTS_CURSOR, cursor)

    def _keep_payments(self, connection: Connection, rows: tuple[Wire, ...]) -> set[str]:
        by_order: dict[str, list[Wire]] = defaultdict(list)
        for row in rows:
            by_order[leaflink_payments.order_of(row)].append(row)
        known = self._seen.some(
            self._company, System.LEAFLINK, PAYMENTS, sorted(by_order), connection
        )
        joined = {
            number: joined_by_id(known[number].wire if number in known else [], new)
            for number, new in by_order.items()
        }
        return set(self._seen.keep(self._company, System.LEAFLINK, PAYMENTS, joined, connection))

    def _keep_credits(self, connection: Connection, rows: tuple[Wire, ...]) -> set[str]:
        wires = {str(row.get("id")): row for row in rows}
        known = self._seen.some(self._company, System.LEAFLINK, CREDIT, sorted(wires), connection)
        changed = self._seen.keep(self._company, System.LEAFLINK, CREDIT, wires, connection)
        self._marks.mark(connection, self._company, Subject.CREDIT, changed, Why.POLLED)
        concerned = [wires[id_] for id_ in changed]
        concerned += [known[id_].wire for id_ in changed if id_ in known]
        return {str(wire.get("applied_to") or "") for wire in concerned} - {""}


def keep_payment(
    seen: SeenRecords, connection: Connection, company: str, order: str, wire: Wire
) -> None:
    """Keep a payment of an order beside the others, at once."""
    known = seen.some(company, System.LEAFLINK, PAYMENTS, [order], connection)
    rows = joined_by_id(known[order].wire if order in known else [], [wire])
    seen.keep(company, System.LEAFLINK, PAYMENTS, {order: rows}, connection)


def joined_by_id(known: list[Wire], new: list[Wire]) -> list[Wire]:
    """The rows known and the new ones, each once, as last seen."""
    rows: Mapping[Any, Wire] = {row.get("id"): row for row in (*known, *new)}
    return list(rows.values())
