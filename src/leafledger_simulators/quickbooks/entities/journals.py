"""Journal entries: debits and credits as given.

Reference: reference/quickbooks.md 10.7 and 14.
"""

from __future__ import annotations

from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import applying, linked_entries, payables
from leafledger_simulators.quickbooks.entities.contact_fields import CURRENCY, LINKED_TXN, dollars
from leafledger_simulators.quickbooks.entities.control_lines import check_control_lines
from leafledger_simulators.quickbooks.entities.documents import (
    check_not_deposited,
    check_open_period,
)
from leafledger_simulators.quickbooks.entities.sales_lines import number_lines
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    debits_differ,
    duplicate_document_number,
    invalid_choice,
    missing,
    negative,
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


class JournalEntryBehaviour(Behaviour):
    """Debits and credits as given; a receivable line belongs to a customer and can be paid."""

    kind = JOURNAL_ENTRY

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check that it balances and that names stand where they must. Raises: Refusal."""
        del asked
        if old is not None:
            check_not_deposited(company, old)
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
        self._resolve_names(company, draft)
        check_control_lines(company, draft)
        if old is not None:
            linked_entries.check_linked(company, draft, old)
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

    def _resolve_names(self, company: Company, draft: Body) -> None:
        for line in draft["Line"]:
            entity = (line.get("JournalEntryLineDetail") or {}).get("Entity")
            if entity is not None:
                self._resolve_entity(company, entity)

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
        linked_entries.fit_receivable(company, record, old_body)
        linked_entries.fit_payable(company, record, old_body)
        company.post(record)

    def check_removal(self, company: Company, record: Record) -> None:
        """A deposited entry is locked; closed books hold."""
        check_not_deposited(company, record)
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink every payment."""
        applying.fit_payments(company, record.id, ZERO)
        payables.fit_bill_payments(company, record.id, ZERO)

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """As given; receivable lines carry their customer, payable lines their vendor."""
        receivable, payable = company.receivable().id, company.payable().id
        postings = []
        for line in record.body["Line"]:
            detail = line.get("JournalEntryLineDetail")
            if not detail:
                continue
            account = detail["AccountRef"]["value"]
            named = detail.get("Entity", {}).get("EntityRef", {}).get("value", "")
            customer = named if account == receivable else ""
            vendor = named if account == payable else ""
            side = debit if detail["PostingType"] == "Debit" else credit
            postings.append(side(account, Decimal(line["Amount"]), customer, vendor))
        return postings


BEHAVIOURS: tuple[Behaviour, ...] = (JournalEntryBehaviour(),)
