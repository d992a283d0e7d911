"""Speak to a control room from the terminal, and by programs that only know the credentials file.

`python -m leafledger_simulators.remote FILE leaflink /trade '{"events": 60}'` prints the answer.
Without a body it looks (GET), with one it changes (POST).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import httpx2

# A long stretch of trade takes seconds; waiting for webhooks may take a minute.
TIMEOUT_SECONDS = 300


def main(words: Sequence[str] | None = None) -> int:
    """Ask and print. Ends with 1 when the control room says that it cannot."""
    parser = argparse.ArgumentParser(prog="python -m leafledger_simulators.remote")
    parser.add_argument("credentials", type=Path)
    parser.add_argument("which", choices=("leaflink", "quickbooks"))
    parser.add_argument("path", help="for example /snapshot")
    parser.add_argument("body", nargs="?", help="JSON to post")
    wanted = parser.parse_args(words)
    credentials = json.loads(wanted.credentials.read_text(encoding="utf-8"))
    address = credentials[wanted.which]["control_url"].rstrip("/") + wanted.path
    with httpx2.Client(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
        answer = (
            client.get(address)
            if wanted.body is None
            else client.post(address, content=wanted.body)
        )
    sys.stdout.write(answer.text + "\n")
    return 0 if answer.is_success else 1


if __name__ == "__main__":
    raise SystemExit(main())
