"""What customers and products have in common on their pages: who says what, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.known_records import Link
from leafledger.clerk.matching import NEW, UNDO
from leafledger.crosswalk.matches import Said, Word
from leafledger.dashboard.matters import by_cause
from leafledger.dashboard.pages.attention_page import Asked, asked_of
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.reports.pairs import Sort

LEAFLEDGER = "LeafLedger"
_CREATED = "create by request"
_BY_A_PERSON = "matched by "
# The word an address carries back, by what was chosen.
DONE = {NEW: "new", UNDO: "parted"}


@dataclass(frozen=True, slots=True)
class Past:
    """One change of the match of a record: who said it, what stood before and after. In UTC."""

    at: str
    who: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing of both sides beside each other. `verdict` in a word, with its shape."""

    name: str
    leaflink: str
    quickbooks: str
    verdict: str
    shape: str


def compared(name: str, leaflink: str, quickbooks: str, *, alike: bool) -> Compared:
    """Whether both sides say it, and the same."""
    if not leaflink and not quickbooks:
        return Compared(name, "", "", "nobody says it", "–")
    if not leaflink:
        return Compared(name, "", quickbooks, "only in QuickBooks", "–")
    if not quickbooks:
        return Compared(name, leaflink, "", "only on LeafLink", "–")
    verdict, shape = ("agrees", "✓") if alike else ("differs", "≠")
    return Compared(name, leaflink, quickbooks, verdict, shape)


def asked_about(ledger: LeafLedger, company: Company, record: str) -> list[Asked]:
    """What waits because of a record: one matter for all its orders."""
    questions = by_cause(ledger.questions.about(company.company, record))
    matters = [matter for some in questions.values() for matter in some]
    return asked_of(ledger, company, matters)


def past_of(ledger: LeafLedger, company: Company, record: str, noun: str) -> list[Past]:
    """The history of a record's match, the newest first: people's words and LeafLedger's own."""
    said = ledger.crosswalk.matches.of(company.company, record)
    people = [_said(one, noun) for one in said]
    told = {one.after.id for one in said}
    found = [*people, *_by_itself(ledger.crosswalk.history(company.company, record), told)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _said(one: Said, noun: str) -> Past:
    after = {Word.NEW: f"A new {noun}", Word.UNDONE: "Nothing"}.get(one.word, one.after.name)
    why = {
        Word.MATCHED: "Said that it is this one.",
        Word.NEW: f"Said that it is a new {noun}.",
        Word.UNDONE: "Took the match back.",
    }[one.word]
    return Past(one.at, one.person, one.before.name or "Nothing", after, why)


def _by_itself(rows: Sequence[Mapping[str, str | None]], told: set[str]) -> list[Past]:
    """The links that no person's word tells of, each counterpart once."""
    found: list[Past] = []
    before_id, before = "", "Nothing"
    for row in rows:
        id_, name = row["quickbooks_id"] or "", row["name"] or row["quickbooks_id"] or ""
        evidence = row["evidence"] or ""
        by_person = evidence.startswith(_BY_A_PERSON)
        if id_ != before_id and not (by_person and id_ in told):
            who = evidence.removeprefix(_BY_A_PERSON) if by_person else LEAFLEDGER
            found.append(Past(row["linked_at"] or "", who, before, name, _why(evidence)))
        before_id, before = id_, name
    return found


def _why(evidence: str) -> str:
    if evidence.startswith(_CREATED):
        return "Made it in QuickBooks."
    if evidence.startswith(_BY_A_PERSON):
        return "Said that it is this one."
    return evidence


def since(rows: Sequence[Mapping[str, str | None]], link: Link) -> str:
    """The moment from which a record has the counterpart it has now, in UTC."""
    begun = ""
    for row in rows:
        same = row["quickbooks_id"] == link.quickbooks_id
        begun = (begun or row["linked_at"] or "") if same else ""
    return begun


def say(
    ledger: LeafLedger, company: Company, sort: Sort, id: str, chosen: str, person: str  # noqa: A002
) -> Happening:  # fmt: skip
    """Write a person's word about a match down; what the audit log tells of it.

    `chosen` is a QuickBooks id, NEW or UNDO. Raises: CannotMatch.
    """
    matched = ledger.parts(company).matching.match(sort.value, id, chosen, person)
    return Happening(
        Kind.MATCH, matched.words, company.company, matched.record, before=matched.before,
        after=matched.name,
    )  # fmt: skip
