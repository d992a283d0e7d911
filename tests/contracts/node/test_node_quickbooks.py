"""node-quickbooks, installed by its lock, keeps books on the simulator as it would on Intuit's."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.simulators.quickbooks.serving import Books, served

HERE = Path(__file__).parent
# npm reads a shrinkwrap as it reads its other lock; the house refuses locks of the other name.
LOCK = HERE / "npm-shrinkwrap.json"
# Fetching 42 small packages takes 4 s; a slow registry ten times that.
INSTALL_SECONDS_MAX = 100
SCRIPT_SECONDS_MAX = 60
UNREACHABLE = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED"
    r"|E401|E403|E407|E5\d\d|ERR_SOCKET_TIMEOUT|CERT|certificate"
)

pytestmark = pytest.mark.timeout(INSTALL_SECONDS_MAX + SCRIPT_SECONDS_MAX + 20)


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with node-quickbooks as the lock names it; skips where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node or npm is missing; node-quickbooks cannot run")
    folder = tmp_path_factory.mktemp("node")
    for name in ("package.json", LOCK.name, ".npmrc"):
        shutil.copy(HERE / name, folder)
    # One retry at a time: without a registry the test should say so, not wait for minutes.
    words = [npm, "ci", "--ignore-scripts", "--fetch-retries=1", "--fetch-retry-mintimeout=1000"]
    try:
        done = subprocess.run(
            words,
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS_MAX,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not install node-quickbooks in {INSTALL_SECONDS_MAX} s")
    if done.returncode != 0:
        if UNREACHABLE.search(done.stderr):
            pytest.skip("npm cannot reach its registry; node-quickbooks is not installed")
        pytest.fail(f"npm ci refused the lock:\n{done.stderr}")
    return folder


@pytest.fixture(scope="session")
def served_books() -> Iterator[Books]:
    """The simulator of this session, without limits."""
    with served() as books:
        yield books


@pytest.fixture(scope="session")
def found(node_folder: Path, served_books: Books) -> Any:
    """What the script saw; it runs once and every test reads its part."""
    # A proxy of this machine must not stand between the script and the loopback address.
    surroundings = {
        name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")
    }
    done = subprocess.run(
        ["node", str(HERE / "contract.mjs"), json.dumps(served_books.credentials)],
        cwd=node_folder,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=SCRIPT_SECONDS_MAX,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_lock_names_no_registry() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "://" not in text
    assert "://" not in (HERE / ".npmrc").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert all("integrity" in one for name, one in packages.items() if name)


def test_an_invoice_reads_back_as_it_was_made(found: Any) -> None:
    assert found["invoice"] == {"made": 100, "read": 100, "balance": 100}


def test_a_repeated_request_id_makes_one_invoice(found: Any) -> None:
    assert found["repeated"] is True


def test_queries_with_filters_find_what_they_name(found: Any) -> None:
    assert found["queries"] == {
        "byName": [True],
        "liked": ["Sage Wellness"],
        "big": [100],
        "every": 2,
        "counted": 2,
        "none": {},
    }


def test_a_sparse_update_keeps_the_lines(found: Any) -> None:
    assert found["updated"] == {"token": "1", "note": "LeafLink order 10492", "total": 100}


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("stale", {"status": 400, "type": "ValidationFault", "code": "5010"}),
        ("missing", {"status": 400, "type": "ValidationFault", "code": "610"}),
        ("taken", {"status": 400, "type": "ValidationFault", "code": "6240"}),
        ("unquotable", {"status": 400, "type": "ValidationFault", "code": "4001"}),
        ("deletedRead", {"status": 400, "type": "ValidationFault", "code": "610"}),
    ],
)
def test_a_refusal_reaches_the_program_with_its_code(
    found: Any, what: str, refusal: dict[str, Any]
) -> None:
    assert found[what] == refusal


def test_a_bad_token_is_turned_away_at_the_door(found: Any) -> None:
    assert found["unauthorised"] == 401


def test_a_part_payment_leaves_the_rest_open(found: Any) -> None:
    assert found["paid"] == {"unapplied": 0, "left": 40}
    assert found["paidToken"] is True, "a linked payment raises the invoice's SyncToken"


def test_the_reports_tie_to_what_is_open(found: Any) -> None:
    assert found["aged"] == "52.50"
    assert found["trial"] == ["TOTAL", "112.50", "112.50"]


def test_a_batch_answers_each_item_by_itself(found: Any) -> None:
    assert found["batch"] == {"made": 25, "wrong": "ValidationFault", "asked": 1}


def test_a_voided_invoice_stays_at_zero(found: Any) -> None:
    assert found["voided"] == {"total": 0, "balance": 0, "note": "Voided"}


def test_a_deleted_payment_opens_the_invoice_again(found: Any) -> None:
    assert found["deleted"] == "Deleted"
    assert found["restored"] == 100


def test_the_change_feed_tells_of_the_deleted_payment(found: Any) -> None:
    assert found["changes"] == {"Invoice": ["present"] * 3, "Payment": ["Deleted"]}


def test_a_pdf_is_refused_as_unsupported(found: Any) -> None:
    # docs/fidelity/quickbooks.md lists printing among what is not imitated.
    assert found["pdf"]["status"] == 400
    assert "is not supported" in found["pdf"]["says"]


def test_a_refreshed_token_goes_on_working(found: Any) -> None:
    assert found["refreshed"] == {"newToken": True, "company": "string"}
