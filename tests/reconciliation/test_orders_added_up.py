"""The totals of a proof leave out what waits, and their difference is that of the orders."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leafledger.commerce.orders import Order, OrderStatus, Unreadable
from leafledger.figures.money import Money
from leafledger.ledger.documents import KnownDocument
from leafledger.reconciliation.proof import Proof, Standing
from leafledger.reconciliation.proving import details, summary
from tests.reconciliation.held import credit_memo, held, invoice, order

WAITS = "Somebody must decide."
ADDED_UP = ("leaflink_total", "quickbooks_total", "difference", "at_stake")

amounts = st.integers(0, 20_000).map(lambda cents: str(Decimal(cents).scaleb(-2)))


def number_of(place: int) -> str:
    """The number of the order at a place."""
    return f"7f1c2b90-5d3e-4a61-9c08-3e52{place:08x}"


def three() -> Proof:
    """One proved over 100.00, one waiting over 50.00 of which 20.00 is booked, one without."""
    first, second, third = (number_of(place) for place in range(3))
    return held(
        order("100.00", first), invoice("100.00", first),
        order("50.00", second), invoice("20.00", second),
        order("7.00", third), waiting={second: WAITS, third: WAITS},
    )  # fmt: skip


def test_the_totals_leave_out_the_orders_that_wait() -> None:
    proof = three()
    assert proof.wanted == proof.booked == Money.of("100.00")
    assert proof.difference == Money.zero()
    assert proof.holds


def test_at_stake_is_what_the_waiting_orders_want_and_have_not() -> None:
    assert three().at_stake == Money.of("37.00")


def test_money_booked_too_much_is_at_stake_like_money_that_is_missing() -> None:
    first, second = number_of(0), number_of(1)
    proof = held(
        order("50.00", first), invoice("80.00", first), order("30.00", second),
        waiting={first: WAITS, second: WAITS},
    )  # fmt: skip
    assert proof.at_stake == Money.of("60.00")


def test_two_differences_that_cancel_out_do_not_prove_the_books() -> None:
    first, second = number_of(0), number_of(1)
    proof = held(
        order("50.00", first), invoice("60.00", first),
        order("50.00", second), invoice("40.00", second),
    )  # fmt: skip
    assert proof.difference == Money.zero()
    assert not proof.holds


def test_a_proof_of_nothing_holds() -> None:
    proof = held()
    assert proof.holds
    assert {summary(proof)[name] for name in ADDED_UP} == {"0.00"}


def test_the_details_name_every_order_with_amounts_as_text() -> None:
    told = details(three())
    assert (told["orders"], told["proved"], told["waiting"], told["differing"]) == (3, 1, 2, 0)
    assert told["documents"] == 2
    assert [one["standing"] for one in told["details"]] == ["proved", "waiting", "waiting"]
    assert [one["difference"] for one in told["details"]] == ["0.00", "-30.00", "-7.00"]
    assert told["at_stake"] == "37.00"


@st.composite
def two_sides(draw: st.DrawFn) -> tuple[list[Order | Unreadable | KnownDocument], dict[str, str]]:
    """Orders of any standing with any documents, and documents of orders that are not there."""
    found: list[Order | Unreadable | KnownDocument] = []
    waiting: dict[str, str] = {}
    for place in range(draw(st.integers(0, 6))):
        number, total = number_of(place), draw(amounts)
        if draw(st.booleans()):
            waiting[number] = WAITS
        status = draw(st.sampled_from(OrderStatus))
        shown = st.sampled_from([order(total, number, status), None])
        one = draw(shown | st.just(Unreadable("order", number, "an order", "it is odd")))
        found += [one] if one is not None else []
        found += [invoice(total, number)] if draw(st.booleans()) else []
        found += [invoice(other, number) for other in draw(st.lists(amounts, max_size=2))]
        found += [credit_memo(other, number) for other in draw(st.lists(amounts, max_size=1))]
    return found, waiting


@given(two_sides())
def test_the_difference_of_the_sums_is_the_sum_of_the_differences(
    drawn: tuple[list[Order | Unreadable | KnownDocument], dict[str, str]],
) -> None:
    sides, waiting = drawn
    proof = held(*sides, waiting=waiting)
    settled = [one for one in proof.orders if one.standing is not Standing.WAITING]
    assert proof.difference == Money.total(one.difference for one in settled)
    assert proof.difference == proof.booked - proof.wanted
    assert proof.holds == all(one.standing is not Standing.DIFFERS for one in proof.orders)
    assert all(not one.difference for one in proof.with_standing(Standing.PROVED))
    if proof.holds:
        assert proof.difference == Money.zero()


@given(two_sides())
def test_no_document_of_ours_is_left_out_of_the_proof(
    drawn: tuple[list[Order | Unreadable | KnownDocument], dict[str, str]],
) -> None:
    sides, waiting = drawn
    proof = held(*sides, waiting=waiting)
    documents = [one for one in sides if isinstance(one, KnownDocument)]
    assert proof.documents == len(documents)
    assert sum(len(proof.with_standing(standing)) for standing in Standing) == len(proof.orders)
