"""The numbers of documents that are taken, asked for one by one: a large seller has too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leafledger.crosswalk.links import Crosswalk
from leafledger.ledger.pointers import RecordKind

_NUMBERED = (RecordKind.INVOICE, RecordKind.CREDIT_MEMO)


class NumbersTaken(Mapping[str, str]):
    """By number in lower case the order that has it; empty where it is not ours.

    `others` are the numbers that QuickBooks said are somebody else's.
    """

    def __init__(self, crosswalk: Crosswalk, company: str, others: Mapping[str, str]) -> None:
        self._crosswalk = crosswalk
        self._company = company
        self._others = others

    def __getitem__(self, number: str) -> str:
        """Who has a number. Raises: KeyError where nobody has."""
        if number in self._others:
            return self._others[number]
        # SQLite knows small letters of English alone.
        record = (
            self._crosswalk.record_of_name(self._company, _NUMBERED, number)
            if number.isascii()
            else self._ours().get(number)
        )
        if record is None:
            raise KeyError(number)
        return record.removeprefix("order:")

    def __iter__(self) -> Iterator[str]:
        """Every number that is taken."""
        return iter({**self._ours(), **self._others})

    def __len__(self) -> int:
        """How many are taken."""
        return sum(1 for _ in self)

    def _ours(self) -> dict[str, str]:
        links = self._crosswalk.live_of_kinds(self._company, _NUMBERED)
        return {link.name.casefold(): link.record for link in links.values() if link.name}
