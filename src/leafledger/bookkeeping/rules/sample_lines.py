"""Samples given or sold for cents."""

from __future__ import annotations

from leafledger.bookkeeping.plan import Reason
from leafledger.bookkeeping.rules.contract import Case, Placed, Ruling, SoldItem, product_line
from leafledger.ledger.pointers import RecordKind


def post_sample_lines(case: Case) -> Ruling:
    """A line for each sample at its own price, to the samples item where the owner chose one.

    Money: the line's total as reckoned, often 0.00 or 0.01.
    Source: accounting.md A3.4
    Example: one sample at 0.01 -> 1 x 0.01, account Samples
    """
    lines, reasons = [], []
    chosen = case.policy.items.samples
    for number, (line, amount) in enumerate(
        zip(case.order.lines, case.reckoning.lines, strict=True), start=1
    ):
        if not line.is_sample:
            continue
        item = case.items[line.product]
        if chosen is not None:
            item = SoldItem(chosen.pointer(RecordKind.ITEM), chosen.account)
        lines.append(Placed(line.position, product_line(case, line, amount, item)))
        reasons.append(
            Reason(
                f"line {number}",
                f"A sample: it keeps its price and posts to {item.income_account}.",
                "A3.4",
                "sample lines",
                f"line_items[{line.id}].is_sample",
            )
        )
    return Ruling(lines=tuple(lines), reasons=tuple(reasons))
