"""Where an order's money lies in QuickBooks: on its invoice, or elsewhere (accounting.md A6.7)."""

from __future__ import annotations

from collections.abc import Sequence

from leafledger.figures.money import Money
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownReceipt
from leafledger.reconciliation.our_books import OurBooks


def misplaced(
    order: str, ours: OurBooks, receipts: Sequence[KnownReceipt], *, reversed_: bool
) -> tuple[str, str]:
    """Why payments of an order lie where they should not, and the cure; empty where all is well.

    QuickBooks may have put one on another invoice of the same customer by itself: that is
    accepted, as long as nothing of it is left over. `reversed_`: it pays nothing any more.
    """
    invoices = ours.invoices(order)
    own = {one.id for one in invoices}
    customers = {one.customer_id for one in invoices}
    left = Money.total(one.open for one in invoices)
    for receipt in receipts if invoices else ():
        here = Money.total(receipt.settled_of(RecordKind.INVOICE, id_) for id_ in own)
        if receipt.customer_id not in customers and here != receipt.total:
            return (
                "It stands on another customer in QuickBooks than the order's invoice.",
                "Give it the customer of the invoice in QuickBooks, and apply it to the invoice.",
            )
        if any(ours.customers.get(id_) not in customers for id_ in _elsewhere(receipt, own)):
            return (
                "It is applied to another customer's invoice in QuickBooks.",
                "Apply it to the order's own invoice in QuickBooks.",
            )
        if receipt.unapplied and left > Money.zero() and not reversed_:
            why = f"{receipt.unapplied} of it is not applied in QuickBooks, though {left} of the "
            return f"{why}order's invoice is open.", "Apply it to the invoice in QuickBooks."
    return "", ""


def _elsewhere(receipt: KnownReceipt, own: set[str]) -> set[str]:
    """The invoices a payment settles beside its order's own."""
    settled = {
        one.pointer.id
        for one in receipt.settles
        if one.kind is RecordKind.INVOICE and isinstance(one.pointer, Known)
    }
    return settled - own
