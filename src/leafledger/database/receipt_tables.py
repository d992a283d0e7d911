"""The table of payments received: what each is, and what took it from Undeposited Funds.

Every row can be made again from what was last seen of payments and deposits, and from what people
chose; it is kept with them, so that what waits for the bank is listed without reading all payments.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ColumnElement, Index, Table, Text, and_, text

from leafledger.database.columns import metadata, text_column

_WAITING = "dated IS NOT NULL AND deposit IS NULL AND chosen IS NULL"

# `dated` is empty (NULL) for what can be on no bank line: not ours, voided, or of nothing.
# `account` is where the money went, empty for Undeposited Funds; `method` QuickBooks's id of it.
# `search` holds what a search looks in, in small letters. `deposit` is QuickBooks's id of the
# deposit that holds it, `chosen` the name of the one that a person chose it for.
receipts = Table(
    "receipts",
    metadata,
    text_column("company", key=True),
    text_column("id", key=True),
    Column("dated", Text),
    Column("cents", BigInteger),
    text_column("customer", default=""),
    text_column("account", default=""),
    text_column("method", default=""),
    text_column("reference", default=""),
    text_column("search", default=""),
    Column("came_back", Boolean, nullable=False, server_default=text("false")),
    Column("deposit", Text),
    Column("chosen", Text),
    Index(
        "receipts_waiting", "company", "dated",
        sqlite_where=text(_WAITING), postgresql_where=text(_WAITING),
    ),
    Index("receipts_by_deposit", "company", "deposit"),
    Index("receipts_by_choice", "company", "chosen"),
)  # fmt: skip


def is_waiting() -> ColumnElement[bool]:
    """The condition on rows of payments that no deposit holds and nobody chose for one."""
    columns = receipts.c
    return and_(columns.dated.is_not(None), columns.deposit.is_(None), columns.chosen.is_(None))
