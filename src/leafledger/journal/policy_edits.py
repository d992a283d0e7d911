"""Editing a policy by single choices: the file stays the one truth, its comments stay in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomlkit
from sqlalchemy import select
from tomlkit.exceptions import TOMLKitError

from leafledger.bookkeeping.policy import Policy
from leafledger.database.connection import Database
from leafledger.database.leases import lease
from leafledger.database.people_tables import audit
from leafledger.database.tables import policies
from leafledger.journal.audit import Actor, Kind
from leafledger.journal.policies import (
    Policies,
    PolicyInForce,
    WrongPolicy,
    as_file,
    changed_choices,
    read_policy,
)

# A choice: what it is set to, or None to leave it at its default.
Choice = str | bool | Decimal | Mapping[str, str] | None
# The part and the name of a choice: ("payments", "by_method", "cash").
Place = tuple[str, ...]
# Versions shown; older ones stay in the table.
VERSIONS_MAX = 50


class ChangedMeanwhile(Exception):
    """The policy is not the one that was shown any more, so nothing was written."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version that was in force. `changes`: each choice with what it was and became."""

    version: int
    since: str
    person: str
    changes: tuple[tuple[str, str, str], ...]


class PolicyEdits:
    """Changes policy files and tells of their versions."""

    def __init__(self, database: Database, files: Policies) -> None:
        self._database = database
        self._files = files

    def change(
        self, company: str, seen: int, choices: Mapping[Place, Choice], by: Actor,
        *, first: Policy | None = None,
    ) -> PolicyInForce:  # fmt: skip
        """Write choices into the file of a company whose version `seen` was shown.

        `first` is what a company without a file starts from. What the reader of policies does
        not take is not written. Raises: ChangedMeanwhile; WrongPolicy with its sentences.
        """
        with lease(self._database, f"policy {company}"):
            path = self._files.path(company)
            if path.exists():
                if self._files.in_force(company).version != seen:
                    raise ChangedMeanwhile
                text = path.read_text(encoding="utf-8")
            elif first is not None:
                text = as_file(company, first)
            else:
                raise WrongPolicy(path, ["it is not there; finish the set-up first"])
            changed = _with_choices(path, text, choices)
            read_policy(path, changed)
            _write_whole(path, changed)
            return self._files.in_force(company, by)

    def versions(self, company: str) -> list[Version]:
        """The versions that were in force, the newest first, with who changed what."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(policies)
                .where(policies.c.company == company)
                .order_by(policies.c.version.desc())
                .limit(VERSIONS_MAX + 1)
            ).all()
            told = connection.execute(
                select(audit.c.record, audit.c.person).where(
                    audit.c.company == company, audit.c.kind == Kind.POLICY.value
                )
            ).all()
        people = {row.record: row.person for row in told}
        before = [*(row.content for row in rows[1:]), None]
        return [
            Version(
                row.version, row.recorded_at, people.get(f"policy:{row.version}", ""),
                () if older is None else changed_choices(older, row.content),
            )
            for row, older in zip(rows, before, strict=True)
        ][:VERSIONS_MAX]  # fmt: skip


def _with_choices(path: Path, text: str, choices: Mapping[Place, Choice]) -> str:
    """The text of a file with some choices made otherwise; the rest to the letter as it was."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise WrongPolicy(path, [str(error)]) from error
    for place, choice in choices.items():
        _set(document, place, choice)
    return tomlkit.dumps(document)


def _set(document: Any, place: Place, choice: Choice) -> None:
    inside, name = document, place[-1]
    for depth, part in enumerate(place[:-1]):
        if part not in inside:
            if choice is None:
                return
            inside[part] = tomlkit.inline_table() if depth else tomlkit.table()
        inside = inside[part]
    if choice is None:
        inside.pop(name, None)
        if len(place) > 2 and not inside:
            _set(document, place[:-1], None)
    elif isinstance(choice, Mapping):
        table = tomlkit.inline_table()
        table.update(choice)
        inside[name] = table
    else:
        inside[name] = str(choice) if isinstance(choice, Decimal) else choice


def _write_whole(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
