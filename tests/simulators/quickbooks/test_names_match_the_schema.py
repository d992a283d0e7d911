"""Every field name that leaves the simulator stands in Intuit's published schema."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from leafledger_simulators.quickbooks.app import QuickBooksSimulator
from tests.simulators.quickbooks.schema import SCHEMAS, fields_of, roots, types

# What JSON writes as properties and the schema as attributes, or as a text with a value.
JSON_ONLY = frozenset({"domain", "sparse", "status", "value", "name", "type", "maxResults"})

pytestmark = pytest.mark.skipif(not SCHEMAS.exists(), reason=f"{SCHEMAS} is not here")


def names_of(type_name: str) -> frozenset[str]:
    """All element names of a type, inherited ones included."""
    names = frozenset(fields_of(type_name))
    return names | substitutes() if "IntuitObject" in names else names


@cache
def substitutes() -> frozenset[str]:
    """The elements that may stand where the schema says IntuitObject."""
    found = (one for root in roots() for one in root)
    return frozenset(
        one.get("name", "") for one in found if one.get("substitutionGroup") == "IntuitObject"
    )


def all_names() -> frozenset[str]:
    """Every element name of the schemas, for what lies deeper."""
    return frozenset().union(*(own for _, own in types().values()))


def deep_names(value: Any) -> set[str]:
    """Every key below a value."""
    if isinstance(value, dict):
        return set(value) | {name for inner in value.values() for name in deep_names(inner)}
    if isinstance(value, list):
        return {name for inner in value for name in deep_names(inner)}
    return set()


def test_every_field_of_the_sample_company_is_in_the_schema() -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", "sample", 1)
    everything = all_names() | substitutes()
    strange = set()
    for entity, found in simulator.snapshot()["entities"].items():
        known = names_of(entity) | JSON_ONLY
        for body in found:
            strange |= {f"{entity}.{name}" for name in set(body) - known}
            strange |= {f"{entity}...{name}" for name in deep_names(body) - everything - JSON_ONLY}
    assert strange == set()


def test_company_info_is_in_the_schema() -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", "empty", 1)
    known = names_of("CompanyInfo") | JSON_ONLY
    assert set(simulator.company.company_info) - known == set()


def test_every_declared_field_is_in_the_schema() -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", "empty", 1)
    strange = {
        f"{name}.{field.name}"
        for name, behaviour in simulator.company.behaviours.items()
        for field in behaviour.kind.fields
        if field.name not in names_of(name) | JSON_ONLY
    }
    assert strange == set()
