"""Keeping a linked customer alike on both sides: wanted less known (accounting.md A9.2, A9.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from leafledger.bookkeeping import customer_questions as questions
from leafledger.bookkeeping.customer_fields import (
    CONTACT,
    NAME,
    TERMS,
    contact_change,
    customer_change,
    fields_of,
    in_quickbooks,
    on_leaflink,
    party_change,
    spoken,
)
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.merging import (
    Agreed,
    Conflict,
    Merged,
    Side,
    Value,
    merge,
)
from leafledger.bookkeeping.names import free_name
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target
from leafledger.bookkeeping.policy import Customers, FieldOwners
from leafledger.bookkeeping.questions import Question
from leafledger.commerce.customers import Customer
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.items import Term
from leafledger.ledger.parties import (
    NOTHING_OWED,
    KnownParty,
    PartyChange,
    name_when_active,
)
from leafledger.ledger.pointers import Pending, Pointer, RecordKind

# What is kept of archiving and of the noted id beside the merged fields.
ACTIVE, BOOKS_ID = "active", "QuickBooks id"
_IN_USE, _AWAY = ("active",), ("inactive",)


@dataclass(frozen=True, slots=True)
class CustomerOnFile:
    """What stands of a linked customer: its counterpart as last seen and the last agreement.

    `party` None: QuickBooks has it no more. `ours`: we made it, so its first difference follows
    the owners. `owed` is what stands open in its name, `decided` what a person said about fields
    that both sides changed.
    """

    link: Link
    party: KnownParty | None
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    ours: bool = False
    owed: Money = NOTHING_OWED
    decided: Mapping[Conflict, Side] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a customer needs now: a plan, what only a person can decide, and the agreement after.

    The questions hold up their own field only; the plan is carried out beside them.
    """

    plan: Plan
    questions: tuple[Question, ...]
    agreed: Mapping[str, Agreed]


class CustomerKeeper:
    """Plans the linked customers of one company, one round at a time.

    `claimed` are the lower-cased names that are somebody's in QuickBooks; names given in this
    round are added to it.
    """

    def __init__(self, policy: Customers, books: CompanyBooks, claimed: set[str]) -> None:
        self._policy = policy
        self._books = books
        self._claimed = claimed

    def plan(self, customer: Customer, on_file: CustomerOnFile, parent: Pointer | None) -> Kept:
        """What makes both sides alike. `parent` is the chain the store belongs to, if any.

        Source: accounting.md A9.2 and A9.3
        Example: renamed on LeafLink -> the QuickBooks customer is renamed, or gets its licence
            behind the name where somebody else has it
        """
        party = on_file.party
        if party is None:
            return _asks(
                customer, on_file, questions.gone(customer, on_file.link.name, deleted=True)
            )
        if not party.active:
            return self._away(customer, on_file, party)
        if customer.archived:
            return self._archived(customer, on_file, party)
        if not self._policy.update:
            return _asks(customer, on_file)
        return self._merge(customer, on_file, party, parent)

    def _away(self, customer: Customer, on_file: CustomerOnFile, party: KnownParty) -> Kept:
        """Inactive in QuickBooks: as LeafLink wants it, again in use there, or by hand."""
        before = on_file.agreed.get(ACTIVE)
        if customer.archived:
            return _asks(customer, on_file, agreed=Agreed(_AWAY, _AWAY))
        if before is None or before.leaflink != _AWAY:
            name = name_when_active(party.display_name)
            return _asks(customer, on_file, questions.gone(customer, name, deleted=False))
        name = self._free_name(customer, name_when_active(party.display_name))
        change = PartyChange(customer.display_name, display_name=name, active=True)
        why = "It is in use on LeafLink again."
        step = _amend(customer, party, change, (_reason(ACTIVE, why, "archived"),))
        return Kept(
            _plan(customer, (step,)), (), {**on_file.agreed, ACTIVE: Agreed(_IN_USE, _IN_USE)}
        )

    def _archived(self, customer: Customer, on_file: CustomerOnFile, party: KnownParty) -> Kept:
        before = on_file.agreed.get(ACTIVE)
        if before == Agreed(_AWAY, _AWAY):
            # A person made it active again in QuickBooks after us, knowing why.
            return _asks(customer, on_file)
        if on_file.owed != Money.zero():
            asked = questions.owes(customer, party.display_name, on_file.owed)
            return _asks(customer, on_file, asked, agreed=Agreed(_AWAY, _IN_USE))
        change = PartyChange(customer.display_name, active=False)
        why = "It was archived on LeafLink, and nothing is open in its name."
        step = _amend(customer, party, change, (_reason(ACTIVE, why, "archived"),))
        agreed = {**on_file.agreed, ACTIVE: Agreed(_AWAY, _AWAY)}
        return Kept(_plan(customer, (step,)), (), agreed)

    def _merge(
        self, customer: Customer, on_file: CustomerOnFile, party: KnownParty,
        parent: Pointer | None,
    ) -> Kept:  # fmt: skip
        merged = merged_sides(customer, on_file, party, self._policy.owners, self._books)
        told = dict(merged.to_quickbooks)
        if NAME in told:
            told[NAME] = (self._free_name(customer, told[NAME][0], party.display_name),)
        if told.get(NAME) == (party.display_name,):
            del told[NAME]
        term, creating = self._term(customer, told)
        change = party_change(customer.display_name, told, party, term)
        if parent is not None and not party.parent_id and on_file.ours:
            change = replace(change or PartyChange(customer.display_name), parent=parent)
        reasons = self._reasons(merged, told, parent if change and change.parent else None)
        steps = [creating] if creating is not None else []
        if change is not None:
            steps.append(_amend(customer, party, change, reasons))
        agreed = {**merged.agreed, ACTIVE: Agreed(_IN_USE, _IN_USE)}
        if NAME in agreed and NAME in told:
            agreed[NAME] = Agreed(agreed[NAME].leaflink, told[NAME])
        told_there = (self._tell_leaflink(customer, on_file, merged), _tell(customer, merged))
        steps += [step for step in told_there if step is not None]
        if self._notes_id(customer, on_file):
            agreed[BOOKS_ID] = _noted(on_file)
        asked = tuple(questions.conflict(customer, one) for one in merged.conflicts)
        return Kept(_plan(customer, tuple(steps)), asked, agreed)

    def _term(
        self, customer: Customer, told: dict[str, Value]
    ) -> tuple[Pointer | None, Step | None]:
        """The term to point to, made first where QuickBooks has none of that name."""
        if TERMS not in told:
            return None, None
        name, term = told[TERMS][0], customer.term
        known = self._books.terms.get(name.casefold())
        if known is not None:
            return known, None
        if term is None or term.days is None or term.name.casefold() != name.casefold():
            del told[TERMS]
            return None, None
        record = f"term:{term.name.casefold()}"
        why = f'QuickBooks has no term called "{term.name}".'
        reason = Reason("term", why, "A9.3", "new term", "customer.available_payment_options")
        content = Term(term.name, term.days)
        step = Step(Operation.CREATE, RecordKind.TERM, record, content, reasons=(reason,))
        return Pending(RecordKind.TERM, record, term.name), step

    def _tell_leaflink(
        self, customer: Customer, on_file: CustomerOnFile, merged: Merged
    ) -> Step | None:
        change = customer_change(customer, merged.to_leaflink)
        if self._notes_id(customer, on_file):
            change = replace(change, books_id=on_file.link.quickbooks_id)
        if change == customer_change(customer, {}):
            return None
        reasons = [
            _reason(name, f"QuickBooks says {spoken(value)}.", name)
            for name, value in merged.to_leaflink.items()
            if name != CONTACT
        ]
        if change.books_id is not None:
            why = "So that every tool of yours finds the QuickBooks customer."
            reasons.append(_reason(BOOKS_ID, why, "ext_acct_id"))
        target = Target(customer.id, fingerprint(customer), customer.display_name)
        return Step(
            Operation.AMEND, RecordKind.LEAFLINK_CUSTOMER, f"leaflink customer:{customer.id}",
            change, target, tuple(reasons),
        )  # fmt: skip

    def _notes_id(self, customer: Customer, on_file: CustomerOnFile) -> bool:
        """Whether the id is to be noted on LeafLink: once, and never over another one."""
        return (
            self._policy.write_quickbooks_id
            and not customer.books_id
            and on_file.agreed.get(BOOKS_ID) != _noted(on_file)
        )

    def _free_name(self, customer: Customer, wanted: str, own: str = "") -> str:
        """A name nobody else has; on collision the licence is added (accounting.md A9.2)."""
        claimed = self._claimed - {own.casefold()}
        name = free_name(wanted, [customer.licence, f"LeafLink {customer.id}"], claimed)
        self._claimed.add(name.casefold())
        return name

    def _reasons(
        self, merged: Merged, told: Mapping[str, Value], parent: Pointer | None
    ) -> tuple[Reason, ...]:
        reasons = [
            _reason(name, f"LeafLink says {spoken(merged.agreed[name].leaflink)}.", name)
            for name in told
        ]
        if parent is not None:
            why = f'It is a store of the chain "{parent.name}".'
            reasons.append(Reason("parent", why, "A9.2", "chains", "customer.partner"))
        return tuple(reasons)


def merged_sides(
    customer: Customer, on_file: CustomerOnFile, party: KnownParty, owners: FieldOwners,
    books: CompanyBooks,
) -> Merged:  # fmt: skip
    """Both sides of a customer field by field: what each lacks, and where they contradict."""
    return merge(
        fields_of(owners), on_file.agreed, on_leaflink(customer),
        in_quickbooks(party, books.terms), ours=on_file.ours, decided=on_file.decided,
    )  # fmt: skip


def _tell(customer: Customer, merged: Merged) -> Step | None:
    """The step that gives its contact on LeafLink the name that QuickBooks has."""
    change = contact_change(customer, merged.to_leaflink)
    if change is None:
        return None
    why = f"QuickBooks says {spoken(merged.to_leaflink[CONTACT])}."
    target = Target(change.contact, fingerprint(customer.contact), change.called)
    return Step(
        Operation.AMEND, RecordKind.LEAFLINK_CONTACT, f"leaflink contact:{change.contact}",
        change, target, (_reason(CONTACT, why, "contacts"),),
    )  # fmt: skip


def _noted(on_file: CustomerOnFile) -> Agreed:
    return Agreed(("",), (on_file.link.quickbooks_id,))


def _amend(
    customer: Customer, party: KnownParty, change: PartyChange, reasons: tuple[Reason, ...]
) -> Step:
    target = Target(party.id, party.sync_token, party.display_name)
    record = f"customer:{customer.id}"
    return Step(Operation.AMEND, RecordKind.CUSTOMER, record, change, target, reasons)


def _reason(part: str, why: str, source: str) -> Reason:
    return Reason(part, why, "A9.3", "field owners", f"customer.{source}")


def _plan(customer: Customer, steps: tuple[Step, ...]) -> Plan:
    standing = "" if steps else "Both sides agree."
    facts = fingerprint(replace(customer, modified_at=None))
    return Plan(f"customer:{customer.id}", customer.display_name, facts, None, standing, steps)


def _asks(
    customer: Customer, on_file: CustomerOnFile, *asked: Question, agreed: Agreed | None = None
) -> Kept:
    """Nothing is done; perhaps a person is asked."""
    kept = dict(on_file.agreed)
    if agreed is not None:
        kept[ACTIVE] = agreed
    return Kept(_plan(customer, ()), asked, kept)
