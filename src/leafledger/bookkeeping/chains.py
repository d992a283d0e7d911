"""Chains: which customers are stores of one, and what the chain is called (accounting.md A9.2)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from leafledger.bookkeeping.names import allowed_name
from leafledger.bookkeeping.policy import Chains
from leafledger.commerce.customers import Customer

# One store alone is no chain.
STORES_MIN = 2
# "Green Mesa - Denver", "Green Mesa #2", "Green Mesa (South)", "Green Mesa, Boulder"
_STORE = re.compile(r"\s+[-–—|/]\s+|\s*[#(@,].*")


@dataclass(frozen=True, slots=True)
class Chain:
    """Several stores of one owner. `key` is what they have in common, `name` for people."""

    key: str
    name: str

    @property
    def record(self) -> str:
        """Our name of it in the crosswalk; a person matches it like a customer."""
        return f"customer:chain:{self.key}"


def chains_of(customers: Iterable[Customer], by: Chains) -> dict[str, Chain]:
    """The chain of each customer (by LeafLink id) that belongs to one.

    Source: accounting.md A9.2
    Example: "Green Mesa - Denver" and "Green Mesa - Boulder", by name -> the chain "Green Mesa"
    """
    stores: dict[str, list[Customer]] = defaultdict(list)
    for customer in sorted(customers, key=lambda one: one.id):
        key = _key(customer, by)
        if key:
            stores[key].append(customer)
    return {
        store.id: Chain(key, _name(some, by))
        for key, some in stores.items()
        if len(some) >= STORES_MIN
        for store in some
    }


def _key(customer: Customer, by: Chains) -> str:
    match by:
        case Chains.OFF:
            return ""
        case Chains.BY_PARTNER:
            return customer.partner
        case Chains.BY_NAME:
            return "".join(filter(str.isalnum, _chain_in(customer.name).casefold()))


def _name(stores: Sequence[Customer], by: Chains) -> str:
    """The trade name they share, the beginning of their names, else the first one's name."""
    if by is Chains.BY_NAME:
        return allowed_name(_chain_in(stores[0].name))
    trade_names = {store.trade_name for store in stores}
    if len(trade_names) == 1 and stores[0].trade_name:
        return allowed_name(stores[0].trade_name)
    words = zip(*(store.name.split() for store in stores), strict=False)
    shared = takewhile(lambda some: len({word.casefold() for word in some}) == 1, words)
    beginning = " ".join(some[0] for some in shared).rstrip(" -#(,")
    return allowed_name(beginning or stores[0].name)


def _chain_in(name: str) -> str:
    """The part of a store's name before what tells the store."""
    return _STORE.split(name, maxsplit=1)[0].strip()
