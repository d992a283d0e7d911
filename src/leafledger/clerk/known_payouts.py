"""What is known of payouts when they, and the payments they tell of, are planned (A6.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.payout_payments import Evidence, complete, line_ids
from leafledger.bookkeeping.payouts import payout_record
from leafledger.clerk.known_deposits import KnownDeposits
from leafledger.commerce.orders import Order
from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.commerce.remittances import Payment
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.looking import ORDER
from leafledger.intake.order_names import orders_called
from leafledger.intake.payouts import Payouts
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.orders import read_order
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownDeposit


@dataclass(frozen=True, slots=True)
class _Rows:
    """Every row that pays an order, by the order's number, while no statement is imported.

    `unknown` rows name no order, or several, among those seen at `orders`.
    """

    version: str = ""
    by_order: Mapping[str, tuple[PayoutLine, ...]] = field(default_factory=dict)
    unknown: tuple[PayoutLine, ...] = ()
    orders: str = ""


class KnownPayouts:
    """Puts together what planning needs to know of one company's payouts."""

    def __init__(
        self, company: str, database: Database, seen: SeenRecords, crosswalk: Crosswalk
    ) -> None:
        self._company = company
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk
        self._rows = _Rows()
        self._numbers: dict[str, str] = {}
        self.payouts = Payouts(company, database, seen)
        self.deposits = KnownDeposits(company, database, seen, crosswalk)

    def numbers_of(self, name: str) -> tuple[str, ...]:
        """The orders that a statement may mean by a name; one where all is well."""
        if name and name not in self._numbers:
            found = orders_called(self._seen, self._database, self._company, name)
            if len(found) != 1:
                return tuple(found)
            self._numbers[name] = found[0]
        return (self._numbers[name],) if name else ()

    def orders(self, payout: Payout) -> dict[str, tuple[Order, ...]]:
        """The orders that a payout's rows name, as far as they were seen, by that name."""
        numbers = {line.order: self.numbers_of(line.order) for line in payout.lines}
        wanted = sorted({number for some in numbers.values() for number in some})
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, wanted)
        read = {id_: read_order(one.wire, [], one.first_seen_at) for id_, one in seen.items()}
        return {
            name: tuple(order for number in some if isinstance(order := read.get(number), Order))
            for name, some in numbers.items()
        }

    def concerned(self, payouts: Iterable[Payout]) -> list[str]:
        """The numbers of the orders that payouts pay."""
        names = {one.order for payout in payouts for one in payout.lines if one.pays_an_order}
        found = [self.numbers_of(name) for name in names]
        return sorted({some[0] for some in found if len(some) == 1})

    def evidence(
        self, orders: Mapping[str, Order], payments: Mapping[str, Sequence[Payment]], zone: str
    ) -> dict[str, Evidence]:
        """The payments of the orders that payouts pay, completed; other orders are left out."""
        rows = self._by_order()
        mine = [number for number in orders if number in rows]
        records = {
            payment_record(number, id_): (number, id_)
            for number in mine
            for id_ in [*(one.id for one in payments[number]), *line_ids(rows[number])]
        }
        entered: dict[str, set[str]] = defaultdict(set)
        for record in self._crosswalk.live(self._company, list(records)):
            number, id_ = records[record]
            entered[number].add(id_)
        return {
            number: complete(orders[number], rows[number], payments[number], entered[number], zone)
            for number in mine
        }

    def rows_of(self, number: str) -> tuple[PayoutLine, ...]:
        """Every row of every payout that pays an order."""
        return self._by_order().get(number, ())

    def entered_rows(self, payout: Payout) -> list[PayoutLine]:
        """The rows of a payout that stand in the books as a payment by themselves."""
        found = []
        for id_, line in line_ids([one for one in payout.lines if one.pays_an_order]).items():
            records = [payment_record(number, id_) for number in self.numbers_of(line.order)]
            if self._crosswalk.live(self._company, records):
                found.append(line)
        return found

    def deposit(self, quickbooks_id: str) -> KnownDeposit | None:
        """A deposit as last seen; None where it was deleted."""
        return self.deposits.deposit(quickbooks_id)

    def link(self, payout: str) -> Link | None:
        """The link of a payout that was entered."""
        record = payout_record(payout)
        return self._crosswalk.live(self._company, [record]).get(record)

    def stands(self, payout: Payout) -> bool:
        """Whether the deposit or the entry of a payout is in QuickBooks, as far as was seen."""
        link = self.link(payout.id)
        if link is None:
            return False
        if payout.net > Money.zero():
            return self.deposit(link.quickbooks_id) is not None
        return self.entry_stands(link.quickbooks_id)

    def entry_stands(self, quickbooks_id: str) -> bool:
        """Whether a journal entry was seen and not deleted since."""
        kind = RecordKind.JOURNAL_ENTRY.value
        return quickbooks_id in self._seen.some(
            self._company, System.QUICKBOOKS, kind, [quickbooks_id]
        )

    def _by_order(self) -> Mapping[str, tuple[PayoutLine, ...]]:
        version = self.payouts.version()
        if self._rows.version != version:
            lines = [one for payout in self.payouts.all().values() for one in payout.lines]
            self._rows = self._sorted(version, {}, [one for one in lines if one.pays_an_order])
        elif self._rows.unknown and self._rows.orders != self._orders_seen():
            # Orders have come since that their rows may name.
            self._rows = self._sorted(version, self._rows.by_order, self._rows.unknown)
        return self._rows.by_order

    def _orders_seen(self) -> str:
        return self._seen.version(self._company, System.LEAFLINK, [ORDER])

    def _sorted(
        self, version: str, known: Mapping[str, tuple[PayoutLine, ...]],
        lines: Sequence[PayoutLine],
    ) -> _Rows:  # fmt: skip
        orders = self._orders_seen()
        by_order = defaultdict(list, {number: list(some) for number, some in known.items()})
        numbers = {name: self.numbers_of(name) for name in {line.order for line in lines}}
        unknown = []
        for line in lines:
            found = numbers[line.order]
            if len(found) == 1:
                by_order[found[0]].append(line)
            else:
                unknown.append(line)
        told = {number: tuple(some) for number, some in by_order.items()}
        return _Rows(version, told, tuple(unknown), orders)
