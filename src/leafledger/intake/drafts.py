"""A set-up that was begun: what is known of a company before both of its sides are connected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.connection_tables import set_ups
from leafledger.database.vault import Vault

# One set-up is under way at a time; the plus keeps its secrets apart from every company's.
DRAFT = "+set-up"


@dataclass(frozen=True, slots=True)
class Seller:
    """The LeafLink company that a key belongs to, and how many orders it shows."""

    company_id: str
    name: str
    orders: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a set-up knows so far. The secrets lie in the vault under DRAFT."""

    seller: Seller
    leaflink_url: str
    quickbooks_url: str
    discovery_url: str
    client_id: str
    begun_at: str


class Drafts:
    """Keeps the set-up that is under way."""

    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    def current(self) -> Draft | None:
        """What was begun and not finished; None where nothing is under way."""
        with self._database.reading() as connection:
            row = connection.execute(select(set_ups)).one_or_none()
        if row is None:
            return None
        return Draft(
            Seller(row.leaflink_company, row.company_name, row.orders), row.leaflink_url,
            row.quickbooks_url, row.discovery_url, row.client_id, row.begun_at,
        )  # fmt: skip

    def begin(self, seller: Seller, leaflink_url: str, secrets: dict[str, str]) -> None:
        """Write the marketplace's side down, in the place of an earlier set-up."""
        with self._database.writing() as connection:
            connection.execute(delete(set_ups))
            connection.execute(
                insert(set_ups).values(
                    name=DRAFT, company_name=seller.name, leaflink_company=seller.company_id,
                    leaflink_url=leaflink_url, orders=seller.orders,
                    begun_at=datetime.now(UTC).isoformat(),
                )
            )  # fmt: skip
            self._seal(connection, secrets)

    def name_app(
        self, client_id: str, quickbooks_url: str, discovery_url: str, secrets: dict[str, str]
    ) -> None:
        """Write the app down that the owner of the books is asked to trust."""
        with self._database.writing() as connection:
            connection.execute(
                update(set_ups).values(
                    client_id=client_id, quickbooks_url=quickbooks_url, discovery_url=discovery_url
                )
            )
            self._seal(connection, secrets)

    def secret(self, name: str) -> str:
        """A secret of the set-up; empty where none was typed."""
        try:
            return self._vault.get(DRAFT, name)
        except LookupError:
            return ""

    def forget(self) -> None:
        """It is finished, or given up: nothing of it stays."""
        with self._database.writing() as connection:
            connection.execute(delete(set_ups))
        self._vault.forget(DRAFT)

    def _seal(self, connection: Connection, secrets: dict[str, str]) -> None:
        for name, secret in secrets.items():
            self._vault.put_within(connection, DRAFT, name, secret)
