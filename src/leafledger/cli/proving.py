"""`leafledger prove`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from leafledger.cli.frame import (
    AsJson,
    Exit,
    WhichCompany,
    opened,
    out,
    print_json,
    the_company,
)
from leafledger.figures.quantities import plural
from leafledger.reconciliation.checks import Check, counted
from leafledger.reconciliation.proof import OrderProof, Proof, Standing
from leafledger.reconciliation.proving import details
from leafledger.reports.calls import CallsUsed, calls_used

# A page of differences is what a person reads; the rest is in --json.
SHOWN_MAX = 50


def prove(
    everything: Annotated[bool, typer.Option("--all", help="List every order.")] = False,
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Hold orders, payments, credits, customers and accounts against QuickBooks, to the cent.

    Both sides are asked afresh; neither is changed. Ends with 0 when everything is proved, with
    1 when something differs or waits for a person.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        proof = ledger.prove(chosen)
        calls = calls_used(ledger.counters.calls(chosen.company), len(proof.orders))
    if as_json:
        print_json(details(proof) | {"calls": calls.as_json()})
    else:
        print_proof(proof, calls, everything=everything)
    if not proof.holds or proof.waits:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def print_proof(proof: Proof, calls: CallsUsed, *, everything: bool = False) -> None:
    """The answer first, then the figures, then what needs a person."""
    proved_orders = len(proof.with_standing(Standing.PROVED))
    out.print(
        f"{proved_orders} of {proof.compared} orders proved. {proof.difference} difference.",
        style="bold green" if proof.holds else "bold red",
    )
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    rows = (
        ("Orders", f"{proof.compared:,}"),
        ("Documents in QuickBooks", f"{proof.documents:,}"),
        ("LeafLink total", str(proof.wanted)),
        ("QuickBooks total", str(proof.booked)),
        ("Difference", str(proof.difference)),
        ("QuickBooks writes (free)", _per_order(calls, calls.quickbooks_writes)),
        ("QuickBooks reads (metered)", _per_order(calls, calls.quickbooks_metered)),
        ("QuickBooks batches (metered)", f"{calls.quickbooks_batches:,}"),
        ("LeafLink calls", _per_order(calls, calls.leaflink)),
        ("Reads of proofs (metered)", f"{calls.quickbooks_metered_by_proofs:,}"),
    )
    for name, value in rows:
        table.add_row(name, value)
    for section, found in counted(proof.checks).items():
        table.add_row(section.capitalize(), f"{found['proved']:,} of {found['checked']:,} proved")
    out.print(table)
    differing = proof.with_standing(Standing.DIFFERS)
    waiting = proof.with_standing(Standing.WAITING)
    _print_orders(f"{plural(len(differing), 'order differs', 'orders differ')}:", differing)
    waits = plural(len(waiting), "order waits", "orders wait")
    _print_orders(f"{waits}, with {proof.at_stake} at stake:", waiting)
    agreed = proof.with_standing(Standing.AGREED)
    differ = plural(len(agreed), "order differs", "orders differ")
    _print_orders(f"{differ} by {proof.agreed}, as people decided:", agreed)
    skipped = proof.with_standing(Standing.SKIPPED)
    do = plural(len(skipped), "order does", "orders do")
    _print_orders(f"{do} not belong in the books, as people said:", skipped)
    for section, checks in proof.checks.items():
        _print_checks(section, [one for one in checks if one.standing is not Standing.PROVED])
    if everything:
        _print_orders("Proved:", proof.with_standing(Standing.PROVED), most=len(proof.orders))


def _per_order(calls: CallsUsed, number: int) -> str:
    return f"{number:,} ({calls.per_order(number)} an order)"


def _print_orders(heading: str, orders: list[OrderProof], *, most: int = SHOWN_MAX) -> None:
    if not orders:
        return
    out.print(f"\n{heading}")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("Order", "Customer", "Status"):
        table.add_column(name)
    for name in ("LeafLink", "QuickBooks", "Difference"):
        table.add_column(name, justify="right")
    for order in orders[:most]:
        table.add_row(
            order.spoken_name, order.customer, order.status, str(order.wanted), str(order.booked),
            str(order.difference),
        )  # fmt: skip
    out.print(table)
    for order in orders[:most]:
        if order.why:
            out.print(f"  - {order.why} {order.cure}".rstrip(), markup=False)
    if len(orders) > most:
        out.print(f"... and {len(orders) - most} more; leafledger prove --json lists all.")


def _print_checks(section: str, checks: list[Check]) -> None:
    """What does not stand as it must in a section: size, likely cause and cure."""
    if not checks:
        return
    waiting = sum(one.standing is Standing.WAITING for one in checks)
    differ = plural(len(checks) - waiting, f"{section[:-1]} differs", f"{section} differ")
    said = [differ] if len(checks) > waiting else []
    said += [plural(waiting, "waits", "wait")] if waiting else []
    out.print(f"\n{', '.join(said)}:")
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for name in ("Must be", "QuickBooks", "Difference"):
        table.add_column(name, justify="right")
    for one in checks[:SHOWN_MAX]:
        table.add_row(escape(one.name), str(one.wanted), str(one.booked), str(one.difference))
    out.print(table)
    for one in checks[:SHOWN_MAX]:
        out.print(f"  - {one.why} {one.cure}".rstrip(), markup=False)
    if len(checks) > SHOWN_MAX:
        out.print(f"... and {len(checks) - SHOWN_MAX} more; leafledger prove --json lists all.")
