"""People who see some companies only: which ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward. Who was here sees every company, as before."""
    op.add_column(
        "people",
        sa.Column("everywhere", sa.Boolean(), server_default=sa.text("true"), nullable=False),
    )
    op.create_table(
        "people_companies",
        sa.Column("person", sa.BigInteger(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person", "company"),
    )
