"""Connections and the first run: when each side answered, when things were counted, consents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.add_column("counters", sa.Column("last_at", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "last_answers",
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("system", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), server_default="", nullable=False),
        sa.Column("failed_at", sa.Text(), server_default="", nullable=False),
        sa.Column("failed_why", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("company", "system"),
    )
    op.create_table(
        "consents",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("redirect_uri", sa.Text(), nullable=False),
        sa.Column("authorize_url", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "set_ups",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=False),
        sa.Column("leaflink_company", sa.Text(), nullable=False),
        sa.Column("leaflink_url", sa.Text(), nullable=False),
        sa.Column("orders", sa.Integer(), nullable=False),
        sa.Column("quickbooks_url", sa.Text(), server_default="", nullable=False),
        sa.Column("discovery_url", sa.Text(), server_default="", nullable=False),
        sa.Column("client_id", sa.Text(), server_default="", nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
