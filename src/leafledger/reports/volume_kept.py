"""Counting what the sync did in the last thirty days, from the journal; kept day by day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from leafledger.bookkeeping.plan import Operation
from leafledger.bookkeeping.policy import Orders
from leafledger.bookkeeping.recognition import recognised_at
from leafledger.commerce.orders import Order
from leafledger.database.connection import Database
from leafledger.database.report_tables import daily_calls
from leafledger.database.tables import outcomes, plans, steps
from leafledger.intake.looking import EVENTS, ORDER
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.written import State
from leafledger.leaflink.orders import read_order
from leafledger.ledger.pointers import RecordKind
from leafledger.reports.kept import KeptReports
from leafledger.reports.volume import DayOfSync, waits_of

VOLUME = "volume"
DAYS = 30
# Orders are read so many at a time, so that memory does not grow with them.
ORDERS_AT_ONCE = 500
# What counts as a document; lists such as customers and items do not.
DOCUMENTS = {
    RecordKind.INVOICE: "invoices", RecordKind.CREDIT_MEMO: "credit memos",
    RecordKind.PAYMENT: "payments", RecordKind.JOURNAL_ENTRY: "entries",
    RecordKind.DEPOSIT: "deposits",
}  # fmt: skip


class Volume:
    """The days of one company."""

    def __init__(self, company: str, database: Database, seen: SeenRecords) -> None:
        self._company = company
        self._database = database
        self._seen = seen
        self._kept = KeptReports(database)

    def work_out(self, choices: Orders) -> None:
        """Count the last days anew and keep them. Reads the journal and what was last seen."""
        first = datetime.now(UTC).date() - timedelta(days=DAYS - 1)
        documents: dict[str, Counter[str]] = defaultdict(Counter)
        posted: dict[str, dict[str, datetime]] = defaultdict(dict)
        for row in self._done(first):
            day = row.at[:10]
            documents[day][DOCUMENTS[RecordKind(row.kind)]] += 1
            kind, _, rest = row.record.partition(":")
            is_new = row.operation == Operation.CREATE.value and kind == "order" and ":" not in rest
            if is_new and row.kind == RecordKind.INVOICE.value:
                posted[day][rest] = datetime.fromisoformat(row.at)
        begun = self._begun()
        told = {
            day: {
                "documents": dict(counted), "orders": len(posted[day]),
                "seconds": sorted(self._waited(posted[day], choices, begun)),
            }
            for day, counted in documents.items()
        }  # fmt: skip
        self._kept.keep_all(self._company, VOLUME, told, alone=True)

    def days(self, today: date) -> list[DayOfSync]:
        """The last days as they were counted, oldest first, with the calls of each."""
        first = today - timedelta(days=DAYS - 1)
        kept = {
            one.period: one.told
            for one in self._kept.between(
                self._company, VOLUME, first.isoformat(), today.isoformat()
            )
        }
        calls = self._calls(first)
        found = []
        for day in (first + timedelta(days=n) for n in range(DAYS)):
            told = kept.get(day.isoformat(), {"documents": {}, "orders": 0, "seconds": []})
            found.append(
                DayOfSync(
                    day, told["orders"], told["documents"], waits_of(told["seconds"]),
                    calls.get(day.isoformat(), {}),
                )
            )  # fmt: skip
        return found

    def seconds(self, today: date) -> list[int]:
        """Every waiting time of the last days."""
        first = (today - timedelta(days=DAYS - 1)).isoformat()
        kept = self._kept.between(self._company, VOLUME, first, today.isoformat())
        return [one for day in kept for one in day.told["seconds"]]

    def _done(self, first: date) -> Iterator[Any]:
        named = [kind.value for kind in DOCUMENTS]
        statement = (
            select(outcomes.c.at, steps.c.kind, steps.c.record, steps.c.operation)
            .join(steps, steps.c.sequence == outcomes.c.step)
            .where(
                outcomes.c.company == self._company, outcomes.c.state == State.DONE.value,
                outcomes.c.at >= first.isoformat(), steps.c.kind.in_(named),
            )
            .order_by(outcomes.c.sequence)
        )  # fmt: skip
        with self._database.reading() as connection:
            yield from connection.execute(statement)

    def _begun(self) -> datetime:
        """When LeafLedger first had something to do here: what was accepted before is no wait."""
        with self._database.reading() as connection:
            written = connection.execute(
                select(plans.c.written_at)
                .where(plans.c.company == self._company)
                .order_by(plans.c.sequence)
                .limit(1)
            ).scalar_one_or_none()
        return datetime.fromisoformat(written) if written else datetime.now(UTC)

    def _waited(
        self, posted: Mapping[str, datetime], choices: Orders, begun: datetime
    ) -> Iterator[int]:
        """From the status on LeafLink that made an order an invoice, to the invoice."""
        numbers = sorted(posted)
        for start in range(0, len(numbers), ORDERS_AT_ONCE):
            some = numbers[start : start + ORDERS_AT_ONCE]
            seen = self._seen.some(self._company, System.LEAFLINK, ORDER, some)
            events = self._seen.some(self._company, System.LEAFLINK, EVENTS, some)
            for number, one in seen.items():
                history = events[number].wire if number in events else []
                order = read_order(one.wire, history, one.first_seen_at)
                reached = recognised_at(order, choices) if isinstance(order, Order) else None
                if reached is not None and reached >= begun:
                    # LeafLink's clock may go before ours.
                    yield max(0, int((posted[number] - reached).total_seconds()))

    def _calls(self, first: date) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        with self._database.reading() as connection:
            rows = connection.execute(
                select(daily_calls).where(
                    daily_calls.c.company == self._company, daily_calls.c.day >= first.isoformat()
                )
            )
            for row in rows:
                found[row.day][f"{row.system} {row.cost_class}"] = int(row.calls)
        return found
