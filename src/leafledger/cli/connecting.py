"""`leafledger connect`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from leafledger.assembly import Connected
from leafledger.cli.frame import (
    AsJson,
    Exit,
    opened,
    out,
    print_json,
    write_down,
)
from leafledger.figures.quantities import plural
from leafledger.intake.credentials import read_credentials
from leafledger.journal.audit import Happening, Kind


def connect(
    credentials: Annotated[
        Path, typer.Option("--credentials", help="The file with both systems' keys and tokens.")
    ],
    as_json: AsJson = False,
) -> None:
    """Connect a LeafLink company with its QuickBooks company. Posts no transaction.

    Takes the suggested set-up: accounts, items and preferences that invoices need are looked for
    and made where they are missing; what was there and what was added is listed.
    """
    with opened(as_json=as_json) as ledger:
        connected = ledger.connect(read_credentials(credentials))
        words = f"Connected {connected.company.name}."
        write_down(ledger, Happening(Kind.CONNECTION, words, connected.company.company))
        if as_json:
            print_json(_as_json(connected))
        else:
            print_connected(connected)
        if connected.prepared.refused:
            raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _as_json(connected: Connected) -> dict[str, object]:
    return {
        "company": connected.company.company,
        "name": connected.company.name,
        "policy": connected.policy_path,
        "policy_kept": connected.policy_kept,
        "orders_on_leaflink": connected.orders_on_leaflink,
        "found": list(connected.prepared.found),
        "changes": list(connected.prepared.changes),
        "refused": list(connected.prepared.refused),
        "transactions_posted": 0,
    }


def print_connected(connected: Connected) -> None:
    """What was found and set up, and what to do next."""
    company = connected.company
    out.print(f"Connected {company.name} ({company.company}).", markup=False)
    out.print(f"LeafLink shows {plural(connected.orders_on_leaflink, 'order', 'orders')}.")
    _list("Found in QuickBooks:", connected.prepared.found)
    _list("Set up in QuickBooks:", connected.prepared.changes)
    _list("QuickBooks would not:", connected.prepared.refused)
    kept = "kept as it was" if connected.policy_kept else "written with the suggested choices"
    out.print(f"\nThe policy file was {kept}: {connected.policy_path}", markup=False)
    out.print(
        "No transaction was posted. Next: leafledger plan ORDER shows one invoice, "
        "leafledger sync --order ORDER posts it, leafledger sync --since DATE goes on from there."
    )


def _list(heading: str, lines: tuple[str, ...]) -> None:
    if lines:
        out.print(f"\n{heading}")
    for line in lines:
        out.print(f"  - {line}", markup=False)
