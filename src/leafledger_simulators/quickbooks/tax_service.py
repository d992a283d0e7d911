"""The tax service: a tax code with its rates in one call, which nobody can change afterwards.

Reference: reference/quickbooks.md 10.9 (TaxService: flat answer, duplicates 6240). On a company
with automated sales tax it succeeds and the engine takes no notice.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import (
    duplicate_name,
    invalid_choice,
    invalid_number,
    invalid_reference,
    missing,
    too_long,
    unknown_property,
)
from leafledger_simulators.quickbooks.wire import Body, rate

TAX_CODE_MAX = 100
APPLICABLE = ("Sales", "Purchase", "Other")


def create_tax_code(company: Company, sent: Any) -> Body:
    """Make the code and its new rates. The answer has no wrapper. Raises: Refusal."""
    if not isinstance(sent, dict):
        raise unknown_property(str(sent)[:40], "TaxService")
    name = str(sent.get("TaxCode") or "")
    if not name:
        raise missing("TaxCode")
    if len(name) > TAX_CODE_MAX:
        raise too_long("TaxCode", TAX_CODE_MAX)
    details = sent.get("TaxRateDetails")
    if not isinstance(details, list) or not details:
        raise missing("TaxRateDetails")
    if company.shelves["TaxCode"].find("Name", name):
        raise duplicate_name("tax code", None)
    # All is checked before anything is made.
    checked = [_checked(company, one) for one in details if isinstance(one, dict)]
    new_names = [one["TaxRateName"].lower() for one in checked if "TaxRateId" not in one]
    if len(set(new_names)) < len(new_names):
        raise duplicate_name("tax rate", None)
    for detail in checked:
        detail.setdefault("TaxRateId", "")
        detail["TaxRateId"] = detail["TaxRateId"] or _make_rate(company, detail)
    return {
        "TaxCode": name,
        "TaxCodeId": _make_code(company, name, checked),
        "TaxRateDetails": checked,
    }


def _checked(company: Company, sent: Body) -> Body:
    applies_to = str(sent.get("TaxApplicableOn") or "Sales")
    if applies_to not in APPLICABLE:
        raise invalid_choice("TaxApplicableOn", applies_to, APPLICABLE)
    rate_id = str(sent.get("TaxRateId") or "")
    if rate_id:
        known = company.shelves["TaxRate"].get(rate_id)
        if known is None:
            raise invalid_reference("TaxRateId", "TaxRates", rate_id)
        return {
            "TaxRateName": known.body["Name"],
            "TaxRateId": rate_id,
            "RateValue": known.body["RateValue"],
            "TaxAgencyId": known.body["AgencyRef"]["value"],
            "TaxApplicableOn": applies_to,
        }
    for name in ("TaxRateName", "RateValue", "TaxAgencyId"):
        if sent.get(name) in (None, ""):
            raise missing(name)
    rate_name, longest = str(sent["TaxRateName"]), company.switches["tax_rate_name_length_max"]
    if len(rate_name) > longest:
        raise too_long("TaxRateName", longest)
    if company.shelves["TaxRate"].find("Name", rate_name):
        raise duplicate_name("tax rate", None)
    agency_id = str(sent["TaxAgencyId"])
    if company.shelves["TaxAgency"].get(agency_id) is None:
        raise invalid_reference("TaxAgencyId", "TaxAgencys", agency_id)
    return {
        "TaxRateName": rate_name,
        "RateValue": _percent(sent["RateValue"]),
        "TaxAgencyId": agency_id,
        "TaxApplicableOn": applies_to,
    }


def _percent(value: object) -> Decimal:
    try:
        percent = Decimal(str(value))
    except InvalidOperation as error:
        raise invalid_number("RateValue", value) from error
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise invalid_number("RateValue", value)
    return rate(percent)


def _make_rate(company: Company, detail: Body) -> str:
    agency = company.record("TaxAgency", detail["TaxAgencyId"])
    made = company.create(
        company.shelves["TaxRate"].kind,
        {
            "Name": detail["TaxRateName"],
            "Description": detail["TaxRateName"],
            "Active": True,
            "RateValue": detail["RateValue"],
            "AgencyRef": agency.ref,
            "SpecialTaxType": "NONE",
            "DisplayType": "ReadOnly",
        },
    )
    return made.id


def _make_code(company: Company, name: str, details: list[Body]) -> str:
    lists: dict[str, list[Body]] = {"Sales": [], "Purchase": [], "Other": []}
    for detail in details:
        rate_ref = company.record("TaxRate", detail["TaxRateId"]).ref
        found = lists[detail["TaxApplicableOn"]]
        found.append(
            {"TaxRateRef": rate_ref, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": len(found)}
        )
    made = company.create(
        company.shelves["TaxCode"].kind,
        {
            "Name": name,
            "Description": name,
            "Active": True,
            "Taxable": True,
            "TaxGroup": True,
            "TaxCodeConfigType": "USER_DEFINED",
            "SalesTaxRateList": {"TaxRateDetail": lists["Sales"]},
            "PurchaseTaxRateList": {"TaxRateDetail": lists["Purchase"]},
        },
    )
    return made.id
