"""Three-way merge of what both sides may edit: the last agreed value, LeafLink's, QuickBooks's.

One side's value is often not the other's letter for letter (a name gets its licence, an address
is laid out anew), so an agreement holds both: a side has changed when it differs from what it
said itself when they last agreed. So an echo of our own write is known by its content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from leafledger.figures.references import fingerprint

# The parts of a value: one for a name, several for an address. No part filled: nothing is said.
Value = tuple[str, ...]
BLANK: Value = ()


class Owner(StrEnum):
    """Whose word counts for a field when the sides differ."""

    LEAFLINK = "leaflink"
    QUICKBOOKS = "quickbooks"
    LAST_CHANGE = "last_change"


class Side(StrEnum):
    """The side whose word a person takes where both have a new one."""

    LEAFLINK = "leaflink"
    QUICKBOOKS = "quickbooks"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of both sides, and how it is merged.

    `alike` says whether two values mean the same; `to_leaflink` and `to_quickbooks` whether that
    side can be told.
    """

    name: str
    owner: Owner
    alike: Callable[[Value, Value], bool]
    to_leaflink: bool = True
    to_quickbooks: bool = True


@dataclass(frozen=True, slots=True)
class Agreed:
    """What each side said when they last agreed."""

    leaflink: Value
    quickbooks: Value


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed a field since they agreed, each to something else."""

    field: str
    leaflink: Value
    quickbooks: Value
    agreed: Agreed

    @property
    def name(self) -> str:
        """A name for exactly this conflict; what a person decides about is this."""
        return fingerprint(self)


NOTHING_DECIDED: Mapping[Conflict, Side] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Merged:
    """What each side must be told, what nobody can decide, and the agreement when that is done."""

    to_leaflink: Mapping[str, Value]
    to_quickbooks: Mapping[str, Value]
    conflicts: tuple[Conflict, ...]
    agreed: Mapping[str, Agreed]


def merge(
    fields: Sequence[Field], agreed: Mapping[str, Agreed], leaflink: Mapping[str, Value],
    quickbooks: Mapping[str, Value], *, ours: bool,
    decided: Mapping[Conflict, Side] = NOTHING_DECIDED,
) -> Merged:  # fmt: skip
    """Take the difference of two records field by field; a field that a side lacks is left out.

    A side that says nothing is told the other's word and never wipes it out. Where the sides
    differ and never agreed, what we made ourselves (`ours`) follows its owner; what we found is
    agreed to as it stands and nothing in it is rewritten (accounting.md A11). `decided` is what a
    person said about conflicts; a word about one is about no other, alike as they may be.
    Source: accounting.md A9.3
    Example: phone agreed 0100, LeafLink 0100, QuickBooks 0199, last change -> LeafLink gets 0199
    """
    to_leaflink: dict[str, Value] = {}
    to_quickbooks: dict[str, Value] = {}
    conflicts: list[Conflict] = []
    settled = dict(agreed)
    for field in fields:
        if field.name not in leaflink or field.name not in quickbooks:
            continue
        sides = _Sides(field, leaflink[field.name], quickbooks[field.name])
        before = agreed.get(field.name)
        if before is not None and sides.contradict(before):
            conflict = Conflict(field.name, sides.leaflink, sides.quickbooks, before)
            if conflict not in decided:
                conflicts.append(conflict)
                continue
            told = sides.follow(decided[conflict])
        else:
            told = sides.first(ours=ours) if before is None else sides.again(before)
        if not field.alike(told.leaflink, sides.leaflink):
            to_leaflink[field.name] = told.leaflink
        if not field.alike(told.quickbooks, sides.quickbooks):
            to_quickbooks[field.name] = told.quickbooks
        settled[field.name] = told
    return Merged(to_leaflink, to_quickbooks, tuple(conflicts), settled)


@dataclass(frozen=True, slots=True)
class _Sides:
    """One field as both sides have it now, and what both shall say."""

    field: Field
    leaflink: Value
    quickbooks: Value

    @property
    def agree(self) -> bool:
        return self.field.alike(self.leaflink, self.quickbooks)

    def contradict(self, agreed: Agreed) -> bool:
        """Whether both have a new word and nobody owns the field."""
        return (
            not self.agree
            and self.field.owner is Owner.LAST_CHANGE
            and self._says(self.leaflink, agreed.leaflink)
            and self._says(self.quickbooks, agreed.quickbooks)
        )

    def first(self, *, ours: bool) -> Agreed:
        """Where they never agreed."""
        if self.agree:
            return self._as_they_are()
        if is_blank(self.leaflink) or is_blank(self.quickbooks):
            return self._filled()
        if not ours:
            return self._as_they_are()
        if self.field.owner is Owner.QUICKBOOKS:
            return self._tell_leaflink(self.quickbooks)
        return self._tell_quickbooks(self.leaflink)

    def again(self, agreed: Agreed) -> Agreed:
        """Where they agreed before and do not contradict each other."""
        leaflink = self._says(self.leaflink, agreed.leaflink)
        quickbooks = self._says(self.quickbooks, agreed.quickbooks)
        if self.agree or not (leaflink or quickbooks):
            return self._as_they_are()
        if is_blank(self.leaflink) or is_blank(self.quickbooks):
            return self._filled()
        last_is_leaflink = self.field.owner is Owner.LAST_CHANGE and leaflink
        if last_is_leaflink or self.field.owner is Owner.LEAFLINK:
            # QuickBooks's old word comes back where LeafLink's has not changed.
            back = leaflink or is_blank(agreed.quickbooks)
            return self._tell_quickbooks(self.leaflink if back else agreed.quickbooks)
        back = quickbooks or is_blank(agreed.leaflink)
        return self._tell_leaflink(self.quickbooks if back else agreed.leaflink)

    def follow(self, side: Side) -> Agreed:
        """Where they contradict each other and a person took the word of one."""
        if side is Side.LEAFLINK:
            return self._tell_quickbooks(self.leaflink)
        return self._tell_leaflink(self.quickbooks)

    def _as_they_are(self) -> Agreed:
        return Agreed(self.leaflink, self.quickbooks)

    def _filled(self) -> Agreed:
        if is_blank(self.leaflink):
            return self._tell_leaflink(self.quickbooks)
        return self._tell_quickbooks(self.leaflink)

    def _tell_quickbooks(self, value: Value) -> Agreed:
        return Agreed(self.leaflink, value if self.field.to_quickbooks else self.quickbooks)

    def _tell_leaflink(self, value: Value) -> Agreed:
        return Agreed(value if self.field.to_leaflink else self.leaflink, self.quickbooks)

    def _says(self, now: Value, before: Value) -> bool:
        """Whether a side has a new word; silence is none."""
        return not is_blank(now) and not self.field.alike(now, before)


def is_blank(value: Value) -> bool:
    """Whether nothing is said."""
    return not any(part.strip() for part in value)


def exactly(one: Value, other: Value) -> bool:
    """Alike letter for letter, blanks aside: for names."""
    return _words(one) == _words(other)


def without_case(one: Value, other: Value) -> bool:
    """Alike whatever is written in capitals: for e-mail addresses and terms."""
    return _words(tuple(part.casefold() for part in one)) == _words(
        tuple(part.casefold() for part in other)
    )


def loosely(one: Value, other: Value) -> bool:
    """Alike in letters and digits, whatever their case, layout and punctuation: for addresses."""
    return _plain(one) == _plain(other)


def by_digits(one: Value, other: Value) -> bool:
    """Alike in their last ten digits: for telephone numbers of one country."""
    first, second = (_digits(value)[-10:] for value in (one, other))
    return first == second if first and second else loosely(one, other)


def _words(value: Value) -> list[list[str]]:
    return [words for part in value if (words := part.split())]


def _digits(value: Value) -> str:
    return "".join(filter(str.isdigit, "".join(value)))


def _plain(value: Value) -> str:
    return "".join(filter(str.isalnum, "".join(value).casefold()))
