"""The proof of an order's money: balances, payments and credits of every order together (A12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, Payment
from leafledger.figures.money import Money
from leafledger.ledger.receipts import Receipt, Reversal
from leafledger.reconciliation.balances import check_balance
from leafledger.reconciliation.checks import BALANCES, CREDITS, PAYMENTS, Check, Standing
from leafledger.reconciliation.credits import check_credits
from leafledger.reconciliation.market_side import MarketSide
from leafledger.reconciliation.our_books import OurBooks
from leafledger.reconciliation.payments import OrderPayments, strays
from leafledger.reconciliation.proof import STAYS, UNDO_OR_RELEASE, OrderProof, Proof

# Payments are read so many orders at a time.
ORDERS_AT_ONCE = 500
# More orders that differ are a difference of the books, and no want of fresh figures.
BALANCES_ASKED_MAX = 100
# What keeps an order from being proved, the worst first.
_NOT_PROVED = (Standing.DIFFERS, Standing.WAITING)


class PaymentsShown(Protocol):
    """Whoever knows the payments LeafLink shows of some orders."""

    def payments(
        self, numbers: Sequence[str], side: MarketSide
    ) -> Iterable[tuple[str, Sequence[Payment | Unreadable]]]:
        """Each order's number with its payments."""


def prove_money(
    proof: Proof, market: PaymentsShown, side: MarketSide, ours: OurBooks, policy: Policy,
    waiting: Mapping[str, str], ask_again: Callable[[str], Money | None],
    entered: Callable[[str], Receipt | Reversal | None],
) -> Proof:  # fmt: skip
    """The proof with what each order leaves open, its payments, and the credits.

    `ask_again` gives the open balance LeafLink shows of an order now: no stamp of the order tells
    that a payment was recorded, so what we saw of it may be older than the payment. `entered` as
    in `OrderPayments`.

    Nothing is compared of what the policy does not post. `waiting` by order number,
    `payments:NUMBER` or `credit:ID`. An order's payments are compared once it is in the books.
    """
    if not policy.payments.post:
        return proof
    asked = 0
    payments: list[Check] = []
    balances: list[Check] = []
    orders: list[OrderProof] = []
    for start in range(0, len(proof.orders), ORDERS_AT_ONCE):
        some = proof.orders[start : start + ORDERS_AT_ONCE]
        rows = dict(market.payments([order.number for order in some], side))
        for order in some:
            reason = waiting.get(f"payments:{order.number}", "") or waiting.get(order.number, "")
            mine = OrderPayments(
                order,
                rows[order.number],
                side.used.get(order.number, ()),
                ours,
                policy,
                reason,
                entered,
            )
            if order.standing is Standing.WAITING and not ours.documents.get(order.number):
                orders.append(order)
                continue
            paid = list(mine.checks())
            if order.standing is Standing.SKIPPED:
                left = [one for one in paid if one.booked]
                payments += left
                orders.append(_skipped_with(order, left))
                continue
            payments += paid
            balance, shown = check_balance(mine)
            if balance.standing is Standing.DIFFERS and asked < BALANCES_ASKED_MAX:
                asked += 1
                balance, shown = _looked_at_again(mine, ask_again)
            balances.append(balance)
            orders.append(_as_a_whole(replace(mine.order, open=shown), [balance, *paid]))
    known = [one.subject.removeprefix("payment:") for one in payments]
    checks = {BALANCES: tuple(balances), PAYMENTS: (*payments, *strays(ours, known))}
    if policy.credits.post:
        checks[CREDITS] = tuple(check_credits(_of_orders_in(proof, side, ours), ours, waiting))
    return replace(proof, orders=tuple(orders), checks={**checks, **proof.checks})


def _as_a_whole(order: OrderProof, checks: Iterable[Check]) -> OrderProof:
    """An order whose total agrees is proved only when its balance and its payments are."""
    if order.standing is not Standing.PROVED:
        return order
    found = [one for one in checks if one.standing in _NOT_PROVED]
    if not found:
        return order
    worst = min(found, key=lambda one: _NOT_PROVED.index(one.standing))
    return replace(
        order, standing=worst.standing, why=worst.why, cure=worst.cure,
        unsettled=abs(worst.difference),
    )  # fmt: skip


def _skipped_with(order: OrderProof, left: Sequence[Check]) -> OrderProof:
    """An order that people skipped; where money of it stands in the books, it waits."""
    if not left:
        return order
    stands = Money.total(abs(one.booked) for one in left)
    return replace(
        order, standing=Standing.WAITING, why=f"{order.why} {STAYS}", cure=UNDO_OR_RELEASE,
        unsettled=stands,
    )  # fmt: skip


def _of_orders_in(proof: Proof, side: MarketSide, ours: OurBooks) -> list[Credit | Unreadable]:
    """The credits, but for those of skipped orders that have no memo: nothing is wanted of them."""
    skipped = {order.number for order in proof.with_standing(Standing.SKIPPED)}
    return [
        one
        for one in side.credits
        if isinstance(one, Unreadable)
        or (one.applied_to or one.order) not in skipped
        or ours.memos.get(one.id)
    ]


def _looked_at_again(
    mine: OrderPayments, ask_again: Callable[[str], Money | None]
) -> tuple[Check, Money]:
    balance = ask_again(mine.order.number)
    if balance is not None:
        mine.order = replace(mine.order, leaflink_balance=balance)
    return check_balance(mine)
