"""Anything happens in any order; when it is quiet again the books are proved.

`make mayhem` runs it long (MAYHEM_STEPS, MAYHEM_SEED); `make test` runs a few steps.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from leafledger.reconciliation.proof import Proof
from tests.conftest import Pairs
from tests.mayhem.judging import Verdict, judge
from tests.mayhem.random_trade import Mayhem
from tests.mayhem.telling import shortest
from tests.stories.journey import Journey

STEPS = int(os.environ.get("MAYHEM_STEPS") or 40)
SEED = int(os.environ.get("MAYHEM_SEED") or 1)
LINE = Path(__file__).parents[2] / "build" / "mayhem" / "last.txt"
# Between two looks at the whole, so that a failure is found near its cause.
STEPS_BETWEEN_PROOFS = 100
# A hundred steps leave much to do, and two cores may have other work as well.
PATIENCE_SECONDS = 300.0


@pytest.mark.mayhem
def test_whatever_happens_nothing_is_lost_doubled_or_different(
    simulator_pairs: Pairs, tmp_path: Path
) -> None:
    steps = range(1, STEPS + 1)
    mayhem, verdict, proof = _tell(steps, simulator_pairs, tmp_path / "run")
    if not verdict.is_clean:
        # Said at once: the shortest story takes minutes to find.
        LINE.parent.mkdir(parents=True, exist_ok=True)
        LINE.with_name("told.txt").write_text("\n".join(mayhem.told))
        sys.stderr.write(f"It went wrong: {verdict}\n")
        begun = range(1, len(mayhem.told) + 1)
        homes = iter(range(1, 1_000))

        def goes_wrong(some: Sequence[int]) -> bool:
            home = tmp_path / f"again-{next(homes)}"
            return not _tell(some, simulator_pairs, home)[1].is_clean

        story = shortest(begun, goes_wrong)
        again, why, _ = _tell(story, simulator_pairs, tmp_path / "shortest")
        pytest.fail("\n".join(["The shortest story that goes wrong:", *again.told, str(why)]))
    faults = ", ".join(f"{kind}: {n}" for kind, n in sorted(mayhem.struck.items()))
    LINE.parent.mkdir(parents=True, exist_ok=True)
    LINE.write_text(
        f"seed {SEED}, steps {STEPS}, faults ({faults}), lost {len(verdict.lost)}, "
        f"doubled {len(verdict.doubled)}, differences {len(verdict.differences)}, "
        f"questions without a cause {len(verdict.unplanted)}\n"
    )
    assert proof.difference.amount == 0
    assert mayhem.people.orders


def _tell(
    steps: Sequence[int], simulator_pairs: Pairs, home: Path
) -> tuple[Mayhem, Verdict, Proof]:
    """Let the steps happen in a new company, and judge what came of it."""
    running = simulator_pairs.fresh("sample", 1)
    for which in ("leaflink", "quickbooks"):
        running.control(which, "/faults", {"seed": SEED})
    home.mkdir(parents=True)
    journey = Journey(running, home, {"LEAFLEDGER_CALL_TIMEOUT_SECONDS": "3"})
    journey.patience_seconds = PATIENCE_SECONDS
    try:
        journey.connect()
        journey.begin_work()
        journey.start_today()
        with journey.hearing(quickbooks=True):
            mayhem = Mayhem(journey, SEED)
            for done, number in enumerate(steps, start=1):
                mayhem.step(number)
                if done % STEPS_BETWEEN_PROOFS == 0:
                    proof = mayhem.calm()
                    verdict = judge(mayhem, proof)
                    if not verdict.is_clean:
                        return mayhem, verdict, proof
            proof = mayhem.calm()
            return mayhem, judge(mayhem, proof), proof
    finally:
        journey.close()
