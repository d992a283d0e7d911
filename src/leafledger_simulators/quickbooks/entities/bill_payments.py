"""Payments to vendors by cheque or credit card, with the vendor credits they use.

Reference: reference/quickbooks.md 3 (void through `include=void`) and 10.9; the rules mirror
those of customers' payments (10.4), which is our inference.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import payables
from leafledger_simulators.quickbooks.entities.buying import settle_payable
from leafledger_simulators.quickbooks.entities.contact_fields import dollars
from leafledger_simulators.quickbooks.entities.documents import (
    check_cheque_number,
    check_open_period,
    voided_note,
)
from leafledger_simulators.quickbooks.entities.purchase_fields import BILL_PAYMENT
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.links import Link, settled
from leafledger_simulators.quickbooks.refusals import (
    business,
    cannot_be_linked,
    invalid_choice,
    missing,
    negative,
    object_not_found,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

LINKABLE = ("Bill", "VendorCredit", "JournalEntry")
# By PayType: the block, the account in it, and the type that account must have.
MEANS = {
    "Check": ("CheckPayment", "BankAccountRef", "Bank"),
    "CreditCard": ("CreditCardPayment", "CCAccountRef", "Credit Card"),
}


class BillPaymentBehaviour(Behaviour):
    """Money to a vendor, applied to what is open, with credits used beside it."""

    kind = BILL_PAYMENT

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check date, account and every link. Raises: Refusal 620, 6000, 6210, 6430."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        if draft["TotalAmt"] < 0:
            raise negative("TotalAmt")
        self._check_means(company, draft)
        check_cheque_number(company, draft, old)
        settle_payable(company, draft)
        links = self._read_links(company, draft, old)
        charges = sum((link.amount for link in links if not link.is_credit), ZERO)
        credits_ = sum((link.amount for link in links if link.is_credit), ZERO)
        if charges > draft["TotalAmt"] + credits_:
            raise business(
                "The amounts applied are more than the payment and the credits.",
                "Line",
                company.switches["over_application_code"],
            )
        draft["Line"] = [
            {
                "Amount": link.amount,
                "LinkedTxn": [{"TxnId": link.txn_id, "TxnType": link.txn_type}],
            }
            for link in links
        ]
        draft["CurrencyRef"] = dollars()

    def _check_means(self, company: Company, draft: Body) -> None:
        block, role, account_type = MEANS[draft["PayType"]]
        account = draft.get(block, {}).get(role)
        if account is None:
            raise missing(f"{block}.{role}")
        if company.record("Account", account["value"]).body["AccountType"] != account_type:
            raise wrong_account_type(role, account["name"])
        for other in set(MEANS) - {draft["PayType"]}:
            draft.pop(MEANS[other][0], None)

    def _read_links(self, company: Company, draft: Body, old: Record | None) -> list[Link]:
        amounts: dict[str, Decimal] = {}
        for line in draft.get("Line", []):
            linked = line.get("LinkedTxn") or []
            if not linked:
                continue
            if "Amount" not in line:
                raise missing("Line.Amount")
            if line["Amount"] < 0:
                raise negative("Line.Amount")
            txn_type, txn_id = linked[0].get("TxnType"), linked[0].get("TxnId", "")
            if txn_type not in LINKABLE:
                raise invalid_choice("TxnType", txn_type, LINKABLE)
            if company.shelves[txn_type].get(txn_id) is None:
                raise object_not_found(deleted=True)
            amounts[txn_id] = amounts.get(txn_id, ZERO) + line["Amount"]
        except_id = old.id if old is not None else ""
        vendor = draft["VendorRef"]["value"]
        return [
            self._link(company, txn_id, amount, vendor, except_id)
            for txn_id, amount in amounts.items()
            if amount
        ]

    def _link(
        self, company: Company, txn_id: str, amount: Decimal, vendor: str, except_id: str
    ) -> Link:
        record = company.transactions[txn_id]
        total, is_credit = payables.total_of(company, record)
        if not total or payables.vendor_of(company, record) != vendor:
            raise cannot_be_linked(f"{record.kind.name} {txn_id} is not open for this vendor.")
        open_now = payables.open_amount(company, record, except_id)
        if amount > open_now:
            raise business(
                f"You can't apply more than the open balance of {record.kind.name} {txn_id}: "
                f"{open_now} is open, {amount} was applied.",
                "Line",
                company.switches["over_application_code"],
            )
        return Link(txn_id, record.kind.name, amount, is_credit)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Write the links, show them on the documents, and post."""
        del old_body
        wanted = []
        for line in record.body["Line"]:
            linked = line["LinkedTxn"][0]
            _, is_credit = payables.total_of(company, company.transactions[linked["TxnId"]])
            wanted.append(Link(linked["TxnId"], linked["TxnType"], line["Amount"], is_credit))
        links = settled(Decimal(record.body["TotalAmt"]), tuple(wanted))
        touched = company.bill_links.set(record.id, links)
        record.body.update(payables.payment_content(company, record))
        company.post(record)
        payables.touch_documents(company, touched)

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink it, so that its bills are open again."""
        payables.touch_documents(company, company.bill_links.set(record.id, ()))

    def void(self, company: Company, record: Record) -> Body:
        """Nought, linked to nothing, with the note."""
        note = voided_note(company, record.body)
        return {**record.body, "TotalAmt": ZERO, "Line": [], "PrivateNote": note}

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """The payable against the bank or the card."""
        body = record.body
        block, role, _ = MEANS[body["PayType"]]
        amount, vendor = Decimal(body["TotalAmt"]), body["VendorRef"]["value"]
        return [
            debit(company.payable().id, amount, vendor_id=vendor),
            credit(body[block][role]["value"], amount),
        ]


BEHAVIOURS: tuple[Behaviour, ...] = (BillPaymentBehaviour(),)
