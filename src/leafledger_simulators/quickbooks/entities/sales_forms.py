"""What all sales forms have in common: checks, totals, stock, income, the void.

Reference: reference/quickbooks.md 3 (void), 10.3, 11, 14 (postings).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import dollars
from leafledger_simulators.quickbooks.entities.documents import (
    check_inventory_dates,
    check_open_period,
    is_inventory,
    settle_document_number,
    voided_note,
)
from leafledger_simulators.quickbooks.entities.sales_lines import read_lines
from leafledger_simulators.quickbooks.ledger import Posting, credit, debit
from leafledger_simulators.quickbooks.refusals import (
    email_needed,
    missing,
    negative,
)
from leafledger_simulators.quickbooks.sales_tax import settle_tax, tax_postings
from leafledger_simulators.quickbooks.shapes import EntityKind
from leafledger_simulators.quickbooks.stock import Moves
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import ZERO, Body
from leafledger_simulators.quickbooks.wire import money as cents


class SalesForm(Behaviour):
    """A form with sales lines. Sign 1 sells, -1 takes back, 0 neither posts nor moves stock."""

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
        if self.sign:
            items = [item_id for item_id, _ in quantities(draft["Line"])]
            check_inventory_dates(company, draft["TxnDate"], items)
        if draft.get("EmailStatus") == "NeedToSend" and not draft.get("BillEmail"):
            raise email_needed()
        tax = settle_tax(company, draft, lines)
        total = cents(lines.before_tax + tax)
        if total < 0:
            raise negative("TotalAmt", company.switches["negative_total_code"])
        self.check_form(company, draft, old, total)
        settle_document_number(
            company, self.kind.name, draft, old, "allowduplicatedocnum" in asked.includes
        )
        draft["Line"] = lines.in_order()
        draft["TotalAmt"] = total
        draft["CustomField"] = self._known_custom_fields(company, draft)
        draft["CurrencyRef"] = dollars()

    def check_form(self, company: Company, draft: Body, old: Record | None, total: Decimal) -> None:
        """What one kind of form asks beyond the others. Raises: Refusal."""

    def _known_custom_fields(self, company: Company, draft: Body) -> list[Body]:
        """Custom fields with a defined id; others vanish silently (reference 14 row 19)."""
        defined = company.custom_fields
        return [
            {**one, "Name": defined[one["DefinitionId"]], "Type": "StringType"}
            for one in draft.get("CustomField", [])
            if one.get("DefinitionId") in defined
        ]

    def move_stock_and_post(self, company: Company, record: Record) -> None:
        """Take the items out of stock (or back), then post, and post again who is touched."""
        moves: Moves = [
            (item_id, -quantity * self.sign, None)
            for item_id, quantity in quantities(record.body["Line"])
            if quantity and is_inventory(company, item_id)
        ]
        changed = company.stock.move(record.id, date.fromisoformat(record.body["TxnDate"]), moves)
        company.post(record)
        company.repost_costs(changed - {record.id})

    def check_removal(self, company: Company, record: Record) -> None:
        """Closed books hold."""
        check_open_period(company, record.body["TxnDate"], None)

    def void(self, company: Company, record: Record) -> Body:
        """All amounts and quantities to nought; the note says so (reference 3)."""
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

    def line_postings(self, company: Company, body: Body) -> list[Posting]:
        """Income, discount, shipping and tax of a form (reference 14)."""
        postings = []
        for line in body["Line"]:
            amount = line.get("Amount", ZERO) * self.sign
            if line["DetailType"] == "DiscountLineDetail":
                account = line["DiscountLineDetail"]["DiscountAccountRef"]["value"]
                postings.append(debit(account, amount))
            elif line["DetailType"] == "SalesItemLineDetail":
                postings.append(credit(self._income_account(company, line), amount))
        return [*postings, *tax_postings(company, body, self.sign)]

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
