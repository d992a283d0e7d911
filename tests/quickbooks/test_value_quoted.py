"""Whatever a name contains, it stays a value inside its quotes."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.quickbooks.queries import (
    count_of,
    moment,
    page_of,
    text,
    where_all,
    where_equal,
    where_in,
    where_since,
)

# A literal: a quote, then anything escaped or neither quote nor backslash, then a quote.
LITERAL = re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("O'Hare", r"'O\'Hare'"),
        ("back\\slash", r"'back\\slash'"),
        ("\\'", r"'\\\''"),
        ("", "''"),
        ("A&B + 100% #1", "'A&B + 100% #1'"),
        ("x' OR Active = false --", r"'x\' OR Active = false --'"),
        ("tab\there", "'tab here'"),
        ("Müller – “Co”", "'Müller – “Co”'"),
    ],
)
def test_awkward_names_are_quoted_as_quickbooks_wants(value: str, written: str) -> None:
    assert text(value) == written


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"])))
def test_every_value_is_one_literal_and_can_be_read_back(value: str) -> None:
    literal = LITERAL.fullmatch(text(value))
    assert literal is not None
    assert re.sub(r"\\(.)", r"\1", literal.group(1), flags=re.DOTALL) == value


@given(st.text())
def test_no_value_ever_ends_its_literal_early(value: str) -> None:
    assert LITERAL.fullmatch(text(value)) is not None


@pytest.mark.parametrize(
    ("condition", "written"),
    [
        (where_equal("DisplayName", "O'Hare"), r"DisplayName = 'O\'Hare'"),
        (where_equal("Active", value=True), "Active = true"),
        (where_equal("TxnDate", date(2026, 11, 2)), "TxnDate = '2026-11-02'"),
        (where_equal("TotalAmt", Decimal("1E+2")), "TotalAmt = '100'"),
        (where_in("Id", ["1", "22"]), "Id IN ('1', '22')"),
        (where_all("A = 'a'", "", "B = 'b'"), "A = 'a' AND B = 'b'"),
        (
            where_since("MetaData.CreateTime", datetime(2026, 10, 1, tzinfo=UTC)),
            "MetaData.CreateTime >= '2026-10-01T00:00:00+00:00'",
        ),
    ],
)
def test_conditions_are_written_in_the_query_language(condition: str, written: str) -> None:
    assert condition == written


def test_a_moment_keeps_its_offset_and_needs_one() -> None:
    pacific = timezone(timedelta(hours=-7))
    assert moment(datetime(2026, 10, 1, 0, 0, 0, 99, pacific)) == "'2026-10-01T00:00:00-07:00'"
    with pytest.raises(ValueError, match="offset"):
        moment(datetime(2026, 10, 1))  # noqa: DTZ001


def test_nothing_to_look_for_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        where_in("Id", [])


@pytest.mark.parametrize("field", ["Id = '1' OR Id", "", "a b", "MetaData.", "Id;--"])
def test_a_field_is_a_plain_name(field: str) -> None:
    with pytest.raises(ValueError, match="no field"):
        where_equal(field, "x")


def test_statements_name_page_and_order_and_ask_for_the_sku() -> None:
    assert page_of("Invoice", "", 1001) == (
        "SELECT * FROM Invoice ORDERBY Id STARTPOSITION 1001 MAXRESULTS 1000"
    )
    assert page_of("Item", "Sku = 'a'", 1, include_inactive=True) == (
        "SELECT *, Sku FROM Item WHERE Sku = 'a' AND Active IN (true, false) "
        "ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000"
    )
    assert count_of("Term", "") == "SELECT count(*) FROM Term"
