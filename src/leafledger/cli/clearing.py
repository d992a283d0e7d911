"""`leafledger clearing`."""

from __future__ import annotations

import typer
from rich.table import Table

from leafledger.cli.aging import today_of
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
from leafledger.reports.clearing import Clearing
from leafledger.reports.clearing_asked import NoClearingAccount


def clearing(company: WhichCompany = "", as_json: AsJson = False) -> None:
    """The clearing account line by line, and what is still on its way by order and age.

    Ends with 1 when QuickBooks's balance of the account is not what its lines add up to.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        policy = ledger.policy(chosen)
        desk = ledger.clearing_desk(chosen)
        try:
            found = desk.ask(ledger.parts(chosen).quickbooks, policy, today_of(ledger, chosen))
        except NoClearingAccount as missing:
            raise failed(str(missing), Exit.NEEDS_A_PERSON, as_json=as_json) from None
    if as_json:
        print_json(found.as_json())
    else:
        _print(found)
    if found.difference:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _print(found: Clearing) -> None:
    said = (
        "every cent is explained."
        if not found.difference
        else f"its lines add up to {found.explained}: {found.difference} is not explained."
    )
    style = "bold red" if found.difference else "bold green"
    out.print(f"{found.account} shows {found.balance}; {said}", style=style, markup=False)
    parts = [f"{what.value} {amount}" for what, amount in found.sums.items() if amount]
    out.print(", ".join(parts) or "Nothing ever stood on it.", markup=False)
    _table(
        ("Payout", "Date", "Gross", "Fees", "At the bank"),
        [
            (one.payout, one.dated.isoformat(), str(one.gross), str(one.fees), str(one.net))
            for one in found.payouts
        ],
    )
    _table(
        ("On its way", "Since", "Days", "Amount"),
        [
            (one.order, one.since.isoformat() if one.since else "", str(one.days), str(one.amount))
            for one in found.in_transit
        ],
    )


def _table(names: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for place, name in enumerate(names):
        table.add_column(name, justify="left" if place < 2 else "right")
    for row in rows:
        table.add_row(*row)
    out.print(table)
