"""What is known of bank deposits, and of the receipts that still wait for one (A6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leafledger.bookkeeping.deposits import DepositBooks, deposit_record
from leafledger.bookkeeping.wanted_deposits import WantedDeposit
from leafledger.clerk.waiting_receipts import WaitingReceipts
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.deposit_words import DepositWords
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownDeposit, KnownReceipt
from leafledger.quickbooks.deposits import banked_in, deposited, read_deposit
from leafledger.quickbooks.receipts import read_receipt


class KnownDeposits:
    """Puts together what planning and choosing need to know of one company's deposits."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, crosswalk: Crosswalk
    ) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._held: tuple[str, Mapping[str, Known]] = ("", {})
        self.words = DepositWords(database)
        self.waiting = WaitingReceipts(company, database, seen)

    def banked(self) -> Mapping[str, Known]:
        """The bank's account by the payment that a deposit took there, which QuickBooks then locks.

        The deposits tell, since a payment does not; they are read once while nothing changes.
        Source: accounting.md A11
        """
        kinds = [RecordKind.DEPOSIT.value]
        version = self._seen.version(self._company, System.QUICKBOOKS, kinds)
        if self._held[0] != version:
            deposits = self._seen.all(self._company, System.QUICKBOOKS, kinds[0])
            held = {
                id_: banked_in(deposit.wire)
                for deposit in deposits.values()
                for entity, id_ in deposited(deposit.wire)
                if entity == RecordKind.PAYMENT.value
            }
            self._held = (version, held)
        return self._held[1]

    def books(self, wanted: WantedDeposit) -> DepositBooks:
        """What stands in QuickBooks of a deposit that a person wants."""
        record = deposit_record(wanted.name)
        link = self._crosswalk.live(self._company, [record]).get(record)
        receipts = self._receipts([one.id for one in wanted.receipts])
        return DepositBooks(
            link=link,
            deposit=self.deposit(link.quickbooks_id) if link is not None else None,
            receipts=receipts,
        )

    def standing(self, names: Sequence[str]) -> dict[str, KnownDeposit]:
        """Those of some deposits that stand in QuickBooks as last seen, by our name."""
        links = self._crosswalk.live(self._company, [deposit_record(one) for one in names])
        ids = [one.quickbooks_id for one in links.values()]
        kind = RecordKind.DEPOSIT.value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, ids)
        there = {id_: read_deposit(one.wire) for id_, one in seen.items()}
        return {
            record.removeprefix("deposit:"): there[link.quickbooks_id]
            for record, link in links.items()
            if link.quickbooks_id in there
        }

    def deposit(self, quickbooks_id: str) -> KnownDeposit | None:
        """A deposit as last seen; None where it was deleted."""
        kind = RecordKind.DEPOSIT.value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, [quickbooks_id])
        return read_deposit(seen[quickbooks_id].wire) if quickbooks_id in seen else None

    def _receipts(self, ids: Sequence[str]) -> dict[str, KnownReceipt]:
        """Payments as last seen, by id."""
        kind, banked = RecordKind.PAYMENT.value, self.banked()
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, ids)
        read = {id_: read_receipt(one.wire) for id_, one in seen.items()}
        return {id_: as_banked(one, banked) for id_, one in read.items()}


def as_banked(receipt: KnownReceipt, banked: Mapping[str, Known]) -> KnownReceipt:
    """The same payment, deposited where a deposit took it to the bank."""
    if receipt.id not in banked:
        return receipt
    return replace(receipt, deposited=True, banked_in=banked[receipt.id])
