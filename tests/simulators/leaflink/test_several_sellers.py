"""Several sellers share one process and see nothing of each other (reference 1.2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.simulators.leaflink.desk import Desk, Listener

LISTS = ("orders-received/", "products/", "customers/", "line-items/", "company-staff/")


def found(desk: Desk, name: str = "Sagebrush Labs", **more: Any) -> Any:
    return desk.control("/companies", {"name": name, "dataset": "sample", **more})


def as_app(desk: Desk, seller: Any, path: str) -> Any:
    answer = desk.call("GET", path, authorization=f"App {seller['api_key']}")
    return answer.json()


@pytest.mark.parametrize("path", LISTS)
def test_an_app_key_sees_its_own_company_only(desk: Desk, path: str) -> None:
    before = desk.get(path)["count"]
    seller = found(desk)
    word = "number" if path == "orders-received/" else "id"
    theirs = as_app(desk, seller, path)["results"]
    assert theirs
    assert desk.get(path)["count"] == before
    answer = desk.call("GET", f"{path}{theirs[0][word]}/")
    assert answer.status_code == 404
    assert as_app(desk, seller, f"{path}{theirs[0][word]}/")[word] == theirs[0][word]


def test_a_user_token_sees_every_company_of_its_user_in_one_list(desk: Desk) -> None:
    owner = desk.simulator.keys.owner
    joined, stranger = found(desk, owner=owner), found(desk, "Other People")
    token = f"Token {desk.simulator.keys.token.value}"
    companies = desk.call("GET", "companies/", authorization=token).json()["results"]
    assert [row["name"] for row in companies] == ["High Plains Provisions", "Sagebrush Labs"]
    mine = desk.get("orders-received/")["count"]
    theirs = as_app(desk, joined, "orders-received/")["count"]
    page = desk.call("GET", "orders-received/?limit=5&offset=3", authorization=token).json()
    assert (page["count"], len(page["results"])) == (mine + theirs, 5)
    seen, following = [], "orders-received/?limit=5"
    while following:
        page = desk.call("GET", following, authorization=token).json()
        seen += [row["number"] for row in page["results"]]
        following = page["next"]
    assert len(set(seen)) == mine + theirs
    number = as_app(desk, joined, "orders-received/")["results"][0]["number"]
    answer = desk.call("GET", f"orders-received/{number}/", authorization=token)
    assert answer.json()["seller"] == joined["company_id"]
    assert as_app(desk, stranger, "companies/")["count"] == 1
    slug = desk.call("GET", "products/?company_slug=sagebrush-labs", authorization=token).json()
    assert {row["seller"] for row in slug["results"]} == {joined["company_id"]}


def test_a_token_writes_to_the_company_that_the_body_names(desk: Desk) -> None:
    joined = found(desk, owner=desk.simulator.keys.owner)
    token = f"Token {desk.simulator.keys.token.value}"
    body = {"owner": joined["company_id"], "name": "New Leaf"}
    made = desk.call("POST", "customers/", body, authorization=token).json()
    assert as_app(desk, joined, f"customers/{made['id']}/")["name"] == "New Leaf"
    assert desk.call("GET", f"customers/{made['id']}/").status_code == 404


def test_each_seller_has_his_own_webhooks_and_credits(desk: Desk, listener: Listener) -> None:
    seller = found(desk)
    company = f"?company={seller['company_id']}"
    desk.control(f"/webhooks{company}", {"url": listener.url})
    desk.place([{"product": desk.product("CKC-01")["id"], "cases": 1}])
    theirs = as_app(desk, seller, "orders-received/?status=submitted")["results"][0]
    desk.control(
        f"/orders{company}", {"action": "transition", "number": theirs["number"], "verb": "accept"}
    )
    desk.control(f"/webhooks{company}", {"settle": True})
    orders = [one["data"] for one in listener.bodies() if one["type"] == "order"]
    assert [one["number"] for one in orders] == [theirs["number"]]
    assert orders[0]["seller"]["id"] == seller["company_id"]
    desk.control("/webhooks" + company, {"url": None})


def test_a_reset_leaves_the_first_seller_only(desk: Desk) -> None:
    seller = found(desk)
    assert len(desk.control("/companies")) == 2
    desk.control("/reset", {"dataset": "sample"})
    assert len(desk.control("/companies")) == 1
    answer = desk.call("GET", "brands/", authorization=f"App {seller['api_key']}")
    assert answer.status_code == 401
    url = desk.credentials["control_url"] + "/companies"
    for wrong in ({"name": ""}, {"name": "X", "dataset": "season"}):
        desk.ask("POST", url, wrong, expect=400)
