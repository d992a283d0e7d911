"""The small tables, from brands and staff to contacts and licences, and the order event log.

Source: reference/leaflink.md 1.2 (who may read them), 2.7 (event log), 6 and 7.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, page, read_id, select
from leafledger_simulators.leaflink.contacts import CONTACT_TEXTS, new_contact
from leafledger_simulators.leaflink.filters import Test, keep, time_tests, word_tests
from leafledger_simulators.leaflink.keys import SHARED
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found
from leafledger_simulators.leaflink.shapes.orders import log_shape


def row_shape(row: Row) -> Row:
    """A row as REST shows it: times become stamps."""
    return {
        name: wire.stamp(value) if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def reading(table: str, filters: tuple[str, ...] = ()) -> tuple[Any, Any]:
    """The list and the get of a table whose rows are filtered by equality."""

    def list_rows(call: Call) -> Answer:
        tests: list[Test] = []
        for name in ("id", *filters):
            tests += word_tests(call.query, name, _reader(name), many=True)
        tests += time_tests(call.query, "modified", lambda row: row["modified"])
        tests += time_tests(call.query, "created_on", lambda row: row["created_on"])
        return page(call, keep(call.world.state.table(table).values(), tests), row_shape)

    def get_row(call: Call) -> Answer:
        return Answer(200, select(call, row_shape(find_row(call, table))))

    return list_rows, get_row


def find_row(call: Call, table: str) -> Row:
    """The row whose id is in the path. Raises: Refusal 404."""
    row = call.world.state.table(table).get(read_id(call))
    if row is None:
        raise not_found()
    return row


def _reader(name: str) -> Callable[[Any], object]:
    def read(row: Any) -> object:
        value = row.get(name)
        return str(value).lower() if isinstance(value, bool) else value

    return read


def _required(call: Call, *names: str) -> Row:
    fields = call.fields()
    missing = [name for name in names if fields.get(name) in (None, "")]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    return fields


def _texts(fields: Row, names: dict[str, int]) -> Row:
    return {
        name: wire.read_text(name, fields[name], longest)
        for name, longest in names.items()
        if name in fields
    }


def create_contact(call: Call) -> Answer:
    """POST /contacts/: `owner` (a company) and `first_name` are required."""
    fields = _required(call, "owner", "first_name")
    row = new_contact(call.world.stamp(), fields["owner"], _texts(fields, CONTACT_TEXTS))
    return Answer(201, row_shape(call.world.state.add_row("contacts", row)))


def patch_contact(call: Call) -> Answer:
    """PATCH /contacts/{id}/."""
    row = find_row(call, "contacts")
    row |= _texts(call.fields(), CONTACT_TEXTS)
    row["modified"] = call.world.stamp()
    return Answer(200, row_shape(row))


def delete_contact(call: Call) -> Answer:
    """DELETE /contacts/{id}/ sets the delete flag; the row stays (reference 1.8)."""
    row = find_row(call, "contacts")
    row["delete"], row["modified"] = True, call.world.stamp()
    return Answer(204)


def list_log(call: Call) -> Answer:
    """GET /order-event-logs/: filters are id, by and order, no date."""
    state, query = call.world.state, call.query
    entries = state.log_of(query["order"]) if query.get("order") else list(state.log.values())
    tests: list[Test] = [
        *word_tests(query, "id", lambda entry: entry.id, many=True),
        *word_tests(query, "by", lambda entry: entry.author.by),
    ]
    return page(call, keep(entries, tests), log_shape)


def get_log(call: Call) -> Answer:
    """GET /order-event-logs/{id}/."""
    entry = call.world.state.log.get(read_id(call))
    if entry is None:
        raise not_found()
    return Answer(200, log_shape(entry))


# path, permission group, table, filters
READ_TABLES = (
    ("brands", SHARED, "brands", ("company",)),
    ("companies", SHARED, "companies", ()),
    ("company-staff", SHARED, "company_staff", ("company", "is_admin", "is_active")),
    ("contacts", "customers", "contacts", ("owner", "first_name", "last_name", "delete")),
    ("customer-tiers", "customers", "customer_tiers", ()),
    ("license-types", "customers", "license_types", ()),
    ("licenses", "licenses", "licenses", ("number",)),
    ("product-categories", "products", "product_categories", ()),
    ("product-subcategories", "products", "product_subcategories", ("category",)),
)


def _reading_endpoints() -> tuple[Endpoint, ...]:
    endpoints = []
    for path, group, table, filters in READ_TABLES:
        list_rows, get_row = reading(table, filters)
        endpoints += [
            Endpoint("GET", path, group, list_rows),
            Endpoint("GET", f"{path}/{{id}}", group, get_row),
        ]
    return tuple(endpoints)


ENDPOINTS = (
    *_reading_endpoints(),
    Endpoint("POST", "contacts", "customers", create_contact),
    Endpoint("PATCH", "contacts/{id}", "customers", patch_contact),
    Endpoint("DELETE", "contacts/{id}", "customers", delete_contact),
    Endpoint("GET", "order-event-logs", "orders", list_log),
    Endpoint("GET", "order-event-logs/{id}", "orders", get_log),
)
