"""The rows of the newest proofs, so that pages find an order or a check among a hundred thousand.

What is kept of a proof stands in `proofs`; these rows are made from it and may be made again
(docs/decisions/0021-rows-of-the-newest-proof.md). Money stands as whole cents of US dollars, so
that the database adds it up exactly.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from leafledger.database.columns import metadata, number_column, text_column


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _cents(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


# One listing of rows for a proof. Nobody reads it before `in_force_at`: its rows are being written.
proof_listings = Table(
    "proof_listings",
    metadata,
    number_column("sequence"),
    text_column("company"),
    text_column("begun_at"),
    text_column("proved_at"),
    text_column("statuses"),
    text_column("brands"),
    Column("in_force_at", Text),
    Index("proof_listings_by_company", "company", "in_force_at"),
)

# `place` counts the orders of a listing, newest first. `search` holds all that a search looks in,
# in lower case; `customer_key` the customer's name in lower case. `in_work`: it waits for nobody.
proved_orders = Table(
    "proved_orders",
    metadata,
    _key("listing"),
    _key("place"),
    text_column("number"),
    text_column("spoken_name"),
    text_column("status"),
    text_column("customer"),
    text_column("customer_key"),
    text_column("brand"),
    text_column("dated"),
    text_column("standing"),
    Column("in_work", Boolean, nullable=False),
    _cents("wanted"),
    _cents("booked"),
    _cents("open"),
    _cents("leaflink_balance"),
    _cents("unsettled"),
    text_column("documents"),
    text_column("why"),
    text_column("cure"),
    text_column("search"),
    text_column("customer_id", default=""),
    Index("proved_orders_by_number", "listing", "number"),
    Index("proved_orders_by_customer", "listing", "customer_id", "place"),
    # Adding up how all of them stand reads this alone.
    Index("proved_orders_added_up", "listing", "standing", "in_work", "wanted", "booked"),
)

# What the orders of a customer leave open, as the checks of their balances hold both sides against
# each other. `agreed`: a person left a difference in one of them.
proved_customers = Table(
    "proved_customers",
    metadata,
    _key("listing"),
    text_column("customer_id", key=True),
    Column("orders", Integer, nullable=False),
    _cents("leaflink"),
    _cents("quickbooks"),
    Column("agreed", Boolean, nullable=False),
)

# `place` counts the checks of a section, what differs first, then the largest difference.
proved_checks = Table(
    "proved_checks",
    metadata,
    _key("listing"),
    text_column("section", key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    text_column("subject"),
    text_column("name"),
    text_column("search"),
    text_column("dated"),
    text_column("standing"),
    _cents("wanted"),
    _cents("booked"),
    _cents("outside"),
    text_column("why"),
    text_column("cure"),
    text_column("order_number", default=""),
    text_column("method", default=""),
    Index("proved_checks_by_subject", "listing", "subject"),
    Index("proved_checks_by_order", "listing", "order_number"),
    Index("proved_checks_newest", "listing", "section", "dated", "subject"),
)
