"""What is posted is kept as it was sent, and has the effect that the description states."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from tests.contracts.leaflink.filled import PICTURE, fill, upload
from tests.simulators.leaflink.desk import Desk

KEPT = (
    "activity-entries",
    "batches",
    "batch-documents",
    "product-batches",
    "product-images",
    "strains",
    "promocodes",
    "retailer-inventory",
)


@pytest.mark.parametrize("path", KEPT)
def test_a_row_is_read_back_as_it_was_answered(desk: Desk, path: str) -> None:
    fill(desk)
    row = desk.get(f"{path}/")["results"][0]
    assert desk.get(f"{path}/{row['id']}/") == row
    assert desk.get(f"{path}/?id={row['id']}")["count"] == 1
    desk.get(f"{path}/999999999/", expect=404)


@pytest.mark.parametrize("path", [*KEPT, "reports", "inventory/items", "order-sales-reps"])
def test_an_empty_body_names_every_missing_field(desk: Desk, path: str) -> None:
    refusal = desk.ask("POST", f"{path}/", {}, expect=400)
    assert len(refusal) >= 2
    assert set(map(tuple, refusal.values())) == {("This field is required.",)}


def test_a_deleted_entry_is_marked_and_a_deleted_batch_is_gone_with_its_documents(
    desk: Desk,
) -> None:
    fill(desk)
    entry = desk.get("activity-entries/")["results"][0]
    assert desk.ask("DELETE", f"activity-entries/{entry['id']}/")["delete"] is True
    batch = desk.get("batches/")["results"][0]
    assert batch["documents"][0]["summary"] == "COA"
    desk.ask("DELETE", f"batches/{batch['id']}/", expect=204)
    for path in ("batches/", "batch-documents/", "product-batches/"):
        assert desk.get(path)["count"] == 0


def test_an_uploaded_picture_comes_back_as_a_download(desk: Desk) -> None:
    product = desk.product("CKC-01")["id"]
    image = upload(desk, "product-images/", {"product": str(product), "position": "2"}, "image")
    assert image["position"] == 2
    answer = httpx2.get(image["image"], trust_env=False)
    assert (answer.content, answer.headers["content-disposition"]) == (PICTURE, "attachment")
    refusal = desk.ask(
        "POST", "product-images/", {"product": product, "position": 1, "image": "x"}, expect=400
    )
    assert "not a file" in refusal["image"][0]


def test_a_promotion_code_is_unique_to_its_brand_and_only_its_dates_change(desk: Desk) -> None:
    fill(desk)
    code = desk.get("promocodes/")["results"][0]
    again = {name: code[name] for name in ("brand", "code", "start_date", "end_date")}
    desk.ask("POST", "promocodes/", again, expect=400)
    path = f"promocodes/{code['id']}/"
    wanted = {"code": "ELEVEN", "end_date": "2027-06-01T00:00:00Z"}
    changed = desk.ask("PATCH", path, wanted)
    assert (changed["code"], changed["end_date"] > code["end_date"]) == ("TEN", True)


def test_a_batch_item_archives_the_one_without_and_items_add_up_to_the_product(desk: Desk) -> None:
    fill(desk)
    product = desk.product("CKC-01")
    path = f"inventory/items/?product={product['id']}"
    first = desk.get(path)["results"]
    assert [row["batch"] for row in first] == [None]
    assert f"{first[0]['quantity']:.4f}" == product["quantity"]
    batch = desk.get("batches/")["results"][0]["id"]
    body = {"facility": 501, "product": product["id"], "batch": batch, "quantity": 240}
    made = desk.ask("POST", "inventory/items/", body | {"is_archived": False}, expect=201)
    assert [row["id"] for row in desk.get(path)["results"]] == [made["id"]]
    assert len(desk.get(path + "&include_archived=true")["results"]) == 2
    assert desk.product("CKC-01")["quantity"] == "240.0000"
    desk.ask("PATCH", f"inventory/items/{made['id']}/", {"quantity": 120})
    assert desk.product("CKC-01")["quantity"] == "120.0000"
    order = desk.place([{"product": product["id"], "cases": 2}])
    for verb in ("accept", "fulfill"):
        desk.ask("POST", f"orders-received/{order['number']}/transition/{verb}/")
    assert desk.get(f"inventory/items/{made['id']}/")["quantity"] == 96


def test_a_report_runs_and_then_lies_ready_as_a_file(desk: Desk) -> None:
    company = desk.credentials["company_id"]
    for kind, status in (("accounts-receivable", "completed"), ("orders-sent", "failed")):
        body = {"report_type": kind, "company": company}
        asked = desk.ask("POST", "reports/", body, expect=201)
        assert asked["status"] == "running"
        done = desk.get(f"reports/{asked['number']}/")
        assert done["status"] == status
    ready = desk.get("reports/")["results"][0]
    lines = httpx2.get(ready["export"], trust_env=False).text.splitlines()
    assert lines[0] == "customer,order,created,balance"
    owed = [one for one in desk.snapshot()["orders"] if one["payment_balance"]]
    assert 1 < len(lines) - 1 <= len(owed)


def test_a_sales_rep_is_put_on_an_order_and_taken_off(desk: Desk) -> None:
    order = desk.first("accepted")
    staff = [row["id"] for row in desk.get("company-staff/")["results"]]
    rep = next(one for one in staff if one not in [rep["id"] for rep in order["sales_reps"]])
    pair: dict[str, Any] = {"order": order["number"], "rep": rep}
    made = desk.ask("POST", "order-sales-reps/", pair, expect=201)
    desk.ask("POST", "order-sales-reps/", pair, expect=400)
    path = f"orders-received/{order['number']}/"
    assert rep in [one["id"] for one in desk.get(path)["sales_reps"]]
    log = desk.get(f"order-event-logs/?order={order['number']}")["results"]
    assert log[-1]["event_type"] == "rep_edited"
    desk.ask("DELETE", f"order-sales-reps/{made['id']}/", expect=204)
    assert rep not in [one["id"] for one in desk.get(path)["sales_reps"]]


def test_a_status_in_use_or_of_leaflinks_own_stays(desk: Desk) -> None:
    company = desk.credentials["company_id"]
    stock = desk.get("customer-statuses/?is_stock=true")["results"][0]
    desk.ask("DELETE", f"customer-statuses/{stock['id']}/", expect=400)
    own = desk.ask("POST", "customer-statuses/", {"state": "VIP", "owner": company}, expect=201)
    customer = desk.get("customers/")["results"][0]["id"]
    desk.ask("PATCH", f"customers/{customer}/", {"status": own["id"]})
    desk.ask("DELETE", f"customer-statuses/{own['id']}/", expect=400)
    desk.ask("PATCH", f"customers/{customer}/", {"status": stock["id"]})
    desk.ask("DELETE", f"customer-statuses/{own['id']}/", expect=204)


def test_the_twins_below_a_company_list_the_same_and_strangers_see_nothing(desk: Desk) -> None:
    company = desk.credentials["company_id"]
    for path in ("orders-received", "line-items", "products"):
        assert desk.get(f"companies/{company}/{path}/")["count"] == desk.get(f"{path}/")["count"]
        desk.get(f"companies/{company + 1}/{path}/", expect=404)
    parent = desk.product("CKR-00")["id"]
    assert {row["sku"] for row in desk.every(f"products/{parent}/products/")} == {
        "CKR-01",
        "CKR-02",
    }
