"""`leafledger aging`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.table import Table

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.customer_fields import licence_of
from leafledger.cli.frame import (
    AsJson,
    Exit,
    WhichCompany,
    failed,
    opened,
    out,
    print_json,
    the_company,
)
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.reports.aging import KEPT_AS, SPANS, AgingBeside, ask_for_aging
from leafledger.reports.kept import KeptReports
from leafledger.reports.past_due import PAST_DUE_SPANS, PastDue, past_due


def aging(
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="The day; today unless said.")
    ] = "",
    by_licence: Annotated[
        bool, typer.Option("--by-licence", help="Only what is past due, by licence number.")
    ] = False,
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """What each customer owes by age, from the documents, beside QuickBooks's own report.

    Ends with 0 when every row agrees to the cent, with 1 when one differs.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        day = _day(as_of, as_json=as_json) or today_of(ledger, chosen)
        found = ask_for_aging(ledger.parts(chosen).quickbooks, day)
        # The page of the aging shows what was asked last, by whatever door.
        KeptReports(ledger.database).keep(chosen.company, KEPT_AS, day.isoformat(), found.as_json())
        parties = ledger.parts(chosen).known.counterparts().parties if by_licence else ()
        late = past_due(found.lines, {one.id: licence_of(one) for one in parties})
    if as_json:
        more = {"past_due": [one.as_json() for one in late]} if by_licence else {}
        print_json(found.as_json() | more)
    elif by_licence:
        _print_past_due(late, found)
    else:
        _print(found)
    if not found.agrees:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def today_of(ledger: LeafLedger, company: Company) -> date:
    """Today in the company's business time zone."""
    return business_day(datetime.now(UTC), ledger.policy(company).orders.time_zone)


def _day(written: str, *, as_json: bool) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise failed(
            f"{written} is no day. Write it like 2026-10-31.", Exit.USAGE, as_json=as_json
        ) from None


def _print(found: AgingBeside) -> None:
    differing = [line for line in found.lines if not line.agrees]
    said = (
        "QuickBooks's own aging agrees in every row and age."
        if not differing
        else f"{plural(len(differing), 'customer differs', 'customers differ')} from QuickBooks's "
        "own aging."
    )
    out.print(
        f"{found.total} receivable on {found.as_of.isoformat()}. {said}",
        style="bold red" if differing else "bold green",
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("Customer")
    for name in (*SPANS, "Total", "QuickBooks", "Difference"):
        table.add_column(name, justify="right")
    for line in found.lines:
        theirs = Money.total(line.quickbooks)
        amounts = (*line.ours, line.total, theirs, line.difference)
        table.add_row(line.name, *(str(amount) if amount else "" for amount in amounts))
    out.print(table)
    for line in differing:
        if not line.difference:
            out.print(f"  - {line.name}: the total agrees, the ages do not.", markup=False)


def _print_past_due(late: Sequence[PastDue], found: AgingBeside) -> None:
    owed = Money.total(one.total for one in late)
    style = "bold green" if found.agrees else "bold red"
    out.print(f"{owed} past due on {found.as_of.isoformat()}, by licence.", style=style)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("Licence", "Customer"):
        table.add_column(name)
    for name in (*PAST_DUE_SPANS, "Total"):
        table.add_column(name, justify="right")
    for one in late:
        amounts = [str(amount) if amount else "" for amount in (*one.spans, one.total)]
        table.add_row(one.licence or "none in QuickBooks", ", ".join(one.customers), *amounts)
    out.print(table)
    if not found.agrees:
        out.print("QuickBooks's own aging differs: see leafledger aging.", style="red")
