"""Sales tax in companies that keep it automatically, by hand, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, sale

PAYABLE = "Nevada Department of Taxation Payable"


def owed(books: Books) -> Decimal:
    account = books.query(f"select * from Account where Name = '{PAYABLE}'")["Account"][0]
    balance: Decimal = account["CurrentBalance"]
    return balance


@pytest.mark.parametrize(
    ("tax", "prefs"),
    [
        ("none", {"UsingSalesTax": False, "PartnerTaxEnabled": False}),
        ("automated", {"UsingSalesTax": True, "PartnerTaxEnabled": True}),
        ("manual", {"UsingSalesTax": True}),
    ],
)
def test_the_preferences_tell_the_kinds_of_company_apart(
    books: Books, tax: str, prefs: dict[str, bool]
) -> None:
    found = opened(books, tax=tax).get("/preferences")["Preferences"]["TaxPrefs"]
    assert {name: on for name, on in found.items() if name != "TaxGroupCodeRef"} == prefs
    assert ("TaxGroupCodeRef" in found) == (tax != "none")


def test_an_automated_company_taxes_lines_without_a_code(books: Books) -> None:
    other = opened(books, tax="automated")
    invoice = other.invoice(other.customer(), sale(other.item(), 100))
    assert invoice["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == {"value": "TAX"}
    detail = invoice["TxnTaxDetail"]
    assert detail["TotalTax"] == 8
    assert detail["TxnTaxCodeRef"]["value"].isdigit()
    line = detail["TaxLine"][0]
    assert (line["DetailType"], line["TaxLineDetail"]["NetAmountTaxable"]) == ("TaxLineDetail", 100)
    assert owed(other) == 8
    other.create("CreditMemo", CustomerRef=invoice["CustomerRef"], Line=[sale(other.item("B"), 50)])
    assert owed(other) == 4


def test_an_automated_company_puts_its_own_code_in_place_of_the_sent_one(books: Books) -> None:
    other = opened(books, tax="automated")
    sent = {"TxnTaxCodeRef": {"value": "NON"}, "TotalTax": 1}
    made = other.invoice(other.customer(), sale(other.item(), 100), TxnTaxDetail=sent)
    assert made["TxnTaxDetail"]["TotalTax"] == 8
    assert made["TxnTaxDetail"]["TxnTaxCodeRef"]["value"] != "NON"


@pytest.mark.parametrize("exemption", [{"TaxExemptionReasonId": "9"}, {"Taxable": False}])
def test_an_exempt_customer_owes_none(books: Books, exemption: dict[str, object]) -> None:
    other = opened(books, tax="automated")
    customer = other.customer("Sage", **exemption)
    made = other.invoice(customer, sale(other.item(), 100))
    assert made["TxnTaxDetail"] == {"TotalTax": 0}
    assert made["TotalAmt"] == 100
    assert ("TaxExemptionRef" in made) == ("TaxExemptionReasonId" in exemption)


def test_by_hand_the_headers_code_picks_the_rates(books: Books) -> None:
    other = opened(books, tax="manual")
    customer, item = other.customer(), other.item()
    line = sale(item, 100, TaxCodeRef={"value": "TAX"})
    code = other.get("/preferences")["Preferences"]["TaxPrefs"]["TaxGroupCodeRef"]
    made = other.invoice(customer, line, TxnTaxDetail={"TxnTaxCodeRef": code})
    assert made["TxnTaxDetail"]["TotalTax"] == 8
    assert owed(other) == 8
    untaxed = other.invoice(customer, sale(item, 100), TxnTaxDetail={"TxnTaxCodeRef": code})
    assert untaxed["TotalAmt"] == 100
    body = {"CustomerRef": customer, "Line": [line]}
    wrong = {"TxnTaxDetail": {"TxnTaxCodeRef": {"value": "77"}}}
    assert other.code("/invoice", {**body, **wrong}) == "2500"
    held = other.invoice(customer, line, TxnTaxDetail={"TxnTaxCodeRef": code, "TotalTax": 8.25})
    assert held["TotalAmt"] == Decimal("108.25")
    other.switch(manual_tax_total="recompute")
    again = other.invoice(customer, line, TxnTaxDetail={"TxnTaxCodeRef": code, "TotalTax": 8.25})
    assert again["TotalAmt"] == 108


def test_without_sales_tax_what_was_sent_is_not_stored(books: Books) -> None:
    made = books.invoice(
        books.customer(),
        sale(books.item(), 10, TaxCodeRef={"value": "TAX"}),
        TxnTaxDetail={"TotalTax": 3, "TxnTaxCodeRef": {"value": "TAX"}},
    )
    assert made["TxnTaxDetail"] == {"TotalTax": 0}
    assert made["TotalAmt"] == 10


def test_a_taxable_document_has_at_most_750_lines(books: Books) -> None:
    other = opened(books, tax="automated")
    customer, item = other.customer(), other.item()
    lines = [sale(item, 1) for _ in range(751)]
    assert other.code("/invoice", {"CustomerRef": customer, "Line": lines}) == "6000"
    plain = [sale(item, 1, TaxCodeRef={"value": "NON"}) for _ in range(751)]
    assert other.invoice(customer, *plain)["TotalAmt"] == 751
    assert (
        other.code(
            "/invoice",
            {"CustomerRef": customer, "Line": [sale(item, 1, TaxCodeRef={"value": "NV"})]},
        )
        == "6100"
    )


def test_rates_of_two_agencies_are_owed_to_each(books: Books) -> None:
    other = opened(books, tax="manual")
    city = other.create("TaxAgency", DisplayName="City of Reno")["Id"]
    made = other.post(
        "/taxservice/taxcode",
        {
            "TaxCode": "Reno",
            "TaxRateDetails": [
                {"TaxRateName": "State", "RateValue": "6.85", "TaxAgencyId": "1"},
                {"TaxRateName": "City", "RateValue": "1.415", "TaxAgencyId": city},
            ],
        },
    )
    detail: dict[str, object] = {"TxnTaxCodeRef": {"value": made["TaxCodeId"]}}
    line = sale(other.item(), 200, TaxCodeRef={"value": "TAX"})
    invoice = other.invoice(other.customer(), line, TxnTaxDetail=detail)
    assert [one["Amount"] for one in invoice["TxnTaxDetail"]["TaxLine"]] == [
        Decimal("13.7"),
        Decimal("2.83"),
    ]
    assert owed(other) == Decimal("13.7")
    account = other.query("select * from Account where Name = 'City of Reno Payable'")
    assert account["Account"][0]["CurrentBalance"] == Decimal("2.83")
    detail["TotalTax"] = Decimal("16.54")
    held = other.invoice(invoice["CustomerRef"], line, TxnTaxDetail=detail)
    assert sum(one["Amount"] for one in held["TxnTaxDetail"]["TaxLine"]) == Decimal("16.54")
