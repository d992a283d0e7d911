"""`/taxes/tax_schedules` of the newer API (reference/leaflink.md 4).

The whole numbers that `tax_type` and `unit_type` take are not published; ours are the places in
the lists below, from 1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.newer.visit import Visit, ordered, paged
from leafledger_simulators.leaflink.records import Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.taxes import TAX_TYPES, UNIT_TYPES, add_schedule

RATE_MAX = Decimal(100_000)


def list_schedules(visit: Visit) -> Row:
    """GET /taxes/tax_schedules: those that are not archived."""
    words = visit.query.get("search", "").lower()
    rows = [row for row in _table(visit).values() if words in row["name"].lower()]
    rows = [row for row in rows if not row["archived"]]
    keys = {"id": lambda row: row["id"], "name": lambda row: row["name"]}
    return paged(visit, ordered(visit, rows, keys), lambda row: _shape(visit, row))


def get_schedule(visit: Visit) -> Row:
    """GET /taxes/tax_schedules/{id}."""
    return _shape(visit, _find(visit))


def create_schedule(visit: Visit) -> Row:
    """POST /taxes/tax_schedules: answers with the id."""
    names = ("name", "product_category_ids", "tax_rate", "tax_type", "unit_type")
    missing = [name for name in names if visit.body.get(name) is None]
    _table(visit)
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    return {"id": add_schedule(visit.world, **_read(visit, visit.body))["id"]}


def patch_schedule(visit: Visit) -> Row:
    """PATCH: the old schedule is archived and a new one made, under a new id."""
    row = _find(visit)
    wanted = {name: value for name, value in visit.body.items() if value is not None}
    kept = {name: row[name] for name in ("name", "rate", "tax_type", "unit_type", "categories")}
    read = {"state": row["state"], **kept, **_read(visit, wanted)}
    row["archived"] = True
    return {"id": add_schedule(visit.world, **read)["id"]}


def archive_schedule(visit: Visit) -> None:
    """DELETE: archived; orders keep the tax they have."""
    _find(visit)["archived"] = True


def _read(visit: Visit, fields: Row) -> Row:
    read: Row = {}
    if "name" in fields:
        read["name"] = wire.read_text("name", fields["name"], 255, nullable=False) or ""
        if not read["name"].strip():
            raise wrong_field("name", "This field may not be blank.")
    if "tax_rate" in fields:
        rate = wire.read_decimal("tax_rate", fields["tax_rate"])
        if not 0 <= rate < RATE_MAX or rate != rate.quantize(Decimal("0.00001")):
            raise wrong_field("tax_rate", "A valid number is required.")
        read["rate"] = str(rate)
    for name, words in (("tax_type", TAX_TYPES), ("unit_type", UNIT_TYPES)):
        if name in fields:
            code = wire.read_whole(name, fields[name])
            if not 1 <= code <= len(words):
                raise wrong_field(name, f'"{code}" is not a valid choice.')
            read[name] = words[code - 1]
    if "product_category_ids" in fields:
        read["categories"] = _categories(visit, fields["product_category_ids"])
    return read


def _categories(visit: Visit, wanted: Any) -> list[int]:
    known = visit.world.state.table("product_categories")
    if not isinstance(wanted, list):
        raise wrong_field("product_category_ids", "Expected a list of items.")
    for one in wanted:
        if wire.read_whole("product_category_ids", one) not in known:
            raise wrong_field("product_category_ids", f'Invalid pk "{one}".')
    return wanted


def _table(visit: Visit) -> dict[int, Row]:
    """The schedules of the company that the query must name."""
    asked = visit.query.get("company_id")
    if asked is None:
        raise wrong_field("company_id", "This field is required.")
    if asked != str(visit.world.state.company_id):
        raise not_found()
    return visit.world.state.table("tax_schedules")


def _find(visit: Visit) -> Row:
    row = _table(visit).get(visit.number)
    if row is None or row["archived"]:
        raise not_found()
    return row


def _shape(visit: Visit, row: Row) -> Row:
    known = visit.world.state.table("product_categories")
    return {
        "id": row["id"],
        "name": row["name"],
        "tax_type": row["tax_type"],
        "tax_rate": f"{Decimal(row['rate']):.5f}",
        "unit_type": row["unit_type"],
        "product_categories": [known[one]["name"] for one in row["categories"] if one in known],
    }
