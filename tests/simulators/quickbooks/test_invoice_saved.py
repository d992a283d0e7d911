"""Invoices: lines, totals, numbers, due dates, voids and deletions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.simulators.quickbooks.serving import Books, sale


def test_a_read_shows_a_subtotal_line_that_nobody_sent(books: Books) -> None:
    invoice = books.invoice(books.customer(), sale(books.item(), 47.6))
    assert [line["DetailType"] for line in invoice["Line"]] == [
        "SalesItemLineDetail",
        "SubTotalLineDetail",
    ]
    assert invoice["TotalAmt"] == invoice["Balance"] == Decimal("47.6")
    assert "Id" not in invoice["Line"][1]


def test_amounts_leave_without_trailing_zeros(books: Books) -> None:
    item = books.item()
    answer = books.raw(
        "POST",
        "/invoice",
        {
            "CustomerRef": books.customer(),
            "Line": [sale(item, "47.60"), sale(item, "594.00", Qty=3, UnitPrice=198)],
        },
    )
    assert '"Amount":47.6,' in answer.text
    assert '"Amount":594,' in answer.text
    assert '"TotalAmt":641.6,' in answer.text


def test_the_amount_must_be_quantity_times_price(books: Books) -> None:
    customer, item = books.customer(), books.item()
    wrong = {"CustomerRef": customer, "Line": [sale(item, 10, Qty=3, UnitPrice=3.33)]}
    assert books.code("/invoice", wrong) == "6070"
    exact = books.invoice(customer, sale(item, 10, Qty=3, UnitPrice="3.3333333"))
    detail = exact["Line"][0]["SalesItemLineDetail"]
    assert detail["UnitPrice"] == Decimal("3.3333333")


def test_half_a_cent_is_rounded_up(books: Books) -> None:
    invoice = books.invoice(books.customer(), sale(books.item(), "0.03", Qty=1, UnitPrice="0.025"))
    assert invoice["TotalAmt"] == Decimal("0.03")


def test_discount_stands_after_the_subtotal_and_shipping_after_it(books: Books) -> None:
    books.prefer(AllowDiscount=True, AllowShipping=True)
    invoice = books.invoice(
        books.customer(),
        sale({"value": "SHIPPING_ITEM_ID"}, 12),
        {
            "DetailType": "DiscountLineDetail",
            "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10},
        },
        sale(books.item(), 200),
    )
    assert [line["Amount"] for line in invoice["Line"]] == [200, 200, 20, 12]
    assert invoice["TotalAmt"] == 192
    assert books.sums()["receivable_account"] == 192


@pytest.mark.parametrize(
    "line",
    [
        sale({"value": "SHIPPING_ITEM_ID"}, 12),
        {
            "DetailType": "DiscountLineDetail",
            "Amount": 5,
            "DiscountLineDetail": {"PercentBased": False},
        },
    ],
)
def test_a_fresh_company_takes_neither_shipping_nor_discount(books: Books, line: object) -> None:
    body = {"CustomerRef": books.customer(), "Line": [sale(books.item(), 100), line]}
    assert books.code("/invoice", body) == "6000"


def test_a_company_without_custom_numbers_counts_by_itself(books: Books) -> None:
    customer, item = books.customer(), books.item()
    numbers = [books.invoice(customer, sale(item, 1))["DocNumber"] for _ in range(2)]
    assert numbers == ["1001", "1002"]
    assert books.invoice(customer, sale(item, 1), DocNumber="LL-1")["DocNumber"] == "LL-1"


def test_with_custom_numbers_a_duplicate_names_who_has_it(books: Books) -> None:
    books.prefer(CustomTxnNumbers=True)
    customer, item = books.customer(), books.item()
    first = books.invoice(customer, sale(item, 1), DocNumber="LL-7")
    again = {"CustomerRef": customer, "Line": [sale(item, 1)], "DocNumber": "LL-7"}
    error = books.refusal("/invoice", again)
    assert error["code"] == "6140"
    assert f"TxnType=Invoice with TxnId={first['Id']}" in error["Detail"]
    books.post("/invoice", again, include="allowduplicatedocnum")
    assert "DocNumber" not in books.invoice(customer, sale(item, 1))
    assert books.invoice(customer, sale(item, 1), DocNumber="AUTO_GENERATE")["DocNumber"] == "1001"


def test_the_due_date_follows_the_term(books: Books) -> None:
    term = books.query("select * from Term where Name = 'Net 30'")["Term"][0]["Id"]
    customer = books.customer(SalesTermRef={"value": term})
    invoice = books.invoice(customer, sale(books.item(), 1), TxnDate="2026-10-05")
    assert invoice["DueDate"] == "2026-11-04"
    assert invoice["SalesTermRef"]["name"] == "Net 30"


def test_a_full_update_clears_what_it_leaves_out(books: Books) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 10), PrivateNote="keep me", TrackingNum="T-1")
    sparse = books.update(
        "Invoice",
        {"Id": invoice["Id"], "SyncToken": "0", "sparse": True, "TrackingNum": "T-2"},
    )
    assert (sparse["PrivateNote"], sparse["TrackingNum"]) == ("keep me", "T-2")
    full = books.update(
        "Invoice",
        {
            "Id": invoice["Id"],
            "SyncToken": "1",
            "CustomerRef": customer,
            "Line": [sale(item, 12)],
        },
    )
    assert "PrivateNote" not in full
    assert full["TotalAmt"] == 12


def test_lines_sent_in_a_sparse_update_replace_all_lines(books: Books) -> None:
    item = books.item()
    invoice = books.invoice(books.customer(), sale(item, 10), sale(item, 20))
    changed = books.update(
        "Invoice",
        {
            "Id": invoice["Id"],
            "SyncToken": "0",
            "sparse": True,
            "Line": [{"Id": "2", **sale(item, 25)}, {"Id": "77", **sale(item, 1)}],
        },
    )
    assert [line.get("Id") for line in changed["Line"]] == ["2", "3", None]
    assert changed["TotalAmt"] == 26


def test_a_void_keeps_the_document_at_nought_and_frees_its_payment(books: Books) -> None:
    customer = books.customer()
    invoice = books.invoice(customer, sale(books.item(), 80, Qty=2), PrivateNote="LeafLink order")
    payment = books.pay(customer, 80, (invoice, "Invoice", 80))
    voided = books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "1"}, operation="void")[
        "Invoice"
    ]
    assert (voided["TotalAmt"], voided["Balance"], voided["LinkedTxn"]) == (0, 0, [])
    assert voided["PrivateNote"] == "Voided - LeafLink order"
    assert voided["Line"][0]["SalesItemLineDetail"]["Qty"] == 0
    freed = books.read("Payment", payment["Id"])
    assert (freed["UnappliedAmt"], freed["Line"]) == (80, [])
    assert books.sums()["receivable_account"] == -80


def test_a_deleted_invoice_is_gone(books: Books) -> None:
    invoice = books.invoice(books.customer(), sale(books.item(), 80))
    gone = books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="delete")
    assert gone["Invoice"] == {"domain": "QBO", "status": "Deleted", "Id": invoice["Id"]}
    assert books.code(f"/invoice/{invoice['Id']}") == "610"
    assert books.query("select * from Invoice") == {}
    assert books.sums()["debits"] == 0


def test_a_total_below_nought_is_refused_by_a_code_of_choice(books: Books) -> None:
    body = {"CustomerRef": books.customer(), "Line": [sale(books.item(), -5)]}
    assert books.code("/invoice", body) == "6000"
    books.switch(negative_total_code="2290")
    assert books.code("/invoice", body) == "2290"


def test_without_sales_tax_a_tax_sent_is_dropped(books: Books) -> None:
    invoice = books.invoice(
        books.customer(), sale(books.item(), 100), TxnTaxDetail={"TotalTax": 8.25}
    )
    assert invoice["TxnTaxDetail"] == {"TotalTax": 0}
    assert invoice["TotalAmt"] == 100


def test_custom_fields_nobody_defined_vanish_silently(books: Books) -> None:
    field = {"DefinitionId": "1", "Type": "StringType", "StringValue": "10492"}
    invoice = books.invoice(books.customer(), sale(books.item(), 1), CustomField=[field])
    assert invoice["CustomField"] == []


def test_a_custom_field_made_at_the_screen_is_kept(books: Books) -> None:
    books.control("/company", {"custom_fields": {"1": "LeafLink order"}})
    field = {"DefinitionId": "1", "Type": "StringType", "StringValue": "10492"}
    invoice = books.invoice(books.customer(), sale(books.item(), 1), CustomField=[field])
    assert invoice["CustomField"] == [{**field, "Name": "LeafLink order"}]
    sales = books.get("/preferences")["Preferences"]["SalesFormsPrefs"]
    assert sales["CustomField"][0]["CustomField"][0]["StringValue"] == "LeafLink order"


@pytest.mark.parametrize(("switch", "tax"), [("recompute", "8"), ("honour", "8.25")])
def test_a_sales_tax_company_recomputes_or_honours_the_total(
    books: Books, switch: str, tax: str
) -> None:
    books.control("/company", {"sales_tax": True})
    books.switch(sales_tax_total=switch)
    item = books.item()
    invoice = books.invoice(
        books.customer(),
        sale(item, 100),
        sale(item, 50, TaxCodeRef={"value": "NON"}),
        TxnTaxDetail={"TotalTax": 8.25},
    )
    assert invoice["TxnTaxDetail"]["TotalTax"] == Decimal(tax)
    assert invoice["TotalAmt"] == 150 + Decimal(tax)
    assert books.sums()["receivable_account"] == invoice["TotalAmt"]


def test_an_edit_below_what_was_applied_may_be_refused(books: Books) -> None:
    books.switch(edit_below_applied="refuse")
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 100))
    books.pay(customer, 90, (invoice, "Invoice", 90))
    edit = {"Id": invoice["Id"], "SyncToken": "1", "sparse": True, "Line": [sale(item, 60)]}
    assert books.code("/invoice", edit) == "6000"


def test_a_closed_period_holds_its_documents(books: Books) -> None:
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 5), TxnDate="2026-09-30")
    books.control("/company", {"closed_until": "2026-09-30"})
    preferences = books.get("/preferences")["Preferences"]
    assert preferences["AccountingInfoPrefs"]["BookCloseDate"] == "2026-09-30"
    body = {"CustomerRef": customer, "Line": [sale(item, 1)], "TxnDate": "2026-09-30"}
    assert books.code("/invoice", body) == "6210"
    edit = {"Id": invoice["Id"], "SyncToken": "0", "sparse": True, "TxnDate": "2026-10-01"}
    assert books.code("/invoice", edit) == "6210"
    assert (
        books.code("/invoice", {"Id": invoice["Id"], "SyncToken": "0"}, operation="delete")
        == "6210"
    )
