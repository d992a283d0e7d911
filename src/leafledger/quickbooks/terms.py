"""Payment terms, to and from QuickBooks (reference/quickbooks.md 10.9)."""

from __future__ import annotations

from typing import NamedTuple

from leafledger.ledger.items import Term
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.client import Wire
from leafledger.quickbooks.fields import number_or_none, required_id, text

ENTITY = "Term"
NAME_LENGTH_MAX = 31
DUE_DAYS_MAX = 999


class ReadTerm(NamedTuple):
    """A term, and its days where it counts days (None: due on a day of the month)."""

    known: Known
    due_days: int | None


def read_term(wire: Wire) -> ReadTerm:
    """A term as QuickBooks has it."""
    days = number_or_none(wire.get("DueDays"), "Term.DueDays")
    known = Known(RecordKind.TERM, required_id(wire, "a term"), text(wire.get("Name")))
    return ReadTerm(known, None if days is None else int(days))


def wire_term(term: Term) -> Wire:
    """A new term, due so many days after the invoice date."""
    days = min(max(term.due_days, 0), DUE_DAYS_MAX)
    return {"Name": term.name[:NAME_LENGTH_MAX].strip(), "Type": "STANDARD", "DueDays": days}
