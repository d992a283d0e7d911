"""An accepted order becomes a proved invoice, heard by webhook or found by polling.

order of 2 cases, accepted
Accounts Receivable     DEBIT   what LeafLink's total says
Sales                   CREDIT  the same
"""

from __future__ import annotations

from decimal import Decimal

from tests.stories.journey import Journey


def test_an_order_heard_by_webhook_has_one_proved_invoice(journey: Journey) -> None:
    with journey.hearing():
        number = journey.accepted()
        journey.settle()
    invoice = journey.invoice_of(number)
    assert Decimal(invoice["TotalAmt"]) == journey.total(number) > 0
    assert journey.proves(number).documents == (invoice["DocNumber"],)
    assert journey.counted("leaflink webhook marked") >= 1


def test_an_order_nobody_announced_is_found_by_polling(journey: Journey) -> None:
    number = journey.accepted()
    assert journey.invoices_of(number) == []
    journey.sync()
    assert Decimal(journey.invoice_of(number)["TotalAmt"]) == journey.total(number)
    journey.proves(number)
