"""Strains, product lines, promotion codes and what retailers have on their shelves.

Source: the V2 description; promotion codes are percent only and belong to one brand
(reference/leaflink.md 3.2). What a code does to an order is in `pricing.py`.
"""

from __future__ import annotations

from leafledger_simulators.leaflink.api.stored import (
    Field,
    Resource,
    choice,
    decimal_text,
    endpoints,
    flag,
    moment,
    row_of,
    text,
    whole,
    whole_list,
)
from leafledger_simulators.leaflink.call import Call, comma_list
from leafledger_simulators.leaflink.filters import Test, flag_tests, word_tests
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import wrong_field

STRAIN_CLASSES = (
    "sativa",
    "indica",
    "hybrid",
    "na",
    "11-cbd",
    "high-cbd",
    "sativa-hybrid",
    "indica-hybrid",
)


def _known_parents(call: Call, row: Row) -> None:
    strains = call.world.state.table("strains")
    if row["company"] is None:
        row["company"] = call.world.state.company_id
    for parent in row["parents"]:
        if parent not in strains:
            raise wrong_field("parents", f'Invalid pk "{parent}" - object does not exist.')


def _right_code(call: Call, row: Row) -> None:
    """A code is unique to its brand, a percentage up to 100, and ends after it began."""
    if row["end_date"] < row["start_date"]:
        raise wrong_field("end_date", "The end date is before the start date.")
    if not 0 <= float(row["discount_amount"]) <= 100:
        raise wrong_field("discount_amount", "Ensure this value is from 0 to 100.")
    for other in call.world.state.table("promocodes").values():
        if (other["brand"], other["code"]) == (row["brand"], row["code"]) and other[
            "id"
        ] != row.get("id"):
            raise wrong_field("non_field_errors", "The fields brand, code must make a unique set.")


def _strain_tests(call: Call) -> list[Test]:
    tests = flag_tests(call.query, "company__isnull", lambda row: row["company"] is None)
    wanted = comma_list(call.query.get("parents"))
    if wanted:
        tests.append(lambda row: bool(wanted & set(map(str, row["parents"]))))
    return tests


def _line_tests(call: Call) -> list[Test]:
    brands = call.world.state.table("brands")
    return word_tests(call.query, "company", lambda row: brands[row["brand"]]["company"])


STRAINS = Resource(
    path="strains",
    group="products",
    table="strains",
    fields={
        "name": Field(text(400), required=True),
        "parents": Field(whole_list, otherwise=[]),
        "company": Field(row_of("companies")),
        "strain_classification": Field(choice(*STRAIN_CLASSES), required=True),
    },
    words=("name", "company", "strain_classification"),
    check=_known_parents,
    tests=_strain_tests,
)

PRODUCT_LINES = Resource(
    path="product-lines",
    group="products",
    table="product_lines",
    fields={
        "name": Field(text(100), required=True),
        "brand": Field(row_of("brands"), required=True),
        "menu_position": Field(whole, otherwise=0),
    },
    words=("brand",),
    many=("id", "brand"),
    tests=_line_tests,
)

PROMOCODES = Resource(
    path="promocodes",
    group="orders",
    table="promocodes",
    fields={
        "brand": Field(row_of("brands"), required=True, patched=False),
        "code": Field(text(100), required=True, patched=False),
        "discount_type": Field(choice("%"), otherwise="%", patched=False),
        "discount_amount": Field(decimal_text, otherwise="0.0000", patched=False),
        "start_date": Field(moment, required=True),
        "end_date": Field(moment, required=True),
    },
    words=("brand", "code"),
    check=_right_code,
)

# Which resource group opens it is not documented; a key with products rights is let in.
RETAILER_INVENTORY = Resource(
    path="retailer-inventory",
    group="products",
    table="retailer_inventory",
    fields={
        "is_low": Field(flag, required=True),
        **{name: Field(text(400), required=True) for name in ("source", "name", "sku", "brand")},
        "quantity": Field(whole, required=True),
        "company": Field(whole, required=True),
        "unit_of_measure": Field(text(400), required=True),
    },
    words=("company",),
    stamped=True,
)

ENDPOINTS = (
    *endpoints(STRAINS, "list", "get", "create"),
    *endpoints(PRODUCT_LINES, "list", "get", "create", "patch"),
    *endpoints(PROMOCODES, "list", "get", "create", "patch", "delete"),
    *endpoints(RETAILER_INVENTORY, "list", "get", "create", "patch", "delete"),
)
