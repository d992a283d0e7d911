"""Every GET we imitate answers in the shapes of LeafLink's own V2 specification.

The spec is not part of this repository; where it does not lie beside it, these tests skip.
Where captures or the spec's own examples contradict its schemas, the property is let off, by
name, below and in docs/fidelity/leaflink.md ("Where we leave the spec").
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.contracts.leaflink.filled import fill
from tests.simulators.leaflink.desk import Desk, RunningLeafLink

ROOT = Path(__file__).resolve().parents[3]
SPEC = ROOT.parent / "shared/reference/leaflink-marketplace-v2.openapi.yml"
FIDELITY = ROOT / "docs/fidelity/leaflink.md"

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason=f"{SPEC} is not here")

# Calls with drawn query parameters, per path.
DRAWN_CALLS = 3

# The property's JSON type differs: the spec's example or a capture shows another one.
OTHER_TYPE = {
    "OrderResponse": (
        "available_transitions",
        "is_combination",
        "payment_balance",
        "shipping_charge",
        "total",
    ),
    "LineItemResponse": ("product",),
    "OrderPaymentResponse": ("total",),
    "ProductResponse": (
        "available_inventory",
        "children_count",
        "has_deals_eligible_children",
        "image_count",
        "inventory_management",
        "price_schedule_price",
        "retail_price",
        "sale_price",
        "wholesale_price",
    ),
}
# The property may be null although the spec does not say so.
ALSO_NULL = {
    "OrderResponse": ("customer", "delivery_info", "selected_payment_option"),
    "InventoryItem": ("batch",),
    "LineItemResponse": ("unit_multiplier",),
    "ProductResponse": (
        "base_units_per_unit",
        "drop_date",
        "dropped",
        "extern_acct_id",
        "extern_sts_ids",
        "grow_type",
        "license",
        "maximum_order",
        "parent",
        "sell_in_unit_of_measure",
        "seller_internal_id",
        "tagline",
    ),
    "CustomerResponse": (
        "ext_acct_id",
        "lat",
        "leaflink_last_views",
        "long",
        "next_contact_date",
        "partner",
        "payment_term",
        "price_schedule",
        "service_zone",
    ),
}

PRODUCT_TWINS = ("ProductUpdateResponse", "ProductArchiveResponse")

# /buyer/orders/: the description's own example shows null or another type.
BUYERS_OWN = (
    "buyer",
    "created_by",
    "delivered_date",
    "payment_due_date",
    "payment_methods",
    "payment_term",
    "seller",
    "ship_date",
    "shipping_details",
)
# Among them a brand whose type is called "objet", which is no type.
BUYERS_PRODUCT = ("base_units_per_unit", "brand", "id")

LISTS = (
    "activity-entries",
    "batch-documents",
    "batches",
    "brands",
    "companies",
    "company-staff",
    "contacts",
    "credits",
    "customer-statuses",
    "customer-tiers",
    "customers",
    "inventory/facilities",
    "inventory/items",
    "license-types",
    "licenses",
    "line-items",
    "order-event-logs",
    "order-payments",
    "order-sales-reps",
    "orders-received",
    "product-batches",
    "product-categories",
    "product-images",
    "product-lines",
    "product-subcategories",
    "products",
    "promocodes",
    "reports",
    "retailer-inventory",
    "strains",
)


@pytest.fixture(scope="module")
def season() -> Iterator[RunningLeafLink]:
    running = RunningLeafLink()
    running.start()
    running.simulator.reset("season", 1)
    running.simulator.limits.change(enabled=False)
    with httpx2.Client(trust_env=False, timeout=30) as http:
        fill(Desk(running.simulator, http))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def spec() -> Any:
    # Imported late: the library is big, and where the spec is missing nobody needs it.
    from schemathesis import openapi  # noqa: PLC0415

    raw = yaml.load(SPEC.read_text("utf-8"), yaml.CSafeLoader)
    schemas = raw["components"]["schemas"]
    for let_off in (OTHER_TYPE, ALSO_NULL):
        for name, properties in let_off.items():
            # A product that was changed or archived has the same shape under another name.
            for twin in {name, *PRODUCT_TWINS} if name == "ProductResponse" else {name}:
                schemas[twin]["properties"] |= {one: {} for one in properties}
    _let_off_purchases(raw)
    return openapi.from_dict(raw)


def _let_off_purchases(raw: Any) -> None:
    """The description of /buyer/orders/ contradicts its own example in many places."""
    purchase = raw["components"]["schemas"]["BuyerOrderResponse"]["properties"]
    line = purchase["line_items"]["items"]["properties"]
    for name in BUYERS_OWN:
        purchase[name] = {}
    for name in BUYERS_PRODUCT:
        line["product"]["properties"][name] = {}
    line["quantity"] = {}
    answer = raw["paths"]["/buyer/orders/"]["get"]["responses"]["200"]
    envelope = answer["content"]["application/json"]["schema"]["properties"]
    envelope["next"]["nullable"] = envelope["previous"]["nullable"] = True


def checked(season: RunningLeafLink, path: str, case: Any) -> Any:
    """Send a case with our key; the answer is no server error and has the spec's shape."""
    from schemathesis.specs.openapi.checks import (  # noqa: PLC0415
        content_type_conformance,
        response_schema_conformance,
    )

    simulator = season.simulator
    answer = case.call(
        base_url=simulator.credentials()["base_url"].rstrip("/"),
        headers={"authorization": f"App {simulator.keys.app.value}"},
    )
    assert answer.status_code < 500, path
    if answer.status_code in {200, 201}:
        case.validate_response(
            answer, checks=[response_schema_conformance, content_type_conformance]
        )
    return answer


@pytest.mark.parametrize("path", LISTS)
def test_a_list_has_the_shape_of_the_spec(spec: Any, season: RunningLeafLink, path: str) -> None:
    answer = checked(season, path, spec[f"/{path}/"]["GET"].Case(query={"limit": 100}))
    assert answer.status_code == 200
    assert answer.json()["results"]


@pytest.mark.parametrize("path", LISTS)
def test_a_single_row_has_the_shape_of_the_spec(
    spec: Any, season: RunningLeafLink, path: str
) -> None:
    listed = checked(season, path, spec[f"/{path}/"]["GET"].Case(query={"limit": 1}))
    row, word = listed.json()["results"][0], "id"
    if path in {"orders-received", "reports"}:
        word = "number"
    operation = spec[f"/{path}/{{{word}}}/"]["GET"]
    case = operation.Case(path_parameters={word: row[word]}, query={})
    assert checked(season, path, case).status_code == 200


@pytest.mark.parametrize("path", ["line-items", "payments"])
def test_an_orders_sub_list_has_the_shape_of_the_spec(
    spec: Any, season: RunningLeafLink, path: str
) -> None:
    payment = next(iter(season.simulator.world.state.payments.values()))
    operation = spec[f"/orders-received/{{number}}/{path}/"]["GET"]
    answer = checked(
        season, path, operation.Case(path_parameters={"number": payment.order}, query={})
    )
    assert answer.status_code == 200
    assert isinstance(answer.json(), list)


def test_comments_and_delivery_have_the_shape_of_the_spec(
    spec: Any, season: RunningLeafLink
) -> None:
    rows = season.simulator.world.state.table("order_comments")
    number = next(iter(rows.values()))["order"]
    operation = spec["/orders-received/{number}/comments/"]["GET"]
    answer = checked(season, "comments", operation.Case(path_parameters={"number": number}))
    assert answer.json()[0]["message"] == "Ready at noon?"
    operation = spec["/orders/{order_number}/delivery-information/"]["GET"]
    case = operation.Case(path_parameters={"order_number": number})
    assert checked(season, "delivery", case).json()["order"] == number


def test_purchases_have_the_shape_of_the_spec(spec: Any, season: RunningLeafLink) -> None:
    case = spec["/buyer/orders/"]["GET"].Case(query={"limit": 100})
    assert checked(season, "buyer/orders", case).json()["results"] == []
    season.simulator.switches.set({"buyer_orders_show": "received"})
    purchases = checked(season, "buyer/orders", case).json()["results"]
    season.simulator.switches.reset()
    assert {one["source"] for one in purchases} == {"BGO", "SGO"}


@pytest.mark.parametrize("path", LISTS)
def test_drawn_queries_never_break_a_list(spec: Any, season: RunningLeafLink, path: str) -> None:
    parameters = [
        parameter.name
        for parameter in spec[f"/{path}/"]["GET"].query
        # Field selection drops properties that the description calls required.
        if parameter.name not in {"limit", "offset", "fields_include", "fields_exclude"}
    ]

    @settings(
        max_examples=DRAWN_CALLS,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def draw(data: st.DataObject) -> None:
        words = st.one_of(st.text(max_size=8), st.sampled_from(["true", "1", "2026-10-01", "a,b"]))
        chosen = data.draw(st.lists(st.sampled_from(parameters or ["limit"]), max_size=3))
        query = {name: data.draw(words) for name in chosen}
        checked(season, path, spec[f"/{path}/"]["GET"].Case(query=query))

    draw()


def writes(simulator: Any) -> list[tuple[str, str, dict[str, Any], Any, int]]:
    """Method, path, words and body of every write that the sync uses, and its status."""
    state = simulator.world.state
    product = next(one for one in state.products.values() if one.sku == "CKC-02")
    customer, staff = next(iter(state.customers)), next(iter(state.table("company_staff")))
    open_order = next(one for one in state.orders.values() if one.status == "Accepted")
    money = {"amount": "10.00", "currency": "USD"}
    line = {"product": product.id, "quantity": 12, "ordered_unit_price": money}
    line |= {"sale_price": {"amount": "0.00", "currency": "USD"}}
    order = {"seller": state.company_id, "customer": {"id": customer}, "status": "Submitted"}
    payment = {"order": open_order.number, "recorded_by": staff, "total": money}
    payment |= {"payment_date": "2026-11-02T09:30:00-07:00", "payment_type": "check"}
    named, one_order = {"id": customer}, {"number": open_order.number}
    owner: dict[str, Any] = {"owner": state.company_id, "name": "Leaf"}
    owner |= {"email": "ap@leaf.example", "website": "https://leaf.example/"}
    tables = {"license_type": "license_types", "tier": "customer_tiers"}
    tables["status"] = "customer_statuses"
    owner |= {name: next(iter(state.table(table))) for name, table in tables.items()}
    made = {"name": "New", "wholesale_price": money}
    kinds = ("brand", "product_line", "category", "sub_category")
    made |= {kind: getattr(product, kind) for kind in kinds}
    return [
        ("POST", "/orders-received/", {}, order | {"line_items": [line]}, 201),
        ("PATCH", "/orders-received/{number}/", one_order, {"notes": "By the back door."}, 200),
        ("POST", "/line-items/", {}, line | {"order": open_order.number}, 201),
        ("PATCH", "/line-items/{id}/", {"id": open_order.lines[0].id}, {"quantity": 24}, 200),
        ("POST", "/order-payments/", {}, payment, 201),
        (
            "POST",
            "/orders-received/{number}/transition/{action}/",
            {**one_order, "action": "fulfill"},
            None,
            200,
        ),
        ("POST", "/customers/", {}, owner, 201),
        ("PATCH", "/customers/{id}/", named, {"ext_acct_id": "88"}, 200),
        ("DELETE", "/customers/{id}/", named, None, 200),
        ("POST", "/products/", {}, made, 201),
        ("PATCH", "/products/{id}/", {"id": product.id}, {"extern_acct_id": "9"}, 200),
        ("DELETE", "/products/{id}/", {"id": product.id}, None, 200),
        ("POST", "/contacts/", {}, {"owner": 6001, "first_name": "Kim"}, 201),
    ]


def test_every_write_the_sync_uses_answers_in_the_shape_of_the_spec(
    spec: Any, season: RunningLeafLink
) -> None:
    for method, path, words, body, status in writes(season.simulator):
        more = {} if body is None else {"body": body, "media_type": "application/json"}
        case = spec[path][method].Case(path_parameters=words, **more)
        answer = checked(season, path, case)
        assert answer.status_code == status, (path, answer.text)


def test_every_property_let_off_is_documented() -> None:
    page = FIDELITY.read_text("utf-8")
    let_off = {
        one
        for group in (OTHER_TYPE, ALSO_NULL)
        for properties in group.values()
        for one in properties
    }
    assert [one for one in sorted(let_off) if f"`{one}`" not in page] == []
