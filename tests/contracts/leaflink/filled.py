"""A sample with at least one row of everything that only the API can create."""

from __future__ import annotations

from typing import Any

import httpx2

from tests.simulators.leaflink.desk import Desk

PICTURE = b"\x89PNG not really"


def upload(desk: Desk, path: str, fields: dict[str, str], name: str) -> Any:
    """POST a form with one file."""
    answer = httpx2.post(
        desk.credentials["base_url"] + path,
        data=fields,
        files={name: ("leaf.png", PICTURE, "image/png")},
        headers={"authorization": f"App {desk.credentials['api_key']}"},
        trust_env=False,
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def fill(desk: Desk) -> None:
    """Create a row in every table that begins empty."""

    def post(path: str, body: dict[str, Any]) -> Any:
        return desk.ask("POST", path, body, expect=201)

    company = desk.credentials["company_id"]
    product = str(desk.product("CKC-01")["id"])
    brand = desk.get("brands/")["results"][0]["id"]
    order = desk.first("submitted")
    staff = [row["id"] for row in desk.get("company-staff/")["results"]]
    about = {"owner": company, "author": staff[0], "customer": order["customer"]["id"]}
    post("activity-entries/", {"type": "note", "entry": "Called about gummies.", **about})
    batch = post(
        "batches/",
        {
            "owner": company,
            "production_batch_number": "B-1",
            "batch_date": "2026-10-01",
            "testing_source": "Lab",
            "thc": "21.5",
        },
    )["id"]
    post("product-batches/", {"product": int(product), "batch": batch})
    upload(desk, "batch-documents/", {"batch": str(batch), "summary": "COA"}, "document")
    upload(desk, "product-images/", {"product": product, "position": "1"}, "image")
    post("strains/", {"name": "Blue Dream", "strain_classification": "sativa-hybrid"})
    dates = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2027-01-01T00:00:00Z"}
    post("promocodes/", {"brand": brand, "code": "TEN", "discount_amount": "10.00", **dates})
    post("reports/", {"report_type": "orders-received", "company": company})
    shelf = {"source": "POS", "name": "Gummies", "sku": "G-1", "brand": "Kettle"}
    stock = {"is_low": True, "quantity": 4, "company": 6001, "unit_of_measure": "Unit"}
    post("retailer-inventory/", shelf | stock)
    desk.control(
        "/orders", {"action": "comment", "number": order["number"], "message": "Ready at noon?"}
    )
