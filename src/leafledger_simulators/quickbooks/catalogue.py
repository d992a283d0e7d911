"""Every entity the simulator has. A new family is one file in `entities/` and one line here."""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Behaviour
from leafledger_simulators.quickbooks.entities import (
    accounts,
    adjustments,
    bill_payments,
    bills,
    deposits,
    estimates,
    items,
    journals,
    lists,
    payments,
    people,
    purchase_orders,
    purchases,
    receipts,
    sales,
)
from leafledger_simulators.quickbooks.shapes import EntityKind

BEHAVIOURS: tuple[Behaviour, ...] = (
    *accounts.BEHAVIOURS,
    *people.BEHAVIOURS,
    *items.BEHAVIOURS,
    *lists.BEHAVIOURS,
    *sales.BEHAVIOURS,
    *receipts.BEHAVIOURS,
    *estimates.BEHAVIOURS,
    *payments.BEHAVIOURS,
    *journals.BEHAVIOURS,
    *deposits.BEHAVIOURS,
    *purchase_orders.BEHAVIOURS,
    *bills.BEHAVIOURS,
    *bill_payments.BEHAVIOURS,
    *purchases.BEHAVIOURS,
    *adjustments.BEHAVIOURS,
)
KINDS: dict[str, EntityKind] = {one.kind.name: one.kind for one in BEHAVIOURS}
# How a URL or a query finds an entity: by its name in lower case.
KINDS_BY_LOWER: dict[str, EntityKind] = {name.lower(): kind for name, kind in KINDS.items()}
