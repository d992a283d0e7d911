"""The tables that reports are shown from: what was worked out once, and calls by day.

Everything in `kept_reports` can be made again: by asking QuickBooks, or from what was last seen.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Table

from leafledger.database.columns import metadata, text_column

kept_reports = Table(
    "kept_reports",
    metadata,
    text_column("company", key=True),
    text_column("report", key=True),
    text_column("period", key=True),
    text_column("body"),
    text_column("made_at"),
)

daily_calls = Table(
    "daily_calls",
    metadata,
    text_column("company", key=True),
    text_column("day", key=True),
    text_column("system", key=True),
    text_column("cost_class", key=True),
    Column("calls", BigInteger, nullable=False),
)
