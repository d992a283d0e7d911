"""A customer field by field: both sides, what they last agreed on, and whose word counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.customer_changes import CustomerOnFile
from leafledger.bookkeeping.customer_fields import fields_of, in_quickbooks, on_leaflink
from leafledger.bookkeeping.merging import Agreed, Field, Owner, Value, is_blank, merge
from leafledger.bookkeeping.policy import FieldOwners
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.ledger.pointers import Known

OWNERS = {
    Owner.LEAFLINK: "LeafLink",
    Owner.QUICKBOOKS: "QuickBooks",
    Owner.LAST_CHANGE: "the last change",
}
SAME, APART, NEWS, CONFLICT = "Agree", "Differ, as agreed", "Changed", "Both changed"
_SHAPES = {SAME: "✓", APART: "≈", NEWS: "≠", CONFLICT: "▲"}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of both sides. `agreed` are the words they last agreed on, one or both.

    `conflict` names exactly this conflict where only a person can say which word counts.
    """

    name: str
    leaflink: str
    quickbooks: str
    agreed: Sequence[str]
    owner: str
    word: str
    shape: str
    conflict: str = ""


def beside(
    owners: FieldOwners, customer: Customer | Unreadable, on_file: CustomerOnFile | None,
    terms: Mapping[str, Known],
) -> list[FieldRow]:  # fmt: skip
    """Every field that is kept alike, as both sides say it; nothing of who cannot be read.

    `terms` are QuickBooks's by lower-cased name.
    """
    if not isinstance(customer, Customer):
        return []
    fields = fields_of(owners)
    mine = on_leaflink(customer)
    if on_file is None or on_file.party is None:
        return [_row(one, mine.get(one.name, ()), (), None, {}) for one in fields]
    theirs = in_quickbooks(on_file.party, terms)
    merged = merge(fields, on_file.agreed, mine, theirs, ours=on_file.ours, decided=on_file.decided)
    clashing = {one.field: one.name for one in merged.conflicts}
    return [
        _row(
            one, mine.get(one.name, ()), theirs.get(one.name, ()), on_file.agreed.get(one.name),
            clashing,
        )
        for one in fields
    ]  # fmt: skip


def said(value: Value) -> str:
    """A value in one line; empty where nothing is said."""
    return ", ".join(part for part in value if part)


def _row(
    field: Field, mine: Value, theirs: Value, agreed: Agreed | None, clashing: Mapping[str, str]
) -> FieldRow:
    return FieldRow(
        name=f"{field.name[:1].upper()}{field.name[1:]}",
        leaflink=said(mine),
        quickbooks=said(theirs),
        agreed=_agreed(field, agreed),
        owner=OWNERS[field.owner],
        word=(word := _word(field, mine, theirs, agreed, clashing)),
        shape=_SHAPES.get(word, ""),
        conflict=clashing.get(field.name, ""),
    )


def _word(
    field: Field, mine: Value, theirs: Value, agreed: Agreed | None, clashing: Mapping[str, str]
) -> str:
    """How the two stand; no word where a side says nothing and nothing was agreed."""
    if field.name in clashing:
        return CONFLICT
    if is_blank(mine) and is_blank(theirs):
        return ""
    if field.alike(mine, theirs):
        return SAME
    if agreed is None:
        return ""
    still = field.alike(mine, agreed.leaflink) and field.alike(theirs, agreed.quickbooks)
    return APART if still else NEWS


def _agreed(field: Field, agreed: Agreed | None) -> list[str]:
    if agreed is None or (is_blank(agreed.leaflink) and is_blank(agreed.quickbooks)):
        return []
    if field.alike(agreed.leaflink, agreed.quickbooks):
        return [said(agreed.leaflink)]
    mine, theirs = said(agreed.leaflink) or "nothing", said(agreed.quickbooks) or "nothing"
    return [f"LeafLink: {mine}", f"QuickBooks: {theirs}"]
