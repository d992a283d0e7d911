"""The command line: `leafledger --help`."""

from __future__ import annotations

import typer

from leafledger import __version__
from leafledger.cli.aging import aging
from leafledger.cli.clearing import clearing
from leafledger.cli.connecting import connect
from leafledger.cli.deciding import approve, decide
from leafledger.cli.demo import demo
from leafledger.cli.deposits import deposits
from leafledger.cli.looking import explain, plan
from leafledger.cli.matching import match
from leafledger.cli.month_end import month_end_package
from leafledger.cli.payouts import payouts
from leafledger.cli.people import people, tokens
from leafledger.cli.proving import prove
from leafledger.cli.serving import serve, worker
from leafledger.cli.setting_aside import hold, release, skip
from leafledger.cli.syncing import sync
from leafledger.cli.undoing import redo, undo

app = typer.Typer(
    help="What happens on LeafLink becomes correct books in QuickBooks, provable to the cent.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (
    connect, sync, prove, aging, clearing, plan, explain, match, approve, decide, undo, redo, hold,
    skip, release, serve, worker, demo,
):  # fmt: skip
    app.command()(command)
app.command("month-end")(month_end_package)
app.add_typer(payouts, name="payouts")
app.add_typer(deposits, name="deposits")
app.add_typer(people, name="people")
app.add_typer(tokens, name="tokens")


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"leafledger {__version__}")
        raise typer.Exit


@app.callback()
def _every(
    version: bool = typer.Option(
        False, "--version", callback=_say_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Settings come from the environment: LEAFLEDGER_HOME, LEAFLEDGER_DATABASE_URL."""
    del version


def main() -> None:
    """The entry point of the `leafledger` command."""
    app()


if __name__ == "__main__":
    main()
