"""`/order-payments/` (append-only) and `/credits/` (read-only).

Sources: reference/leaflink.md 5.1 (payments), 8 (credits), 1.2 (credits need customer rights).
"""

from __future__ import annotations

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.call import Answer, Call, Endpoint, page, read_id
from leafledger_simulators.leaflink.filters import Test, flag_tests, keep, word_tests
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.shapes.orders import credit_shape, payment_shape
from leafledger_simulators.leaflink.till import PAYMENT_TYPES, record_payment


def list_payments(call: Call) -> Answer:
    """GET /order-payments/: limit and offset only, no filter of any kind."""
    payments = list(call.world.state.payments.values())
    if call.world.switches["payments_ordering"] == "-id":
        payments.reverse()
    return page(call, payments, lambda payment: payment_shape(call.world, payment))


def get_payment(call: Call) -> Answer:
    """GET /order-payments/{id}/."""
    payment = call.world.state.payments.get(read_id(call))
    if payment is None:
        raise not_found()
    return Answer(200, payment_shape(call.world, payment))


def create_payment(call: Call) -> Answer:
    """POST /order-payments/: no idempotency key, a repetition is a second payment."""
    fields, state = call.fields(), call.world.state
    missing = [
        name
        for name in ("order", "recorded_by", "total", "payment_date")
        if fields.get(name) is None
    ]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    order = state.orders.get(str(fields["order"]))
    if order is None:
        raise wrong_field("order", f"Object with number={fields['order']} does not exist.")
    recorder = wire.read_whole("recorded_by", fields["recorded_by"])
    if recorder not in state.table("company_staff"):
        raise wrong_field("recorded_by", f'Invalid pk "{recorder}" - object does not exist.')
    payment_type = fields.get("payment_type", "other")
    if payment_type not in PAYMENT_TYPES:
        raise wrong_field("payment_type", f'"{payment_type}" is not a valid choice.')
    payment = record_payment(
        call.world,
        order,
        recorded_by=recorder,
        total=wire.read_money("total", fields["total"]),
        payment_date=wire.read_instant("payment_date", fields["payment_date"]),
        payment_type=payment_type,
        reason=wire.read_text("reason", fields.get("reason", ""), 2000) or "",
    )
    return Answer(201, payment_shape(call.world, payment))


def list_credits(call: Call) -> Answer:
    """GET /credits/; there is no filter by modification."""
    query = call.query
    tests: list[Test] = [
        *word_tests(query, "status", lambda credit: credit.status, many=True),
        *word_tests(query, "reason", lambda credit: credit.reason, many=True),
        *word_tests(query, "brand", lambda credit: credit.brand, many=True),
        *word_tests(query, "customer", lambda credit: credit.customer, many=True),
        *word_tests(query, "order", lambda credit: credit.order),
        *flag_tests(query, "archived", lambda credit: credit.archived),
    ]
    _add_ranges(call, tests)
    found = keep(call.world.state.credits.values(), tests)
    ordering = query.get("ordering", "id")
    field = ordering.lstrip("-")
    if field in {"id", "amount", "credit_date", "status"}:
        found.sort(key=lambda credit: getattr(credit, field), reverse=ordering[0] == "-")
    return page(call, found, lambda credit: credit_shape(call.world, credit))


def get_credit(call: Call) -> Answer:
    """GET /credits/{id}/."""
    credit = call.world.state.credits.get(read_id(call))
    if credit is None:
        raise not_found()
    return Answer(200, credit_shape(call.world, credit))


def _add_ranges(call: Call, tests: list[Test]) -> None:
    query = call.query
    if query.get("credit_date_after"):
        first = wire.read_day("credit_date_after", query["credit_date_after"])
        tests.append(lambda credit: credit.credit_date >= first)
    if query.get("credit_date_before"):
        last = wire.read_day("credit_date_before", query["credit_date_before"])
        tests.append(lambda credit: credit.credit_date <= last)
    if query.get("amount_min"):
        least = wire.read_decimal("amount_min", query["amount_min"])
        tests.append(lambda credit: credit.amount >= least)
    if query.get("amount_max"):
        most = wire.read_decimal("amount_max", query["amount_max"])
        tests.append(lambda credit: credit.amount <= most)


ENDPOINTS = (
    Endpoint("GET", "order-payments", "orders", list_payments),
    Endpoint("POST", "order-payments", "orders", create_payment),
    Endpoint("GET", "order-payments/{id}", "orders", get_payment),
    Endpoint("GET", "credits", "customers", list_credits),
    Endpoint("GET", "credits/{id}", "customers", get_credit),
)
