"""Who gets in, how often and where (reference 1.2, 1.3, 1.7)."""

from __future__ import annotations

import pytest

from tests.simulators.leaflink.desk import Desk


def test_an_app_key_and_a_user_token_both_open_the_door(desk: Desk) -> None:
    keys = desk.simulator.keys
    for authorization in (f"App {keys.app.value}", f"Token {keys.token.value}"):
        assert desk.call("GET", "brands/", authorization=authorization).status_code == 200


@pytest.mark.parametrize("status", [401, 403])
@pytest.mark.parametrize("form", ["App  {}", "Token {}", "Bearer {}", "{}", "App {}x", "app {}"])
def test_a_key_in_any_other_form_is_refused(desk: Desk, form: str, status: int) -> None:
    desk.switch(bad_key_status=status)
    authorization = form.format(desk.credentials["api_key"])
    answer = desk.call("GET", "orders-received/", authorization=authorization)
    assert (answer.status_code, answer.json()) == (status, {"detail": "Invalid token."})


def test_a_revoked_key_is_dead_until_it_is_given_back(desk: Desk) -> None:
    desk.control("/keys", {"revoked": True})
    assert desk.call("GET", "brands/").status_code == 401
    desk.control("/keys", {"revoked": False})
    assert desk.call("GET", "brands/").status_code == 200


@pytest.mark.parametrize(
    ("levels", "method", "path", "status"),
    [
        ({"orders": "none"}, "GET", "orders-received/", 403),
        ({"orders": "read"}, "GET", "orders-received/", 200),
        ({"orders": "read"}, "POST", "order-payments/", 403),
        ({"customers": "none"}, "GET", "credits/", 403),
        ({"customers": "read"}, "GET", "credits/", 200),
        ({"products": "read"}, "GET", "licenses/", 403),
        ({"products": "write"}, "GET", "licenses/", 200),
        ({"orders": "none", "products": "none"}, "GET", "company-staff/", 200),
    ],
)
def test_a_key_opens_only_its_resource_groups(
    desk: Desk, levels: dict[str, str], method: str, path: str, status: int
) -> None:
    desk.control("/keys", {"levels": levels})
    assert desk.call(method, path).status_code == status


def test_a_path_without_its_slash_is_refused_not_redirected(desk: Desk) -> None:
    assert desk.call("GET", "orders-received").status_code == 400


def test_a_path_or_method_that_v2_does_not_have_is_refused(desk: Desk) -> None:
    assert desk.get("orders-recieved/", expect=404) == {"detail": "Not found."}
    assert desk.call("PUT", "brands/").status_code == 405
    assert desk.call("DELETE", "order-payments/310001/").status_code == 405


def test_the_fourth_call_of_three_is_throttled_with_or_without_retry_after(desk: Desk) -> None:
    desk.control("/limits", {"enabled": True})
    desk.control("/limits", {"name": "sustained", "limit": 3})
    for _ in range(3):
        assert desk.call("GET", "brands/").status_code == 200
    throttled = desk.call("GET", "brands/")
    assert throttled.status_code == 429
    assert 1 <= int(throttled.headers["retry-after"]) <= 61
    desk.switch(retry_after_header=False)
    assert "retry-after" not in desk.call("GET", "brands/").headers
    # The user's token shares the limit, because the same person created both keys.
    token = f"Token {desk.simulator.keys.token.value}"
    assert desk.call("GET", "brands/", authorization=token).status_code == 429
    desk.switch(rate_limit="burst")
    assert desk.call("GET", "brands/").status_code == 200
    desk.control("/limits", {"name": "sustained", "limit": 300})
