"""Finding an order by any of the names people have for it."""

from __future__ import annotations

from sqlalchemy import or_, select

from leafledger.database.connection import Database
from leafledger.database.tables import seen_records
from leafledger.intake.looking import ORDER
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
    finds the order it was made from.
    """
    plain = spoken.strip()
    short = plain.removeprefix("LL-")
    # The wire is JSON in sorted, compact form; the names are compared as whole JSON values.
    patterns = [
        f'%"{field}":"{_literally(name)}"%'
        for field in ("short_id", "order_short_number", "external_id_seller", "order_seller_number")
        for name in {plain, short}
    ]
    orders = select(seen_records.c.id).where(
        seen_records.c.company == company,
        seen_records.c.system == System.LEAFLINK.value,
        seen_records.c.kind == ORDER,
    )
    with database.reading() as connection:
        # Nobody gives an order a name that looks like another's UUID.
        if connection.execute(orders.where(seen_records.c.id == plain)).one_or_none():
            return [plain]
        rows = connection.execute(
            orders.where(
                or_(*(seen_records.c.wire.like(pattern, escape="\\") for pattern in patterns))
            )
            .order_by(seen_records.c.id)
            .limit(CANDIDATES_MAX)
        )
        return list(rows.scalars())


def _literally(name: str) -> str:
    r"""The name as LIKE takes it literally: `\`, `%` and `_` escaped."""
    for special in ("\\", "%", "_"):
        name = name.replace(special, "\\" + special)
    return name
