"""Proving: both sides are asked afresh, and the proof is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import insert, select

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import Order, Unreadable
from leafledger.database.connection import Database
from leafledger.database.tables import proofs
from leafledger.intake.companies import Company
from leafledger.intake.counters import Counters
from leafledger.intake.looking import EVENTS, ORDER
from leafledger.intake.marks import Marks
from leafledger.intake.polling import ORDERS_CURSOR, OVERLAP
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.open_questions import OpenQuestions
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.orders import orders_modified_since, read_order
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.queries import where_since
from leafledger.quickbooks.read_documents import read_document
from leafledger.reconciliation.proof import Proof, Standing, prove

BEING_WORKED_ON = "LeafLedger is working on it."
CHANGED_SINCE = "It changed on LeafLink since the last sync."


class Proving:
    """Proves one company's books. Reads only: neither side is changed, nothing is marked."""

    def __init__(
        self, database: Database, seen: SeenRecords, marks: Marks, counters: Counters,
        questions: OpenQuestions,
    ) -> None:  # fmt: skip
        self._database = database
        self._seen = seen
        self._marks = marks
        self._counters = counters
        self._questions = questions

    def prove(
        self, company: Company, policy: Policy, leaflink: LeafLink, quickbooks: QuickBooks
    ) -> Proof:
        """Ask both sides, hold them against each other, and keep the result.

        Raises: TryAgain, Reconnect when a side cannot be asked.
        """
        wires, changed = self._orders(company, leaflink)
        events = self._seen.all(company.company, System.LEAFLINK, EVENTS)
        moment = datetime.now(UTC)
        orders: dict[str, Order | Unreadable] = {
            number: read_order(wire, events[number].wire if number in events else [], moment)
            for number, wire in wires.items()
        }
        proof = prove(
            company.company,
            moment,
            policy,
            company.books_start,
            orders,
            documents_since(quickbooks, earliest_day(orders.values())),
            self._waiting(company.company) | dict.fromkeys(changed, CHANGED_SINCE),
        )
        self._keep(proof)
        return proof

    def _orders(self, company: Company, leaflink: LeafLink) -> tuple[dict[str, Any], list[str]]:
        """Every order as LeafLink shows it now, and those that are not as last seen."""
        seen = self._seen.all(company.company, System.LEAFLINK, ORDER)
        wires = {number: one.wire for number, one in seen.items()}
        position = self._counters.cursor(company.company, ORDERS_CURSOR)
        if not position:
            return wires, []
        fresh = orders_modified_since(leaflink, datetime.fromisoformat(position) - OVERLAP)
        now = {str(wire["number"]): wire for wire in fresh}
        changed = [number for number, wire in now.items() if wires.get(number) != wire]
        return wires | now, changed

    def _waiting(self, company: str) -> dict[str, str]:
        """Why orders wait, by number: a question, or that they are being worked on."""
        marked = dict.fromkeys(self._marks.orders_waiting(company), BEING_WORKED_ON)
        asked = {
            one.subject.removeprefix("order:"): one.question.text
            for one in self._questions.all(company)
        }
        return marked | asked

    def _keep(self, proof: Proof) -> None:
        body = msgspec.json.encode(summary(proof)).decode()
        with self._database.writing() as connection:
            connection.execute(
                insert(proofs).values(
                    company=proof.company, proved_at=proof.proved_at.isoformat(), body=body
                )
            )

    def last(self, company: str) -> dict[str, Any] | None:
        """The newest proof that was kept, in short."""
        with self._database.reading() as connection:
            row = connection.execute(
                select(proofs.c.body)
                .where(proofs.c.company == company)
                .order_by(proofs.c.sequence.desc())
                .limit(1)
            ).one_or_none()
        return msgspec.json.decode(row.body) if row is not None else None


def documents_since(client: QuickBooks, day: date) -> list[KnownDocument]:
    """Invoices and credit memos dated that day or later: one metered call for a thousand."""
    found = []
    for kind in DocumentKind:
        rows = client.query_all(kind.value, where_since("TxnDate", day))
        found += [read_document(row, kind) for row in rows]
    return found


def earliest_day(orders: Iterable[Order | Unreadable]) -> date:
    """The earliest day a document of these orders can carry, with a margin for policies."""
    created = [order.created_at for order in orders if isinstance(order, Order)]
    earliest = min(created, default=datetime.now(UTC))
    return (earliest - timedelta(days=2)).date()


def summary(proof: Proof) -> dict[str, Any]:
    """The proof in short, as JSON types: what `leafledger prove --json` begins with."""
    return {
        "company": proof.company,
        "proved_at": proof.proved_at.isoformat(),
        "holds": proof.holds,
        "orders": len(proof.orders),
        "proved": len(proof.with_standing(Standing.PROVED)),
        "waiting": len(proof.with_standing(Standing.WAITING)),
        "differing": len(proof.with_standing(Standing.DIFFERS)),
        "documents": proof.documents,
        "leaflink_total": proof.wanted.plain,
        "quickbooks_total": proof.booked.plain,
        "difference": proof.difference.plain,
        "at_stake": proof.at_stake.plain,
    }


def details(proof: Proof) -> dict[str, Any]:
    """The proof with every order, as JSON types; amounts as text like "108.00"."""
    return summary(proof) | {
        "details": [
            {
                "number": order.number,
                "order": order.spoken_name,
                "status": order.status,
                "customer": order.customer,
                "standing": order.standing.value,
                "leaflink": order.wanted.plain,
                "quickbooks": order.booked.plain,
                "difference": order.difference.plain,
                "open_in_quickbooks": order.open.plain,
                "open_on_leaflink": order.leaflink_balance.plain,
                "documents": list(order.documents),
                "why": order.why,
                "cure": order.cure,
            }
            for order in proof.orders
        ]
    }
