"""Payments received in rows of their own: what waits for the bank is listed by the database."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

RECORDS_AT_ONCE = 1_000
WAITING = "dated IS NOT NULL AND deposit IS NULL AND chosen IS NULL"
MARKED = ("order", "payment", "credit", "payout", "fulfilment", "deposit")
_NOTHING = {
    "dated": None, "cents": None, "customer": "", "account": "", "method": "", "reference": "",
    "search": "", "came_back": False,
}  # fmt: skip
_decode = msgspec.json.Decoder(float_hook=Decimal).decode


def upgrade() -> None:
    """Forward; what was seen and chosen already is read from what is kept."""
    receipts = op.create_table(
        "receipts",
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text()),
        sa.Column("cents", sa.BigInteger()),
        *(
            sa.Column(name, sa.Text(), server_default="", nullable=False)
            for name in ("customer", "account", "method", "reference", "search")
        ),
        sa.Column("came_back", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deposit", sa.Text()),
        sa.Column("chosen", sa.Text()),
        sa.PrimaryKeyConstraint("company", "id"),
    )
    op.create_index(
        "receipts_waiting", "receipts", ["company", "dated"],
        sqlite_where=sa.text(WAITING), postgresql_where=sa.text(WAITING),
    )  # fmt: skip
    op.create_index("receipts_by_deposit", "receipts", ["company", "deposit"])
    op.create_index("receipts_by_choice", "receipts", ["company", "chosen"])
    connection = op.get_bind()
    held, chosen = _held(connection), _chosen(connection)
    for payments in _seen(connection, "Payment"):
        rows = []
        for one in payments:
            key = (one.company, one.id)
            taken = {"deposit": held.get(key), "chosen": chosen.get(key)}
            rows.append(
                {"company": one.company, "id": one.id, **_facts(_decode(one.wire)), **taken}
            )
        connection.execute(sa.insert(receipts), rows)


def _held(connection: sa.Connection) -> dict[tuple[str, str], str]:
    """The deposit that holds each payment."""
    found = {}
    for deposits in _seen(connection, "Deposit"):
        for one in deposits:
            wire = _decode(one.wire)
            for line in wire.get("Line") or [] if isinstance(wire, dict) else []:
                for link in line.get("LinkedTxn") or []:
                    if link.get("TxnType") == "Payment":
                        found[(one.company, str(link.get("TxnId")))] = one.id
    return found


def _chosen(connection: sa.Connection) -> dict[tuple[str, str], str]:
    """The name of the deposit that a person chose each payment for, and did not take back."""
    names = ("sequence", "company", "record", "choice", "detail")
    decisions = sa.table("decisions", *(sa.column(name) for name in names))
    asked = sa.select(decisions).where(decisions.c.choice.in_(["deposit", "deposit taken back"]))
    newest = {
        (row.company, row.record): row
        for row in connection.execute(asked.order_by(decisions.c.sequence))
    }
    return {
        (company, str(id_)): record.removeprefix("deposit:")
        for (company, record), row in newest.items()
        if row.choice == "deposit"
        for id_, *_ in msgspec.json.decode(row.detail)["receipts"]
    }


def _seen(connection: sa.Connection, kind: str) -> Iterator[list[Any]]:
    """Every record of a kind that is there, some at a time, in the order of the key."""
    names = ("company", "system", "kind", "id", "wire", "deleted")
    seen = sa.table("seen_records", *(sa.column(name) for name in names))
    there = sa.select(seen.c.company, seen.c.id, seen.c.wire).where(
        seen.c.system == "quickbooks", seen.c.kind == kind, seen.c.deleted.is_(sa.false())
    )
    companies = connection.execute(
        sa.text("SELECT DISTINCT company FROM seen_records ORDER BY company")
    ).scalars()
    for company in companies.all():
        last = ""
        while True:
            found = connection.execute(
                there.where(seen.c.company == company, seen.c.id > last)
                .order_by(seen.c.id)
                .limit(RECORDS_AT_ONCE)
            ).all()
            if not found:
                break
            yield list(found)
            last = found[-1].id


def _facts(wire: Any) -> dict[str, Any]:
    note = str(wire.get("PrivateNote") or "").splitlines()
    words = note[0].split(" ", 3) if note else []
    ours = words[:1] == ["LeafLink"] and len(words) > 2 and words[1] in MARKED
    total = Decimal(str(wire.get("TotalAmt") or 0))
    links = wire.get("LinkedTxn") or []
    deposited = any(one.get("TxnType") == "Deposit" for one in links)
    if not (ours and total and not deposited):
        return _NOTHING
    number = str(wire.get("PaymentRefNum") or "")
    name = str((wire.get("CustomerRef") or {}).get("name") or "")
    back = _kinds(wire)
    return {
        "dated": str(wire.get("TxnDate")), "cents": int(total * 100),
        "customer": _named(wire, "CustomerRef"), "account": _named(wire, "DepositToAccountRef"),
        "method": _named(wire, "PaymentMethodRef"), "reference": number,
        "search": f"{name} {number} {total:.2f}".casefold().replace("\0", ""),
        "came_back": bool(back) and set(back) == {"JournalEntry"} and not wire.get("UnappliedAmt"),
    }  # fmt: skip


def _kinds(wire: Any) -> list[str]:
    """What a payment settles, of what receivables know."""
    kinds = [
        str(link.get("TxnType"))
        for line in wire.get("Line") or []
        for link in line.get("LinkedTxn") or []
    ]
    return [one for one in kinds if one in {"Invoice", "CreditMemo", "JournalEntry"}]


def _named(wire: Any, field: str) -> str:
    return str((wire.get(field) or {}).get("value") or "")
