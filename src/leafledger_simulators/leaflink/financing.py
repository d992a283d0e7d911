"""LeafLink's own money: Direct Pay, Flex Pay with factored orders, fees, reversals, NSF.

A payout is what LeafLink does on the seller's bank account; it is not part of V2. Its reasons
are the newer API's own list (reference/leaflink.md 5.5). On the order a payment of type `other`
appears, or nothing, as the switch says (5.4: UNKNOWN). Every movement of money is a row: the
gross amount, its fee, a reversal. What reaches the bank in one payment, and the statement of it,
is in `payouts.py`. Fee rates are UNKNOWN, so they are switches; the defaults are nobody's price.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import Order, Row
from leafledger_simulators.leaflink.statuses import RECOGNISED
from leafledger_simulators.leaflink.till import record_payment, seller_day
from leafledger_simulators.leaflink.totals import to_cent
from leafledger_simulators.leaflink.world import World

MOVEMENTS = "payout_movements"
# Reason on the order, payout's reason, fee's reason, switch of the fee's rate.
PROGRAMS = {
    "direct": ("Direct Payment", "marketplace_payment", "direct_pay_fee", "direct_fee_percent"),
    "flexible": ("Flex Payment", "invoice_purchase", "factor_fee", "flex_fee_percent"),
}
BILLED_WITHIN_DAYS = 14
SATURDAY = 5


def pay_out(world: World, order: Order, program: str) -> Row:
    """LeafLink pays the seller what an order owes: pulled from the buyer, or bought from us.

    Raises: ValueError for an order that owes nothing or was paid out already.
    """
    words, reason, fee_reason, rate = PROGRAMS[program]
    owed = world.balance(order)
    if order.status not in RECOGNISED or owed <= 0:
        raise ValueError("the order owes nothing")
    if was_paid_out(world, order):
        raise ValueError("the order was paid out already")
    fee = to_cent(owed * Decimal(str(world.switches[rate])) / 100)
    movement = _write(world, order, program, reason, owed)
    _write(world, order, program, fee_reason, -fee, about=movement["id"])
    _on_the_order(world, order, owed, fee, words)
    return movement


def reverse_payout(world: World, order: Order) -> Row:
    """The buyer's bank sends it back, or LeafLink sells the order back: with its fee (5.5).

    A factored order keeps its fee, as the service was given; a Direct Pay fee is returned.
    Raises: ValueError for an order without a payout.
    """
    paid_out = _standing(world, order)
    if paid_out is None:
        raise ValueError("the order has no payout")
    program = paid_out["program"]
    gross = Decimal(paid_out["amount"])
    fees = [one for one in movements_of(world, order) if one["about"] == paid_out["id"]]
    fee = -Decimal(fees[-1]["amount"])
    paid_out["reversed"] = True
    row = _write(world, order, program, "reversal", -gross)
    if program == "direct":
        _write(world, order, program, "direct_pay_fee_reversal", fee, about=row["id"])
    _on_the_order(world, order, -gross, -fee, f"{PROGRAMS[program][0]} reversal")
    return row


def charge_nsf(world: World, order: Order) -> Row:
    """The bank's fee for a returned payment, passed on to the seller (5.4)."""
    fee = to_cent(Decimal(str(world.switches["nsf_fee"])))
    return _write(world, order, "direct", "ach_error", -fee)


def movements_of(world: World, order: Order) -> list[Row]:
    """LeafLink's money about an order, oldest first."""
    rows = world.state.table(MOVEMENTS).values()
    return [row for row in rows if row["order"] == order.number]


def was_paid_out(world: World, order: Order) -> bool:
    """Whether LeafLink paid for an order and it was not reversed."""
    return _standing(world, order) is not None


def billed_by(month: str) -> str:
    """The last day on which a month's fees are billed: the fourteenth of the next (5.4)."""
    first = date.fromisoformat(f"{month}-01")
    next_month = (first + timedelta(days=32)).replace(day=1)
    return (next_month + timedelta(days=BILLED_WITHIN_DAYS - 1)).isoformat()


def _standing(world: World, order: Order) -> Row | None:
    """The payout of an order that was not reversed."""
    gross = {one[1] for one in PROGRAMS.values()}
    return next(
        (
            row
            for row in movements_of(world, order)
            if row["reason"] in gross and not row["reversed"]
        ),
        None,
    )


def _write(
    world: World,
    order: Order,
    program: str,
    reason: str,
    amount: Decimal,
    *,
    about: int | None = None,
) -> Row:
    """Write a movement down; `about` is the one whose fee it is."""
    today = seller_day(world)
    billed = world.switches["payout_fees"] == "billed_monthly"
    if billed and (about is not None or reason == "ach_error"):
        payout, paid_on = f"LLF-{today:%Y%m}", billed_by(f"{today:%Y-%m}")
    else:
        arrives = _next_business_day(today)
        payout, paid_on = f"LLP-{arrives:%Y%m%d}", arrives.isoformat()
    return world.state.add_row(
        MOVEMENTS,
        {
            "payout": payout,
            "order": order.number,
            "program": program,
            "reason": reason,
            "amount": wire.text_2(amount),
            "date": today.isoformat(),
            "paid_on": paid_on,
            "about": about,
            "reversed": False,
        },
    )


def _next_business_day(day: date) -> date:
    """Money that moves today is on the account then (5.4: Direct Pay)."""
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


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
        payment_type=world.switches["leaflink_payment_type"],
        reason=words,
    )
