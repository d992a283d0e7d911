"""`leafledger serve` and `leafledger worker`."""

from __future__ import annotations

import errno
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
import uvicorn

from leafledger.assembly import LeafLedger
from leafledger.cli.frame import Exit, failed, opened, out

if TYPE_CHECKING:
    from fastapi import FastAPI

LOOPBACK = "127.0.0.1"


def serve(
    port: Annotated[int, typer.Option("--port", help="0: any free port.")] = 8010,
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = LOOPBACK,
) -> None:
    """Serve the dashboard and the webhooks, and keep the books, in one process.

    Put a web server with a certificate in front to be reached from outside.
    """
    # The doors take half a second to load, which no other command should wait for.
    from leafledger.cli.doors import application, how_to_sign_in  # noqa: PLC0415

    with opened(as_json=False, log=True) as ledger, working(ledger):
        app = application(ledger, secure_cookies=host != LOOPBACK)
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        with told_if_taken(port), serving(app, port, host) as server:
            out.print(f"Dashboard: {address_of(server)} ({how_to_sign_in(ledger)})")
            stop.wait()


def worker() -> None:
    """Keep the books in a further process. On SQLite one process works; PostgreSQL takes many."""
    with opened(as_json=False, log=True) as ledger, working(ledger):
        out.print("Working. Stop with Ctrl-C.")
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        stop.wait()


@contextmanager
def working(ledger: LeafLedger) -> Iterator[None]:
    """Work while the block runs; a second worker on SQLite is refused and told why."""
    with ledger.syncing().working(watching=True) as here:
        if not here:
            sentence = (
                "LeafLedger already works on this database in another process, and SQLite takes "
                "one. Stop the other one, or set LEAFLEDGER_DATABASE_URL to a PostgreSQL database."
            )
            raise failed(sentence, Exit.USAGE, as_json=False)
        yield


@contextmanager
def told_if_taken(port: int) -> Iterator[None]:
    """A taken port ends as a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sentence = f"Port {port} is taken by another program. Choose one with --port."
        raise failed(sentence, Exit.USAGE, as_json=False) from None


@contextmanager
def serving(app: FastAPI, port: int, host: str = LOOPBACK) -> Iterator[uvicorn.Server]:
    """Serve an application while the block runs; it listens when the block begins.

    Raises: OSError if the port is taken.
    """
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False,
        timeout_graceful_shutdown=5,
    )  # fmt: skip
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="http")
    thread.start()
    try:
        pause = threading.Event()
        while not server.started and thread.is_alive():
            pause.wait(0.02)
        yield server
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def address_of(server: uvicorn.Server) -> str:
    """Where a server listens, with a slash at the end."""
    sockets = [one for listening in server.servers for one in listening.sockets]
    host, port = sockets[0].getsockname()[:2]
    return f"http://{host}:{port}/"
