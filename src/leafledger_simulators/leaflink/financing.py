"""LeafLink's own money: Direct Pay, Flex Pay with factored orders, fees, reversals, NSF.

A payout is what LeafLink does on the seller's bank account; it is not part of V2. Its reasons
are the newer API's own list (reference/leaflink.md 5.5). On the order a payment of type `other`
appears, or nothing, as the switch says (5.4: UNKNOWN). Fees are charged when the money moves and
billed in the first fourteen days of the next month (5.4); their rates are UNKNOWN, so they are
switches, and the defaults stand for no published price.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import ZERO, Order, Row
from leafledger_simulators.leaflink.statuses import RECOGNISED
from leafledger_simulators.leaflink.till import record_payment, seller_day
from leafledger_simulators.leaflink.totals import to_cent
from leafledger_simulators.leaflink.world import World

PAYOUTS = "payouts"
# Reason on the order, payout's reason, fee's reason, switch of the fee's rate.
PROGRAMS = {
    "direct": ("Direct Payment", "marketplace_payment", "direct_pay_fee", "direct_fee_percent"),
    "flexible": ("Flex Payment", "invoice_purchase", "factor_fee", "flex_fee_percent"),
}
BILLED_WITHIN_DAYS = 14


def pay_out(world: World, order: Order, program: str) -> Row:
    """LeafLink pays the seller what an order owes: pulled from the buyer, or bought from us.

    Raises: ValueError for an order that owes nothing or was paid out already.
    """
    words, reason, fee_reason, rate = PROGRAMS[program]
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        raise ValueError("the order owes nothing")
    if _standing(world, order) is not None:
        raise ValueError("the order was paid out already")
    fee = to_cent(owed * Decimal(str(world.switches[rate])) / 100)
    payout = _write(world, order, program, reason, owed)
    _write(world, order, program, fee_reason, -fee)
    _on_the_order(world, order, owed, fee, words)
    return payout


def reverse_payout(world: World, order: Order) -> Row:
    """The buyer's bank sends it back, or LeafLink sells the order back: with its fee (5.5).

    A factored order keeps its fee, as the service was given; a Direct Pay fee is returned.
    Raises: ValueError for an order without a payout.
    """
    payout = _standing(world, order)
    if payout is None:
        raise ValueError("the order has no payout")
    program = payout["program"]
    gross = Decimal(payout["amount"])
    fees = [one for one in payouts_of(world, order) if one["reason"] == PROGRAMS[program][2]]
    fee = -Decimal(fees[-1]["amount"])
    payout["reversed"] = True
    row = _write(world, order, program, "reversal", -gross)
    if program == "direct":
        _write(world, order, program, "direct_pay_fee_reversal", fee)
    _on_the_order(world, order, -gross, -fee, f"{PROGRAMS[program][0]} reversal")
    return row


def charge_nsf(world: World, order: Order) -> Row:
    """The bank's fee for a returned payment, passed on to the seller (5.4)."""
    fee = to_cent(Decimal(str(world.switches["nsf_fee"])))
    return _write(world, order, "direct", "ach_error", -fee)


def payouts_of(world: World, order: Order) -> list[Row]:
    """The payouts and fees about an order, oldest first."""
    rows = world.state.table(PAYOUTS).values()
    return [row for row in rows if row["order"] == order.number]


def statement(world: World) -> Row:
    """All payouts, and the bill of each month's fees with the day it is due to be sent."""
    rows = list(world.state.table(PAYOUTS).values())
    bills: dict[str, Decimal] = {}
    for row in rows:
        if row["reason"] not in {"reversal", *(one[1] for one in PROGRAMS.values())}:
            month = row["date"][:7]
            bills[month] = bills.get(month, ZERO) - Decimal(row["amount"])
    return {
        "payouts": rows,
        "fee_bills": [
            {"month": month, "fees": wire.text_2(fees), "billed_by": _billed_by(month)}
            for month, fees in sorted(bills.items())
        ],
    }


def _standing(world: World, order: Order) -> Row | None:
    """The payout of an order that was not reversed."""
    gross = {one[1] for one in PROGRAMS.values()}
    return next(
        (row for row in payouts_of(world, order) if row["reason"] in gross and not row["reversed"]),
        None,
    )


def _write(world: World, order: Order, program: str, reason: str, amount: Decimal) -> Row:
    return world.state.add_row(
        PAYOUTS,
        {
            "order": order.number,
            "program": program,
            "reason": reason,
            "amount": wire.text_2(amount),
            "date": seller_day(world).isoformat(),
            "reversed": False,
        },
    )


def _on_the_order(world: World, order: Order, gross: Decimal, fee: Decimal, words: str) -> None:
    shown = world.switches["leaflink_money_in_v2"]
    if shown == "nothing":
        return
    record_payment(
        world,
        order,
        recorded_by=next(iter(world.state.table("company_staff"))),
        total=gross if shown == "gross" else gross - fee,
        payment_date=world.clock.now().replace(microsecond=0),
        reason=words,
    )


def _billed_by(month: str) -> str:
    first = date.fromisoformat(f"{month}-01")
    next_month = (first + timedelta(days=32)).replace(day=1)
    return (next_month + timedelta(days=BILLED_WITHIN_DAYS - 1)).isoformat()
