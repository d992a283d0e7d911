"""What deposits people wanted, and took back. Rows are added, never changed; the newest counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select

from leafledger.bookkeeping.deposits import deposit_record
from leafledger.bookkeeping.wanted_deposits import Chosen, WantedDeposit
from leafledger.database.connection import Database
from leafledger.database.tables import decisions
from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind

WANTED, TAKEN_BACK = "deposit", "deposit taken back"


@dataclass(frozen=True, slots=True)
class _Detail:
    account: str
    account_name: str
    dated: str
    receipts: tuple[tuple[str, str, str], ...]


class DepositWords:
    """Keeps the deposits of all companies as people wanted them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(self, connection: Connection, company: str, wanted: WantedDeposit) -> None:
        """Write a person's word down, within the caller's transaction."""
        receipts = tuple((one.id, one.amount.plain, one.words) for one in wanted.receipts)
        detail = _Detail(wanted.to.id, wanted.to.name, wanted.dated.isoformat(), receipts)
        connection.execute(
            insert(decisions).values(
                company=company, record=deposit_record(wanted.name),
                choice=TAKEN_BACK if wanted.taken_back else WANTED, content="",
                detail=msgspec.json.encode(detail).decode(), person=wanted.person,
                decided_at=datetime.now(UTC).isoformat(),
            )
        )  # fmt: skip

    def some(self, company: str, names: Sequence[str]) -> dict[str, WantedDeposit]:
        """Some deposits as wanted last, by name."""
        return {name: one for name, one in self.all(company).items() if name in names}

    def all(self, company: str) -> dict[str, WantedDeposit]:
        """Every deposit as wanted last, by name, the oldest word first."""
        newest = (
            select(func.max(decisions.c.sequence))
            .where(decisions.c.company == company, decisions.c.choice.in_([WANTED, TAKEN_BACK]))
            .group_by(decisions.c.record)
        )
        asked = select(decisions).where(decisions.c.sequence.in_(newest))
        with self._database.reading() as connection:
            rows = connection.execute(asked.order_by(decisions.c.sequence)).all()
        return {one.name: one for one in map(_read, rows)}


def _read(row: Any) -> WantedDeposit:
    detail = msgspec.json.decode(row.detail, type=_Detail)
    return WantedDeposit(
        row.record.removeprefix("deposit:"),
        Known(RecordKind.ACCOUNT, detail.account, detail.account_name),
        date.fromisoformat(detail.dated),
        tuple(Chosen(id_, Money.of(amount), words) for id_, amount, words in detail.receipts),
        row.person,
        row.choice == TAKEN_BACK,
    )
