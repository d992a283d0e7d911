"""Customers that were just seen, with hostile words, and whom in QuickBooks they may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from leafledger.intake.looking import CUSTOMER
from leafledger.intake.seen import System
from tests.pages.conftest import HOSTILE, Stage

# What people said is kept for ever, so that each test has a newcomer of its own.
_NUMBERS = count(990_001)


@dataclass(frozen=True)
class Newcomer:
    """A customer of LeafLink by its number; `near` has its licence in QuickBooks, `other` not."""

    id: str
    near: str
    other: str

    @property
    def licence(self) -> str:
        """What no spreadsheet may take for a formula."""
        return f"=402R-{self.id}"


def keep(stage: Stage, system: System, kind: str, wire: dict[str, Any]) -> None:
    """Let a record be seen as if it had come from its side."""
    id_ = str(wire.get("id") or wire["Id"])
    stage.ledger.seen.keep(stage.company.company, system, kind, {id_: wire})


@pytest.fixture
def newcomer(stage: Stage) -> Iterator[Newcomer]:
    """A customer of LeafLink with hostile words, and two in QuickBooks that it may be."""
    number = next(_NUMBERS)
    one = Newcomer(str(number), str(number + 100_000), str(number + 200_000))
    keep(stage, System.LEAFLINK, CUSTOMER, {
        "id": number, "name": f"Hemlock {HOSTILE}", "license_number": one.licence,
        "email": "ap@hemlock.example", "phone": "303 555 0199",
    })  # fmt: skip
    keep(stage, System.QUICKBOOKS, "Customer", {
        "Id": one.near, "SyncToken": "0", "DisplayName": f"Hemlok {HOSTILE}",
        "ResaleNum": one.licence, "PrimaryEmailAddr": {"Address": "office@hemlock.example"},
    })  # fmt: skip
    keep(stage, System.QUICKBOOKS, "Customer", {
        "Id": one.other, "SyncToken": "0", "DisplayName": "Hemlock Farms",
    })  # fmt: skip
    yield one
    company = stage.company.company
    stage.ledger.seen.gone(company, System.LEAFLINK, CUSTOMER, [one.id])
    stage.ledger.seen.gone(company, System.QUICKBOOKS, "Customer", [one.near, one.other])
    with stage.ledger.database.writing() as connection:
        stage.ledger.crosswalk.retire(connection, company, f"customer:{one.id}")
