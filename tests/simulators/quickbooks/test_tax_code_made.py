"""The tax service makes a code with its rates in one call, or nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books

EXCISE = {"TaxRateName": "NV excise", "RateValue": "15", "TaxAgencyId": "1"}


def test_a_code_is_answered_flat_and_can_be_queried(books: Books) -> None:
    answer = books.post("/taxservice/taxcode", {"TaxCode": "Excise", "TaxRateDetails": [EXCISE]})
    assert "TaxService" not in answer
    assert answer["TaxCode"] == "Excise"
    detail = answer["TaxRateDetails"][0]
    assert (detail["TaxRateName"], detail["RateValue"]) == ("NV excise", 15)
    code = books.query("select * from TaxCode where Name = 'excise'")["TaxCode"][0]
    assert code["Id"] == answer["TaxCodeId"]
    rates = code["SalesTaxRateList"]["TaxRateDetail"]
    assert [one["TaxRateRef"]["value"] for one in rates] == [detail["TaxRateId"]]
    assert books.read("TaxRate", detail["TaxRateId"])["RateValue"] == 15
    known = {"TaxCode": "Both", "TaxRateDetails": [{"TaxRateId": detail["TaxRateId"]}]}
    assert books.post("/taxservice/taxcode", known)["TaxRateDetails"][0]["RateValue"] == 15


def test_a_taken_name_is_refused_as_a_duplicate(books: Books) -> None:
    body = {"TaxCode": "Excise", "TaxRateDetails": [EXCISE]}
    books.post("/taxservice/taxcode", body)
    error = books.refusal("/taxservice/taxcode", {**body, "TaxCode": "Other"})
    assert error["code"] == "6240"
    assert "Another tax rate is already using this name" in error["Detail"]
    assert books.code("/taxservice/taxcode", body) == "6240"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"TaxCode": ""}, "2020"),
        ({"TaxCode": "x" * 101}, "2050"),
        ({"TaxRateDetails": []}, "2020"),
        ({"TaxRateDetails": [{**EXCISE, "RateValue": "101"}]}, "2080"),
        ({"TaxRateDetails": [{**EXCISE, "TaxAgencyId": "99"}]}, "2500"),
        ({"TaxRateDetails": [{"TaxRateId": "99"}]}, "2500"),
        ({"TaxRateDetails": [{**EXCISE, "TaxApplicableOn": "Never"}]}, "2170"),
        ({"TaxRateDetails": [EXCISE, EXCISE]}, "6240"),
    ],
)
def test_a_wrong_tax_code_makes_nothing(books: Books, change: Any, code: str) -> None:
    before = books.query("select count(*) from TaxRate")
    body = {"TaxCode": "Excise", "TaxRateDetails": [EXCISE], **change}
    assert books.code("/taxservice/taxcode", body) == code
    assert books.query("select count(*) from TaxRate") == before
    assert books.query("select * from TaxCode where Name = 'Excise'") == {}


def test_an_agency_is_made_once_and_named_by_its_rates(books: Books) -> None:
    agency = books.create("TaxAgency", DisplayName="City of Reno")
    assert agency["TaxAgencyConfig"] == "USER_DEFINED"
    assert books.code("/taxagency", {"DisplayName": "city of reno"}) == "6240"
    rate = {**EXCISE, "TaxAgencyId": agency["Id"]}
    books.post("/taxservice/taxcode", {"TaxCode": "City", "TaxRateDetails": [rate]})
    found = books.query(f"select * from TaxRate where AgencyRef = '{agency['Id']}'")
    assert found["TaxRate"][0]["Name"] == "NV excise"
