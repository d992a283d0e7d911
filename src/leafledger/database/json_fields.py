"""Reading a field of a record that is kept as JSON text, in the words of either database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Connection, Text, cast, func

# As both databases write a JSON true when it is asked for as text.
TRUE = ("1", "true")


def field_text(connection: Connection, column: Any, *path: str) -> Any:
    """A field of a column of JSON text, as text; NULL where it is not there.

    `path` are the names on the way to it; they are ours, never a person's words.
    """
    if connection.dialect.name == "sqlite":
        place = "$" + "".join(f'."{name}"' for name in path)
        return cast(func.json_extract(column, place), Text)
    return func.json_extract_path_text(cast(column, JSON), *path)


def is_true(connection: Connection, column: Any, *path: str) -> Any:
    """Whether a field of a column of JSON text is there and true."""
    return func.coalesce(field_text(connection, column, *path), "").in_(TRUE)


def is_false(connection: Connection, column: Any, *path: str) -> Any:
    """Whether a field of a column of JSON text is there and false."""
    return func.coalesce(field_text(connection, column, *path), "").in_(("0", "false"))


def literally(words: str) -> str:
    r"""Words as LIKE takes them literally: `\`, `%` and `_` escaped by a backslash."""
    for special in ("\\", "%", "_"):
        words = words.replace(special, "\\" + special)
    return words
