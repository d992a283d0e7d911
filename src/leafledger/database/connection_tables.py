"""The tables of connections: how each side answered, consents under way, a set-up begun."""

from __future__ import annotations

from sqlalchemy import Column, Integer, Table

from leafledger.database.columns import metadata
from leafledger.database.columns import text_column as _text

last_answers = Table(
    "last_answers",
    metadata,
    _text("company", key=True),
    _text("system", key=True),
    _text("answered_at", default=""),
    _text("failed_at", default=""),
    _text("failed_why", default=""),
)

consents = Table(
    "consents",
    metadata,
    _text("digest", key=True),
    _text("company"),
    _text("person"),
    _text("redirect_uri"),
    _text("authorize_url"),
    _text("begun_at"),
    _text("until"),
    _text("taken_at", default=""),
)

set_ups = Table(
    "set_ups",
    metadata,
    _text("name", key=True),
    _text("company_name"),
    _text("leaflink_company"),
    _text("leaflink_url"),
    Column("orders", Integer, nullable=False),
    _text("quickbooks_url", default=""),
    _text("discovery_url", default=""),
    _text("client_id", default=""),
    _text("begun_at"),
)
