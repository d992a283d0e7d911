"""Rules that every transaction shares: the closed period, the number, the note of a void.

Reference: reference/quickbooks.md 3 (void), 9 (6140, 6210), 10.3 (DocNumber).
"""

from __future__ import annotations

from collections.abc import Iterable

from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.lock_refusals import books_closed, deposited
from leafledger_simulators.quickbooks.refusals import (
    before_inventory_start,
    duplicate_document_number,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

AUTO_GENERATE = "AUTO_GENERATE"
SALES_FORMS = ("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt", "Estimate")


def check_open_period(company: Company, day: str, old: Record | None) -> None:
    """Whether the books are open on a date (and on the date it had). Raises: Refusal 6210."""
    if is_closed(company, day) or (old is not None and is_closed(company, old.body["TxnDate"])):
        raise books_closed()


def is_closed(company: Company, day: str) -> bool:
    """Whether the books are closed on a date."""
    closed_until = company.preferences["AccountingInfoPrefs"].get("BookCloseDate")
    return closed_until is not None and day <= str(closed_until)


def check_not_deposited(company: Company, record: Record) -> None:
    """What lies in a deposit is locked. Raises: Refusal 6540."""
    if record.id in company.deposit_of:
        raise deposited()


def check_deposit_lock(company: Company, old: Record) -> None:
    """Whether any edit of what lies in a deposit may be tried. Raises: Refusal 6540."""
    if company.switches["deposited_edit"] == "any":
        check_not_deposited(company, old)


def check_deposited_money(company: Company, old: Record, draft: Body) -> None:
    """Whether an edit leaves what the deposit holds. Raises: Refusal 6540."""
    held = ("TxnDate", "TotalAmt", "DepositToAccountRef")
    if any(draft.get(name) != old.body.get(name) for name in held):
        check_not_deposited(company, old)


def is_inventory(company: Company, item_id: str) -> bool:
    """Whether an item is one whose quantity is kept."""
    item = company.shelves["Item"].get(item_id)
    return item is not None and bool(item.body["Type"] == "Inventory")


def check_inventory_dates(company: Company, day: str, item_ids: Iterable[str]) -> None:
    """Whether every inventory item was kept already on a date. Raises: Refusal 6270."""
    for item_id in item_ids:
        item = company.shelves["Item"].get(item_id)
        if item is not None and day < item.body.get("InvStartDate", ""):
            raise before_inventory_start(item.body["Name"])


def settle_document_number(
    company: Company, kind: str, draft: Body, old: Record | None, allow_duplicate: bool
) -> None:
    """Number a sales form: automatic, as sent, or none. Raises: Refusal 6140."""
    custom = company.preference("SalesFormsPrefs", "CustomTxnNumbers")
    number = draft.get("DocNumber")
    if number == AUTO_GENERATE or (number is None and not custom):
        draft["DocNumber"] = (
            old.body["DocNumber"]
            if old is not None and number is None and "DocNumber" in old.body
            else company.next_number("sales")
        )
        return
    if number is None or not custom or not company.switches["warn_duplicate_doc_number"]:
        return
    if allow_duplicate or (old is not None and old.body.get("DocNumber") == number):
        return
    per_type = company.switches["doc_number_scope"] == "per_type"
    kinds = (kind,) if per_type else SALES_FORMS
    for one in kinds:
        for taken in company.shelves[one].find("DocNumber", number):
            if old is None or taken.id != old.id:
                raise duplicate_document_number(number, one, taken.id)


def check_cheque_number(company: Company, draft: Body, old: Record | None) -> None:
    """By switch, whether a bank account has another cheque of this number. Raises: 6140."""
    number, bank = draft.get("DocNumber"), cheque_account(draft)
    if not company.switches["warn_duplicate_check_number"] or number is None or not bank:
        return
    if old is not None and old.body.get("DocNumber") == number:
        return
    for one in ("Purchase", "BillPayment"):
        for taken in company.shelves[one].find("DocNumber", number):
            if cheque_account(taken.body) == bank:
                raise duplicate_document_number(number, one, taken.id)


def cheque_account(body: Body) -> str:
    """The bank account a cheque is drawn on; empty for what is no cheque."""
    if body.get("PaymentType") == "Check":
        return str(body["AccountRef"]["value"])
    if body.get("PayType") == "Check":
        return str(body["CheckPayment"]["BankAccountRef"]["value"])
    return ""


def voided_note(company: Company, body: Body) -> str:
    """The PrivateNote of a voided document."""
    note = body.get("PrivateNote", "")
    if not note or company.switches["void_note"] == "whole":
        return "Voided"
    return f"Voided - {note}"
