"""Estimates: forms that post nothing until an invoice takes them over.

Reference: reference/quickbooks.md 10.9 (Estimate) and 10.3 (an invoice names one estimate and
closes it). What becomes of the estimate when that invoice goes is our inference: it is
Accepted again.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Behaviour, Company
from leafledger_simulators.quickbooks.entities.sales_fields import ESTIMATE
from leafledger_simulators.quickbooks.entities.sales_forms import SalesForm
from leafledger_simulators.quickbooks.refusals import business, cannot_be_linked
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body


class EstimateBehaviour(SalesForm):
    """An offer to a customer; it neither posts nor moves stock."""

    def __init__(self) -> None:
        super().__init__(ESTIMATE, 0)

    def check_form(self, company: Company, draft: Body, old: Record | None, total: object) -> None:
        """Its links are the invoices that took it over, whatever was sent."""
        del company, total
        draft["LinkedTxn"] = old.body["LinkedTxn"] if old is not None else []

    def before_delete(self, company: Company, record: Record) -> None:
        """The invoice made from it stays, without the link."""
        for link in record.body["LinkedTxn"]:
            invoice = company.transactions.get(link["TxnId"])
            if invoice is not None:
                kept = [one for one in invoice.body["LinkedTxn"] if one["TxnId"] != record.id]
                company.touch(invoice, LinkedTxn=kept)


def checked_links(company: Company, draft: Body, old: Record | None) -> list[Body]:
    """The one estimate that an invoice may name. Raises: Refusal 620, 6000."""
    wanted = [one for one in draft.get("LinkedTxn", []) if one.get("TxnType") == "Estimate"]
    if len(wanted) > 1:
        raise business("An invoice can be linked to one estimate only.", "LinkedTxn")
    for link in wanted:
        estimate = company.shelves["Estimate"].get(str(link.get("TxnId", "")))
        if (
            estimate is None
            or estimate.body["CustomerRef"]["value"] != (draft["CustomerRef"]["value"])
        ):
            raise cannot_be_linked("the estimate was not found for this customer.")
        taken = [one["TxnId"] for one in estimate.body["LinkedTxn"]]
        if taken and (old is None or old.id not in taken):
            raise cannot_be_linked("the estimate was invoiced before.")
    return [{"TxnId": str(one["TxnId"]), "TxnType": "Estimate"} for one in wanted]


def follow_invoice(company: Company, invoice: Record, old_body: Body | None) -> None:
    """Close the estimate an invoice names now; open the one it no longer names."""
    before = _estimates_of(old_body or {})
    after = _estimates_of(invoice.body)
    for estimate_id in sorted(before - after):
        _free(company, estimate_id)
    for estimate_id in sorted(after - before):
        estimate = company.shelves["Estimate"].get(estimate_id)
        if estimate is not None:
            link = {"TxnId": invoice.id, "TxnType": "Invoice"}
            company.touch(estimate, TxnStatus="Closed", LinkedTxn=[link])


def free_estimates(company: Company, invoice: Record) -> None:
    """An invoice goes: its estimate can be invoiced again."""
    for estimate_id in sorted(_estimates_of(invoice.body)):
        _free(company, estimate_id)


def _free(company: Company, estimate_id: str) -> None:
    estimate = company.shelves["Estimate"].get(estimate_id)
    if estimate is not None:
        company.touch(estimate, TxnStatus="Accepted", LinkedTxn=[])


def _estimates_of(body: Body) -> set[str]:
    return {one["TxnId"] for one in body.get("LinkedTxn", []) if one["TxnType"] == "Estimate"}


BEHAVIOURS: tuple[Behaviour, ...] = (EstimateBehaviour(),)
