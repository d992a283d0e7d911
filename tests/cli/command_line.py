"""The command line of one home: every word it says is looked through for secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from leafledger.assembly import LeafLedger
from leafledger.cli.main import app
from leafledger.intake.tokens import StoredTokens
from leafledger.settings import read_settings
from tests.running import RunningSimulators

# Both simulators' limits and our pace are raised together, so that commands take seconds.
FASTER = 50
SECRETS = {
    "leaflink": ("api_key", "webhook_key"),
    "quickbooks": ("client_secret", "access_token", "refresh_token", "webhook_verifier_token"),
}
LONG_AGO = "2020-01-01"

# The engine's library keeps the error output it first saw, so these two live as long as it does.
_said, _complained = StringIO(), StringIO()


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it printed."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """All of it, the error output first."""
        return self.stderr + self.stdout


class CommandLine:
    """`leafledger` with a home of its own. `said` is all it ever printed, logs included."""

    def __init__(self, running: RunningSimulators, home: Path) -> None:
        self.running = running
        self.home = home
        self.said = ""
        self.environment = {
            "LEAFLEDGER_HOME": str(home),
            "LEAFLEDGER_PACE_FACTOR": str(FASTER),
            "LEAFLEDGER_POLL_SECONDS": "3600",
        }
        for which in SECRETS:
            running.control(which, "/limits", {"scale": FASTER})  # type: ignore[arg-type]

    def run(self, *words: str, **surroundings: str) -> Ended:
        """A command to its end. It may fail, but by a sentence, and never with a secret."""
        for stream in (_said, _complained):
            stream.seek(0)
            stream.truncate()
        with (
            pytest.MonkeyPatch.context() as around,
            redirect_stdout(_said),
            redirect_stderr(_complained),
        ):
            for name, value in (self.environment | surroundings).items():
                around.setenv(name, value)
            code = _exit_code(words)
        ended = Ended(code, _said.getvalue(), _complained.getvalue())
        self.said += ended.output
        for name, secret in self.secrets().items():
            assert secret not in ended.output, f"{' '.join(words)} shows the {name}"
        return ended

    def json(self, *words: str, code: int = 0) -> Any:
        """The only JSON value that a command with `--json` prints on its output."""
        ended = self.run(*words, "--json")
        assert ended.exit_code == code, ended.output
        return json.loads(ended.stdout)

    def refusal(self, *words: str, code: int = 2) -> str:
        """The sentence by which a command fails, the same in words and as JSON."""
        in_words = self.run(*words)
        assert in_words.exit_code == code, in_words.output
        assert in_words.stdout == ""
        told = self.json(*words, code=code)
        assert told == {"error": told["error"], "exit_code": code}
        assert told["error"] in in_words.stderr
        return str(told["error"])

    def connect(self, credentials: Path | None = None) -> Any:
        """Connect with the simulators' credentials; what the command prints as JSON."""
        wanted = str(credentials or self.running.credentials_file)
        return self.json("connect", "--credentials", wanted)

    def sync(self, code: int = 0) -> Any:
        """Sync from long ago until nothing is left; what the command prints as JSON."""
        return self.json("sync", "--since", LONG_AGO, "--until-idle", code=code)

    def secrets(self) -> Mapping[str, str]:
        """Every secret of the credentials file, by its name there."""
        both = {"leaflink": self.running.leaflink, "quickbooks": self.running.quickbooks}
        return {name: both[side][name] for side, names in SECRETS.items() for name in names}

    def tokens(self) -> tuple[str, str]:
        """The access and refresh token as they are now, after however many refreshes."""
        ledger = LeafLedger(read_settings(self.environment))
        try:
            (company,) = ledger.companies.all()
            now = StoredTokens(ledger.database, ledger.vault, company.company).current()
            return now.access_token, now.refresh_token
        finally:
            ledger.close()

    def books(self, entity: str) -> list[Any]:
        """Every record of a kind that QuickBooks has."""
        found: list[Any] = self.running.snapshot("quickbooks")["entities"][entity]
        return found

    def accepted(self) -> Any:
        """An order that LeafLink shows as accepted."""
        orders = self.running.snapshot("leaflink")["orders"]
        return next(one for one in orders if one["status"] == "Accepted")

    def corrupt(self, number: str, **fields: Any) -> None:
        """Let LeafLink say something else about an order."""
        wanted = {"action": "corrupt", "number": number, "fields": fields or None}
        self.running.control("leaflink", "/orders", wanted)


def _exit_code(words: tuple[str, ...]) -> int:
    try:
        app(list(words))
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0
