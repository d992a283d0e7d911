"""`leafledger undo` and `leafledger redo`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.undoing import Fate, Undone
from leafledger.clerk.undoing import TooMuchAtOnce, UndoPlan
from leafledger.cli.frame import (
    AsJson,
    AsName,
    Exit,
    WhichCompany,
    failed,
    opened,
    out,
    print_json,
    the_company,
    who_says,
    write_down,
)
from leafledger.cli.looking import one_order
from leafledger.cli.syncing import not_finished, read_day, wait_with_progress
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

Orders = Annotated[
    list[str] | None, typer.Argument(help="Orders by any number, or invoices by their number.")
]
# A screen or two of documents is what a person reads; the rest is in --json.
SHOWN_MAX = 60
# Longer than any number in QuickBooks: LeafLink's long number, which ends in the short one.
NAME_LENGTH_MAX, SHORT_ID_LENGTH = 21, 8
ONE_CHOICE = "Choose either orders, or --day DATE, or --policy-version N."
NOTHING = "Nothing was posted for this, or everything of it was undone before. Nothing was changed."
LISTS_STAY = (
    "Customers, items and terms in QuickBooks stay, and nothing is changed on LeafLink. The orders "
    "are not posted again until you run: leafledger redo ORDER."
)


def undo(
    orders: Orders = None,
    day: Annotated[
        str, typer.Option("--day", help="Everything posted on that day, YYYY-MM-DD.")
    ] = "",
    policy_version: Annotated[
        int, typer.Option("--policy-version", help="Everything posted under that version.")
    ] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="Carry the plan out.")] = False,
    name: AsName = "",
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Show what undoing orders, a day or a version of the policy would do; with --yes, do it.

    Documents are voided, deleted, restored to what they said before, or kept with the reason.
    Only what LeafLedger made is touched.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        if (bool(orders), bool(day), bool(policy_version)).count(True) != 1:
            raise failed(ONE_CHOICE, Exit.USAGE, as_json=as_json)
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json) if yes else ""
        ledger.bell.open()
        ledger.parts(chosen).watch.sweep()
        plan = _choose(ledger, chosen, orders or [], day, policy_version, as_json=as_json)
        if not plan.parts:
            raise failed(NOTHING, Exit.NEEDS_A_PERSON, as_json=as_json)
        if not yes or plan.does_nothing:
            _tell(_as_json(plan, None), as_json=as_json)
            raise typer.Exit(int(Exit.NEEDS_A_PERSON if plan.does_nothing else Exit.DONE))
        shown = _carry_out(ledger, chosen, plan, person, quiet=as_json)
    _tell(shown, as_json=as_json)
    if shown["held"] or shown["left"]:
        raise typer.Exit(int(Exit.CANNOT_REACH))
    if shown["questions"]:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def redo(
    orders: Annotated[
        list[str], typer.Argument(help="Orders by any number, or credit:ID for a credit.")
    ],
    name: AsName = "",
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Post orders again that were undone, as LeafLink shows them now."""
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        person = who_says(ledger, name, Right.ACT, chosen, as_json=as_json)
        ledger.bell.open()
        subjects = [_subject(ledger, chosen, one, as_json=as_json) for one in orders]
        undoing = ledger.parts(chosen).undoing
        missing = [o for o, s in zip(orders, subjects, strict=True) if s not in undoing.held([s])]
        if missing:
            raise failed(_not_undone(missing, len(orders)), Exit.USAGE, as_json=as_json)
        with ledger.syncing().working():
            undoing.redo(subjects, person)
            _write_down(ledger, chosen, "Asked again for what was undone.", subjects, person)
            waited = wait_with_progress(ledger, chosen, everything=True, quiet=as_json)
        questions = _questions(ledger, chosen, subjects)
    shown = {
        "orders": [subject.split(":", 1)[1] for subject in subjects], "person": person,
        "left": waited.left, "held": waited.held_why, "questions": questions,
    }  # fmt: skip
    if as_json:
        print_json(shown)
    else:
        said = plural(len(subjects), "order is", "orders are")
        out.print(f"{said} posted again as LeafLink shows them.")
        _tell_waiting(shown)
    if shown["held"] or shown["left"]:
        raise typer.Exit(int(Exit.CANNOT_REACH))
    if questions:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _not_undone(missing: list[str], asked: int) -> str:
    """Which of the orders that were named are not undone, by short names."""
    names = ", ".join(
        one[-SHORT_ID_LENGTH:] if len(one) > NAME_LENGTH_MAX else one for one in missing
    )
    if len(missing) == 1:
        said = f"Order {names} was not undone. Nothing was changed."
    else:
        said = f"Orders {names} were not undone. Nothing was changed."
    return said if len(missing) == asked else f"{said} Run it again with the others only."


def _choose(
    ledger: LeafLedger, company: Company, orders: list[str], day: str, version: int, *,
    as_json: bool,
) -> UndoPlan:  # fmt: skip
    undoing = ledger.parts(company).undoing
    try:
        if day:
            zone = ledger.policy(company).orders.time_zone
            return undoing.of_day(read_day(day, as_json=as_json), zone)
        if version:
            return undoing.of_policy(version)
        numbers = [one_order(ledger, company, one, as_json=as_json) for one in orders]
        return undoing.of_orders(numbers)
    except TooMuchAtOnce as error:
        raise failed(str(error), Exit.USAGE, as_json=as_json) from None


def _carry_out(
    ledger: LeafLedger, company: Company, plan: UndoPlan, person: str, *, quiet: bool
) -> dict[str, Any]:
    undoing = ledger.parts(company).undoing
    with ledger.syncing().working():
        undoing.ask(plan, person)
        _write_down(ledger, company, f"Undid {plan.chosen}.", list(plan.parts), person)
        waited = wait_with_progress(ledger, company, everything=True, quiet=quiet)
    left = undoing.left(undoing.held(list(plan.parts)))
    shown = _as_json(plan, left)
    asked = _questions(ledger, company, list(plan.parts))
    return shown | {
        "person": person, "left": waited.left, "held": waited.held_why, "questions": asked,
    }  # fmt: skip


def _write_down(
    ledger: LeafLedger, company: Company, words: str, subjects: list[str], person: str
) -> None:
    for subject in subjects:
        write_down(ledger, Happening(Kind.UNDO, words, company.company, subject), person)


def _questions(ledger: LeafLedger, company: Company, subjects: list[str]) -> list[str]:
    return [
        one.question.text
        for one in ledger.questions.all(company.company)
        if one.subject in subjects or one.subject.replace("payments:", "order:") in subjects
    ]


def _as_json(plan: UndoPlan, left: dict[str, Undone] | None) -> dict[str, Any]:
    """The plan (`left` is None), or what became of it.

    `done` says of each document whether it came to that, `carried_out` whether any did.
    """
    documents = {
        subject: _documents(undone, left.get(subject) if left else None, asked=left is not None)
        for subject, undone in plan.parts.items()
    }
    return {
        "chosen": plan.chosen,
        "carried_out": any(one["done"] for some in documents.values() for one in some),
        "amount": plan.amount.plain,
        "stays_on_leaflink": plan.on_leaflink,
        "orders": [
            {
                "order": undone.plan.spoken_name,
                "number": subject.split(":", 1)[1],
                "documents": documents[subject],
            }
            for subject, undone in plan.parts.items()
        ],
        "person": "", "left": 0, "held": "", "questions": [],
    }  # fmt: skip


def _documents(undone: Undone, left: Undone | None, *, asked: bool) -> list[dict[str, Any]]:
    now = {one.record: one for one in left.verdicts} if left is not None else {}
    waits = {step.record for step in left.plan.steps} if left is not None else set()
    found = []
    for planned in undone.verdicts:
        one = now.get(planned.record, planned)
        if planned.fate is Fate.KEPT or one.fate is not Fate.KEPT:
            one = planned
        found.append(
            {
                "document": one.document,
                "record": one.record,
                "amount": one.amount.plain,
                "fate": one.fate.value,
                "why": one.why,
                "done": asked and one.fate is not Fate.KEPT and one.record not in waits,
            }
        )
    return found


def _tell(shown: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(shown)
        return
    documents = [one for order in shown["orders"] for one in order["documents"]]
    counts = {fate.value: sum(one["fate"] == fate for one in documents) for fate in Fate}
    summary = ", ".join(f"{number} {fate}" for fate, number in counts.items() if number)
    stays = all(one["fate"] == Fate.KEPT for one in documents)
    # Who said yes is named, and nobody in a plan.
    asked = bool(shown["person"])
    if asked:
        heading = "Undone" if shown["carried_out"] else "Nothing is undone yet"
    elif stays:
        heading = "Nothing of this can be undone, and nothing was changed"
    else:
        heading = "This would be undone (nothing is changed yet)"
    out.print(f"{heading}: {shown['chosen']}: {summary}.", style="bold", markup=False)
    for one in documents[:SHOWN_MAX]:
        fate = one["fate"]
        if asked and fate != Fate.KEPT and not one["done"]:
            fate = f"not yet {fate}"
        out.print(f"  {fate}: {one['document']}. {one['why']}", markup=False)
    if len(documents) > SHOWN_MAX:
        out.print(f"  ... and {len(documents) - SHOWN_MAX} more; --json lists all.")
    if shown["stays_on_leaflink"]:
        stays_there = plural(shown["stays_on_leaflink"], "payment that was", "payments that were")
        stay = "stays" if shown["stays_on_leaflink"] == 1 else "stay"
        out.print(f"{stays_there} written to LeafLink {stay} there.")
    out.print(LISTS_STAY)
    if not asked and not stays:
        out.print("To carry it out, run the same with --yes.")
    _tell_waiting(shown)


def _tell_waiting(shown: dict[str, Any]) -> None:
    if shown["held"]:
        out.print(shown["held"], style="red", markup=False)
    if shown["left"]:
        out.print(not_finished(shown["left"]))
    for question in shown["questions"]:
        out.print(f"  - {question}", markup=False)


def _subject(ledger: LeafLedger, company: Company, name: str, *, as_json: bool) -> str:
    if name.startswith("credit:"):
        return name
    return f"order:{one_order(ledger, company, name, as_json=as_json)}"
