"""The owner's choices: one readable file a company, and every version that was ever in force."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import tomlkit
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import insert, select
from tomlkit.exceptions import TOMLKitError

from leafledger.bookkeeping.policy import Policy
from leafledger.database.connection import Database
from leafledger.database.tables import policies
from leafledger.journal.audit import Actor, Audit, Happening, Kind

# One file for each company, and some older texts of it.
TEXTS_REMEMBERED = 100


class WrongPolicy(Exception):
    """The policy file cannot be used; `complaints` are sentences, one for each wrong choice."""

    def __init__(self, path: Path, complaints: list[str]) -> None:
        super().__init__(f"The policy file {path} cannot be used: " + "; ".join(complaints))
        self.path = path
        self.complaints = complaints


# The file does not say who wrote it; the computer's own records may.
BY_FILE = Actor("whoever edited the file", "", "policy file")


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy with its version, which every plan made under it carries."""

    policy: Policy
    version: int


class Policies:
    """Reads policy files and writes down each version the first time it is used."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    def path(self, company: str) -> Path:
        """Where a company's file is."""
        return self._folder / f"{company}.toml"

    def write(self, company: str, policy: Policy) -> Path:
        """Write a suggested policy as a file for people to read and edit."""
        path = self.path(company)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_file(company, policy), encoding="utf-8")
        return path

    def in_force(self, company: str, by: Actor = BY_FILE) -> PolicyInForce:
        """The policy as the file says now. A changed file is a new version, changed by somebody.

        Raises: WrongPolicy, also where the file is missing or is no text.
        """
        path = self.path(company)
        policy = read_policy(path, _text_of(path))
        content = policy.model_dump_json()
        newest = self._newest(company)
        if newest is not None and newest[1] == content:
            return PolicyInForce(policy, newest[0])
        version = 1 if newest is None else newest[0] + 1
        with self._database.writing() as connection:
            connection.execute(
                insert(policies).values(
                    company=company, version=version, content=content,
                    recorded_at=datetime.now(UTC).isoformat(),
                )
            )  # fmt: skip
            if newest is not None:
                what = _changed(company, version, newest[1], content)
                Audit(self._database).write_within(connection, by, what)
        return PolicyInForce(policy, version)

    def _newest(self, company: str) -> tuple[int, str] | None:
        with self._database.reading() as connection:
            row = connection.execute(
                select(policies.c.version, policies.c.content)
                .where(policies.c.company == company)
                .order_by(policies.c.version.desc())
                .limit(1)
            ).one_or_none()
        return (row.version, row.content) if row is not None else None


def _changed(company: str, version: int, before: str, after: str) -> Happening:
    """What the audit log says of a changed file: the choices that differ, as they were and are."""
    changes = changed_choices(before, after)
    return Happening(
        Kind.POLICY, f"Policy version {version} came into force.", company, f"policy:{version}",
        before="; ".join(f"{name} = {old}" for name, old, _ in changes),
        after="; ".join(f"{name} = {new}" for name, _, new in changes),
    )  # fmt: skip


def changed_choices(before: str, after: str) -> tuple[tuple[str, str, str], ...]:
    """The choices that differ between two kept versions: the name, as it was, as it is."""
    old, new = _choices(json.loads(before)), _choices(json.loads(after))
    names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return tuple(
        (name, str(old.get(name, "not said")), str(new.get(name, "not said"))) for name in names
    )


def _choices(content: dict[str, dict[str, object]]) -> dict[str, object]:
    return {
        f"{part}.{name}": value
        for part, choices in content.items()
        for name, value in choices.items()
    }


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise WrongPolicy(path, ["it is not there; run leafledger connect again"]) from error
    except UnicodeDecodeError as error:
        raise WrongPolicy(path, ["it is not written in UTF-8 text"]) from error


# What pydantic finds wrong with a choice, as a bookkeeper would say it.
_WRONG = {
    "extra_forbidden": "there is no choice of this name",
    "missing": "it is missing",
    "decimal_parsing": 'it is no amount; write it like "500.00"',
    "decimal_type": 'it is no amount; write it like "500.00"',
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "string_type": 'write it between quotation marks ("...")',
    "list_type": 'write a list between brackets, like ["Approved"]',
}


# Every page asks for the policy, and its file seldom changes.
@lru_cache(maxsize=TEXTS_REMEMBERED)
def read_policy(path: Path, text: str) -> Policy:
    """A policy from a file's text. Raises: WrongPolicy, with a sentence for each wrong choice."""
    try:
        return Policy.model_validate(tomlkit.parse(text).unwrap())
    except TOMLKitError as error:
        raise WrongPolicy(path, [str(error)]) from error
    except ValidationError as error:
        complaints = [
            f"{'.'.join(str(part) for part in one['loc'])}: {_in_words(one)}"
            for one in error.errors()
        ]
        raise WrongPolicy(path, complaints) from error


def _in_words(wrong: ErrorDetails) -> str:
    """What is wrong with a choice, and how it is written, for who edits the file."""
    kind = wrong["type"]
    if kind in {"enum", "literal_error"}:
        return f"choose {wrong['ctx']['expected']}"
    return _WRONG.get(kind, wrong["msg"].removeprefix("Value error, "))


# What stands above each part of the file.
_HEADINGS = {
    "orders": "When an order is in the books, and under which date (accounting.md A2, A5.4, A11).\n"
    "recognise_on: Accepted, Fulfilled, Shipped or Complete.\n"
    "invoice_date: recognised, ship_date or created.\n"
    "on_cancel: credit_memo or void_when_untouched. closed_period: hold or next_open_day.",
    "accounts": "Where things post: QuickBooks ids; the names are for you.",
    "items": "Items for what is not a product. Leave one out and you are asked when it is needed.",
    "customers": "create = false: nobody is added to QuickBooks; orders of new customers wait.",
    "products": "create = false: no item is added. type: NonInventory or Service.",
    "classes": "Classes for medical and adult-use lines.",
    "payments": "Where payments go (accounting.md A6). No deposit_to: Undeposited Funds.\n"
    "by_method: an account for cash, check, ach, wire, cashier or other. clearing: what LeafLink\n"
    "pays out itself; bank and fees: where its payouts arrive and what they cost.\n"
    "bounce: journal or void. marked_paid: record_payment or ask. trade: a clearing account.",
    "credits": "What a LeafLink credit posts to (accounting.md A7); by_reason: an item for one\n"
    "reason, such as return_defective or promo_new_customer.",
    "approvals": "What waits for one person above an amount, and for two (accounting.md A5.3):\n"
    'for example change = { one = "500", two = "5000" }. Kinds: invoice, change, credit_memo,\n'
    "payment, write_back, undo.",
}


def as_file(company: str, policy: Policy) -> str:
    """A policy as the text of its file, with a comment above each part."""
    document = tomlkit.document()
    document.add(tomlkit.comment(f"LeafLedger policy of {company}. Changes take effect at once;"))
    document.add(tomlkit.comment("documents already posted are not changed by them."))
    for part, choices in policy.model_dump(mode="json", exclude_none=True).items():
        document.add(tomlkit.nl())
        for line in _HEADINGS[part].splitlines():
            document.add(tomlkit.comment(line))
        table = tomlkit.table()
        for name, value in choices.items():
            if isinstance(value, dict) and not value:
                continue
            if isinstance(value, dict):
                chosen = tomlkit.inline_table()
                chosen.update(value)
                table.add(name, chosen)
            else:
                table.add(name, value)
        document.add(part, table)
    return tomlkit.dumps(document)
