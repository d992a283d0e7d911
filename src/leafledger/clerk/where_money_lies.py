"""Where the money of payments lies in QuickBooks, as it was last seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.payment_window import marked_paid_record, payment_record
from leafledger.clerk.known_payouts import KnownPayouts
from leafledger.crosswalk.links import Crosswalk
from leafledger.figures.money import Money
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import UNDEPOSITED, KnownReceipt
from leafledger.quickbooks.receipts import read_receipt

NOWHERE = "Not in QuickBooks"


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment to be found: its subject in the proof (`payment:88`), its order, its amount."""

    subject: str
    order: str
    amount: Money


class WhereMoneyLies:
    """Finds the counterparts of some payments and says where their money is."""

    def __init__(
        self, company: str, seen: SeenRecords, crosswalk: Crosswalk, payouts: KnownPayouts
    ) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._payouts = payouts

    def of(self, payments: Sequence[Paid], undeposited: str, clearing: str) -> Mapping[str, str]:
        """In words by subject: undeposited, in a deposit, in clearing with its payouts, elsewhere.

        `undeposited` and `clearing` are the ids of QuickBooks's accounts, empty where there is
        none.
        """
        ids = self._ids(payments)
        receipts = self._receipts(ids.values())
        banked = self._payouts.deposits.banked()
        told = {}
        for one in payments:
            receipt = receipts.get(ids.get(one.subject, ""))
            if one.amount < Money.zero() and one.subject in ids:
                told[one.subject] = "Taken back by a journal entry"
            elif receipt is None:
                told[one.subject] = NOWHERE
            else:
                account = "" if receipt.deposit_account_id == undeposited else "another"
                through = bool(clearing) and receipt.deposit_account_id == clearing
                told[one.subject] = self._words(one, receipt, banked, account, through=through)
        return told

    def _words(
        self, paid: Paid, receipt: KnownReceipt, banked: Collection[str], account: str, *,
        through: bool,
    ) -> str:  # fmt: skip
        if receipt.voided:
            return "Voided"
        if through:
            rows = self._payouts.rows_of(paid.order)
            names = sorted({line.payout for line in rows})
            return f"Clearing, payout {', '.join(names)}" if names else "Clearing, no payout yet"
        if receipt.deposited or receipt.id in banked:
            return "In a bank deposit"
        if not receipt.deposit_account_id or not account:
            return UNDEPOSITED
        return receipt.deposit_account or "An account of its own"

    def _ids(self, payments: Iterable[Paid]) -> dict[str, str]:
        """The QuickBooks id of each payment's counterpart, by subject."""
        records, found = {}, {}
        for one in payments:
            kind, _, id_ = one.subject.partition(":")
            if kind == "quickbooks payment":
                found[one.subject] = id_
            elif kind == "marked paid":
                records[one.subject] = marked_paid_record(id_)
            elif one.order:
                records[one.subject] = payment_record(one.order, id_)
        links = self._crosswalk.live(self._company, list(records.values()))
        there = {subject: links[name] for subject, name in records.items() if name in links}
        return found | {subject: link.quickbooks_id for subject, link in there.items()}

    def _receipts(self, ids: Iterable[str]) -> dict[str, KnownReceipt]:
        kind = RecordKind.PAYMENT.value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, sorted(set(ids)))
        return {id_: read_receipt(one.wire) for id_, one in seen.items()}
