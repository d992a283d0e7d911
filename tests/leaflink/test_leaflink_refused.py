"""Every way LeafLink may fail us: who acts, what became of a change, and that no key leaks."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
import pytest

from leafledger.errors import OurBug, Reconnect, Refused, Trouble, TryAgain
from leafledger.leaflink.client import ATTEMPTS_MAX, Wire
from tests.leaflink.exchange import KEY, Exchange

PAYMENT: Wire = {"order": "x"}


def trouble_of(exchange: Exchange, *, writing: bool = False) -> Trouble:
    """What the client raises for the exchange's answer."""
    client = exchange.client()
    with pytest.raises(Trouble) as caught:
        client.post("order-payments/", PAYMENT) if writing else client.get("orders-received/")
    return caught.value


@pytest.mark.parametrize(
    ("status", "body", "acts"),
    [
        (400, {"detail": "no slash"}, OurBug),
        (401, {"detail": "Invalid token."}, Reconnect),
        (403, {"detail": "Invalid token."}, Reconnect),
        (404, {"detail": "Not found."}, Refused),
        (405, {"detail": "Method not allowed."}, OurBug),
        (408, {}, TryAgain),
        (429, {"detail": "Request was throttled."}, TryAgain),
        (500, {}, TryAgain),
        (503, {}, TryAgain),
    ],
)
def test_a_refused_question_says_who_acts(status: int, body: object, acts: type[Trouble]) -> None:
    trouble = trouble_of(Exchange([httpx2.Response(status, json=body)]))
    assert type(trouble) is acts
    assert trouble.evidence.system == "LeafLink"
    assert trouble.evidence.status == status
    assert "Nothing was changed." in trouble.sentence


def test_a_refused_change_repeats_leaflinks_own_words() -> None:
    body = {"total": ["A valid number is required."], "order": [{"id": ["Not found"]}]}
    trouble = trouble_of(Exchange([httpx2.Response(400, json=body)]), writing=True)
    assert isinstance(trouble, Refused)
    assert "total: A valid number is required.; id: Not found" in trouble.sentence


@pytest.mark.parametrize("shape", [
    {"detail": "Boom"},
    {"errors": [{"status": "400", "detail": "Boom"}]},
    ["Boom"],
    "Boom",
])  # fmt: skip
def test_words_are_found_in_every_shape_of_error(shape: object) -> None:
    trouble = trouble_of(Exchange([httpx2.Response(400, json=shape)]))
    assert "Boom" in trouble.evidence.detail


@pytest.mark.parametrize(
    ("path", "writes", "right"),
    [
        ("orders-received/", False, '"Orders: Read"'),
        ("order-payments/", True, '"Orders: Read & Write"'),
        ("credits/", False, '"Customers: Read"'),
        ("products/7/", False, '"Products: Read"'),
    ],
)
def test_a_missing_permission_is_named(path: str, writes: bool, right: str) -> None:
    words = {"detail": "You do not have permission to perform this action."}
    client = Exchange([httpx2.Response(403, json=words)]).client()
    with pytest.raises(Reconnect) as caught:
        client.post(path, PAYMENT) if writes else client.get(path)
    assert right in caught.value.sentence


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("", 60), ("-5", 60), ("soon", 60), ("nan", 60), ("999999999", 60)],
)
def test_too_many_calls_wait_as_long_as_asked_within_reason(header: str, seconds: float) -> None:
    headers = {"Retry-After": header} if header else {}
    exchange = Exchange([httpx2.Response(429, json={}, headers=headers)])
    trouble = trouble_of(exchange)
    assert isinstance(trouble, TryAgain)
    assert (trouble.wait_seconds, trouble.maybe_done) == (seconds, False)
    assert exchange.throttled == [seconds]
    assert len(exchange.asked) == 1


def test_a_question_is_repeated_a_few_times_and_then_given_up() -> None:
    exchange = Exchange([httpx2.Response(503, text="<html>Sorry</html>")])
    trouble = trouble_of(exchange)
    assert isinstance(trouble, TryAgain)
    assert not trouble.maybe_done
    assert len(exchange.asked) == ATTEMPTS_MAX


def test_a_question_that_succeeds_the_second_time_is_answered() -> None:
    bad, good = httpx2.Response(502, text="<html>"), httpx2.Response(200, json={"id": 1})
    assert Exchange([bad, good]).client().get("companies/1/") == {"id": 1}


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(502, text="<html>Bad gateway</html>"),
        httpx2.Response(200, text="<html>Maintenance</html>"),
        httpx2.ReadTimeout("lost"),
        httpx2.RemoteProtocolError("cut"),
    ],
)
def test_a_change_without_a_clear_answer_is_in_doubt_and_never_repeated(
    answer: httpx2.Response | Exception,
) -> None:
    exchange = Exchange([answer])
    trouble = trouble_of(exchange, writing=True)
    assert isinstance(trouble, TryAgain)
    assert trouble.maybe_done
    assert "looked up before anything else" in trouble.sentence
    assert len(exchange.asked) == 1


def test_a_change_that_never_left_is_repeated_and_not_in_doubt() -> None:
    exchange = Exchange([httpx2.ConnectError("no route")])
    trouble = trouble_of(exchange, writing=True)
    assert isinstance(trouble, TryAgain)
    assert not trouble.maybe_done
    assert len(exchange.asked) == ATTEMPTS_MAX


def test_a_page_of_html_with_status_200_is_no_data() -> None:
    trouble = trouble_of(Exchange([httpx2.Response(200, text="<h1>We'll be back</h1>")]))
    assert isinstance(trouble, TryAgain)
    assert trouble.evidence.detail == "We'll be back"


def test_a_trickle_counts_as_no_answer() -> None:
    class Trickle(httpx2.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                time.sleep(0.01)
                yield b" "

    exchange = Exchange([lambda _: httpx2.Response(200, stream=Trickle())])
    began = time.monotonic()
    with pytest.raises(TryAgain):
        exchange.client(timeout_seconds=0.05).get("companies/")
    assert time.monotonic() - began < 5


def test_an_answer_in_no_known_form_is_our_bug() -> None:
    with pytest.raises(OurBug):
        Exchange([httpx2.Response(200, json={"rows": []})]).client().all_rows("x/", key="id")


@pytest.mark.parametrize("status", [200, 400, 401, 403, 500])
def test_no_error_and_no_name_shows_the_key(status: int) -> None:
    exchange = Exchange([httpx2.Response(status, text=f"your key {KEY} is bad")])
    client = exchange.client()
    with pytest.raises(Trouble) as caught:
        client.get("companies/")
    shown = f"{client!r} {caught.value!r} {caught.value} {caught.value.evidence!r}"
    assert KEY not in shown
