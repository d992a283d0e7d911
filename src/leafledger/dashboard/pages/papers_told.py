"""Documents of an order as people read them: what they say, their entry, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

Reasons = Sequence[Mapping[str, str]]
_KINDS = {
    "Invoice": "Invoice",
    "CreditMemo": "Credit memo",
    "Payment": "Payment received",
    "JournalEntry": "Journal entry",
    "Deposit": "Bank deposit",
}
# Reasons about the document as a whole; the others stand beside a line.
_HEADS = frozenset({"invoice", "credit memo", "date", "total", "term"})
_TAKEN_AWAY = {"void": "void", "delete": "deleted"}


@dataclass(frozen=True, slots=True)
class Told:
    """A document as we last wrote it, with its entry and the reason for each part of it.

    `lines` are an invoice's or credit memo's, `facts` what other documents say. `outcome` is what
    came of it: done, planned, refused, void; `id` is QuickBooks' own, empty before.
    """

    kind: str
    operation: str
    document: Mapping[str, Any]
    lines: Sequence[tuple[Mapping[str, Any], Reasons]]
    facts: Sequence[tuple[str, str]]
    entry: Sequence[Mapping[str, str]]
    debits: Decimal
    credits: Decimal
    reasons: Reasons
    part_reasons: Mapping[str, Reasons]
    outcome: str
    id: str = ""

    @property
    def name(self) -> str:
        """What people call it: `Invoice 10492`."""
        if not self.lines:
            return self.kind
        return f"{self.kind} {self.document.get('number') or '(numbered by QuickBooks)'}"

    @property
    def entity(self) -> str:
        """What QuickBooks calls its kind: `CreditMemo`."""
        return next((name for name, words in _KINDS.items() if words == self.kind), self.kind)


def documents_told(plans: Iterable[Mapping[str, Any]]) -> list[Told]:
    """The newest version of each document that an order's plans wrote."""
    newest: dict[tuple[str, str], Told] = {}
    for plan in plans:
        outcomes = {(one["step"], one["record"]): one["outcomes"] for one in plan["carried_out"]}
        for step in plan["steps"]:
            said = outcomes.get((step["step"], step["record"]), [])
            state = said[-1]["state"] if said else "planned"
            key = step["kind"], step["record"]
            if step["document"] and step["entry"]:
                ids = [one["quickbooks_id"] for one in said if one.get("quickbooks_id")]
                newest[key] = replace(told_of(step, state), id=ids[-1] if ids else "")
            elif step["operation"] in _TAKEN_AWAY and state == "done" and key in newest:
                newest[key] = replace(newest[key], outcome=_TAKEN_AWAY[step["operation"]])
    return list(newest.values())


def planned_documents(plan: Mapping[str, Any]) -> tuple[list[Told], list[str]]:
    """What a plan would write, and in words what it would do besides."""
    documents, others = [], []
    for step in plan["steps"]:
        if step["document"] and step["entry"] and step["operation"] != "link":
            documents.append(told_of(step, "planned"))
        else:
            words = step["step"]
            others.append(f"{words[:1].upper()}{words[1:]}")
    return documents, others


def told_of(step: Mapping[str, Any], state: str) -> Told:
    """One step's document as people read it."""
    by_part: dict[str, list[Mapping[str, str]]] = {}
    for reason in step["reasons"]:
        by_part.setdefault(reason["part"], []).append(reason)
    lines = []
    for place, line in enumerate(step["document"].get("lines", ()), 1):
        lines.append((line, by_part.pop(f"line {place}", []) or by_part.get("tax", [])))
    heads = [
        reason for part, some in by_part.items() for reason in some if part in _HEADS or not lines
    ]
    return Told(
        kind=_KINDS.get(step["kind"], step["kind"]),
        operation=step["operation"],
        document=step["document"],
        lines=lines,
        facts=[] if lines else _facts(step["document"]),
        entry=step["entry"],
        debits=_sum(step["entry"], "debit"),
        credits=_sum(step["entry"], "credit"),
        reasons=heads,
        part_reasons=by_part,
        outcome=state,
    )


def _facts(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = [
        (words, str(document[name]))
        for name, words in (
            ("deposit_to", "Deposited to"), ("to", "Deposited to"), ("account", "Against"),
            ("reference", "Reference"),
        )
        if document.get(name)
    ]  # fmt: skip
    found += [
        (f"Settles {one['name'] or 'the invoice'}", one["amount"])
        for one in document.get("settles", ())
    ]
    if Decimal(document.get("unapplied") or 0):
        found.append(("Not applied yet", document["unapplied"]))
    return found


def _sum(entry: Iterable[Mapping[str, str]], side: str) -> Decimal:
    return sum((Decimal(one[side]) for one in entry if one[side]), Decimal(0))
