"""Products sold: a line each."""

from __future__ import annotations

from leafledger.bookkeeping.plan import Reason
from leafledger.bookkeeping.rules.contract import Case, Placed, Ruling, product_line


def post_product_lines(case: Case) -> Ruling:
    """A line for each LeafLink line that is not a sample, in position order.

    Money: the line's total as reckoned; its quantity and price multiply to it (6070).
    Source: accounting.md A3.2
    Example: 24 units at 12 a case and 108.00 -> 2 x 108.00 = 216.00
    """
    lines, reasons = [], []
    for number, (line, amount) in enumerate(
        zip(case.order.lines, case.reckoning.lines, strict=True), start=1
    ):
        if line.is_sample:
            continue
        item = case.items[line.product]
        posted = product_line(case, line, amount, item)
        lines.append(Placed(line.position, posted))
        price = "sale_price" if line.sale_price > 0 else "ordered_unit_price"
        reasons.append(
            Reason(
                f"line {number}",
                f'Sold as "{item.pointer.name}", which posts to {item.income_account}.',
                "A3.2",
                "product lines",
                f"line_items[{line.id}].quantity, unit_multiplier, {price}",
            )
        )
    return Ruling(lines=tuple(lines), reasons=tuple(reasons))
