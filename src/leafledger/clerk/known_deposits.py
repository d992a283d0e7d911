"""What is known of bank deposits, and of the receipts that still wait for one (A6.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leafledger.bookkeeping.deposits import DepositBooks, deposit_record, lies_undeposited
from leafledger.bookkeeping.known_records import CompanyBooks
from leafledger.bookkeeping.wanted_deposits import Undeposited, WantedDeposit
from leafledger.bookkeeping.write_back import is_ours
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.looking import ORDER
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

    def deposit(self, quickbooks_id: str) -> KnownDeposit | None:
        """A deposit as last seen; None where it was deleted."""
        kind = RecordKind.DEPOSIT.value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, [quickbooks_id])
        return read_deposit(seen[quickbooks_id].wire) if quickbooks_id in seen else None

    def undeposited(self, company: CompanyBooks) -> list[Undeposited]:
        """Our payments in Undeposited Funds, without those that a person chose already.

        From what was last seen; nobody is asked. The oldest first.
        """
        links = self._crosswalk.live_of_kinds(self._company, [RecordKind.PAYMENT])
        of_orders = {
            link.quickbooks_id: record.split(":")[1]
            for record, link in links.items()
            if record.startswith("order:")
        }
        taken = {
            one.id
            for wanted in self.words.all(self._company).values()
            for one in wanted.receipts
            if not wanted.taken_back
        }
        found = {
            id_: shown
            for id_, shown in self._receipts(sorted(of_orders.keys() - taken)).items()
            if is_ours(shown) and lies_undeposited(shown, company)
        }
        customers = self._customers([receipt.customer_id for receipt in found.values()])
        orders = self._orders([of_orders[id_] for id_ in found])
        listed = [
            Undeposited(
                id_, receipt.dated, receipt.total, customers.get(receipt.customer_id, ""),
                orders.get(of_orders[id_], ""), receipt.reference, _came_back(receipt),
            )
            for id_, receipt in found.items()
        ]  # fmt: skip
        return sorted(listed, key=lambda one: (one.dated, len(one.id), one.id))

    def _receipts(self, ids: Sequence[str]) -> dict[str, KnownReceipt]:
        """Payments as last seen, by id."""
        kind, banked = RecordKind.PAYMENT.value, self.banked()
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, ids)
        read = {id_: read_receipt(one.wire) for id_, one in seen.items()}
        return {id_: as_banked(one, banked) for id_, one in read.items()}

    def _customers(self, ids: Sequence[str]) -> dict[str, str]:
        kind = RecordKind.CUSTOMER.value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, sorted(set(ids)))
        return {id_: str(one.wire.get("DisplayName") or id_) for id_, one in seen.items()}

    def _orders(self, numbers: Sequence[str]) -> dict[str, str]:
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, sorted(set(numbers)))
        return {
            number: str(one.wire.get("order_seller_number") or one.wire.get("short_id") or "")
            for number, one in seen.items()
        }


def as_banked(receipt: KnownReceipt, banked: Mapping[str, Known]) -> KnownReceipt:
    """The same payment, deposited where a deposit took it to the bank."""
    if receipt.id not in banked:
        return receipt
    return replace(receipt, deposited=True, banked_in=banked[receipt.id])


def _came_back(receipt: KnownReceipt) -> bool:
    """Whether all of it settles what took it back."""
    back = [one for one in receipt.settles if one.kind is RecordKind.JOURNAL_ENTRY]
    return bool(back) and len(back) == len(receipt.settles) and not receipt.unapplied
