"""What changed in QuickBooks since a moment (reference/quickbooks.md 6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from leafledger.quickbooks.client import QuickBooks, Wire
from leafledger.quickbooks.fields import text
from leafledger.quickbooks.queries import where_since
from leafledger.quickbooks.refusals import not_as_agreed

# More objects do not fit into one answer, and nothing says that some were left out.
OBJECTS_MAX = 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """Records as they are now, and ids of those that were deleted, by entity.

    `cut_short` names entities with so many changes that some deletions may be missing.
    """

    changed: dict[str, list[Wire]] = field(default_factory=dict)
    deleted: dict[str, list[str]] = field(default_factory=dict)
    cut_short: frozenset[str] = frozenset()


def cdc(client: QuickBooks, entities: Sequence[str], since: datetime) -> Changes:
    """Everything of these entities that changed at or after a moment, at most 30 days ago.

    One metered call as a rule. A full answer may leave something out, so it is asked again
    entity by entity; one that is full by itself is read by query, which shows all but deletions.
    Raises: ValueError for a moment without an offset.
    """
    if since.tzinfo is None:
        raise ValueError("an instant without an offset has no certain meaning")
    answered = _ask(client, entities, since)
    if _size(answered) < OBJECTS_MAX:
        return answered
    if len(entities) > 1:
        pieces = [cdc(client, [entity], since) for entity in entities]
        return Changes(
            {entity: rows for piece in pieces for entity, rows in piece.changed.items()},
            {entity: ids for piece in pieces for entity, ids in piece.deleted.items()},
            frozenset().union(*(piece.cut_short for piece in pieces)),
        )
    entity = entities[0]
    rows = client.query_all(entity, where_since("MetaData.LastUpdatedTime", since))
    return Changes({entity: rows}, answered.deleted, frozenset({entity}))


def _ask(client: QuickBooks, entities: Sequence[str], since: datetime) -> Changes:
    answer = client.get(
        "cdc", entities=",".join(entities), changedSince=since.isoformat(timespec="seconds")
    )
    changes = Changes()
    for entity, row in _rows(answer):
        if text(row.get("status")) == "Deleted":
            changes.deleted.setdefault(entity, []).append(text(row.get("Id")))
        else:
            changes.changed.setdefault(entity, []).append(row)
    return changes


def _rows(answer: Wire) -> list[tuple[str, Wire]]:
    """The rows with their entity; an entity without changes is an empty object."""
    responses = answer.get("CDCResponse")
    if not isinstance(responses, list):
        raise not_as_agreed("changes without their response")
    members = [
        member
        for response in responses
        if isinstance(response, dict)
        for member in response.get("QueryResponse") or []
        if isinstance(member, dict)
    ]
    return [
        (entity, row)
        for member in members
        for entity, rows in member.items()
        if isinstance(rows, list)
        for row in rows
        if isinstance(row, dict)
    ]


def _size(changes: Changes) -> int:
    changed = sum(len(rows) for rows in changes.changed.values())
    return changed + sum(len(ids) for ids in changes.deleted.values())
