"""The parts of the newer API that we imitate answer in the shapes of its published description."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml

from tests.simulators.leaflink.desk import Desk, RunningLeafLink

ROOT = Path(__file__).resolve().parents[3]
SPEC = ROOT.parent / "shared/reference/leaflink-api.openapi.yml"
USED = ("/payments", "/sales_invoices", "/taxes/tax_schedules")

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason=f"{SPEC} is not here")


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    running = RunningLeafLink()
    running.start()
    with httpx2.Client(trust_env=False, timeout=30) as http:
        desk = Desk(running.simulator, http)
        desk.control("/limits", {"enabled": False})
        yield desk
    running.stop()


@pytest.fixture(scope="module")
def spec() -> Any:
    from schemathesis import openapi  # noqa: PLC0415 (big, and not needed where this skips)

    raw = yaml.load(SPEC.read_text("utf-8"), yaml.CSafeLoader)
    raw["paths"] = {path: item for path, item in raw["paths"].items() if path.startswith(USED)}
    return openapi.from_dict(raw)


@pytest.mark.parametrize("path", USED)
def test_a_list_and_its_first_row_have_the_shape_of_the_spec(
    desk: Desk, spec: Any, path: str
) -> None:
    from schemathesis.specs.openapi.checks import (  # noqa: PLC0415
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    access = desk.control("/newer")
    query = {"company_id": desk.credentials["company_id"]} if "taxes" in path else {}
    headers = {"authorization": f"Bearer {access['access_token']}"}
    checks = [
        response_schema_conformance,
        response_headers_conformance,
        status_code_conformance,
    ]

    def ask(case: Any) -> Any:
        answer = case.call(base_url=access["base_url"], headers=headers)
        case.validate_response(answer, checks=checks)
        return answer.json()

    listed = ask(spec[path]["GET"].Case(query=query))
    assert listed["results"]
    one = spec[path + "/{id}"]["GET"]
    row = listed["results"][0]
    assert ask(one.Case(path_parameters={"id": row["id"]}, query=query)) == row
