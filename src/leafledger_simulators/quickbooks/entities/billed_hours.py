"""Hours on an invoice: the invoice names time activities, which are then billed.

Reference: reference/quickbooks.md 10.3 (LinkedTxn of an invoice may be written for Estimate and
TimeActivity). That hours are billable again when the invoice goes is our inference.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import cannot_be_linked
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

KIND = "TimeActivity"


def checked_hours(company: Company, draft: Body, old: Record | None) -> list[Body]:
    """The hours that an invoice names, in the order sent. Raises: Refusal 620."""
    mine = _hours_of(old.body if old is not None else {})
    customer = draft["CustomerRef"]["value"]
    wanted: dict[str, Body] = {}
    for link in draft.get("LinkedTxn", []):
        if link.get("TxnType") != KIND:
            continue
        hours_id = str(link.get("TxnId", ""))
        hours = company.shelves[KIND].get(hours_id)
        if hours is None or hours.body.get("CustomerRef", {}).get("value") != customer:
            raise cannot_be_linked("the hours were not found for this customer.")
        if hours.body["BillableStatus"] != "Billable" and hours_id not in mine:
            raise cannot_be_linked("the hours are not billable or were billed before.")
        wanted[hours_id] = {"TxnId": hours_id, "TxnType": KIND}
    return list(wanted.values())


def follow_invoice(company: Company, invoice: Record, old_body: Body | None) -> None:
    """Hours an invoice names now are billed; those it no longer names are billable again."""
    before, after = _hours_of(old_body or {}), _hours_of(invoice.body)
    _set(company, before - after, "Billable")
    _set(company, after - before, "HasBeenBilled")


def free_hours(company: Company, invoice: Record) -> None:
    """An invoice goes: its hours can be billed again."""
    _set(company, _hours_of(invoice.body), "Billable")


def is_billed(record: Record) -> bool:
    """Whether an invoice has taken these hours."""
    return bool(record.body["BillableStatus"] == "HasBeenBilled")


def _set(company: Company, hours_ids: set[str], status: str) -> None:
    for hours_id in sorted(hours_ids):
        hours = company.shelves[KIND].get(hours_id)
        if hours is not None:
            company.touch(hours, BillableStatus=status)


def _hours_of(body: Body) -> set[str]:
    return {one["TxnId"] for one in body.get("LinkedTxn", []) if one["TxnType"] == KIND}
