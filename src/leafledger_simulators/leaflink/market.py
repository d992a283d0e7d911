"""What happens to orders: placed, accepted, edited, rejected, combined.

Every move books the stock, stamps `modified`, writes the event log and announces itself, in
one go. REST, the live season and the backfill all use these moves.
Sources: reference/leaflink.md 2.2 to 2.7.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from leafledger_simulators.leaflink.records import Author, Line, LogEntry, Order, Product
from leafledger_simulators.leaflink.refusals import Refusal, detail
from leafledger_simulators.leaflink.shelf import hold_of, move_stock
from leafledger_simulators.leaflink.statuses import ACTIONS, allowed_actions
from leafledger_simulators.leaflink.world import World

Change = dict[str, dict[str, Any]]


def place(world: World, order: Order, author: Author) -> Order:
    """Take a new order in, with its lines, and announce its creation."""
    state = world.state
    state.orders[order.number] = order
    for line in order.lines:
        state.lines[line.id] = line
    order.created_by = order.last_changed_by = author.by
    touched = move_stock(world, {}, hold_of(order.status, order.lines))
    write_log(world, order, author, "created")
    if order.status == "Submitted":
        write_log(world, order, author, "submitted")
    elif order.status == "Backorder":
        write_log(world, order, author, "backordered")
    _announce(world, order, touched, action="create")
    return order


def place_manual(world: World, order: Order, author: Author) -> Order:
    """Take an order in that the seller entered by hand (reference 2.6, switch manual_start)."""
    start = world.switches["manual_start"]
    order.manual = True
    order.status = "Accepted" if start == "accepted" else "Submitted"
    place(world, order, author)
    if start == "accepted":
        write_log(world, order, author, "accepted", _status_change("Submitted", "Accepted"))
    elif start == "submitted_then_accepted":
        _move_to(world, order, "Accepted", "accepted", author, announced_as="create")
    return order


def transition(world: World, order: Order, action: str, author: Author) -> Order:
    """Take one step of an order's life. Raises: Refusal when the step is not allowed."""
    if action not in ACTIONS:
        raise detail(404, "Not found.")
    if action not in allowed_actions(order.status, world.switches):
        raise _illegal(world, order.status, action)
    status, event = ACTIONS[action]
    _move_to(world, order, status, event, author)
    return order


def backorder(world: World, order: Order, author: Author) -> None:
    """Set an order aside until stock arrives; only LeafLink's own pages can."""
    _move_to(world, order, "Backorder", "backordered", author)


def edit(
    world: World,
    order: Order,
    author: Author,
    change: Callable[[], Change],
    *,
    event: str = "edited",
) -> Change:
    """Carry out a change to an order or its lines, and book, stamp, log and announce it.

    `change` alters the records and tells `{field: {original, new}}`; nothing changed, nothing
    happens.
    """
    before = hold_of(order.status, order.lines)
    changed = change()
    if changed:
        touched = move_stock(world, before, hold_of(order.status, order.lines))
        order.modified, order.last_changed_by = world.stamp(), author.by
        write_log(world, order, author, event, changed)
        _announce(world, order, touched)
    return changed


def delete_draft(world: World, order: Order) -> None:
    """Delete a draft, the only status that allows it. Raises: Refusal otherwise."""
    if order.status != "Draft":
        raise detail(400, "Only draft orders can be deleted.")
    world.announce("delete", order)
    world.state.forget_order(order.number)


def combine(world: World, survivor: Order, absorbed: Sequence[Order], author: Author) -> Order:
    """Merge orders of one customer into the first one, as LeafLink's pages can.

    The lines move over. Which side carries the status Combined is the switch `combined_is`;
    how the ids are linked in reality is unknown, here the internal note says it.
    """
    before = hold_of(survivor.status, survivor.lines)
    for order in absorbed:
        held = hold_of(order.status, order.lines)
        for line in order.lines:
            survivor.lines.append(_moved(world, line, survivor))
        old, order.status = order.status, "Combined"
        order.modified, order.last_changed_by = world.stamp(), author.by
        order.internal_notes = f"Combined into {survivor.short_id}"
        write_log(world, order, author, "combined", _status_change(old, "Combined"))
        _announce(world, order, move_stock(world, held, {}))
    survivor.is_combination = True
    old = survivor.status
    if world.switches["combined_is"] == "survivor":
        survivor.status = "Combined"
    touched = move_stock(world, before, hold_of(survivor.status, survivor.lines))
    survivor.modified, survivor.last_changed_by = world.stamp(), author.by
    changed: Change = {"is_combination": {"original": False, "new": True}}
    if survivor.status != old:
        changed |= _status_change(old, survivor.status)
    write_log(world, survivor, author, "combined", changed)
    _announce(world, survivor, touched)
    return survivor


def write_log(
    world: World, order: Order, author: Author, event_type: str, changed: Change | None = None
) -> None:
    """Add a row to the order's event log."""
    world.state.add_log(
        LogEntry(
            id=world.state.next_id("log"),
            order=order.number,
            author=author,
            event_type=event_type,
            timestamp=world.stamp() if event_type != "created" else order.created_on,
            description=f"Order {event_type.replace('_', ' ')} by {author.name}"[:255],
            changed_fields=changed or {},
        )
    )


def _move_to(
    world: World,
    order: Order,
    status: str,
    event: str,
    author: Author,
    *,
    announced_as: str = "edit",
) -> None:
    old, before = order.status, hold_of(order.status, order.lines)
    order.status = status
    touched = move_stock(world, before, hold_of(status, order.lines))
    order.modified, order.last_changed_by = world.stamp(), author.by
    if status == "Shipped" and order.ship_date is None:
        order.ship_date = _whole_second(order.modified)
    write_log(world, order, author, event, _status_change(old, status))
    _announce(world, order, touched, action=announced_as)


def _announce(
    world: World, order: Order, touched: Sequence[Product], *, action: str = "edit"
) -> None:
    """One order event, and one product event for each product whose stock moved."""
    world.announce(action, order)
    for product in touched:
        world.announce("edit", product)


def _moved(world: World, line: Line, survivor: Order) -> Line:
    """A line's copy on the surviving order; the absorbed order keeps its own for the record."""
    copy = replace(
        line, id=world.state.next_id("line"), order=survivor.number, position=len(survivor.lines)
    )
    world.state.lines[copy.id] = copy
    return copy


def _status_change(old: str, new: str) -> Change:
    return {"status": {"original": old, "new": new}}


def _whole_second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def _illegal(world: World, status: str, action: str) -> Refusal:
    sentence = f"Cannot {action} an order with status {status}."
    style = world.switches["illegal_transition_body"]
    if style == "field":
        return Refusal(400, {"status": [sentence]})
    if style == "json_api":
        error = {"status": "400", "code": "invalid", "title": "Invalid.", "detail": sentence}
        return Refusal(400, {"errors": [{**error, "source": {"pointer": "/data"}}]})
    return detail(400, sentence)
