"""`leafledger sync`."""

from __future__ import annotations

import getpass
from datetime import UTC, date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from leafledger.assembly import LeafLedger
from leafledger.cli.frame import (
    AsJson,
    Exit,
    WhichCompany,
    console,
    failed,
    opened,
    out,
    print_json,
    the_company,
    write_down,
)
from leafledger.engine.syncing import Waited
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.intake.marks import Subject, Why
from leafledger.journal.audit import Happening, Kind

CREDIT = "credit:"
# What becomes of work that a command left.
LEFT_OVER = "They are tried again by leafledger serve, or when you run: leafledger sync."
NO_START = (
    "The first sync needs to know where the books begin. Nothing was posted. Name the first day "
    "with --since DATE (for example --since 2026-01-01), or post a single order with --order."
)


def sync(
    since: Annotated[
        str, typer.Option("--since", help="The first accounting date to post, YYYY-MM-DD.")
    ] = "",
    order: Annotated[str, typer.Option("--order", help="Only this order, by any number.")] = "",
    repost: Annotated[
        bool,
        typer.Option(
            "--repost", help="With --order (or credit:ID): what was deleted is posted again."
        ),
    ] = False,
    until_idle: Annotated[
        bool, typer.Option("--until-idle", help="Wait for what has to be tried again, too.")
    ] = False,
    company: WhichCompany = "",
    as_json: AsJson = False,
) -> None:
    """Bring QuickBooks up to LeafLink: fetch what changed, post what is missing.

    Where `leafledger serve` runs, the work is handed to it and its progress shown.
    """
    with opened(as_json=as_json) as ledger:
        chosen = the_company(ledger, company)
        if repost and not order:
            raise failed("Name the order to post again with --order.", Exit.USAGE, as_json=as_json)
        if not order and not since and chosen.books_start is None:
            raise failed(NO_START, Exit.USAGE, as_json=as_json)
        first_day = read_day(since, as_json=as_json) if since else None
        ledger.policy(chosen)
        with ledger.syncing().working():
            if order:
                found = _ask_for(ledger, chosen, order, repost=repost, as_json=as_json)
            else:
                found = poll_both(ledger, chosen, first_day)
            left = wait_with_progress(ledger, chosen, everything=until_idle, quiet=as_json)
        result = _result(ledger, chosen, found, left)
    _tell(result, as_json=as_json)


def read_day(written: str, *, as_json: bool) -> date:
    """A day as a person types it; ends the command where it is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        sentence = f"{written} is not a date. Write it as 2026-01-31."
        raise failed(sentence, Exit.USAGE, as_json=as_json) from None


def poll_both(ledger: LeafLedger, company: Company, first_day: date | None) -> int:
    """Fetch what changed on both sides; from the first day on when one is named.

    Credits that are not in the books yet are looked at again, as the proof promises.
    """
    parts = ledger.parts(company)
    parts.watch.sweep()
    since = None
    if first_day is not None:
        ledger.companies.start_books(company.company, first_day)
        zone = ZoneInfo(ledger.policy(company).orders.time_zone)
        since = datetime.combine(first_day, time.min, zone).astimezone(UTC)
    found = parts.poller.poll(since)
    if first_day is not None:
        parts.poller.look_again_at_everything()
    unposted = parts.payments.credits_unposted()
    with ledger.database.writing() as connection:
        ledger.marks.mark(connection, company.company, Subject.CREDIT, unposted, Why.CHANGED_BOOKS)
    ledger.keeping.look_again_at_questions(company)
    return found


def _ask_for(
    ledger: LeafLedger, company: Company, order: str, *, repost: bool, as_json: bool
) -> int:
    asking = ledger.parts(company).asking
    if repost and order.startswith(CREDIT):
        return _credit_again(ledger, company, order, as_json=as_json)
    found = asking.find(order)
    if len(found) != 1:
        raise failed(not_one(order, len(found)), Exit.USAGE, as_json=as_json)
    if kept := ledger.parts(company).aside.told(found[0]):
        raise failed(f"Nothing was posted. {kept}", Exit.NEEDS_A_PERSON, as_json=as_json)
    if repost:
        asking.give_up_document(found[0])
    # Whoever asks for an order by name wants it in the books, undone before or not.
    ledger.parts(company).undoing.redo([f"order:{found[0]}"], getpass.getuser())
    asking.ask(found[0])
    words = f"Asked for an order to be posted{' again' if repost else ''}."
    write_down(ledger, Happening(Kind.SYNC, words, company.company, f"order:{found[0]}"))
    return 1


def _credit_again(ledger: LeafLedger, company: Company, credit: str, *, as_json: bool) -> int:
    """Have the memo of a credit written again that somebody took away in QuickBooks."""
    id_ = credit.removeprefix(CREDIT)
    if not ledger.parts(company).asking.post_credit_again(id_):
        stands = f"Credit {id_} has its credit memo in QuickBooks, or never had one."
        raise failed(f"{stands} Nothing was changed.", Exit.USAGE, as_json=as_json)
    ledger.parts(company).undoing.redo([credit], getpass.getuser())
    words = "Asked for the memo of a credit to be written again."
    write_down(ledger, Happening(Kind.SYNC, words, company.company, credit))
    return 1


def not_one(order: str, number: int) -> str:
    """Why an order's name is not enough, in a sentence."""
    if number:
        return f"{number} orders are called {order}. Name the one you mean by its long number."
    return f"LeafLink shows no order called {order}."


def not_finished(left: int) -> str:
    """What becomes of the orders that are left, in a sentence."""
    return f"{plural(left, 'order', 'orders')} could not be finished now. {LEFT_OVER}"


def wait_with_progress(
    ledger: LeafLedger, company: Company, *, everything: bool, quiet: bool
) -> Waited:
    """Wait for the work with a bar of what is done of it."""
    total = ledger.marks.waiting(company.company)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=quiet, transient=True) as progress:
        task = progress.add_task("orders", total=total or None)

        def show(left: int) -> None:
            most = max(total, left)
            progress.update(task, total=most, completed=most - left)

        return ledger.syncing().wait(company.company, everything=everything, progress=show)


def _result(ledger: LeafLedger, company: Company, found: int, waited: Waited) -> dict[str, Any]:
    questions = ledger.questions.all(company.company)
    return {
        "company": company.company,
        "looked_at": found,
        "left": waited.left,
        "held": waited.held_why,
        "questions": [
            {
                "about": one.subject.split(":", 1)[0],
                "order": one.spoken_name,
                "number": one.subject.split(":", 1)[1],
                "kind": one.question.kind.value,
                "text": one.question.text,
                "amount": one.question.amount.plain,
            }
            for one in questions
        ],
        "steps": ledger.history.counts(company.company),
        "calls": ledger.counters.calls(company.company),
    }


def _tell(result: dict[str, Any], *, as_json: bool) -> None:
    """Print what was done, and end with the exit code it means."""
    if as_json:
        print_json(result)
    else:
        _print(result)
    if result["held"] or result["left"]:
        raise typer.Exit(int(Exit.CANNOT_REACH))
    if result["questions"]:
        raise typer.Exit(int(Exit.NEEDS_A_PERSON))


def _print(result: dict[str, Any]) -> None:
    changed = plural(result["looked_at"], "order was", "orders were")
    done = plural(result["steps"].get("done", 0), "step", "steps")
    out.print(f"{changed} new or changed. {done} done so far.")
    if result["held"]:
        out.print(result["held"], style="red", markup=False)
    if result["left"]:
        out.print(not_finished(result["left"]))
    if result["questions"]:
        waiting = plural(len(result["questions"]), "thing waits", "things wait")
        out.print(f"\n{waiting} for you:")
    for question in result["questions"]:
        out.print(f"  - {question['text']}", markup=False)
    if not (result["questions"] or result["left"] or result["held"]):
        out.print("Nothing waits for you. Next: leafledger prove.")
