"""How the client asks: signed, named, paced, to the configured host only, and whole lists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import httpx2
import pytest

from leafledger.errors import OurBug, Reconnect, TryAgain
from leafledger.leaflink.client import ATTEMPTS_MAX, CRAWLS_MAX, LeafLink
from leafledger.leaflink.company import check_key, company_name
from leafledger.leaflink.orders import (
    order_by_any_number,
    order_by_number,
    orders_modified_since,
)
from tests.leaflink.exchange import HOST, KEY, Exchange, page
from tests.leaflink.wires import NUMBER


def test_every_call_is_signed_and_says_who_asks() -> None:
    exchange = Exchange([httpx2.Response(200, json={})])
    exchange.client().get("companies/1")
    (request,) = exchange.asked
    assert request.headers["Authorization"] == f"App {KEY}"
    assert request.headers["User-Agent"] == "LeafLedger/test"
    assert str(request.url) == f"https://{HOST}/api/v2/companies/1/"


def test_amounts_keep_every_digit_that_was_sent() -> None:
    exchange = Exchange([httpx2.Response(200, content=b'{"a": 1234567890123.4567891, "b": 7}')])
    assert str(exchange.client().get("x")["a"]) == "1234567890123.4567891"


def test_the_next_page_is_asked_of_our_own_host_whatever_it_says() -> None:
    elsewhere = "https://evil.example/steal/?limit=100&offset=100&modified__gte=2026-01-01"
    exchange = Exchange([page([{"id": 1}], 2, elsewhere), page([{"id": 2}], 2)])
    rows = exchange.client().all_rows("customers/", key="id")
    assert [row["id"] for row in rows] == [1, 2]
    assert {request.url.host for request in exchange.asked} == {HOST}
    assert dict(exchange.asked[1].url.params)["offset"] == "100"


def test_a_redirect_is_never_followed() -> None:
    away = httpx2.Response(302, headers={"Location": "https://evil.example/"})
    exchange = Exchange([away])
    with pytest.raises(OurBug):
        exchange.client().get("companies/")
    assert len(exchange.asked) == 1


def test_pages_that_go_round_in_circles_are_left() -> None:
    round_and_round = f"https://{HOST}/api/v2/customers/?limit=100&offset=0"
    exchange = Exchange([page([{"id": 1}], 9, round_and_round)])
    with pytest.raises(OurBug):
        exchange.client().all_rows("customers/", key="id")
    assert len(exchange.asked) == 1


def test_a_next_page_that_is_no_address_is_left() -> None:
    exchange = Exchange([page([{"id": 1}], 9, "https://[bad/?offset=1")])
    with pytest.raises(OurBug):
        exchange.client().all_rows("customers/", key="id")


def test_a_bare_array_is_a_list_of_one_page() -> None:
    exchange = Exchange([httpx2.Response(200, json=[{"id": 1}, {"id": 2}])])
    assert len(exchange.client().all_rows("orders-received/x/payments/", key="id")) == 2


def test_a_list_that_moved_while_it_was_read_is_read_again() -> None:
    following = f"https://{HOST}/api/v2/orders-received/?limit=2&offset=2"
    exchange = Exchange(
        [
            # b was changed meanwhile and went to the end: c was skipped, b comes twice.
            page([{"number": "a"}, {"number": "b"}], 4, following),
            page([{"number": "d"}, {"number": "b", "changed": True}], 4),
            page([{"number": "a"}, {"number": "c"}], 4, following),
            page([{"number": "d"}, {"number": "b", "changed": True}], 4),
        ]
    )
    rows = exchange.client().all_rows("orders-received/", key="number")
    assert {row["number"] for row in rows} == {"a", "b", "c", "d"}
    assert next(row for row in rows if row["number"] == "b")["changed"]


def test_a_list_that_shrank_while_it_was_read_is_read_again() -> None:
    following = f"https://{HOST}/api/v2/orders-received/?limit=2&offset=2"
    exchange = Exchange(
        [
            # a left the list meanwhile: c slid onto the first page and was skipped.
            page([{"number": "a"}, {"number": "b"}], 4, following),
            page([{"number": "d"}], 3),
            page([{"number": "b"}, {"number": "c"}], 3, following),
            page([{"number": "d"}], 3),
        ]
    )
    rows = exchange.client().all_rows("orders-received/", key="number")
    assert "c" in {row["number"] for row in rows}


def test_a_list_that_never_holds_still_is_not_taken_for_whole() -> None:
    exchange = Exchange([page([{"number": "a"}], 2)])
    with pytest.raises(TryAgain) as caught:
        exchange.client().all_rows("orders-received/", key="number")
    assert not caught.value.maybe_done
    assert len(exchange.asked) == CRAWLS_MAX


def test_changed_orders_are_asked_with_their_lines_and_an_unmistakable_time() -> None:
    exchange = Exchange([page([], 0)])
    since = datetime(2026, 11, 1, 6, tzinfo=timezone(timedelta(hours=-6)))
    orders_modified_since(exchange.client(), since)
    sent = exchange.asked[0].url
    assert dict(sent.params)["modified__gte"] == "2026-11-01T12:00:00+00:00"
    assert dict(sent.params)["include_children"] == "line_items,customer"
    assert b"+" not in sent.query
    with pytest.raises(ValueError, match="offset"):
        orders_modified_since(exchange.client(), datetime(2026, 11, 1))  # noqa: DTZ001


def test_an_order_leaflink_does_not_have_is_none() -> None:
    exchange = Exchange([httpx2.Response(404, json={"detail": "Not found."})])
    assert order_by_number(exchange.client(), NUMBER) is None
    assert order_by_number(exchange.client(), "../companies") is None
    assert exchange.asked[1].url.raw_path.startswith(b"/api/v2/orders-received/..%2Fcompanies/")


def test_a_spoken_number_finds_only_orders_that_are_called_so() -> None:
    rows: list[dict[str, object]] = [
        {"number": NUMBER, "external_id_seller": "GDF - 8396"},
        {"number": "other", "external_id_seller": "GDF - 83960"},
    ]
    exchange = Exchange([page(rows, 2)])
    assert order_by_any_number(exchange.client(), " gdf - 8396 ") == [rows[0]]
    assert dict(exchange.asked[0].url.params)["order_id"] == "gdf - 8396"
    assert order_by_any_number(exchange.client(), "  ") == []


@pytest.mark.parametrize("spoken", ["a9bf6e2f", "LL-A9BF6E2F"])
def test_a_short_id_is_looked_for_among_the_numbers_of_all_orders(spoken: str) -> None:
    numbers: list[dict[str, object]] = [
        {"number": NUMBER, "short_id": "a9bf6e2f"},
        {"number": "other", "short_id": "00000000"},
    ]
    whole = httpx2.Response(200, json={"number": NUMBER, "line_items": []})
    exchange = Exchange([page([], 0), page(numbers, 2), whole])
    assert order_by_any_number(exchange.client(), spoken) == [{"number": NUMBER, "line_items": []}]
    assert dict(exchange.asked[1].url.params)["fields_include"] == "number,short_id"


def test_a_uuid_is_asked_for_directly() -> None:
    exchange = Exchange([httpx2.Response(200, json={"number": NUMBER})])
    assert order_by_any_number(exchange.client(), NUMBER.upper()) == [{"number": NUMBER}]
    assert exchange.asked[0].url.path == f"/api/v2/orders-received/{NUMBER}/"


def test_the_key_is_checked_where_it_matters_with_one_call() -> None:
    exchange = Exchange([page([{"number": NUMBER}], 240)])
    assert check_key(exchange.client()) == 240
    assert exchange.asked[0].url.path == "/api/v2/orders-received/"
    assert len(exchange.asked) == 1


def test_the_company_is_called_by_its_name() -> None:
    assert company_name(Exchange([page([{"id": 1, "name": "High Plains"}], 1)]).client()) == (
        "High Plains"
    )
    assert company_name(Exchange([page([], 0)]).client()) == ""


def test_repetitions_pass_the_pace_too_and_end() -> None:
    exchange = Exchange([httpx2.Response(502, text="<html>Bad gateway</html>")])
    with pytest.raises(TryAgain):
        exchange.client().get("companies/")
    assert exchange.waited == len(exchange.asked) == ATTEMPTS_MAX


@pytest.mark.parametrize("key", ["two words", "line\nbreak", "schlüssel"])
def test_what_cannot_be_a_key_is_refused_before_any_call(key: str) -> None:
    with pytest.raises(Reconnect) as caught:
        LeafLink(
            base_url="https://x/",
            key=key,
            pace=lambda: None,
            on_throttle=lambda _: None,
            user_agent="x",
        )
    assert key not in str(caught.value)


def test_the_moment_of_the_filter_is_the_same_instant() -> None:
    exchange = Exchange([page([], 0)])
    orders_modified_since(exchange.client(), datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert "2026-11-01T12%3A00%3A00%2B00%3A00" in str(exchange.asked[0].url)
