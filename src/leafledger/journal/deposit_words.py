"""What deposits people wanted, and took back. Rows are added, never changed; the newest counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, insert, select, update

from leafledger.bookkeeping.deposits import deposit_record
from leafledger.bookkeeping.wanted_deposits import Chosen, WantedDeposit
from leafledger.database.connection import Database
from leafledger.database.receipt_tables import is_waiting, receipts
from leafledger.database.tables import decisions
from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind

WANTED, TAKEN_BACK = "deposit", "deposit taken back"
RECORDS_IN_A_STATEMENT_MAX = 500
# How many rows an export reads at a time.
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class SoughtDeposits:
    """Which deposits are sought, by words in them and by their day; what is empty matters not."""

    words: Sequence[str] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class DepositPage:
    """A page of the deposits sought; `found` are all that fit, `page` the one shown."""

    rows: Sequence[WantedDeposit]
    found: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Detail:
    account: str
    account_name: str
    dated: str
    receipts: tuple[tuple[str, str, str], ...]
    fee: str = "0.00"
    fee_account: str = ""
    fee_account_name: str = ""


class DepositWords:
    """Keeps the deposits of all companies as people wanted them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def say(self, connection: Connection, company: str, wanted: WantedDeposit) -> bool:
        """Write a person's word down, within the caller's transaction.

        False, and nothing to be kept of it, where another word has some of its payments: the
        first who chose a payment has it, also when two choose at once.
        """
        if not self._choose(connection, company, wanted):
            return False
        receipts = tuple((one.id, one.amount.plain, one.words) for one in wanted.receipts)
        fee_to = wanted.fee_to or Known(RecordKind.ACCOUNT, "", "")
        detail = _Detail(
            wanted.to.id, wanted.to.name, wanted.dated.isoformat(), receipts, wanted.fee.plain,
            fee_to.id, fee_to.name,
        )  # fmt: skip
        connection.execute(
            insert(decisions).values(
                company=company, record=deposit_record(wanted.name),
                choice=TAKEN_BACK if wanted.taken_back else WANTED, content=_searched(wanted),
                detail=msgspec.json.encode(detail).decode(), person=wanted.person,
                decided_at=datetime.now(UTC).isoformat(),
            )
        )  # fmt: skip
        return True

    def some(self, company: str, names: Sequence[str]) -> dict[str, WantedDeposit]:
        """Some deposits as wanted last, by name."""
        found: dict[str, WantedDeposit] = {}
        for start in range(0, len(names), RECORDS_IN_A_STATEMENT_MAX):
            some = [
                deposit_record(one) for one in names[start : start + RECORDS_IN_A_STATEMENT_MAX]
            ]
            asked = _newest(company, decisions.c.record.in_(some))
            with self._database.reading() as connection:
                rows = connection.execute(asked.order_by(decisions.c.sequence)).all()
            found |= {one.name: one for one in map(_read, rows)}
        return found

    def page(self, company: str, sought: SoughtDeposits, *, size: int, page: int) -> DepositPage:
        """A page of the deposits that stand, the newest day first; the last where there are fewer.

        A name begins with its day, so that names in order are days in order.
        """
        asked = _standing(company, sought)
        with self._database.reading() as connection:
            count = select(func.count()).select_from(asked.subquery())
            found = int(connection.execute(count).scalar_one())
            pages = max(1, -(-found // size))
            page = min(max(1, page), pages)
            part = asked.order_by(decisions.c.record.desc()).limit(size).offset((page - 1) * size)
            rows = connection.execute(part).all()
        return DepositPage([_read(row) for row in rows], found, page, pages)

    def every(self, company: str, sought: SoughtDeposits) -> Iterator[list[WantedDeposit]]:
        """All deposits that stand, the newest day first, some at a time."""
        asked, last = _standing(company, sought), ""
        while True:
            part = asked if not last else asked.where(decisions.c.record < last)
            with self._database.reading() as connection:
                newest_first = part.order_by(decisions.c.record.desc()).limit(ROWS_AT_ONCE)
                rows = connection.execute(newest_first).all()
            if not rows:
                return
            yield [_read(row) for row in rows]
            last = rows[-1].record

    def _choose(self, connection: Connection, company: str, wanted: WantedDeposit) -> bool:
        """Let it have its payments, or give them back."""
        mine = (receipts.c.company == company) & (receipts.c.chosen == wanted.name)
        connection.execute(update(receipts).where(mine).values(chosen=None))
        if wanted.taken_back:
            return True
        ids, chosen = [one.id for one in wanted.receipts], 0
        for start in range(0, len(ids), RECORDS_IN_A_STATEMENT_MAX):
            some = ids[start : start + RECORDS_IN_A_STATEMENT_MAX]
            free = (receipts.c.company == company) & receipts.c.id.in_(some) & is_waiting()
            done = connection.execute(update(receipts).where(free).values(chosen=wanted.name))
            chosen += done.rowcount
        return chosen == len(set(ids))


def _newest(company: str, *which: ColumnElement[bool]) -> Select[Any]:
    """The newest word about each deposit."""
    newest = (
        select(func.max(decisions.c.sequence))
        .where(decisions.c.company == company, decisions.c.choice.in_([WANTED, TAKEN_BACK]), *which)
        .group_by(decisions.c.record)
    )
    return select(decisions).where(decisions.c.sequence.in_(newest))


def _standing(company: str, sought: SoughtDeposits) -> Select[Any]:
    """The newest word of each deposit sought that was not taken back."""
    record = decisions.c.record
    which: list[ColumnElement[bool]] = []
    if sought.since is not None:
        which.append(record >= deposit_record(sought.since.isoformat()))
    if sought.until is not None:
        after = sought.until + timedelta(days=1)
        which.append(record < deposit_record(after.isoformat()))
    asked = _newest(company, *which).where(decisions.c.choice == WANTED)
    for word in sought.words:
        asked = asked.where(decisions.c.content.contains(word.casefold(), autoescape=True))
    return asked


def _searched(wanted: WantedDeposit) -> str:
    """What a search looks in: the bank, the amounts, and what people call the payments."""
    words = [wanted.name, wanted.to.name, wanted.amount.plain]
    words += [f"{one.words} {one.amount.plain}" for one in wanted.receipts]
    return " ".join(words).casefold().replace("\0", "")


def _read(row: Any) -> WantedDeposit:
    detail = msgspec.json.decode(row.detail, type=_Detail)
    fee_to = Known(RecordKind.ACCOUNT, detail.fee_account, detail.fee_account_name)
    return WantedDeposit(
        row.record.removeprefix("deposit:"),
        Known(RecordKind.ACCOUNT, detail.account, detail.account_name),
        date.fromisoformat(detail.dated),
        tuple(Chosen(id_, Money.of(amount), words) for id_, amount, words in detail.receipts),
        row.person,
        row.choice == TAKEN_BACK,
        Money.of(detail.fee),
        fee_to if detail.fee_account else None,
    )
