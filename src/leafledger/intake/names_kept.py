"""Keeping what people call each order, so that it is found without reading all orders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete
from sqlalchemy.dialects import postgresql, sqlite

from leafledger.database.tables import order_names

# Where LeafLink's order tells what people call it.
NAMED_IN = ("short_id", "order_short_number", "external_id_seller", "order_seller_number")
# LeafLink takes 255 signs for a seller's own number; what is longer nobody says.
NAME_LENGTH_MAX = 255


def as_kept(name: str) -> str:
    """A name as names are compared: whatever its capital letters."""
    return name.strip().lower()


def names_of(wire: Any) -> set[str]:
    """What people call an order, as it is kept; none where LeafLink's answer is odd."""
    if not isinstance(wire, Mapping):
        return set()
    said = (wire.get(field) for field in NAMED_IN)
    names = {as_kept(name) for name in said if isinstance(name, str)}
    return {name for name in names if can_be_kept(name)}


def can_be_kept(name: str) -> bool:
    """Whether a name is one, and fits an index. PostgreSQL keeps no text with a zero sign."""
    return 0 < len(name) <= NAME_LENGTH_MAX and "\0" not in name


def keep_names(
    connection: Connection, company: str, orders: Mapping[str, Any], rows_max: int
) -> None:
    """Keep the names of orders, by number, instead of those they had.

    At most `rows_max` orders go into one statement.
    """
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    for numbers in _parts(list(orders), rows_max):
        connection.execute(
            delete(order_names).where(
                order_names.c.company == company, order_names.c.number.in_(numbers)
            )
        )
        rows = [row for number in numbers for row in name_rows(company, number, orders[number])]
        if rows:
            # Another worker may have kept the same order's names a moment before.
            connection.execute(dialect.insert(order_names).values(rows).on_conflict_do_nothing())


def name_rows(company: str, number: str, wire: Any) -> Iterable[dict[str, str]]:
    """The rows of the names of one order."""
    for name in sorted(names_of(wire)):
        yield {"company": company, "name": name, "number": number}


def _parts(numbers: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))
