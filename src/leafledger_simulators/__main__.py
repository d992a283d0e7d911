"""Start both simulators in the foreground: `python -m leafledger_simulators --help`."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uvicorn
import uvloop

from leafledger_simulators.leaflink.app import LeafLinkSimulator
from leafledger_simulators.quickbooks.app import QuickBooksSimulator

LOOPBACK = "127.0.0.1"
DATASETS = ("empty", "sample", "season")


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line, as the outside contract in docs/contract.md gives it."""
    parser = argparse.ArgumentParser(prog="python -m leafledger_simulators", description=__doc__)
    parser.add_argument("--leaflink-port", type=int, default=0, help="0: any free port")
    parser.add_argument("--quickbooks-port", type=int, default=0, help="0: any free port")
    parser.add_argument("--dataset", choices=DATASETS, default="sample")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same data")
    parser.add_argument(
        "--credentials", type=Path, required=True, help="written when both are ready"
    )
    return parser.parse_args(words)


async def run(wanted: argparse.Namespace) -> None:
    """Serve both simulators until interrupted; write the credentials once both answer."""
    leaflink_socket = listening_socket(wanted.leaflink_port)
    quickbooks_socket = listening_socket(wanted.quickbooks_port)
    leaflink = LeafLinkSimulator(
        base=address_of(leaflink_socket), dataset=wanted.dataset, seed=wanted.seed
    )
    quickbooks = QuickBooksSimulator(
        base=address_of(quickbooks_socket), dataset=wanted.dataset, seed=wanted.seed
    )
    servers = [server_of(leaflink.asgi), server_of(quickbooks.asgi)]
    serving = [
        asyncio.create_task(server.serve(sockets=[listener]))
        for server, listener in zip(servers, (leaflink_socket, quickbooks_socket), strict=True)
    ]
    while not all(server.started for server in servers):
        await asyncio.sleep(0.01)
        for task in serving:
            if task.done():
                task.result()
    write_credentials(
        wanted.credentials,
        {"leaflink": leaflink.credentials(), "quickbooks": quickbooks.credentials()},
    )
    await asyncio.wait(serving, return_when=asyncio.FIRST_COMPLETED)
    for server in servers:
        server.should_exit = True
    await asyncio.gather(*serving)


def listening_socket(port: int) -> socket.socket:
    """A socket bound to loopback, so that the port is known before the server starts."""
    # asyncio turns Nagle's delay off only for a socket that says it is TCP; without it every
    # answer on a kept connection waits some 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((LOOPBACK, port))
    return listener


def address_of(listener: socket.socket) -> str:
    """The base address of a bound socket, without a slash at the end."""
    host, port = listener.getsockname()
    return f"http://{host}:{port}"


def server_of(app: Any) -> uvicorn.Server:
    """A uvicorn server for one simulator, quiet and without access log."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="on", timeout_graceful_shutdown=1
    )
    return uvicorn.Server(config)


def write_credentials(path: Path, credentials: dict[str, Any]) -> None:
    """Write the file in one move, readable by its owner only, so that nobody reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(credentials, file, indent=2)
    draft.replace(path)


def main() -> None:
    """Run until interrupted."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(arguments()))


if __name__ == "__main__":
    main()
