"""Two names that a person makes one at the screen: all documents go to the one that stays.

Reference: reference/quickbooks.md 8 (merged: the survivor is named, `deletedid` is who vanished)
and 10.2 (only at the screen). That the documents keep their SyncTokens is our inference: a
client learns of the merge from the notification or by reading anew.
"""

from __future__ import annotations

from typing import Any

from leafledger_simulators.quickbooks.company import Change, Company
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

MERGED_KINDS = ("Customer", "Vendor")
WORDS = frozenset({"entity", "gone", "stays"})


def merge(company: Company, wanted: dict[str, Any]) -> Body:
    """Merge `gone` into `stays`, two ids of one `entity`. Raises: ValueError."""
    unknown = set(wanted) - WORDS
    if unknown:
        raise ValueError(f"a merge has no {', '.join(sorted(unknown))}")
    entity = wanted["entity"]
    if entity not in MERGED_KINDS:
        raise ValueError(f"entity is one of {', '.join(MERGED_KINDS)}")
    gone, stays = (_named(company, entity, str(wanted[role])) for role in ("gone", "stays"))
    _check(company, gone, stays)
    moved = _move_everything(company, gone, stays)
    company.forget_person(gone)
    company.announce(Change(entity, stays.id, "Merge", company.clock.now(), deleted_id=gone.id))
    return {"stays": stays.id, "gone": gone.id, "records_moved": moved}


def _named(company: Company, entity: str, record_id: str) -> Record:
    found = company.shelves[entity].get(record_id)
    if found is None:
        raise ValueError(f"no {entity} has the id {record_id!r}")
    return found


def _check(company: Company, gone: Record, stays: Record) -> None:
    if gone is stays:
        raise ValueError("a name cannot be merged with itself")
    has_stores = gone.kind.name == "Customer" and company.shelves["Customer"].find(
        "ParentRef", gone.id
    )
    if has_stores:
        raise ValueError("a customer with sub-customers cannot be merged away; move them first")


def _move_everything(company: Company, gone: Record, stays: Record) -> int:
    """Every reference to the one becomes one to the other; what is posted follows."""
    moved = 0
    for shelf in company.shelves.values():
        for record in list(shelf):
            body = _pointed(record.body, gone, stays)
            if record is gone or body is record.body:
                continue
            shelf.rewrite(record, body)
            if company.ledger.entry(record.id) is not None and record.kind.is_transaction:
                company.post(record)
            moved += 1
    return moved


def _pointed(value: Any, gone: Record, stays: Record) -> Any:
    """A value with every reference turned; the same object where there is none."""
    if value is gone.ref:
        return stays.ref
    if isinstance(value, dict):
        kind = str(value.get("type", "")).lower()
        if value.get("value") == gone.id and kind == gone.kind.name.lower():
            return {**value, **stays.ref}
        turned: Any = {name: _pointed(one, gone, stays) for name, one in value.items()}
        is_same = all(turned[name] is one for name, one in value.items())
    elif isinstance(value, list):
        turned = [_pointed(one, gone, stays) for one in value]
        is_same = all(new is old for new, old in zip(turned, value, strict=True))
    else:
        return value
    return value if is_same else turned
