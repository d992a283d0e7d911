"""`leafledger payouts import`: a payout statement becomes deposits that equal the bank's lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from leafledger.assembly import LeafLedger
from leafledger.clerk.importing_payouts import ImportedPayout, NotAStatement, Outcome
from leafledger.cli.frame import (
    AsJson,
    Exit,
    WhichCompany,
    failed,
    opened,
    out,
    print_json,
    the_company,
    write_down,
)
from leafledger.cli.syncing import wait_with_progress
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind

payouts = typer.Typer(help="LeafLink's payouts: what reached the bank, and for which orders.")
NOT_YET = (
    "The books have no first day yet. Nothing was imported. Run leafledger sync --since DATE first."
)


@payouts.callback()
def _payouts() -> None:
    """A group of one command, so that it is called by its name."""


@payouts.command("import")
def import_statement(
    file: Annotated[Path, typer.Argument(help="The statement: a CSV file.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="This one is right, whatever was imported before.")
    ] = False,
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Import a payout statement, and enter each payout as the deposit that the bank shows.

    The same statement twice changes nothing. Ends with 1 while a payout waits for you.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        if chosen.books_start is None:
            raise failed(NOT_YET, Exit.USAGE, as_json=as_json)
        ledger.policy(chosen)
        with ledger.syncing().working():
            found = _take_in(ledger, chosen, file, replace=replace, as_json=as_json)
            for one in found:
                words = f"Imported the payout {one.payout.id}: {one.outcome}."
                what = Happening(Kind.IMPORT, words, chosen.company, f"payout:{one.payout.id}")
                write_down(ledger, what)
            waited = wait_with_progress(ledger, chosen, everything=False, quiet=as_json)
        told = _told(ledger, chosen, found)
    if as_json:
        print_json(told | {"left": waited.left, "held": waited.held_why})
    else:
        _print(told)
    if waited.left or waited.held_why:
        raise typer.Exit(int(Exit.CANNOT_REACH))
    if any(one["questions"] or one["outcome"] == Outcome.REFUSED for one in told["payouts"]):
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _take_in(
    ledger: LeafLedger, company: Company, file: Path, *, replace: bool, as_json: bool
) -> list[ImportedPayout]:
    try:
        return ledger.parts(company).payouts.take_in(file.read_bytes(), replace=replace)
    except OSError as error:
        why = error.strerror or "it cannot be read"
        raise failed(f"{file}: {why}. Nothing was imported.", Exit.USAGE, as_json=as_json) from None
    except NotAStatement as wrong:
        raise failed(str(wrong), Exit.USAGE, as_json=as_json) from None


def _told(ledger: LeafLedger, company: Company, found: list[ImportedPayout]) -> dict[str, Any]:
    asked: dict[str, list[str]] = {}
    for one in ledger.questions.all(company.company):
        asked.setdefault(one.subject, []).append(one.question.text)
    return {
        "company": company.company,
        "payouts": [
            {
                "payout": one.payout.id,
                "date": one.payout.dated.isoformat(),
                "net": one.payout.net.plain,
                "rows": len(one.payout.lines),
                "outcome": one.outcome.value,
                "why": one.why,
                "questions": asked.get(f"payout:{one.payout.id}", []),
            }
            for one in found
        ],
    }


def _print(told: dict[str, Any]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("Payout", "Date", "At the bank", "Statement"):
        table.add_column(name, justify="right" if name == "At the bank" else "left")
    for one in told["payouts"]:
        table.add_row(one["payout"], one["date"], one["net"], one["outcome"])
    out.print(table)
    for one in told["payouts"]:
        if one["outcome"] == Outcome.REFUSED:
            out.print(f"  - {one['why']}", markup=False)
        for text in one["questions"]:
            out.print(f"  - {text}", markup=False)
    if not any(one["questions"] or one["why"] for one in told["payouts"]):
        out.print("Nothing waits for you. Next: leafledger clearing.")
