"""How an entity is described: its fields, what may be done with it, and its behaviour's name.

One description serves writing (checks, lengths, required, read-only), reading, the query
language (what is queryable) and the references. Reference: reference/quickbooks.md 10.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property


class Shape(Enum):
    """What a field holds on the wire."""

    TEXT = "text"
    MONEY = "money"
    RATE = "rate"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "day"
    TIME = "time"
    REFERENCE = "reference"
    BLOCK = "block"
    ROWS = "rows"
    OPAQUE = "opaque"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `target` is the entity a reference points at; `fields` are a block's own."""

    name: str
    shape: Shape
    length: int | None = None
    required: bool = False
    read_only: bool = False
    queryable: bool = False
    indexed: bool = False
    choices: tuple[str, ...] = ()
    forbidden: str = ""
    target: str = ""
    fields: tuple[Field, ...] = ()
    default: object = None

    def by_name(self) -> dict[str, Field]:
        """A block's fields by name."""
        return {one.name: one for one in self.fields}


# Names of customers, items and lists hold no colon, tab or line end (reference 10.1, 10.2).
NAME_FORBIDDEN = ":\t\n"


def text(
    name: str,
    length: int | None = None,
    *,
    required: bool = False,
    read_only: bool = False,
    queryable: bool = False,
    indexed: bool = False,
    choices: tuple[str, ...] = (),
    forbidden: str = "",
    default: str | None = None,
) -> Field:
    """A text of at most `length` characters."""
    return Field(
        name,
        Shape.TEXT,
        length,
        required,
        read_only,
        queryable or indexed,
        indexed,
        choices,
        forbidden,
        default=default,
    )


def money(
    name: str, *, read_only: bool = False, queryable: bool = False, required: bool = False
) -> Field:
    """An amount, two places."""
    return Field(name, Shape.MONEY, required=required, read_only=read_only, queryable=queryable)


def rate(name: str, *, read_only: bool = False, queryable: bool = False) -> Field:
    """A unit price, quantity or percentage, up to seven places."""
    return Field(name, Shape.RATE, read_only=read_only, queryable=queryable)


def whole(name: str, *, read_only: bool = False, queryable: bool = False) -> Field:
    """A whole number."""
    return Field(name, Shape.WHOLE, read_only=read_only, queryable=queryable)


def flag(
    name: str, *, read_only: bool = False, queryable: bool = False, default: bool | None = None
) -> Field:
    """True or false."""
    return Field(name, Shape.FLAG, read_only=read_only, queryable=queryable, default=default)


def day(name: str, *, queryable: bool = False, read_only: bool = False) -> Field:
    """A date without a zone."""
    return Field(name, Shape.DAY, queryable=queryable, read_only=read_only)


def ref(
    name: str,
    target: str = "",
    *,
    required: bool = False,
    read_only: bool = False,
    indexed: bool = False,
) -> Field:
    """A reference `{"value", "name"}`; without a target it is kept as sent."""
    return Field(
        name,
        Shape.REFERENCE,
        required=required,
        read_only=read_only,
        queryable=indexed,
        indexed=indexed,
        target=target,
    )


def block(name: str, *fields: Field, read_only: bool = False) -> Field:
    """An object with its own fields."""
    return Field(name, Shape.BLOCK, read_only=read_only, fields=fields)


def rows(name: str, *fields: Field, read_only: bool = False) -> Field:
    """A list of objects."""
    return Field(name, Shape.ROWS, read_only=read_only, fields=fields)


def opaque(*names: str) -> tuple[Field, ...]:
    """Documented fields that are kept exactly as sent."""
    return tuple(Field(name, Shape.OPAQUE) for name in names)


def computed(*names: str) -> tuple[Field, ...]:
    """Documented fields that only QuickBooks sets; a value sent is ignored."""
    return tuple(Field(name, Shape.OPAQUE, read_only=True) for name in names)


# Every entity has these; they are never taken from a request as content.
COMMON = (
    Field("Id", Shape.TEXT, read_only=True, queryable=True, indexed=True),
    *computed("SyncToken", "domain", "sparse", "status", "AttachableRef"),
    Field(
        "MetaData",
        Shape.BLOCK,
        read_only=True,
        fields=(
            Field("CreateTime", Shape.TIME, queryable=True),
            Field("LastUpdatedTime", Shape.TIME, queryable=True),
        ),
    ),
)

CREATE, READ, UPDATE, DELETE, VOID, QUERY = "create", "read", "update", "delete", "void", "query"
LIST_OPERATIONS = frozenset({CREATE, READ, UPDATE, QUERY})
DOCUMENT_OPERATIONS = frozenset({CREATE, READ, UPDATE, DELETE, QUERY})
READ_OPERATIONS = frozenset({READ, QUERY})


@dataclass(frozen=True)
class EntityKind:
    """One entity of the API: how it is called, what it holds and what may be done with it.

    `name_field`: the field that must be unique in the list, empty for transactions.
    `in_cdc` and `in_webhooks`: whether changes of it are told (reference 6 and 8).
    `url_name`: how a URL calls it when its JSON has another name.
    `row_paths`: what a query may ask of the rows of a list, one row being enough.
    `asked_only`: what a query may ask though no answer holds it.
    """

    name: str
    fields: tuple[Field, ...]
    operations: frozenset[str] = LIST_OPERATIONS
    is_transaction: bool = False
    name_field: str = ""
    in_cdc: bool = True
    in_webhooks: bool = True
    left_out_of_star: frozenset[str] = field(default_factory=frozenset)
    url_name: str = ""
    row_paths: tuple[str, ...] = ()
    asked_only: tuple[Field, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """All fields, the common ones included, by name."""
        return {one.name: one for one in (*COMMON, *self.fields)}

    @cached_property
    def by_lower_name(self) -> dict[str, tuple[str, Field]]:
        """Every path that a query may name, lower case: `metadata.createtime`, `docnumber`."""
        paths: dict[str, tuple[str, Field]] = {}
        for one in self.by_name.values():
            paths[one.name.lower()] = (one.name, one)
            for inner in one.fields if one.shape is Shape.BLOCK else ():
                path = f"{one.name}.{inner.name}"
                paths[path.lower()] = (path, inner)
        for one in self.asked_only:
            paths[one.name.lower()] = (one.name, one)
        for path in self.row_paths:
            paths[path.lower()] = (path, text(path, queryable=True))
        return paths

    @cached_property
    def indexed(self) -> tuple[Field, ...]:
        """The fields with an index, Id aside."""
        return tuple(one for one in self.fields if one.indexed)
