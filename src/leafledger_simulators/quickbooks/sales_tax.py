"""Sales tax: how a company keeps it, what a document owes, and to whom.

Reference: reference/quickbooks.md 11. Automated: QuickBooks chooses the rates (here one group
for all addresses) and an app's total holds or not by switch. Manual: the header's TxnTaxCodeRef
picks the rates. None: TxnTaxDetail is dropped. Lines say TAX or NON and nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.ledger import Posting, credit
from leafledger_simulators.quickbooks.refusals import business, invalid_reference
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents
from leafledger_simulators.quickbooks.writing import write

REGIMES = ("none", "manual", "automated")
PAYABLE = "SalesTaxPayable"
TAXABLE_LINES_MAX = 750
HUNDRED = Decimal(100)
GROUP_NAMES = {"automated": "Automated sales tax", "manual": "Nevada sales tax"}


class TaxedLines(Protocol):
    """The sums of a document's lines, as tax needs them."""

    items: list[Body]
    subtotal: Decimal
    discount_amount: Decimal
    taxable: Decimal


def regime_of(company: Company) -> str:
    """How the company keeps sales tax: none, manual or automated."""
    prefs = company.preferences["TaxPrefs"]
    if not prefs.get("UsingSalesTax"):
        return "none"
    return "automated" if prefs.get("PartnerTaxEnabled") else "manual"


def set_regime(company: Company, regime: str) -> None:
    """Set sales tax up as a person does in the tax centre; no API can. Raises: ValueError.

    PartnerTaxEnabled tells the kinds apart: true is automated, false is automated but not set
    up, absent is a company that keeps tax by hand.
    """
    if regime not in REGIMES:
        raise ValueError(f"tax is one of {', '.join(REGIMES)}")
    prefs: Body = {"UsingSalesTax": regime != "none"}
    if regime != "manual":
        prefs["PartnerTaxEnabled"] = regime == "automated"
    if regime != "none":
        for agency in list(company.shelves["TaxAgency"]):
            agency_account(company, agency.id)
        prefs["TaxGroupCodeRef"] = {"value": _group(company, GROUP_NAMES[regime]).id}
    company.preferences = {**company.preferences, "TaxPrefs": prefs}


def _group(company: Company, name: str) -> Record:
    """The tax code that gathers the rates QuickBooks began with, made when it is missing."""
    shelf = company.shelves["TaxCode"]
    found = shelf.find("Name", name)
    if found:
        return found[0]
    own = [one for one in company.shelves["TaxRate"] if one.body.get("DisplayType") == "ReadOnly"]
    details = [
        {"TaxRateRef": rate.ref, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": 0} for rate in own
    ]
    return company.create(
        shelf.kind,
        {
            "Name": name,
            "Description": name,
            "Active": True,
            "Taxable": True,
            "TaxGroup": True,
            "TaxCodeConfigType": "SYSTEM_GENERATED",
            "SalesTaxRateList": {"TaxRateDetail": details},
            "PurchaseTaxRateList": {"TaxRateDetail": []},
        },
    )


def settle_tax(company: Company, draft: Body, lines: TaxedLines) -> Decimal:
    """Decide the tax of a draft and write its TxnTaxDetail. The tax. Raises: Refusal.

    Exempt customers (Taxable false, or with a reason) owe none.
    """
    sent = draft.pop("TxnTaxDetail", {})
    draft.pop("TaxExemptionRef", None)
    draft["TxnTaxDetail"] = {"TotalTax": ZERO}
    regime = regime_of(company)
    if regime == "none":
        return ZERO
    _check_count(lines)
    code = _code(company, sent, draft, regime)
    if code is None or not lines.taxable or _is_exempt(company, draft):
        return ZERO
    base = lines.taxable
    if draft.get("ApplyTaxAfterDiscount") and lines.subtotal:
        base -= lines.discount_amount * lines.taxable / lines.subtotal
    rates = _rates(company, code)
    amounts = [cents(base * _percent(rate) / HUNDRED) for rate in rates]
    switch = "sales_tax_total" if regime == "automated" else "manual_tax_total"
    if company.switches[switch] == "honour" and "TotalTax" in sent:
        amounts = _prorated(Decimal(sent["TotalTax"]), [_percent(rate) for rate in rates])
    total = sum(amounts, ZERO)
    draft["TxnTaxDetail"] = {
        "TxnTaxCodeRef": {"value": code.id},
        "TotalTax": total,
        "TaxLine": [
            _tax_line(rate, amount, base) for rate, amount in zip(rates, amounts, strict=True)
        ],
    }
    return total


def _check_count(lines: TaxedLines) -> None:
    taxed = sum(
        1
        for line in lines.items
        if line.get("SalesItemLineDetail", {}).get("TaxCodeRef", {}).get("value") == "TAX"
    )
    if taxed > TAXABLE_LINES_MAX:
        raise business(f"A taxable transaction has at most {TAXABLE_LINES_MAX} lines.", "Line")


def _is_exempt(company: Company, draft: Body) -> bool:
    """Whether the customer is exempt; the reason then shows on the document."""
    customer = company.shelves["Customer"].get((draft.get("CustomerRef") or {}).get("value", ""))
    if customer is None:
        return False
    reason = customer.body.get("TaxExemptionReasonId")
    if reason:
        draft["TaxExemptionRef"] = {"value": str(reason)}
    return bool(reason) or customer.body.get("Taxable") is False


def _code(company: Company, sent: Body, draft: Body, regime: str) -> Record | None:
    """The group of rates: QuickBooks's own choice, or by hand the header's, else none.

    By hand the header's code wins, then the customer's, then the company's.
    """
    codes = company.shelves["TaxCode"]
    own = codes.get(company.preferences["TaxPrefs"].get("TaxGroupCodeRef", {}).get("value", ""))
    if regime == "automated":
        return own
    asked = (sent.get("TxnTaxCodeRef") or {}).get("value")
    if asked is not None:
        found = codes.get(asked)
        if found is None:
            raise invalid_reference("TxnTaxDetail.TxnTaxCodeRef", "TaxCode", asked)
        return found
    customer = company.shelves["Customer"].get((draft.get("CustomerRef") or {}).get("value", ""))
    usual = (customer.body.get("DefaultTaxCodeRef") or {}) if customer is not None else {}
    return codes.get(usual.get("value", "")) or own


def _rates(company: Company, code: Record) -> list[Record]:
    details = (code.body.get("SalesTaxRateList") or {}).get("TaxRateDetail", [])
    found = [company.shelves["TaxRate"].get(one["TaxRateRef"]["value"]) for one in details]
    return [rate for rate in found if rate is not None]


def _percent(rate: Record) -> Decimal:
    return Decimal(rate.body["RateValue"])


def _prorated(total: Decimal, weights: list[Decimal]) -> list[Decimal]:
    """A total over the rates, to the cent, the last taking what is left."""
    whole = sum(weights, ZERO)
    parts: list[Decimal] = []
    for weight in weights[:-1]:
        parts.append(cents(total * weight / whole) if whole else ZERO)
    return [*parts, total - sum(parts, ZERO)] if weights else []


def _tax_line(rate: Record, amount: Decimal, base: Decimal) -> Body:
    return {
        "Amount": amount,
        "DetailType": "TaxLineDetail",
        "TaxLineDetail": {
            "TaxRateRef": {"value": rate.id},
            "PercentBased": True,
            "TaxPercent": _percent(rate),
            "NetAmountTaxable": cents(base),
        },
    }


def tax_account(company: Company) -> Record:
    """The first agency's payable account."""
    return company.account_of(PAYABLE)


def tax_postings(company: Company, body: Body, sign: int) -> list[Posting]:
    """The tax lines of a document, each owed to the agency of its rate."""
    postings = []
    for line in body["TxnTaxDetail"].get("TaxLine", []):
        rate = company.shelves["TaxRate"].get(line["TaxLineDetail"]["TaxRateRef"]["value"])
        agency = (rate.body.get("AgencyRef") or {}).get("value", "") if rate is not None else ""
        account = agency_account(company, agency)
        postings.append(credit(account.id, Decimal(line["Amount"]) * sign))
    return postings


def agency_account(company: Company, agency_id: str) -> Record:
    """The account "<agency> Payable", made when it is missing, as the tax centre does."""
    agency = company.shelves["TaxAgency"].get(agency_id)
    if agency is None:
        return tax_account(company)
    name = f"{agency.body['DisplayName']} Payable"
    shelf = company.shelves["Account"]
    found = shelf.find("Name", name)
    if found:
        return found[0]
    made = write(company, shelf.kind, {"Name": name, "AccountSubType": PAYABLE}, operation="create")
    return company.record("Account", made["Id"])
