"""What every command shares: the ledger, exit codes, JSON or tables, troubles as sentences."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from math import ceil
from typing import Annotated

import stamina
import structlog
import typer
from rich.console import Console

from leafledger.assembly import (
    DatabaseAway,
    LeafLedger,
    WrongKey,
    WrongSetting,
    from_environment,
)
from leafledger.errors import Reconnect, Trouble, TryAgain
from leafledger.intake.companies import BooksTaken, Company, NoSuchCompany
from leafledger.intake.credentials import WrongCredentials
from leafledger.journal.audit import Actor, Happening
from leafledger.journal.policies import WrongPolicy
from leafledger.people.register import WrongPerson
from leafledger.people.roles import Right

console = Console(stderr=True, highlight=False, soft_wrap=True)
out = Console(highlight=False, soft_wrap=True)
if not out.is_terminal:
    # Tables in a file or a pipe keep their lines whole.
    out.width = 140

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of words.")]
WhichCompany = Annotated[
    str,
    typer.Option("--company", help="Which company, where several are connected: its short name."),
]


AsName = Annotated[
    str, typer.Option("--as", help="Who says so; the name of the signed-in user otherwise.")
]


class Exit(IntEnum):
    """Exit codes (docs/contract.md)."""

    DONE = 0
    NEEDS_A_PERSON = 1
    USAGE = 2
    CANNOT_REACH = 3


@contextmanager
def opened(*, as_json: bool, log: bool = False) -> Iterator[LeafLedger]:
    """The ledger, closed afterwards; every trouble ends as a sentence and an exit code."""
    quiet_logs(show=log)
    ledger: LeafLedger | None = None
    try:
        ledger = from_environment()
        yield ledger
    except TryAgain as trouble:
        raise failed(_to_run_again(trouble), Exit.CANNOT_REACH, as_json=as_json) from None
    except Reconnect as trouble:
        raise failed(trouble.sentence, Exit.CANNOT_REACH, as_json=as_json) from None
    except Trouble as trouble:
        raise failed(trouble.sentence, Exit.NEEDS_A_PERSON, as_json=as_json) from None
    except DatabaseAway as away:
        raise failed(str(away), Exit.CANNOT_REACH, as_json=as_json) from None
    except (
        WrongPolicy, WrongCredentials, WrongSetting, WrongKey, NoSuchCompany, BooksTaken,
    ) as error:  # fmt: skip
        raise failed(str(error), Exit.USAGE, as_json=as_json) from None
    finally:
        if ledger is not None:
            ledger.close()


def _to_run_again(trouble: TryAgain) -> str:
    """What happened, and what a person at the terminal does: a command that ended stays ended.

    Example: LeafLink asks to be left alone for 60 seconds -> run it again in about 1 minute
    """
    minutes = ceil(trouble.wait_seconds / 60)
    soon = "in about 1 minute" if minutes == 1 else f"in about {minutes} minutes"
    return f"{trouble.happened} Run the command again{f' {soon}' if minutes else ''}."


def failed(sentence: str, code: Exit, *, as_json: bool) -> typer.Exit:
    """Say what went wrong, on the error output (and as JSON on the output where asked for)."""
    if as_json:
        print_json({"error": sentence, "exit_code": int(code)})
    console.print(sentence, style="red", markup=False)
    return typer.Exit(int(code))


def print_json(value: object) -> None:
    """One JSON value on the output, and nothing else."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def the_company(ledger: LeafLedger, name: str) -> Company:
    """The company a command is about: the named one, or the only one.

    Raises: NoSuchCompany with a sentence.
    """
    if name:
        try:
            return ledger.companies.find(name)
        except NoSuchCompany:
            raise NoSuchCompany(f'No company called "{name}" is connected.') from None
    connected = ledger.companies.all()
    if len(connected) == 1:
        return connected[0]
    if not connected:
        raise NoSuchCompany(
            "No company is connected yet. Run: leafledger connect --credentials FILE"
        )
    names = ", ".join(company.company for company in connected)
    raise NoSuchCompany(f"Several companies are connected; name one with --company: {names}.")


def who_says(
    ledger: LeafLedger, name: str, right: Right, company: Company, *, as_json: bool
) -> str:
    """Who gives their word about a company: the named one, else the user of this terminal.

    Where people sign in, it must be one of them who has the right; ends the command where not.
    """
    try:
        return ledger.gate.register.speaks(
            name.strip() or getpass.getuser(), right, company.company
        )
    except WrongPerson as wrong:
        raise failed(str(wrong), Exit.USAGE, as_json=as_json) from None


def write_down(ledger: LeafLedger, what: Happening, person: str = "") -> None:
    """Tell the audit log what somebody at the terminal did; who else than its user, if named."""
    ledger.audit.write(Actor(person or getpass.getuser(), "terminal", "terminal"), what)


def quiet_logs(*, show: bool) -> None:
    """Log events as lines on the error output for a service; warnings only for a person.

    A call that is tried again is neither: what becomes of it is told by whoever made it.
    """
    stamina.instrumentation.set_on_retry_hooks([])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.LogfmtRenderer(
                key_order=["timestamp", "level", "event"], drop_missing=True
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(20 if show else 30),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
