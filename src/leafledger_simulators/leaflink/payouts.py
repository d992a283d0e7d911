"""What LeafLink sends to the seller's bank, and the statement that explains it to the cent.

A payout is one line on the bank account: all movements of money that arrive on a day. It is no
part of V2 (reference/leaflink.md 5.4); the control room and the room give it, as a seller would
download it from LeafLink's pages. The columns are ours.
"""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.financing import MOVEMENTS, billed_by
from leafledger_simulators.leaflink.records import ZERO, Row
from leafledger_simulators.leaflink.till import seller_day
from leafledger_simulators.leaflink.world import World

COLUMNS = ("payout_id", "date", "order_number", "gross", "fee", "net", "kind")
# The reasons that are fees; all others are money of the sale itself (5.5).
FEES = frozenset({"direct_pay_fee", "direct_pay_fee_reversal", "factor_fee", "ach_error"})


def payouts(world: World) -> list[Row]:
    """Every payout with its bank line, the oldest first; `sent` once its day has come.

    A payout below zero is taken from the seller's account.
    """
    today, sums = seller_day(world).isoformat(), dict[str, Decimal]()
    days: dict[str, str] = {}
    for row in world.state.table(MOVEMENTS).values():
        sums[row["payout"]] = sums.get(row["payout"], ZERO) + Decimal(row["amount"])
        days[row["payout"]] = row["paid_on"]
    return [
        {
            "payout_id": payout,
            "date": days[payout],
            "amount": wire.text_2(sums[payout]),
            "bank_text": f"LEAFLINK {'FEES' if payout.startswith('LLF') else 'PAYOUT'} {payout}",
            "sent": days[payout] <= today,
        }
        for payout in sorted(sums, key=lambda one: (days[one], one))
    ]


def statement_lines(world: World, payout: str = "") -> list[Row]:
    """The lines of all payouts sent until today, or of one; net is gross less fee.

    A fee stands beside the money it was kept from, or on a line of its own where it is billed.
    """
    today = seller_day(world).isoformat()
    rows = [
        row
        for row in world.state.table(MOVEMENTS).values()
        if row["paid_on"] <= today and payout in ("", row["payout"])
    ]
    kept = {(row["about"], row["payout"]): -Decimal(row["amount"]) for row in rows if row["about"]}
    beside = {(row["id"], row["payout"]) for row in rows if row["reason"] not in FEES}
    lines = []
    for row in sorted(rows, key=lambda one: (one["paid_on"], one["payout"], one["id"])):
        if (row["about"], row["payout"]) in beside:
            continue
        amount, is_fee = Decimal(row["amount"]), row["reason"] in FEES
        gross = ZERO if is_fee else amount
        fee = -amount if is_fee else kept.get((row["id"], row["payout"]), ZERO)
        lines.append(
            {
                "payout_id": row["payout"],
                "date": row["paid_on"],
                "order_number": row["order"],
                "gross": wire.text_2(gross),
                "fee": wire.text_2(fee),
                "net": wire.text_2(gross - fee),
                "kind": row["reason"],
            }
        )
    return lines


def statement_csv(world: World, payout: str = "") -> str:
    """The statement as a file: a heading, then a line for each movement."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(statement_lines(world, payout))
    return text.getvalue()


def told(world: World) -> Row:
    """Movements, payouts, and each month's fees with the day by which they are billed."""
    rows = list(world.state.table(MOVEMENTS).values())
    bills: dict[str, Decimal] = {}
    for row in rows:
        if row["reason"] in FEES:
            month = row["date"][:7]
            bills[month] = bills.get(month, ZERO) - Decimal(row["amount"])
    return {
        "movements": rows,
        "payouts": payouts(world),
        "fee_bills": [
            {"month": month, "fees": wire.text_2(fees), "billed_by": billed_by(month)}
            for month, fees in sorted(bills.items())
        ],
    }
