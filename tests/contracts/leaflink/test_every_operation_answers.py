"""Every operation of LeafLink's published V2 description is answered, by real rows where it reads.

The description lies beside the repository; where it does not, these tests skip.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
import yaml

from tests.contracts.leaflink.filled import fill
from tests.contracts.leaflink.test_answers_match_the_spec import SPEC
from tests.simulators.leaflink.desk import Desk, RunningLeafLink

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason=f"{SPEC} is not here")

# Reading first, so that every row is still there when it is read.
METHODS = ("get", "patch", "post", "put", "delete")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    running = RunningLeafLink()
    running.start()
    with httpx2.Client(trust_env=False, timeout=30) as http:
        desk = Desk(running.simulator, http)
        desk.control("/limits", {"enabled": False})
        fill(desk)
        yield desk
    running.stop()


def operations() -> list[tuple[str, str]]:
    """Method and path of every operation, reading first."""
    paths: dict[str, Any] = yaml.load(SPEC.read_text("utf-8"), yaml.CSafeLoader)["paths"]
    return [(method.upper(), path) for method in METHODS for path in paths if method in paths[path]]


def real_path(desk: Desk, path: str) -> str:
    """The path with words that name something: the first row of its list, a draft for orders."""
    path = path.lstrip("/")
    if "{" not in path:
        return path
    if path.startswith(("orders-received/", "orders/")):
        number = desk.first("draft")["number"]
        return path.format(number=number, order_number=number, action="submit")
    listed = desk.get(path.split("{", maxsplit=1)[0])["results"]
    word = "number" if "{number}" in path else "id"
    return path.format(**{word: listed[0][word]})


def test_the_description_has_111_operations_on_66_paths() -> None:
    assert len(operations()) == 111
    assert len({path for _, path in operations()}) == 66


def test_every_operation_answers_about_a_real_row(desk: Desk) -> None:
    strangers = []
    for method, path in operations():
        allowed = {200} if method == "GET" else {200, 201, 204, 400}
        body: dict[str, Any] | None = None if method in {"GET", "DELETE"} else {}
        if method in {"POST", "DELETE"} and "{number}" in path:
            # The draft of the sample is used up each time.
            desk.control("/reset", {"dataset": "sample", "seed": 1})
            fill(desk)
        answer = desk.call(method, real_path(desk, path), body)
        if answer.status_code not in allowed:
            strangers.append(f"{method} {path} {answer.status_code} {answer.text[:80]}")
    assert strangers == []
