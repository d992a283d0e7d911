"""The memory of request ids: a write repeated with the same id is answered, not done again.

Reference: reference/quickbooks.md 3 and 5 (in a batch the key is the pair requestid and bId).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from leafledger_simulators.quickbooks.refusals import duplicate_request, invalid_request_id
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.switches import SwitchBoard

REQUEST_ID_MAX = 50


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer once given."""

    digest: bytes
    status: int
    body: Body


class Replay:
    """Answers by request id, for one company; nothing is forgotten until a reset."""

    def __init__(self, switches: SwitchBoard) -> None:
        self._switches = switches
        self._answers: dict[tuple[str, str], Remembered] = {}

    def find(self, request_id: str, batch_id: str, asked: bytes) -> Remembered | None:
        """The answer of an earlier call with this id. Raises: Refusal 600, 2130."""
        if len(request_id) > REQUEST_ID_MAX:
            raise invalid_request_id()
        found = self._answers.get((request_id, batch_id))
        if found is None:
            return None
        is_other = found.digest != hashlib.sha256(asked).digest()
        if is_other and self._switches["requestid_other_body"] == "refuse":
            raise duplicate_request(request_id)
        return found

    def keep(self, request_id: str, batch_id: str, asked: bytes, status: int, body: Body) -> None:
        """Remember an answer; a refusal only where the switch says so."""
        if status == 200 or self._switches["requestid_keeps_faults"]:
            digest = hashlib.sha256(asked).digest()
            self._answers[request_id, batch_id] = Remembered(digest, status, body)
