"""Pages that do not fit each other, and a key that dies: planned failures of LeafLink's own."""

from __future__ import annotations

from typing import Any

from tests.simulators.leaflink.desk import Desk


def plan(desk: Desk, kind: str, path: str = "orders-received", **more: Any) -> None:
    desk.control("/faults", {"kind": kind, "path": path, **more})


def numbers(rows: list[Any]) -> list[str]:
    return [row["number"] for row in rows]


def test_a_stale_page_misses_what_was_born_since(desk: Desk) -> None:
    lines = [{"product": desk.product("CKC-01")["id"], "cases": 1}]
    desk.control("/clock", {"advance_seconds": 7_200})
    fresh = desk.place(lines)["number"]
    plan(desk, "stale_page", seconds=3_600, method="GET")
    stale = desk.get("orders-received/")
    true = desk.get("orders-received/")
    assert fresh not in numbers(stale["results"])
    assert numbers(true["results"])[0] == fresh
    assert true["count"] == stale["count"] + 1


def test_a_stale_page_misses_what_moved_into_the_filter_since(desk: Desk) -> None:
    desk.control("/clock", {"advance_seconds": 86_400})
    order = desk.first("submitted")
    since = desk.control("/clock")["now"].replace("+00:00", "Z")
    desk.ask("POST", f"orders-received/{order['number']}/transition/accept/")
    path = f"orders-received/?modified__gte={since}"
    plan(desk, "stale_page", seconds=60)
    assert numbers(desk.get(path)["results"]) == []
    assert numbers(desk.get(path)["results"]) == [order["number"]]


def test_a_stale_tail_of_payments_misses_the_newest(desk: Desk) -> None:
    order = desk.first("shipped")
    staff = desk.get("company-staff/")["results"][0]["id"]
    desk.control("/clock", {"advance_seconds": 7_200})
    body = {"order": order["number"], "recorded_by": staff, "total": {"amount": "1.00"}}
    desk.ask("POST", "order-payments/", body | {"payment_date": "2026-11-02T09:30:00Z"}, expect=201)
    plan(desk, "stale_page", "order-payments", seconds=60)
    count = desk.get("order-payments/")["count"]
    assert desk.get("order-payments/")["count"] == count + 1


def test_a_crawl_meets_rows_twice_or_never(desk: Desk) -> None:
    every = numbers(desk.every("orders-received/?limit=6"))
    plan(desk, "page_repeats", count=1)
    twice = numbers(desk.every("orders-received/?limit=6"))
    assert twice[:6] == every[:6]
    assert twice[6:12] == every[3:9]
    assert set(twice) < set(every)
    plan(desk, "page_skips", count=1)
    assert numbers(desk.every("orders-received/?limit=6"))[6:12] == every[9:15]
    assert numbers(desk.every("orders-received/?limit=6")) == every


def test_the_first_page_uses_up_no_moved_page(desk: Desk) -> None:
    plan(desk, "page_skips")
    desk.get("orders-received/?limit=3")
    [fault] = desk.control("/faults")["faults"]
    assert fault["hits"] == 0


def test_rows_move_between_pages_when_modified_leads_the_order(desk: Desk) -> None:
    desk.switch(orders_ordering="-modified")
    first = desk.get("orders-received/?limit=5")
    last = desk.every("orders-received/")[-1]
    desk.ask("PATCH", f"orders-received/{last['number']}/", {"internal_notes": "moved"})
    second = desk.get(first["next"])
    assert second["results"][0]["number"] == first["results"][-1]["number"]


def test_a_revoked_key_is_refused_as_often_as_planned(desk: Desk) -> None:
    plan(desk, "token_revoked", count=2)
    assert [desk.call("GET", "orders-received/").status_code for _ in range(3)] == [401, 401, 200]
    desk.switch(bad_key_status=403)
    plan(desk, "token_revoked")
    assert desk.get("orders-received/", expect=403) == {"detail": "Invalid token."}
