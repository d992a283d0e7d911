"""Where a person finds a record in QuickBooks' own pages.

Source: Intuit's sample of a staff link for invoices (`/app/invoice?txnId=..&companyId=..`); the
other pages as integrations in use write them, November 2026. Intuit documents none of them, so a
link is a comfort and nothing depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

# The pages live on another host than the API.
_HOSTS: Mapping[str, str] = {
    "quickbooks.api.intuit.com": "app.qbo.intuit.com",
    "sandbox-quickbooks.api.intuit.com": "app.sandbox.qbo.intuit.com",
}
_PAGES: Mapping[str, tuple[str, str]] = {
    "Invoice": ("invoice", "txnId"),
    "CreditMemo": ("creditmemo", "txnId"),
    "Payment": ("recvpayment", "txnId"),
    "RefundReceipt": ("refundreceipt", "txnId"),
    "Deposit": ("deposit", "txnId"),
    "JournalEntry": ("journal", "txnId"),
    "Customer": ("customerdetail", "nameId"),
}


def web_page(api_url: str, realm: str, kind: str, id_: str) -> str:
    """The address of a record's page; empty where there is none.

    `api_url` is where the company's API lives, `kind` the entity's name there (`Invoice`), `id_`
    its id. A host that is not Intuit's is a rehearsal's and serves the pages itself.
    """
    if kind not in _PAGES or not id_:
        return ""
    address, (page, name) = urlsplit(api_url), _PAGES[kind]
    host = _HOSTS.get(address.netloc, address.netloc)
    return f"{address.scheme}://{host}/app/{page}?{urlencode({name: id_, 'companyId': realm})}"
