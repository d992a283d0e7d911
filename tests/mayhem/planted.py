"""What a story does on purpose that only a person can set right: the questions it may leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from leafledger.bookkeeping.payment_questions import asked_about
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.journal.open_questions import OpenQuestion

# About whatever it is: the deed cannot tell which order it will meet.
ANYTHING = ""
OF_TWO_PAYMENTS = frozenset({QuestionKind.SAME_MONEY, QuestionKind.SAME_MONEY_ENTERED})


@dataclass
class Planted:
    """The causes planted so far, each with the order it is about.

    A question without a cause here is a fault of ours, and so is every refusal (A0, A11).
    """

    _causes: set[tuple[QuestionKind, str]] = field(default_factory=set)
    _on_leaflink: set[str] = field(default_factory=set)

    def typed_on_leaflink(self, payment: str) -> None:
        """Somebody typed a payment there; one alike may be typed in QuickBooks (decision 0019)."""
        self._on_leaflink.add(payment)

    def plant(self, kind: QuestionKind, number: str = ANYTHING) -> None:
        """From now on a question of this kind about this order has a cause."""
        assert kind is not QuestionKind.REFUSED_BY_QUICKBOOKS, "a refusal is never on purpose"
        self._causes.add((kind, number))

    def without_cause(self, asked: Iterable[OpenQuestion], typed: Collection[str]) -> list[str]:
        """The questions that nothing in the story explains, in their own words.

        `typed` are QuickBooks's payments that are none of ours, by id: somebody typed them there,
        perhaps in a call whose answer was lost.
        """
        return [
            f"nobody planted {one.question.kind}: {one.question.text}"
            for one in asked
            if not self._explains(one, typed)
        ]

    def _explains(self, one: OpenQuestion, typed: Collection[str]) -> bool:
        if one.question.kind in OF_TWO_PAYMENTS:
            _, leaflink, quickbooks = asked_about(one.question.about)
            return leaflink in self._on_leaflink and quickbooks in typed
        number = one.subject.split(":")[1]
        return any((one.question.kind, about) in self._causes for about in (number, ANYTHING))
