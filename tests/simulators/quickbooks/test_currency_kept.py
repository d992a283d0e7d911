"""The currencies a company uses, their rates, and what is refused in them."""

from __future__ import annotations

from tests.simulators.quickbooks.serving import Books, sale

EURO = {"Code": "EUR"}


def rate(books: Books, code: str, day: str) -> object:
    answer = books.get("/exchangerate", sourcecurrencycode=code, asofdate=day)
    return answer["ExchangeRate"]["Rate"]


def with_currencies(books: Books) -> None:
    assert books.control("/company", {"multi_currency": True})["multi_currency"] is True
    prefs = books.get("/preferences")["Preferences"]["CurrencyPrefs"]
    assert prefs["MultiCurrencyEnabled"] is True


def test_a_company_with_one_currency_has_neither_list_nor_rates(books: Books) -> None:
    asked = {"sourcecurrencycode": "USD", "asofdate": "2026-11-02"}
    worth = {"SourceCurrencyCode": "EUR", "Rate": 1.1, "AsOfDate": "2026-11-02"}
    assert books.code("/companycurrency", EURO) == "5030"
    assert books.code("/companycurrency/1") == "5030"
    assert books.code("/exchangerate", worth) == "5030"
    assert books.code("/exchangerate", **asked) == "5030"
    assert books.code("/query", query="select * from CompanyCurrency") == "5030"
    assert books.code("/query", query="select * from ExchangeRate") == "5030"


def test_several_currencies_are_turned_on_for_good(books: Books) -> None:
    with_currencies(books)
    for wrong in (False, "yes"):
        answer = books.http.post("/control/company", json={"multi_currency": wrong})
        assert answer.status_code == 400


def test_a_currency_has_three_letters_and_stands_there_once(books: Books) -> None:
    with_currencies(books)
    made = books.create("CompanyCurrency", Code="eur", Name="Funny money")
    assert (made["Code"], made["Name"], made["Active"]) == ("EUR", "Euro", True)
    assert books.create("CompanyCurrency", Code="XAF")["Name"] == "XAF"
    for code, refused in (
        ({"Code": "EU"}, "2050"),
        ({"Code": "EURO"}, "2050"),
        ({"Code": "E1R"}, "6000"),
        ({}, "2020"),
        ({"Code": "Eur"}, "6240"),
        ({"Code": "USD"}, "6240"),
    ):
        assert books.code("/companycurrency", code) == refused
    assert books.read("CompanyCurrency", made["Id"])["Code"] == "EUR"
    found = books.query("select * from CompanyCurrency where Code = 'EUR'")
    assert found["CompanyCurrency"][0]["Id"] == made["Id"]


def test_a_currency_made_inactive_keeps_its_name_and_gives_no_rate(books: Books) -> None:
    with_currencies(books)
    made = books.create("CompanyCurrency", **EURO)
    worth = {"SourceCurrencyCode": "EUR", "Rate": 1.25, "AsOfDate": "2026-11-02"}
    books.post("/exchangerate", worth)
    edit = {"Id": made["Id"], "SyncToken": "0", "sparse": True}
    assert books.code("/companycurrency", {**edit, "Code": "GBP"}) == "6000"
    gone = books.update("CompanyCurrency", {**edit, "Active": False})
    assert (gone["Name"], gone["Active"], gone["SyncToken"]) == ("Euro", False, "1")
    assert books.query("select * from CompanyCurrency") == {}
    asked = {"sourcecurrencycode": "EUR", "asofdate": "2026-11-02"}
    assert books.code("/exchangerate", **asked) == "2500"
    assert books.code("/companycurrency", edit) == "5010"


def test_the_rate_of_a_date_is_the_last_one_set_by_then(books: Books) -> None:
    with_currencies(books)
    books.create("CompanyCurrency", **EURO)
    for day, worth in (("2026-11-02", 1.1), ("2026-11-09", 1.2), ("2026-11-02", 1.15)):
        sent = {"SourceCurrencyCode": "EUR", "Rate": worth, "AsOfDate": day}
        made = books.post("/exchangerate", sent)["ExchangeRate"]
        assert made["TargetCurrencyCode"] == "USD"
        assert "Id" not in made
    assert str(rate(books, "EUR", "2026-11-05")) == "1.15"
    assert str(rate(books, "eur", "2026-12-01")) == "1.2"
    assert rate(books, "USD", "2026-11-05") == 1
    earlier = {"sourcecurrencycode": "EUR", "asofdate": "2026-11-01"}
    assert books.code("/exchangerate", **earlier) == "610"
    books.switch(exchange_rate_not_set="one")
    assert rate(books, "EUR", "2026-11-01") == 1
    asked = "select * from ExchangeRate where SourceCurrencyCode = 'EUR' and AsOfDate = '{}'"
    assert books.query(asked.format("2026-11-02"))["maxResults"] == 1
    assert books.query(asked.format("2026-11-03")) == {}


def test_a_rate_that_makes_no_sense_is_refused(books: Books) -> None:
    with_currencies(books)
    books.create("CompanyCurrency", **EURO)
    good = {"SourceCurrencyCode": "EUR", "Rate": 1.1, "AsOfDate": "2026-11-02"}
    for wrong, code in (
        ({"Rate": 0}, "6000"),
        ({"Rate": None}, "2020"),
        ({"SourceCurrencyCode": "GBP"}, "2500"),
        ({"SourceCurrencyCode": "USD"}, "6000"),
        ({"SourceCurrencyCode": None}, "2020"),
        ({"TargetCurrencyCode": "CAD"}, "6000"),
        ({"AsOfDate": "soon"}, "2060"),
    ):
        assert books.code("/exchangerate", {**good, **wrong}) == code
    assert books.code("/exchangerate", asofdate="2026-11-02") == "2020"
    assert books.code("/exchangerate", sourcecurrencycode="EUR", asofdate="x") == "2060"
    assert books.code("/exchangerate/1") == "500"
    assert books.code("/exchangerate", good, operation="delete") == "500"


def test_a_document_in_a_foreign_currency_is_refused_and_not_turned_into_dollars(
    books: Books,
) -> None:
    content = {
        "CustomerRef": books.customer(),
        "Line": [sale(books.item(), 5)],
        "CurrencyRef": {"value": "EUR"},
    }
    assert books.code("/invoice", content) == "5030"
    with_currencies(books)
    books.create("CompanyCurrency", **EURO)
    assert books.code("/invoice", content) == "500"
    assert books.code("/customer", {"DisplayName": "A", "CurrencyRef": {"value": "EUR"}}) == "500"
    dollars = books.create("Invoice", **{**content, "CurrencyRef": {"value": "USD"}})
    assert dollars["CurrencyRef"]["value"] == "USD"
