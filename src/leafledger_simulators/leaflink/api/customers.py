"""`/customers/`: list, get, create, edit; DELETE archives (reference/leaflink.md 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.api.customer_filters import customer_tests
from leafledger_simulators.leaflink.call import (
    Answer,
    Call,
    Endpoint,
    checked_external_ids,
    page,
    read_id,
    select,
)
from leafledger_simulators.leaflink.filters import keep
from leafledger_simulators.leaflink.records import Customer, Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.shapes.customers import (
    NULL_FIELDS,
    TEXT_FIELDS,
    customer_shape,
)

ZIPCODE_LONGEST = 6


def list_customers(call: Call) -> Answer:
    """GET /customers/."""
    return page(
        call,
        keep(call.world.state.customers.values(), customer_tests(call)),
        lambda customer: customer_shape(call.world, customer, call.children),
    )


def get_customer(call: Call) -> Answer:
    """GET /customers/{id}/."""
    return Answer(200, select(call, customer_shape(call.world, _find(call), call.children)))


def create_customer(call: Call) -> Answer:
    """POST /customers/: `owner` and `name` are required; no webhook follows."""
    fields, state = call.fields(), call.world.state
    missing = [name for name in ("owner", "name") if fields.get(name) is None]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    if fields["owner"] != state.company_id:
        raise wrong_field("owner", f'Invalid pk "{fields["owner"]}" - object does not exist.')
    now = call.world.stamp()
    customer = Customer(
        id=state.next_id("customer"), name="", created_on=now, modified=now, leaflink_source=False
    )
    _write(call, customer, fields)
    state.customers[customer.id] = customer
    return Answer(201, customer_shape(call.world, customer))


def patch_customer(call: Call) -> Answer:
    """PATCH /customers/{id}/; `ext_acct_id` is writable here, unlike on orders."""
    customer = _find(call)
    _write(call, customer, call.fields())
    customer.modified = call.world.stamp()
    return Answer(200, customer_shape(call.world, customer))


def archive_customer(call: Call) -> Answer:
    """DELETE /customers/{id}/: archived, not deleted; answers 200 with the customer."""
    customer = _find(call)
    customer.archived, customer.modified = True, call.world.stamp()
    return Answer(200, customer_shape(call.world, customer))


def _find(call: Call) -> Customer:
    customer = call.world.state.customers.get(read_id(call))
    if customer is None:
        raise not_found()
    return customer


def _write(call: Call, customer: Customer, fields: Row) -> None:
    """Set what a body may set, all checked first. Raises: Refusal naming a wrong field."""
    read: Row = {
        name: _READERS[name](name, value) for name, value in fields.items() if name in _READERS
    }
    kept: Row = {}
    for name in TEXT_FIELDS:
        if name in fields:
            longest = ZIPCODE_LONGEST if name == "zipcode" else 4000
            kept[name] = wire.read_text(name, fields[name], longest) or ""
    kept |= {
        name: fields[name]
        for name in (*NULL_FIELDS, "license_inactive", "corporate_address", "delivery_address")
        if name in fields and name != "leaflink_last_views"
    }
    if "status" in fields:
        read["status"] = _row(call, "customer_statuses", "status", fields["status"])
    if "tier" in fields:
        read["tier"] = _row(call, "customer_tiers", "tier", fields["tier"])
    if "license_type" in fields:
        read["license_type"] = _row(call, "license_types", "license_type", fields["license_type"])
    if "managers" in fields:
        if not isinstance(fields["managers"], list):
            raise wrong_field("managers", "Expected a list of items.")
        read["managers"] = [
            _row(call, "company_staff", "managers", one) for one in fields["managers"]
        ]
    if "external_ids" in fields:
        read["external_ids"] = checked_external_ids(
            call, customer.external_ids, fields["external_ids"]
        )
    for name, value in read.items():
        setattr(customer, name, value)
    customer.fields |= kept


def _row(call: Call, table: str, name: str, value: Any) -> Any:
    if value is None:
        return None
    if wire.read_whole(name, value) not in call.world.state.table(table):
        raise wrong_field(name, f'Invalid pk "{value}" - object does not exist.')
    return value


def _text(longest: int) -> Callable[[str, Any], str]:
    return lambda name, value: wire.read_text(name, value, longest) or ""


def _name(name: str, value: Any) -> str:
    text = wire.read_text(name, value, 400, nullable=False) or ""
    if not text.strip():
        raise wrong_field(name, "This field may not be blank.")
    return text


def _account_id(name: str, value: Any) -> str | None:
    return wire.read_text(name, value, 255)


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "name": _name,
    "nickname": _text(200),
    "state": _text(100),
    "city": _text(400),
    "license_number": _text(100),
    "email": _text(255),
    "phone": _text(400),
    "ext_acct_id": _account_id,
    "archived": wire.read_flag,
    "delinquent": wire.read_flag,
    "discount_percent": wire.read_decimal,
    "shipping_charge": wire.read_decimal,
}

ENDPOINTS = (
    Endpoint("GET", "customers", "customers", list_customers),
    Endpoint("POST", "customers", "customers", create_customer),
    Endpoint("GET", "customers/{id}", "customers", get_customer),
    Endpoint("PATCH", "customers/{id}", "customers", patch_customer),
    Endpoint("DELETE", "customers/{id}", "customers", archive_customer),
)
