"""Matters: what waits for a person, each thing once, however many orders wait for it."""

from __future__ import annotations

from collections.abc import Iterable

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.journal.open_questions import OpenQuestion

# One word of a person about the record answers all the orders that wait for it.
MATCHED_BY_A_PERSON = frozenset(
    {
        QuestionKind.SIMILAR_CUSTOMER,
        QuestionKind.UNKNOWN_CUSTOMER,
        QuestionKind.CUSTOMER_GONE,
        QuestionKind.SIMILAR_ITEM,
        QuestionKind.UNKNOWN_PRODUCT,
    }
)


# What is one matter, however many orders wait for it.
ASKED_TOGETHER = MATCHED_BY_A_PERSON | {QuestionKind.NEEDS_APPROVAL}


def by_cause(questions: Iterable[OpenQuestion]) -> dict[QuestionKind, list[list[OpenQuestion]]]:
    """By cause the matters: the orders that wait for one customer or product are one matter."""
    found: dict[QuestionKind, dict[str, list[OpenQuestion]]] = {}
    for one in questions:
        kind = one.question.kind
        key = (
            one.question.about
            if kind in ASKED_TOGETHER
            else f"{one.subject} {one.question.happened}"
        )
        found.setdefault(kind, {}).setdefault(key, []).append(one)
    return {kind: list(by_key.values()) for kind, by_key in found.items()}


def matters(questions: Iterable[OpenQuestion]) -> int:
    """How many things wait for a person."""
    return sum(len(some) for some in by_cause(questions).values())


def order_of(subject: str) -> str:
    """The order that a question's subject is about; empty where it names another thing."""
    kind, id_ = subject.split(":", 1)
    return id_ if kind in {"order", "payments"} else ""
