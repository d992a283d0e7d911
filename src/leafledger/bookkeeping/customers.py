"""Which QuickBooks customer a LeafLink customer is (accounting.md A9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leafledger.bookkeeping import customer_questions as questions
from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.licences import licences_in, plain_licence
from leafledger.bookkeeping.likeness import NEAR, Likeness
from leafledger.bookkeeping.names import allowed_name, free_name
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target
from leafledger.bookkeeping.policy import CreateOn, Policy
from leafledger.bookkeeping.questions import Question
from leafledger.commerce.customers import Address, Customer
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.parties import KnownParty, Party, PostalAddress, name_when_active
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind


@dataclass(frozen=True, slots=True)
class Decision:
    """Who or what a line or document points to, and the step that makes it so."""

    pointer: Pointer | None
    step: Step | None = None
    question: Question | None = None


class Directory:
    """QuickBooks's customers, found by what makes them the same as one of ours.

    Holds what earlier plans of the same round claimed (names, matches, licences), so that two
    stores of one name do not collide and nobody is matched twice. `terms` by lower-cased name.
    """

    def __init__(
        self, counterparts: Counterparts, terms: Mapping[str, Known] | None = None
    ) -> None:
        self._counterparts = counterparts
        self._terms = terms or {}
        self._decided: dict[str, Decision] = {}
        self._claimed = set(counterparts.names_taken)
        self._matched = set(counterparts.linked_parties)
        self._licensed: dict[str, KnownParty | Party] = {}
        self._lapsed: dict[str, KnownParty] = {}
        self._by_id = {party.id: party for party in counterparts.parties}
        self._holders = {
            link.quickbooks_id: record.removeprefix("customer:")
            for record, link in counterparts.links.items()
            if record.startswith("customer:")
        }
        for party in counterparts.parties:
            self._claimed.add(party.display_name.casefold())
            if party.id in counterparts.linked_parties:
                self._licensed |= dict.fromkeys(licences_in(party.text), party)
            elif not party.active:
                self._lapsed |= dict.fromkeys(licences_in(party.text), party)
        free = (p for p in counterparts.parties if p.active and p.id not in self._matched)
        self._likeness = Likeness(free)

    @property
    def claimed(self) -> set[str]:
        """The lower-cased names that are somebody's; what is added to it is taken from then on."""
        return self._claimed

    def decide(self, customer: Customer, policy: Policy, *, waiting: Money, order: str) -> Decision:
        """Linked, surely the same, new, or a question; the same answer all through one round.

        `order` empty: no order waits for the customer.
        Source: accounting.md A9.1 and A9.2
        Example: licence 402R-00123 stands in the note of one unlinked customer -> that one
        """
        known = self._decided.get(customer.id)
        if known is None:
            known = self._decide(customer, policy, waiting, order)
            if known.question is None:
                # A question is asked anew for every order, in that order's name.
                self._decided[customer.id] = known
        return known

    def _decide(self, customer: Customer, policy: Policy, waiting: Money, order: str) -> Decision:
        record = f"customer:{customer.id}"
        link = self._counterparts.links.get(record)
        if link is not None:
            party = self._by_id.get(link.quickbooks_id)
            if party is None:
                asked = questions.vanished(customer, link.name, waiting, order)
                return Decision(None, question=asked)
            if not party.active:
                name = name_when_active(party.display_name)
                return Decision(None, question=questions.inactive(customer, name, waiting, order))
            return Decision(Known(RecordKind.CUSTOMER, link.quickbooks_id, link.name))
        sure = self._surely_the_same(customer)
        if sure is not None and (record, sure[0].id) not in self._counterparts.apart:
            self._matched.add(sure[0].id)
            self._holders[sure[0].id] = customer.id
            self._licensed |= dict.fromkeys(licences_in(sure[0].text), sure[0])
            return linked(record, *sure)
        if record not in self._counterparts.surely_new:
            near = self._asked(customer, waiting, order)
            if near is not None:
                return Decision(None, question=near)
        if not policy.customers.create:
            return Decision(None, question=questions.unknown(customer, waiting, order))
        party_wanted = self._new_party(customer)
        if customer.licence:
            self._licensed[plain_licence(customer.licence)] = party_wanted
        reason = Reason(
            "customer", f'"{customer.display_name}" is not in QuickBooks yet.', "A9.1",
            "new customer", f"customer.id={customer.id}",
        )  # fmt: skip
        step = Step(Operation.CREATE, RecordKind.CUSTOMER, record, party_wanted, reasons=(reason,))
        return Decision(Pending(RecordKind.CUSTOMER, record, party_wanted.display_name), step)

    def _surely_the_same(self, customer: Customer) -> tuple[KnownParty, str, str] | None:
        by_id = self._by_id.get(customer.books_id) if customer.books_id else None
        if by_id is not None and by_id.active and by_id.id not in self._matched:
            why = "LeafLink already names this QuickBooks customer by its id."
            return by_id, why, f"customer.ext_acct_id={customer.books_id}"
        if plain_licence(customer.licence) in self._counterparts.shared_licences:
            return None
        licensed = self._likeness.of_licence(customer.licence)
        if len(licensed) == 1 and licensed[0].id not in self._matched:
            why = f"The licence {customer.licence} stands on this QuickBooks customer only."
            return licensed[0], why, f"customer.license_number={customer.licence}"
        return None

    def _asked(self, customer: Customer, waiting: Money, order: str) -> Question | None:
        """What is asked where it is like somebody, or has the licence of another's counterpart."""
        licence = plain_licence(customer.licence)
        if near := self._near(customer):
            shared = licence in self._counterparts.shared_licences
            return questions.similar(customer, near, waiting, order, shared=shared)
        theirs = self._licensed.get(licence) if licence else None
        if theirs is None:
            once = self._once(customer)
            name = name_when_active(once.display_name) if once is not None else ""
            return questions.inactive(customer, name, waiting, order) if name else None
        holder = self._holders.get(theirs.id, "") if isinstance(theirs, KnownParty) else ""
        return questions.licence_of_another(customer, theirs, holder, waiting, order)

    def _once(self, customer: Customer) -> KnownParty | None:
        """The inactive QuickBooks customer, nobody's yet, that its id or its licence names."""
        named = self._by_id.get(customer.books_id) if customer.books_id else None
        if named is not None and not named.active and named.id not in self._matched:
            return named
        licence = plain_licence(customer.licence)
        return self._lapsed.get(licence) if licence else None

    def _near(self, customer: Customer) -> list[KnownParty]:
        """Whoever it might be among those that are nobody's."""
        near = {party.id: party for party in self._likeness.of_licence(customer.licence)}
        near |= {
            one.party.id: one.party
            for one in self._likeness.candidates(customer)
            if one.score >= NEAR
        }
        return [party for party in near.values() if party.id not in self._matched]

    def _new_party(self, customer: Customer) -> Party:
        term = self._terms.get(customer.term.name.casefold()) if customer.term else None
        return Party(
            display_name=self._free_name(customer),
            company_name=allowed_name(customer.name),
            licence=customer.licence,
            email=customer.known_email,
            phone=customer.known_phone,
            billing=postal(customer.address),
            delivery=postal(customer.delivery_address or customer.address),
            note=f"LeafLink customer {customer.id}"
            + (f"\nLicence {customer.licence}" if customer.licence else ""),
            given_name=customer.contact.given_name,
            family_name=customer.contact.family_name,
            term=term,
        )

    def _free_name(self, customer: Customer) -> str:
        """A display name nobody has: on collision the licence is added (accounting.md A9.2)."""
        plain = allowed_name(customer.display_name) or f"LeafLink customer {customer.id}"
        tellers_apart = [customer.licence, f"LeafLink {customer.id}"]
        return free_name(plain, tellers_apart, self._claimed)


def postal(address: Address) -> PostalAddress | None:
    """An address as documents print it; None where nothing is known."""
    if not address:
        return None
    lines = tuple(line for line in (address.street, address.unit) if line)
    return PostalAddress(lines, address.city, address.state, address.postal_code)


def linked(record: str, party: KnownParty, why: str, source: str) -> Decision:
    """The decision that a record is a QuickBooks customer, with the evidence."""
    reason = Reason("customer", why, "A9.1", "sure match", source)
    target = Target(party.id, party.sync_token, party.display_name)
    step = Step(Operation.LINK, RecordKind.CUSTOMER, record, None, target, (reason,))
    return Decision(Known(RecordKind.CUSTOMER, party.id, party.display_name), step)


def new_customer_of(customer: Customer, directory: Directory, policy: Policy) -> Plan | None:
    """A customer that is to come into QuickBooks before its first order, or what is asked.

    None where the policy waits for an order, or the customer is not approved yet.
    Source: accounting.md A9.1
    Example: policy create_on approved, a licence and a company on LeafLink -> it is created
    """
    choices = policy.customers
    if choices.create_on is not CreateOn.APPROVED or customer.archived:
        return None
    approved = (
        customer.status in choices.approved_status
        if choices.approved_status
        else bool(customer.licence and customer.partner)
    )
    if not approved:
        return None
    decision = directory.decide(customer, policy, waiting=Money.zero(), order="")
    return Plan(
        f"customer:{customer.id}", customer.display_name, fingerprint(customer), None,
        steps=(decision.step,) if decision.step is not None else (),
        questions=(decision.question,) if decision.question is not None else (),
    )  # fmt: skip
