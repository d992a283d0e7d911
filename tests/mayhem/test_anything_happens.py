"""Anything happens in any order; when it is quiet again the books are proved.

`make mayhem` runs it long (MAYHEM_STEPS, MAYHEM_SEED); `make test` runs a few steps.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.mayhem.random_trade import Mayhem, judge
from tests.running import StartSimulators
from tests.stories.journey import Journey

STEPS = int(os.environ.get("MAYHEM_STEPS") or 40)
SEED = int(os.environ.get("MAYHEM_SEED") or 1)
LINE = Path(__file__).parents[2] / "build" / "mayhem" / "last.txt"
# Between two looks at the whole, so that a failure is found near its cause.
STEPS_BETWEEN_PROOFS = 100


@pytest.mark.mayhem
def test_whatever_happens_nothing_is_lost_doubled_or_different(
    simulators: StartSimulators, tmp_path: Path
) -> None:
    running = simulators("sample")
    for which in ("leaflink", "quickbooks"):
        running.control(which, "/faults", {"seed": SEED})
    journey = Journey(running, tmp_path, {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "3"})
    try:
        journey.connect()
        journey.begin_work()
        journey.start_today()
        with journey.hearing():
            mayhem = Mayhem(journey, SEED)
            for step in range(1, STEPS + 1):
                mayhem.step()
                if step % STEPS_BETWEEN_PROOFS == 0:
                    assert judge(mayhem, mayhem.calm()).is_clean, f"at step {step}"
            proof = mayhem.calm()
            verdict = judge(mayhem, proof)
        faults = ", ".join(f"{kind}: {n}" for kind, n in sorted(mayhem.struck.items()))
        LINE.parent.mkdir(parents=True, exist_ok=True)
        LINE.write_text(
            f"seed {SEED}, steps {STEPS}, faults ({faults}), lost {verdict.lost}, "
            f"doubled {verdict.doubled}, differences {verdict.differences}\n"
        )
        assert verdict.is_clean, verdict
        assert proof.difference.amount == 0
        assert mayhem.orders
    finally:
        journey.close()
