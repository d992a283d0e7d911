"""Which QuickBooks customer a LeafLink customer is (accounting.md A9)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.names import allowed_name, free_name
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.customers import Address, Customer
from leafledger.figures.money import Money
from leafledger.ledger.parties import KnownParty, Party, PostalAddress
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind

# A licence is told from other words by its length and a digit in it.
LICENCE_LENGTH_MIN = 5
_NOT_OF_A_LICENCE = re.compile(r"[^A-Z0-9]")


@dataclass(frozen=True, slots=True)
class Decision:
    """Who or what a line or document points to, and the step that makes it so."""

    pointer: Pointer | None
    step: Step | None = None
    question: Question | None = None


class Directory:
    """QuickBooks's customers, found by what makes them the same as one of ours.

    Holds what earlier plans of the same round claimed (names, matches, licences), so that two
    stores of one name do not collide and nobody is matched twice.
    """

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts
        self._decided: dict[str, Decision] = {}
        self._claimed = set(counterparts.names_taken)
        self._matched = set(counterparts.linked_parties)
        self._licensed: dict[str, KnownParty | Party] = {}
        self._by_id: dict[str, KnownParty] = {}
        self._by_licence: dict[str, list[KnownParty]] = defaultdict(list)
        self._by_likeness: dict[str, list[KnownParty]] = defaultdict(list)
        for party in counterparts.parties:
            self._claimed.add(party.display_name.casefold())
            self._by_id[party.id] = party
            if party.id in counterparts.linked_parties:
                self._licensed |= dict.fromkeys(_licences_in(party), party)
            elif party.active:
                self._index(party)

    def _index(self, party: KnownParty) -> None:
        for licence in _licences_in(party):
            self._by_licence[licence].append(party)
        for likeness in _likenesses(party.display_name, email=party.email, phone=party.phone):
            self._by_likeness[likeness].append(party)

    def decide(self, customer: Customer, policy: Policy, *, waiting: Money, order: str) -> Decision:
        """Linked, surely the same, new, or a question; the same answer all through one round.

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
            return Decision(Known(RecordKind.CUSTOMER, link.quickbooks_id, link.name))
        sure = self._surely_the_same(customer)
        if sure is not None:
            self._matched.add(sure[0].id)
            return _linked(record, *sure)
        near = self._near(customer)
        if near and record not in self._counterparts.surely_new:
            return Decision(None, question=_similar(customer, near, waiting, order))
        if not policy.customers.create:
            return Decision(None, question=_unknown(customer, waiting, order))
        party = self._new_party(customer)
        if customer.licence:
            self._licensed[_plain_licence(customer.licence)] = party
        reason = Reason(
            "customer", f'"{customer.display_name}" is not in QuickBooks yet.', "A9.1",
            "new customer", f"customer.id={customer.id}",
        )  # fmt: skip
        step = Step(Operation.CREATE, RecordKind.CUSTOMER, record, party, reasons=(reason,))
        return Decision(Pending(RecordKind.CUSTOMER, record, party.display_name), step)

    def _surely_the_same(self, customer: Customer) -> tuple[KnownParty, str, str] | None:
        by_id = self._by_id.get(customer.books_id) if customer.books_id else None
        if by_id is not None and by_id.active and not self._is_linked(by_id):
            why = "LeafLink already names this QuickBooks customer by its id."
            return by_id, why, f"customer.ext_acct_id={customer.books_id}"
        licensed = self._of_licence(customer)
        if len(licensed) == 1 and not self._is_linked(licensed[0]):
            why = f"The licence {customer.licence} stands on this QuickBooks customer only."
            return licensed[0], why, f"customer.license_number={customer.licence}"
        return None

    def _of_licence(self, customer: Customer) -> list[KnownParty]:
        """Customers on which the licence stands; one may stand on several words of one text."""
        found = self._by_licence.get(_plain_licence(customer.licence), [])
        return list({party.id: party for party in found}.values()) if customer.licence else []

    def _is_linked(self, party: KnownParty) -> bool:
        return party.id in self._matched

    def _near(self, customer: Customer) -> list[KnownParty | Party]:
        """Whoever it might be: a customer of the same licence counts even if it is another's."""
        near: dict[str, KnownParty | Party] = {}
        if (same := self._licensed.get(_plain_licence(customer.licence))) is not None:
            near[same.display_name] = same
        near |= {party.id: party for party in self._of_licence(customer)}
        names = {customer.name, customer.display_name}
        for likeness in _likenesses(*names, email=customer.email, phone=customer.phone):
            near |= {
                party.id: party
                for party in self._by_likeness.get(likeness, [])
                if not self._is_linked(party)
            }
        return list(near.values())

    def _new_party(self, customer: Customer) -> Party:
        return Party(
            display_name=self._free_name(customer),
            company_name=allowed_name(customer.name),
            licence=customer.licence,
            email=customer.email,
            phone=customer.phone,
            billing=postal(customer.address),
            delivery=postal(customer.delivery_address or customer.address),
            note=f"LeafLink customer {customer.id}"
            + (f"\nLicence {customer.licence}" if customer.licence else ""),
        )

    def _free_name(self, customer: Customer) -> str:
        """A display name nobody has: on collision the licence is added (accounting.md A9.2)."""
        plain = allowed_name(customer.display_name) or f"LeafLink customer {customer.id}"
        tellers_apart = [customer.licence, f"LeafLink {customer.id}"]
        return free_name(plain, tellers_apart, self._claimed)


def _likenesses(*names: str, email: str = "", phone: str = "") -> set[str]:
    """Keys under which two records are near: plain name, e-mail, last ten digits of the phone."""
    keys = {"name " + "".join(filter(str.isalnum, name.casefold())) for name in names if name}
    digits = "".join(filter(str.isdigit, phone))[-10:]
    if email:
        keys.add("email " + email.casefold().strip())
    if len(digits) == 10:
        keys.add("phone " + digits)
    return keys


def postal(address: Address) -> PostalAddress | None:
    """An address as documents print it; None where nothing is known."""
    if not address:
        return None
    lines = tuple(line for line in (address.street, address.unit) if line)
    return PostalAddress(lines, address.city, address.state, address.postal_code)


def _licences_in(party: KnownParty) -> set[str]:
    """The words of a customer's text, and pairs of them, that look like licence numbers."""
    words = party.text.split()
    pairs = [one + other for one, other in pairwise(words)]
    plain = {_plain_licence(word) for word in (*words, *pairs)}
    return {w for w in plain if len(w) >= LICENCE_LENGTH_MIN and any(map(str.isdigit, w))}


def _plain_licence(written: str) -> str:
    """A licence number without the punctuation people write it with: 402R-00123 is 402R00123."""
    return _NOT_OF_A_LICENCE.sub("", written.upper())


def _linked(record: str, party: KnownParty, why: str, source: str) -> Decision:
    reason = Reason("customer", why, "A9.1", "sure match", source)
    target = Target(party.id, party.sync_token, party.display_name)
    step = Step(Operation.LINK, RecordKind.CUSTOMER, record, None, target, (reason,))
    return Decision(Known(RecordKind.CUSTOMER, party.id, party.display_name), step)


def _similar(
    customer: Customer, near: list[KnownParty | Party], amount: Money, order: str
) -> Question:
    names = ", ".join(f'"{party.display_name}"' for party in near[:5])
    return Question(
        QuestionKind.SIMILAR_CUSTOMER,
        f"customer:{customer.id}",
        f'Order {order} is waiting: its customer "{customer.display_name}" looks like {names} in '
        "QuickBooks, but nothing proves that they are the same.",
        NOTHING_POSTED,
        f"Write {'its' if len(near) == 1 else 'the right'} licence number "
        f"({customer.licence or 'unknown on LeafLink'}) into that QuickBooks customer's notes, or "
        f"match them with: leafledger match customer {customer.id} QUICKBOOKS-ID (or 'new').",
        amount,
    )


def _unknown(customer: Customer, amount: Money, order: str) -> Question:
    return Question(
        QuestionKind.UNKNOWN_CUSTOMER,
        f"customer:{customer.id}",
        f'Order {order} is waiting: its customer "{customer.display_name}" is not in QuickBooks, '
        "and the policy says that customers are not created by LeafLedger.",
        NOTHING_POSTED,
        f"Create the customer in QuickBooks, then run: leafledger match customer {customer.id} "
        "QUICKBOOKS-ID.",
        amount,
    )
