"""References: document numbers, markers, request ids and fingerprints."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

# QuickBooks refuses longer document numbers (reference/quickbooks.md 10.3).
DOCUMENT_NUMBER_LENGTH_MAX = 21
# A batch takes request ids of at most 36 characters, a single call 50; one length fits both.
REQUEST_ID_LENGTH = 36
_ADJUSTMENT = "Adjustment"
_MARKED_KINDS = frozenset({"order", "payment", "credit", "payout", "fulfilment", "deposit"})
_WRITTEN_BACK = re.compile(r"QuickBooks payment ([0-9]+)")


def document_number(order_seller_number: str, short_id: str) -> str:
    """The invoice number: the seller's own if it fits, else `LL-` and the short id.

    A comma means two numbers joined by a combined order, which is no number
    (accounting.md A3.1).
    Example: "GDF - 8396" -> "GDF - 8396"; "8396,8397" of a9bf6e2f -> "LL-a9bf6e2f"
    """
    number = order_seller_number.strip()
    fits = 0 < len(number) <= DOCUMENT_NUMBER_LENGTH_MAX and "," not in number
    return number if fits else f"LL-{short_id}"


def order_marker(order: str) -> str:
    """The first words of an invoice's private note, by which it is known again (A11)."""
    return f"LeafLink order {order}"


def marked_order(private_note: str) -> str | None:
    """The order whose marker a private note begins with, or None."""
    words = private_note.split(maxsplit=3)
    if words[:2] != ["LeafLink", "order"] or len(words) < 3:
        return None
    return words[2]


def payment_marker(payment: str) -> str:
    """The first words of the note of a payment, or of the entry that reverses one (A11).

    One that only a payout statement tells of is named by its payout and row (accounting.md A6.5).
    Example: "88" -> "LeafLink payment 88"; "LLP-1/a1b2" -> "LeafLink payout LLP-1 payment a1b2"
    """
    payout, row = payout_row(payment)
    return f"{payout_marker(payout)} payment {row}" if payout else f"LeafLink payment {payment}"


def payout_row(payment: str) -> tuple[str, str]:
    """The payout and the row of a payment that only a statement tells of; empty for others.

    LeafLink's own ids are numbers; a statement's are its payout, a slash, and the row.
    """
    payout, slash, row = payment.rpartition("/")
    return (payout, row) if slash else ("", "")


def credit_marker(credit: str) -> str:
    """The first words of the note of a credit's memo and of its applications (A11)."""
    return f"LeafLink credit {credit}"


def payout_marker(payout: str) -> str:
    """The first words of the note of a payout's deposit (A11)."""
    return f"LeafLink payout {payout}"


def deposit_marker(deposit: str) -> str:
    """The first words of the note of a bank deposit of ordinary receipts (A11)."""
    return f"LeafLink deposit {deposit}"


def marked_paid_marker(order: str) -> str:
    """The first words of the note of the payment of an order that was marked as paid (A6.4)."""
    return f"{order_marker(order)} marked paid"


@dataclass(frozen=True, slots=True)
class Marked:
    """What a private note's marker says: `kind` is a word of `_MARKED_KINDS`, such as "payment".

    `rest` is what follows on the marker's line, such as "marked paid".
    """

    kind: str
    id: str
    rest: str = ""


def read_marker(private_note: str) -> Marked | None:
    """The marker a private note begins with; None for a document that is not ours."""
    lines = private_note.splitlines()
    words = lines[0].split(" ", 3) if lines else []
    if words[:1] != ["LeafLink"] or len(words) < 3 or words[1] not in _MARKED_KINDS:
        return None
    return Marked(words[1], words[2], words[3] if len(words) > 3 else "")


def written_back_reason(payment: str) -> str:
    """The reason under which a payment of QuickBooks stands on LeafLink (accounting.md A6.6)."""
    return f"QuickBooks payment {payment}"


def written_back_payment(reason: str) -> str | None:
    """The QuickBooks payment that a reason on LeafLink names, or None."""
    found = _WRITTEN_BACK.fullmatch(reason.strip())
    return found.group(1) if found is not None else None


def adjustment_line(number: int, spoken_order: str) -> str:
    """The second line of an adjustment's private note, by which it is told from the invoice."""
    return f"{_ADJUSTMENT} {number} of order {spoken_order} on LeafLink"


def marked_part(private_note: str) -> str:
    """Which document of its order a note belongs to: "" the first invoice, "adjustment 2".

    Two live documents of a kind with the same part are one too many (accounting.md A12).
    """
    words = private_note.partition("\n")[2].split(maxsplit=3)
    if words[:1] == [_ADJUSTMENT] and words[1:2] and words[1].isdecimal() and words[2:3] == ["of"]:
        return f"adjustment {words[1]}"
    return ""


def fingerprint(value: object) -> str:
    """A short name for a value's content: equal content, equal name, in every process.

    Takes dataclasses, mappings, sequences, Decimal (1.0 and 1.00 are one), dates, enums, text.
    Raises: TypeError for anything else, so that nothing is left out silently.
    """
    text = json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def request_id(realm: str, record: str, operation: str, content: str) -> str:
    """The id of one change to QuickBooks, the same whenever the same change is sent again.

    Derived from realm, record, operation and content fingerprint, never from the attempt: a
    repeat after a crash is the same request (architecture.md, decision 2).
    """
    named = "\x1f".join((realm, record, operation, content))
    return hashlib.sha256(named.encode()).hexdigest()[:REQUEST_ID_LENGTH]


_AS_THEY_ARE = frozenset({type(None), bool, int, str})


def _canonical(value: object) -> Any:
    kind = type(value)
    # What facts are mostly made of comes first: a plan names thousands of them.
    if kind in _AS_THEY_ARE:
        return value
    names = _field_names[kind]
    if names is not None:
        return [kind.__name__, {name: _canonical(getattr(value, name)) for name in names}]
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    if isinstance(value, tuple | list):
        return [_canonical(member) for member in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _canonical(member) for key, member in value.items()}
    if isinstance(value, frozenset | set):
        return sorted((_canonical(member) for member in value), key=str)
    raise TypeError(f"no fingerprint for a {kind.__name__}")


class _FieldNames(dict[type, "tuple[str, ...] | None"]):
    """The fields of each kind of dataclass, found once; None for any other kind."""

    def __missing__(self, kind: type) -> tuple[str, ...] | None:
        named = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
        self[kind] = named
        return named


_field_names = _FieldNames()
