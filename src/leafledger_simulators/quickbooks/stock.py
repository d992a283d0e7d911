"""Quantity and cost of inventory items, first in first out.

Reference: reference/quickbooks.md 12 (cost flow FIFO; an old date changes the cost of later
sales; quantity below zero is allowed and estimated, and trued up when stock arrives). Every
value is whole cents, so that the asset account is the sum of the layers to the cent.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from leafledger_simulators.quickbooks.wire import CENT, ZERO

Moves = list[tuple[str, Decimal, Decimal | None]]
"""Item id, quantity (above zero comes in), unit cost or None for what the item last cost."""


@dataclass(frozen=True, slots=True, order=True)
class Movement:
    """Stock in (above zero) or out. `unit_cost` None: what the item last cost."""

    day: date
    sequence: int
    txn_id: str = field(compare=False)
    quantity: Decimal = field(compare=False)
    unit_cost: Decimal | None = field(compare=False, default=None)


class ItemStock:
    """One item's movements in date order and the layers left after the last.

    A layer is a quantity, its value in whole cents, and its unit cost; so is what is oversold.
    """

    def __init__(self, fallback_cost: Decimal) -> None:
        self.fallback_cost = fallback_cost
        self.movements: list[Movement] = []
        self.value_out: dict[str, Decimal] = {}
        self._start()

    def _start(self) -> None:
        self._layers: deque[list[Decimal]] = deque()
        self._owed: deque[list[Decimal]] = deque()
        self._last_cost = self.fallback_cost
        self.value_out.clear()

    @property
    def quantity(self) -> Decimal:
        """What is on hand; below zero when oversold."""
        return sum((layer[0] for layer in self._layers), ZERO) - sum(
            (owed[0] for owed in self._owed), ZERO
        )

    @property
    def value(self) -> Decimal:
        """What the asset account holds for it; below zero when oversold."""
        return sum((layer[1] for layer in self._layers), ZERO) - sum(
            (owed[1] for owed in self._owed), ZERO
        )

    def add(self, movement: Movement) -> None:
        """Take a movement in; one that is not the newest reshuffles the layers."""
        newest = not self.movements or self.movements[-1] < movement
        insort(self.movements, movement)
        if newest:
            self._flow(movement)
        else:
            self.replay()

    def drop(self, txn_id: str) -> bool:
        """Take a transaction's movements out. True when there were any."""
        kept = [movement for movement in self.movements if movement.txn_id != txn_id]
        if len(kept) == len(self.movements):
            return False
        self.movements = kept
        self.replay()
        return True

    def replay(self) -> None:
        """Work every layer out again."""
        self._start()
        for movement in self.movements:
            self._flow(movement)

    def _flow(self, movement: Movement) -> None:
        value = (
            -self._come(movement.quantity, movement.unit_cost)
            if movement.quantity > 0
            else self._go(-movement.quantity)
        )
        self.value_out[movement.txn_id] = self.value_out.get(movement.txn_id, ZERO) + value

    def _come(self, quantity: Decimal, unit_cost: Decimal | None) -> Decimal:
        """New stock pays what was oversold first. The value that stays in the asset account."""
        cost = self._last_cost if unit_cost is None else unit_cost
        coming = [quantity, in_cents(quantity * cost), cost]
        stays = ZERO
        while coming[0] and self._owed:
            paid = min(self._owed[0][0], coming[0])
            # The asset account was charged an estimate; what the goods cost more goes to cost.
            stays += _take(self._owed[0], paid)
            _take(coming, paid)
            if not self._owed[0][0]:
                self._owed.popleft()
        if coming[0]:
            self._layers.append(coming)
        self._last_cost = cost
        return stays + coming[1]

    def _go(self, quantity: Decimal) -> Decimal:
        value = ZERO
        while quantity and self._layers:
            layer = self._layers[0]
            taken = min(layer[0], quantity)
            value += _take(layer, taken)
            quantity -= taken
            self._last_cost = layer[2]
            if not layer[0]:
                self._layers.popleft()
        if quantity:
            estimate = in_cents(quantity * self._last_cost)
            self._owed.append([quantity, estimate, self._last_cost])
            value += estimate
        return value


def in_cents(value: Decimal) -> Decimal:
    """Half-up to the cent."""
    return value.quantize(CENT, ROUND_HALF_UP)


def _take(layer: list[Decimal], quantity: Decimal) -> Decimal:
    """Take a quantity out of a layer with its share of the value; the last takes the rest."""
    share = layer[1] if quantity == layer[0] else in_cents(layer[1] * quantity / layer[0])
    layer[0] -= quantity
    layer[1] -= share
    return share


class Stock:
    """The stock of every inventory item of the company."""

    def __init__(self) -> None:
        self._items: dict[str, ItemStock] = {}
        self._items_of: dict[str, set[str]] = {}
        self._sequence = 0

    def track(self, item_id: str, fallback_cost: Decimal) -> None:
        """Begin to keep an item, or change the cost it takes when nothing else is known."""
        stock = self._items.get(item_id)
        if stock is None:
            self._items[item_id] = ItemStock(fallback_cost)
        else:
            stock.fallback_cost = fallback_cost

    def quantity(self, item_id: str) -> Decimal:
        """What is on hand."""
        stock = self._items.get(item_id)
        return stock.quantity if stock is not None else ZERO

    def movements(self, item_id: str) -> list[Movement]:
        """All movements of an item, in the order of their dates."""
        stock = self._items.get(item_id)
        return stock.movements if stock is not None else []

    def value(self, item_id: str) -> Decimal:
        """What the asset account holds for an item."""
        stock = self._items.get(item_id)
        return stock.value if stock is not None else ZERO

    def move(self, txn_id: str, day: date, moves: Moves) -> set[str]:
        """Write a transaction's movements in place of those it had.

        Returns the ids of the transactions whose cost is now different, itself included.
        """
        had = self._items_of.pop(txn_id, set())
        if not had and all(self._is_newest(move[0], day) for move in moves):
            self._add(txn_id, day, moves)
            return {txn_id} if moves else set()
        touched = had | {move[0] for move in moves}
        before = {item_id: dict(self._items[item_id].value_out) for item_id in touched}
        for item_id in touched:
            self._items[item_id].drop(txn_id)
        self._add(txn_id, day, moves)
        changed = {txn_id}
        for item_id in touched:
            old, new = before[item_id], self._items[item_id].value_out
            changed |= {txn for txn in old.keys() | new.keys() if old.get(txn) != new.get(txn)}
        return changed

    def _is_newest(self, item_id: str, day: date) -> bool:
        movements = self._items[item_id].movements
        return not movements or movements[-1].day <= day

    def _add(self, txn_id: str, day: date, moves: Moves) -> None:
        for item_id, quantity, unit_cost in moves:
            self._sequence += 1
            self._items[item_id].add(Movement(day, self._sequence, txn_id, quantity, unit_cost))
            self._items_of.setdefault(txn_id, set()).add(item_id)

    def value_out(self, txn_id: str) -> dict[str, Decimal]:
        """What a transaction took out of each item's asset account, to the cent."""
        return {
            item_id: self._items[item_id].value_out.get(txn_id, ZERO).quantize(CENT)
            for item_id in self._items_of.get(txn_id, ())
        }
