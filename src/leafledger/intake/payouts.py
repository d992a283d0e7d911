"""Payout statements as a person imported them: the rows the books follow, and the last seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.database.connection import Database
from leafledger.database.tables import payout_lines
from leafledger.database.versions import version_of
from leafledger.figures.money import Money
from leafledger.intake.seen import SeenRecords, System

# The last statement of a payout that was handed in, whether the books follow it or not.
STATEMENT = "payout statement"


class Payouts:
    """Keeps the payouts of a company's statements."""

    def __init__(self, company: str, database: Database, seen: SeenRecords) -> None:
        self._company = company
        self._database = database
        self._seen = seen

    def find(self, payout: str) -> Payout | None:
        """A payout as the books follow it."""
        return self.some([payout]).get(payout)

    def all(self) -> dict[str, Payout]:
        """Every payout, the oldest first."""
        return self._read(_mine(self._company))

    def some(self, payouts: Sequence[str]) -> dict[str, Payout]:
        """Some payouts, by id; those that were never imported are left out."""
        return self._read(_mine(self._company).where(payout_lines.c.payout.in_(list(payouts))))

    def _read(self, statement: Any) -> dict[str, Payout]:
        by_payout: dict[str, list[PayoutLine]] = defaultdict(list)
        with self._database.reading() as connection:
            order = (payout_lines.c.dated, payout_lines.c.payout, payout_lines.c.place)
            for row in connection.execute(statement.order_by(*order)):
                by_payout[row.payout].append(_line(row))
        return {id_: Payout(id_, rows[0].dated, tuple(rows)) for id_, rows in by_payout.items()}

    def version(self) -> str:
        """A name for all rows as they are: another one when any was added or replaced."""
        with self._database.reading() as connection:
            mine = payout_lines.c.company == self._company
            return version_of(connection, payout_lines, payout_lines.c.imported_at, mine)

    def last_seen(self, payout: str) -> Payout | None:
        """The last statement handed in of a payout; it differs where it waits for a person."""
        seen = self._seen.some(self._company, System.LEAFLINK, STATEMENT, [payout])
        return _from_wire(payout, seen[payout].wire) if payout in seen else None

    def keep_seen(self, connection: Connection, payout: Payout) -> None:
        """Remember what was handed in."""
        wire = {payout.id: [_to_wire(line) for line in payout.lines]}
        self._seen.keep(self._company, System.LEAFLINK, STATEMENT, wire, connection)

    def keep(self, connection: Connection, payout: Payout) -> None:
        """Let the books follow these rows, in the place of earlier ones."""
        connection.execute(
            delete(payout_lines).where(
                payout_lines.c.company == self._company, payout_lines.c.payout == payout.id
            )
        )
        now = datetime.now(UTC).isoformat()
        rows = [
            {"company": self._company, "payout": payout.id, "imported_at": now, **_to_wire(line)}
            for line in payout.lines
        ]
        connection.execute(insert(payout_lines), rows)


def _mine(company: str) -> Any:
    return select(payout_lines).where(payout_lines.c.company == company)


def _to_wire(line: PayoutLine) -> dict[str, Any]:
    return {
        "place": line.place, "dated": line.dated.isoformat(), "kind": line.kind,
        "order_name": line.order, "gross": line.gross.plain, "fee": line.fee.plain,
        "net": line.net.plain,
    }  # fmt: skip


def _from_wire(payout: str, rows: Any) -> Payout:
    lines = tuple(
        PayoutLine(
            payout, int(row["place"]), date.fromisoformat(row["dated"]), row["kind"],
            row["order_name"], Money.of(row["gross"]), Money.of(row["fee"]), Money.of(row["net"]),
        )
        for row in rows
    )  # fmt: skip
    return Payout(payout, lines[0].dated, lines)


def _line(row: Any) -> PayoutLine:
    return PayoutLine(
        row.payout, row.place, date.fromisoformat(row.dated), row.kind, row.order_name,
        Money.of(row.gross), Money.of(row.fee), Money.of(row.net),
    )  # fmt: skip
