"""CompanyInfo and Preferences: one object each, hardly writable.

Reference: reference/quickbooks.md 10.9.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from leafledger_simulators.quickbooks.company import Change, Company
from leafledger_simulators.quickbooks.plans import (
    may_turn_on,
    plan_of,
    set_offering,
    set_subscription,
    subscription_of,
)
from leafledger_simulators.quickbooks.refusals import (
    missing,
    stale,
    unknown_property,
    unsupported,
)
from leafledger_simulators.quickbooks.sales_tax import regime_of, set_regime
from leafledger_simulators.quickbooks.wire import Body, pacific

HAND_WORDS = frozenset(
    {"closed_until", "custom_fields", "sales_tax", "tax", "offering", "subscription"}
    | {"multi_currency"}
)
# What a sparse update may set, by group; the rest is read.
WRITABLE_FLAGS = {
    "SalesFormsPrefs": frozenset(
        {
            "CustomTxnNumbers",
            "AllowShipping",
            "AllowDiscount",
            "AllowDeposit",
            "AllowServiceDate",
            "AllowEstimates",
            "UsingPriceLevels",
        }
    ),
    "AccountingInfoPrefs": frozenset(
        {"ClassTrackingPerTxn", "ClassTrackingPerTxnLine", "TrackDepartments", "UseAccountNumbers"}
    ),
    "ProductAndServicesPrefs": frozenset({"QuantityOnHand", "ForSales", "ForPurchase"}),
}


def fresh_preferences(company: Company) -> Body:
    """The preferences of a company nobody has set up: shipping, discount and numbers off."""
    now = pacific(company.now())
    return {
        "AccountingInfoPrefs": {
            "UseAccountNumbers": False,
            "TrackDepartments": False,
            "ClassTrackingPerTxn": False,
            "ClassTrackingPerTxnLine": False,
            "CustomerTerminology": "Customers",
            "FirstMonthOfFiscalYear": "January",
            "TaxYearMonth": "January",
        },
        "ProductAndServicesPrefs": {
            "ForSales": True,
            "ForPurchase": True,
            "QuantityWithPriceAndRate": True,
            "QuantityOnHand": True,
        },
        "SalesFormsPrefs": {
            "CustomField": [],
            "CustomTxnNumbers": False,
            "AllowDeposit": False,
            "AllowDiscount": False,
            "AllowShipping": False,
            "AllowEstimates": True,
            "AllowServiceDate": False,
            "DefaultTerms": {"value": "3"},
            "AutoApplyPayments": False,
            "ETransactionEnabledStatus": "NotApplicable",
            "ETransactionPaymentEnabled": False,
            "IPNSupportEnabled": False,
            "UsingPriceLevels": False,
            "UsingProgressInvoicing": False,
        },
        "EmailMessagesPrefs": {},
        "VendorAndPurchasesPrefs": {"TrackingByCustomer": False, "BillableExpenseTracking": False},
        "TimeTrackingPrefs": {"UseServices": True, "WorkWeekStartDate": "Monday"},
        "TaxPrefs": {"UsingSalesTax": False, "PartnerTaxEnabled": False},
        "CurrencyPrefs": {"MultiCurrencyEnabled": False, "HomeCurrency": {"value": "USD"}},
        "ReportPrefs": {"ReportBasis": "Accrual", "CalcAgingReportFromTxnDate": False},
        "OtherPrefs": {
            "NameValue": [
                {"Name": "WarnDuplicateCheckNumber", "Value": "false"},
                {"Name": "WarnDuplicateBillNumber", "Value": "false"},
                {"Name": "WarnDuplicateJournalNumber", "Value": "false"},
                {"Name": "SalesFormsPrefs.DefaultCustomerMessage", "Value": ""},
                {"Name": "DateFormat", "Value": "MM/dd/yyyy"},
            ]
        },
        "domain": "QBO",
        "sparse": False,
        "Id": "1",
        "SyncToken": "0",
        "MetaData": {"CreateTime": now, "LastUpdatedTime": now},
    }


def fresh_company_info(company: Company, name: str) -> Body:
    """The company's own card."""
    now = pacific(company.now())
    street = {
        "Id": "1",
        "Line1": "410 Juniper Street",
        "City": "Carson City",
        "Country": "USA",
        "CountrySubDivisionCode": "NV",
        "PostalCode": "89701",
    }
    return {
        "CompanyName": name,
        "LegalName": f"{name} LLC",
        "CompanyAddr": street,
        "CustomerCommunicationAddr": {**street, "Id": "2"},
        "LegalAddr": {**street, "Id": "3"},
        "CustomerCommunicationEmailAddr": {"Address": "books@example.com"},
        "PrimaryPhone": {"FreeFormNumber": "(775) 555-0142"},
        "CompanyStartDate": "2024-01-01",
        "FiscalYearStartMonth": "January",
        "Country": "US",
        "Email": {"Address": "books@example.com"},
        "WebAddr": {},
        "SupportedLanguages": "en",
        "DefaultTimeZone": "America/Los_Angeles",
        "NameValue": [
            {"Name": "NeoEnabled", "Value": "true"},
            {"Name": "IndustryType", "Value": "Agricultural wholesale"},
            {"Name": "IndustryCode", "Value": "424910"},
            {"Name": "SubscriptionStatus", "Value": "PAID"},
            {"Name": "OfferingSku", "Value": "QuickBooks Online Plus"},
            {"Name": "PayrollFeature", "Value": "false"},
            {"Name": "AccountantFeature", "Value": "false"},
            {"Name": "ItemCategoriesFeature", "Value": "true"},
            {"Name": "CompanyType", "Value": "Other"},
        ],
        "domain": "QBO",
        "sparse": False,
        "Id": "1",
        "SyncToken": "0",
        "MetaData": {"CreateTime": now, "LastUpdatedTime": now},
    }


def update_preferences(company: Company, sent: Any) -> None:
    """A sparse change of preferences. Raises: Refusal."""
    if not company.switches["preferences_writable"]:
        raise unsupported("Operation update is not supported for Preferences.")
    if not isinstance(sent, dict):
        raise unknown_property("Preferences", "Preferences")
    if "SyncToken" not in sent:
        raise missing("SyncToken")
    present = company.preferences
    if str(sent["SyncToken"]) != present["SyncToken"]:
        raise stale()
    changed = dict(present)
    for group, wanted in sent.items():
        if isinstance(wanted, dict) and isinstance(present.get(group), dict):
            changed[group] = {**present[group], **_allowed(company, group, wanted)}
    changed["SyncToken"] = str(int(present["SyncToken"]) + 1)
    changed["MetaData"] = {**present["MetaData"], "LastUpdatedTime": pacific(company.now())}
    company.preferences = changed
    company.announce(Change("Preferences", "1", "Update", company.clock.now()))


def _allowed(company: Company, group: str, wanted: Body) -> Body:
    """Of what was sent, what may be set; read-only values are ignored silently.

    So is what the plan does not have.
    """
    flags = WRITABLE_FLAGS.get(group, frozenset())
    return {
        name: value
        for name, value in wanted.items()
        if name in flags and isinstance(value, bool) and (not value or may_turn_on(company, name))
    }


def change_by_hand(company: Company, wanted: Body) -> Body:
    """What only a person at the screen can do: closing date, custom fields, sales tax.

    `wanted`: `closed_until` (date or null), `custom_fields` (`{"1": "LeafLink order"}`),
    `tax` (none, manual, automated; `sales_tax` true or false is short for the last and first),
    `subscription` (paid, suspended and so on), `offering` (the plan), `multi_currency`
    (true: several currencies; as at the screen, there is no way back).
    Raises: ValueError for another word.
    """
    unknown = set(wanted) - HAND_WORDS
    if unknown:
        raise ValueError(f"a company has no {', '.join(sorted(unknown))} to change by hand")
    if "closed_until" in wanted:
        _close_books(company, wanted["closed_until"])
    if "custom_fields" in wanted:
        _define_custom_fields(company, wanted["custom_fields"])
    if "sales_tax" in wanted:
        set_regime(company, "automated" if wanted["sales_tax"] else "none")
    if "tax" in wanted:
        set_regime(company, str(wanted["tax"]))
    if "offering" in wanted:
        set_offering(company, str(wanted["offering"]))
    if "subscription" in wanted:
        set_subscription(company, str(wanted["subscription"]))
    if "multi_currency" in wanted:
        _use_currencies(company, wanted["multi_currency"])
    return {
        "closed_until": company.preferences["AccountingInfoPrefs"].get("BookCloseDate"),
        "custom_fields": company.custom_fields,
        "sales_tax": company.preference("TaxPrefs", "UsingSalesTax"),
        "tax": regime_of(company),
        "offering": plan_of(company).offering,
        "subscription": subscription_of(company).lower(),
        "multi_currency": company.preference("CurrencyPrefs", "MultiCurrencyEnabled"),
    }


def _use_currencies(company: Company, wanted: object) -> None:
    """Once turned on, it stays on."""
    is_on = company.preference("CurrencyPrefs", "MultiCurrencyEnabled")
    if not isinstance(wanted, bool) or (is_on and not wanted):
        raise ValueError("multi_currency is true or false, and cannot be turned off again")
    prefs = {**company.preferences["CurrencyPrefs"], "MultiCurrencyEnabled": wanted}
    company.preferences = {**company.preferences, "CurrencyPrefs": prefs}


def _close_books(company: Company, until: str | None) -> None:
    prefs = {**company.preferences["AccountingInfoPrefs"]}
    prefs.pop("BookCloseDate", None)
    if until is not None:
        prefs["BookCloseDate"] = date.fromisoformat(until).isoformat()
    company.preferences = {**company.preferences, "AccountingInfoPrefs": prefs}


def _define_custom_fields(company: Company, labels: dict[str, str]) -> None:
    """The labels stand as StringValue of `SalesFormsPrefs.SalesCustomNameN` (reference 10.3)."""
    if not set(labels) <= {"1", "2", "3"}:
        raise ValueError("custom fields are numbered 1, 2 and 3")
    company.custom_fields = dict(labels)
    pairs = [
        {
            "CustomField": [
                {
                    "Name": f"SalesFormsPrefs.SalesCustomName{number}",
                    "Type": "StringType",
                    "StringValue": label,
                }
                for number, label in sorted(labels.items())
            ]
        }
    ]
    sales = {**company.preferences["SalesFormsPrefs"], "CustomField": pairs}
    company.preferences = {**company.preferences, "SalesFormsPrefs": sales}
