"""Whatever is posted, the simulator answers with a refusal or a change, never with a crash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.simulators.leaflink.desk import Desk

anything = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**40), 2**40),
        st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6)),
        st.text(max_size=12),
        st.sampled_from(
            ["%", "$", "1e400", "NaN", "12.50", "2026-11-02", "Draft", "Net 7", "check"]
        ),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "amount", "currency", "leafledger"]), inner),
    ),
    max_leaves=5,
)

FIELDS = {
    "orders-received/": "seller customer status line_items discount discount_type tax_amount "
    "shipping_charge payment_term selected_payment_option payment_due_date paid paid_date "
    "ship_date notes sales_reps delivery_provider delivery_info external_ids brand facility_id",
    "line-items/": "order product quantity ordered_unit_price sale_price unit_multiplier is_sample "
    "notes position batch packed_at packed_by is_packed",
    "order-payments/": "order recorded_by total payment_date payment_type reason",
    "products/": "name sku wholesale_price retail_price sale_price quantity available_inventory "
    "unit_multiplier unit_denomination category brand product_line listing_state external_ids "
    "description tagline inventory_management",
    "customers/": "owner name nickname license_number email zipcode status tier license_type "
    "managers discount_percent shipping_charge external_ids archived lat corporate_address",
    "contacts/": "owner first_name last_name email",
    "customer-statuses/": "state owner order",
    "product-lines/": "name brand menu_position",
    "activity-entries/": "type date entry delete owner author company customer staff brand",
    "batches/": "owner production_batch_number batch_date thc cannabinoid_unit testing_source",
    "batch-documents/": "batch summary document",
    "product-batches/": "product batch",
    "product-images/": "image product position",
    "strains/": "name parents company strain_classification",
    "promocodes/": "brand code discount_type discount_amount start_date end_date",
    "retailer-inventory/": "is_low source name sku brand quantity company unit_of_measure",
    "inventory/items/": "batch is_archived facility product quantity",
    "order-sales-reps/": "order rep",
    "reports/": "report_type company query",
}


@pytest.mark.parametrize("path", FIELDS)
def test_a_body_of_anything_is_answered_not_crashed_on(desk: Desk, path: str) -> None:
    order = desk.first("accepted")
    rows = desk.get(path)["results"]
    right: dict[str, Any] = {
        "seller": desk.credentials["company_id"],
        "owner": desk.credentials["company_id"],
        "customer": {"id": order["customer"]["id"]},
        "order": order["number"],
        "status": "Draft",
        "name": "Anything",
        "first_name": "Any",
        "state": "Any",
        "brand": desk.get("brands/")["results"][0]["id"],
        "product": order["line_items"][0]["product"],
        "quantity": 1,
        "ordered_unit_price": {"amount": 1, "currency": "USD"},
        "wholesale_price": {"amount": 1, "currency": "USD"},
        "sale_price": {"amount": 0, "currency": "USD"},
        "line_items": [],
        "recorded_by": desk.get("company-staff/")["results"][0]["id"],
        "total": {"amount": 1, "currency": "USD"},
        "payment_date": "2026-11-02T10:00:00Z",
    }
    names = FIELDS[path].split()
    right = {name: value for name, value in right.items() if name in names}

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(st.dictionaries(st.sampled_from(names), anything, max_size=4))
    def post(wrong: dict[str, Any]) -> None:
        answers = [desk.call("POST", path, right | wrong)]
        if rows:
            row = rows[0] if path != "orders-received/" else order
            answers.append(desk.call("PATCH", f"{path}{row.get('number') or row['id']}/", wrong))
        for answer in answers:
            assert answer.status_code in {200, 201, 400, 405}, (wrong, answer.text)
        desk.get(path)

    post()


@pytest.mark.parametrize("body", [b"[]", b"5", b"null", b"{", b'"x"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(desk: Desk, body: bytes) -> None:
    import httpx2  # noqa: PLC0415 (the desk only sends JSON)

    answer = httpx2.post(
        desk.credentials["base_url"] + "customers/",
        content=body,
        headers={"authorization": f"App {desk.credentials['api_key']}"},
        trust_env=False,
    )
    assert answer.status_code == 400


def test_the_season_goes_on_when_people_interfere(desk: Desk) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 2})
    for order in desk.every("orders-received/?status=accepted,submitted,draft&limit=100"):
        path = f"orders-received/{order['number']}/"
        for line in desk.get(path + "line-items/"):
            desk.ask("DELETE", f"line-items/{line['id']}/", expect=204)
        desk.ask("PATCH", path, {"sales_reps": []})
        if order["status"] == "Draft":
            desk.ask("DELETE", path, expect=204)
    for product in desk.every("products/?limit=100"):
        desk.ask("PATCH", f"products/{product['id']}/", {"sku": f"NEW-{product['id']}"})
    assert desk.control("/trade", {"events": 1500})["events"] == 1500
