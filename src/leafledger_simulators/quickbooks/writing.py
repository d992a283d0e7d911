"""Create, update, delete and void: from a request's body to the changed company.

Reference: reference/quickbooks.md 3 (SyncToken, sparse and full, removal).
"""

from __future__ import annotations

from typing import Any

from leafledger_simulators.quickbooks import bank
from leafledger_simulators.quickbooks.checks import (
    check_required,
    clean,
    known_references,
    resolve_references,
)
from leafledger_simulators.quickbooks.company import Asked, Company
from leafledger_simulators.quickbooks.plans import check_new
from leafledger_simulators.quickbooks.refusals import (
    feature_off,
    invalid_id,
    missing,
    object_not_found,
    stale,
    unknown_property,
    unsupported,
)
from leafledger_simulators.quickbooks.shapes import COMMON, DELETE, UPDATE, VOID, EntityKind
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

COMMON_NAMES = frozenset(field.name for field in COMMON)


def write(
    company: Company,
    kind: EntityKind,
    sent: Any,
    *,
    operation: str = "",
    includes: frozenset[str] = frozenset(),
) -> Body:
    """Carry out one write and return the wire form of what there is now.

    `operation` empty: create when there is no Id, else update. Raises: Refusal, and then
    nothing was changed.
    """
    if not isinstance(sent, dict):
        raise unknown_property(str(sent)[:40], kind.name)
    company.behaviours[kind.name].check_available(company)
    sent, operation = company.behaviours[kind.name].opened(company, sent, operation)
    if operation == "create" or (not operation and not sent.get("Id")):
        return _create(company, kind, sent, includes)
    if operation == DELETE:
        return _delete(company, kind, sent)
    if operation == VOID or (operation in {"", UPDATE} and "void" in includes):
        return _void(company, kind, sent)
    if operation in {"", UPDATE}:
        return _update(company, kind, sent, includes)
    raise unsupported(f"Operation {operation} is not supported for {kind.name}.")


def _create(company: Company, kind: EntityKind, sent: Body, includes: frozenset[str]) -> Body:
    _check_operation(kind, "create")
    draft, content = complete_draft(company, kind, sent, None)
    check_new(company, kind.name, draft)
    company.behaviours[kind.name].prepare(company, draft, None, Asked(content, includes))
    return company.show(company.create(kind, draft))


def _update(company: Company, kind: EntityKind, sent: Body, includes: frozenset[str]) -> Body:
    _check_operation(kind, UPDATE)
    record = _current(company, kind, sent)
    bank.check_may_change(company, record)
    draft, content = complete_draft(company, kind, sent, record)
    company.behaviours[kind.name].prepare(company, draft, record, Asked(content, includes))
    bank.check_bank_line(company, record, draft)
    company.change(record, draft)
    return company.show(record)


def complete_draft(
    company: Company, kind: EntityKind, sent: Body, old: Record | None
) -> tuple[Body, Body]:
    """What an entity would hold after a write, references resolved, and what the request sent.

    Raises: Refusal.
    """
    refuses = company.switches["unknown_fields"] == "refuse"
    content, emptied = clean(kind, sent, refuse_unknown=refuses)
    _check_currency(company, content)
    as_sent = dict(content)
    if old is None:
        draft = {**_defaults(kind), **content}
    elif is_sparse(sent):
        draft = _sparse_draft(old, content, emptied)
    else:
        draft = _full_draft(old, content)
    check_required(kind, draft)
    known = frozenset() if old is None else known_references(kind, old.body)
    resolve_references(company, kind.fields, draft, known)
    return draft, as_sent


def is_sparse(sent: Body) -> bool:
    """Whether a request changes only what it names."""
    return sent.get("sparse") in (True, "true")


def _check_currency(company: Company, content: Body) -> None:
    """Only the home currency is imitated. Raises: Refusal 5030, 500."""
    prefs = company.preferences["CurrencyPrefs"]
    code = content.get("CurrencyRef", prefs["HomeCurrency"])["value"]
    if code == prefs["HomeCurrency"]["value"]:
        return
    if not prefs["MultiCurrencyEnabled"]:
        raise feature_off("Multicurrency")
    raise unsupported(f"Operations in {code} are not supported.")


def _sparse_draft(record: Record, content: Body, emptied: set[str]) -> Body:
    """The old content with what was sent; a Line array sent replaces all lines."""
    common = COMMON_NAMES - {field.name for field in record.kind.fields}
    kept = {
        name: value
        for name, value in record.body.items()
        if name not in common and name not in emptied
    }
    return {**_copied_lines(kept), **content}


def _full_draft(record: Record, content: Body) -> Body:
    """Only what was sent; of the old content the computed fields stay (reference 3)."""
    fields = record.kind.by_name
    kept = {
        name: value
        for name, value in record.body.items()
        if name in fields and fields[name].read_only and name not in COMMON_NAMES
    }
    return {**_defaults(record.kind), **kept, **content}


def _copied_lines(body: Body) -> Body:
    """Lines that may be completed without touching the stored ones."""
    lines = body.get("Line")
    if lines is None:
        return body
    copies = [
        {name: dict(value) if isinstance(value, dict) else value for name, value in line.items()}
        for line in lines
    ]
    return {**body, "Line": copies}


def _delete(company: Company, kind: EntityKind, sent: Body) -> Body:
    _check_operation(kind, DELETE)
    record = _current(company, kind, sent)
    company.behaviours[kind.name].check_removal(company, record)
    bank.check_may_go(company, record)
    company.delete(record)
    return company.behaviours[kind.name].show_deleted(record)


def _void(company: Company, kind: EntityKind, sent: Body) -> Body:
    _check_operation(kind, VOID)
    record = _current(company, kind, sent)
    behaviour = company.behaviours[kind.name]
    behaviour.check_removal(company, record)
    bank.check_may_go(company, record)
    content = behaviour.void(company, record)
    company.change(record, {k: v for k, v in content.items() if k not in COMMON_NAMES}, "Void")
    return company.show(record)


def _check_operation(kind: EntityKind, operation: str) -> None:
    if operation not in kind.operations:
        raise unsupported(f"Operation {operation} is not supported for {kind.name}.")


def _current(company: Company, kind: EntityKind, sent: Body) -> Record:
    """The record that a request names, if its SyncToken is the present one."""
    record_id = sent.get("Id")
    if record_id is None:
        raise missing("Id")
    if not str(record_id).isdigit():
        raise invalid_id(record_id)
    record = company.shelves[kind.name].get(str(record_id))
    if record is None:
        raise object_not_found(deleted=kind.is_transaction)
    token = sent.get("SyncToken")
    if token is None or token == "":
        raise missing("SyncToken")
    if str(token) != str(record.sync_token):
        raise stale()
    return record


def _defaults(kind: EntityKind) -> Body:
    return {field.name: field.default for field in kind.fields if field.default is not None}
