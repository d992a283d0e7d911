"""Plans and steps in writing: JSON that reads back as exactly what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import TypeAdapter

from leafledger.bookkeeping.plan import Plan, Step

_plan = TypeAdapter(Plan)
_step = TypeAdapter(Step)


class State(StrEnum):
    """What came of a step.

    SENT: on its way, or lost with the answer; the only state that must be looked up.
    DONE: it is in QuickBooks. REFUSED: QuickBooks would not have it. NOT_DONE: it certainly did
    not happen and may be planned again.
    """

    SENT = "sent"
    DONE = "done"
    REFUSED = "refused"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as it stands in the journal: with its number and its request id.

    `facts` is the fingerprint of the LeafLink facts that its plan followed from.
    """

    sequence: int
    company: str
    request_id: str
    facts: str
    step: Step


def write_plan(plan: Plan) -> str:
    """A plan as JSON text."""
    return _plan.dump_json(plan).decode()


def read_plan(text: str) -> Plan:
    """The plan that was written."""
    return _plan.validate_json(text)


def write_step(step: Step) -> str:
    """A step as JSON text."""
    return _step.dump_json(step).decode()


def read_step(text: str) -> Step:
    """The step that was written."""
    return _step.validate_json(text)
