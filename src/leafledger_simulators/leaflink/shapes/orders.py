"""An order, a line, a payment, an event and a credit as REST shows them.

Types follow reference/leaflink.md 1.10, which wins over the spec where captures disagree.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.records import Credit, Line, LogEntry, Order, Payment, Row
from leafledger_simulators.leaflink.shapes.customers import (
    account_id,
    address_shape,
    customer_shape,
)
from leafledger_simulators.leaflink.statuses import available_transitions
from leafledger_simulators.leaflink.till import CREDIT_REASONS
from leafledger_simulators.leaflink.totals import Totals
from leafledger_simulators.leaflink.world import World


def order_shape(world: World, order: Order, children: Collection[str] = ()) -> Row:
    """An order; lines, the full customer and full reps only when asked for (reference 1.5)."""
    shape = {
        **_identity(order),
        **_parties(world, order),
        **_money(world, order, world.totals(order)),
        **_terms(world, order),
        **_delivery(world, order, children),
        **_tail(order),
    }
    if "line_items" in children:
        shape["line_items"] = [line_shape(line) for line in order.lines]
    customer = world.customer_of(order)
    if "customer" in children and customer is not None:
        shape["customer"] = customer_shape(world, customer)
    if order.overrides:
        shape |= order.overrides
    return shape


def _identity(order: Order) -> Row:
    return {
        "number": order.number,
        "short_id": order.short_id,
        "external_id_seller": order.external_id_seller,
        "external_id_buyer": order.external_id_buyer,
        "ext_acct_id": order.ext_acct_id,
        "created_on": wire.stamp(order.created_on),
        "user": order.user,
    }


def _parties(world: World, order: Order) -> Row:
    return {
        "buyer": order.buyer,
        "seller": world.state.company_id,
        "customer": light_customer(world, order.customer),
        "brand": order.brand,
        "status": order.status,
        "manual": order.manual,
    }


def _money(world: World, order: Order, totals: Totals) -> Row:
    shape: Row = {"discount": wire.number(order.discount), "discount_type": order.discount_type}
    if world.switches["discount_amount_in_rest"]:
        shape["discount_amount"] = wire.text_4(order.discount)
    return shape | {
        "tax_amount": wire.number(order.tax_amount),
        "tax_type": order.tax_type,
        "final_tax": wire.text_2(totals.final_tax),
        "shipping_charge": wire.number_money(order.shipping_charge),
        "total": wire.number_money(totals.total),
        "payment_balance": wire.number(totals.balance),
        "credits": wire.text_2(totals.credits),
    }


def _terms(world: World, order: Order) -> Row:
    option, customer = order.payment_option, world.customer_of(order)
    return {
        "payment_term": option["payment_term"]["term"] if option else None,
        "payment_methods": [option["payment_method"]["method"]] if option else [],
        "available_payment_options": customer.payment_options if customer else [],
        "selected_payment_option": option,
        "llf_payment_method": bool(option and option["payment_program"] == "flexible"),
        "payment_due_date": wire.stamp(order.payment_due_date),
        "paid": order.paid,
        "paid_date": wire.day(order.paid_date),
    }


def _delivery(world: World, order: Order, children: Collection[str]) -> Row:
    customer = world.customer_of(order)
    address = address_shape(customer)
    return {
        "ship_date": wire.stamp(order.ship_date),
        "shipping_details": order.shipping_details,
        "notes": order.notes,
        "internal_notes": order.internal_notes,
        "delivery_preferences": order.delivery_preferences,
        "sales_reps": [
            rep_shape(world, rep, full="sales_reps" in children) for rep in order.sales_reps
        ],
        "classification": order.classification,
        "available_transitions": available_transitions(order.status, world.switches),
        "modified": wire.stamp(order.modified),
        "has_special_requests": order.has_special_requests,
        "delivery_provider": order.delivery_provider,
        "order_taxes": _taxes(world, order),
        "delivery_info": order.delivery_info,
        "is_combination": order.is_combination,
        "facility_id": order.facility_id,
        "corporate_address": address,
        "delivery_address": address,
    }


def _taxes(world: World, order: Order) -> list[Any]:
    if world.switches["order_taxes_as_ids"]:
        return [tax.id for tax in order.taxes]
    return [
        {
            "id": tax.id,
            "order": order.id,
            "tax": tax.tax,
            "name": tax.name,
            "rate": f"{tax.rate:.5f}",
            "state": tax.state,
            "auto_apply": str(tax.auto_apply).lower(),
        }
        for tax in order.taxes
    ]


def _tail(order: Order) -> Row:
    return {
        "order_number": order.number,
        "order_seller_number": order.external_id_seller or order.short_id,
        "order_buyer_number": order.external_id_buyer or order.short_id,
        "order_short_number": order.short_id,
        "distributor": "",
        "external_ids": order.external_ids,
    }


def light_customer(world: World, customer_id: int | None) -> Row | None:
    """The light customer an order and a credit carry."""
    customer = world.state.customers.get(customer_id or 0)
    if customer is None:
        return None
    return {
        "id": customer.id,
        "display_name": customer.display_name,
        "ext_acct_id": account_id(world, customer),
        "delinquent": customer.delinquent,
    }


def rep_shape(world: World, staff_id: int, *, full: bool = False) -> Row:
    """A sales representative: id and name, or the whole staff row."""
    staff = world.state.table("company_staff").get(staff_id, {})
    if full:
        return {**staff, "user": staff.get("display_name", "")}
    return {"id": staff_id, "user": staff.get("display_name", "")}


def line_shape(line: Line, product: Row | None = None) -> Row:
    """A line; `product` is its id, or the whole product with `expand=product`."""
    return {
        "id": line.id,
        "ordered_unit_price": wire.text_money(line.ordered_unit_price),
        "quantity": wire.text_4(line.quantity),
        "order": line.order,
        "product": line.product if product is None else product,
        "notes": line.notes,
        "is_sample": line.is_sample,
        "sale_price": wire.text_money(line.sale_price),
        "unit_multiplier": line.unit_multiplier,
        "is_medical_line_item": line.is_medical_line_item,
        "is_packed": line.is_packed,
        "packed_at": wire.stamp(line.packed_at),
        "packed_by": line.packed_by,
        "unit_of_measure": line.unit_of_measure,
        "position": line.position,
        "bulk_units": int(line.quantity / (line.unit_multiplier or 1)),
        "on_sale": line.sale_price > 0,
        "is_backorder": line.is_backorder,
        "order_id": line.order,
        "batch": line.batch,
        "package_tags": line.package_tags,
        "frozen_data": line.frozen_data,
        "wholesale_price": (
            None if line.wholesale_price is None else wire.text_2(line.wholesale_price)
        ),
    }


def payment_shape(world: World, payment: Payment) -> Row:
    """A row of order-payments."""
    staff = world.state.table("company_staff").get(payment.recorded_by, {})
    created = wire.stamp(payment.created_on)
    return {
        "id": payment.id,
        "created_on": created,
        "modified": created,
        "order": payment.order,
        "recorded_by": payment.recorded_by,
        "recorder_name": staff.get("display_name", ""),
        "total": wire.number_money(payment.total),
        "payment_date": wire.stamp(payment.payment_date),
        "reason": payment.reason,
        "payment_type": payment.payment_type,
    }


def log_shape(entry: LogEntry) -> Row:
    """A row of order-event-logs."""
    when = wire.stamp(entry.timestamp)
    return {
        "id": entry.id,
        "order": entry.order,
        "author_name": entry.author.name,
        "by": entry.author.by,
        "event_type": entry.event_type,
        "description": entry.description,
        "created_on": when,
        "modified": when,
        "timestamp": when,
        "changed_fields": entry.changed_fields,
        "source": entry.author.source,
        "source_detail": entry.author.detail,
    }


def credit_shape(world: World, credit: Credit) -> Row:
    """A row of /credits/, always read-only to the API."""
    origin, target = (
        world.state.orders.get(number or "") for number in (credit.order, credit.applied_to)
    )
    return {
        "id": credit.id,
        "company": world.state.company_id,
        "customer": light_customer(world, credit.customer),
        "amount": wire.number_money(credit.amount),
        "credit_date": wire.day(credit.credit_date),
        "status": credit.status,
        "status_display": credit.status.capitalize(),
        "reason": credit.reason,
        "reason_display": CREDIT_REASONS[credit.reason],
        "brand": credit.brand,
        "order": credit.order,
        "order_display": (origin.external_id_seller or origin.short_id) if origin else "",
        "notes": credit.notes,
        "applied_to": credit.applied_to,
        "applied_to_display": (target.external_id_seller or target.short_id) if target else "",
        "read_only": credit.status == "used",
        "archived": credit.archived,
    }
