"""A person is led to the very record in QuickBooks' own pages."""

from __future__ import annotations

import pytest

from leafledger.quickbooks.web_pages import web_page


@pytest.mark.parametrize(
    ("api", "host"),
    [
        ("https://quickbooks.api.intuit.com", "https://app.qbo.intuit.com"),
        ("https://sandbox-quickbooks.api.intuit.com", "https://app.sandbox.qbo.intuit.com"),
        ("http://127.0.0.1:8102", "http://127.0.0.1:8102"),
    ],
)
def test_a_document_has_its_page_on_the_pages_host(api: str, host: str) -> None:
    found = web_page(api, "9341453", "Invoice", "145")
    assert found == f"{host}/app/invoice?txnId=145&companyId=9341453"


def test_an_id_can_not_lead_elsewhere() -> None:
    found = web_page("https://quickbooks.api.intuit.com", "1", "Payment", "7&companyId=2#x")
    assert found.endswith("/app/recvpayment?txnId=7%26companyId%3D2%23x&companyId=1")


@pytest.mark.parametrize(("kind", "id_"), [("Term", "3"), ("Invoice", "")])
def test_what_has_no_page_has_no_address(kind: str, id_: str) -> None:
    assert web_page("https://quickbooks.api.intuit.com", "1", kind, id_) == ""
