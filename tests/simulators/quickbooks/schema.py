"""Intuit's published schema, read so that a JSON body can be held against it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parents[4] / "shared/reference/quickbooks-xsd"
XS = "{http://www.w3.org/2001/XMLSchema}"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
WHOLE = frozenset({"xs:int", "xs:integer", "xs:long", "xs:positiveInteger"})


@dataclass(frozen=True, slots=True)
class Element:
    """A field of a type: what it holds, and whether several of it make a list."""

    holds: str
    is_list: bool


@cache
def roots() -> tuple[ET.Element, ...]:
    """All schema files."""
    return tuple(ET.parse(file).getroot() for file in sorted(SCHEMAS.glob("*.xsd")))


@cache
def enumerations() -> dict[str, tuple[str, frozenset[str]]]:
    """Of each simple type: what it restricts, and its values when they are listed."""
    found = {}
    for made in (one for root in roots() for one in root.iter(f"{XS}simpleType")):
        rule = made.find(f"{XS}restriction")
        if made.get("name") and rule is not None:
            values = {one.get("value", "") for one in rule.iter(f"{XS}enumeration")}
            found[made.get("name", "")] = (rule.get("base", ""), frozenset(values))
    return found


@cache
def types() -> dict[str, tuple[str, dict[str, Element]]]:
    """Of each complex type: the type it extends, and its own fields."""
    found = {}
    for made in (one for root in roots() for one in root.iter(f"{XS}complexType")):
        extension = made.find(f".//{XS}extension")
        base = "" if extension is None else extension.get("base", "")
        own = {
            str(one.get("name") or one.get("ref")): Element(
                one.get("type", ""), one.get("maxOccurs", "1") != "1"
            )
            for one in made.iter(f"{XS}element")
        }
        found[made.get("name", "")] = (base, own)
    return found


def fields_of(type_name: str) -> dict[str, Element]:
    """All fields of a type, inherited ones included."""
    base, own = types().get(type_name, ("", {}))
    return {**(fields_of(base) if base else {}), **own}


def misfits(type_name: str, body: Any, path: str) -> Iterator[str]:
    """Where a JSON object holds another kind of value than its type says."""
    for name, element in fields_of(type_name).items():
        value = body.get(name)
        where = f"{path}.{name}"
        if value is None:
            continue
        if element.is_list and not isinstance(value, list):
            yield f"{where} is no list"
        elif element.is_list:
            for one in value:
                yield from _misfits_of_one(element.holds, one, where)
        else:
            yield from _misfits_of_one(element.holds, value, where)


def _misfits_of_one(holds: str, value: Any, where: str) -> Iterator[str]:
    base, values = enumerations().get(holds, (holds, frozenset()))
    if holds in types():
        if not isinstance(value, dict):
            yield f"{where} is no {holds}"
        else:
            yield from _misfits_of_text(holds, value, where)
            yield from misfits(holds, value, where)
    elif values and value not in values:
        yield f"{where} is {value}, no {holds}"
    elif not _fits(base, value):
        yield f"{where} is {value!r}, no {base}"


def _misfits_of_text(holds: str, value: Any, where: str) -> Iterator[str]:
    """A type with text and attributes is an object with `value` in JSON."""
    base, own = types()[holds]
    if not own and (base in enumerations() or base.startswith("xs:")):
        for name in ("value", "name"):
            if not isinstance(value.get(name, ""), str):
                yield f"{where}.{name} is no text"


def _fits(base: str, value: Any) -> bool:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if base == "xs:decimal":
        return is_number
    if base in WHOLE:
        return is_number and value == int(value)
    if base == "xs:boolean":
        return isinstance(value, bool)
    if base == "xs:date":
        return isinstance(value, str) and DAY.fullmatch(value) is not None
    if base == "xs:dateTime":
        return isinstance(value, str) and INSTANT.fullmatch(value) is not None
    return not base.startswith("xs:") or isinstance(value, str)
