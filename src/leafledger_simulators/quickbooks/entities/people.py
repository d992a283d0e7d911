"""Customers, vendors and employees: three lists, one name space.

Reference: reference/quickbooks.md 10.1 and 14 row 2 (6240 over the three lists).
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import (
    ACTIVE,
    CURRENCY,
    CUSTOM_FIELD,
    address,
    dollars,
    email,
    phone,
    web,
)
from leafledger_simulators.quickbooks.entities.named_lists import DELETED_SUFFIX, settle_activity
from leafledger_simulators.quickbooks.refusals import (
    business,
    duplicate_name,
    no_name,
    too_long,
    unsupported,
)
from leafledger_simulators.quickbooks.shapes import (
    NAME_FORBIDDEN,
    EntityKind,
    Field,
    computed,
    day,
    flag,
    money,
    opaque,
    ref,
    text,
    whole,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents

NAME_PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
DISPLAY_NAME_MAX = 500


def _name_fields() -> tuple[Field, ...]:
    return (
        text("DisplayName", DISPLAY_NAME_MAX, indexed=True, forbidden=NAME_FORBIDDEN),
        text("Title", 16),
        text("GivenName", 100, queryable=True),
        text("MiddleName", 100, queryable=True),
        text("FamilyName", 100, queryable=True),
        text("Suffix", 16),
        text("CompanyName", 100, indexed=True),
        text("PrintOnCheckName", 110, queryable=True),
        text("FullyQualifiedName", read_only=True, indexed=True),
        ACTIVE,
        phone("PrimaryPhone"),
        phone("AlternatePhone"),
        phone("Mobile"),
        phone("Fax"),
        email("PrimaryEmailAddr"),
        web("WebAddr"),
        address("OtherAddr"),
        text("Notes", 2000),
        CUSTOM_FIELD,
        *computed("V4IDPseudonym", "IntuitId", "UserId"),
        *opaque("OtherContactInfo", "Organization"),
    )


def _trading_fields() -> tuple[Field, ...]:
    """What customers and vendors have and employees have not."""
    return (
        address("BillAddr"),
        address("ShipAddr"),
        CURRENCY,
        *computed("Source"),
        *opaque("BusinessNumber", "GSTIN", "GSTRegistrationType"),
    )


CUSTOMER = EntityKind(
    "Customer",
    (
        *_name_fields(),
        *_trading_fields(),
        flag("Taxable", queryable=True),
        flag("Job", queryable=True, default=False),
        flag("BillWithParent", queryable=True, default=False),
        ref("ParentRef", "Customer", indexed=True),
        whole("Level", read_only=True),
        ref("SalesTermRef", "Term"),
        ref("PaymentMethodRef", "PaymentMethod"),
        ref("DefaultTaxCodeRef", "TaxCode"),
        text("PreferredDeliveryMethod", choices=("Print", "Email", "None")),
        text("ResaleNum", 16),
        text("TaxExemptionReasonId"),
        money("Balance", read_only=True, queryable=True),
        money("BalanceWithJobs", read_only=True, queryable=True),
        day("OpenBalanceDate"),
        flag("IsProject", read_only=True),
        *opaque("CustomerTypeRef", "ARAccountRef", "PrimaryTaxIdentifier", "AcctNum"),
        *opaque("SecondaryTaxIdentifier", "CreditLimit", "ContactName", "AltContactName"),
        *computed("RootCustomerRef", "ClientEntityId", "OverDueBalance", "CustomerEx"),
    ),
    name_field="DisplayName",
)

VENDOR = EntityKind(
    "Vendor",
    (
        *_name_fields(),
        *_trading_fields(),
        text("AcctNum", 100),
        flag("Vendor1099", queryable=True, default=False),
        ref("TermRef", "Term"),
        ref("APAccountRef", "Account"),
        money("Balance", read_only=True, queryable=True),
        text("TaxIdentifier", 20),
        *opaque("CostRate", "BillRate", "TaxReportingBasis", "T4AEligible", "T5018Eligible"),
        *opaque("HasTPAR", "VendorPaymentBankDetail", "OpenBalanceDate", "CreditLimit"),
        *opaque("ContactName", "AltContactName", "DefaultTaxCodeRef", "PrefillAccountRef"),
    ),
    name_field="DisplayName",
)

EMPLOYEE = EntityKind(
    "Employee",
    (
        *_name_fields(),
        address("PrimaryAddr"),
        text("EmployeeNumber", 100),
        text("SSN", 100),
        text("Gender"),
        flag("BillableTime"),
        day("BirthDate"),
        day("HiredDate"),
        day("ReleasedDate"),
        *opaque("BillRate", "CostRate", "EmployeeType", "UseTimeEntry"),
    ),
    name_field="DisplayName",
)


class Person(Behaviour):
    """What the three lists have in common: a display name unique over all of them."""

    def __init__(self, kind: EntityKind) -> None:
        self.kind = kind

    def opened(self, company: Company, sent: Body, operation: str) -> tuple[Body, str]:
        """An opening balance would be a document of its own. Raises: Refusal 500."""
        if not sent.get("Id") and sent.get("Balance"):
            raise unsupported(f"An opening balance of a {self.kind.name} is not supported.")
        return super().opened(company, sent, operation)

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Compose and check the display name. Raises: Refusal 6080, 6240."""
        del asked
        parts = [draft[part] for part in NAME_PARTS if part in draft]
        if "DisplayName" not in draft:
            if not parts:
                raise no_name()
            draft["DisplayName"] = " ".join(parts)
        draft["DisplayName"] = draft["DisplayName"].strip()
        longest = company.switches["display_name_length_max"]
        if len(draft["DisplayName"]) > longest:
            raise too_long("DisplayName", longest)
        settle_activity("DisplayName", draft, old)
        self._check_unique(company, draft, old)
        draft.setdefault("PrintOnCheckName", draft["DisplayName"].removesuffix(DELETED_SUFFIX))
        draft.setdefault("FullyQualifiedName", draft["DisplayName"])
        draft["FullyQualifiedName"] = draft["DisplayName"]
        if "CurrencyRef" in self.kind.by_name:
            draft["CurrencyRef"] = dollars()

    def _check_unique(self, company: Company, draft: Body, old: Record | None) -> None:
        taken = company.taken_name(draft["DisplayName"])
        if taken is not None and taken is not old:
            tells_id = company.switches["duplicate_name_tells_id"]
            raise duplicate_name(taken.kind.name.lower(), taken.id if tells_id else None)


class CustomerBehaviour(Person):
    """A customer: sub-customers, tax status and a balance that the ledger knows."""

    def __init__(self) -> None:
        super().__init__(CUSTOMER)

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Place it under its parent and settle whether it is taxed."""
        super().prepare(company, draft, old, asked)
        if "ParentRef" in draft:
            parent = company.record("Customer", draft["ParentRef"]["value"])
            if old is not None and parent.id == old.id:
                raise business("A customer cannot be its own parent.", "ParentRef")
            full_name = f"{parent.body['FullyQualifiedName']}:{draft['DisplayName']}"
            if full_name.count(":") >= 5:
                raise business("The hierarchy is deeper than 5 levels.", "ParentRef", "6180")
            draft.update(FullyQualifiedName=full_name, Level=full_name.count(":"), Job=True)
        else:
            draft.update(Job=False, Level=0, BillWithParent=False)
        exempt = "TaxExemptionReasonId" in draft
        is_taxed = company.preference("TaxPrefs", "UsingSalesTax")
        is_taxed = is_taxed or "DefaultTaxCodeRef" in draft
        draft.setdefault("Taxable", is_taxed and not exempt)
        draft.setdefault("PreferredDeliveryMethod", "None")
        is_leaving = draft.get("Active") is False and (old is None or old.active)
        may_leave = company.switches["customer_with_balance_leaves"] == "allow"
        if is_leaving and old is not None and company.customer_balance(old.id) and not may_leave:
            raise business("A customer with a balance cannot be made inactive.", "Active")

    def show(self, company: Company, record: Record) -> Body:
        """The body with the present balances."""
        own = company.customer_balance(record.id)
        return {
            **record.body,
            "Balance": cents(own),
            "BalanceWithJobs": cents(own + self._below(company, record)),
        }

    def _below(self, company: Company, record: Record) -> Decimal:
        children = company.shelves["Customer"].find("ParentRef", record.id)
        return sum(
            (
                company.customer_balance(child.id) + self._below(company, child)
                for child in children
            ),
            ZERO,
        )


class VendorBehaviour(Person):
    """A vendor, with what is owed to it by the ledger."""

    def __init__(self) -> None:
        super().__init__(VENDOR)

    def show(self, company: Company, record: Record) -> Body:
        """The body with the present balance."""
        return {**record.body, "Balance": cents(company.vendor_balance(record.id))}


BEHAVIOURS: tuple[Behaviour, ...] = (CustomerBehaviour(), VendorBehaviour(), Person(EMPLOYEE))
