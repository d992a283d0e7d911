"""Payments of customers, with the credits they link.

Reference: reference/quickbooks.md 10.4 and 3 (void through `include=void`).
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import applying, auto_applying, repayments
from leafledger_simulators.quickbooks.entities.contact_fields import CURRENCY, dollars
from leafledger_simulators.quickbooks.entities.documents import (
    check_deposit_lock,
    check_deposited_money,
    check_not_deposited,
    check_open_period,
    voided_note,
)
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
from leafledger_simulators.quickbooks.shapes import (
    CREATE,
    DELETE,
    QUERY,
    READ,
    UPDATE,
    VOID,
    EntityKind,
    computed,
    day,
    flag,
    money,
    opaque,
    ref,
    rows,
    text,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body

LINK_TYPES = ("Invoice", "CreditMemo", "JournalEntry", *repayments.LINK_TYPES)

PAYMENT = EntityKind(
    "Payment",
    (
        ref("CustomerRef", "Customer", required=True, indexed=True),
        money("TotalAmt", required=True, queryable=True),
        day("TxnDate", queryable=True),
        rows(
            "Line",
            money("Amount"),
            rows("LinkedTxn", text("TxnId"), text("TxnType"), text("TxnLineId")),
            *opaque("Id", "LineNum", "Description", "DetailType", "LineEx", "PaymentLineDetail"),
            *opaque("CustomField", "Received"),
        ),
        money("UnappliedAmt", read_only=True, queryable=True),
        ref("DepositToAccountRef", "Account"),
        ref("ARAccountRef", "Account"),
        ref("PaymentMethodRef", "PaymentMethod"),
        text("PaymentRefNum", 21, indexed=True),
        text("PrivateNote", 4000),
        flag("ProcessPayment"),
        CURRENCY,
        *computed("LinkedTxn", "DocNumber", "TxnSource", "TotalCostAmount", "HomeTotalCostAmount"),
        *opaque("ExchangeRate", "CreditCardPayment", "PaymentType", "CheckPayment", "ProjectRef"),
        *opaque("TransactionLocationType", "DepartmentRef", "TxnStatus"),
        *opaque("CustomField", "TxnTaxDetail", "RemitToRef"),
    ),
    operations=frozenset({CREATE, READ, UPDATE, DELETE, VOID, QUERY}),
    is_transaction=True,
)


class PaymentBehaviour(Behaviour):
    """Money from a customer, applied to what is open, with credits used beside it."""

    kind = PAYMENT

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check dates, accounts and every link. Raises: Refusal 620, 6000, 6210, 6540."""
        if old is not None:
            check_deposit_lock(company, old)
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        if draft["TotalAmt"] < 0:
            raise negative("TotalAmt")
        self._settle_account(company, draft)
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
        if old is not None:
            check_deposited_money(company, old, draft)
        draft["ProcessPayment"] = False
        draft["CurrencyRef"] = dollars()
        draft.setdefault("UnappliedAmt", ZERO)
        del asked

    def _settle_account(self, company: Company, draft: Body) -> None:
        account = draft.get("DepositToAccountRef")
        if account is None:
            draft["DepositToAccountRef"] = company.account_of("UndepositedFunds").ref
        elif company.record("Account", account["value"]).body["AccountType"] not in {
            "Bank",
            "Other Current Asset",
        }:
            raise wrong_account_type("DepositToAccountRef", account["name"])
        receivable = draft.get("ARAccountRef")
        if receivable is not None and receivable["value"] != company.receivable().id:
            raise wrong_account_type("ARAccountRef", receivable["name"])

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
            if txn_type not in LINK_TYPES:
                raise invalid_choice("TxnType", txn_type, LINK_TYPES)
            if not self._is_there(company, txn_type, txn_id):
                raise object_not_found(deleted=True)
            amounts[txn_id] = amounts.get(txn_id, ZERO) + line["Amount"]
        except_id = old.id if old is not None else ""
        customer = draft["CustomerRef"]["value"]
        return [
            self._link(company, txn_id, amount, customer, except_id)
            for txn_id, amount in amounts.items()
            if amount
        ]

    def _is_there(self, company: Company, txn_type: str, txn_id: str) -> bool:
        found = company.transactions.get(txn_id)
        if found is not None and found.kind.name == "Purchase":
            # The words for purchases are near each other; the line keeps the right one.
            return txn_type in repayments.LINK_TYPES
        return found is not None and txn_type == found.kind.name

    def _link(
        self, company: Company, txn_id: str, amount: Decimal, customer: str, except_id: str
    ) -> Link:
        record = company.transactions[txn_id]
        total, is_credit = applying.total_of(company, record)
        owner = applying.customer_of(company, record)
        if not total or not self._may_pay(company, customer, owner):
            raise cannot_be_linked(f"{record.kind.name} {txn_id} is not open for this customer.")
        open_now = total - company.links.applied(txn_id, except_id)
        if amount > open_now:
            raise business(
                f"You can't apply more than the open balance of {record.kind.name} {txn_id}: "
                f"{open_now} is open, {amount} was applied.",
                "Line",
                company.switches["over_application_code"],
            )
        return Link(txn_id, _type_of(record), amount, is_credit)

    def _may_pay(self, company: Company, payer: str, owner: str) -> bool:
        """A customer pays its own documents and those of its sub-customers (reference 10.4)."""
        while owner and owner != payer:
            found = company.shelves["Customer"].get(owner)
            parent = found.body.get("ParentRef") if found is not None else None
            owner = parent["value"] if parent is not None else ""
        return bool(owner)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Write the links, show them on the documents, and post."""
        wanted = tuple(
            Link(
                line["LinkedTxn"][0]["TxnId"],
                line["LinkedTxn"][0]["TxnType"],
                line["Amount"],
                self._is_credit(company, line["LinkedTxn"][0]["TxnId"]),
            )
            for line in record.body["Line"]
        )
        # Credits named beyond what the charges need stay free on their memo.
        touched = company.links.set(record.id, settled(Decimal(record.body["TotalAmt"]), wanted))
        record.body.update(applying.payment_content(company, record))
        company.post(record)
        applying.touch_documents(company, touched)
        if old_body is None and company.switches["auto_apply_payments"] == "invoices_and_payments":
            auto_applying.spread_rest(company, record)

    def _is_credit(self, company: Company, txn_id: str) -> bool:
        return applying.total_of(company, company.transactions[txn_id])[1]

    def check_removal(self, company: Company, record: Record) -> None:
        """A deposited payment is locked; closed books hold."""
        check_not_deposited(company, record)
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink it, so that its documents are open again."""
        applying.touch_documents(company, company.links.set(record.id, ()))

    def void(self, company: Company, record: Record) -> Body:
        """Nought, linked to nothing, with the note."""
        return {
            **record.body,
            "TotalAmt": ZERO,
            "UnappliedAmt": ZERO,
            "Line": [],
            "PrivateNote": voided_note(company, record.body),
        }

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Deposit account against receivable."""
        body = record.body
        amount, customer = Decimal(body["TotalAmt"]), body["CustomerRef"]["value"]
        account = body.get("DepositToAccountRef", {}).get("value")
        if account is None:
            account = company.account_of("UndepositedFunds").id
        return [debit(account, amount), credit(company.receivable().id, amount, customer)]


def _type_of(record: Record) -> str:
    """How a payment's line names a transaction."""
    is_purchase = record.kind.name == "Purchase"
    return repayments.link_type(record.body) if is_purchase else record.kind.name


BEHAVIOURS: tuple[Behaviour, ...] = (PaymentBehaviour(),)
