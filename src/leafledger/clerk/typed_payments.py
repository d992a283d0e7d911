"""Payments that people typed in QuickBooks and applied to nothing, by customer (A6.6)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from leafledger.bookkeeping.write_back import is_ours
from leafledger.crosswalk.links import Crosswalk
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt
from leafledger.quickbooks.receipts import read_receipt

# Two may write at once: what was committed late is still read the next time.
OVERLAP = timedelta(minutes=5)


class TypedPayments:
    """Remembers them between two looks, and reads only what changed since."""

    def __init__(self, company: str, seen: SeenRecords, crosswalk: Crosswalk) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._reached = ""
        self._unapplied: dict[str, KnownReceipt] = {}

    def unapplied_of(self, customers: Iterable[str]) -> dict[str, dict[str, KnownReceipt]]:
        """Those of some customers (QuickBooks's ids), by customer and by their own id.

        What a person matched with a payment of LeafLink is no longer among them.
        """
        self._catch_up()
        wanted = set(customers)
        mine = {i: one for i, one in self._unapplied.items() if one.customer_id in wanted}
        linked = self._crosswalk.linked(self._company, RecordKind.PAYMENT, list(mine))
        found: dict[str, dict[str, KnownReceipt]] = {customer: {} for customer in wanted}
        for id_, receipt in mine.items():
            if id_ not in linked:
                found[receipt.customer_id][id_] = receipt
        return found

    def _catch_up(self) -> None:
        kind = RecordKind.PAYMENT.value
        changed = self._seen.since(self._company, System.QUICKBOOKS, kind, self._reached)
        for id_, one in changed.records.items():
            receipt = read_receipt(one.wire) if one is not None else None
            if receipt is not None and receipt.total and _lies_there(receipt):
                self._unapplied[id_] = receipt
            else:
                self._unapplied.pop(id_, None)
        if changed.latest is not None:
            self._reached = (changed.latest - OVERLAP).isoformat()


def _lies_there(receipt: KnownReceipt) -> bool:
    return receipt.unapplied == receipt.total and not receipt.voided and not is_ours(receipt)
