"""Errors say who acts. Nothing else leaves a client."""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    def __init__(
        self, sentence: str, evidence: Evidence, *, maybe_done: bool, wait_seconds: float = 0
    ) -> None:
        super().__init__(sentence, evidence)
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
