"""The tables. Every one is keyed by company; money stands as text, times as ISO 8601 in UTC.

Rows of `outcomes`, `plans`, `steps`, `links`, `matches` and `policies` are never changed (a link is
retired by a date): what was decided, done and matched can be read as of any day.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from leafledger.database import (  # noqa: F401
    connection_tables,
    people_tables,
    proof_tables,
    receipt_tables,
    report_tables,
)
from leafledger.database.columns import metadata
from leafledger.database.columns import number_column as _number
from leafledger.database.columns import text_column as _text

# Re-exported by name, with the tables of those files; the tables below are as public.
__all__ = ["metadata"]

companies = Table(
    "companies",
    metadata,
    _text("company", key=True),
    _text("name"),
    _text("leaflink_company"),
    _text("leaflink_url"),
    _text("realm"),
    _text("quickbooks_url"),
    _text("discovery_url"),
    _text("client_id"),
    _text("quickbooks_name", default=""),
    _text("books_start", default=""),
    _text("connected_at"),
    _text("held_why", default=""),
    UniqueConstraint("leaflink_company", "leaflink_url"),
    UniqueConstraint("realm", "quickbooks_url"),
)

secrets = Table(
    "secrets",
    metadata,
    _text("company", key=True),
    _text("name", key=True),
    Column("sealed", LargeBinary, nullable=False),
    _text("key_id"),
    _text("stored_at"),
)

leases = Table(
    "leases",
    metadata,
    _text("name", key=True),
    _text("holder"),
    Column("until", Float, nullable=False),
)

paces = Table(
    "paces",
    metadata,
    _text("name", key=True),
    Column("arrival", Float, nullable=False),
    _text("recent", default=""),
)

meters = Table(
    "meters",
    metadata,
    _text("company", key=True),
    _text("month", key=True),
    _text("system", key=True),
    _text("cost_class", key=True),
    Column("calls", BigInteger, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    _text("company", key=True),
    _text("name", key=True),
    Column("number", BigInteger, nullable=False),
    _text("last_at", default=""),
)

seen_records = Table(
    "seen_records",
    metadata,
    _text("company", key=True),
    _text("system", key=True),
    _text("kind", key=True),
    _text("id", key=True),
    _text("wire"),
    _text("content"),
    _text("first_seen_at"),
    _text("seen_at"),
    Column("deleted", Boolean, nullable=False, server_default=text("false")),
)

# What people call each order, in small letters; kept as the order is seen.
order_names = Table(
    "order_names", metadata,
    _text("company", key=True), _text("name", key=True), _text("number", key=True),
    Index("order_names_by_number", "company", "number"),
)  # fmt: skip

cursors = Table(
    "cursors",
    metadata,
    _text("company", key=True),
    _text("name", key=True),
    _text("position"),
)

marks = Table(
    "marks",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("kind"),
    _text("id"),
    _text("why"),
    _text("marked_at"),
    Column("times", Integer, nullable=False, server_default=text("1")),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("not_before", Float, nullable=False, server_default=text("0")),
    UniqueConstraint("company", "kind", "id"),
)

bells = Table(
    "bells",
    metadata,
    _text("company", key=True),
    Column("rung", Boolean, nullable=False),
)

links = Table(
    "links",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("record"),
    _text("kind"),
    _text("quickbooks_id"),
    _text("name", default=""),
    _text("posted", default=""),
    _text("facts", default=""),
    _text("answered", default=""),
    _text("evidence", default=""),
    _text("linked_at"),
    Column("retired_at", Text),
    Index(
        "one_live_link_a_record", "company", "record",
        unique=True, sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    ),
    Index(
        "one_live_link_a_counterpart", "company", "kind", "quickbooks_id",
        unique=True, sqlite_where=text("retired_at IS NULL"),
        postgresql_where=text("retired_at IS NULL"),
    ),
    Index("links_by_name", "company", text("lower(name)")),
    Index("links_by_record", "company", "record", "sequence"),
)  # fmt: skip

names_taken = Table(
    "names_taken",
    metadata,
    _text("company", key=True),
    _text("kind", key=True),
    _text("name", key=True),
    _text("holder", default=""),
)

policies = Table(
    "policies",
    metadata,
    _text("company", key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    _text("content"),
    _text("recorded_at"),
)

plans = Table(
    "plans",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("subject"),
    _text("spoken_name"),
    _text("fingerprint"),
    _text("facts"),
    Column("policy_version", Integer, nullable=False),
    _text("body"),
    _text("written_at"),
    Index("plans_by_subject", "company", "subject"),
)

steps = Table(
    "steps",
    metadata,
    _number("sequence"),
    Column("plan", BigInteger, nullable=False),
    _text("company"),
    _text("record"),
    _text("operation"),
    _text("kind"),
    _text("request_id"),
    _text("fingerprint"),
    _text("body"),
    Index("steps_by_plan", "plan"),
    Index("steps_by_record", "company", "record"),
)

outcomes = Table(
    "outcomes",
    metadata,
    _number("sequence"),
    Column("step", BigInteger, nullable=False),
    _text("company"),
    _text("state"),
    _text("at"),
    _text("quickbooks_id", default=""),
    _text("trace", default=""),
    _text("detail", default=""),
    Index("outcomes_by_step", "step", "sequence"),
    Index("outcomes_by_state", "company", "state"),
)

questions = Table(
    "questions",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("subject"),
    _text("spoken_name"),
    _text("kind"),
    _text("about"),
    _text("happened"),
    _text("effect"),
    _text("cure"),
    _text("amount"),
    _text("asked_at"),
    Column("closed_at", Text),
    Index("questions_by_subject", "company", "subject"),
    Index(
        "questions_open", "company", "kind",
        sqlite_where=text("closed_at IS NULL"), postgresql_where=text("closed_at IS NULL"),
    ),
)  # fmt: skip

proofs = Table(
    "proofs",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("proved_at"),
    _text("body"),
    _text("details", default=""),
    Index("proofs_by_company", "company", "sequence"),
)

approvals = Table(
    "approvals",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("subject"),
    _text("fingerprint"),
    _text("person"),
    _text("approved_at"),
    UniqueConstraint("company", "fingerprint", "person"),
)

decisions = Table(
    "decisions",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("record"),
    _text("choice"),
    _text("content", default=""),
    _text("detail", default=""),
    _text("person"),
    _text("decided_at"),
    Index("decisions_by_record", "company", "record"),
)

matches = Table(
    "matches",
    metadata,
    _number("sequence"),
    _text("company"),
    _text("record"),
    _text("word"),
    _text("before_id", default=""),
    _text("before_name", default=""),
    _text("after_id", default=""),
    _text("after_name", default=""),
    _text("person"),
    _text("said_at"),
    Index("matches_by_record", "company", "record"),
)

agreements = Table(
    "agreements",
    metadata,
    _text("company", key=True),
    _text("record", key=True),
    _text("body"),
    _text("agreed_at"),
)

payout_lines = Table(
    "payout_lines",
    metadata,
    _text("company", key=True),
    _text("payout", key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    _text("dated"),
    _text("kind"),
    _text("order_name", default=""),
    _text("gross"),
    _text("fee"),
    _text("net"),
    _text("imported_at"),
)

workers = Table(
    "workers",
    metadata,
    _text("executor", key=True),
    _text("machine"),
    Column("beat_at", Float, nullable=False),
)
