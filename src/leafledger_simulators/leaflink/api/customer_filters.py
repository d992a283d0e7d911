"""The filters of `/customers/`, as far as a query asks for them (reference/leaflink.md 1.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.call import Call
from leafledger_simulators.leaflink.filters import (
    Test,
    external_id_tests,
    flag,
    flag_tests,
    number_tests,
    time_tests,
    word_tests,
)
from leafledger_simulators.leaflink.shapes.customers import TEXT_FIELDS

OWN_WORDS = (
    "id",
    "name",
    "nickname",
    "phone",
    "email",
    "license_number",
    "ext_acct_id",
    "partner",
    "tier",
    "license_type",
    "status",
    "state",
)
KEPT_WORDS = (*TEXT_FIELDS, "old_license_number", "price_schedule", "service_zone", "payment_term")
MANY_VALUES = frozenset(
    {
        "id",
        "owner",
        "partner",
        "tier",
        "license_type",
        "status",
        "state",
        "price_schedule",
        "service_zone",
    }
)
NO_DATE = datetime.min.replace(tzinfo=UTC)


def customer_tests(call: Call) -> list[Test]:
    """What a customer must be to be listed."""
    query = call.query
    tests: list[Test] = [
        *time_tests(query, "modified", lambda customer: customer.modified),
        *time_tests(query, "created_on", lambda customer: customer.created_on),
        *number_tests(query, "discount_percent", lambda customer: customer.discount_percent),
        *external_id_tests(query),
        *flag_tests(query, "archived", lambda customer: customer.archived),
        *flag_tests(query, "is_archived", lambda customer: customer.archived),
        *flag_tests(query, "delinquent", lambda customer: customer.delinquent),
        *flag_tests(query, "leaflink_source", lambda customer: customer.leaflink_source),
        *flag_tests(
            query, "license_inactive", lambda one: bool(one.fields.get("license_inactive", False))
        ),
        *word_tests(query, "owner", lambda _customer: call.world.state.company_id, many=True),
    ]
    by_contact = time_tests(query, "next_contact_date", _next_contact)
    if by_contact:
        # Whom nobody has planned to call is neither before nor after any date.
        tests += [lambda customer: _next_contact(customer) != NO_DATE, *by_contact]
    for name in OWN_WORDS:
        tests += word_tests(query, name, _own(name), many=name in MANY_VALUES)
    for name in KEPT_WORDS:
        tests += word_tests(query, name, _kept(name), many=name in MANY_VALUES)
    if query.get("payment_method"):
        method = query["payment_method"]
        tests.append(lambda one: method in map(str, one.fields.get("payment_methods", ())))
    if query.get("ext_acct_id__isnull"):
        wanted = flag("ext_acct_id__isnull", query["ext_acct_id__isnull"])
        tests.append(lambda customer: (customer.ext_acct_id is None) is wanted)
    return tests


def _next_contact(customer: Any) -> datetime:
    day = customer.fields.get("next_contact_date")
    if not isinstance(day, str):
        return NO_DATE
    return datetime.combine(wire.read_day("next_contact_date", day[:10]), time(), UTC)


def _own(name: str) -> Callable[[Any], object]:
    return lambda customer: getattr(customer, name)


def _kept(name: str) -> Callable[[Any], object]:
    return lambda customer: customer.fields.get(name, "")
