"""On SQLite one process works; a second is refused with the way out, and commands hand over."""

from __future__ import annotations

import pytest

from tests.cli.command_line import LONG_AGO, CommandLine
from tests.mayhem.kill import Service

WAY_OUT = "set LEAFLEDGER_DATABASE_URL to a PostgreSQL database."


def test_a_second_worker_is_refused_while_commands_hand_it_their_work(
    connected: CommandLine,
) -> None:
    first = Service(connected.home)
    try:
        first.start()
        for words in (["serve", "--port", "0"], ["worker"]):
            ended = connected.run(*words)
            assert ended.exit_code == 2
            assert ended.stderr.startswith("LeafLedger already works on this database")
            assert WAY_OUT in ended.stderr
        told = connected.json("sync", "--since", LONG_AGO, "--until-idle")
        assert told["steps"]["done"] > 0
        assert connected.json("prove")["holds"]
    finally:
        first.stop()
    assert "event=" in first.said
    for name, secret in connected.secrets().items():
        assert secret not in first.said, f"the log of serve shows the {name}"
    for token in connected.tokens():
        assert token not in first.said


@pytest.mark.server
def test_a_command_that_is_no_command_ends_as_wrong_usage(unposted: CommandLine) -> None:
    assert unposted.run("reconcile").exit_code == 2
    assert unposted.run("plan").exit_code == 2
