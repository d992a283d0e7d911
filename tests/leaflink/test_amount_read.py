"""Any amount LeafLink may write is read exactly; anything else is refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import Money
from leafledger.leaflink.fields import CannotRead, money, number, price, text

AMOUNTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=4)
CENTS = st.decimals(min_value=-1_000_000, max_value=1_000_000, places=2)


def number_or_words(value: Any, read: Callable[[Any, str], Any] = number) -> Any:
    """What the reader reads, or the words of its refusal; anything else it raises is a failure."""
    try:
        return read(value, "it")
    except CannotRead as reason:
        return str(reason)


@given(AMOUNTS)
def test_a_number_and_its_text_are_the_same_amount(amount: Decimal) -> None:
    decoder: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=Decimal)
    from_number, from_text = decoder.decode(f'[{amount:f}, "{amount:f}"]'.encode())
    assert number(from_number, "it") == number(from_text, "it") == amount


@given(CENTS)
def test_money_is_the_same_plain_and_in_an_object(amount: Decimal) -> None:
    wrapped = {"amount": f"{amount:f}", "currency": "USD"}
    assert money(wrapped, "it") == money(f" {amount:f} ", "it") == Money(amount)


@given(st.one_of(st.text(), st.none(), st.booleans(), st.lists(st.integers()), st.binary()))
def test_anything_is_either_a_finite_number_or_refused(value: Any) -> None:
    read = number_or_words(value)
    if isinstance(read, Decimal):
        assert read.is_finite()
        assert Decimal(str(value).strip()) == read
    else:
        assert read.startswith("it is ")


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_money_never_fails_otherwise_than_by_its_sentence(amount: Decimal) -> None:
    read = number_or_words(amount, money)
    if isinstance(read, Money):
        assert read.amount == amount
    else:
        assert str(read).startswith("it ")


@pytest.mark.parametrize("currency", ["CAD", "EUR", "usdollar"])
def test_another_currency_is_refused(currency: str) -> None:
    with pytest.raises(CannotRead, match="US dollars"):
        price({"amount": 1, "currency": currency}, "it")


@pytest.mark.parametrize("written", ["１２", "1e999999", "9" * 30, "0x10", "--1", "1.2.3", "∞"])
def test_figures_no_machine_writes_are_refused(written: str) -> None:
    with pytest.raises(CannotRead):
        number(written, "it")


def test_text_is_empty_for_what_is_no_text() -> None:
    values: list[Any] = [None, True, {}, [], 5, " a "]
    assert [text(value) for value in values] == ["", "", "", "", "5", "a"]
