"""Deposits: undeposited money brought to the bank; what lies in one is locked.

Reference: reference/quickbooks.md 10.9 (Deposit) and 9 (6540).
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import CURRENCY, dollars
from leafledger_simulators.quickbooks.entities.documents import check_open_period
from leafledger_simulators.quickbooks.entities.expense_lines import CONTROL_TYPES
from leafledger_simulators.quickbooks.entities.sales_lines import number_lines
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import (
    cannot_be_linked,
    missing,
    negative,
    unsupported,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    block,
    computed,
    day,
    money,
    opaque,
    ref,
    rows,
    text,
    whole,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents

# Receipts and refunds are wholly in Undeposited Funds or not at all; an entry by its lines.
DEPOSITABLE = {"Payment": 1, "SalesReceipt": 1, "RefundReceipt": -1, "JournalEntry": 1}

DEPOSIT = EntityKind(
    "Deposit",
    (
        text("DocNumber", 21, indexed=True),
        day("TxnDate", queryable=True),
        ref("DepositToAccountRef", "Account", required=True, indexed=True),
        text("PrivateNote", 4000),
        money("TotalAmt", read_only=True, queryable=True),
        rows(
            "Line",
            text("Id"),
            whole("LineNum"),
            text("Description", 4000),
            money("Amount"),
            text("DetailType", choices=("DepositLineDetail",)),
            block(
                "DepositLineDetail",
                ref("AccountRef", "Account"),
                ref("PaymentMethodRef", "PaymentMethod"),
                ref("ClassRef", "Class"),
                text("CheckNum", 21),
                *opaque("Entity", "TxnType", "TaxCodeRef", "TaxApplicableOn"),
            ),
            rows("LinkedTxn", text("TxnId"), text("TxnType"), text("TxnLineId")),
            *opaque("CustomField", "ProjectRef", "LineEx", "Received"),
        ),
        CURRENCY,
        ref("DepartmentRef", "Department"),
        *computed("HomeTotalAmt", "TxnSource", "RecurDataRef"),
        block("CashBack", ref("AccountRef", "Account"), money("Amount"), text("Memo", 4000)),
        *opaque("ExchangeRate", "TxnTaxDetail", "GlobalTaxCalculation"),
        *opaque("TransactionLocationType", "CustomField", "TxnStatus", "LinkedTxn"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)


class DepositBehaviour(Behaviour):
    """Undeposited payments and other money brought to the bank; its payments are locked."""

    kind = DEPOSIT

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check the account and every line. Raises: Refusal."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        account = company.record("Account", draft["DepositToAccountRef"]["value"]).body
        if account["AccountType"] not in {"Bank", "Other Current Asset"}:
            raise wrong_account_type("DepositToAccountRef", account["Name"])
        lines = draft.get("Line", [])
        if not lines:
            raise missing("Line")
        for line in lines:
            line.setdefault("DetailType", "DepositLineDetail")
            if line.get("LinkedTxn"):
                self._check_link(company, line, old)
            else:
                self._check_account(company, line.get("DepositLineDetail", {}))
            if "Amount" not in line:
                raise missing("Line.Amount")
        number_lines(lines, old.body["Line"] if old is not None else [])
        if draft.get("CashBack"):
            self._check_account(company, draft["CashBack"])
        total = cents(sum((line["Amount"] for line in lines), ZERO) - _cash_back(draft))
        if total < 0:
            raise negative("TotalAmt")
        draft.update(TotalAmt=total, CurrencyRef=dollars())

    def _check_account(self, company: Company, detail: Body) -> None:
        """An account that is no customer's or vendor's. Raises: Refusal 500, 2020."""
        if "AccountRef" not in detail:
            raise missing("AccountRef")
        account = company.record("Account", detail["AccountRef"]["value"]).body
        if account["AccountType"] in CONTROL_TYPES:
            raise unsupported(f"A deposit line on {account['Name']} is not supported.")

    def _check_link(self, company: Company, line: Body, old: Record | None) -> None:
        linked = line["LinkedTxn"][0]
        found = company.transactions.get(str(linked.get("TxnId", "")))
        wanted = linked.get("TxnType")
        if found is None or found.kind.name != wanted:
            raise cannot_be_linked("the transaction was not found.")
        if wanted not in DEPOSITABLE:
            raise cannot_be_linked(f"{wanted} cannot be deposited here.")
        there = company.deposit_of.get(found.id)
        if there is not None and (old is None or there != old.id):
            raise cannot_be_linked(f"the {wanted} was deposited before.")
        amount = undeposited_amount(company, found)
        if not amount:
            raise cannot_be_linked(f"the {wanted} is not in Undeposited Funds.")
        line["Amount"] = amount

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Lock the payments, free those no longer in it, and post."""
        before = set(_payments_of(old_body)) if old_body is not None else set()
        after = set(_payments_of(record.body))
        for payment_id in before - after:
            company.deposit_of.pop(payment_id, None)
        for payment_id in after:
            company.deposit_of[payment_id] = record.id
        company.post(record)
        for payment_id in sorted(before ^ after, key=int):
            company.touch(company.transactions[payment_id])

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """Its payments are undeposited again."""
        for payment_id in _payments_of(record.body):
            company.deposit_of.pop(payment_id, None)
            company.touch(company.transactions[payment_id])

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Bank against undeposited funds and the named accounts."""
        undeposited = company.account_of("UndepositedFunds").id
        bank = record.body["DepositToAccountRef"]["value"]
        postings = [debit(bank, Decimal(record.body["TotalAmt"]))]
        for line in record.body["Line"]:
            account = (
                undeposited
                if line.get("LinkedTxn")
                else line["DepositLineDetail"]["AccountRef"]["value"]
            )
            postings.append(credit(account, Decimal(line["Amount"])))
        if record.body.get("CashBack"):
            account = record.body["CashBack"]["AccountRef"]["value"]
            postings.append(debit(account, _cash_back(record.body)))
        return postings


def undeposited_amount(company: Company, record: Record) -> Decimal:
    """What a transaction has put into Undeposited Funds; below nought for a refund from it."""
    undeposited = company.account_of("UndepositedFunds").id
    if record.kind.name != "JournalEntry":
        account = record.body.get("DepositToAccountRef", {}).get("value")
        total = Decimal(record.body["TotalAmt"])
        return total * DEPOSITABLE[record.kind.name] if account == undeposited else ZERO
    entry = company.ledger.entry(record.id)
    lines = entry.postings if entry is not None else ()
    return sum((one.signed for one in lines if one.account_id == undeposited), ZERO)


def _cash_back(body: Body) -> Decimal:
    """What was taken out again before the money reached the bank."""
    return Decimal((body.get("CashBack") or {}).get("Amount", ZERO))


def _payments_of(body: Body) -> list[str]:
    return [line["LinkedTxn"][0]["TxnId"] for line in body["Line"] if line.get("LinkedTxn")]


BEHAVIOURS: tuple[Behaviour, ...] = (DepositBehaviour(),)
