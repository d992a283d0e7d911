"""`leafledger plan` and `leafledger explain`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.table import Table

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.deposits import plan_deposit
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.clerk.payouts_desk import plan_payouts
from leafledger.clerk.settling import first_day
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
from leafledger.cli.syncing import not_one
from leafledger.intake.companies import Company
from leafledger.ledger.pointers import RecordKind
from leafledger.reconciliation.explaining import source_in_words, told

# What a payment settles, as people call it.
_DOCUMENTS = {"Invoice": "invoice", "JournalEntry": "its reversing entry"}

OrderName = Annotated[
    str, typer.Argument(help="An order or invoice by its number; a payout or a deposit.")
]


def plan(order: OrderName, company: WhichCompany = "", as_json: AsJson = False) -> None:
    """Show what would be posted for an order, with the entry it makes. Posts nothing."""
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        at_bank = _at_bank(ledger, chosen, order)
        if at_bank:
            _plan_at_bank(ledger, chosen, at_bank, as_json=as_json)
            return
        number = one_order(ledger, chosen, order, as_json=as_json)
        rehearsed = ledger.parts(chosen).rehearsing.plan(chosen, number)
        if rehearsed is None:
            raise failed(not_one(order, 0), Exit.USAGE, as_json=as_json)
        shown = told(rehearsed.plan) | {
            "number": number,
            "policy_version": rehearsed.policy_version,
            "posted": False,
            "payments": told(rehearsed.payments) if rehearsed.payments is not None else None,
        }
    if as_json:
        print_json(shown)
    else:
        out.print(f"Order {shown['order']} (nothing is posted by this)", style="bold", markup=False)
        _print_plan(shown)
        if shown["payments"]:
            out.print("\nIts payments", style="bold")
            _print_plan(shown["payments"])
        _print_approvals([shown, shown["payments"] or {"questions": []}])
    if rehearsed.plan.waits or (rehearsed.payments is not None and rehearsed.payments.waits):
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def explain(order: OrderName, company: WhichCompany = "", as_json: AsJson = False) -> None:
    """Tell why an order's documents are as they are: rules, reasons, requests and answers."""
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        at_bank = _at_bank(ledger, chosen, order)
        if at_bank:
            story = ledger.explaining.story_of(chosen.company, at_bank)
        else:
            number = one_order(ledger, chosen, order, as_json=as_json)
            story = ledger.explaining.story(chosen.company, number)
    if as_json:
        print_json(story)
        return
    if not story["plans"]:
        out.print(f"Nothing was ever posted for this {'deposit' if at_bank else 'order'}.")
    for place, chapter in enumerate(story["plans"]):
        if place:
            out.print()
        out.print(
            f"{chapter['written_at'][:19]} UTC, policy version {chapter['policy_version']}",
            style="bold",
        )
        _print_plan(chapter)
        for step in chapter["carried_out"]:
            ended = step["outcomes"][-1]["state"] if step["outcomes"] else "planned"
            out.print(f"  {ended}: {step['step']} (request {step['request_id']})", markup=False)
    for question in story["questions"]:
        out.print(f"\n{question}", markup=False)


def _at_bank(ledger: LeafLedger, company: Company, name: str) -> str:
    """The payout or deposit that is called so, as plans name it; empty where it is none.

    Known by LeafLink's number of a payout, our name of a deposit, or QuickBooks's number of either
    where no order of ours has that number.
    """
    parts, wanted = ledger.parts(company), name.strip()
    payouts = parts.payments.payouts
    if payouts.payouts.find(wanted) is not None:
        return f"payout:{wanted}"
    if wanted in payouts.deposits.words.some(company.company, [wanted]):
        return f"deposit:{wanted}"
    record = ledger.crosswalk.record_of(company.company, RecordKind.DEPOSIT, wanted)
    return record if record is not None and not parts.asking.find(wanted) else ""


def _plan_at_bank(ledger: LeafLedger, company: Company, subject: str, *, as_json: bool) -> None:
    """Show what would be posted for a payout or a deposit. Posts nothing."""
    parts = ledger.parts(company)
    policy = ledger.policies.in_force(company.company)
    kind, _, name = subject.partition(":")
    if kind == "payout":
        starts = first_day(company, asked_for=False)
        made = plan_payouts(parts.known, parts.payments, [name], policy.policy, starts)[name]
    else:
        known = parts.payments.payouts.deposits
        wanted = known.words.some(company.company, [name])[name]
        books = parts.known.company_books()
        made = plan_deposit(wanted, policy.policy, books, known.books(wanted))
    shown = told(made) | {"policy_version": policy.version, "posted": False}
    if as_json:
        print_json(shown)
    else:
        title = f"{kind.capitalize()} {name} (nothing is posted by this)"
        out.print(title, style="bold", markup=False)
        _print_plan(shown)
    if made.waits:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def one_order(ledger: LeafLedger, company: Company, order: str, *, as_json: bool) -> str:
    """The number of the one order that is called so; ends the command where there is not one."""
    found = ledger.parts(company).asking.find(order)
    if len(found) != 1:
        raise failed(not_one(order, len(found)), Exit.USAGE, as_json=as_json)
    return found[0]


def _print_plan(shown: dict[str, Any]) -> None:
    if shown["standing"]:
        out.print(shown["standing"], markup=False)
    for question in shown["questions"]:
        out.print(question["text"], markup=False)
    for step in shown["steps"]:
        out.print(f"\n{_as_heading(step['step'])}", style="bold", markup=False)
        if step["document"] and "lines" in step["document"]:
            _print_document(step["document"])
        if step["document"] and "settles" in step["document"]:
            _print_receipt(step["document"])
        if step["entry"]:
            _print_entry(step["entry"])
        for reason in step["reasons"]:
            out.print(
                f"  {reason['part']}: {reason['why']} ({reason['law']}; "
                f"{source_in_words(reason['source'])})",
                style="dim", markup=False,
            )  # fmt: skip


def _print_approvals(plans: Sequence[dict[str, Any]]) -> None:
    """Under which names what waits is approved, so that nothing else is."""
    for question in (one for shown in plans for one in shown["questions"]):
        if question["about"].startswith(APPROVAL):
            name = question["about"].removeprefix(APPROVAL)
            out.print(f"\nTo approve exactly this: leafledger approve with --shown {name}")


def _as_heading(words: str) -> str:
    return words[:1].upper() + words[1:]


def _print_document(document: dict[str, Any]) -> None:
    number = document["number"] or "numbered by QuickBooks"
    out.print(f"  {document['customer']}, {number}, {document['date']}", markup=False)
    if document["due"]:
        out.print(f"  due {document['due']} ({document['term'] or 'as agreed'})", markup=False)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2))
    table.add_column("Item")
    table.add_column("Description", overflow="fold")
    for name in ("Quantity", "Price", "Amount"):
        table.add_column(name, justify="right")
    for line in document["lines"]:
        table.add_row(
            line["item"], line["description"], line["quantity"], line["unit_price"] or "",
            line["amount"],
        )  # fmt: skip
    if document["shipping"]:
        table.add_row("Shipping", "", "", "", document["shipping"])
    if document["discount"]:
        table.add_row("Discount", "", "", "", f"-{document['discount']}")
    table.add_row("Total", "", "", "", document["total"], style="bold")
    out.print(table)


def _print_receipt(receipt: dict[str, Any]) -> None:
    """Where a payment came to, and what it settles."""
    out.print(
        f"  {receipt['customer']}, {receipt['date']}, to {receipt['deposit_to']}", markup=False
    )
    for settled in receipt["settles"]:
        what = f"{_DOCUMENTS.get(settled['kind'], settled['kind'])} {settled['name']}".rstrip()
        out.print(f"  {settled['amount']} settles {what}", markup=False)
    if receipt["unapplied"] != "0.00":
        out.print(f"  {receipt['unapplied']} stays as the customer's credit", markup=False)


def _print_entry(entry: list[dict[str, str]]) -> None:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2))
    table.add_column("Account")
    table.add_column("Debit", justify="right")
    table.add_column("Credit", justify="right")
    for posting in entry:
        table.add_row(posting["account"], posting["debit"], posting["credit"])
    out.print(table)
