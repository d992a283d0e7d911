"""Finding an order by any of the names people have for it."""

from __future__ import annotations

from sqlalchemy import select

from leafledger.database.connection import Database
from leafledger.database.tables import order_names, seen_records
from leafledger.intake.looking import ORDER
from leafledger.intake.names_kept import as_kept, can_be_kept
from leafledger.intake.seen import SeenRecords, System

# A name that fits more orders than a person can choose from is no name.
CANDIDATES_MAX = 20
UUID_LENGTH = 36


def orders_called(seen: SeenRecords, database: Database, company: str, name: str) -> list[str]:
    """The orders that a payout statement means by a name; one where all is well.

    A long number is looked up by itself; any other name among all that orders have.
    """
    if len(name) == UUID_LENGTH and seen.some(company, System.LEAFLINK, ORDER, [name]):
        return [name]
    return find_orders(database, company, name)


def find_orders(database: Database, company: str, spoken: str) -> list[str]:
    """The numbers of seen orders called so: UUID, short id, seller's own number, LL-number.

    Several may carry the same seller's number; a document number `10492` or `LL-a9bf6e2f`
    finds the order it was made from. Small and capital letters are the same.
    """
    plain, kept = spoken.strip(), as_kept(spoken)
    called = [name for name in {kept, kept.removeprefix("ll-")} if can_be_kept(name)]
    if not called:
        return []
    itself = select(seen_records.c.id).where(
        seen_records.c.company == company,
        seen_records.c.system == System.LEAFLINK.value,
        seen_records.c.kind == ORDER,
        seen_records.c.id == plain,
    )
    named = (
        select(order_names.c.number)
        .where(order_names.c.company == company, order_names.c.name.in_(called))
        .distinct()
        .order_by(order_names.c.number)
        .limit(CANDIDATES_MAX)
    )
    with database.reading() as connection:
        # Nobody gives an order a name that looks like another's UUID.
        if connection.execute(itself).one_or_none():
            return [plain]
        return list(connection.execute(named).scalars())
