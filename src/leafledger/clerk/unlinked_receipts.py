"""Payments that QuickBooks itself took off an invoice, because that was voided or deleted there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leafledger.bookkeeping.known_records import Link
from leafledger.crosswalk.links import Crosswalk
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Settled
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.receipts import content_of_receipt


class UnlinkedReceipts:
    """Tells what QuickBooks did to a payment of ours from what a person did to it."""

    def __init__(self, company: str, crosswalk: Crosswalk) -> None:
        self._company = company
        self._crosswalk = crosswalk

    def as_written(
        self, links: Mapping[str, Link], receipts: Mapping[str, KnownReceipt],
        wires: Mapping[str, Wire],
    ) -> dict[str, KnownReceipt]:  # fmt: skip
        """Those of some payments that only lost an invoice of their order, as if we wrote them so.

        `links` by our record, the others by QuickBooks's id. Nobody edited them, so what is left
        of them may be applied again (accounting.md A5.5). Exact: the content with the lost line
        must be the one that QuickBooks answered us with.
        """
        found = {}
        for record, link in links.items():
            receipt = receipts.get(link.quickbooks_id)
            if receipt is None or not receipt.unapplied or not link.answered:
                continue
            if link.answered != receipt.content and self._has_lost(
                record, link, receipt, wires[receipt.id]
            ):
                found[receipt.id] = replace(receipt, content=link.answered)
        return found

    def _has_lost(self, record: str, link: Link, receipt: KnownReceipt, wire: Wire) -> bool:
        kind = RecordKind.INVOICE
        lines = [
            Settled(kind, Known(kind, id_), receipt.unapplied)
            for id_ in self._invoices_once(record.split(":")[1])
        ]
        return any(content_of_receipt(wire, [line]) == link.answered for line in lines)

    def _invoices_once(self, order: str) -> set[str]:
        """The first invoices that an order ever had, by their ids."""
        told = self._crosswalk.history(self._company, f"order:{order}")
        invoice = RecordKind.INVOICE.value
        return {str(one["quickbooks_id"]) for one in told if one["kind"] == invoice}
