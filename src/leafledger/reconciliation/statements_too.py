"""LeafLink's payments together with what payout statements told of them (accounting.md A6.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from leafledger.bookkeeping.payout_payments import complete, line_ids
from leafledger.commerce.orders import Order, Unreadable
from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.commerce.remittances import Payment
from leafledger.database.connection import Database
from leafledger.intake.looking import ORDER
from leafledger.intake.order_names import find_orders
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.orders import read_order
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.reconciliation.market_side import Market, MarketSide, Rows
from leafledger.reconciliation.our_books import OurBooks


class StatementsToo:
    """The payments of orders, completed by the statements where one told of a payment first.

    `ours` says which rows were entered. An order whose payments all come from LeafLink's API is
    given as the API has it.
    """

    def __init__(
        self, market: Market, company: str, database: Database, seen: SeenRecords,
        payouts: Mapping[str, Payout], ours: OurBooks, zone: str,
    ) -> None:  # fmt: skip
        self._market = market
        self._company = company
        self._database = database
        self._seen = seen
        self._ours = ours
        self._zone = zone
        self._lines = self._by_order(payouts)

    def payments(self, numbers: Sequence[str], side: MarketSide) -> Iterator[tuple[str, Rows]]:
        """Each order's number with its payments."""
        mine = [number for number in numbers if number in self._lines]
        orders = self._orders(mine)
        for number, rows in self._market.payments(numbers, side):
            order = orders.get(number)
            yield number, self._completed(order, rows) if order is not None else rows

    def _completed(self, order: Order, rows: Rows) -> Rows:
        read = [one for one in rows if isinstance(one, Payment)]
        odd = [one for one in rows if isinstance(one, Unreadable)]
        entered = {*self._ours.receipts, *self._ours.entries}
        told = complete(order, self._lines[order.number], read, entered, self._zone)
        return (*told.payments, *odd)

    def _by_order(self, payouts: Mapping[str, Payout]) -> dict[str, list[PayoutLine]]:
        """The rows by order, of the names under which at least one row was entered by itself."""
        lines = [line for one in payouts.values() for line in one.lines if line.pays_an_order]
        named = {
            line.order: id_
            for id_, line in line_ids(lines).items()
            if self._ours.receipts.get(id_) or self._ours.entries.get(id_)
        }
        numbers = {name: self._number(name, id_) for name, id_ in named.items()}
        found: dict[str, list[PayoutLine]] = defaultdict(list)
        for line in lines:
            if number := numbers.get(line.order, ""):
                found[number].append(line)
        return found

    def _number(self, name: str, id_: str) -> str:
        """The order that a statement means by a name; empty where it is not only one.

        The order whose invoice the entered row settles, if it is called so: to look a name up
        among all orders takes long.
        """
        settled = {
            number
            for receipt in self._ours.receipts.get(id_, ())
            for one in receipt.settles
            if one.kind is RecordKind.INVOICE and isinstance(one.pointer, Known)
            if (number := self._ours.order_of.get(one.pointer.id, ""))
        }
        for number, order in self._orders(sorted(settled)).items():
            if name.casefold() in _names(order):
                return number
        found = find_orders(self._database, self._company, name)
        return found[0] if len(found) == 1 else ""

    def _orders(self, numbers: Sequence[str]) -> dict[str, Order]:
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, list(numbers))
        read = {id_: read_order(one.wire, [], one.first_seen_at) for id_, one in seen.items()}
        return {id_: order for id_, order in read.items() if isinstance(order, Order)}


def _names(order: Order) -> set[str]:
    names = (order.number, order.short_id, f"LL-{order.short_id}", order.seller_number)
    return {one.casefold() for one in names if one}
