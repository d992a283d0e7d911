"""Names for lists in QuickBooks: allowed, and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable

# QuickBooks allows 100 characters in the names of items and (at least) customers, and neither
# colon, tab nor newline (reference/quickbooks.md 10.1 and 10.2).
NAME_LENGTH_MAX = 100
# A licence or SKU is shorter; of a longer one the beginning tells enough.
TELLER_LENGTH_MAX = 60
_FORBIDDEN = re.compile(r"[:\t\r\n]+")


def allowed_name(name: str) -> str:
    """The name without what QuickBooks refuses, single-spaced and short enough.

    Example: "Flower: Blue  Dream" -> "Flower Blue Dream"
    """
    return " ".join(_FORBIDDEN.sub(" ", name).split())[:NAME_LENGTH_MAX].strip()


def free_name(plain: str, tellers_apart: Iterable[str], claimed: set[str]) -> str:
    """The plain name, else with the first teller that makes it free; claimed from then on.

    `claimed` holds names in lower case (QuickBooks compares without case). The last teller is
    taken even if it is claimed: it must be a key of ours.
    Example: "Green Mesa", licence 402R-00123, where Green Mesa is a vendor
        -> "Green Mesa (402R-00123)"
    """
    names = [plain, *(_suffixed(plain, teller) for teller in tellers_apart if teller)]
    free = next((name for name in names if name.casefold() not in claimed), names[-1])
    claimed.add(free.casefold())
    return free


def _suffixed(name: str, teller: str) -> str:
    suffix = f" ({allowed_name(teller)[:TELLER_LENGTH_MAX]})"
    return name[: NAME_LENGTH_MAX - len(suffix)].rstrip() + suffix
