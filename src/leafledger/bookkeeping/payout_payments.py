"""What a payout statement tells of an order's payments that LeafLink's API does not (A6.5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from leafledger.bookkeeping.known_records import PaymentBooks
from leafledger.bookkeeping.payment_facts import came_through_leaflink, is_cash, sort_out
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.policy import Bounce, Policy
from leafledger.commerce.orders import Order
from leafledger.commerce.payouts import PayoutLine, kind_in_words
from leafledger.commerce.remittances import Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.figures.references import payout_row

# A payment that came with a payout has its day and no hour; noon is that day in every zone's books.
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An order's payments, completed by the statements, and which stand for each row of those.

    `by_line` by the id that a row's own payment has.
    """

    payments: tuple[Payment, ...]
    by_line: Mapping[str, tuple[Payment, ...]]


def line_ids(lines: Sequence[PayoutLine]) -> dict[str, PayoutLine]:
    """Each row under a lasting id: that of its content, so that it outlives another row order."""
    times: Counter[str] = Counter()
    found = {}
    for line in sorted(lines, key=lambda one: (one.dated, one.payout, one.place)):
        times[line.content] += 1
        again = f"-{times[line.content]}" if times[line.content] > 1 else ""
        found[f"{line.payout}/{line.content[:8]}{again}"] = line
    return found


def complete(
    order: Order, lines: Sequence[PayoutLine], payments: Sequence[Payment],
    entered: Collection[str], zone: str,
) -> Evidence:  # fmt: skip
    """Set an order's payments beside the payout rows that pay it; what they lack is added.

    A row that no payment stands for is a payment by itself; one that LeafLink shows net of its fee
    is completed by the fee, which the customer paid, too. `entered` are ids already in the books:
    what a statement told first is not entered again when the API tells it later.
    Money: the payments that stand for a row add up to its gross, except where LeafLink shows
        another amount on the order, which no row tells of: then the payout waits.
    Source: accounting.md A6.5; docs/decisions/0015-a-payout-is-one-deposit.md
    Example: a row of 500.00 and no payment on the order -> a payment of 500.00
    """
    left = [one for one in payments if came_through_leaflink(order, one)]
    others = [one for one in payments if one not in left and is_cash(one)]
    kept, by_line = list(payments), dict[str, tuple[Payment, ...]]()
    shown_for: dict[Money, Money] = {}
    untold: list[tuple[str, PayoutLine]] = []
    for id_, line in line_ids([one for one in lines if one.pays_an_order]).items():
        shown = _shown(line, left, shown_for)
        if shown is None:
            untold.append((id_, line))
            continue
        left.remove(shown)
        shown_for[line.gross] = shown.amount
        if id_ in entered and shown.id not in entered:
            kept.remove(shown)
            by_line[id_] = (_payment(order, id_, line, line.gross, zone),)
        elif shown.amount == line.gross:
            by_line[id_] = (shown,)
        else:
            rest = _payment(order, id_, line, line.gross - shown.amount, zone)
            by_line[id_] = (shown, rest)
    for id_, line in untold:
        alike = () if id_ in entered else _alike(line, left, others)
        by_line[id_] = alike or (_payment(order, id_, line, line.gross, zone),)
    own = [one for some in by_line.values() for one in some if payout_row(one.id)[0]]
    return Evidence((*kept, *own), by_line)


def _alike(line: PayoutLine, left: list[Payment], others: list[Payment]) -> tuple[Payment, ...]:
    """What is on the order that may be the money of a row which no payment is shown for.

    One that a person recorded on LeafLink of the same amount; else LeafLink's own that no row
    tells of. Where those do not add up to the row, the payout waits: nobody knows whether it is
    the same money. What is taken is taken from the lists.
    """
    by_hand = next((one for one in others if one.amount == line.gross), None)
    if by_hand is not None:
        # It must not be there twice.
        others.remove(by_hand)
        return (by_hand,)
    is_back = line.gross < Money.zero()
    rest = tuple(one for one in left if (one.amount < Money.zero()) == is_back)
    if Money.total(one.amount for one in rest) == line.gross:
        left[:] = [one for one in left if one not in rest]
    return rest


def _shown(
    line: PayoutLine, left: Sequence[Payment], shown_for: Mapping[Money, Money]
) -> Payment | None:
    """The payment on the order that is this row's money: gross, or net of the fee.

    What takes a payment back may be shown as it was shown when it came.
    """
    taken_back = shown_for.get(-line.gross)
    wanted = [line.gross, line.net] + ([-taken_back] if taken_back is not None else [])
    for amount in wanted:
        found = next((one for one in left if amount and one.amount == amount), None)
        if found is not None:
            return found
    return None


def _payment(order: Order, id_: str, line: PayoutLine, amount: Money, zone: str) -> Payment:
    moment = datetime.combine(line.dated, NOON, ZoneInfo(zone))
    return Payment(
        id=id_, order=order.number, amount=amount, paid_at=moment, recorded_at=moment,
        method=PaymentMethod.OTHER,
        reason=f"LeafLink payout {line.payout}: {kind_in_words(line.kind)}",
    )  # fmt: skip


def held_in_clearing(
    line: PayoutLine, order: Order, evidence: Sequence[Payment], payments: Sequence[Payment],
    books: PaymentBooks, policy: Policy,
) -> Money:  # fmt: skip
    """What the clearing account holds for a row: the payments that stand for it, as entered.

    A payment and its reversal that the policy voids are neither there: together they are nothing.
    """
    clearing = policy.payments.clearing
    facts = sort_out(payments)
    pairs = {id_ for pair in facts.reverses for id_ in pair}
    if policy.payments.bounce is Bounce.VOID and any(one.id in pairs for one in evidence):
        return line.gross
    total = Money.zero()
    for payment in evidence:
        record = payment_record(order.number, payment.id)
        link, receipt = books.links.get(record), books.receipt_of(record)
        if payment.amount.amount < 0:
            entry = books.entries.get(link.quickbooks_id) if link is not None else None
            total = total - entry.receivable if entry is not None else total
        elif receipt is not None and not receipt.voided and clearing is not None:
            is_there = receipt.deposit_account_id == clearing.id
            total = total + receipt.total if is_there else total
    return total
