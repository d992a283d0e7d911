"""Reading a line from a body: what may be posted and patched (reference/leaflink.md 2.5)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.call import Call
from leafledger_simulators.leaflink.checkout import frozen
from leafledger_simulators.leaflink.market import Change
from leafledger_simulators.leaflink.records import ZERO, Line, Product
from leafledger_simulators.leaflink.refusals import Refusal, wrong_field


def new_line(call: Call, order: str, fields: Any, position: int) -> Line:
    """A line from a posted body. Raises: Refusal naming what is missing or wrong."""
    if not isinstance(fields, dict):
        raise Refusal(400, {"line_items": ["Expected a list of items."]})
    missing = [
        name
        for name in ("product", "quantity", "ordered_unit_price", "sale_price")
        if fields.get(name) is None
    ]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    product = _product(call, fields["product"])
    given = fields.get("unit_multiplier", product.unit_multiplier)
    multiplier = wire.read_whole_or_none("unit_multiplier", given)
    quantity = read_quantity(fields["quantity"])
    if call.world.switches["post_quantity_in_cases"]:
        quantity *= multiplier or 1
    return Line(
        id=call.world.state.next_id("line"),
        order=order,
        product=product.id,
        quantity=quantity,
        unit_multiplier=multiplier,
        ordered_unit_price=_price("ordered_unit_price", fields["ordered_unit_price"]),
        sale_price=_price("sale_price", fields["sale_price"]),
        wholesale_price=product.wholesale_price,
        position=wire.read_whole_or_none("position", fields.get("position")) or position,
        is_sample=wire.read_flag("is_sample", fields.get("is_sample", False)),
        is_medical_line_item=product.is_medical_line_item,
        notes=wire.read_text("notes", fields.get("notes"), 2000),
        unit_of_measure=product.unit_of_measure,
        batch=wire.read_whole_or_none("batch", fields.get("batch")),
        frozen_data=frozen(product),
        category=product.category,
    )


def read_quantity(value: Any) -> Decimal:
    """A quantity of base units: not negative, four places. Raises: Refusal."""
    quantity = wire.read_decimal("quantity", value)
    if quantity < 0:
        raise wrong_field("quantity", "Ensure this value is greater than or equal to 0.")
    if quantity != quantity.quantize(wire.FOUR_PLACES):
        raise wrong_field("quantity", "Ensure that there are no more than 4 decimal places.")
    return quantity


def read_line_changes(fields: dict[str, Any]) -> dict[str, Any]:
    """The new values of a patched line, checked; what may not be patched is ignored."""
    read: dict[str, Any] = {
        "ordered_unit_price": lambda value: _price("ordered_unit_price", value),
        "sale_price": lambda value: _price("sale_price", value),
        "quantity": read_quantity,
        "notes": lambda value: wire.read_text("notes", value, 2000),
        "is_sample": lambda value: wire.read_flag("is_sample", value),
        "is_packed": lambda value: wire.read_flag("is_packed", value),
        "packed_at": lambda value: None if value is None else wire.read_instant("packed_at", value),
        "packed_by": lambda value: wire.read_whole_or_none("packed_by", value),
        "position": lambda value: wire.read_whole("position", value),
        "batch": lambda value: wire.read_whole_or_none("batch", value),
    }
    return {name: read[name](value) for name, value in fields.items() if name in read}


def set_line(line: Line, wanted: dict[str, Any]) -> Change:
    """Set a line's fields and tell what changed, as the event log keeps it."""
    changed: Change = {}
    for name, value in wanted.items():
        old = getattr(line, name)
        if old != value:
            setattr(line, name, value)
            changed[name] = {"original": plain(old), "new": plain(value)}
    return changed


def plain(value: Any) -> Any:
    """A value as the event log shows it: text for numbers and times."""
    return value if value is None or isinstance(value, bool | int) else str(value)


def _price(name: str, value: Any) -> Decimal:
    price = wire.read_money(name, value)
    if price < ZERO:
        raise wrong_field(name, "Ensure this value is greater than or equal to 0.")
    return price


def _product(call: Call, value: Any) -> Product:
    product_id = int(value) if isinstance(value, str) and value.isdecimal() else value
    product = call.world.state.products.get(product_id) if isinstance(product_id, int) else None
    if product is None:
        raise wrong_field("product", f'Invalid pk "{value}" - object does not exist.')
    return product
