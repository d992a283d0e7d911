"""Purchase orders: they post nothing; a bill or purchase that names one closes it.

Reference: reference/quickbooks.md 8 (entity list), 14 (what posts); our inference: the order is
open again when what took it over goes.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import dollars
from leafledger_simulators.quickbooks.entities.documents import check_open_period
from leafledger_simulators.quickbooks.entities.expense_lines import read_expense_lines
from leafledger_simulators.quickbooks.entities.purchase_fields import PURCHASE_ORDER
from leafledger_simulators.quickbooks.refusals import cannot_be_linked, missing, negative
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body


class PurchaseOrderBehaviour(Behaviour):
    """What was ordered of a vendor and has not come."""

    kind = PURCHASE_ORDER

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check the lines; number it. Raises: Refusal."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        if "Line" not in draft:
            raise missing("Line")
        total = read_expense_lines(company, draft, old.body["Line"] if old is not None else [])
        if total < 0:
            raise negative("TotalAmt")
        if "DocNumber" not in draft:
            kept = old.body.get("DocNumber") if old is not None else None
            draft["DocNumber"] = kept or company.next_number("purchase orders")
        draft.setdefault("POStatus", old.body["POStatus"] if old is not None else "Open")
        draft["APAccountRef"] = company.payable().ref
        draft["LinkedTxn"] = old.body["LinkedTxn"] if old is not None else []
        draft.update(TotalAmt=total, CurrencyRef=dollars())

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """What took it over stays, without the link."""
        for link in record.body["LinkedTxn"]:
            taker = company.transactions.get(link["TxnId"])
            if taker is not None:
                kept = [one for one in taker.body["LinkedTxn"] if one["TxnId"] != record.id]
                company.touch(taker, LinkedTxn=kept)


def checked_links(company: Company, draft: Body, old: Record | None) -> list[Body]:
    """The orders that a bill or purchase names, in its head or on its lines. Raises: 620."""
    sent = [*draft.get("LinkedTxn", [])]
    for line in draft["Line"]:
        sent += line.get("LinkedTxn", [])
    wanted = {str(one.get("TxnId", "")) for one in sent if one.get("TxnType") == "PurchaseOrder"}
    for order_id in wanted:
        order = company.shelves["PurchaseOrder"].get(order_id)
        vendor = draft.get("VendorRef", {}).get("value")
        if order is None or (vendor and order.body["VendorRef"]["value"] != vendor):
            raise cannot_be_linked("the purchase order was not found for this vendor.")
        taken = [one["TxnId"] for one in order.body["LinkedTxn"]]
        if taken and (old is None or old.id not in taken):
            raise cannot_be_linked("the purchase order was taken over before.")
    return [{"TxnId": one, "TxnType": "PurchaseOrder"} for one in sorted(wanted, key=int)]


def follow_taker(company: Company, taker: Record, old_body: Body | None) -> None:
    """Close the orders a bill or purchase names now; open those it no longer names."""
    before, after = _orders_of(old_body or {}), _orders_of(taker.body)
    for order_id in sorted(before - after):
        _free(company, order_id)
    for order_id in sorted(after - before):
        order = company.shelves["PurchaseOrder"].get(order_id)
        if order is not None:
            link = {"TxnId": taker.id, "TxnType": taker.kind.name}
            company.touch(order, POStatus="Closed", LinkedTxn=[link])


def free_orders(company: Company, taker: Record) -> None:
    """A bill or purchase goes: its orders can be taken over again."""
    for order_id in sorted(_orders_of(taker.body)):
        _free(company, order_id)


def _free(company: Company, order_id: str) -> None:
    order = company.shelves["PurchaseOrder"].get(order_id)
    if order is not None:
        company.touch(order, POStatus="Open", LinkedTxn=[])


def _orders_of(body: Body) -> set[str]:
    found = body.get("LinkedTxn", [])
    return {one["TxnId"] for one in found if one["TxnType"] == "PurchaseOrder"}


BEHAVIOURS: tuple[Behaviour, ...] = (PurchaseOrderBehaviour(),)
