"""Entries and expenses that payments link: what an edit of one may do to its links.

Reference: reference/quickbooks.md 10.4 and 10.7; what an edit does is our inference, after what
invoices do (10.3).
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities import applying, payables
from leafledger_simulators.quickbooks.refusals import business
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body


def check_linked(company: Company, draft: Body, old: Record) -> None:
    """What is linked stays whose it is; by switch also of its size and side. Raises: 6000."""
    wanted = _with(company, old, draft)
    refuses = company.switches["edit_below_applied"] == "refuse"
    for applied, total_of, whose in (
        (company.links.applied(old.id), applying.total_of, applying.customer_of),
        (company.bill_links.applied(old.id), payables.total_of, payables.vendor_of),
    ):
        (total, side), (_, old_side) = total_of(company, wanted), total_of(company, old)
        if applied and total and whose(company, wanted) != whose(company, old):
            raise business("The name on an entry with payments cannot be changed.", "Entity")
        if refuses and applied and (total < applied or side != old_side):
            raise business("The entry is less than what is applied to it.", "Line")


def fit_receivable(company: Company, record: Record, old_body: Body | None) -> None:
    """Fit the customers' payments that link an entry just written.

    Who paid a debt has not used a credit: an entry turned round is open as a whole.
    """
    total, side = applying.total_of(company, record)
    is_turned = side != applying.total_of(company, _with(company, record, old_body))[1]
    applying.fit_payments(company, record.id, ZERO if is_turned else total)
    applying.refresh_document(company, record)


def fit_payable(company: Company, record: Record, old_body: Body | None) -> None:
    """Fit the payments to vendors, as those of customers."""
    total, side = payables.total_of(company, record)
    is_turned = side != payables.total_of(company, _with(company, record, old_body))[1]
    payables.fit_bill_payments(company, record.id, ZERO if is_turned else total)
    payables.refresh_document(company, record)


def _with(company: Company, record: Record, body: Body | None) -> Record:
    """The record as it was, or as it is wanted."""
    other = Record(record.kind, record.id, company.now())
    other.body = record.body if body is None else body
    return other
