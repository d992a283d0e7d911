"""First-run matching: who has no counterpart yet, and what a person chose for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.first_matching import (
    ProductReview,
    Review,
    review,
    review_products,
    sure_matches,
)
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.matching import NEW, CannotMatch, Matching
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.figures.references import fingerprint
from leafledger.intake.looking import CUSTOMER, PRODUCT
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.customers import read_customer
from leafledger.leaflink.products import read_product

SKIP = "skip"


class SureChanged(Exception):
    """What is sure is not what was shown any more; the message says so in a sentence."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for a LeafLink customer: a QuickBooks id, NEW or SKIP."""

    leaflink_id: str
    name: str
    chosen: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of choices: how many were made, and why the others were not."""

    matched: int
    skipped: int
    refused: tuple[str, ...]


class Reviewing:
    """Lists a company's customers without a counterpart and takes a person's choices."""

    def __init__(
        self, company: str, seen: SeenRecords, known: KnownBooks, matching: Matching
    ) -> None:
        self._company = company
        self._seen = seen
        self._known = known
        self._matching = matching

    def reviews(self) -> list[Review]:
        """Every customer of LeafLink without a counterpart, from what was last seen."""
        counterparts = self._known.counterparts()
        return review(self._without(counterparts.links), counterparts)

    def sure(self) -> list[Review]:
        """Those of them that an id or a licence proves."""
        counterparts = self._known.counterparts()
        return sure_matches(self._without(counterparts.links), counterparts)

    def product_reviews(self) -> list[ProductReview]:
        """Every product of LeafLink without an item, from what was last seen."""
        seen = self._seen.all(self._company, System.LEAFLINK, PRODUCT)
        read = (read_product(one.wire) for one in seen.values())
        products = [one for one in read if isinstance(one, Product)]
        return review_products(products, self._known.counterparts())

    def accept_sure_products(self, reviews: Sequence[ProductReview], by: str) -> Applied:
        """Match the sure products; no other."""
        matched, refused = 0, []
        for one in reviews:
            if one.sure is None:
                continue
            why = f"{by}, who accepted what is sure"
            try:
                self._matching.match("product", one.product.id, one.sure.id, why)
                matched += 1
            except CannotMatch as cannot:
                refused.append(f'"{one.product.display_name}": {cannot}')
        return Applied(matched, 0, tuple(refused))

    def accept_sure(self, reviews: Sequence[Review], by: str) -> Applied:
        """Match the sure ones; nobody else."""
        chosen = [
            Choice(one.customer.id, one.customer.display_name, one.sure.party.id)
            for one in reviews
            if one.sure is not None
        ]
        return self.apply(chosen, f"{by}, who accepted what is sure")

    def accept_shown(self, shown: str, by: str) -> Applied:
        """Match the sure ones as they were shown under a name. Raises: SureChanged."""
        reviews = self.sure()
        if named(reviews) != shown:
            raise SureChanged(
                "What is sure has changed since this page was shown, so nothing was matched. "
                "Look again."
            )
        return self.accept_sure(reviews, by)

    def _without(self, links: Collection[str]) -> list[Customer]:
        """The customers of LeafLink that have no counterpart; no other is read."""
        ids = self._seen.ids(self._company, System.LEAFLINK, CUSTOMER)
        mine = [id_ for id_ in ids if f"customer:{id_}" not in links]
        seen = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, mine)
        read = (read_customer(one.wire) for one in seen.values())
        return [one for one in read if isinstance(one, Customer)]

    def apply(self, choices: Sequence[Choice], by: str) -> Applied:
        """Make the matches that were chosen, each by itself: a wrong one holds up no other."""
        matched, skipped, refused = 0, 0, []
        for choice in choices:
            if choice.chosen in {"", SKIP}:
                skipped += 1
                continue
            if choice.chosen != NEW and not choice.chosen.isdigit():
                refused.append(
                    f'{choice.place}"{choice.name}": "{choice.chosen}" is neither a QuickBooks id '
                    "nor new nor skip."
                )
                continue
            try:
                self._matching.match("customer", choice.leaflink_id, choice.chosen, by)
                matched += 1
            except CannotMatch as why:
                refused.append(f'{choice.place}"{choice.name}": {why}')
        return Applied(matched, skipped, tuple(refused))


def named(reviews: Iterable[Review]) -> str:
    """A name for the pairs that are shown, so that nothing else is accepted."""
    return fingerprint([(one.customer.id, one.sure.party.id) for one in reviews if one.sure])
