"""What customers' orders leave open in the newest proof, on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy import select

from leafledger.database.connection import Database
from leafledger.database.proof_tables import proved_customers
from leafledger.figures.money import Money
from leafledger.reconciliation.proof_listings import newest_listing


@dataclass(frozen=True, slots=True)
class CustomerBooks:
    """One customer's orders in the books.

    Money: `leaflink` and `quickbooks` are the sums of their open balances, as the proof holds them
        against each other (accounting.md A12).
    """

    orders: int = 0
    leaflink: Money = field(default_factory=Money.zero)
    quickbooks: Money = field(default_factory=Money.zero)

    @property
    def difference(self) -> Money:
        """What QuickBooks shows too much (above zero) or too little."""
        return self.quickbooks - self.leaflink


class KeptCustomers:
    """Reads the customers of the newest proof of each company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, company: str, customers: Sequence[str]) -> dict[str, CustomerBooks]:
        """Those of some customers (LeafLink's numbers) that have an order in the newest proof."""
        with self._database.reading() as connection:
            listing = newest_listing(connection, company)
            if listing is None:
                return {}
            rows = connection.execute(
                select(proved_customers).where(
                    proved_customers.c.listing == listing.number,
                    proved_customers.c.customer_id.in_(list(customers)),
                )
            )
            return {
                row.customer_id: CustomerBooks(
                    int(row.orders), _money(row.leaflink), _money(row.quickbooks)
                )
                for row in rows
            }


def _money(cents: int) -> Money:
    return Money(Decimal(cents).scaleb(-2))
