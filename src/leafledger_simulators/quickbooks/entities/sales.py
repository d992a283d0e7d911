"""Invoices and credit memos: two signs of one document.

Reference: reference/quickbooks.md 10.3, 10.4 (auto-apply), 10.5, 11, 14 (postings).
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities import applying
from leafledger_simulators.quickbooks.entities.contact_fields import (
    CURRENCY,
    CUSTOM_FIELD,
    LINKED_TXN,
    address,
    dollars,
    email,
)
from leafledger_simulators.quickbooks.entities.documents import (
    check_open_period,
    settle_document_number,
    voided_note,
)
from leafledger_simulators.quickbooks.entities.sales_lines import SALES_LINE, read_lines
from leafledger_simulators.quickbooks.entities.sales_tax import settle_tax, tax_account
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import (
    before_inventory_start,
    business,
    email_needed,
    missing,
    negative,
    unsupported,
)
from leafledger_simulators.quickbooks.shapes import (
    CREATE,
    DELETE,
    QUERY,
    READ,
    UPDATE,
    VOID,
    EntityKind,
    Field,
    block,
    computed,
    day,
    flag,
    money,
    opaque,
    ref,
    text,
)
from leafledger_simulators.quickbooks.stock import Moves
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents

DOCUMENT_FIELDS: tuple[Field, ...] = (
    text("DocNumber", 21, indexed=True),
    day("TxnDate", queryable=True),
    ref("CustomerRef", "Customer", required=True, indexed=True),
    SALES_LINE,
    LINKED_TXN,
    CUSTOM_FIELD,
    CURRENCY,
    block(
        "TxnTaxDetail",
        ref("TxnTaxCodeRef", "TaxCode"),
        money("TotalTax"),
        *opaque("TaxLine", "DefaultTaxCodeRef", "TaxReviewStatus", "UseAutomatedSalesTax"),
    ),
    block("CustomerMemo", text("value", 1000)),
    text("PrivateNote", 4000),
    address("BillAddr"),
    address("ShipAddr"),
    address("ShipFromAddr"),
    email("BillEmail"),
    email("BillEmailCc"),
    email("BillEmailBcc"),
    ref("ClassRef", "Class"),
    ref("DepartmentRef", "Department"),
    flag("ApplyTaxAfterDiscount", default=False),
    text("PrintStatus", choices=("NotSet", "NeedToPrint", "PrintComplete"), default="NeedToPrint"),
    text("EmailStatus", choices=("NotSet", "NeedToSend", "EmailSent"), default="NotSet"),
    money("TotalAmt", read_only=True, queryable=True),
    money("Balance", read_only=True, queryable=True),
    ref("SalesTermRef", "Term"),
    text("PONumber", 15),
    text("TrackingNum", 31),
    day("ShipDate"),
    ref("ShipMethodRef"),
    flag("FreeFormAddress", read_only=True),
    text("GlobalTaxCalculation"),
    *computed("HomeTotalAmt", "HomeBalance", "RecurDataRef", "TaxExemptionRef", "DeliveryInfo"),
    *computed("AutoDocNumber", "TxnSource", "TotalCostAmount", "HomeTotalCostAmount"),
    *opaque(
        "ExchangeRate", "RemitToRef", "ShippingTaxIncludedInTotalTax", "TransactionLocationType"
    ),
    *opaque("ProjectRef", "TemplateRef", "FOB", "SalesRepRef", "FinanceCharge", "TxnStatus", "Tag"),
    *opaque("DiscountRate", "DiscountAmt", "PaymentRefNum", "PaymentType", "DepositToAccountRef"),
)

INVOICE = EntityKind(
    "Invoice",
    (
        *DOCUMENT_FIELDS,
        day("DueDate", queryable=True),
        money("Deposit"),
        flag("AllowIPNPayment", default=False),
        flag("AllowOnlinePayment", default=False),
        flag("AllowOnlineCreditCardPayment", default=False),
        flag("AllowOnlineACHPayment", default=False),
        flag("AllowOnlinePayPalPayment"),
        *computed("InvoiceLink", "invoiceStatus", "EInvoiceStatus", "callToAction"),
        *computed("PaymentMethodRef", "ECloudStatusTimeStamp", "invoiceStatusLog"),
    ),
    operations=frozenset({CREATE, READ, UPDATE, DELETE, VOID, QUERY}),
    is_transaction=True,
)
CREDIT_MEMO = EntityKind(
    "CreditMemo",
    (
        *DOCUMENT_FIELDS,
        money("RemainingCredit", read_only=True, queryable=True),
        *computed("PaymentMethodRef", "InvoiceRef"),
        *opaque("DueDate"),
    ),
    operations=frozenset({CREATE, READ, UPDATE, DELETE, VOID, QUERY}),
    is_transaction=True,
)


class SalesDocument(Behaviour):
    """An invoice (sign 1) or a credit memo (sign -1)."""

    def __init__(self, kind: EntityKind, sign: int) -> None:
        self.kind = kind
        self.sign = sign

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check lines, dates and number; compute totals. Raises: Refusal."""
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        if "Line" not in draft:
            raise missing("Line")
        lines = read_lines(company, draft["Line"], old.body["Line"] if old else [])
        self._check_inventory_dates(company, draft)
        self._check_customer_change(company, draft, old)
        if draft.get("EmailStatus") == "NeedToSend" and not draft.get("BillEmail"):
            raise email_needed()
        tax = settle_tax(company, draft, lines)
        total = cents(lines.before_tax + tax)
        if total < 0:
            raise negative("TotalAmt", company.switches["negative_total_code"])
        self._check_applied(company, total, old)
        settle_document_number(
            company, self.kind.name, draft, old, "allowduplicatedocnum" in asked.includes
        )
        draft["Line"] = lines.in_order()
        draft["TotalAmt"] = total
        draft["CustomField"] = self._known_custom_fields(company, draft)
        draft["CurrencyRef"] = dollars()
        draft["LinkedTxn"] = []
        if self.sign > 0:
            self._settle_due_date(company, draft)

    def _check_inventory_dates(self, company: Company, draft: Body) -> None:
        for item_id, _ in quantities(draft["Line"]):
            item = company.shelves["Item"].get(item_id)
            start = item.body.get("InvStartDate", "") if item is not None else ""
            if item is not None and draft["TxnDate"] < start:
                raise before_inventory_start(item.body["Name"])

    def _check_customer_change(self, company: Company, draft: Body, old: Record | None) -> None:
        if old is None or old.body["CustomerRef"]["value"] == draft["CustomerRef"]["value"]:
            return
        if company.links.applied(old.id):
            raise business(
                "The customer of a transaction with payments cannot be changed.", "CustomerRef"
            )

    def _check_applied(self, company: Company, total: Decimal, old: Record | None) -> None:
        if old is None or company.switches["edit_below_applied"] == "unapply":
            return
        if total < company.links.applied(old.id):
            raise business("The total is less than what is applied to the transaction.", "Line")

    def _known_custom_fields(self, company: Company, draft: Body) -> list[Body]:
        """Custom fields with a defined id; others vanish silently (reference 14 row 19)."""
        defined = company.custom_fields
        return [
            {**one, "Name": defined[one["DefinitionId"]], "Type": "StringType"}
            for one in draft.get("CustomField", [])
            if one.get("DefinitionId") in defined
        ]

    def _settle_due_date(self, company: Company, draft: Body) -> None:
        if "SalesTermRef" not in draft:
            customer = company.record("Customer", draft["CustomerRef"]["value"])
            term_ref = customer.body.get("SalesTermRef")
            if term_ref is not None:
                draft["SalesTermRef"] = term_ref
        if "DueDate" in draft:
            return
        days = 0
        if "SalesTermRef" in draft:
            term = company.record("Term", draft["SalesTermRef"]["value"]).body
            days = int(term.get("DueDays", 0))
        draft["DueDate"] = (date.fromisoformat(draft["TxnDate"]) + timedelta(days)).isoformat()

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Fit the payments to the new total, move stock, post, and let credits apply."""
        applying.fit_payments(company, record.id, self._open_limit(record.body))
        applying.refresh_document(company, record)
        moves: Moves = [
            (item_id, -quantity * self.sign, None)
            for item_id, quantity in quantities(record.body["Line"])
            if quantity and self._is_inventory(company, item_id)
        ]
        changed = company.stock.move(record.id, date.fromisoformat(record.body["TxnDate"]), moves)
        company.post(record)
        company.repost_costs(changed - {record.id})
        if old_body is None and company.switches["auto_apply_credit"]:
            applying.apply_credits(company, record)

    def _open_limit(self, body: Body) -> Decimal:
        return Decimal(body["TotalAmt"]) - Decimal(body.get("Deposit", 0))

    def _is_inventory(self, company: Company, item_id: str) -> bool:
        item = company.shelves["Item"].get(item_id)
        return item is not None and bool(item.body["Type"] == "Inventory")

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def before_delete(self, company: Company, record: Record) -> None:
        """Unlink every payment; they stay as the customer's credit."""
        applying.fit_payments(company, record.id, ZERO)

    def void(self, company: Company, record: Record) -> Body:
        """All amounts and quantities to nought; the note says so (reference 3)."""
        if self.sign < 0 and not company.switches["void_credit_memo"]:
            raise unsupported("Operation void is not supported for CreditMemo.")
        body = {**record.body, "TotalAmt": ZERO, "LinkedTxn": [], "Line": []}
        for line in record.body["Line"]:
            emptied = {**line}
            if "Amount" in emptied:
                emptied["Amount"] = ZERO
            if "SalesItemLineDetail" in line:
                detail = {**line["SalesItemLineDetail"]}
                detail.update({name: ZERO for name in ("Qty", "UnitPrice") if name in detail})
                emptied["SalesItemLineDetail"] = detail
            body["Line"].append(emptied)
        body.pop("Deposit", None)
        body["TxnTaxDetail"] = {"TotalTax": ZERO}
        body["PrivateNote"] = voided_note(company, record.body)
        return body

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """Receivable against income, discount, shipping and tax (reference 14)."""
        body, sign = record.body, self.sign
        customer = body["CustomerRef"]["value"]
        postings = [debit(company.receivable().id, body["TotalAmt"] * sign, customer)]
        for line in body["Line"]:
            amount = line.get("Amount", ZERO) * sign
            if line["DetailType"] == "DiscountLineDetail":
                account = line["DiscountLineDetail"]["DiscountAccountRef"]["value"]
                postings.append(debit(account, amount))
            elif line["DetailType"] == "SalesItemLineDetail":
                postings.append(credit(self._income_account(company, line), amount))
        tax = body["TxnTaxDetail"].get("TotalTax", ZERO)
        if tax:
            postings.append(credit(tax_account(company).id, tax * sign))
        deposit = Decimal(body.get("Deposit", 0))
        if deposit:
            bank = company.account_of("UndepositedFunds").id
            postings += [debit(bank, deposit), credit(company.receivable().id, deposit, customer)]
        return postings

    def _income_account(self, company: Company, line: Body) -> str:
        account = line["SalesItemLineDetail"].get("ItemAccountRef")
        if account is None:
            return company.account_of("OtherPrimaryIncome", "Shipping Income").id
        return str(account["value"])


def quantities(lines: list[Body]) -> list[tuple[str, Decimal]]:
    """The items of the lines with their quantities; a line without one counts as 1."""
    return [
        (
            line["SalesItemLineDetail"]["ItemRef"]["value"],
            Decimal(line["SalesItemLineDetail"].get("Qty", 1)),
        )
        for line in lines
        if line["DetailType"] == "SalesItemLineDetail"
    ]


BEHAVIOURS: tuple[Behaviour, ...] = (SalesDocument(INVOICE, 1), SalesDocument(CREDIT_MEMO, -1))
