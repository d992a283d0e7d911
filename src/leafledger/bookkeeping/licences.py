"""Licence numbers, as people write them into all kinds of fields (accounting.md A9.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

# A licence is told from other words by its length and a digit in it. The shortest there are (in
# Nevada, D104) have a letter, too; four digits are a year or the number of a house.
LICENCE_LENGTH_MIN = 4
# The same customers are looked through again and again; a large seller has five thousand.
TEXTS_REMEMBERED = 20_000
_NOT_OF_A_LICENCE = re.compile(r"[^A-Z0-9]")


def plain_licence(written: str) -> str:
    """A licence number without the punctuation people write it with.

    Example: "402R-00123" -> "402R00123"
    """
    return _NOT_OF_A_LICENCE.sub("", written.upper())


@lru_cache(maxsize=TEXTS_REMEMBERED)
def licences_in(text: str) -> frozenset[str]:
    """The words of a text, and pairs of them, that look like licence numbers."""
    words = text.split()
    pairs = [one + other for one, other in pairwise(words)]
    plain = {plain_licence(word) for word in (*words, *pairs)}
    return frozenset(word for word in plain if _may_be_a_licence(word))


def _may_be_a_licence(plain: str) -> bool:
    long_enough = len(plain) >= LICENCE_LENGTH_MIN + plain.isdigit()
    return long_enough and any(map(str.isdigit, plain))


def shared_licences(licences: Iterable[str]) -> frozenset[str]:
    """Those (plain) that stand on more than one LeafLink customer: they prove nothing.

    Stores of a chain may share one, and a buyer may stand there twice (reference/leaflink.md 6).
    """
    counted = Counter(plain_licence(licence) for licence in licences if licence)
    return frozenset(licence for licence, times in counted.items() if times > 1)
