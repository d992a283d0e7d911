"""What payments do to the balances of what they settle, without reading those again.

QuickBooks tells with a payment what it settles. An invoice that was seen before the payment is
kept with the balance it has since; so no metered read is spent on it (architecture decision 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from leafledger.intake.seen import SeenRecords, System
from leafledger.quickbooks.fields import moment_or_none, number_or_none, part, text
from leafledger.quickbooks.receipts import settled_amounts

Wire = dict[str, Any]
PAYMENT = "Payment"
# Where a document is kept whose balance a write of ours moved: when QuickBooks did the same.
MOVED_AT = "moved by LeafLedger at"
# What stands for the open amount of a document, by its entity.
_BALANCES = {"Invoice": ("Balance",), "CreditMemo": ("RemainingCredit", "Balance")}
_NEVER = datetime.min.replace(tzinfo=UTC)


def keep_receipts(
    seen: SeenRecords, connection: Connection, company: str, wires: Mapping[str, Wire], *,
    ours: bool = False,
) -> list[str]:  # fmt: skip
    """Keep payments, and move the balances of what they settle; the ids that changed.

    A document that was seen after the payment shows it already and is left alone: its links tell.
    Where only an amount changed the times tell, and `ours`, the answer to a write of ours, is
    newer than anything seen. A payment of which something newer is kept moves nothing.
    """
    late = seen.outdated(company, System.QUICKBOOKS, PAYMENT, wires, connection)
    wires = {id_: wire for id_, wire in wires.items() if id_ not in late}
    known = seen.some(company, System.QUICKBOOKS, PAYMENT, list(wires), connection)
    for id_, wire in wires.items():
        before = known[id_].wire if id_ in known else None
        _move(seen, connection, company, id_, before, wire, ours=ours)
    return seen.keep(company, System.QUICKBOOKS, PAYMENT, wires, connection)


def forget_document(
    seen: SeenRecords, connection: Connection, company: str, entity: str, id: str,  # noqa: A002
) -> None:  # fmt: skip
    """A document that was deleted; a payment gives back what it settled."""
    if entity == PAYMENT:
        known = seen.some(company, System.QUICKBOOKS, PAYMENT, [id], connection)
        if id in known:
            _move(seen, connection, company, id, known[id].wire, None, ours=True)
    seen.gone(company, System.QUICKBOOKS, entity, [id], connection)


def _move(
    seen: SeenRecords, connection: Connection, company: str, payment: str, before: Wire | None,
    after: Wire | None, *, ours: bool,
) -> None:  # fmt: skip
    was, now = settled_amounts(before), settled_amounts(after)
    for entity, id_ in sorted({*was, *now}):
        moved = now.get((entity, id_), Decimal(0)) - was.get((entity, id_), Decimal(0))
        if entity not in _BALANCES or not moved:
            continue
        found = seen.some(company, System.QUICKBOOKS, entity, [id_], connection).get(id_)
        if found is None:
            continue
        linked = (entity, id_) in now
        if linked and (entity, id_) in was:
            older = ours or _changed_at(found.wire) < _changed_at(after or {})
        else:
            older = linked != (payment in _payments(found.wire))
        if not older:
            continue
        wire = _with_balance(found.wire, entity, -moved, payment, linked=linked)
        if ours and after is not None:
            wire[MOVED_AT] = part(after, "MetaData", "LastUpdatedTime")
        seen.keep(company, System.QUICKBOOKS, entity, {id_: wire}, connection)


def _with_balance(wire: Wire, entity: str, moved: Decimal, payment: str, *, linked: bool) -> Wire:
    balances = {
        name: number_or_none(wire.get(name), name) or Decimal(0)
        for name in _BALANCES[entity]
        if wire.get(name) is not None
    }
    links = [link for link in _links(wire) if text(part(link, "TxnId")) != payment]
    if linked:
        links.append({"TxnId": payment, "TxnType": PAYMENT})
    return {**wire, **{name: was + moved for name, was in balances.items()}, "LinkedTxn": links}


def _payments(wire: Wire) -> set[str]:
    return {text(part(link, "TxnId")) for link in _links(wire) if part(link, "TxnType") == PAYMENT}


def _links(wire: Wire) -> Iterable[Wire]:
    links = wire.get("LinkedTxn")
    return [link for link in links if isinstance(link, dict)] if isinstance(links, list) else []


def _changed_at(wire: Wire) -> datetime:
    return moment_or_none(part(wire, "MetaData", "LastUpdatedTime")) or _NEVER
