"""What a person decided about documents that were changed by hand (accounting.md A5.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from leafledger.bookkeeping.known_records import Paper
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint


class Choice(StrEnum):
    """KEEP: theirs stays. RESTORE: ours comes back. ADOPT: theirs is the base of what follows."""

    KEEP = "keep"
    RESTORE = "restore"
    ADOPT = "adopt"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word about the documents of one order, as they stood then.

    `content` names how the changed documents stood and `facts` what LeafLink said; the decision
    is about nothing else. `difference` is what the books show more than LeafLink wants by it
    (below zero: less), for the proof. `decided_at` in UTC.
    """

    choice: Choice
    content: str
    facts: str
    difference: Money
    person: str
    decided_at: str = ""

    def is_about(self, changed: Iterable[Paper]) -> bool:
        """Whether the documents still stand as they did."""
        return self.content == content_of(changed)


def content_of(changed: Iterable[Paper]) -> str:
    """A name for how documents stand that were changed by hand."""
    return content_of_states((paper.link.record, paper.state) for paper in changed)


def content_of_states(states: Iterable[tuple[str, str]]) -> str:
    """The same of each document's record and state (`Paper.state`), in that order."""
    return fingerprint(list(states))
