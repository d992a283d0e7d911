"""Reading an order from a body: what may be created and what may be patched.

Source: reference/leaflink.md 2.5. `ext_acct_id` and `external_id_seller` are taken on POST and
ignored on PATCH; status, total, taxes, credits and customer are never taken from a PATCH.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.api.line_fields import new_line, plain
from leafledger_simulators.leaflink.call import Call, checked_external_ids
from leafledger_simulators.leaflink.market import Change, edit
from leafledger_simulators.leaflink.payment_options import option_from_ids, option_from_text
from leafledger_simulators.leaflink.records import FACILITY_ID, ZERO, Customer, Order
from leafledger_simulators.leaflink.refusals import Refusal, detail, wrong_field
from leafledger_simulators.leaflink.statuses import money_may_change
from leafledger_simulators.leaflink.till import payment_for_the_paid_flag

MONEY_FIELDS = frozenset({"discount", "discount_type", "tax_amount", "shipping_charge"})


def new_order(call: Call) -> Order:
    """An order from a posted body. Raises: Refusal naming what is missing or wrong."""
    fields, world = call.fields(), call.world
    missing = [
        name for name in ("seller", "customer", "status", "line_items") if fields.get(name) is None
    ]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    if fields["seller"] != world.state.company_id:
        raise wrong_field("seller", f'Invalid pk "{fields["seller"]}" - object does not exist.')
    if fields["status"] not in ("Draft", "Submitted"):
        raise wrong_field("status", f'"{fields["status"]}" is not a valid choice.')
    if not isinstance(fields["line_items"], list):
        raise wrong_field("line_items", "Expected a list of items.")
    customer = _customer(call, fields["customer"])
    now = world.stamp()
    order = Order(
        id=world.state.next_id("order"),
        number=world.state.new_number(),
        created_on=now,
        modified=now,
        customer=customer.id,
        buyer=customer.partner,
        status=fields["status"],
        manual=True,
        user=call.author.by,
        external_id_seller=_text(fields, "external_id_seller", 255),
        ext_acct_id=_text(fields, "ext_acct_id", 255),
        brand=wire.read_whole_or_none("brand", fields.get("brand")),
        facility_id=wire.read_whole_or_none("facility_id", fields.get("facility_id"))
        or FACILITY_ID,
        payment_option=next((one for one in customer.payment_options if one["is_default"]), None),
    )
    order.lines = [
        new_line(call, order.number, line, place) for place, line in enumerate(fields["line_items"])
    ]
    for name, value in _read_changes(call, order, fields).items():
        setattr(order, name, value)
    return order


def change_order(call: Call, order: Order) -> None:
    """Carry out a PATCH. Raises: Refusal when a value is wrong or the status forbids it."""
    fields = call.fields()
    wanted = _read_changes(call, order, fields)
    if MONEY_FIELDS & wanted.keys() and not money_may_change(order.status, call.world.switches):
        raise detail(400, f"Cannot edit an order with status {order.status}.")
    was_paid = order.paid
    event = "shipping_edited" if wanted.keys() <= SHIPPING_FIELDS else "edited"
    edit(call.world, order, call.author, lambda: _set(order, wanted), event=event)
    if (
        order.paid
        and not was_paid
        and call.world.switches["paid_coupling"] == "paid_creates_payment"
    ):
        recorder = next(iter(call.world.state.table("company_staff")))
        payment_for_the_paid_flag(call.world, order, recorder)


SHIPPING_FIELDS = frozenset(
    {"ship_date", "shipping_details", "delivery_provider", "delivery_info", "delivery_preferences"}
)


def _set(order: Order, wanted: dict[str, Any]) -> Change:
    changed: Change = {}
    for name, value in wanted.items():
        old = getattr(order, name)
        if old != value:
            setattr(order, name, value)
            changed[name] = {"original": plain(old), "new": plain(value)}
    return changed


def _read_changes(call: Call, order: Order, fields: dict[str, Any]) -> dict[str, Any]:
    """The new values of the fields that may be written; all others are ignored."""
    read: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _READERS:
            read[name] = _READERS[name](name, value)
    if "discount" in read and read["discount"] < ZERO:
        raise wrong_field("discount", "Ensure this value is greater than or equal to 0.")
    if "external_ids" in fields:
        read["external_ids"] = checked_external_ids(
            call, order.external_ids, fields["external_ids"]
        )
    if fields.get("selected_payment_option") is not None:
        read["payment_option"] = option_from_ids(call.world, fields["selected_payment_option"])
    elif fields.get("payment_term") is not None:
        read["payment_option"] = option_from_text(call.world, fields["payment_term"])
    if "sales_reps" in fields:
        read["sales_reps"] = _reps(call, fields["sales_reps"])
    return read


def _customer(call: Call, wanted: Any) -> Customer:
    customer_id: Any = wanted.get("id") if isinstance(wanted, dict) else wanted
    customer = call.world.state.customers.get(customer_id) if _is_id(customer_id) else None
    if customer is None:
        # The one error text that was captured in the wild (reference 1.8).
        company = call.world.state.table("companies")[call.world.state.company_id]["name"]
        raise wrong_field("customer", f"{customer_id} is not a customer of {company}.")
    return customer


def _is_id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _reps(call: Call, wanted: Any) -> list[int]:
    if not isinstance(wanted, list):
        raise wrong_field("sales_reps", "Expected a list of items.")
    reps: list[Any] = [one.get("id") if isinstance(one, dict) else one for one in wanted]
    staff = call.world.state.table("company_staff")
    if any(not _is_id(rep) or rep not in staff for rep in reps):
        raise wrong_field("sales_reps", "Invalid pk - object does not exist.")
    return reps


def _text(fields: dict[str, Any], name: str, longest: int) -> str | None:
    return wire.read_text(name, fields.get(name), longest)


def _long_text(name: str, value: Any) -> str | None:
    return wire.read_text(name, value, 2000)


def _discount_type(name: str, value: Any) -> str:
    if value not in ("%", "$"):
        raise wrong_field(name, f'"{value}" is not a valid choice.')
    return str(value)


def _percent_only(name: str, value: Any) -> str:
    if value != "%":
        raise wrong_field(name, f'"{value}" is not a valid choice.')
    return "%"


def _shipping(name: str, value: Any) -> Decimal:
    amount = wire.read_money(name, value)
    if amount < ZERO:
        raise wrong_field(name, "Ensure this value is greater than or equal to 0.")
    return amount


def _or_null(reader: Any) -> Any:
    return lambda name, value: None if value is None else reader(name, value)


def _object_or_null(name: str, value: Any) -> Any:
    if value is not None and not isinstance(value, dict):
        raise wrong_field(name, "Expected a dictionary of items.")
    return value


_READERS: dict[str, Any] = {
    "discount": wire.read_decimal,
    "discount_type": _discount_type,
    "tax_amount": wire.read_decimal,
    "tax_type": _percent_only,
    "shipping_charge": _shipping,
    "payment_due_date": _or_null(wire.read_instant),
    "paid": wire.read_flag,
    "paid_date": _or_null(wire.read_day),
    "ship_date": _or_null(wire.read_instant),
    "shipping_details": _long_text,
    "notes": _long_text,
    "internal_notes": _long_text,
    "delivery_preferences": _long_text,
    "classification": lambda name, value: wire.read_text(name, value, 100, nullable=False),
    "delivery_provider": wire.read_whole_or_none,
    "delivery_info": _object_or_null,
}
