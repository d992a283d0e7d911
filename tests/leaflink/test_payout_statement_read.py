"""A payout statement is read whatever its columns are called, and refused where it does not add up.

payout_id,date,order_number,gross,fee,net,kind
LLP-20260902,2026-09-02,10492,3402.83,68.06,3334.77,marketplace_payment
"""

from __future__ import annotations

import contextlib
import csv
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leafledger.figures.money import Money
from leafledger.leaflink.payout_statements import NotAStatement, read_statement

HEADING = "payout_id,date,order_number,gross,fee,net,kind\n"
ROW = "LLP-20260902,2026-09-02,10492,3402.83,68.06,3334.77,marketplace_payment\n"


def read(text: str) -> str:
    """A statement's first payout in a line."""
    payout = read_statement(text.encode())[0]
    rows = "; ".join(
        f"{one.order} {one.kind} {one.gross} {one.fee} {one.net}" for one in payout.lines
    )
    return f"{payout.id} {payout.dated} {payout.net}: {rows}"


def refusal(text: str | bytes) -> str:
    """The sentence by which a statement is refused."""
    with pytest.raises(NotAStatement) as refused:
        read_statement(text if isinstance(text, bytes) else text.encode())
    sentence = str(refused.value)
    assert sentence.endswith(".")
    return sentence


EXPECTED = "LLP-20260902 2026-09-02 $3,334.77: 10492 marketplace_payment $3,402.83 $68.06 $3,334.77"


@pytest.mark.parametrize(
    "text",
    [
        HEADING + ROW,
        HEADING.replace("\n", "\r\n") + ROW,
        "\ufeff" + HEADING + ROW + "\n,,,,,,\n",
        "Net Amount,Fees,Gross,Type,Order #,Payout Date,Payout ID\n".replace("Order #", "Order No.")
        + '"$3,334.77",(68.06),"3,402.83",Marketplace Payment,10492,09/02/2026,LLP-20260902\n',
        HEADING.replace(",", ";") + ROW.replace(",", ";"),
        HEADING + ROW + "Total,,,3402.83,68.06,3334.77,\n",
        HEADING + ROW + "LLP-20260902,,total,3402.83,-68.06,3334.77,\n",
        HEADING[:-1] + ",Payout Total\n" + ROW[:-1] + ",3334.77\n",
    ],
)
def test_a_statement_is_read_however_its_columns_are_spelt(text: str) -> None:
    assert read(text) == EXPECTED


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADING, "The statement has no rows"),
        ("a,b\n1,2\n", "no column for: payout_id, date, order_number, gross, fee, net, kind"),
        (HEADING + ROW.replace("3334.77", "3334.78"), "is $3,334.77, and the net says $3,334.78"),
        (HEADING + ROW.replace("3402.83", "3402,83x"), "cannot be read"),
        (HEADING + ROW.replace("3402.83", "NaN"), 'its gross "NaN" is not an amount'),
        (HEADING + ROW.replace("3402.83", "3402.835"), 'its gross "3402.835" is not an amount'),
        (HEADING + ROW.replace("3402.83", "3e3"), 'its gross "3e3" is not an amount'),
        (HEADING + ROW.replace("2026-09-02", "soon"), 'its date "soon" is not a day'),
        (HEADING + ROW.replace("LLP-20260902", "=1+1"), '"=1+1" cannot be the number of a payout'),
        (HEADING + ROW + ROW.replace("09-02", "09-03"), "reaches the bank on one day"),
        (HEADING + ROW + "Total,,,3402.83,68.06,3334.78,\n", "its rows add up to $3,334.77"),
        (HEADING[:-1] + ",total\n" + ROW[:-1] + ",1.00\n", "of payout LLP-20260902 is $1.00"),
        (b"\xff\xfe\x00P", "not a CSV file in UTF-8"),
    ],
)
def test_what_does_not_add_up_is_refused_with_a_sentence(text: str | bytes, said: str) -> None:
    assert said in refusal(text)


def test_what_looks_like_a_formula_is_only_text() -> None:
    said = read(HEADING + ROW.replace("10492", "'=HYPERLINK(1)").replace("marketplace", "=cmd|'"))
    assert "=HYPERLINK(1) cmd_payment $3,402.83" in said


amounts = st.decimals(min_value=-99_999, max_value=99_999, places=2).map(lambda one: one + 0)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6))
def test_what_is_written_is_what_is_read(rows: list[tuple[Decimal, Decimal]]) -> None:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADING.strip().split(","))
    for gross, fee in rows:
        writer.writerow(["L1", "2026-09-02", "1", gross, fee, gross - fee, "standard"])
    (payout,) = read_statement(text.getvalue().encode())
    assert payout.dated == date(2026, 9, 2)
    assert payout.net == Money.total(Money(gross - fee) for gross, fee in rows)
    assert [one.gross.amount for one in payout.lines] == [gross for gross, _ in rows]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: (HEADING + t).encode()))
def test_whatever_is_handed_in_ends_in_payouts_or_a_sentence(content: bytes) -> None:
    # Any other exception would be ours.
    with contextlib.suppress(NotAStatement):
        assert all(one.lines for one in read_statement(content))
