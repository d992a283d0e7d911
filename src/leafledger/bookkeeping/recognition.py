"""When an order is in the books, and under which date (accounting.md A2)."""

from __future__ import annotations

from datetime import date, datetime

from leafledger.bookkeeping.policy import InvoiceDate, Orders
from leafledger.commerce.orders import Order
from leafledger.figures.accounting_dates import business_day


def recognised_at(order: Order, choices: Orders) -> datetime | None:
    """The instant an order reached the chosen status; None if it never did.

    From the event log; where that is silent, the moment we first saw it (accounting.md A2.2).
    """
    milestone = choices.recognise_on
    reached = [change.at for change in order.history if change.status.reached(milestone)]
    if reached:
        return min(reached)
    return order.first_seen_at if order.status.reached(milestone) else None


def invoice_day(order: Order, recognised: datetime, choices: Orders) -> date:
    """The accounting date of the invoice, in the company's time zone.

    An order without a ship date takes the day it was recognised.
    """
    instant = recognised
    if choices.invoice_date is InvoiceDate.CREATED:
        instant = order.created_at
    elif choices.invoice_date is InvoiceDate.SHIP_DATE and order.ship_date is not None:
        instant = order.ship_date
    return business_day(instant, choices.time_zone)
