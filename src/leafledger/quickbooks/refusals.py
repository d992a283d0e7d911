"""What QuickBooks's faults mean, by who acts (reference/quickbooks.md 2 and 9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from leafledger.errors import (
    TRIED_AGAIN,
    AskBookkeeper,
    Evidence,
    OurBug,
    Reconnect,
    Refused,
    Trouble,
    TryAgain,
    throttle_wait,
    what_became,
)
from leafledger.quickbooks.fault_sentences import (
    FAULTS,
    FORBIDDEN,
    NOT_UNDERSTOOD,
    RECONNECT,
    UNKNOWN_RULE,
)

SYSTEM = "QuickBooks"
# The lock on inventory clears in seconds (reference 9).
INVENTORY_LOCK_WAIT_SECONDS = 5.0
# Long enough to keep the id of the other document in a 6140.
DETAIL_LENGTH_MAX = 600
# Severe faults of QuickBooks's own: what became of a change is not known.
_SEVERE = "10000"
_THROTTLED = "3001"
_INVENTORY_LOCK = "inventory products at exactly the same time"
_TRANSACTION_ID = re.compile(r"TxnId\s*=\s*([A-Za-z0-9-]+)", re.IGNORECASE)


def refusal(
    status: int, raw: bytes, headers: Mapping[str, str], *, writes: bool, trace: str
) -> Trouble | None:
    """The error an answer stands for; None for an answer without a fault.

    A 200 may carry a fault as well (reference 2).
    """
    code, detail = _fault(raw, status)
    if 200 <= status < 300 and code is None:
        return None
    evidence = Evidence(SYSTEM, status, code or str(status), detail, trace)
    if status == 401:
        return Reconnect(RECONNECT, evidence)
    if status == 429 or code == _THROTTLED:
        return _throttled(evidence, headers)
    if code == _SEVERE or status >= 500 or status == 408:
        return out_of_order(evidence, writes=writes)
    if code is None:
        return _without_fault(evidence)
    if code == "6000" and _INVENTORY_LOCK in detail.lower():
        return TryAgain(
            "Somebody else was changing stock in QuickBooks at the same moment. Nothing was "
            "changed.",
            evidence,
            maybe_done=False,
            wait_seconds=INVENTORY_LOCK_WAIT_SECONDS,
            goes_on="It is tried again by itself in a few seconds.",
        )
    error, sentence = FAULTS.get(code, _by_range(code))
    return error(sentence.replace("{words}", detail), evidence)


def out_of_order(evidence: Evidence, *, writes: bool) -> TryAgain:
    """QuickBooks answered, but with a failure of its own or with something that is no data."""
    return TryAgain(
        f"QuickBooks is out of order at the moment. {what_became(writes=writes)}",
        evidence,
        maybe_done=writes,
        goes_on=TRIED_AGAIN,
    )


def no_answer(what: str, *, writes: bool) -> TryAgain:
    """The call went out, and no whole answer came back."""
    return TryAgain(
        f"QuickBooks did not answer in time. {what_became(writes=writes)}",
        Evidence(SYSTEM, detail=what),
        maybe_done=writes,
        goes_on=TRIED_AGAIN,
    )


def unreachable(what: str) -> TryAgain:
    """No connection came about, so nothing was sent."""
    return TryAgain(
        "QuickBooks cannot be reached. Nothing was changed. Check the internet connection of this "
        "machine.",
        Evidence(SYSTEM, code="unreachable", detail=what),
        maybe_done=False,
        goes_on=TRIED_AGAIN,
    )


def not_as_agreed(what: str, trace: str = "") -> OurBug:
    """An answer of a form that the documents do not know."""
    return OurBug(
        "QuickBooks answered in a form LeafLedger does not know. Please report this to the "
        "developers with the details below; the record can be looked at in QuickBooks.",
        Evidence(SYSTEM, 200, "form", what[:DETAIL_LENGTH_MAX], trace),
    )


def is_duplicate_number(error: Trouble) -> str | None:
    """The id of the document that already has the number (6140); None for another refusal.

    Empty where QuickBooks does not say which document it is.
    """
    if error.evidence.code != "6140":
        return None
    found = _TRANSACTION_ID.search(error.evidence.detail)
    return found.group(1) if found else ""


def is_name_taken(error: Trouble) -> bool:
    """Whether the name belongs to another customer, vendor, employee or item (6240)."""
    return error.evidence.code == "6240"


def is_stale(error: Trouble) -> bool:
    """Whether somebody else changed the record since we read it (5010)."""
    return error.evidence.code == "5010"


def is_deposited(error: Trouble) -> bool:
    """Whether a payment is part of a bank deposit and cannot be changed (6540)."""
    return error.evidence.code == "6540"


def is_gone(error: Trouble) -> bool:
    """Whether what we named was deleted or made inactive (610, 2500, 404)."""
    return error.evidence.code in {"610", "2500", "404"}


def _throttled(evidence: Evidence, headers: Mapping[str, str]) -> TryAgain:
    return TryAgain(
        "QuickBooks asks us to slow down. Nothing was changed.",
        evidence,
        maybe_done=False,
        wait_seconds=throttle_wait(headers.get("Retry-After", "")),
        goes_on="It goes on by itself in a minute.",
    )


def _without_fault(evidence: Evidence) -> Trouble:
    """A refusal in no known form: its status must do."""
    if evidence.status == 403:
        return Reconnect(FORBIDDEN, evidence)
    if evidence.status == 404:
        return Refused(FAULTS["610"][1], evidence)
    return OurBug(NOT_UNDERSTOOD, evidence)


def _by_range(code: str) -> tuple[type[Reconnect | AskBookkeeper | OurBug], str]:
    """A code no row knows: its range says what family it is of (reference 9)."""
    number = int(code) if code.isdecimal() else 0
    if 0 < number < 500:
        return Reconnect, FORBIDDEN
    if 5000 <= number < 10000:
        return AskBookkeeper, UNKNOWN_RULE
    return OurBug, NOT_UNDERSTOOD


def _fault(raw: bytes, status: int) -> tuple[str | None, str]:
    """The first fault's code and all faults' words; the 401 writes its keys small."""
    try:
        body: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        plain = re.sub(r"<[^>]*>", " ", raw.decode("utf-8", "replace"))
        return None, " ".join(plain.split())[:DETAIL_LENGTH_MAX] if status >= 300 else ""
    fault = body.get("Fault") or body.get("fault") if isinstance(body, dict) else None
    if not isinstance(fault, dict):
        return None, ""
    errors = fault.get("Error") or fault.get("error")
    rows = [row for row in errors if isinstance(row, dict)] if isinstance(errors, list) else []
    words = "; ".join(_words(row) for row in rows)[:DETAIL_LENGTH_MAX]
    codes = [str(row.get("code") or "").strip() for row in rows]
    return next((code for code in codes if code), "0"), words


def _words(row: Mapping[str, Any]) -> str:
    said = [str(row.get(key) or "").strip() for key in ("Detail", "detail", "Message", "message")]
    detail = next((words for words in said if words), "")
    element = str(row.get("element") or "").strip()
    return f"{detail} ({element})" if element else detail
