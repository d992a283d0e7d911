"""Batches and change data capture: many things in one metered call.

Reference: reference/quickbooks.md 5 and 6.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from leafledger_simulators.quickbooks.catalogue import KINDS, KINDS_BY_LOWER
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.querying import run_query
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    missing,
    query_invalid,
    too_many_batch_items,
    unknown_property,
    unsupported,
)
from leafledger_simulators.quickbooks.replay import Replay
from leafledger_simulators.quickbooks.shapes import EntityKind
from leafledger_simulators.quickbooks.wire import Body, encode, pacific, read_instant
from leafledger_simulators.quickbooks.writing import write

BATCH_ITEMS_MAX = 30
BATCH_REQUEST_ID_MAX = 36
BATCH_ID_MAX = 10
CDC_OBJECTS_MAX = 1000
CDC_LOOK_BACK = timedelta(days=30)


def run_batch(company: Company, replay: Replay, sent: Any, request_id: str) -> Body:
    """The answer to a batch: one result or one Fault an item, in the order asked.

    Raises: Refusal 1040 and others about the batch as a whole.
    """
    items = sent.get("BatchItemRequest") if isinstance(sent, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise missing("BatchItemRequest")
    if len(items) > BATCH_ITEMS_MAX:
        raise too_many_batch_items(BATCH_ITEMS_MAX)
    if len(request_id) > BATCH_REQUEST_ID_MAX:
        raise unknown_property("requestid", "Batch")
    order = list(range(len(items)))
    if company.switches["batch_order"] == "shuffled":
        random.Random(len(items)).shuffle(order)  # noqa: S311 (a repeatable draw)
    answers: dict[int, Body] = {}
    for position in order:
        answers[position] = _run_item(company, replay, items[position], request_id)
    return {"BatchItemResponse": [answers[position] for position in range(len(items))]}


def _run_item(company: Company, replay: Replay, item: Body, request_id: str) -> Body:
    batch_id = str(item.get("bId", ""))
    asked = encode(item)
    try:
        # python-quickbooks sends longer ones without a request id, and is served.
        if request_id and len(batch_id) > BATCH_ID_MAX:
            raise unknown_property("bId", "BatchItemRequest")
        remembered = replay.find(request_id, batch_id, asked) if request_id else None
        if remembered is not None:
            return remembered.body
        answer = {"bId": batch_id, **_carry_out(company, item)}
        status = 200
    except Refusal as refusal:
        answer, status = {"bId": batch_id, "Fault": refusal.fault()}, refusal.status
    if request_id:
        replay.keep(request_id, batch_id, asked, status, answer)
    return answer


def _carry_out(company: Company, item: Body) -> Body:
    if "Query" in item:
        return {"QueryResponse": run_query(company, str(item["Query"]))}
    for name, content in item.items():
        kind = KINDS.get(name)
        if kind is not None:
            return {name: _write_item(company, kind, content, item)}
    raise unsupported("The batch item holds no entity that is supported.")


def _write_item(company: Company, kind: EntityKind, content: Any, item: Body) -> Body:
    options = str(item.get("optionsData", "")).replace("include=", "")
    includes = frozenset(filter(None, options.split(",")))
    operation = item.get("operation")
    if operation is None:
        raise missing("operation")
    return write(company, kind, content, operation=str(operation), includes=includes)


def changes_since(company: Company, entities: str, since: str) -> Body:
    """The `CDCResponse` for some entities. Raises: Refusal 4001."""
    if not entities:
        raise missing("entities")
    kinds = [_cdc_kind(company, name.strip()) for name in entities.split(",")]
    try:
        instant = read_instant(since)
    except ValueError as error:
        raise query_invalid(f"Invalid date format: '{since}'") from error
    if instant < company.clock.now() - CDC_LOOK_BACK:
        raise query_invalid("changedSince is more than 30 days ago")
    left = CDC_OBJECTS_MAX
    responses: list[Body] = []
    for kind in kinds:
        if company.switches["cdc_cap"] == "per_entity":
            left = CDC_OBJECTS_MAX
        shelf = company.shelves[kind.name]
        found: list[Body] = [company.show(record) for record in shelf.changed_since(instant)]
        found += [
            {
                "domain": "QBO",
                "status": "Deleted",
                "Id": record_id,
                "MetaData": {"LastUpdatedTime": pacific(deleted)},
            }
            for record_id, deleted in shelf.deleted.items()
            if deleted >= instant
        ]
        found = found[:left]
        left -= len(found)
        responses.append(
            {
                kind.name: found,
                "startPosition": 1,
                "maxResults": len(found),
                "totalCount": len(found),
            }
            if found
            else {}
        )
    return {"CDCResponse": [{"QueryResponse": responses}]}


def _cdc_kind(company: Company, name: str) -> EntityKind:
    kind = KINDS_BY_LOWER.get(name.lower())
    is_told = kind is not None and kind.in_cdc
    if kind is not None and kind.name == "InventoryAdjustment":
        is_told = company.switches["cdc_lists_inventory_adjustments"]
    if kind is not None and kind.name == "TimeActivity":
        is_told = company.switches["cdc_lists_time_activities"]
    if kind is None or not is_told:
        raise query_invalid(f"{name} is not supported by change data capture")
    return kind
