"""Batches with their test results and documents, and which product comes from which batch.

Source: the V2 description. A line's `batch` is the one shown on the invoice (reference 7).
"""

from __future__ import annotations

from leafledger_simulators.leaflink.api.stored import (
    Field,
    Resource,
    choice,
    day,
    decimal_text,
    endpoints,
    row_of,
    text,
)
from leafledger_simulators.leaflink.api.tables import find_row, row_shape
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, Upload, comma_list
from leafledger_simulators.leaflink.filters import Test
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import wrong_field

CANNABINOIDS = ("thc", "thca", "total_thc", "cbd", "cbda", "cbg", "cbn", "total_cannabinoids")


def batch_shape(call: Call, row: Row) -> Row:
    """A batch with its documents; the owner is text, as the description types it."""
    documents = [
        {name: value for name, value in row_shape(one).items() if name != "batch"}
        for one in call.world.state.table("batch_documents").values()
        if one["batch"] == row["id"]
    ]
    return row_shape(row) | {"owner": str(row["owner"]), "documents": documents}


def pair_shape(call: Call, row: Row) -> Row:
    """Product and batch; the product is text, as the description types it."""
    del call
    return row_shape(row) | {"product": str(row["product"])}


def _own_number(call: Call, row: Row) -> None:
    for other in call.world.state.table("batches").values():
        if other["production_batch_number"] == row["production_batch_number"] and other[
            "id"
        ] != row.get("id"):
            raise wrong_field("production_batch_number", "This batch number is already in use.")


def _new_pair(call: Call, row: Row) -> None:
    for other in call.world.state.table("product_batches").values():
        if (other["product"], other["batch"]) == (row["product"], row["batch"]):
            raise wrong_field("non_field_errors", "The product already has this batch.")


def _of_products(call: Call) -> list[Test]:
    wanted = comma_list(call.query.get("products"))
    if not wanted:
        return []
    pairs = call.world.state.table("product_batches").values()
    theirs = {pair["batch"] for pair in pairs if str(pair["product"]) in wanted}
    return [lambda row: row["id"] in theirs]


BATCHES = Resource(
    path="batches",
    group="products",
    table="batches",
    fields={
        "owner": Field(row_of("companies"), required=True, patched=False),
        "production_batch_number": Field(text(50), required=True),
        "batch_date": Field(day, required=True),
        **{name: Field(decimal_text, otherwise="0.0000") for name in CANNABINOIDS},
        "cannabinoid_unit": Field(choice("%", "MG/ML", "MG/G"), otherwise="%"),
        "testing_source": Field(text(400), required=True, patched=False),
    },
    words=("owner", "production_batch_number", *CANNABINOIDS),
    times=("batch_date",),
    check=_own_number,
    shape=batch_shape,
    tests=_of_products,
    made=lambda _call: {"is_from_api": True},
)

PRODUCT_BATCHES = Resource(
    path="product-batches",
    group="products",
    table="product_batches",
    fields={
        "product": Field(row_of("products"), required=True),
        "batch": Field(row_of("batches"), required=True),
    },
    check=_new_pair,
    shape=pair_shape,
)


def delete_batch(call: Call) -> Answer:
    """DELETE /batches/{id}/: its documents and assignments go with it; lines keep the number."""
    row, state = find_row(call, "batches"), call.world.state
    for table in ("batch_documents", "product_batches"):
        kept = state.table(table)
        for one in [one for one in kept.values() if one["batch"] == row["id"]]:
            del kept[one["id"]]
    del state.table("batches")[row["id"]]
    return Answer(204)


def _upload(call: Call, name: str, value: object) -> str:
    """An uploaded file becomes its address."""
    if not isinstance(value, Upload):
        raise wrong_field(name, "The submitted data was not a file. Use multipart/form-data.")
    return call.keep_file(value)


DOCUMENTS = Resource(
    path="batch-documents",
    group="products",
    table="batch_documents",
    fields={
        "batch": Field(row_of("batches"), required=True),
        "summary": Field(text(350), otherwise=""),
        "document": Field(_upload, required=True),
    },
    stamped=True,
)

IMAGES = Resource(
    path="product-images",
    group="products",
    table="product_images",
    fields={
        "image": Field(_upload, required=True),
        "product": Field(row_of("products"), required=True),
        "position": Field(
            lambda _call, name, value: _position(name, value), required=True, otherwise=1
        ),
    },
    words=("product",),
)


def _position(name: str, value: object) -> int:
    if str(value) not in {"1", "2", "3", "4", "5"}:
        raise wrong_field(name, "Ensure this value is from 1 to 5.")
    return int(str(value))


ENDPOINTS = (
    *endpoints(BATCHES, "list", "get", "create", "patch"),
    Endpoint("DELETE", "batches/{id}", "products", delete_batch),
    *endpoints(DOCUMENTS, "list", "get", "create", "delete"),
    *endpoints(PRODUCT_BATCHES, "list", "get", "create", "delete"),
    *endpoints(IMAGES, "list", "get", "create", "delete"),
)
