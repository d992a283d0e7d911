"""What a story does on purpose that only a person can set right: the questions it may leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.journal.open_questions import OpenQuestion

# About whatever it is: the deed cannot tell which order it will meet.
ANYTHING = ""


@dataclass
class Planted:
    """The causes planted so far, each with the order it is about.

    A question without a cause here is a fault of ours, and so is every refusal (A0, A11).
    """

    _causes: set[tuple[QuestionKind, str]] = field(default_factory=set)

    def plant(self, kind: QuestionKind, number: str = ANYTHING) -> None:
        """From now on a question of this kind about this order has a cause."""
        assert kind is not QuestionKind.REFUSED_BY_QUICKBOOKS, "a refusal is never on purpose"
        self._causes.add((kind, number))

    def without_cause(self, asked: Iterable[OpenQuestion]) -> list[str]:
        """The questions that nothing in the story explains, in their own words."""
        return [
            f"nobody planted {one.question.kind}: {one.question.text}"
            for one in asked
            if not self._explains(one)
        ]

    def _explains(self, one: OpenQuestion) -> bool:
        number = one.subject.split(":")[1]
        return any((one.question.kind, about) in self._causes for about in (number, ANYTHING))
