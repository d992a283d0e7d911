"""The query language: what is found, what is hidden, where the parser stops."""

from __future__ import annotations

import pytest

from tests.simulators.quickbooks.serving import Books, read, sale


def names(books: Books, where: str) -> list[str]:
    found = books.query(f"select * from Customer {where}")
    return [one["DisplayName"] for one in found.get("Customer", [])]


@pytest.fixture
def buyers(books: Books) -> Books:
    for name in ("Acme's", "Beta", "Gamma & Sons", "gamma two"):
        books.create("Customer", DisplayName=name)
    return books


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ("where DisplayName = 'ACME\\'S'", ["Acme's"]),
        ("where displayname LIKE 'gamma%'", ["Gamma & Sons", "gamma two"]),
        ("WHERE DisplayName IN ('beta', 'Acme\\'s')", ["Acme's", "Beta"]),
        ("where Id = '2'", ["Beta"]),
        ("where Id in ('3', '1')", ["Gamma & Sons", "Acme's"]),
        ("where Balance = 0 and Active = true and DisplayName > 'b'", None),
        ("orderby DisplayName desc maxresults 1", ["gamma two"]),
        ("order by DisplayName asc startposition 2 maxresults 2", ["Beta", "Gamma & Sons"]),
        ("startposition 4", ["gamma two"]),
        ("where MetaData.CreateTime > '2020-01-01T00:00:00-08:00' maxresults 1", ["Acme's"]),
        ("where MetaData.LastUpdatedTime >= '2020-01-01' maxresults 1", ["Acme's"]),
        ("where CompanyName = 'none'", []),
    ],
)
def test_a_condition_finds_what_it_says(buyers: Books, where: str, found: list[str] | None) -> None:
    expected = ["Beta", "Gamma & Sons", "gamma two"] if found is None else found
    assert names(buyers, where) == expected


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("select * from Customer where DisplayName = 'Acme''s'", "4000", 'Encountered " <STRING>'),
        ("select * from Customer where DisplayName = ", "4000", "Encountered <EOF>"),
        ("selekt * from Customer", "4000", 'Encountered " <IDENTIFIER> "selekt ""'),
        ("select * from Customer where Active = true or Id = '1'", "4000", '"or ""'),
        ("select * from Customer where Active != true", "4000", '"!= ""'),
        ("select * from Customer where DisplayName = ‘Beta’", "4000", "Lexical error"),
        ("select * from Customer startposition 0", "4001", "value 0 is too small"),
        ("select * from Customer where Colour = 'x'", "4001", "Property Colour not found"),
        ("select * from Invoice where PrivateNote = 'x'", "4001", "property 'PrivateNote' is not"),
        ("select * from Payment where DocNumber = 'x'", "4001", "not queryable"),
        ("select * from Customer where Id > '1'", "4001", "operator >"),
        ("select * from Nothing", "4001", "Nothing"),
        ("select Colour from Customer", "4001", "Property Colour not found"),
        ("select * from Invoice where TxnDate > 'soon'", "4001", "not valid"),
        ("select * from Invoice where MetaData.CreateTime > 'soon'", "4001", "Invalid date"),
    ],
)
def test_the_parser_says_where_it_stops(
    books: Books, statement: str, code: str, words: str
) -> None:
    error = books.refusal("/query", query=statement)
    assert error["code"] == code
    assert words in error["Detail"]


def test_the_parser_counts_columns_and_names_what_it_expected(books: Books) -> None:
    error = books.refusal("/query", query="select * from Customer where DisplayName 'x'")
    assert 'Encountered " <STRING> "\'x\' "" at line 1, column 42.' in error["Detail"]
    assert 'Was expecting one of:\n    "=" ...' in error["Detail"]


def test_nothing_found_is_an_empty_object(books: Books) -> None:
    assert books.query("select * from Customer") == {}
    assert books.query("select count(*) from Customer") == {"totalCount": 0}


def test_a_page_tells_its_place(buyers: Books) -> None:
    found = buyers.query("select * from Customer startposition 2 maxresults 2")
    assert (found["startPosition"], found["maxResults"], found["totalCount"]) == (2, 2, 4)
    buyers.switch(query_total_count=False)
    assert "totalCount" not in buyers.query("select * from Customer")


def test_a_page_holds_a_hundred_or_a_thousand_at_most(books: Books) -> None:
    for number in range(101):
        books.create("Vendor", DisplayName=f"Vendor {number}")
    assert books.query("select * from Vendor")["maxResults"] == 100
    assert books.query("select * from Vendor maxresults 5000")["maxResults"] == 101
    books.switch(max_results_above_1000="refuse")
    assert books.code("/query", query="select * from Vendor maxresults 1001") == "4001"


def test_star_leaves_the_sku_out(books: Books) -> None:
    books.item(Sku="BD-1")
    assert "Sku" not in books.query("select * from Item")["Item"][0]
    named = books.query("select *, Sku from Item where Sku = 'bd-1'")["Item"][0]
    assert named["Sku"] == "BD-1"
    assert books.read("Item", named["Id"])["Sku"] == "BD-1"


def test_position_nought_may_be_taken_as_the_first(buyers: Books) -> None:
    buyers.switch(start_position_zero="accept")
    assert names(buyers, "startposition 0 maxresults 1") == ["Acme's"]


def test_a_statement_may_be_posted(buyers: Books) -> None:
    statement = b"select * from Customer where DisplayName = 'Gamma & Sons'"
    found = read(buyers.raw("POST", "/query", statement))
    assert found["QueryResponse"]["maxResults"] == 1
    assert buyers.code("/query", b"select * from Customer where DisplayName = '\xff'") == "500"
    assert buyers.code("/query", b" ") == "2020"


def test_documents_are_found_by_customer_and_number(books: Books) -> None:
    customer, item = books.customer(), books.item()
    for number in range(3):
        books.invoice(customer, sale(item, 10 + number), TxnDate=f"2026-10-0{number + 1}")
    other = books.customer("Other")
    books.invoice(other, sale(item, 1))
    where = f"where CustomerRef = '{customer['value']}' and TotalAmt > '10' orderby TxnDate desc"
    found = books.query(f"select * from Invoice {where}")
    assert [one["TotalAmt"] for one in found["Invoice"]] == [12, 11]
    assert books.query("select * from Invoice where DocNumber = '1004'")["maxResults"] == 1
    assert books.query("select count(*) from Invoice where Balance > '0.00'")["totalCount"] == 4


def test_settings_are_queried_as_one_object(books: Books) -> None:
    assert books.query("select * from Preferences")["Preferences"][0]["Id"] == "1"
    info = books.query("select * from CompanyInfo")["CompanyInfo"][0]
    sku = {pair["Name"]: pair["Value"] for pair in info["NameValue"]}["OfferingSku"]
    assert sku == "QuickBooks Online Plus"
    assert {one["Id"] for one in books.query("select * from TaxCode")["TaxCode"]} == {"TAX", "NON"}


def test_a_renamed_customer_shows_its_new_name_on_old_documents(books: Books) -> None:
    customer = books.customer("Old name")
    invoice = books.invoice(customer, sale(books.item(), 5))
    edit = {"Id": customer["value"], "SyncToken": "0", "sparse": True, "DisplayName": "New name"}
    books.update("Customer", edit)
    assert books.read("Invoice", invoice["Id"])["CustomerRef"]["name"] == "New name"
