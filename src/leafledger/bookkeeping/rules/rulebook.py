"""The posting rules of an invoice, in the order of its parts."""

from __future__ import annotations

from leafledger.bookkeeping.rules.contract import Case, Placed, Rule, Ruling
from leafledger.bookkeeping.rules.delivery_charge import post_delivery_charge
from leafledger.bookkeeping.rules.order_discount import post_order_discount
from leafledger.bookkeeping.rules.order_taxes import post_order_taxes
from leafledger.bookkeeping.rules.product_lines import post_product_lines
from leafledger.bookkeeping.rules.sample_lines import post_sample_lines

RULEBOOK: tuple[Rule, ...] = (
    post_product_lines,
    post_sample_lines,
    post_order_discount,
    post_delivery_charge,
    post_order_taxes,
)


def rule_on(case: Case) -> Ruling:
    """Every rule's answer put together; lines in their places."""
    rulings = [rule(case) for rule in RULEBOOK]
    lines = sorted((placed for ruling in rulings for placed in ruling.lines), key=_place)
    return Ruling(
        lines=tuple(lines),
        discount=next((r.discount for r in rulings if r.discount is not None), None),
        shipping=next((r.shipping for r in rulings if r.shipping is not None), None),
        questions=tuple(question for ruling in rulings for question in ruling.questions),
        reasons=tuple(reason for ruling in rulings for reason in ruling.reasons),
    )


def _place(placed: Placed) -> int:
    return placed.place
