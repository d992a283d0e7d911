"""What is past due is listed by licence, whoever holds it."""

from __future__ import annotations

from leafledger.figures.money import Money
from leafledger.reports.aging import AgingLine
from leafledger.reports.past_due import PAST_DUE_SPANS, past_due

LICENCES = {"58": "402R-00123", "59": "402r-00123 ", "60": "403-00456", "61": ""}


def owes(customer: str, name: str, *amounts: str) -> AgingLine:
    """A row of the aging: not yet due, then each age."""
    spans = tuple(Money.of(amount) for amount in (*amounts, *("0.00",) * (5 - len(amounts))))
    return AgingLine(customer, name, spans, spans)


def test_the_stores_of_one_licence_are_one_row_and_the_largest_comes_first() -> None:
    found = past_due(
        [
            owes("60", "Harbor", "500.00", "10.00"),
            owes("58", "Mesa North", "1.00", "20.00"),
            owes("59", "Mesa South", "0.00", "0.00", "0.00", "5.00"),
        ],
        LICENCES,
    )
    assert [(one.licence, one.customers, one.total.plain) for one in found] == [
        ("402R-00123", ("Mesa North", "Mesa South"), "25.00"),
        ("403-00456", ("Harbor",), "10.00"),
    ]
    assert [one.oldest for one in found] == ["61 - 90", "1 - 30"]
    assert found[0].as_json()["ages"] == dict(
        zip(PAST_DUE_SPANS, ("20.00", "0.00", "5.00", "0.00"), strict=True)
    )


def test_who_owes_nothing_past_due_is_not_listed() -> None:
    lines = [owes("58", "Mesa", "900.00"), owes("60", "Harbor", "0.00", "30.00", "-30.00")]
    assert past_due(lines, LICENCES) == ()


def test_customers_without_a_licence_stand_by_themselves() -> None:
    lines = [owes("61", "One", "0.00", "3.00"), owes("62", "Two", "0.00", "3.00")]
    assert [(one.licence, one.customers) for one in past_due(lines, LICENCES)] == [
        ("", ("One",)), ("", ("Two",)),
    ]  # fmt: skip
