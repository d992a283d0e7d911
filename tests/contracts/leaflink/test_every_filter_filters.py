"""Every filter that LeafLink's description declares keeps rows out, or is named here as idle.

The description lies beside the repository; where it does not, these tests skip.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from tests.contracts.leaflink.filled import fill
from tests.contracts.leaflink.test_answers_match_the_spec import FIDELITY, SPEC
from tests.simulators.leaflink.desk import Desk, RunningLeafLink

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason=f"{SPEC} is not here")

# What chooses pages, fields or the order of rows, and the pair that must come together.
NO_FILTERS = frozenset(
    {
        "limit",
        "offset",
        "fields_include",
        "fields_exclude",
        "fields_add",
        "include_children",
        "expand",
        "ordering",
        "external_id_key",
        "external_id_values",
    }
)
# One extractor found them without effect (reference/leaflink.md 1.6).
IDLE = {
    "/line-items/": frozenset(
        f"order__{field}__{end}"
        for field in ("created_on", "ship_date", "modified")
        for end in ("gte", "lte")
    )
}
# They keep rows out as they are worded: all but one status, a buyer's prices, archived too.
WORDED_OTHERWISE = frozenset({"status__not", "buyer", "include_archived"})
NOBODY = ("nobody-at-all", "999999999", "1999-01-01", "2099-01-01", "-99999", "99999999")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    running = RunningLeafLink()
    running.start()
    running.simulator.reset("season", 1)
    running.simulator.limits.change(enabled=False)
    with httpx2.Client(trust_env=False, timeout=30) as http:
        desk = Desk(running.simulator, http)
        fill(desk)
        yield desk
    running.stop()


def filters() -> list[tuple[str, str]]:
    """Path and name of every declared filter of a list."""
    description: dict[str, Any] = yaml.load(SPEC.read_text("utf-8"), yaml.CSafeLoader)
    found = []
    for path, operations in description["paths"].items():
        if "get" in operations and "{" not in path:
            found += [
                (path, one["name"])
                for one in operations["get"].get("parameters", [])
                if one.get("in") == "query" and one["name"] not in NO_FILTERS
            ]
    return found


def keeps_rows_out(desk: Desk, path: str, name: str) -> bool:
    """Whether some value refuses or empties the list, or true and false share it out."""
    counts = []
    for value in (*NOBODY, "true", "false"):
        answer = desk.call("GET", f"{path.lstrip('/')}?{name}={value}")
        if answer.status_code == 403:
            return True
        counts.append(answer.json()["count"] if answer.status_code == 200 else None)
    every = desk.get(path.lstrip("/"))["count"]
    if every and 0 in counts[: len(NOBODY)]:
        return True
    yes, no = counts[-2:]
    return every == 0 or (yes is not None and no is not None and yes + no == every)


def test_no_declared_filter_is_without_effect(desk: Desk) -> None:
    known = {(path, name) for path, names in IDLE.items() for name in names}
    idle = {
        (path, name)
        for path, name in filters()
        if name not in WORDED_OTHERWISE and not keeps_rows_out(desk, path, name)
    }
    assert idle == known


def test_filters_worded_otherwise_do_as_they_say(desk: Desk) -> None:
    orders = desk.get("orders-received/")["count"]
    complete = desk.get("orders-received/?status=complete")["count"]
    assert desk.get("orders-received/?status__not=complete")["count"] == orders - complete
    assert desk.get("orders-received/?connected_to_metrc=true")["count"] > 0
    assert desk.get("products/?buyer=6001")["count"] == desk.get("products/")["count"]


def test_a_foreign_company_is_refused_by_its_slug(desk: Desk) -> None:
    own = desk.get("companies/")["results"][0]["slug"]
    for path in ("customers/?owner__slug=", "products/?company_slug=", "credits/?company_slug="):
        assert desk.get(path + own)["count"] > 0
        desk.get(f"{path}someone-else", expect=403)


def test_idle_filters_are_named_on_the_fidelity_page() -> None:
    page = Path(FIDELITY).read_text("utf-8")
    assert "the order-date filters of lines do nothing" in page
