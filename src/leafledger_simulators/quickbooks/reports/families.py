"""Customers with their sub-customers: a section for each family.

Reference: reference/quickbooks.md 13 (rows nest to any depth). A parent's own amounts stand in
its section's header, the family's in the summary; a customer without sub-customers is a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.reports.columns import Values, added, amounts, totals
from leafledger_simulators.quickbooks.reports.layout import amount, cell, data, section, total
from leafledger_simulators.quickbooks.wire import ZERO, Body

# Customers nest five deep (reference 10.1); more would be a circle.
LEVELS_MAX = 6


def families(company: Company, own: Mapping[str, Values], width: int) -> list[Body]:
    """A row or a section for every customer with something, in the order of names.

    `own`: each customer's amounts without those of its sub-customers, the total last.
    """
    below: dict[str, set[str]] = {}
    for customer_id, values in own.items():
        if any(values):
            for parent, child in _ancestry(company, customer_id):
                below.setdefault(parent, set()).add(child)
    return [
        _family(company, customer_id, own, below, [ZERO] * width)[0]
        for customer_id in _by_name(company, below.get("", set()))
    ]


def _ancestry(company: Company, customer_id: str) -> list[tuple[str, str]]:
    """Each step from a customer to its top, as parent and child; the top's parent is empty.

    Customers in a circle stand alone.
    """
    steps: list[tuple[str, str]] = []
    child = customer_id
    for _ in range(LEVELS_MAX):
        record = company.shelves["Customer"].get(child)
        parent = (record.body.get("ParentRef") or {}) if record is not None else {}
        steps.append((str(parent.get("value", "")), child))
        if not parent:
            return steps
        child = str(parent["value"])
    return [("", customer_id)]


def _by_name(company: Company, ids: set[str]) -> list[str]:
    return sorted(ids, key=lambda one: (_name(company, one).lower(), one))


def _name(company: Company, customer_id: str) -> str:
    record = company.shelves["Customer"].get(customer_id)
    return str(record.body["DisplayName"]) if record is not None else ""


def _family(
    company: Company,
    customer_id: str,
    own: Mapping[str, Values],
    below: Mapping[str, set[str]],
    nought: Values,
) -> tuple[Body, Values]:
    name = _name(company, customer_id)
    mine = own.get(customer_id, nought)
    children = _by_name(company, below.get(customer_id, set()))
    if not children:
        return data(cell(name, customer_id), *_cells(mine)), mine
    rows = []
    whole = mine
    for child in children:
        row, values = _family(company, child, own, below, nought)
        rows.append(row)
        whole = added(whole, values)
    made = section(cell(name, customer_id), rows, [cell(f"Total {name}"), *totals(whole)])
    # A parent that owes nothing itself shows nothing beside its name.
    made["Header"]["ColData"] += _cells(mine) if any(mine) else amounts(mine)
    return made, whole


def _cells(values: list[Decimal]) -> list[Body]:
    """Noughts are empty, the total is always written out."""
    return [*(amount(value) for value in values[:-1]), total(values[-1])]
