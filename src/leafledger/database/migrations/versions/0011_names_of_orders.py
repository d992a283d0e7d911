"""Looked up instead of searched for: names of orders, past links, a customer's rows of proofs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ORDERS_AT_ONCE = 1_000
NAME_LENGTH_MAX = 255
NAMED_IN = ("short_id", "order_short_number", "external_id_seller", "order_seller_number")


def upgrade() -> None:
    """Forward; the names of the orders that were seen already are read from what is kept."""
    names = op.create_table(
        "order_names",
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("company", "name", "number"),
    )
    op.create_index("order_names_by_number", "order_names", ["company", "number"])
    op.create_index("links_by_record", "links", ["company", "record", "sequence"])
    op.drop_index("proved_orders_by_customer", "proved_orders")
    op.create_index(
        "proved_orders_by_customer", "proved_orders", ["listing", "customer_id", "place"]
    )
    op.create_index(
        "proved_checks_newest", "proved_checks",
        ["listing", "section", "dated", "subject"],
    )  # fmt: skip
    connection = op.get_bind()
    for orders in _orders(connection):
        rows = [
            {"company": one.company, "name": name, "number": one.id}
            for one in orders
            for name in _names(msgspec.json.decode(one.wire))
        ]
        if rows:
            connection.execute(sa.insert(names), rows)


def _orders(connection: sa.Connection) -> Iterator[list[Any]]:
    """Every order that was seen, some at a time, in the order of the key."""
    seen = sa.table(
        "seen_records", *(sa.column(c) for c in ("company", "system", "kind", "id", "wire"))
    )
    of_orders = sa.select(seen.c.company, seen.c.id, seen.c.wire).where(
        seen.c.system == "leaflink", seen.c.kind == "order"
    )
    companies = connection.execute(
        sa.text("SELECT DISTINCT company FROM seen_records ORDER BY company")
    ).scalars()
    for company in companies.all():
        last = ""
        while True:
            found = connection.execute(
                of_orders.where(seen.c.company == company, seen.c.id > last)
                .order_by(seen.c.id)
                .limit(ORDERS_AT_ONCE)
            ).all()
            if not found:
                break
            yield list(found)
            last = found[-1].id


def _names(wire: Any) -> list[str]:
    said = [wire.get(field) for field in NAMED_IN] if isinstance(wire, dict) else []
    names = {name.strip().lower() for name in said if isinstance(name, str)}
    return sorted(name for name in names if 0 < len(name) <= NAME_LENGTH_MAX and "\0" not in name)
