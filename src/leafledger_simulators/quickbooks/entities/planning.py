"""Budgets and customer types: lists that a person makes and the API only reads.

Reference: reference/quickbooks.md 8 (Budget in webhooks); fields from Intuit's Finance.xsd.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Behaviour
from leafledger_simulators.quickbooks.entities.contact_fields import ACTIVE
from leafledger_simulators.quickbooks.shapes import (
    READ_OPERATIONS,
    EntityKind,
    day,
    money,
    ref,
    rows,
    text,
)

BUDGET = EntityKind(
    "Budget",
    (
        text("Name", indexed=True),
        day("StartDate", queryable=True),
        day("EndDate", queryable=True),
        text("BudgetType", queryable=True),
        text("BudgetEntryType", queryable=True),
        ACTIVE,
        rows(
            "BudgetDetail",
            day("BudgetDate"),
            money("Amount"),
            ref("AccountRef", "Account"),
            ref("CustomerRef", "Customer"),
            ref("ClassRef", "Class"),
            ref("DepartmentRef", "Department"),
        ),
    ),
    operations=READ_OPERATIONS,
    name_field="Name",
)
CUSTOMER_TYPE = EntityKind(
    "CustomerType",
    (text("Name", indexed=True), ACTIVE),
    operations=READ_OPERATIONS,
    in_webhooks=False,
    name_field="Name",
)


class MadeByHand(Behaviour):
    """A list that only a person changes, at the screen."""

    def __init__(self, kind: EntityKind) -> None:
        self.kind = kind


BEHAVIOURS: tuple[Behaviour, ...] = (MadeByHand(BUDGET), MadeByHand(CUSTOMER_TYPE))
