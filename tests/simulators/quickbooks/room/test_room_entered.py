"""The room: a person looks at the books in a browser and presses a button."""

from __future__ import annotations

import re

import pytest

from tests.simulators.quickbooks.realms.opening import opened
from tests.simulators.quickbooks.serving import Books, sale


def page(books: Books, path: str) -> str:
    answer = books.http.get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def press(books: Books, document: str, button: str, **fields: str) -> str:
    root = f"/room/{books.credentials['realm_id']}"
    answer = books.http.post(
        f"{root}/{button}", data={"id": document, **fields}, follow_redirects=True
    )
    assert answer.status_code == 200
    found = re.search(r'role="status">([^<]*)<', answer.text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("path", ["/", "/room"])
def test_the_entrance_shows_the_documents_and_asks_no_other_host(books: Books, path: str) -> None:
    books.invoice(books.customer("Sage <b>& Sons"), sale(books.item(), 40))
    shown = page(books, path)
    assert "Sage &lt;b&gt;&amp; Sons" in shown
    assert "40.00" in shown
    assert "<script" not in shown
    assert "://" not in shown
    answer = books.http.get(path)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert "--leaf" in page(books, "/room/room.css")


def test_an_invoice_is_paid_and_deposited_by_buttons(books: Books) -> None:
    invoice = books.invoice(books.customer(), sale(books.item(), 1040))
    shown = page(books, f"/room/{books.credentials['realm_id']}/document/{invoice['Id']}")
    assert "Receive a payment" in shown
    assert "Sales of Product Income" in shown
    assert press(books, invoice["Id"], "receive", amount="1,040") == (
        "Payment 2 of 1040.00 was received."
    )
    assert books.read("Invoice", invoice["Id"])["Balance"] == 0
    bank = books.account("Checking")["value"]
    said = press(books, "2", "deposit", account=bank)
    assert said == "Deposit 3 of 1040.00 was made; the payment is locked now."
    assert "QuickBooks refused: Deposited Transaction" in press(books, "2", "void")
    assert books.sums()["receivable_account"] == 0


def test_a_void_and_closed_books_are_a_button_each(books: Books) -> None:
    invoice = books.invoice(books.customer(), sale(books.item(), 40), TxnDate="2026-01-05")
    root = f"/room/{books.credentials['realm_id']}"
    books.http.post(f"{root}/close", data={"until": "2026-01-31"})
    assert "The account period has closed" in press(books, invoice["Id"], "void")
    books.http.post(f"{root}/close", data={"until": ""})
    assert press(books, invoice["Id"], "void").startswith("Invoice 1 is void")
    assert books.read("Invoice", "1")["TotalAmt"] == 0
    assert "was not filled in rightly" in press(books, "1", "receive", amount="much")


def test_a_bank_line_is_matched_and_freed_by_a_button(books: Books) -> None:
    payment = books.pay(books.customer(), 40, DepositToAccountRef=books.account("Checking"))
    root = f"/room/{books.credentials['realm_id']}"
    assert (
        press(books, payment["Id"], "mark", **{"as": "matched"}) == "It is matched now and locked."
    )
    assert "At the bank" in page(books, f"{root}/document/{payment['Id']}")
    assert "QuickBooks refused: Cannot delete bank matched" in press(books, payment["Id"], "void")
    assert press(books, payment["Id"], "mark", **{"as": ""}) == "It is free again."
    assert press(books, payment["Id"], "void").startswith("Payment 1 is void")


def test_every_page_shows_what_it_names(books: Books) -> None:
    books.control("/reset", {"dataset": "sample", "seed": 1})
    root = f"/room/{books.credentials['realm_id']}"
    assert "Amy&#x27;s Bird Sanctuary" in page(books, f"{root}/customers")
    assert "Accounts Receivable (A/R)" in page(books, f"{root}/trial-balance")
    assert "Undeposited Funds" in page(books, f"{root}/ledger")
    assert "The books are open." in page(books, f"{root}/closing")
    for record_id in books.simulator.company.transactions:
        assert "What it does to the accounts" in page(books, f"{root}/document/{record_id}")
    for path in (f"{root}/horoscope", f"{root}/document/99999", "/room/1/documents"):
        assert books.http.get(path).status_code == 404
    assert books.http.post(f"{root}/horoscope").status_code == 404


def test_with_several_companies_the_entrance_lists_them(books: Books) -> None:
    other = opened(books, name="Mesa Farms")
    realm = other.credentials["realm_id"]
    assert f"/room/{realm}/documents" in page(books, "/")
    other.invoice(other.customer("Juniper"), sale(other.item(), 5))
    assert "Juniper" in page(books, f"/room/{realm}/documents")
    assert "Juniper" not in page(books, f"/room/{books.credentials['realm_id']}/documents")


def test_links_to_quickbooks_own_pages_lead_to_the_document(books: Books) -> None:
    invoice = books.invoice(books.customer("Green Mesa"), sale(books.item(), 1040))
    realm = books.credentials["realm_id"]
    asked = {"txnId": invoice["Id"], "companyId": realm}
    answer = books.http.get("/app/invoice", params=asked, follow_redirects=True)
    assert answer.status_code == 200
    assert "Green Mesa" in answer.text
    other = books.http.get("/app/invoice", params={**asked, "companyId": "1"})
    assert other.status_code == 404
