"""Listings: the orders and checks of the newest proofs as rows, written a thousand at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, delete, insert, select, tuple_, update

from leafledger.database.connection import Database
from leafledger.database.proof_tables import (
    proof_listings,
    proved_checks,
    proved_customers,
    proved_orders,
)
from leafledger.reconciliation.checks import BALANCES, BEING_WORKED_ON, CHANGED_SINCE, Standing

# A transaction of so many rows takes some twenty milliseconds; others write in between.
ROWS_IN_A_TRANSACTION_MAX = 1_000
# An export that began in one listing reads on in it while the next one is in force.
LISTINGS_KEPT = 2
# A proof writes its rows within minutes; what is older and not in force was broken off.
BROKEN_OFF_AFTER = timedelta(hours=6)
# What needs eyes stands on top.
_ORDER = {
    Standing.DIFFERS: 0,
    Standing.WAITING: 1,
    Standing.AGREED: 2,
    Standing.SKIPPED: 2,
    Standing.PROVED: 3,
}
# Orders without an invoice stand above the newest invoice.
_AFTER_ANY_DAY = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of one proof: which they are, and what its orders can be chosen by."""

    number: int
    proved_at: datetime
    statuses: Sequence[str]
    brands: Sequence[str]


class ListingGone(Exception):
    """The proof that was being read was replaced by newer ones meanwhile."""


class ProofListings:
    """Writes and finds the listings of all companies (docs/decisions/0021).

    A listing is seen by nobody until it is put in force, together with the proof it is made from.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def write(self, told: Mapping[str, Any]) -> int:
        """Write the rows of a proof as `details` tells it; the number of its listing.

        Many short transactions, so that no other writer waits for long.
        """
        orders = sorted(
            told["details"], key=lambda row: (row["dated"] or _AFTER_ANY_DAY, row["order"]),
            reverse=True,
        )  # fmt: skip
        with self._database.writing() as connection:
            listing = connection.execute(
                insert(proof_listings)
                .values(
                    company=told["company"], begun_at=datetime.now(UTC).isoformat(),
                    proved_at=told["proved_at"], statuses=_choices(orders, "status"),
                    brands=_choices(orders, "brand"),
                )
                .returning(proof_listings.c.sequence)
            ).scalar_one()  # fmt: skip
        self._add(proved_orders, (_order(listing, place, row) for place, row in enumerate(orders)))
        self._add(proved_customers, _customers(listing, orders, told["checks"].get(BALANCES, ())))
        for section, checks in told["checks"].items():
            self._add(proved_checks, _checks(listing, section, checks))
        return int(listing)

    def put_in_force(self, connection: Connection, listing: int) -> None:
        """Let pages read a listing, within the transaction that keeps its proof."""
        now = datetime.now(UTC).isoformat()
        connection.execute(
            update(proof_listings)
            .where(proof_listings.c.sequence == listing)
            .values(in_force_at=now)
        )

    def clear_away(self, company: str) -> None:
        """Delete the listings of a company that nobody reads any more, some rows at a time."""
        for listing in self._outdated(company):
            named = proof_listings.c.sequence == listing
            with self._database.writing() as connection:
                connection.execute(update(proof_listings).where(named).values(in_force_at=None))
            for table in (proved_orders, proved_customers, proved_checks):
                while self._delete_some(table, listing):
                    pass
            with self._database.writing() as connection:
                connection.execute(delete(proof_listings).where(named))

    def _add(self, table: Table, rows: Iterable[dict[str, Any]]) -> None:
        coming = iter(rows)
        while some := list(islice(coming, ROWS_IN_A_TRANSACTION_MAX)):
            with self._database.writing() as connection:
                connection.execute(insert(table), some)

    def _outdated(self, company: str) -> list[int]:
        begun_before = (datetime.now(UTC) - BROKEN_OFF_AFTER).isoformat()
        mine = proof_listings.c.company == company
        with self._database.reading() as connection:
            in_force = connection.execute(
                select(proof_listings.c.sequence)
                .where(mine, proof_listings.c.in_force_at.is_not(None))
                .order_by(proof_listings.c.in_force_at.desc())
            ).scalars()
            broken_off = connection.execute(
                select(proof_listings.c.sequence).where(
                    mine,
                    proof_listings.c.in_force_at.is_(None),
                    proof_listings.c.begun_at < begun_before,
                )
            ).scalars()
            return [*list(in_force)[LISTINGS_KEPT:], *broken_off]

    def _delete_some(self, table: Table, listing: int) -> int:
        """Delete some rows of a listing; how many went."""
        key = list(table.primary_key)
        some = select(*key).where(table.c.listing == listing).limit(ROWS_IN_A_TRANSACTION_MAX)
        with self._database.writing() as connection:
            return connection.execute(delete(table).where(tuple_(*key).in_(some))).rowcount


def newest_listing(connection: Connection, company: str) -> Listing | None:
    """The listing in force of a company; None where no proof with its rows was kept yet."""
    row = connection.execute(
        select(proof_listings)
        .where(proof_listings.c.company == company, proof_listings.c.in_force_at.is_not(None))
        .order_by(proof_listings.c.in_force_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return Listing(
        int(row.sequence), datetime.fromisoformat(row.proved_at),
        msgspec.json.decode(row.statuses), msgspec.json.decode(row.brands),
    )  # fmt: skip


def is_kept(connection: Connection, listing: Listing) -> bool:
    """Whether the rows of a listing are all there still."""
    known = select(proof_listings.c.sequence).where(
        proof_listings.c.sequence == listing.number, proof_listings.c.in_force_at.is_not(None)
    )
    return connection.execute(known).one_or_none() is not None


def _choices(rows: Sequence[Mapping[str, Any]], name: str) -> str:
    return msgspec.json.encode(sorted({row[name] for row in rows} - {""})).decode()


def _order(listing: int, place: int, row: Mapping[str, Any]) -> dict[str, Any]:
    said = ("order", "customer", "status", "number", "dated", "leaflink")
    searched = " ".join((*(row[name] for name in said), *row["documents"]))
    return {
        "listing": listing,
        "place": place,
        "number": row["number"],
        "spoken_name": row["order"],
        "status": row["status"],
        "customer": row["customer"],
        "customer_key": row["customer"].casefold(),
        "brand": row["brand"],
        "dated": row["dated"],
        "standing": row["standing"],
        "in_work": row["why"] in {BEING_WORKED_ON, CHANGED_SINCE},
        "wanted": cents(row["leaflink"]),
        "booked": cents(row["quickbooks"]),
        "open": cents(row["open_in_quickbooks"]),
        "leaflink_balance": cents(row["open_on_leaflink"]),
        "unsettled": cents(row["unsettled"]),
        "documents": msgspec.json.encode(row["documents"]).decode(),
        "why": row["why"],
        "cure": row["cure"],
        "search": searched.casefold(),
        "customer_id": row["customer_id"],
    }


def _customers(
    listing: int, orders: Iterable[Mapping[str, Any]], balances: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """What each customer's orders leave open, in whole cents.

    One without a check of its balance counts as both sides show it.
    """
    checks = {check["subject"]: check for check in balances}
    found: dict[str, dict[str, Any]] = {}
    for order in orders:
        check = checks.get(f"order:{order['number']}")
        mine = found.setdefault(
            order["customer_id"],
            {
                "listing": listing, "customer_id": order["customer_id"], "orders": 0,
                "leaflink": 0, "quickbooks": 0, "agreed": False,
            },
        )  # fmt: skip
        mine["orders"] += 1
        mine["leaflink"] += cents(check["wanted"] if check else order["open_on_leaflink"])
        mine["quickbooks"] += cents(check["booked"] if check else order["open_in_quickbooks"])
        mine["agreed"] = mine["agreed"] or order["standing"] == Standing.AGREED.value
    return list(found.values())


def _checks(
    listing: int, section: str, checks: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    def urgency(row: Mapping[str, Any]) -> tuple[int, int]:
        return _ORDER[Standing(row["standing"])], -abs(cents(row["difference"]))

    for place, row in enumerate(sorted(checks, key=urgency)):
        yield {
            "listing": listing,
            "section": section,
            "place": place,
            "subject": row["subject"],
            "name": row["name"],
            "search": row["name"].casefold(),
            "dated": row["dated"],
            "standing": row["standing"],
            "wanted": cents(row["wanted"]),
            "booked": cents(row["booked"]),
            "outside": cents(row["not_from_leaflink"]),
            "why": row["why"],
            "cure": row["cure"],
            "order_number": row["order"],
            "method": row["method"],
        }


def cents(plain: str) -> int:
    """An amount of a proof in whole cents: `-12.50` is -1250."""
    return int(plain.replace(".", ""))
