"""The tail of the payments: none is lost, whatever the direction; each is read to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.leaflink.growing_lists import Reached
from leafledger.leaflink.payments import payments_after, read_payment, recorder
from tests.leaflink.exchange import HOST, Exchange, page


class Till:
    """Payments that LeafLink lists in one direction."""

    def __init__(self, size: int, direction: str) -> None:
        self.size = size
        self.direction = direction
        # Call by call, how many payments were recorded just before it.
        self.arriving: list[int] = []
        # Call by call, by how many rows a page behind the first begins too late.
        self.slipping: list[int] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.size += self.arriving.pop(0) if self.arriving else 0
        rows = [_row(id=place, created_on=_at(place)) for place in range(self.size)]
        if self.direction == "newest first":
            rows.reverse()
        if self.direction == "by amount":
            rows = rows[1::2] + rows[::2]
        params = dict(request.url.params)
        limit, offset = int(params["limit"]), int(params["offset"])
        slip = self.slipping.pop(0) if self.slipping else 0
        begin = max(offset + slip, 0) if offset else 0
        following = f"https://{HOST}/x/?limit={limit}&offset={offset + limit}"
        more = offset + limit < len(rows)
        return page(rows[begin : begin + limit], len(rows), following if more else None)


def _read(size: int, direction: str = "") -> Reached:
    """So many payments were read before; each has the place where it stands as its id."""
    is_backward = direction == "newest first" and size > 1
    return Reached(size, str(size - 1) if size else "", is_backward)


def _at(place: int) -> str:
    return f"2026-11-02T{place // 60:02}:{place % 60:02}:00-06:00"


def _row(**more: Any) -> dict[str, Any]:
    row = {
        "id": 7, "order": "aec108ac", "created_on": "2026-11-02T10:00:00-06:00",
        "total": {"amount": 120, "currency": "USD"}, "reason": "check 1042",
        "payment_date": "2026-11-01T12:00:00-06:00", "payment_type": "check",
    }  # fmt: skip
    return row | more


@pytest.mark.parametrize("direction", ["oldest first", "newest first"])
@pytest.mark.parametrize(("read", "size"), [(0, 3), (1, 3), (3, 3), (90, 350), (349, 350)])
def test_every_new_payment_is_read_in_whatever_order_they_stand(
    direction: str, read: int, size: int
) -> None:
    rows, reached = payments_after(
        Exchange([Till(size, direction)]).client(), _read(read, direction)
    )
    assert reached == _read(size, direction)
    assert {row["id"] for row in rows} >= set(range(read, size))


def test_a_list_that_is_seen_to_be_in_no_order_is_read_whole() -> None:
    rows, reached = payments_after(Exchange([Till(350, "by amount")]).client(), _read(90))
    assert (len(rows), reached) == (350, Reached(350))


def test_a_list_that_shrank_is_read_whole() -> None:
    rows, reached = payments_after(Exchange([Till(4, "oldest first")]).client(), _read(9))
    assert (len(rows), reached) == (4, _read(4))


@pytest.mark.parametrize("direction", ["oldest first", "newest first"])
def test_a_list_that_lost_one_row_and_got_another_is_read_whole(direction: str) -> None:
    known = replace(_read(90, direction), newest="no longer there")
    rows, reached = payments_after(Exchange([Till(90, direction)]).client(), known)
    assert (len(rows), reached) == (90, _read(90, direction))


@pytest.mark.parametrize("direction", ["oldest first", "newest first"])
def test_a_cursor_of_an_older_version_is_gone_on_with(direction: str) -> None:
    rows, reached = payments_after(Exchange([Till(350, direction)]).client(), Reached.of("90"))
    assert {row["id"] for row in rows} == set(range(90, 350))
    assert Reached.of(reached.cursor) == _read(350, direction)


@pytest.mark.parametrize("direction", ["oldest first", "newest first"])
def test_a_look_without_new_payments_costs_one_call(direction: str) -> None:
    exchange = Exchange([Till(120, direction)])
    payments_after(exchange.client(), _read(120, direction))
    assert len(exchange.asked) == 1


@pytest.mark.parametrize("direction", ["oldest first", "newest first"])
@pytest.mark.parametrize("arriving", [[0, 1], [0, 3], [0, 1, 1], [0, 120, 1], [1, 0, 120, 2]])
@pytest.mark.parametrize(("read", "size"), [(10, 12), (10, 10), (90, 350)])
def test_a_payment_recorded_while_we_read_pushes_no_other_out(
    direction: str, arriving: list[int], read: int, size: int
) -> None:
    till = Till(size, direction)
    till.arriving = list(arriving)
    client, reached = Exchange([till]).client(), _read(read, direction)
    seen: set[int] = set()
    # The next look brings what arrived behind the first page of a look.
    for _ in range(4):
        rows, reached = payments_after(client, reached)
        seen |= {row["id"] for row in rows}
        assert seen >= set(range(read, reached.rows))
    assert seen >= set(range(read, till.size))


@pytest.mark.parametrize("direction", ["oldest first", "newest first"])
@pytest.mark.parametrize("slipping", [[3], [-3], [0, 3], [0, -3], [3, 3, -3]])
@pytest.mark.parametrize(("read", "size"), [(10, 15), (10, 11), (90, 350)])
def test_a_page_that_begins_too_late_or_too_early_hides_no_payment(
    direction: str, slipping: list[int], read: int, size: int
) -> None:
    till = Till(size, direction)
    till.slipping = list(slipping)
    client = Exchange([till]).client()
    rows, reached = payments_after(client, _read(read, direction))
    more, _ = payments_after(client, reached)
    assert {row["id"] for row in rows + more} >= set(range(read, size))


def test_a_payment_is_read_with_its_days_and_to_the_cent() -> None:
    read = read_payment(_row(total={"amount": Decimal("-120.50"), "currency": "USD"}))
    assert read == Payment(
        "7", "aec108ac", Money.of("-120.50"), datetime.fromisoformat("2026-11-01T12:00:00-06:00"),
        datetime(2026, 11, 2, 16, tzinfo=UTC), PaymentMethod.CHECK, "check 1042",
    )  # fmt: skip


def test_a_type_that_is_not_known_counts_as_other() -> None:
    read = read_payment(_row(payment_type="leaflink_direct_payment"))
    assert isinstance(read, Payment)
    assert read.method is PaymentMethod.OTHER


@pytest.mark.parametrize("field", ["total", "payment_date"])
def test_a_payment_without_amount_or_day_is_said_to_be_unreadable(field: str) -> None:
    read = read_payment(_row(**{field: None}))
    assert isinstance(read, Unreadable)
    assert read.what == "Payment 7"
    assert read.why.endswith(".")


def test_the_first_active_person_records_payments() -> None:
    staff: list[dict[str, object]] = [
        {"id": 3, "active": False},
        {"id": 5, "active": True},
        {"id": 6},
    ]
    assert recorder(Exchange([page(staff, 3, None)]).client()) == "5"
    assert recorder(Exchange([page([], 0, None)]).client()) == ""
