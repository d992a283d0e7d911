"""An amendment was sent and no answer came: it took only if the document says what was wanted.

wanted    108.00 of NEW                in QuickBooks  108.00 of OLD, paid meanwhile: not done
wanted    108.00 of NEW                in QuickBooks  108.00 of NEW: done
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from leafledger.bookkeeping.plan import Operation, Target
from leafledger.clerk.doubt import look_up
from leafledger.clerk.sending import Ids
from leafledger.clerk.sides import Sides
from leafledger.journal.written import WrittenStep
from leafledger.ledger.pointers import Known, RecordKind
from tests.clerk.written import invoice, step

WANTED = invoice(Known(RecordKind.CUSTOMER, "58"), Known(RecordKind.ITEM, "NEW"))


def _amendment() -> WrittenStep:
    written = step(WANTED, operation=Operation.AMEND)
    object.__setattr__(written.step, "target", Target("145", "0", "10492"))
    return written


def _line(item: str, amount: int, quantity: int) -> dict[str, Any]:
    detail = {"ItemRef": {"value": item}, "Qty": quantity, "UnitPrice": amount}
    return {
        "Amount": amount * quantity, "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": detail,
    }  # fmt: skip


def _shown(line: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {
        "Id": "145", "SyncToken": "1", "DocNumber": "10492", "TxnDate": "2026-11-02",
        "TotalAmt": 108, "Balance": 8, "CustomerRef": {"value": "58"}, "PrivateNote": WANTED.note,
        "Line": [line], "LinkedTxn": [{"TxnId": "7", "TxnType": "Payment"}],
    }  # fmt: skip
    return {**head, **more}


def _looked_up(wire: dict[str, Any]) -> Any:
    client = SimpleNamespace(read=lambda _entity, _id: wire)
    sides = cast("Sides", SimpleNamespace(quickbooks=client))
    nobody: dict[str, str] = {}
    return look_up(sides, _amendment(), Ids(nobody.__getitem__))


def test_an_amendment_that_took_is_found() -> None:
    assert _looked_up(_shown(_line("NEW", 108, 1))) is not None


@pytest.mark.parametrize(
    "wire",
    [
        _shown(_line("OLD", 108, 1)),
        _shown(_line("NEW", 54, 2)),
        _shown(_line("NEW", 108, 1), TxnDate="2026-11-01"),
        _shown(_line("NEW", 108, 1), SyncToken="0"),
    ],
)
def test_an_equal_total_does_not_say_that_an_amendment_took(wire: dict[str, Any]) -> None:
    assert _looked_up(wire) is None


def test_a_discount_that_is_missing_says_that_it_did_not_take() -> None:
    discount = {
        "Amount": 8, "DetailType": "DiscountLineDetail",
        "DiscountLineDetail": {"DiscountAccountRef": {"value": "86"}},
    }  # fmt: skip
    wire = _shown(_line("NEW", 116, 1))
    assert _looked_up({**wire, "Line": [*wire["Line"], discount]}) is None
