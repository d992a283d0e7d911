"""The tail of the event log: whatever its direction, no event is lost."""

from __future__ import annotations

import httpx2
import pytest

from leafledger.leaflink.growing_lists import Reached
from leafledger.leaflink.orders import event_order, status_events_after, status_events_of
from tests.leaflink.exchange import HOST, Exchange, page


def event(place: int) -> dict[str, object]:
    """The event that happened as number `place`."""
    stamp = f"2026-11-01T{place // 60:02}:{place % 60:02}:00-06:00"
    return {"id": place, "order": f"order {place}", "event_type": "edited", "timestamp": stamp}


class Log:
    """An event log that lists its rows in one direction, two hundred at most at once."""

    def __init__(self, size: int, direction: str) -> None:
        self.size = size
        self.direction = direction

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        rows = [event(place) for place in range(self.size)]
        if self.direction == "newest first":
            rows.reverse()
        if self.direction == "in no order":
            rows = rows[1::2] + rows[::2]
        params = dict(request.url.params)
        limit, offset = int(params["limit"]), int(params["offset"])
        following = f"https://{HOST}/x/?limit={limit}&offset={offset + limit}"
        more = offset + limit < len(rows)
        return page(rows[offset : offset + limit], len(rows), following if more else None)


def _read(size: int, direction: str = "") -> Reached:
    """So many events were read before."""
    return Reached(size, str(size - 1) if size else "", direction == "newest first")


DIRECTIONS = ["oldest first", "newest first"]


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(("read", "size"), [(0, 250), (1, 3), (90, 350), (249, 250), (0, 0)])
def test_every_new_event_is_read_in_whatever_order_they_stand(
    direction: str, read: int, size: int
) -> None:
    exchange = Exchange([Log(size, direction)])
    rows, reached = status_events_after(exchange.client(), _read(read, direction))
    assert {row["id"] for row in rows} >= set(range(read, size))
    assert reached.rows == size


def test_a_log_that_is_seen_to_be_in_no_order_is_read_whole() -> None:
    rows, reached = status_events_after(Exchange([Log(350, "in no order")]).client(), _read(90))
    assert (len(rows), reached) == (350, Reached(350))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_look_without_news_costs_one_call(direction: str) -> None:
    exchange = Exchange([Log(300, direction)])
    assert status_events_after(exchange.client(), _read(300, direction))[1].rows == 300
    assert len(exchange.asked) == 1


def test_a_log_that_shrank_is_read_whole() -> None:
    exchange = Exchange([Log(120, "oldest first")])
    rows, reached = status_events_after(exchange.client(), _read(5000))
    assert (len(rows), reached) == (120, _read(120))


def test_an_event_arriving_while_a_backward_log_is_read_comes_with_the_next_look() -> None:
    log = Log(110, "newest first")

    def grows(request: httpx2.Request) -> httpx2.Response:
        answer = log(request)
        log.size += 1
        return answer

    exchange = Exchange([grows])
    client = exchange.client()
    seen: set[object] = set()
    reached = _read(5, "newest first")
    for _ in range(3):
        rows, reached = status_events_after(client, reached)
        seen |= {row["id"] for row in rows}
    assert seen >= set(range(5, reached.rows))


def test_one_orders_events_are_asked_by_its_number() -> None:
    exchange = Exchange([page([event(1)], 1)])
    (row,) = status_events_of(exchange.client(), "abc")
    assert event_order(row) == "order 1"
    assert dict(exchange.asked[0].url.params)["order"] == "abc"
