"""The query language: a statement to its parts, with the parser's own complaints.

Reference: reference/quickbooks.md 4.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NoReturn

from leafledger_simulators.quickbooks.refusals import query_invalid, query_unparsable

PAGE_DEFAULT = 100
PAGE_MAX = 1000
BARE_VALUES = frozenset({"TRUE", "FALSE", "CURRENT_DATE", "NULL"})
OPERATORS = ("=", "<", ">", "<=", ">=", "IN", "LIKE")

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<string>'(?:\\.|[^'\\])*')
      | (?P<number>[+-]?\d+(?:\.\d+)?)(?![\w])
      | (?P<word>[A-Za-z_][\w.]*)
      | (?P<symbol><=|>=|!=|<>|[=<>(),*;])
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the statement and the column it begins at, counted from 1."""

    kind: str
    text: str
    column: int

    @property
    def word(self) -> str:
        """A keyword in upper case; anything else as it stands."""
        return self.text.upper() if self.kind == "word" else self.text


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison; every operator but IN has exactly one value."""

    path: str
    operator: str
    values: tuple[str, ...]


@dataclass
class Query:
    """A statement taken apart. `columns` holds what was selected beside or instead of `*`."""

    entity: str
    is_count: bool = False
    columns: list[str] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    order: list[tuple[str, bool]] = field(default_factory=list)
    start: int = 1
    page: int = PAGE_DEFAULT


def parse(statement: str, page_above_max: str = "clamp", start_zero: str = "refuse") -> Query:
    """Read a statement. Raises: Refusal 4000 where the parser stops, 4001 for bad paging."""
    return _Parser(statement, page_above_max, start_zero).query()


class _Parser:
    def __init__(self, statement: str, page_above_max: str, start_zero: str) -> None:
        self._tokens = _tokens(statement)
        self._position = 0
        self._page_above_max = page_above_max
        self._start_zero = start_zero

    @property
    def _next(self) -> Token:
        return self._tokens[self._position]

    def _take(self) -> Token:
        token = self._next
        self._position += 1
        return token

    def _stop(self, *expected: str) -> NoReturn:
        token = self._next
        kind = {"string": "STRING", "number": "INTEGER", "word": "IDENTIFIER"}.get(token.kind)
        if token.kind == "end":
            found = "<EOF>"
        elif kind is not None:
            found = f'" <{kind}> "{token.text} ""'
        else:
            found = f'" "{token.text}" "{token.text} ""'
        wanted = "\n    ".join(f"{one} ..." for one in expected)
        raise query_unparsable(
            f"Encountered {found} at line 1, column {token.column}.\n"
            f"Was expecting one of:\n    {wanted}\n    "
        )

    def _keyword(self, *words: str) -> None:
        for word in words:
            if self._next.word != word or self._next.kind != "word":
                self._stop(f'"{word.lower()}"')
            self._take()

    def _accept(self, word: str) -> bool:
        if self._next.word == word:
            self._take()
            return True
        return False

    def query(self) -> Query:
        self._keyword("SELECT")
        is_count, columns = self._selection()
        self._keyword("FROM")
        if self._next.kind != "word":
            self._stop("<IDENTIFIER>")
        query = Query(self._take().text, is_count=is_count, columns=columns)
        if self._accept("WHERE"):
            query.conditions.append(self._condition())
            while self._accept("AND"):
                query.conditions.append(self._condition())
        self._ordering(query)
        self._paging(query)
        self._accept(";")
        if self._next.kind != "end":
            self._stop("<EOF>", '"and"', '"order by"', '"startposition"', '"maxresults"')
        return query

    def _selection(self) -> tuple[bool, list[str]]:
        if self._next.word == "COUNT":
            self._take()
            for symbol in ("(", "*", ")"):
                if not self._accept(symbol):
                    self._stop(f'"{symbol}"')
            return True, []
        columns: list[str] = []
        while True:
            if self._next.text != "*" and self._next.kind != "word":
                self._stop('"*"', '"count"', "<IDENTIFIER>")
            columns.append(self._take().text)
            if not self._accept(","):
                return False, columns

    def _condition(self) -> Condition:
        if self._next.kind != "word":
            self._stop("<IDENTIFIER>", '"("')
        path = self._take().text
        operator = self._next.word
        if operator not in OPERATORS:
            self._stop(*(f'"{one.lower()}"' for one in OPERATORS))
        self._take()
        if operator == "IN":
            return Condition(path, operator, self._values())
        return Condition(path, operator, (self._value(),))

    def _values(self) -> tuple[str, ...]:
        if not self._accept("("):
            self._stop('"("')
        values = [self._value()]
        while self._accept(","):
            values.append(self._value())
        if not self._accept(")"):
            self._stop('","', '")"')
        return tuple(values)

    def _value(self) -> str:
        token = self._next
        if token.kind == "string":
            self._take()
            return re.sub(r"\\(.)", r"\1", token.text[1:-1])
        if token.kind != "number" and token.word not in BARE_VALUES:
            self._stop("<STRING>", "<INTEGER>", "<DECIMAL>", '"true"', '"false"', '"current_date"')
        return self._take().text

    def _ordering(self, query: Query) -> None:
        if self._accept("ORDER"):
            self._keyword("BY")
        elif not self._accept("ORDERBY"):
            return
        while True:
            if self._next.kind != "word":
                self._stop("<IDENTIFIER>")
            path = self._take().text
            descends = self._accept("DESC")
            if not descends:
                self._accept("ASC")
            query.order.append((path, descends))
            if not self._accept(","):
                return

    def _paging(self, query: Query) -> None:
        for _ in range(2):
            if self._accept("STARTPOSITION"):
                query.start = self._whole()
                if query.start == 0 and self._start_zero == "accept":
                    query.start = 1
                if query.start < 1:
                    raise query_invalid(f"value {query.start} is too small. Min allowed value is 1")
            elif self._accept("MAXRESULTS"):
                query.page = self._page()

    def _page(self) -> int:
        page = self._whole()
        if page < 0:
            raise query_invalid(f"value {page} is too small. Min allowed value is 0")
        if page > PAGE_MAX and self._page_above_max == "refuse":
            raise query_invalid(f"value {page} is too large. Max allowed value is {PAGE_MAX}")
        return min(page, PAGE_MAX)

    def _whole(self) -> int:
        if self._next.kind != "number" or "." in self._next.text:
            self._stop("<INTEGER>")
        return int(self._take().text)


def _tokens(statement: str) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    text = statement.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.lastgroup is None:
            column = position + len(text[position:]) - len(text[position:].lstrip()) + 1
            sign = text[column - 1 : column]
            raise query_unparsable(
                f'Lexical error at line 1, column {column}. Encountered: "{sign}" '
                f'({ord(sign)}), after : ""'
            )
        kind = match.lastgroup
        tokens.append(Token(kind, match.group(kind), match.start(kind) + 1))
        position = match.end()
    return [*tokens, Token("end", "", len(text) + 1)]
