"""Notes about customers, and the seller's own customer statuses (V2 description)."""

from __future__ import annotations

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
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import detail


def _dated(call: Call, row: Row) -> None:
    """An entry without a date is about now."""
    if row["date"] is None:
        row["date"] = call.world.clock.now()


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
    words=("entry", "type", "owner", "author", "company", "customer", "staff", "brand", "contact"),
    flags=("delete",),
    times=("date",),
    stamped=True,
    check=_dated,
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
    *endpoints(CUSTOMER_STATUSES, "create", "patch"),
    Endpoint("DELETE", "customer-statuses/{id}", "customers", delete_status),
)
