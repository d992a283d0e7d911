"""Rows of the newest proofs for the pages; the questions that are open are found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "proof_listings",
        sa.Column("sequence", number, autoincrement=True, nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("proved_at", sa.Text(), nullable=False),
        sa.Column("statuses", sa.Text(), nullable=False),
        sa.Column("brands", sa.Text(), nullable=False),
        sa.Column("in_force_at", sa.Text()),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("proof_listings_by_company", "proof_listings", ["company", "in_force_at"])
    op.create_table(
        "proved_orders",
        sa.Column("listing", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        *_texts("number", "spoken_name", "status", "customer", "customer_key", "brand", "dated"),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("in_work", sa.Boolean(), nullable=False),
        *_cents("wanted", "booked", "open", "leaflink_balance", "unsettled"),
        *_texts("documents", "why", "cure", "search"),
        sa.PrimaryKeyConstraint("listing", "place"),
    )
    op.create_index("proved_orders_by_number", "proved_orders", ["listing", "number"])
    op.create_table(
        "proved_checks",
        sa.Column("listing", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("subject", "name", "search", "dated", "standing"),
        *_cents("wanted", "booked", "outside"),
        *_texts("why", "cure"),
        sa.PrimaryKeyConstraint("listing", "section", "place"),
    )
    op.create_index("proved_checks_by_subject", "proved_checks", ["listing", "subject"])
    op.create_index(
        "questions_open", "questions", ["company", "kind"],
        sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL"),
    )  # fmt: skip


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _cents(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in names]
