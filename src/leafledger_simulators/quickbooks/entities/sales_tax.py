"""Sales tax on a document, and the account it is owed from.

Reference: reference/quickbooks.md 11: off means TxnTaxDetail is dropped; whether an automated
sales tax company honours the total that was sent is an open question, so it is a switch.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.sales_lines import Lines
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents


def settle_tax(company: Company, draft: Body, lines: Lines) -> Decimal:
    """Decide the tax of a draft and write its TxnTaxDetail. The tax."""
    sent = draft.pop("TxnTaxDetail", {})
    if not company.preference("TaxPrefs", "UsingSalesTax") or not lines.taxable:
        draft["TxnTaxDetail"] = {"TotalTax": ZERO}
        return ZERO
    rate = _rate(company)
    base = lines.taxable
    if draft.get("ApplyTaxAfterDiscount") and lines.subtotal:
        base -= lines.discount_amount * lines.taxable / lines.subtotal
    computed = cents(base * rate / 100)
    honoured = company.switches["sales_tax_total"] == "honour" and "TotalTax" in sent
    total = Decimal(sent["TotalTax"]) if honoured else computed
    draft["TxnTaxDetail"] = {
        "TotalTax": total,
        "TaxLine": [
            {
                "Amount": total,
                "DetailType": "TaxLineDetail",
                "TaxLineDetail": {
                    "TaxRateRef": {"value": next(iter(company.shelves["TaxRate"])).id},
                    "PercentBased": True,
                    "TaxPercent": rate,
                    "NetAmountTaxable": cents(base),
                },
            }
        ],
    }
    return total


def _rate(company: Company) -> Decimal:
    rates = [record for record in company.shelves["TaxRate"] if record.active]
    return Decimal(rates[0].body["RateValue"]) if rates else ZERO


def tax_account(company: Company) -> Record:
    """The agency's payable account."""
    return company.account_of("SalesTaxPayable")
