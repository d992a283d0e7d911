"""`leafledger month-end`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
from leafledger.figures.quantities import plural
from leafledger.reports.month_end import Month, MonthEnd
from leafledger.reports.month_end_desk import NotBegun, package_of


def month_end_package(
    month: Annotated[str, typer.Argument(metavar="MONTH", help="Like 2026-10.")],
    out_folder: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where the files go; here unless said.")
    ] = Path(),
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Write the month-end package: an Excel workbook and a PDF to be signed.

    Both sides are asked afresh; neither is changed. Ends with 0 when everything is proved, with
    1 when something differs or waits for a person; the files are written in both cases. A month
    that still runs is packaged as it stands so far, not to be signed; one that lies ahead is not.
    """
    try:
        wanted = Month.read(month)
    except ValueError:
        raise failed(
            f"{month} is no month. Write it like 2026-10.", Exit.USAGE, as_json=as_json
        ) from None
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        try:
            package, _ = package_of(chosen, wanted, ledger.month_end_sources(chosen))
        except NotBegun as ahead:
            raise failed(str(ahead), Exit.USAGE, as_json=as_json) from None
    stem = f"{chosen.company}-{month}-month-end"
    workbook, paper = out_folder / f"{stem}.xlsx", out_folder / f"{stem}.pdf"
    try:
        pages = _write(package, workbook, paper)
    except OSError as error:
        raise failed(
            f"The files could not be written to {out_folder}: {error.strerror}.", Exit.USAGE,
            as_json=as_json,
        ) from None  # fmt: skip
    if as_json:
        print_json(
            {
                "company": chosen.company,
                "period": month,
                "holds": package.holds,
                "still_ran": package.still_ran,
                "headline": package.headline,
                "fingerprint": package.fingerprint,
                "workbook": str(workbook),
                "paper": str(paper),
                "pages": pages,
            }
        )
    else:
        colour = "red" if not package.holds else "yellow" if package.still_ran else "green"
        out.print(package.headline, style=f"bold {colour}")
        signed = "not to be signed yet" if package.still_ran else "to be signed"
        out.print(f"{workbook}\n{paper} ({plural(pages, 'page', 'pages')}, {signed})", markup=False)
    if not package.holds:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _write(package: MonthEnd, workbook: Path, paper: Path) -> int:
    # Both libraries take a moment to load, which no other command should wait for.
    from leafledger.reports.paper import write_paper  # noqa: PLC0415
    from leafledger.reports.workbook import write_workbook  # noqa: PLC0415

    workbook.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(package, workbook)
    return write_paper(package, paper)
