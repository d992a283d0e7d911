"""The first run: every LeafLink customer without a counterpart, and whom it may be (A9.1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.catalog import Shelf
from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.licences import plain_licence
from leafledger.bookkeeping.likeness import SAME_ID, Candidate, Likeness
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.ledger.items import KnownItem


@dataclass(frozen=True, slots=True)
class Review:
    """A customer to be matched. `sure` is the one candidate that needs no person's word.

    `remark` says why nobody is sure although something proves it.
    """

    customer: Customer
    candidates: tuple[Candidate, ...]
    sure: Candidate | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ProductReview:
    """A product to be matched. `sure` is the item that its id or SKU proves, `near` it may be."""

    product: Product
    sure: KnownItem | None
    near: tuple[KnownItem, ...]


def review_products(products: Iterable[Product], counterparts: Counterparts) -> list[ProductReview]:
    """Every product without a link, by name, with the items nobody has yet.

    Source: accounting.md A9.1 and A10
    Example: SKU BD-35 stands on one unlinked item -> sure
    """
    shelf = Shelf(counterparts)
    reviews = [
        ProductReview(one, sure, () if sure is not None else tuple(shelf.near(one)))
        for one in products
        if not one.archived
        and f"product:{one.id}" not in counterparts.links
        and f"product:{one.id}" not in counterparts.surely_new
        for sure in (shelf.sure(one),)
    ]
    wanted = Counter(one.sure.id for one in reviews if one.sure is not None)
    # Two products of one SKU: which of them the item is, only a person knows.
    apart = [
        one
        if one.sure is None or wanted[one.sure.id] == 1
        else ProductReview(one.product, None, (one.sure,))
        for one in reviews
    ]
    return sorted(apart, key=lambda one: (one.product.display_name.casefold(), one.product.id))


def review(customers: Iterable[Customer], counterparts: Counterparts) -> list[Review]:
    """Everybody without a link, by name, with the candidates nobody has yet.

    Sure is only an id or a licence, with one candidate on either side: a licence on two LeafLink
    customers, or two of them that name one QuickBooks customer, stay a question.
    Source: accounting.md A9.1
    Example: licence 402R-00123 on one customer of each side -> sure
    """
    likeness = _free(counterparts)
    found = [
        (customer, tuple(likeness.candidates(customer)))
        for customer in _unlinked(customers, counterparts)
    ]
    return _reviews(found, counterparts)


def sure_matches(customers: Iterable[Customer], counterparts: Counterparts) -> list[Review]:
    """The sure ones of a review, by name, without looking for likenesses: for thousands at once.

    Source: accounting.md A9.1
    Example: licence 402R-00123 on one customer of each side -> it, and nobody of a like name
    """
    likeness = _free(counterparts)
    found = [
        (customer, tuple(likeness.proving(customer)))
        for customer in _unlinked(customers, counterparts)
    ]
    return [one for one in _reviews(found, counterparts) if one.sure is not None]


def _free(counterparts: Counterparts) -> Likeness:
    linked = counterparts.linked_parties
    return Likeness(p for p in counterparts.parties if p.active and p.id not in linked)


def _unlinked(customers: Iterable[Customer], counterparts: Counterparts) -> list[Customer]:
    return [
        customer
        for customer in customers
        if not customer.archived
        and f"customer:{customer.id}" not in counterparts.links
        and f"customer:{customer.id}" not in counterparts.surely_new
    ]


def _reviews(
    found: Sequence[tuple[Customer, tuple[Candidate, ...]]], counterparts: Counterparts
) -> list[Review]:
    wanted_by = Counter(one.party.id for _, some in found for one in some if one.proves)
    reviews = [_reviewed(one, some, wanted_by, counterparts) for one, some in found]
    return sorted(reviews, key=lambda one: (one.customer.display_name.casefold(), one.customer.id))


def _reviewed(
    customer: Customer, candidates: tuple[Candidate, ...], wanted_by: Counter[str],
    counterparts: Counterparts,
) -> Review:  # fmt: skip
    proving = [one for one in candidates if one.proves]
    named = [one for one in proving if one.score == SAME_ID]
    likeliest = named or proving
    if not likeliest:
        return Review(customer, candidates)
    if len(likeliest) > 1:
        return Review(customer, candidates, remark="several QuickBooks customers have its licence")
    if wanted_by[likeliest[0].party.id] > 1:
        return Review(customer, candidates, remark="another LeafLink customer claims it too")
    if (f"customer:{customer.id}", likeliest[0].party.id) in counterparts.apart:
        return Review(customer, candidates, remark="somebody said that it is not this one")
    shared = plain_licence(customer.licence) in counterparts.shared_licences
    if shared and not named:
        return Review(customer, candidates, remark="two LeafLink customers have this licence")
    return Review(customer, candidates, sure=likeliest[0])
