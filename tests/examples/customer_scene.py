"""Examples of a linked customer: what both sides say, what changes, and what each is told.

    LeafLink says · name Green Mesa · telephone 303 555 0100
    QuickBooks says · name Green Mesa · telephone 303 555 0100
    Books (A9.3)
      nothing: Both sides agree.
    Then LeafLink says · telephone 303 555 0199
    Books (A9.3)
      QuickBooks is told · telephone 303 555 0199

What the books say is taken as done before the next line. `QuickBooks has found` in the place of
`QuickBooks says` is a customer that we did not make. Values of an address stand between commas.
"""

from __future__ import annotations

import difflib
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from leafledger.bookkeeping.customer_changes import (
    CustomerKeeper,
    CustomerOnFile,
    Kept,
    merged_sides,
)
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.merging import Agreed, Conflict, Side
from leafledger.bookkeeping.policy import Customers
from leafledger.commerce.customers import Address, ContactChange, Customer, CustomerChange
from leafledger.commerce.terms import PaymentTerm
from leafledger.figures.money import Money
from leafledger.ledger.items import Term
from leafledger.ledger.parties import KnownParty, PartyChange, PostalAddress
from leafledger.ledger.pointers import Known, RecordKind
from tests.examples.example import BOOKS
from tests.examples.scene import usual_company

WIDTH = 84
TAKES = {
    "A person takes LeafLink's word": Side.LEAFLINK,
    "A person takes QuickBooks's word": Side.QUICKBOOKS,
}
# The person at the buyer's: of two names on both sides, and with ways to reach them on LeafLink.
CONTACT, CONTACT_ID = "contact", "77"
# A word of the examples, and the field of each side and of each change that it stands for.
WORDS = {
    "name": ("nickname", "display_name", "display_name", "nickname"),
    "legal name": ("name", "company_name", "company", ""),
    "licence": ("licence", "licence", "licence", "licence"),
    "e-mail": ("email", "email", "email", "email"),
    "telephone": ("phone", "phone", "phone", "phone"),
    "billing": ("address", "billing", "billing", "address"),
    "delivery": ("delivery_address", "delivery", "delivery", "delivery_address"),
    "terms": ("term", "term_id", "term", ""),
    "QuickBooks id": ("books_id", "", "", "books_id"),
    "active": ("archived", "active", "active", ""),
}


@dataclass
class CustomerScene:
    """Both sides of one customer, and what they agreed on."""

    policy: dict[str, Any] = field(default_factory=lambda: {"write_quickbooks_id": False})
    company: CompanyBooks = field(default_factory=usual_company)
    customer: Customer = field(default_factory=lambda: Customer("8841", "Green Mesa"))
    party: KnownParty | None = field(default_factory=lambda: KnownParty("58", "0", "Green Mesa"))
    agreed: dict[str, Agreed] = field(default_factory=dict)
    ours: bool = True
    taken: set[str] = field(default_factory=set)
    decided: dict[Conflict, Side] = field(default_factory=dict)

    def keep(self) -> Kept:
        """Plan it, and take the plan as done."""
        keeper = CustomerKeeper(
            Customers.model_validate(self.policy), self.company, set(self.taken)
        )
        kept = keeper.plan(self.customer, self._on_file(), None)
        for step in kept.plan.steps:
            if isinstance(step.content, PartyChange):
                self._tell_quickbooks(step.content)
            elif isinstance(step.content, CustomerChange):
                told = _set(step.content, skip=("customer", "called"))
                self.customer = replace(self.customer, **told)
            elif isinstance(step.content, ContactChange):
                given, family = step.content.given_name, step.content.family_name
                contact = replace(self.customer.contact, given_name=given, family_name=family)
                self.customer = replace(self.customer, contact=contact)
            elif isinstance(step.content, Term):
                made = Known(RecordKind.TERM, "9", step.content.name)
                terms = {**self.company.terms, step.content.name.casefold(): made}
                self.company = replace(self.company, terms=terms)
        self.agreed = dict(kept.agreed)
        return kept

    def _on_file(self) -> CustomerOnFile:
        owed = self.party.balance if self.party is not None else Money.zero()
        link = Link("customer:8841", "58", "Green Mesa")
        return CustomerOnFile(link, self.party, self.agreed, self.ours, owed, self.decided)

    def _tell_quickbooks(self, change: PartyChange) -> None:
        assert self.party is not None
        told = _set(change, skip=("called", "term", "parent", "company"))
        if change.company is not None:
            told["company_name"] = change.company
        if change.term is not None:
            told["term_id"] = self.company.terms[change.term.name.casefold()].id
        self.party = replace(self.party, **told)

    def say(self, line: str) -> None:
        """Take one line of facts."""
        who, *words = line.removeprefix("Then ").split(" · ")
        if who == "Policy":
            self.policy |= dict(_owner(word) for word in words)
        elif who == "QuickBooks vendor":
            self.taken.add(words[0].casefold())
        elif who == "LeafLink says":
            for word in words:
                said = _contact(self.customer, word) or _of_leaflink(word)
                self.customer = replace(self.customer, **said)
        elif (side := TAKES.get(who)) is not None:
            merged = merged_sides(
                self.customer, self._on_file(), self.party or KnownParty("58", "0", ""),
                Customers.model_validate(self.policy).owners, self.company,
            )  # fmt: skip
            self.decided |= dict.fromkeys(merged.conflicts, side)
        elif words == ["nothing of it any more"]:
            self.party = None
        else:
            assert who in {"QuickBooks says", "QuickBooks has found"}, line
            self.ours = self.ours and who == "QuickBooks says"
            assert self.party is not None
            for word in words:
                self.party = replace(self.party, **self._of_quickbooks(word))

    def _of_quickbooks(self, word: str) -> dict[str, Any]:
        name, value = _split(word)
        if name == CONTACT:
            given, _, family = value.partition(" ")
            return {"given_name": given, "family_name": family}
        if name == "owes":
            return {"balance": Money.of(value)}
        if name == "inactive":
            assert self.party is not None
            return {"active": False, "display_name": f"{self.party.display_name} (deleted)"}
        if name in {"billing", "delivery"}:
            *lines, city, state, code = value.split(", ")
            return {WORDS[name][1]: PostalAddress(tuple(lines), city, state, code)}
        if name == "terms":
            return {"term_id": self.company.terms[value.casefold()].id}
        return {WORDS[name][1]: value}


def kept_alike(text: str) -> None:
    """Say that what both sides are told is so."""
    told, true = textwrap.dedent(text).strip(), "\n".join(_worked(text))
    assert BOOKS.search(told), "an example without books shows nothing"
    difference = difflib.unified_diff(told.splitlines(), true.splitlines(), n=40, lineterm="")
    assert told == true, "\n".join(difference)


def _worked(text: str) -> Iterator[str]:
    scene, in_books = CustomerScene(), False
    for line in textwrap.dedent(text).strip().splitlines():
        if BOOKS.fullmatch(line):
            in_books = True
            yield line
            yield from _shown(scene.keep())
        elif not (in_books and line.startswith("  ")):
            in_books = False
            scene.say(line)
            yield line


def _shown(kept: Kept) -> Iterator[str]:
    for question in kept.questions:
        yield f"  question {question.kind}"
        yield from textwrap.wrap(
            question.text, WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    for step in kept.plan.steps:
        match step.content:
            case PartyChange() as change:
                yield "  QuickBooks is told" + _words(change, 2)
            case CustomerChange() as change:
                yield "  LeafLink is told" + _words(change, 3)
            case ContactChange() as change:
                yield f"  LeafLink is told · contact {change.given_name} {change.family_name}"
            case _:
                yield f"  {step.spoken_name}"
    if not kept.plan.steps and not kept.questions:
        yield f"  nothing: {kept.plan.standing}"


def _words(change: PartyChange | CustomerChange, side: int) -> str:
    shown = ""
    for word, names in WORDS.items():
        value = getattr(change, names[side]) if names[side] else None
        if value is not None:
            shown += f" · {word} {_spoken(value)}"
    if isinstance(change, PartyChange) and change.given_name is not None:
        shown += f" · contact {change.given_name} {change.family_name}"
    return shown


def _spoken(value: object) -> str:
    match value:
        case PostalAddress(lines, city, state, code):
            return ", ".join((*lines, city, state, code))
        case Address(street, unit, city, state, code):
            return ", ".join(part for part in (street, unit, city, state, code) if part)
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case _:
            return str(getattr(value, "name", value))


def _of_leaflink(word: str) -> dict[str, Any]:
    name, value = _split(word)
    if name in {"archived", "in use"}:
        return {"archived": name == "archived"}
    if name in {"billing", "delivery"}:
        street, city, state, code = value.split(", ")
        return {WORDS[name][0]: Address(street, "", city, state, code)}
    if name == "terms":
        days = re.search(r"\d+", value)
        return {"term": PaymentTerm(value, int(days[0]) if days else None)}
    return {WORDS[name][0]: value}


def _contact(customer: Customer, word: str) -> dict[str, Any]:
    """`contact Alex Nguyen`, `contact's e-mail ...`; nothing where it is another word."""
    for start, name in (("contact's e-mail ", "email"), ("contact's telephone ", "phone")):
        if word.startswith(start):
            return {CONTACT: replace(customer.contact, **{name: word.removeprefix(start)})}
    if not word.startswith(CONTACT):
        return {}
    given, _, family = word.removeprefix(CONTACT).strip().partition(" ")
    names = {"given_name": given, "family_name": family, "id": CONTACT_ID}
    return {CONTACT: replace(customer.contact, **names)}


def _owner(word: str) -> tuple[str, Any]:
    """`notes the id`, `updates nothing`, or `e-mail is leaflink's`."""
    if word == "notes the id":
        return "write_quickbooks_id", True
    if word == "updates nothing":
        return "update", False
    name, _, owner = word.partition(" is ")
    return "owners", {name: owner}


def _split(word: str) -> tuple[str, str]:
    known = [*WORDS, CONTACT, "owes", "inactive", "archived", "in use"]
    name = next(one for one in sorted(known, key=len, reverse=True) if word.startswith(one))
    return name, word.removeprefix(name).strip()


def _set(change: PartyChange | CustomerChange, *, skip: tuple[str, ...]) -> dict[str, Any]:
    values = {one.name: getattr(change, one.name) for one in fields(change)}
    return {k: v for k, v in values.items() if v is not None and k not in skip}
