"""What is typed into the fields of a list, as its address says it."""

from __future__ import annotations

from datetime import date

import pytest

from leafledger.dashboard.addressed import FIELD_LENGTH_MAX, Filters, typed, typed_day
from leafledger.dashboard.pages import (
    credits_page,
    deposits_made_page,
    deposits_page,
    orders_page,
    payments_page,
)

LISTS = [
    orders_page.Asked, payments_page.AskedFor, credits_page.AskedFor, deposits_page.AskedFor,
    deposits_made_page.AskedFor,
]  # fmt: skip


@pytest.mark.parametrize("filters", LISTS, ids=lambda one: one.__module__.rsplit(".", 1)[-1])
def test_no_list_hands_a_text_on_that_no_database_takes(filters: type[Filters]) -> None:
    asked = filters.read({"search": " a\0b ", "standing": "", "page": "7"})
    assert asked.said == {"search": "ab"}


def test_what_is_typed_is_cut_and_without_the_spaces_around_it() -> None:
    assert typed({"find": f"  {'x' * 300}  "}, "find") == "x" * FIELD_LENGTH_MAX
    assert typed({}, "find") == ""


@pytest.mark.parametrize(
    ("text", "day"), [("2026-11-02", date(2026, 11, 2)), ("", None), ("yesterday", None)]
)
def test_a_day_is_a_day_or_none(text: str, day: date | None) -> None:
    assert typed_day(text) == day
