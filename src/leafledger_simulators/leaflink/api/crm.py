"""Notes about customers, and the seller's own customer statuses (V2 description)."""

from __future__ import annotations

from collections.abc import Callable

from leafledger_simulators.leaflink.api.stored import (
    Field,
    Resource,
    endpoints,
    flag,
    moment,
    row_of,
    text,
    whole,
)
from leafledger_simulators.leaflink.api.tables import find_row, row_shape
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint
from leafledger_simulators.leaflink.filters import Test, contains_tests, flag_tests, word_tests
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import detail

# Who and what a note may be about.
PARTIES = ("owner", "author", "company", "customer", "staff", "brand", "contact")


def _dated(call: Call, row: Row) -> None:
    """An entry without a date is about now."""
    if row["date"] is None:
        row["date"] = call.world.clock.now()


def _entry_tests(call: Call) -> list[Test]:
    """The parties under their second name (`customer_id`), `is_deleted`, and the search."""
    tests: list[Test] = []
    for name in PARTIES:
        tests += word_tests(call.query, f"{name}_id", _field(name), many=True)
    tests += flag_tests(call.query, "is_deleted", lambda row: bool(row["delete"]))
    return tests + contains_tests(call.query, "search", lambda row: (row["entry"],))


def _by_customer(call: Call, rows: list[Row]) -> None:
    ordering = call.query.get("ordering", "")
    field = ordering.removeprefix("-").removeprefix("customer__")
    if field in {"name", "nickname"}:
        known = call.world.state.customers
        rows.sort(
            key=lambda row: str(getattr(known.get(row["customer"] or 0), field, "")),
            reverse=ordering.startswith("-"),
        )


def _status_tests(call: Call) -> list[Test]:
    return [
        *contains_tests(call.query, "state", lambda row: (row["state"],)),
        *contains_tests(call.query, "search", lambda row: (row["state"], row["description"])),
    ]


def _by_field(call: Call, rows: list[Row]) -> None:
    ordering = call.query.get("ordering", "")
    field = ordering.removeprefix("-")
    if field in {"id", "order", "state"}:
        rows.sort(key=lambda row: row[field], reverse=ordering.startswith("-"))


def _field(name: str) -> Callable[[Row], object]:
    return lambda row: row[name]


ACTIVITY_ENTRIES = Resource(
    path="activity-entries",
    group="customers",
    table="activity_entries",
    fields={
        "type": Field(text(80), required=True),
        "date": Field(moment),
        "entry": Field(text(4000), required=True),
        "delete": Field(flag, otherwise=False),
        "owner": Field(row_of("companies"), required=True),
        "author": Field(row_of("company_staff"), required=True),
        "company": Field(whole),
        "customer": Field(row_of("customers")),
        "staff": Field(row_of("company_staff")),
        "brand": Field(row_of("brands")),
        "contact": Field(row_of("contacts")),
    },
    words=("entry", "type", *PARTIES),
    many=("id", "type", *PARTIES),
    flags=("delete",),
    times=("date",),
    stamped=True,
    check=_dated,
    tests=_entry_tests,
    sort=_by_customer,
)


CUSTOMER_STATUSES = Resource(
    path="customer-statuses",
    group="customers",
    table="customer_statuses",
    fields={
        "state": Field(text(40), required=True),
        "order": Field(whole, otherwise=99),
        "description": Field(text(1500)),
        "owner": Field(row_of("companies"), required=True, patched=False),
        "hex_color": Field(text(40)),
    },
    made=lambda _call: {"is_stock": False},
    words=("order", "description", "owner", "hex_color"),
    flags=("is_stock",),
    tests=_status_tests,
    sort=_by_field,
)


def delete_entry(call: Call) -> Answer:
    """DELETE /activity-entries/{id}/ marks the entry and answers 200 with it."""
    row = find_row(call, "activity_entries")
    row["delete"], row["modified"] = True, call.world.stamp()
    return Answer(200, row_shape(row))


def delete_status(call: Call) -> Answer:
    """DELETE /customer-statuses/{id}/: not LeafLink's own, and not one that customers have.

    Both refusals are inferred: the description declares none.
    """
    row, state = find_row(call, "customer_statuses"), call.world.state
    if row["is_stock"]:
        raise detail(400, "A stock status cannot be deleted.")
    if any(customer.status == row["id"] for customer in state.customers.values()):
        raise detail(400, "The status is in use.")
    del state.table("customer_statuses")[row["id"]]
    return Answer(204)


ENDPOINTS = (
    *endpoints(ACTIVITY_ENTRIES, "list", "get", "create", "patch"),
    Endpoint("DELETE", "activity-entries/{id}", "customers", delete_entry),
    *endpoints(CUSTOMER_STATUSES, "list", "get", "create", "patch"),
    Endpoint("DELETE", "customer-statuses/{id}", "customers", delete_status),
)
