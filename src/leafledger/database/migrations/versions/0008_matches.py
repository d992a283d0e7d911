"""What people said about who is who, and the rows of a proof by customer, order and method."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "matches",
        sa.Column("sequence", number, autoincrement=True, nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("before_id", sa.Text(), server_default="", nullable=False),
        sa.Column("before_name", sa.Text(), server_default="", nullable=False),
        sa.Column("after_id", sa.Text(), server_default="", nullable=False),
        sa.Column("after_name", sa.Text(), server_default="", nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("said_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("matches_by_record", "matches", ["company", "record"])
    op.create_table(
        "proved_customers",
        sa.Column("listing", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_id", sa.Text(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("leaflink", sa.BigInteger(), nullable=False),
        sa.Column("quickbooks", sa.BigInteger(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("listing", "customer_id"),
    )
    for table, name in (
        ("proved_orders", "customer_id"), ("proved_checks", "order_number"),
        ("proved_checks", "method"),
    ):  # fmt: skip
        op.add_column(table, sa.Column(name, sa.Text(), server_default="", nullable=False))
    op.create_index("proved_orders_by_customer", "proved_orders", ["listing", "customer_id"])
    op.create_index("proved_checks_by_order", "proved_checks", ["listing", "order_number"])
