"""`leafledger demo`: a season of trade on the simulators, posted and proved."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
import uvicorn

from leafledger.assembly import LeafLedger, at_home
from leafledger.cli.connecting import print_connected
from leafledger.cli.frame import Exit, console, out, quiet_logs
from leafledger.cli.proving import print_proof
from leafledger.cli.serving import address_of, serving, working
from leafledger.cli.syncing import poll_both, wait_with_progress
from leafledger.figures.quantities import plural
from leafledger.intake.companies import Company
from leafledger.intake.credentials import read_credentials
from leafledger.reconciliation.proof import Proof, Standing
from leafledger.reports.calls import calls_used

SIMULATORS_START_SECONDS_MAX = 60
# The season trades for about a hundred days; its first order lies within this.
SEASON_DAYS = 130
SETTLE_SECONDS = 60


def demo(
    serve: Annotated[
        bool, typer.Option("--serve", help="Leave the dashboard running on this data.")
    ] = False,
    seed: Annotated[int, typer.Option("--seed", help="Another seed, another season.")] = 1,
    events: Annotated[int, typer.Option("--events", help="How much is traded live.")] = 150,
) -> None:
    """Start both simulators, post a season of orders, let it go on live, and prove it.

    Ends with 0 only when every recognised order is proved, save those that the season plants to
    need a person. Nothing outside this machine is touched.
    """
    # The doors take half a second to load, which no other command should wait for.
    from leafledger.cli.doors import application  # noqa: PLC0415

    quiet_logs(show=False)
    home = Path(tempfile.mkdtemp(prefix="leafledger-demo-"))
    with simulators(home, seed) as credentials:
        ledger = at_home(home / "ledger")
        try:
            with working(ledger), serving(application(ledger, secure_cookies=False), 0) as server:
                _run(ledger, credentials, server, events=events, serve=serve)
        finally:
            ledger.close()


def _run(
    ledger: LeafLedger, credentials: Path, server: uvicorn.Server, *, events: int, serve: bool
) -> None:
    connected = ledger.connect(read_credentials(credentials))
    company = connected.company
    print_connected(connected)
    out.print("\nBackfilling the season ...", style="bold")
    started = time.monotonic()
    first_day = (datetime.now(UTC) - timedelta(days=SEASON_DAYS)).date()
    poll_both(ledger, company, first_day)
    wait_with_progress(ledger, company, everything=True, quiet=False)
    _show(ledger, company, started)
    out.print("\nLetting the season go on live, heard by webhook ...", style="bold")
    started = time.monotonic()
    address = address_of(server)
    room(credentials, "leaflink", "/webhooks",
         {"url": f"{address}hooks/leaflink/{company.company}"})  # fmt: skip
    traded = room(credentials, "leaflink", "/trade", {"events": events})
    out.print(f"Traded: {_in_words(traded)}", markup=False)
    room(credentials, "leaflink", "/webhooks",
         {"settle": True, "timeout_seconds": SETTLE_SECONDS})  # fmt: skip
    company = ledger.companies.find(company.company)
    ledger.parts(company).poller.poll()
    wait_with_progress(ledger, company, everything=True, quiet=False)
    proof = _show(ledger, company, started)
    code = verdict(proof, room(credentials, "leaflink", "/snapshot"))
    if serve:
        _leave_open(ledger, address)
    raise typer.Exit(int(code))


def _show(ledger: LeafLedger, company: Company, started: float) -> Proof:
    seconds = time.monotonic() - started
    proof = ledger.prove(ledger.companies.find(company.company))
    calls = calls_used(ledger.counters.calls(company.company), len(proof.orders))
    out.print()
    print_proof(proof, calls)
    out.print(f"({seconds:.0f} seconds at the APIs' real limits)", style="dim")
    return proof


def verdict(proof: Proof, snapshot: dict[str, Any]) -> Exit:
    """Whether everything is proved, save what the season planted to need a person.

    A planted order that is proved, or another one that waits, is a failure too.
    """
    planted = {one["number"]: one["reason"] for one in snapshot["planted_questions"]}
    waiting = {order.number for order in proof.with_standing(Standing.WAITING)}
    unexpected = [o for o in proof.orders if o.standing is Standing.DIFFERS] + [
        o for o in proof.orders if o.number in waiting - set(planted)
    ]
    out.print(
        f"\nThe season plants {len(planted)} orders that need a person; "
        f"{len(waiting & set(planted))} of them wait, {len(unexpected)} others do not agree."
    )
    if unexpected or not proof.holds or waiting != set(planted) & waiting or not proof.orders:
        return Exit.NEEDS_A_PERSON
    return Exit.DONE if set(planted) <= waiting else Exit.NEEDS_A_PERSON


def _leave_open(ledger: LeafLedger, address: str) -> None:
    from leafledger.cli.doors import how_to_sign_in  # noqa: PLC0415 (loaded above)

    out.print(f"\nDashboard: {address} ({how_to_sign_in(ledger)}). Stop with Ctrl-C.")
    with console.status("serving"):
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


@contextmanager
def simulators(home: Path, seed: int) -> Iterator[Path]:
    """Both simulators as a process of their own while the block runs; their credentials file."""
    credentials = home / "credentials.json"
    words = ["--dataset", "season", "--seed", str(seed), "--credentials", str(credentials)]
    process = subprocess.Popen(  # noqa: S603 (our own simulators)
        [sys.executable, "-m", "leafledger_simulators", *words]
    )
    try:
        deadline = time.monotonic() + SIMULATORS_START_SECONDS_MAX
        while not credentials.exists():
            if process.poll() is not None or time.monotonic() > deadline:
                out.print("The simulators did not start.", style="red")
                raise typer.Exit(int(Exit.CANNOT_REACH))
            time.sleep(0.05)
        yield credentials
    finally:
        process.terminate()
        process.wait()


def room(credentials: Path, which: str, path: str, body: object = None) -> Any:
    """Ask a simulator's control room, which is no business of the product's own clients."""
    words = [sys.executable, "-m", "leafledger_simulators.remote", str(credentials), which, path]
    if body is not None:
        words.append(json.dumps(body))
    answer = subprocess.run(  # noqa: S603 (our own simulators)
        words, check=True, capture_output=True, text=True
    )
    return json.loads(answer.stdout)


def _in_words(traded: dict[str, Any]) -> str:
    """The control room's summary in words: `34 orders touched: accept 10, pay part 1, ...`."""
    moves = traded["kinds"].items()
    told = ", ".join(f"{name.replace('_', ' ')} {move['count']}" for name, move in moves)
    return f"{plural(traded['orders_touched'], 'order', 'orders')} touched: {told}"
