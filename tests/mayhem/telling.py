"""A story that went wrong, told again with steps left out until every step in it matters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Each telling takes seconds; a story of a hundred steps becomes short within these.
TELLINGS_MAX = 40


def shortest(steps: Sequence[int], goes_wrong: Callable[[Sequence[int]], bool]) -> list[int]:
    """As few of the steps as still go wrong, found by leaving halves, quarters, ... out.

    Example: of ten steps the third and the seventh are to blame -> [3, 7]
    """
    story, pieces, tellings = list(steps), 2, 0
    while len(story) > 1 and tellings < TELLINGS_MAX:
        size = max(1, len(story) // pieces)
        for start in range(0, len(story), size):
            shorter = story[:start] + story[start + size :]
            tellings += 1
            if shorter and goes_wrong(shorter):
                story, pieces = shorter, max(pieces - 1, 2)
                break
            if tellings >= TELLINGS_MAX:
                break
        else:
            if size == 1:
                break
            pieces = min(pieces * 2, len(story))
    return story
