"""The company, its preferences, its changes and its aging, as QuickBooks shows them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import httpx2
import pytest

from leafledger.errors import OurBug
from leafledger.figures.money import Money
from leafledger.quickbooks.aging import AgingRow, read_aging
from leafledger.quickbooks.changes import OBJECTS_MAX, cdc
from leafledger.quickbooks.company import (
    Company,
    Preferences,
    read_company,
    read_preferences,
    wire_preferences_fix,
)
from tests.quickbooks.exchange import Exchange

SINCE = datetime(2026, 11, 1, tzinfo=UTC)


def test_a_company_says_who_it_is_and_what_plan_it_has() -> None:
    info = {
        "Id": "1", "CompanyName": "High Desert", "LegalName": "High Desert LLC", "Country": "US",
        "DefaultTimeZone": "America/Denver",
        "NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Plus"}],
    }  # fmt: skip
    assert read_company(info, "934") == Company(
        "High Desert", "High Desert LLC", "US", "America/Denver", "QuickBooks Online Plus", "934"
    )
    assert read_company({"Id": "1"}).time_zone == ""


PREFERENCES: dict[str, Any] = {
    "Id": "1",
    "SyncToken": "4",
    "AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"},
    "SalesFormsPrefs": {
        "CustomTxnNumbers": True, "AllowDiscount": False, "AllowShipping": "true",
        "AutoApplyCredit": True,
    },
    "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False},
}  # fmt: skip


def test_preferences_say_what_the_company_allows() -> None:
    assert read_preferences(PREFERENCES) == Preferences(
        custom_numbers=True,
        discount_line=False,
        shipping_line=True,
        closed_through=date(2026, 9, 30),
        auto_apply_credits=True,
        uses_sales_tax=True,
        automated_sales_tax=False,
    )
    assert read_preferences({}) == Preferences(
        custom_numbers=False,
        discount_line=False,
        shipping_line=False,
        closed_through=None,
        auto_apply_credits=False,
        uses_sales_tax=False,
        automated_sales_tax=None,
    )


def test_a_fix_of_preferences_touches_only_what_was_chosen() -> None:
    assert wire_preferences_fix(PREFERENCES, shipping=True, custom_numbers=False) == {
        "sparse": True,
        "Id": "1",
        "SyncToken": "4",
        "SalesFormsPrefs": {"AllowShipping": True, "CustomTxnNumbers": False},
    }


def changed(**rows: list[dict[str, Any]]) -> httpx2.Response:
    """An answer of change data capture: one element for each entity asked."""
    members = [{entity: found, "startPosition": 1} for entity, found in rows.items()]
    return httpx2.Response(200, json={"CDCResponse": [{"QueryResponse": [*members, {}]}]})


def test_changes_come_with_what_was_deleted() -> None:
    gone = {"domain": "QBO", "status": "Deleted", "Id": "39"}
    exchange = Exchange([changed(Invoice=[{"Id": "1"}, gone], Payment=[{"Id": "2"}])])
    changes = cdc(exchange.client(), ["Invoice", "Payment", "Term"], SINCE)
    assert changes.changed == {"Invoice": [{"Id": "1"}], "Payment": [{"Id": "2"}]}
    assert changes.deleted == {"Invoice": ["39"]}
    assert changes.cut_short == frozenset()
    params = dict(exchange.asked[0].url.params)
    assert params["entities"] == "Invoice,Payment,Term"
    assert params["changedSince"] == "2026-11-01T00:00:00+00:00"
    assert exchange.metered == ["coreplus"]


def test_a_full_answer_is_asked_again_piece_by_piece() -> None:
    many = [{"Id": str(place)} for place in range(OBJECTS_MAX)]
    query = httpx2.Response(200, json={"QueryResponse": {"Invoice": [{"Id": "7"}]}})
    exchange = Exchange(
        [changed(Invoice=many), changed(Invoice=many), query, changed(Payment=[{"Id": "2"}])]
    )
    changes = cdc(exchange.client(), ["Invoice", "Payment"], SINCE)
    assert changes.changed == {"Invoice": [{"Id": "7"}], "Payment": [{"Id": "2"}]}
    assert changes.cut_short == {"Invoice"}


def test_a_moment_without_an_offset_is_no_moment() -> None:
    with pytest.raises(ValueError, match="offset"):
        cdc(Exchange([]).client(), ["Invoice"], datetime(2026, 11, 1))  # noqa: DTZ001


def cells(*values: str, customer: str = "") -> list[dict[str, str]]:
    """The cells of a row, the first with the customer's id."""
    first, *others = [{"value": value} for value in values]
    return [first | ({"id": customer} if customer else {}), *others]


def aging(rows: list[Any], total: str) -> dict[str, Any]:
    """An aging summary of two columns."""
    key = [{"Name": "ColKey", "Value": "total"}]
    grand = {"group": "GrandTotal", "Summary": {"ColData": cells("TOTAL", total, "")}}
    return {
        "Header": {"ReportName": "AgedReceivables"},
        "Columns": {"Column": [{"ColType": "Customer"}, {"MetaData": key}, {"ColTitle": "Note"}]},
        "Rows": {"Row": [*rows, grand]},
    }


def test_the_aging_says_what_each_customer_owes() -> None:
    parent = {
        "type": "Section",
        "Header": {"ColData": cells("Chain", "10.00", "", customer="1")},
        "Rows": {
            "Row": [
                {"type": "Data", "ColData": cells("Store", "-2.50", "", customer="2")},
                {"type": "Data", "ColData": cells("Empty", "", "", customer="3")},
            ]
        },
        "Summary": {"ColData": cells("Total Chain", "7.50", "")},
    }
    other = {"type": "Data", "ColData": cells("O'Hare", "1,000.00", "", customer="4")}
    report = read_aging(aging([parent, other], "1007.50"))
    assert report.rows == (
        AgingRow("1", "Chain", Money.of("10.00")),
        AgingRow("2", "Store", Money.of("-2.50")),
        AgingRow("4", "O'Hare", Money.of("1000.00")),
    )
    assert report.total == Money.of("1007.50")


def aged(first: str, late: str, total: str) -> dict[str, Any]:
    """An aging summary with two ages of one customer."""
    keys = ("cust_name", "current", "0", "total")
    columns = [{"ColTitle": key, "MetaData": [{"Name": "ColKey", "Value": key}]} for key in keys]
    row = {"type": "Data", "ColData": cells("Store", first, late, total, customer="2")}
    return {"Columns": {"Column": columns}, "Rows": {"Row": [row]}}


def test_the_aging_says_how_late_each_customer_is() -> None:
    report = read_aging(aged("", "12.50", "12.50"))
    assert report.titles == ("current", "0")
    assert report.rows[0].spans == (Money.zero(), Money.of("12.50"))


def test_an_aging_whose_ages_do_not_add_up_is_not_believed() -> None:
    with pytest.raises(OurBug):
        read_aging(aged("1.00", "12.50", "12.50"))


def test_an_aging_whose_rows_do_not_add_up_is_not_believed() -> None:
    row = {"type": "Data", "ColData": cells("x", "5.00", "", customer="1")}
    with pytest.raises(OurBug):
        read_aging(aging([row], "6.00"))


def test_an_aging_without_data_owes_nothing() -> None:
    empty = {"Header": {"Option": [{"Name": "NoReportData", "Value": "true"}]}, "Rows": {}}
    assert read_aging(empty).rows == ()
    assert read_aging(empty).total == Money.zero()
