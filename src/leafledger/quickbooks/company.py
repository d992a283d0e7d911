"""The QuickBooks company: who it is and what it allows (reference/quickbooks.md 10.9 and 11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import day, part, required_id, text

# CompanyInfo says its time zone since minor version 75; where it is silent the owner chooses.
NO_TIME_ZONE = ""


@dataclass(frozen=True, slots=True)
class Company:
    """Who the books belong to. `offering` is the QuickBooks plan, by which features go."""

    name: str
    legal_name: str
    country: str
    time_zone: str
    offering: str
    realm: str


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the company allows and how it counts.

    `automated_sales_tax` None: the company keeps sales tax by hand, or not at all.
    """

    custom_numbers: bool
    discount_line: bool
    shipping_line: bool
    closed_through: date | None
    auto_apply_credits: bool
    uses_sales_tax: bool
    automated_sales_tax: bool | None


def read_company(info: Wire, realm: str = "") -> Company:
    """The company by its CompanyInfo.

    `realm` where the caller knows it: the record's own Id is not always the realm.
    """
    pairs = _name_values(info.get("NameValue"))
    return Company(
        name=text(info.get("CompanyName")),
        legal_name=text(info.get("LegalName")),
        country=text(info.get("Country")) or text(part(info, "CompanyAddr", "Country")),
        time_zone=text(info.get("DefaultTimeZone")) or NO_TIME_ZONE,
        offering=pairs.get("OfferingSku", ""),
        realm=realm or required_id(info, "CompanyInfo"),
    )


def read_preferences(wire: Wire) -> Preferences:
    """The preferences that decide how documents are written."""
    sales, tax = wire.get("SalesFormsPrefs"), wire.get("TaxPrefs")
    closed = text(part(wire, "AccountingInfoPrefs", "BookCloseDate"))
    automated = part(tax, "PartnerTaxEnabled")
    return Preferences(
        custom_numbers=_is_on(part(sales, "CustomTxnNumbers")),
        discount_line=_is_on(part(sales, "AllowDiscount")),
        shipping_line=_is_on(part(sales, "AllowShipping")),
        closed_through=day(closed, "BookCloseDate") if closed else None,
        auto_apply_credits=_is_on(part(sales, "AutoApplyCredit")),
        uses_sales_tax=_is_on(part(tax, "UsingSalesTax")),
        automated_sales_tax=None if automated is None else _is_on(automated),
    )


def wire_preferences_fix(
    wire_now: Wire,
    *,
    shipping: bool | None = None,
    discount: bool | None = None,
    custom_numbers: bool | None = None,
) -> Wire:
    """The sparse update that switches on (or off) what was chosen; None leaves it as it is."""
    chosen = {
        "AllowShipping": shipping,
        "AllowDiscount": discount,
        "CustomTxnNumbers": custom_numbers,
    }
    sales = {name: value for name, value in chosen.items() if value is not None}
    fix: Wire = {"sparse": True, "SalesFormsPrefs": sales}
    for name in ("Id", "SyncToken"):
        if wire_now.get(name) is not None:
            fix[name] = wire_now[name]
    return fix


def _is_on(value: Any) -> bool:
    return value is True or text(value).lower() == "true"


def _name_values(rows: Any) -> dict[str, str]:
    if not isinstance(rows, list):
        return {}
    return {text(part(row, "Name")): text(part(row, "Value")) for row in rows}
