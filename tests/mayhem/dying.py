"""A `leafledger` command that the power leaves in mid-commit.

`python -m tests.mayhem.dying MOMENT NUMBER WORDS...` runs the command and kills itself (SIGKILL:
no goodbye, nothing is finished) at the NUMBERth change that QuickBooks or LeafLink has made:
`before` its outcome is written down, or `after`, while that is not committed yet. Either way the
change stands there and the journal only says that it was sent.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, event

from leafledger.cli.main import main
from leafledger.journal.written import State

MOMENTS = ("before", "after")
_OUTCOME = "INSERT INTO outcomes"
# A sync of a few orders takes seconds, most of them for starting Python.
SECONDS_MAX = 300


def work_until_death(moment: str, number: int, environment: dict[str, str]) -> bool:
    """Sync in a process that dies at that change; whether there were so many changes."""
    command = [sys.executable, "-m", "tests.mayhem.dying", moment, str(number)]
    ended = subprocess.run(
        [*command, "sync", "--json"], env=environment, capture_output=True,
        text=True, check=False, timeout=SECONDS_MAX,
    )  # fmt: skip
    assert ended.returncode in {0, 1, 3, -signal.SIGKILL}, ended.stderr
    return ended.returncode == -signal.SIGKILL


def _die_at(moment: str, number: int) -> None:
    """Listen to the database, and end everything at that outcome."""
    left, counting = [number], threading.Lock()

    def look(
        connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool
    ) -> None:
        del connection, cursor, context, many
        if not (statement.startswith(_OUTCOME) and _is_done(parameters)):
            return
        with counting:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, f"{moment}_cursor_execute", look)


def _is_done(parameters: Any) -> bool:
    values: Sequence[Any] = (
        list(parameters.values()) if isinstance(parameters, dict) else list(parameters)
    )
    return State.DONE.value in values


if __name__ == "__main__":
    _die_at(sys.argv[1], int(sys.argv[2]))
    sys.argv = ["leafledger", *sys.argv[3:]]
    main()
