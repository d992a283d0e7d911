"""Every entity the simulator has. A new family is one file in `entities/` and one line here."""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Behaviour
from leafledger_simulators.quickbooks.entities import (
    accounts,
    adjustments,
    attachments,
    bill_payments,
    bills,
    currencies,
    deposits,
    estimates,
    items,
    journals,
    lists,
    payments,
    people,
    planning,
    purchase_orders,
    purchases,
    receipts,
    recurring,
    sales,
    time_activities,
    transfers,
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
    *transfers.BEHAVIOURS,
    *time_activities.BEHAVIOURS,
    *planning.BEHAVIOURS,
    *attachments.BEHAVIOURS,
    *adjustments.BEHAVIOURS,
    *currencies.BEHAVIOURS,
    *recurring.BEHAVIOURS,
)
KINDS: dict[str, EntityKind] = {one.kind.name: one.kind for one in BEHAVIOURS}
# How a URL or a query finds an entity: by its name in lower case.
KINDS_BY_LOWER: dict[str, EntityKind] = {
    name.lower(): kind for kind in KINDS.values() for name in (kind.name, kind.url_name) if name
}
