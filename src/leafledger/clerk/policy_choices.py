"""A policy question by question: how it answers each, and what a person chose instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from leafledger.bookkeeping.policy import Policy
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.policy_fields import GROUPS, Field, Form, Group, Place
from leafledger.clerk.setting_up import SettingUp
from leafledger.figures.money import Money
from leafledger.journal.policies import WrongPolicy
from leafledger.journal.policy_edits import Choice
from leafledger.ledger.accounts import Account
from leafledger.ledger.items import KnownItem

# The clocks of American companies; any other name is taken too.
TIME_ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip


NOTHING_CHOSEN = "Nothing was chosen otherwise, so nothing was written."
# Nobody reads a longer list; of more items, one's name is typed.
ITEMS_LISTED_MAX = 200
# Names that are offered while one types; any other is taken too. Some hundred kilobytes.
NAMES_OFFERED_MAX = 1_000


class WrongChoice(ValueError):
    """Something that was typed or chosen cannot be taken; the message says what."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the policy's answer in words, and what a form offers for it."""

    field: Field
    words: str
    value: str
    options: Sequence[tuple[str, str]]

    @property
    def is_typed(self) -> bool:
        """Whether there are too many items for a list, so that the name of one is typed."""
        return self.field.form is Form.ITEM and len(self.options) > ITEMS_LISTED_MAX


@dataclass(frozen=True, slots=True)
class Books:
    """What may be chosen: the accounts and items QuickBooks was last seen to have."""

    accounts: Mapping[str, Account]
    items: Mapping[str, KnownItem]

    @classmethod
    def of(cls, setting_up: SettingUp, known: KnownBooks) -> Books:
        """A company's; asks nobody."""
        accounts = {one.id: one for one in setting_up.accounts() if one.active}
        items = known.items()
        sold = {id_: one for id_, one in items.items() if one.active and one.type.can_be_sold}
        return cls(accounts, sold)


def answered(group: Group, policy: Policy, books: Books) -> list[Answered]:
    """Each question of a group with its answer."""
    said = policy.model_dump(mode="json")
    return [_answered(one, _at(said, one.place), books) for one in group.fields]


def names_offered(answers: Iterable[Answered]) -> list[str]:
    """The names of items that are offered where one is typed; none where lists suffice."""
    one = next((one for one in answers if one.is_typed), None)
    return [words for id_, words in one.options if id_][:NAMES_OFFERED_MAX] if one else []


def words_of(name: str, value: str) -> tuple[str, str]:
    """A choice of the file in plain words; as it stands where no form asks for it.

    Example: ("orders.recognise_on", "Fulfilled") -> the question of it, "fulfilled"
    """
    for one in _FIELDS.get(name, ()):
        as_form = {"True": "yes", "False": "no"}.get(value, value)
        return one.asks, one.options.get(as_form, one.none if value == "None" else value)
    return name.replace(".", ", ").replace("_", " "), value


def read_choices(
    fields: Sequence[Field], form: Mapping[str, str], policy: Policy, books: Books
) -> dict[Place, Choice]:
    """What a form says otherwise than the policy does. Raises: WrongChoice."""
    said = policy.model_dump(mode="json")
    choices: dict[Place, Choice] = {}
    for one in fields:
        if one.name not in form:
            continue
        typed, value = form[one.name].strip(), _at(said, one.place)
        if one.form is Form.ITEM:
            typed = _item_meant(one, typed, value, books)
        if typed != _as_form(one, value):
            choices[one.place] = _read(one, typed, books)
    return choices


def in_words(wrong: WrongPolicy) -> list[str]:
    """What the reader of policies did not take, by the questions instead of the file's names."""
    return [_in_words(complaint) for complaint in wrong.complaints]


def _in_words(complaint: str) -> str:
    name, _, why = complaint.partition(": ")
    if not why:
        return complaint
    asks = next((one.asks for one in _FIELDS.get(name, ())), name)
    return f"{asks}: {why.removeprefix('Value error, ')}"


def _answered(one: Field, value: Any, books: Books) -> Answered:
    as_form = _as_form(one, value)
    options = _options(one, books)
    if as_form and options and as_form not in dict(options):
        name = value.get("name", "") if isinstance(value, dict) else as_form
        options = [*options, (as_form, f"{name} (not in QuickBooks any more)")]
    if one.form is Form.AMOUNT:
        words = str(Money.rounded(Decimal(as_form))) if as_form else one.none
    else:
        words = dict(options).get(as_form, as_form) or one.none
    return Answered(one, words, as_form, options)


def _options(one: Field, books: Books) -> list[tuple[str, str]]:
    nothing = [("", one.none)] if one.none else []
    if one.form is Form.ACCOUNT:
        fitting = [a for a in books.accounts.values() if a.type in one.types]
        fitting.sort(key=lambda a: (a.number, a.name.casefold()))
        return nothing + [(a.id, f"{a.number} {a.name}".strip()) for a in fitting]
    if one.form is Form.ITEM:
        items = sorted(books.items.values(), key=lambda item: item.name.casefold())
        return nothing + [(item.id, _item_words(item)) for item in items]
    if one.form is Form.TIME_ZONE:
        return []
    return list(one.options.items())


def _item_words(item: KnownItem) -> str:
    return f"{item.name} (posts to {item.income_account})"


def _item_meant(one: Field, typed: str, value: Any, books: Books) -> str:
    """The id of the item that was chosen, or typed by name; what was typed where none is meant.

    A name that is another item's id is meant as neither.
    """
    if not typed or (typed in books.items and len(books.items) <= ITEMS_LISTED_MAX):
        return typed
    if typed == _answered(one, value, books).words:
        return _as_form(one, value)
    said = typed.casefold()
    found = {
        id_
        for id_, item in books.items.items()
        if said in {name.casefold() for name in (item.name, item.full_name, _item_words(item))}
    }
    found |= {typed} & set(books.items)
    if len(found) > 1:
        raise WrongChoice(
            f'{one.asks}: several items are called "{typed}". Take one as it is offered, with its '
            "account. Nothing was changed."
        )
    return found.pop() if found else typed


def _read(one: Field, typed: str, books: Books) -> Choice:
    if not typed and one.none:
        return None
    if one.form is Form.ACCOUNT and typed in books.accounts:
        account = books.accounts[typed]
        return {"id": account.id, "name": account.name}
    if one.form is Form.ITEM and typed in books.items:
        item = books.items[typed]
        return {"id": item.id, "name": item.name, "account": item.income_account}
    if one.form is Form.AMOUNT:
        return _amount(one, typed)
    if one.form is Form.YES_NO and typed in one.options:
        return typed == "yes"
    if one.form is Form.TIME_ZONE or typed in one.options:
        return typed
    raise WrongChoice(f"{one.asks}: choose one of what the list offers. Nothing was changed.")


def _amount(one: Field, typed: str) -> Decimal:
    plain = typed.replace(",", "").replace("$", "").strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value < 0:
        raise WrongChoice(f'{one.asks}: "{typed}" is not an amount. Nothing was changed.')
    return value


def _as_form(one: Field, value: Any) -> str:
    if value is None:
        return ""
    if one.form is Form.YES_NO:
        return "yes" if value else "no"
    return str(value.get("id", "")) if isinstance(value, dict) else str(value)


def _at(said: Any, place: Place) -> Any:
    for part in place:
        said = said.get(part) if isinstance(said, dict) else None
    return said


_FIELDS: dict[str, list[Field]] = {}
for _group in GROUPS:
    for _field in _group.fields:
        _FIELDS.setdefault(_field.name, []).append(_field)
