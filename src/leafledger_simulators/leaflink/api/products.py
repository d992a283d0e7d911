"""`/products/`: list, get, create, edit; DELETE archives (reference/leaflink.md 7)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.call import (
    Answer,
    Call,
    Endpoint,
    checked_external_ids,
    comma_list,
    page,
    read_id,
    select,
)
from leafledger_simulators.leaflink.filters import (
    Test,
    external_id_tests,
    flag_tests,
    keep,
    time_tests,
    word_tests,
)
from leafledger_simulators.leaflink.records import ZERO, Product, Row
from leafledger_simulators.leaflink.refusals import Refusal, not_found, wrong_field
from leafledger_simulators.leaflink.shapes.products import (
    DENOMINATIONS,
    PLAIN_FIELDS,
    display_name,
    product_shape,
)
from leafledger_simulators.leaflink.shelf import touch_product

LISTING_STATES = ("Available", "Backorder", "Sample", "Internal", "Unavailable", "Archived")
UNITS = (
    "Milligram",
    "Gram",
    "Kilogram",
    "Ounce",
    "Pound",
    "Unit",
    "Liter",
    "Milliliter",
)


def list_products(call: Call) -> Answer:
    """GET /products/."""
    return page(
        call,
        keep(call.world.state.products.values(), _tests(call)),
        lambda product: product_shape(call.world, product, call.children, call.query.get("buyer")),
    )


def get_product(call: Call) -> Answer:
    """GET /products/{id}/."""
    return Answer(
        200,
        select(
            call, product_shape(call.world, _find(call), call.children, call.query.get("buyer"))
        ),
    )


def create_product(call: Call) -> Answer:
    """POST /products/: a blank SKU becomes a random one of 20 hex digits."""
    fields, state = call.fields(), call.world.state
    missing = [name for name in ("name", "wholesale_price") if fields.get(name) is None]
    if missing:
        raise Refusal(400, {name: ["This field is required."] for name in missing})
    now = call.world.stamp()
    product = Product(
        id=state.next_id("product"),
        name="",
        sku=new_sku(call),
        created_on=now,
        modified=now,
        wholesale_price=ZERO,
    )
    _write(call, product, fields)
    state.products[product.id] = product
    touch_product(call.world, product, "create")
    return Answer(201, product_shape(call.world, product))


def patch_product(call: Call) -> Answer:
    """PATCH /products/{id}/; a parent's edit fans out to its children."""
    product = _find(call)
    _write(call, product, call.fields())
    touch_product(call.world, product)
    return Answer(200, product_shape(call.world, product))


def archive_product(call: Call) -> Answer:
    """DELETE /products/{id}/: archived, not deleted; answers 200 with the product."""
    product = _find(call)
    product.listing_state = "Archived"
    touch_product(call.world, product)
    return Answer(200, product_shape(call.world, product))


def list_listing_states(call: Call) -> Answer:
    """GET /listing-states/: the ids the `listing_state` filter takes; row shape inferred."""
    rows = [{"id": place, "name": name} for place, name in enumerate(LISTING_STATES, 1)]
    return page(call, rows, dict)


def new_sku(call: Call) -> str:
    """A SKU as LeafLink makes one up (reference 7)."""
    return f"{call.world.state.random.getrandbits(80):020x}"


def _find(call: Call) -> Product:
    product = call.world.state.products.get(read_id(call))
    if product is None:
        raise not_found()
    return product


def _tests(call: Call) -> list[Test]:
    query = call.query
    tests: list[Test] = [
        *time_tests(query, "modified", lambda product: product.modified),
        *time_tests(query, "created_on", lambda product: product.created_on),
        *time_tests(
            query,
            "last_edit",
            lambda product: product.fields.get("last_edit", product.created_on),
        ),
        *external_id_tests(query),
        *flag_tests(query, "archived", lambda product: product.archived),
    ]
    for name in ("id", "sku", "brand", "product_line", "category", "sub_category", "parent"):
        tests += word_tests(query, name, _reader(name), many=True)
    tests += word_tests(query, "name", lambda product: product.name)
    tests += word_tests(query, "display_name", lambda product: display_name(call.world, product))
    tests += word_tests(
        query, "seller_internal_id", lambda product: product.fields.get("seller_internal_id")
    )
    if query.get("listing_state"):
        wanted = {
            LISTING_STATES[int(one) - 1]
            for one in comma_list(query["listing_state"])
            if one.isdecimal() and 0 < int(one) <= len(LISTING_STATES)
        }
        tests.append(lambda product: product.listing_state in wanted)
    for name, present in (
        ("has_children", lambda product: bool(product.fields.get("children_count"))),
        ("parent__isnull", lambda product: product.parent is None),
        ("sub_category__isnull", lambda product: product.sub_category is None),
        ("license__isnull", lambda product: not product.fields.get("license")),
        ("s2s_connected", lambda product: bool(product.fields.get("extern_sts_ids"))),
    ):
        tests += flag_tests(query, name, present)
    tests += _tests_by_others(call)
    if query.get("strains"):
        strains = comma_list(query["strains"])
        tests.append(lambda one: bool(strains & set(map(str, one.fields.get("strains") or ()))))
    if query.get("search"):
        words = query["search"].lower()
        tests.append(lambda product: words in f"{product.name} {product.sku}".lower())
    return tests


def _tests_by_others(call: Call) -> list[Test]:
    """Filters by the seller and by the licence a product is sold under."""
    query, state = call.query, call.world.state
    licenses = state.table("licenses")

    def kind(product: Product) -> object:
        return licenses.get(product.fields.get("license") or 0, {}).get("type")

    return [
        *word_tests(query, "company", lambda _product: state.company_id, many=True),
        *word_tests(query, "license", lambda one: one.fields.get("license"), many=True),
        *word_tests(query, "license__type", kind, many=True),
    ]


def _reader(name: str) -> Callable[[Any], object]:
    return lambda product: getattr(product, name)


def _write(call: Call, product: Product, fields: Row) -> None:
    """Set what a body may set, all checked first. Raises: Refusal naming a wrong field."""
    read: Row = {}
    for name, value in fields.items():
        if name in _READERS:
            read[name] = _READERS[name](name, value)
    if read.get("sku") == "":
        read["sku"] = new_sku(call)
    if "available_inventory" in fields:
        wanted = wire.read_decimal("available_inventory", fields["available_inventory"])
        read["quantity"] = wanted + product.reserved_qty
    if "external_ids" in fields:
        read["external_ids"] = checked_external_ids(
            call, product.external_ids, fields["external_ids"]
        )
    given = fields.get("unit_denomination")
    denomination = wire.read_whole_or_none("unit_denomination", given)
    if denomination is not None and denomination not in DENOMINATIONS:
        raise wrong_field("unit_denomination", f'"{denomination}" is not a valid choice.')
    for name, value in read.items():
        setattr(product, name, value)
    plain = {name: fields[name] for name in PLAIN_FIELDS if name in fields}
    product.fields |= plain | ({"unit_denomination": denomination} if denomination else {})


def _price(name: str, value: Any) -> Decimal:
    price = wire.read_money(name, value)
    if price < ZERO:
        raise wrong_field(name, "Ensure this value is greater than or equal to 0.")
    return price


def _choice(choices: tuple[Any, ...]) -> Callable[[str, Any], Any]:
    def read(name: str, value: Any) -> Any:
        if value not in choices:
            raise wrong_field(name, f'"{value}" is not a valid choice.')
        return value

    return read


def _sku(name: str, value: Any) -> str:
    text = wire.read_text(name, value, 255) or ""
    if "," in text:
        raise wrong_field(name, "Commas are not allowed.")
    return text


def _multiplier(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise wrong_field(name, "A valid integer is required.")
    return value


def _row_id(name: str, value: Any) -> Any:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise wrong_field(name, "Incorrect type. Expected pk value.")
    return value


_READERS: dict[str, Callable[[str, Any], Any]] = {
    "name": lambda name, value: wire.read_text(name, value, 400, nullable=False),
    "sku": _sku,
    "quantity": wire.read_decimal,
    "unit_multiplier": _multiplier,
    "retail_price": _price,
    "wholesale_price": _price,
    "sale_price": _price,
    "allow_fractional_quantities": wire.read_flag,
    "listing_state": _choice(LISTING_STATES),
    "inventory_management": _choice((1, 2, 3)),
    "unit_of_measure": _choice(UNITS),
    "sell_in_unit_of_measure": _choice(("Case", None)),
    "category": _row_id,
    "sub_category": _row_id,
    "brand": _row_id,
    "product_line": _row_id,
}

ENDPOINTS = (
    Endpoint("GET", "products", "products", list_products),
    Endpoint("POST", "products", "products", create_product),
    Endpoint("GET", "products/{id}", "products", get_product),
    Endpoint("PATCH", "products/{id}", "products", patch_product),
    Endpoint("DELETE", "products/{id}", "products", archive_product),
    Endpoint("GET", "listing-states", "products", list_listing_states),
)
