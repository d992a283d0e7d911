"""Every field name that leaves the simulator stands in Intuit's published schema."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from leafledger_simulators.quickbooks.app import QuickBooksSimulator

SCHEMAS = Path(__file__).resolve().parents[4] / "shared/reference/quickbooks-xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"
# What JSON writes as properties and the schema as attributes, or as a text with a value.
JSON_ONLY = frozenset({"domain", "sparse", "status", "value", "name", "type", "maxResults"})

pytestmark = pytest.mark.skipif(not SCHEMAS.exists(), reason=f"{SCHEMAS} is not here")


@cache
def schema_names() -> dict[str, tuple[str, frozenset[str]]]:
    """Of each type: the type it extends, and the names of its own elements."""
    types = {}
    for file in sorted(SCHEMAS.glob("*.xsd")):
        for made in ET.parse(file).getroot().iter(f"{XS}complexType"):
            extension = made.find(f".//{XS}extension")
            base = "" if extension is None else extension.get("base", "")
            own = {str(one.get("name") or one.get("ref")) for one in made.iter(f"{XS}element")}
            types[made.get("name", "")] = (base, frozenset(own))
    return types


def names_of(type_name: str) -> frozenset[str]:
    """All element names of a type, inherited ones included."""
    base, own = schema_names().get(type_name, ("", frozenset()))
    if "IntuitObject" in own:
        own |= substitutes()
    return own | (names_of(base) if base else frozenset())


@cache
def substitutes() -> frozenset[str]:
    """The elements that may stand where the schema says IntuitObject."""
    found = (one for file in SCHEMAS.glob("*.xsd") for one in ET.parse(file).getroot())
    return frozenset(
        one.get("name", "") for one in found if one.get("substitutionGroup") == "IntuitObject"
    )


def all_names() -> frozenset[str]:
    """Every element name of the schemas, for what lies deeper."""
    return frozenset().union(*(own for _, own in schema_names().values()))


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
