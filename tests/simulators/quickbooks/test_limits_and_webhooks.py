"""Throttling, planned failures, call classes, and signed notifications."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import pytest

from leafledger_simulators.quickbooks.app import QuickBooksSimulator, cost_class
from tests.simulators.quickbooks.hearing import Ear, listen
from tests.simulators.quickbooks.serving import Books, linked, sale


def test_a_change_is_told_as_a_signed_cloud_event(books: Books, ear: Ear) -> None:
    listen(books, ear)
    books.create("Customer", DisplayName="Sage")
    (events,) = ear.wait(1)
    assert events[0]["type"] == "qbo.customer.created.v1"
    assert events[0]["intuitentityid"] == "1"
    assert events[0]["intuitaccountid"] == books.credentials["realm_id"]
    headers, body = ear.heard[0]
    key = books.credentials["webhook_verifier_token"].encode()
    expected = base64.b64encode(hmac.new(key, body, hashlib.sha256).digest()).decode()
    assert headers["intuit-signature"] == expected


def test_changes_of_one_moment_travel_together(books: Books, ear: Ear) -> None:
    books.switch(webhook_delay_seconds=0.3)
    customer, item = books.customer(), books.item()
    invoice = books.invoice(customer, sale(item, 9))
    listen(books, ear)
    books.pay(customer, 9, (invoice, "Invoice", 9))
    books.post("/invoice", {"Id": invoice["Id"], "SyncToken": "1"}, operation="void")
    (events,) = ear.wait(1)
    assert [event["type"] for event in events] == [
        "qbo.invoice.updated.v1",
        "qbo.payment.created.v1",
        "qbo.payment.updated.v1",
        "qbo.invoice.voided.v1",
    ]


def test_a_sent_form_and_a_paid_bill_are_told(books: Books, ear: Ear) -> None:
    customer, vendor = books.customer(), {"value": books.create("Vendor", DisplayName="S")["Id"]}
    invoice = books.invoice(customer, sale(books.item(), 20))
    spent = {"AccountRef": books.account("Office Expenses")}
    kind = "AccountBasedExpenseLineDetail"
    line = {"DetailType": kind, "Amount": 9, kind: spent}
    bill = books.create("Bill", VendorRef=vendor, Line=[line])
    checking = {"BankAccountRef": books.account("Checking")}
    books.switch(webhook_delay_seconds=0.3)
    listen(books, ear)
    books.post(f"/invoice/{invoice['Id']}/send", b"", sendTo="buyer@sage.example")
    paid = {"VendorRef": vendor, "TotalAmt": 9, "PayType": "Check", "CheckPayment": checking}
    books.create("BillPayment", **paid, Line=[linked(bill, "Bill", 9)])
    (events,) = ear.wait(1)
    assert [event["type"] for event in events] == [
        "qbo.invoice.updated.v1",
        "qbo.invoice.emailed.v1",
        "qbo.bill.updated.v1",
        "qbo.billpayment.created.v1",
    ]


def test_the_old_format_and_the_retries(books: Books, ear: Ear) -> None:
    ear.failures = 2
    listen(books, ear, format="legacy")
    books.create("Vendor", DisplayName="Sage")
    bodies = ear.wait(3)
    change = bodies[0]["eventNotifications"][0]["dataChangeEvent"]["entities"][0]
    assert (change["name"], change["id"], change["operation"]) == ("Vendor", "1", "Create")
    time.sleep(0.05)
    told = books.control("/webhooks")
    assert told["deliveries"] == {"all": 1, "delivered": 1, "given_up": 0, "attempts": 3}


def test_a_wrong_word_to_the_webhooks_is_refused(books: Books) -> None:
    answer = books.http.post("/control/webhooks", json={"format": "carrier pigeon"})
    assert answer.status_code == 400


def test_the_eleventh_call_in_a_second_is_throttled(books: Books) -> None:
    books.control("/limits", {"enabled": True})
    answers = [books.raw("GET", "/companyinfo/1") for _ in range(11)]
    assert [one.status_code for one in answers] == [200] * 10 + [429]
    fault = answers[-1].json()["Fault"]
    assert fault["type"] == "SERVICE"
    assert fault["Error"][0]["code"] == "3001"
    assert "retry-after" not in answers[-1].headers
    books.switch(retry_after_seconds=30)
    assert books.raw("GET", "/companyinfo/1").headers["retry-after"] == "30"


def test_batches_have_their_own_limit(books: Books) -> None:
    books.control("/limits", {"enabled": True})
    for name in ("requests_per_minute", "requests_per_second"):
        books.control("/limits", {"name": name, "enabled": False})
    statuses = [
        books.raw("POST", "/batch", {"BatchItemRequest": []}).status_code for _ in range(41)
    ]
    assert statuses == [200] * 40 + [429]


def test_two_writers_of_inventory_meet_a_lock_that_clears(books: Books) -> None:
    books.control("/faults", {"kind": "inventory_lock", "path": "/invoice"})
    body = {"CustomerRef": books.customer(), "Line": [sale(books.stock_item(), 5)]}
    error = books.refusal("/invoice", body)
    assert "inventory products at exactly the same time" in error["Detail"]
    assert books.post("/invoice", body)["Invoice"]["TotalAmt"] == 5


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("POST", "/v3/company/1/invoice", "core"),
        ("GET", "/v3/company/1/invoice/5", "coreplus"),
        ("POST", "/v3/company/1/query", "coreplus"),
        ("POST", "/v3/company/1/batch", "coreplus"),
        ("GET", "/v3/company/1/cdc", "coreplus"),
        ("GET", "/v3/company/1/reports/TrialBalance", "coreplus"),
        ("POST", "/oauth2/v1/tokens/bearer", "oauth"),
        ("GET", "/", "other"),
    ],
)
def test_every_call_has_its_cost_class(method: str, path: str, expected: str) -> None:
    assert cost_class(method, path) == expected


def test_the_same_seed_gives_the_same_company() -> None:
    def told(seed: int) -> object:
        simulator = QuickBooksSimulator("http://127.0.0.1:1", "sample", seed)
        entities = simulator.snapshot()["entities"]
        totals = [one["TotalAmt"] for one in entities["Invoice"]]
        return simulator.credentials(), totals

    assert told(3) == told(3)
    assert told(3) != told(4)


def test_the_sample_company_has_five_of_each_and_coherent_books(books: Books) -> None:
    books.control("/reset", {"dataset": "sample", "seed": 1})
    entities = books.control("/snapshot")["entities"]
    few = {name for name, found in entities.items() if len(found) < 5}
    # It uses one currency, so it has no list of others.
    currencies = {"CompanyCurrency", "ExchangeRate"}
    assert few == {"Term", "TaxCode", "TaxRate", "TaxAgency"} | currencies
    sums = books.sums()
    assert sums["debits"] == sums["credits"] > 0
    assert sums["receivable_account"] == sums["aged_receivables"] == sums["open_documents"]


def test_the_season_company_has_a_vendor_with_a_buyers_name(books: Books) -> None:
    books.control("/reset", {"dataset": "season", "seed": 1})
    assert books.code("/customer", {"DisplayName": "Green Mesa Dispensary"}) == "6240"
