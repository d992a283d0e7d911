"""Whom a customer or product may be in QuickBooks, for a person to choose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.catalog import Shelf
from leafledger.clerk.known_books import KnownBooks
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.intake.looking import CUSTOMER, PRODUCT
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.customers import read_customer
from leafledger.leaflink.products import read_product

# More choices than this nobody compares at a glance.
SUGGESTIONS_MAX = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A QuickBooks record that it may be, and why."""

    id: str
    name: str
    evidence: str


def suggestions(
    company: str, seen: SeenRecords, known: KnownBooks, abouts: Collection[str]
) -> Mapping[str, Sequence[Suggestion]]:
    """By record (`customer:8841`, `product:102`) whom it may be, the likeliest first.

    From what was last seen; nobody is asked.
    """
    customers = [one.split(":", 1)[1] for one in abouts if one.startswith("customer:")]
    products = [one.split(":", 1)[1] for one in abouts if one.startswith("product:")]
    if not customers and not products:
        return {}
    return _customers(seen, company, customers, known) | _products(seen, company, products, known)


def _customers(
    seen: SeenRecords, company: str, ids: Sequence[str], known: KnownBooks
) -> dict[str, Sequence[Suggestion]]:
    wires = seen.some(company, System.LEAFLINK, CUSTOMER, ids)
    if not wires:
        return {}
    likeness = known.likeness(free=True)
    found: dict[str, Sequence[Suggestion]] = {}
    for id_, one in wires.items():
        customer = read_customer(one.wire)
        if isinstance(customer, Customer):
            found[f"customer:{id_}"] = [
                Suggestion(c.party.id, c.party.display_name, ", ".join(c.evidence))
                for c in likeness.candidates(customer)[:SUGGESTIONS_MAX]
            ]
    return found


def _products(
    seen: SeenRecords, company: str, ids: Sequence[str], known: KnownBooks
) -> dict[str, Sequence[Suggestion]]:
    wires = seen.some(company, System.LEAFLINK, PRODUCT, ids)
    if not wires:
        return {}
    shelf = Shelf(known.counterparts())
    found: dict[str, Sequence[Suggestion]] = {}
    for id_, one in wires.items():
        product = read_product(one.wire)
        if isinstance(product, Product):
            found[f"product:{id_}"] = [
                Suggestion(item.id, item.name, f"SKU {item.sku}" if item.sku else "the same name")
                for item in shelf.near(product)[:SUGGESTIONS_MAX]
            ]
    return found
