"""Payments that people typed in QuickBooks, by customer and amount (accounting.md A6.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from leafledger.bookkeeping.known_records import PostedBooks
from leafledger.bookkeeping.write_back import is_ours
from leafledger.commerce.remittances import Payment
from leafledger.crosswalk.links import Crosswalk
from leafledger.figures.money import Money
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt
from leafledger.quickbooks.receipts import read_receipt

# Two may write at once: what was committed late is still read the next time.
OVERLAP = timedelta(minutes=5)
# The customer's id in QuickBooks, and the amount.
Place = tuple[str, Money]


class TypedPayments:
    """Remembers them between two looks, and reads only what changed since."""

    def __init__(self, company: str, seen: SeenRecords, crosswalk: Crosswalk) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._reached = ""
        self._places: dict[str, Place] = {}
        self._at: dict[Place, set[str]] = defaultdict(set)

    def like(
        self, new: Mapping[str, Sequence[Payment]], posted: Mapping[str, PostedBooks]
    ) -> dict[str, dict[str, KnownReceipt]]:
        """By order those of its customer and of its new payments' amounts, by their own id."""
        places = {
            number: [(invoices[0].customer_id, row.amount) for row in rows]
            for number, rows in new.items()
            if rows and (invoices := posted[number].live_invoices)
        }
        found = self._alike({place for some in places.values() for place in some})
        return {
            number: {id_: one for place in some for id_, one in found[place].items()}
            for number, some in places.items()
        }

    def _alike(self, places: Collection[Place]) -> dict[Place, dict[str, KnownReceipt]]:
        """Those of a customer (QuickBooks's id) and an amount, by their own id.

        What a person matched with a payment of LeafLink is no longer among them.
        """
        if not places:
            return {}
        self._catch_up()
        ids = {place: self._at.get(place, set()) for place in places}
        every = sorted(set().union(*ids.values()))
        if not every:
            return {place: {} for place in ids}
        linked = self._crosswalk.linked(self._company, RecordKind.PAYMENT, every)
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.PAYMENT.value, every)
        read = {id_: read_receipt(one.wire) for id_, one in seen.items() if id_ not in linked}
        return {
            place: {id_: read[id_] for id_ in sorted(some) if id_ in read}
            for place, some in ids.items()
        }

    def _catch_up(self) -> None:
        kind = RecordKind.PAYMENT.value
        changed = self._seen.since(self._company, System.QUICKBOOKS, kind, self._reached)
        for id_, one in changed.records.items():
            if id_ in self._places:
                self._at[self._places.pop(id_)].discard(id_)
            receipt = read_receipt(one.wire) if one is not None else None
            if receipt is not None and receipt.total and not is_ours(receipt):
                place = receipt.customer_id, receipt.total
                self._places[id_] = place
                self._at[place].add(id_)
        if changed.latest is not None:
            self._reached = (changed.latest - OVERLAP).isoformat()
