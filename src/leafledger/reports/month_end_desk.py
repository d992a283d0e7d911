"""Making, keeping and signing the package of a month: for the pages and for programs."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from leafledger.database.connection import Database
from leafledger.figures.accounting_dates import business_day
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion
from leafledger.journal.policies import PolicyInForce
from leafledger.quickbooks.client import QuickBooks
from leafledger.reports import aging
from leafledger.reports.cells_in_words import cell
from leafledger.reports.kept import Kept, KeptReports
from leafledger.reports.month_end import Facts, Month, MonthEnd, month_end
from leafledger.reports.package_kept import PACKAGE, PAPER, SIGNED, WORKBOOK

DIFFERS = "Something differs in this package. Cure it, make the package again, then sign."
ANOTHER = "The package was made again since this page was shown. Look at it, then sign."


class NotBegun(Exception):
    """The month lies ahead, and has no package; the message says so, in a sentence."""


class CannotSign(Exception):
    """The package is not signed; the message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a package comes from. `last_proof` finds the proof of a day (in a time zone) or before.

    `prove` asks both sides now, and gives the proof with the members of `prove --json`.
    """

    in_force: PolicyInForce
    last_proof: Callable[[date, str], Mapping[str, Any] | None]
    prove: Callable[[], Mapping[str, Any]]
    quickbooks: QuickBooks
    questions: Callable[[], Sequence[OpenQuestion]]


def package_of(
    company: Company, month: Month, sources: Sources
) -> tuple[MonthEnd, aging.AgingBeside]:
    """The package of a month with its aging, both sides asked now.

    Dates: whether the month has begun, in the company's business time zone.
    Raises: NotBegun, with nothing asked; TryAgain, Reconnect.
    """
    zone = sources.in_force.policy.orders.time_zone
    if business_day(datetime.now(UTC), zone) < month.first:
        raise NotBegun(month.not_begun)
    last = sources.last_proof(month.last, zone)
    proof = sources.prove()
    aged = aging.ask_for_aging(sources.quickbooks, month.last)
    facts = Facts(
        company=company.name, month=month, proof=proof, aging=aged,
        questions=sources.questions(), policy_version=sources.in_force.version, zone=zone,
        last_proof=last,
    )  # fmt: skip
    return month_end(facts), aged


class MonthEndDesk:
    """Makes packages of months, keeps them with their files, and takes signatures."""

    def __init__(self, database: Database) -> None:
        self._kept = KeptReports(database)

    def make(self, company: Company, month: Month, sources: Sources) -> MonthEnd:
        """Ask both sides now, and keep the package with its files and its aging.

        Raises: NotBegun, TryAgain, Reconnect.
        """
        package, aged = package_of(company, month, sources)
        name, key = company.company, month.first.isoformat()[:7]
        self._kept.keep(name, aging.KEPT_AS, month.last.isoformat(), aged.as_json())
        for file, content in _files(package).items():
            self._kept.keep(name, file, key, base64.b64encode(content).decode())
        self._kept.keep(name, PACKAGE, key, _told(package))
        return package

    def sign(self, company: Company, month: str, fingerprint: str, person: str) -> None:
        """Sign the package of a month off that has this fingerprint. Raises: CannotSign."""
        package = self._kept.find(company.company, PACKAGE, month)
        if package is None or package.told["fingerprint"] != fingerprint:
            raise CannotSign(ANOTHER)
        if package.told["differs"]:
            raise CannotSign(DIFFERS)
        if still_ran(package):
            raise CannotSign(Month.read(month).still_ran)
        at = datetime.now(UTC).isoformat()
        signed = {"person": person, "at": at, "fingerprint": fingerprint}
        self._kept.keep(company.company, SIGNED, month, signed)


def still_ran(package: Kept) -> bool:
    """Whether a package that is kept was made before its month had ended.

    One that was kept before this was noted in it says so by the day it was kept.
    """
    last = Month.read(package.period).last.isoformat()
    return bool(package.told.get("still_ran", package.made_at[: len(last)] <= last))


def _files(package: MonthEnd) -> dict[str, bytes]:
    # Both libraries take a moment to load, which no other page should wait for.
    from leafledger.reports.paper import write_paper  # noqa: PLC0415
    from leafledger.reports.workbook import write_workbook  # noqa: PLC0415

    with TemporaryDirectory(prefix="leafledger-") as folder:
        workbook, paper = Path(folder) / "package.xlsx", Path(folder) / "package.pdf"
        write_workbook(package, workbook)
        write_paper(package, paper)
        return {WORKBOOK: workbook.read_bytes(), PAPER: paper.read_bytes()}


def _told(package: MonthEnd) -> dict[str, Any]:
    return {
        "headline": package.headline, "holds": package.holds, "differs": package.differs,
        "still_ran": package.still_ran, "fingerprint": package.fingerprint,
        "figures": [[name, cell(value)] for name, value in package.figures],
        "sheets": [[sheet.title, len(sheet.rows)] for sheet in package.sheets],
    }  # fmt: skip
