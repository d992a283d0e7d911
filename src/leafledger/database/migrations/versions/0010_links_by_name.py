"""Documents of ours are found by their number; how orders stand is added up from an index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_index("links_by_name", "links", ["company", sa.text("lower(name)")])
    op.create_index(
        "proved_orders_added_up", "proved_orders",
        ["listing", "standing", "in_work", "wanted", "booked"],
    )  # fmt: skip
