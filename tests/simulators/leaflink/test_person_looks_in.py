"""A person opens the simulator in a browser and does what a seller would."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import httpx2
import pytest

from tests.simulators.leaflink.desk import Desk


class Person:
    """Somebody with a browser that has no JavaScript."""

    def __init__(self, desk: Desk) -> None:
        self.base = desk.simulator.base
        self.http = httpx2.Client(trust_env=False, timeout=30, follow_redirects=True)

    def look(self, path: str, expect: int = 200) -> str:
        answer = self.http.get(self.base + path)
        assert answer.status_code == expect, answer.text
        return answer.text

    def press(self, number: str, expect: int = 200, **form: str) -> str:
        answer = self.http.post(f"{self.base}/room/orders/{number}", data=form)
        assert answer.status_code == expect, answer.text
        return answer.text


@pytest.fixture
def person(desk: Desk) -> Any:
    person = Person(desk)
    yield person
    person.http.close()


def an_order(desk: Desk) -> Any:
    return desk.place([{"product": desk.product("CKC-01")["id"], "cases": 10}])


def rest(desk: Desk, number: str) -> Any:
    return desk.get(f"orders-received/{number}/?include_children=line_items")


def test_every_page_opens_and_names_no_other_host(desk: Desk, person: Person) -> None:
    order = desk.first("accepted")
    paths = ["/", "/room/customers", "/room/products", "/room/webhooks", "/room/room.css"]
    paths += ["/room/payouts"]
    for path in [*paths, f"/room/orders/{order['number']}", "/?status=Shipped"]:
        page = person.look(path)
        assert "<script" not in page
        assert not re.search(r"(src|href|action)=[\"'](https?:)?//", page)
    person.look("/room/orders/nothing", expect=404)
    policy = person.http.get(person.base + "/").headers["content-security-policy"]
    assert "default-src 'none'" in policy


def test_an_order_goes_through_its_life_by_buttons(desk: Desk, person: Person) -> None:
    number = an_order(desk)["number"]
    for verb, status in (
        ("accept", "Accepted"),
        ("fulfill", "Fulfilled"),
        ("ship", "Shipped"),
        ("complete", "Complete"),
    ):
        assert f'value="{verb}"' in person.look(f"/room/orders/{number}")
        person.press(number, deed=verb)
        assert rest(desk, number)["status"] == status
    refused = person.press(number, expect=400, deed="accept")
    assert "Cannot accept an order with status Complete." in refused


def test_money_is_recorded_bounced_and_credited_by_buttons(desk: Desk, person: Person) -> None:
    number = an_order(desk)["number"]
    person.press(number, deed="accept")
    person.press(number, deed="pay", amount="1080.00", payment_type="check", reason="No. 7")
    assert rest(desk, number)["payment_balance"] == 0
    payment = desk.get(f"orders-received/{number}/payments/")[0]["id"]
    person.press(number, deed="bounce", payment=str(payment))
    assert rest(desk, number)["payment_balance"] == 1080
    person.press(number, deed="credit", amount="80", reason="return_defective", notes="Two broken")
    credit = desk.get(f"credits/?order={number}")["results"][0]
    person.press(number, deed="use_credit", credit=str(credit["id"]))
    person.press(number, deed="mark_paid")
    after = rest(desk, number)
    assert (after["payment_balance"], after["credits"], after["paid"]) == (1000, "80.00", True)
    page = person.look(f"/room/orders/{number}")
    assert "NSF, returned by the bank" in page
    assert "1,000.00" in page


def test_leaflinks_own_money_moves_by_buttons(desk: Desk, person: Person) -> None:
    desk.control("/clock", {"now": "2026-11-20T18:00:00Z", "freeze": True})
    number = an_order(desk)["number"]
    assert 'value="direct"' not in person.look(f"/room/orders/{number}")
    person.press(number, deed="accept")
    assert 'value="flexible"' in person.look(f"/room/orders/{number}")
    person.press(number, deed="direct")
    assert rest(desk, number)["payment_balance"] == 0
    assert "1,058.40" in person.look("/room/payouts")
    assert "to come" in person.look("/room/payouts")
    page = person.press(number, deed="reverse_payout")
    assert "Direct Payment reversal" in page
    assert "the order has no payout" in person.press(number, expect=400, deed="reverse_payout")
    desk.control("/clock", {"now": "2026-11-24T18:00:00Z"})
    statement = person.look("/room/payouts.csv")
    assert f"{number},-1080.00,-21.60,-1058.40,reversal" in statement
    url = desk.credentials["control_url"] + "/payouts?format=csv"
    assert desk.call("GET", url).text == statement


def test_a_changed_quantity_changes_the_total_and_is_logged(desk: Desk, person: Person) -> None:
    order = an_order(desk)
    line = rest(desk, order["number"])["line_items"][0]["id"]
    person.press(order["number"], deed="change_quantity", line=str(line), quantity="60")
    assert rest(desk, order["number"])["total"]["amount"] == 540
    log = desk.get(f"order-event-logs/?order={order['number']}")["results"]
    assert (log[-1]["event_type"], log[-1]["source"]) == ("edited", "app")


@pytest.mark.parametrize(
    "form",
    [
        {"deed": "pay", "amount": "much"},
        {"deed": "pay", "amount": "1.005"},
        {"deed": "pay", "amount": "NaN"},
        {"deed": "pay", "amount": "5", "payment_type": "gold"},
        {"deed": "bounce", "payment": "1"},
        {"deed": "credit", "amount": "5", "reason": "because"},
        {"deed": "use_credit", "credit": "1"},
        {"deed": "change_quantity", "line": "1", "quantity": "5"},
        {"deed": "explode"},
        {},
    ],
)
def test_a_wrong_form_is_answered_with_a_sentence_and_changes_nothing(
    desk: Desk, person: Person, form: dict[str, str]
) -> None:
    number = an_order(desk)["number"]
    before = rest(desk, number)
    assert "That was not done" in person.press(number, expect=400, **form)
    assert rest(desk, number) == before


def test_nothing_a_buyer_writes_becomes_markup(desk: Desk, person: Person) -> None:
    order = an_order(desk)
    evil = "<script>alert('1')</script>\"'&"
    desk.ask("PATCH", f"orders-received/{order['number']}/", {"notes": evil})
    product = desk.product("CKC-01")["id"]
    desk.ask("PATCH", f"products/{product}/", {"name": evil})
    desk.ask("PATCH", f"customers/{order['customer']['id']}/", {"nickname": evil})
    for path in ("/", f"/room/orders/{order['number']}", "/room/customers", "/room/products"):
        page = person.look(path)
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        HTMLParser().feed(page)


def test_a_form_from_another_site_is_refused(desk: Desk, person: Person) -> None:
    number = an_order(desk)["number"]
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        answer = person.http.post(
            f"{person.base}/room/orders/{number}", data={"deed": "accept"}, headers=headers
        )
        assert answer.status_code == 403
    assert rest(desk, number)["status"] == "Submitted"


def test_another_sellers_orders_are_found_under_his_name(desk: Desk, person: Person) -> None:
    seller = desk.control("/companies", {"name": "Sagebrush & Sons", "dataset": "sample"})
    assert "Go to Sagebrush &amp; Sons" in person.look("/")
    page = person.look(f"/?company={seller['company_id']}&status=Submitted")
    links = re.findall(r'href="(/room/orders/[^"]+)"', page)
    assert links
    assert links[0].endswith(f"?company={seller['company_id']}")
    answer = person.http.post(person.base + links[0], data={"deed": "accept"})
    assert '<span class="status">Accepted</span>' in answer.text


def test_a_long_list_is_turned_page_by_page(desk: Desk, person: Person) -> None:
    desk.control("/reset", {"dataset": "season", "seed": 1})
    path, seen = "/", set()
    while path:
        page = person.look(path)
        seen |= set(re.findall(r"/room/orders/([0-9a-f-]{36})", page))
        older = re.search(r'href="(/\?[^"]*)">Older orders', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert len(seen) == desk.get("orders-received/")["count"]
