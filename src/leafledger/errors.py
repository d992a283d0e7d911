"""Errors say who acts. Nothing else leaves a client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# LeafLink counts calls by the minute and documents no Retry-After, nor does Intuit, whose advice is
# a minute (reference/leaflink.md 1.7, reference/quickbooks.md 7): wait out the whole minute.
THROTTLE_WAIT_SECONDS = 60.0
# A longer wait than this is asked for by no limit and would only hide a broken header.
THROTTLE_WAIT_SECONDS_MAX = 3600.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the other side said, for support and for the journal; never a secret.

    `system` is "LeafLink" or "QuickBooks"; `code` its fault code; `trace` its own id of the call
    (QuickBooks: intuit_tid); `detail` its words, shortened.
    """

    system: str
    status: int = 0
    code: str = ""
    detail: str = ""
    trace: str = ""


class Trouble(Exception):
    """The parent of the five errors. `sentence` is for a bookkeeper, `evidence` for support."""

    def __init__(self, sentence: str, evidence: Evidence) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.evidence = evidence


class TryAgain(Trouble):
    """Nobody needs to act: it passes by waiting.

    `maybe_done` tells whether the change may have happened although no answer came; then it
    is looked up before it is repeated. `wait_seconds` is how long the other side asked for.
    `happened` is the sentence without `goes_on`, which tells what the service does next: a
    command at the terminal ends, and nothing tries it again.
    """

    def __init__(
        self, happened: str, evidence: Evidence, *, maybe_done: bool, wait_seconds: float = 0,
        goes_on: str = "",
    ) -> None:  # fmt: skip
        super().__init__(f"{happened} {goes_on}".rstrip(), evidence)
        self.happened = happened
        self.maybe_done = maybe_done
        self.wait_seconds = wait_seconds


class Reconnect(Trouble):
    """The owner must connect again: the key or the consent is no longer valid."""


class AskBookkeeper(Trouble):
    """A person must decide something in the books or on the marketplace first."""


class Refused(Trouble):
    """The other side will not have this change; the same change sent again is refused again.

    What it takes is a new plan (another name, another number, a fresh token).
    """


class OurBug(Trouble):
    """We sent something wrong or met an answer we cannot read: the developers must act."""


# What the service does about a call that passes by waiting.
TRIED_AGAIN = "It is tried again by itself."


def what_became(*, writes: bool) -> str:
    """What became of a call that was not answered, in a sentence."""
    if writes:
        return "Whether the change was made is not known yet; it is looked up before anything else."
    return "Nothing was changed."


def throttle_wait(retry_after: str) -> float:
    """Seconds that a side wants to be left alone, from `Retry-After` (seconds or a date).

    The usual minute where it says nothing, or nothing within reason.
    """
    try:
        wait = float(retry_after)
    except ValueError:
        try:
            until = parsedate_to_datetime(retry_after)
        except ValueError:
            return THROTTLE_WAIT_SECONDS
        wait = (until - datetime.now(UTC)).total_seconds() if until.tzinfo else 0.0
    return wait if 0 < wait <= THROTTLE_WAIT_SECONDS_MAX else THROTTLE_WAIT_SECONDS
