"""Journal entries and deposits: documents whose lines name accounts.

Reference: reference/quickbooks.md 10.7 and 10.9 (Deposit), 14.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import applying
from leafledger_simulators.quickbooks.entities.contact_fields import CURRENCY, LINKED_TXN, dollars
from leafledger_simulators.quickbooks.entities.documents import check_open_period
from leafledger_simulators.quickbooks.entities.sales_lines import number_lines
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    business,
    cannot_be_linked,
    debits_differ,
    duplicate_document_number,
    invalid_choice,
    missing,
    negative,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    block,
    computed,
    day,
    flag,
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

POSTING_TYPES = ("Debit", "Credit")

JOURNAL_ENTRY = EntityKind(
    "JournalEntry",
    (
        text("DocNumber", 21, indexed=True),
        day("TxnDate", queryable=True),
        text("PrivateNote", 4000),
        flag("Adjustment", queryable=True, default=False),
        money("TotalAmt", read_only=True, queryable=True),
        rows(
            "Line",
            text("Id"),
            whole("LineNum"),
            text("Description", 4000),
            money("Amount"),
            text("DetailType", choices=("JournalEntryLineDetail", "DescriptionOnly")),
            block(
                "JournalEntryLineDetail",
                text("PostingType", choices=POSTING_TYPES),
                ref("AccountRef", "Account"),
                block("Entity", text("Type"), ref("EntityRef")),
                ref("ClassRef", "Class"),
                ref("DepartmentRef", "Department"),
                *opaque("TaxCodeRef", "TaxAmount", "TaxApplicableOn", "BillableStatus"),
                *opaque("TaxRateRef", "TaxInclusiveAmt", "JournalCodeRef"),
            ),
            *opaque("LinkedTxn", "CustomField", "ProjectRef", "DescriptionLineDetail", "Received"),
        ),
        LINKED_TXN,
        CURRENCY,
        *computed("HomeTotalAmt", "TxnSource", "RecurDataRef", "HomeCurrencyAdjustment"),
        *opaque("ExchangeRate", "TxnTaxDetail", "GlobalTaxCalculation", "EnteredInHomeCurrency"),
        *opaque("TransactionLocationType", "CustomField", "TxnStatus", "DepartmentRef"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)

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
        *opaque("CashBack", "ExchangeRate", "TxnTaxDetail", "GlobalTaxCalculation"),
        *opaque("TransactionLocationType", "CustomField", "TxnStatus", "LinkedTxn"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)


class JournalEntryBehaviour(Behaviour):
    """Debits and credits as given; a receivable line belongs to a customer and can be paid."""

    kind = JOURNAL_ENTRY

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check that it balances and that names stand where they must. Raises: Refusal."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        lines = draft.get("Line", [])
        sums = {"Debit": ZERO, "Credit": ZERO}
        for line in lines:
            if line.get("DetailType") == "JournalEntryLineDetail":
                sums[self._check_line(line)] += line["Amount"]
            elif line.get("DetailType") is None:
                raise missing("Line.DetailType")
        if not sums["Debit"] and not sums["Credit"]:
            raise Refusal("2250", "Missing lines", "A journal entry needs lines", element="Line")
        if sums["Debit"] != sums["Credit"]:
            raise debits_differ(sums["Debit"], sums["Credit"])
        self._check_names(company, draft)
        self._check_number(company, draft, old)
        number_lines(lines, old.body["Line"] if old is not None else [])
        draft.update(TotalAmt=ZERO, CurrencyRef=dollars())

    def _check_line(self, line: Body) -> str:
        detail = line.get("JournalEntryLineDetail", {})
        if "Amount" not in line:
            raise missing("Line.Amount")
        if line["Amount"] < 0:
            raise negative("Line.Amount")
        if "PostingType" not in detail:
            raise Refusal("2260", "Missing posting type", "PostingType is missing")
        if "AccountRef" not in detail:
            raise missing("AccountRef")
        return str(detail["PostingType"])

    def _check_names(self, company: Company, draft: Body) -> None:
        receivables = 0
        for line in draft["Line"]:
            detail = line.get("JournalEntryLineDetail")
            if not detail:
                continue
            account = company.record("Account", detail["AccountRef"]["value"]).body
            wanted = {"Accounts Receivable": "Customer", "Accounts Payable": "Vendor"}.get(
                account["AccountType"]
            )
            entity = detail.get("Entity")
            if entity is not None:
                self._resolve_entity(company, entity)
            if wanted is None:
                continue
            receivables += 1
            if entity is None or entity["Type"] != wanted:
                raise business(
                    f"When you use {account['AccountType']}, you must choose a {wanted.lower()} "
                    "in the Name field.",
                    "Entity",
                )
        if receivables > 1 and company.switches["journal_one_receivable_line"]:
            raise business("You can use only one receivable or payable line in a journal entry.")

    def _resolve_entity(self, company: Company, entity: Body) -> None:
        choices = ("Customer", "Vendor", "Employee")
        if entity.get("Type") not in choices:
            raise invalid_choice("Entity.Type", entity.get("Type"), choices)
        if "EntityRef" not in entity:
            raise missing("EntityRef")
        entity["EntityRef"] = company.record(entity["Type"], entity["EntityRef"]["value"]).ref

    def _check_number(self, company: Company, draft: Body, old: Record | None) -> None:
        number = draft.get("DocNumber")
        if number is None or not company.switches["warn_duplicate_journal_number"]:
            return
        for taken in company.shelves["JournalEntry"].find("DocNumber", number):
            if old is None or taken.id != old.id:
                raise duplicate_document_number(number, "JournalEntry", taken.id)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Fit the payments that link it, then post."""
        del old_body
        applying.fit_payments(company, record.id, applying.total_of(company, record)[0])
        applying.refresh_document(company, record)
        company.post(record)

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink every payment."""
        applying.fit_payments(company, record.id, ZERO)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """As given; receivable lines carry their customer."""
        receivable = company.receivable().id
        postings = []
        for line in record.body["Line"]:
            detail = line.get("JournalEntryLineDetail")
            if not detail:
                continue
            account = detail["AccountRef"]["value"]
            customer = detail["Entity"]["EntityRef"]["value"] if account == receivable else ""
            side = debit if detail["PostingType"] == "Debit" else credit
            postings.append(side(account, Decimal(line["Amount"]), customer))
        return postings


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
            elif "AccountRef" not in line.get("DepositLineDetail", {}):
                raise missing("AccountRef")
            if "Amount" not in line:
                raise missing("Line.Amount")
        number_lines(lines, old.body["Line"] if old is not None else [])
        total = cents(sum((line["Amount"] for line in lines), ZERO))
        if total < 0:
            raise negative("TotalAmt")
        draft.update(TotalAmt=total, CurrencyRef=dollars())

    def _check_link(self, company: Company, line: Body, old: Record | None) -> None:
        linked = line["LinkedTxn"][0]
        payment = company.transactions.get(linked.get("TxnId", ""))
        if payment is None or payment.kind.name != linked.get("TxnType"):
            raise cannot_be_linked("the transaction was not found.")
        if payment.kind.name != "Payment":
            raise cannot_be_linked(f"{payment.kind.name} cannot be deposited here.")
        there = company.deposit_of.get(payment.id)
        if there is not None and (old is None or there != old.id):
            raise cannot_be_linked("the payment was deposited before.")
        undeposited = company.account_of("UndepositedFunds").id
        if payment.body.get("DepositToAccountRef", {}).get("value") != undeposited:
            raise cannot_be_linked("the payment is not in Undeposited Funds.")
        line["Amount"] = payment.body["TotalAmt"]

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
        return postings


def _payments_of(body: Body) -> list[str]:
    return [line["LinkedTxn"][0]["TxnId"] for line in body["Line"] if line.get("LinkedTxn")]


BEHAVIOURS: tuple[Behaviour, ...] = (JournalEntryBehaviour(), DepositBehaviour())
