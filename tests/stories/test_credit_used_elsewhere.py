"""QuickBooks used a credit on another invoice before LeafLink used it on its own (A6.7, A7).

known       invoice A: 25.00 less is open, by a credit of the bookkeeper's own
unknown     the credit of LeafLink lies on invoice B
LeafLink    uses that credit on order A, and shows the rest as paid
then        the payment settles all that is open of A, and nothing of it lies unused
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey

CREDIT = Decimal(25)


def _apply(house: CountingHouse, memo: Any, invoice: Any) -> None:
    """The bookkeeper applies a credit memo to an invoice at QuickBooks's screen."""
    lines = [
        {"Amount": CREDIT, "LinkedTxn": [{"TxnId": one["Id"], "TxnType": kind}]}
        for one, kind in ((memo, "CreditMemo"), (invoice, "Invoice"))
    ]
    body = {"CustomerRef": {"value": house.customer}, "TotalAmt": 0, "Line": lines}
    house.journey.change_in_quickbooks("Payment", body)


def _own_memo(house: CountingHouse) -> Any:
    """A credit memo of the bookkeeper's own, about something that is not on LeafLink."""
    [line] = [one for one in house.invoice["Line"] if one.get("SalesItemLineDetail")]
    detail = {"ItemRef": line["SalesItemLineDetail"]["ItemRef"]}
    body = {
        "CustomerRef": {"value": house.customer},
        "Line": [
            {
                "Amount": CREDIT,
                "DetailType": "SalesItemLineDetail",
                "SalesItemLineDetail": {**detail, "Qty": 1, "UnitPrice": CREDIT},
            }
        ],
    }
    return house.journey.change_in_quickbooks("CreditMemo", body)


def test_what_the_credit_was_kept_free_for_is_settled_by_the_payment(journey: Journey) -> None:
    journey.running.control("quickbooks", "/switches", {"auto_apply_credit": False})
    other, house = CountingHouse(journey), CountingHouse(journey)
    credit = house.credit("25.00", used=False)
    _apply(house, _own_memo(house), house.invoice)
    journey.sync()
    assert house.open() == house.total - CREDIT
    [memo] = [
        one
        for one in journey.books("CreditMemo")
        if str(one.get("PrivateNote", "")).startswith(f"LeafLink credit {credit}")
    ]
    _apply(house, memo, other.invoice)
    house.use(credit)
    house.paid(house.total - CREDIT)
    journey.ledger.parts(journey.company).poller.poll()
    journey.quiet()
    assert house.open() == 0
    [payment] = house.payments()
    assert Decimal(str(payment.get("UnappliedAmt", 0))) == 0
