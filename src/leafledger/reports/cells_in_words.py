"""Cells of reports as books show them: amounts, shares, days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger.figures.money import Money
from leafledger.reports.sheets import Cell


def amount(value: Money | Decimal | str | None) -> str:
    """An amount as books show it: `1,234.50`, below zero `(3.00)`, none as a dash."""
    if value is None or value == "":
        return "–"
    number = value.amount if isinstance(value, Money) else Decimal(value)
    text = f"{abs(number):,.2f}"
    return f"({text})" if number < 0 else text


def cell(value: Cell) -> str:
    """A cell of a report: amounts as books show them, shares as percent, a dash for nothing.

    Example: Money -3.00 -> "(3.00)"; Decimal 0.25 -> "25.0 %"
    """
    match value:
        case Money():
            return amount(value)
        case Decimal():
            return f"{value:.1%}".replace("%", " %")
        case date():
            return value.isoformat()
        case int():
            return f"{value:,}"
        case _:
            return value or "–"
