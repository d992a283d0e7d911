"""How much a QuickBooks customer is like a LeafLink customer, with the evidence (A9.1).

Scores are suggestions in whole percent. Only an id or a licence proves anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from leafledger.bookkeeping.customer_fields import postal_value
from leafledger.bookkeeping.licences import TEXTS_REMEMBERED, licences_in, plain_licence
from leafledger.commerce.customers import Customer
from leafledger.ledger.parties import KnownParty, PostalAddress

# What each piece of evidence is worth on its own; together they add up like chances.
SAME_ID, SAME_LICENCE = 100, 98
SAME_EMAIL, SAME_PHONE, SAME_ADDRESS = 60, 50, 50
SAME_TOWN = 20
SAME_NAME = 60
# Below this, names of two businesses are alike by chance.
NAME_RATIO_MIN = 85
# From here on a new customer is not made without asking.
NEAR = 50
# Below this it is no help to show it.
SHOWN_MIN = 35
CANDIDATES_MAX = 5
# Names compared further once the library has found the nearest ones.
NAMES_COMPARED_MAX = 20
PHONE_DIGITS = 10
_LEGAL_FORMS = frozenset(
    {"llc", "inc", "corp", "corporation", "co", "company", "ltd", "lp", "llp", "pllc", "the", "and"}
)
# Words of a street that people write in full or as the post office shortens them.
_SHORTENED = {
    "street": "st", "avenue": "ave", "boulevard": "blvd", "road": "rd", "drive": "dr", "lane": "ln",
    "highway": "hwy", "parkway": "pkwy", "place": "pl", "court": "ct", "suite": "ste",
    "north": "n", "south": "s", "east": "e", "west": "w",
}  # fmt: skip
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A QuickBooks customer that it may be. `evidence` in words, the strongest first.

    `proves` is whether the evidence is an id or a licence.
    """

    party: KnownParty
    score: int
    evidence: tuple[str, ...]
    proves: bool = False


class Likeness:
    """Finds who in QuickBooks is like a customer, among parties nobody has yet."""

    def __init__(self, parties: Iterable[KnownParty]) -> None:
        self._parties = {party.id: party for party in parties}
        self._names = {id_: name_key(one.display_name) for id_, one in self._parties.items()}
        self._by_licence: dict[str, set[str]] = defaultdict(set)
        self._by_mark: dict[str, set[str]] = defaultdict(set)
        for id_, party in self._parties.items():
            for licence in licences_in(party.text):
                self._by_licence[licence].add(id_)
            for mark in _marks(party.email, party.phone, postal(party.billing)):
                self._by_mark[mark].add(id_)

    def candidates(self, customer: Customer) -> list[Candidate]:
        """Whom it may be, likeliest first; everybody who has its id or licence is among them."""
        found = {
            id_: self._compared(customer, id_) for id_ in sorted(self._worth_comparing(customer))
        }
        shown = [one for one in found.values() if one.score >= SHOWN_MIN]
        shown.sort(key=lambda one: (-one.score, one.party.display_name.casefold(), one.party.id))
        proving = [one for one in shown if one.proves]
        return proving + [one for one in shown if not one.proves][:CANDIDATES_MAX]

    def proving(self, customer: Customer) -> list[Candidate]:
        """Those who have its id or its licence; no name is compared with any other."""
        ids = {customer.books_id} & set(self._parties)
        if customer.licence:
            ids |= self._by_licence.get(plain_licence(customer.licence), set())
        found = [self._compared(customer, id_) for id_ in sorted(ids)]
        found.sort(key=lambda one: (-one.score, one.party.display_name.casefold(), one.party.id))
        return found

    def of_licence(self, licence: str) -> list[KnownParty]:
        """Those on whom a licence stands."""
        ids = self._by_licence.get(plain_licence(licence), set()) if licence else set()
        return [self._parties[id_] for id_ in sorted(ids)]

    def _worth_comparing(self, customer: Customer) -> set[str]:
        ids = {customer.books_id} & set(self._parties)
        ids |= (
            self._by_licence.get(plain_licence(customer.licence), set())
            if customer.licence
            else set()
        )
        for mark in _marks(customer.email, customer.phone, _street_of(customer)):
            ids |= self._by_mark.get(mark, set())
        for name in {name_key(customer.name), name_key(customer.display_name)} - {""}:
            near = process.extract(
                name, self._names, scorer=fuzz.token_sort_ratio, score_cutoff=NAME_RATIO_MIN,
                limit=NAMES_COMPARED_MAX,
            )  # fmt: skip
            ids |= {id_ for _, _, id_ in near}
            ids |= {id_ for id_, other in self._names.items() if _joined(other) == _joined(name)}
        return ids

    def _compared(self, customer: Customer, id_: str) -> Candidate:
        party = self._parties[id_]
        told: list[tuple[int, str]] = []
        if customer.books_id == id_:
            told.append((SAME_ID, "LeafLink names its QuickBooks id"))
        if customer.licence and id_ in self._by_licence.get(plain_licence(customer.licence), set()):
            told.append((SAME_LICENCE, f"same licence {customer.licence}"))
        proves = bool(told)
        told += _likenesses(customer, party)
        name = max(
            name_likeness(customer.name, party.display_name),
            name_likeness(customer.display_name, party.display_name),
        )
        if name >= NAME_RATIO_MIN:
            worth = SAME_NAME - 2 * (100 - name)
            told.append((worth, "same name" if name == 100 else f"name {name} % alike"))
        told.sort(key=lambda one: -one[0])
        return Candidate(
            party, _together(w for w, _ in told), tuple(why for _, why in told), proves
        )


def name_likeness(one: str, other: str) -> int:
    """How alike two business names are, in percent.

    Legal forms, an "and" and the order of words count for nothing.
    Example: "Green-Mesa LLC" and "Green Mesa" -> 100
    """
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return 0
    if _joined(first) == _joined(second):
        return 100
    return min(99, round(fuzz.token_sort_ratio(first, second)))


@lru_cache(maxsize=TEXTS_REMEMBERED)
def name_key(name: str) -> str:
    """The words of a name by which it is compared."""
    words = _WORD.findall(name.casefold().replace("'", ""))
    telling = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(telling or words)


def _likenesses(customer: Customer, party: KnownParty) -> list[tuple[int, str]]:
    told = []
    theirs = set(_marks(party.email, party.phone, postal(party.billing)))
    for worth, mark, why in (
        (SAME_EMAIL, _email(customer.email), f"same e-mail {customer.email}"),
        (SAME_PHONE, _phone(customer.phone), f"same telephone {customer.phone}"),
        (SAME_ADDRESS, _place(_street_of(customer)), "same address"),
    ):
        if mark and mark in theirs:
            told.append((worth, why))
    town = customer.address.city.casefold()
    if told and town and town == party.city.casefold():
        told.append((SAME_TOWN, f"same town {customer.address.city}"))
    return told


def postal(address: PostalAddress | None) -> tuple[str, str]:
    """The street and the postal code's five digits, by which addresses are told apart."""
    street, more, _, _, code = (*postal_value(address), "", "", "", "", "")[:5]
    return f"{street} {more}", code[:5]


def _street_of(customer: Customer) -> tuple[str, str]:
    address = customer.address
    return f"{address.street} {address.unit}", address.postal_code[:5]


def _marks(email: str, phone: str, street: tuple[str, str]) -> Sequence[str]:
    return [mark for mark in (_email(email), _phone(phone), _place(street)) if mark]


def _email(email: str) -> str:
    return f"email {email.casefold().strip()}" if email.strip() else ""


def _phone(phone: str) -> str:
    digits = "".join(filter(str.isdigit, phone))[-PHONE_DIGITS:]
    return f"phone {digits}" if len(digits) == PHONE_DIGITS else ""


def _place(street: tuple[str, str]) -> str:
    words = _WORD.findall(street[0].casefold())
    plain, code = "".join(_SHORTENED.get(word, word) for word in words), _joined(street[1])
    return f"place {plain} {code}" if plain and code else ""


def _joined(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _together(worths: Iterable[int]) -> int:
    """Several pieces of evidence as one score: each takes its share of what is left to doubt."""
    doubt = 100
    for worth in worths:
        doubt = doubt * (100 - worth) // 100
    return 100 - doubt
