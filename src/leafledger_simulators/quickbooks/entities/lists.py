"""The small lists: terms, payment methods, classes, locations, and the tax lists.

Reference: reference/quickbooks.md 10.9 and 11.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import ACTIVE, address
from leafledger_simulators.quickbooks.entities.named_lists import NamedList
from leafledger_simulators.quickbooks.refusals import business, missing
from leafledger_simulators.quickbooks.shapes import (
    CREATE,
    NAME_FORBIDDEN,
    READ_OPERATIONS,
    EntityKind,
    flag,
    opaque,
    rate,
    ref,
    text,
    whole,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

DUE_DAYS_MAX = 999

TERM = EntityKind(
    "Term",
    (
        text("Name", 31, required=True, indexed=True),
        ACTIVE,
        text("Type", choices=("STANDARD", "DATE_DRIVEN"), queryable=True),
        rate("DiscountPercent", queryable=True),
        whole("DueDays", queryable=True),
        whole("DiscountDays", queryable=True),
        whole("DayOfMonthDue", queryable=True),
        whole("DueNextMonthDays", queryable=True),
        whole("DiscountDayOfMonth", queryable=True),
    ),
    name_field="Name",
)
PAYMENT_METHOD = EntityKind(
    "PaymentMethod",
    (
        text("Name", 31, required=True, indexed=True),
        ACTIVE,
        text("Type", choices=("CREDIT_CARD", "NON_CREDIT_CARD"), queryable=True),
    ),
    name_field="Name",
)
CLASS = EntityKind(
    "Class",
    (
        text("Name", 100, required=True, indexed=True, forbidden=NAME_FORBIDDEN),
        text("FullyQualifiedName", read_only=True, indexed=True),
        flag("SubClass", queryable=True),
        ref("ParentRef", "Class", indexed=True),
        ACTIVE,
    ),
    name_field="Name",
)
DEPARTMENT = EntityKind(
    "Department",
    (
        text("Name", 100, required=True, indexed=True, forbidden=NAME_FORBIDDEN),
        text("FullyQualifiedName", read_only=True, indexed=True),
        flag("SubDepartment", queryable=True),
        ref("ParentRef", "Department", indexed=True),
        ACTIVE,
        address("Address"),
    ),
    name_field="Name",
)
TAX_CODE = EntityKind(
    "TaxCode",
    (
        text("Name", indexed=True),
        text("Description", queryable=True),
        ACTIVE,
        flag("Taxable", queryable=True),
        flag("TaxGroup", queryable=True),
        *opaque("SalesTaxRateList", "PurchaseTaxRateList", "TaxCodeConfigType", "Hidden"),
    ),
    operations=READ_OPERATIONS,
    in_cdc=False,
    in_webhooks=False,
    name_field="Name",
)
TAX_RATE = EntityKind(
    "TaxRate",
    (
        text("Name", indexed=True),
        text("Description", queryable=True),
        ACTIVE,
        rate("RateValue", queryable=True),
        ref("AgencyRef", "TaxAgency", indexed=True),
        *opaque("EffectiveTaxRate", "SpecialTaxType", "DisplayType", "TaxReturnLineRef"),
    ),
    operations=READ_OPERATIONS,
    in_cdc=False,
    in_webhooks=False,
    name_field="Name",
)
TAX_AGENCY = EntityKind(
    "TaxAgency",
    (
        text("DisplayName", 100, indexed=True),
        flag("TaxTrackedOnPurchases"),
        flag("TaxTrackedOnSales"),
        *opaque("TaxAgencyConfig", "LastFileDate", "TaxRegistrationNumber"),
    ),
    operations=READ_OPERATIONS | {CREATE},
    in_cdc=False,
    name_field="DisplayName",
)


class TermBehaviour(NamedList):
    """Payment terms: so many days, or a day of the month."""

    kind = TERM

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Settle the type and check the days."""
        super().prepare(company, draft, old, asked)
        is_dated = "DayOfMonthDue" in draft
        draft["Type"] = "DATE_DRIVEN" if is_dated else "STANDARD"
        if is_dated:
            if not 1 <= draft["DayOfMonthDue"] <= 31:
                raise business("DayOfMonthDue is from 1 to 31.", "DayOfMonthDue")
            return
        if "DueDays" not in draft:
            raise missing("DueDays")
        if not 0 <= draft["DueDays"] <= DUE_DAYS_MAX:
            raise business("DueDays is from 0 to 999.", "DueDays")
        draft.setdefault("DiscountPercent", 0)
        draft.setdefault("DiscountDays", 0)


class PaymentMethodBehaviour(NamedList):
    """How a customer pays."""

    kind = PAYMENT_METHOD

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """A method that does not say so is no credit card."""
        super().prepare(company, draft, old, asked)
        draft.setdefault("Type", "NON_CREDIT_CARD")


class TrackingList(NamedList):
    """Classes and locations: with parents, and limited together."""

    has_parents = True

    def __init__(self, kind: EntityKind, child_flag: str) -> None:
        self.kind = kind
        self.child_flag = child_flag

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Classes and locations have no level; the plan's limit is held in `plans.py`."""
        super().prepare(company, draft, old, asked)
        draft.pop("Level", None)


class ReadOnlyList(NamedList):
    """A list that the API only reads; the datasets fill it."""

    def __init__(self, kind: EntityKind) -> None:
        self.kind = kind


class AgencyList(NamedList):
    """Tax agencies can be made, and nothing else done with them."""

    kind = TAX_AGENCY

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """An agency made through the API is the company's own."""
        super().prepare(company, draft, old, asked)
        draft.setdefault("TaxTrackedOnSales", True)
        draft.setdefault("TaxTrackedOnPurchases", False)
        draft["TaxAgencyConfig"] = "USER_DEFINED"


BEHAVIOURS: tuple[Behaviour, ...] = (
    TermBehaviour(),
    PaymentMethodBehaviour(),
    TrackingList(CLASS, "SubClass"),
    TrackingList(DEPARTMENT, "SubDepartment"),
    ReadOnlyList(TAX_CODE),
    ReadOnlyList(TAX_RATE),
    AgencyList(),
)
