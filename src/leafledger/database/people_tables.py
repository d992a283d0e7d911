"""The tables of who comes in and what they did. They belong to the installation, not to a company.

Rows of `audit` are never changed. Of a session and of a token only a digest is kept.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, text

from leafledger.database.columns import metadata, number_column, text_column

people = Table(
    "people",
    metadata,
    number_column("sequence"),
    text_column("name"),
    Column("name_key", Text, nullable=False, unique=True),
    Column("sign_in", Text, nullable=False, unique=True),
    text_column("password"),
    text_column("role"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    text_column("created_at"),
    text_column("seen_at", default=""),
    Column("everywhere", Boolean, nullable=False, server_default=text("true")),
)

people_companies = Table(
    "people_companies",
    metadata,
    Column("person", BigInteger, primary_key=True, autoincrement=False),
    text_column("company", key=True),
)

sessions = Table(
    "sessions",
    metadata,
    text_column("digest", key=True),
    Column("person", BigInteger, nullable=False),
    text_column("begun_at"),
    text_column("until"),
    Index("sessions_by_person", "person"),
)

tokens = Table(
    "tokens",
    metadata,
    number_column("sequence"),
    Column("person", BigInteger, nullable=False),
    text_column("name"),
    Column("digest", Text, nullable=False, unique=True),
    text_column("scopes"),
    text_column("created_at"),
    text_column("seen_at", default=""),
    Column("revoked_at", Text),
)

openid_visits = Table(
    "openid_visits",
    metadata,
    text_column("digest", key=True),
    text_column("leads_to"),
    text_column("until"),
)

tries = Table(
    "tries",
    metadata,
    text_column("key", key=True),
    Column("wrong", Integer, nullable=False),
    text_column("last_at"),
    text_column("closed_until", default=""),
)

audit = Table(
    "audit",
    metadata,
    number_column("sequence"),
    text_column("company", default=""),
    text_column("at"),
    text_column("person"),
    text_column("role"),
    text_column("way"),
    text_column("kind"),
    text_column("words"),
    text_column("record", default=""),
    text_column("before", default=""),
    text_column("after", default=""),
    text_column("address_family", default=""),
    Index("audit_by_person", "person", "sequence"),
    Index("audit_by_record", "company", "record", "sequence"),
    Index("audit_by_kind", "kind", "sequence"),
    Index("audit_by_day", "at"),
)
