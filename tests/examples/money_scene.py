"""The scene of an example about money: an invoiced order, its payments, credits and their books."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from leafledger.bookkeeping.credits import (
    CreditBooks,
    CreditUse,
    credit_record,
    plan_credit,
    use_record,
    use_records,
)
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.payments import Cashier
from leafledger.bookkeeping.plan import Operation, Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import DiscountKind, Order, OrderDiscount, OrderStatus
from leafledger.commerce.remittances import Credit, CreditStatus, Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.ledger.documents import Application, DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.pointers import Known, RecordKind
from tests.bookkeeping.paid_books import PaidBooks

NUMBER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"
CUSTOMER = Known(RecordKind.CUSTOMER, "58", "Green Mesa")
ACCEPTED = datetime(2026, 11, 2, 16, tzinfo=UTC)


def _policy() -> dict[str, Any]:
    return {
        "orders": {"time_zone": "America/Denver"},
        "accounts": {"sales": {"id": "79", "name": "Sales of Product Income"}},
        "payments": {},
        "credits": {"item": {"id": "305", "name": "Credits", "account": "Returns and allowances"}},
    }


def _company() -> CompanyBooks:
    return CompanyBooks(
        "9130", True, True, True,
        payment_methods={"check": Known(RecordKind.PAYMENT_METHOD, "2", "Check")},
        receivable=Known(RecordKind.ACCOUNT, "84", "Accounts Receivable"),
        undeposited=Known(RecordKind.ACCOUNT, "4", "Undeposited Funds"),
    )  # fmt: skip


@dataclass
class MoneyScene:
    """What both systems hold of one order's money; each plan is made from it and carried out."""

    order: Order
    policy: dict[str, Any] = field(default_factory=_policy)
    company: CompanyBooks = field(default_factory=_company)
    books: PaidBooks = field(default_factory=PaidBooks)
    rows: list[Payment] = field(default_factory=list)
    credits: dict[str, Credit] = field(default_factory=dict)
    memos: dict[str, KnownDocument] = field(default_factory=dict)
    uses: dict[str, CreditUse] = field(default_factory=dict)
    customer_lost: bool = False

    def plan(self) -> Plan:
        """What the payments need."""
        policy = Policy.model_validate(self.policy)
        books = replace(self.books.books(), reserved=self._reserved())
        paid = [*self.rows, *self.books.told]
        return Cashier(policy, self.company).plan(self.order, paid, self._used(), books)

    def plan_credit(self, credit: Credit) -> Plan:
        """What a credit needs."""
        memo = self.memos.get(credit.id)
        record = credit_record(credit.id)
        link = Link(record, memo.id, memo.number) if memo is not None else None
        invoices = self.books.books().invoices
        known = CreditBooks(
            memo=link, memo_document=memo, uses=self._uses_of(credit.id),
            customer=CUSTOMER, customer_lost=self.customer_lost,
            invoices=invoices if credit.applied_to else (), in_books=bool(invoices),
        )  # fmt: skip
        policy = Policy.model_validate(self.policy)
        return plan_credit(credit, "10492", policy, self.company, known, date(2026, 1, 1))

    def carry_out_credit(self, credit: Credit, plan: Plan) -> None:
        """Take the plan of a credit as carried out."""
        for step in plan.steps:
            if isinstance(step.content, SalesDocument):
                memo = step.content
                self.memos[credit.id] = KnownDocument(
                    DocumentKind.CREDIT_MEMO, f"95{credit.id}", "0", memo.number or "", "58",
                    memo.dated, memo.note, memo.total, memo.total, "",
                )  # fmt: skip
            elif isinstance(step.content, Application):
                invoice = step.content.invoice
                assert isinstance(invoice, Known)
                self.use(credit.id, step.content.amount, invoice.id)
                link = Link(step.record, f"96{credit.id}")
                self.uses[step.record] = CreditUse(
                    link, frozenset({invoice.id}), "0", step.content.dated
                )
            elif step.kind is RecordKind.PAYMENT:
                self.release(credit.id, self.uses.pop(step.record))
            elif step.operation is Operation.DELETE:
                del self.memos[credit.id]

    def use(self, credit: str, amount: Money, on: str = "") -> None:
        """Apply a memo to an invoice, else to the first one, as we or QuickBooks do."""
        memo, invoice = self.memos[credit], on or next(iter(self.books.invoices))
        self.memos[credit] = replace(memo, open=memo.open - amount, linked=True)
        self.books.used[invoice] = self.books.used.get(invoice, Money.zero()) + amount

    def release(self, credit: str, use: CreditUse) -> None:
        """Take a memo off the invoice it was applied to."""
        memo, (invoice,) = self.memos[credit], use.invoices
        self.books.used[invoice] -= memo.total - memo.open
        self.memos[credit] = replace(memo, open=memo.total, linked=False)

    def _uses_of(self, credit: str) -> tuple[CreditUse, ...]:
        return tuple(self.uses[one] for one in use_records(credit) if one in self.uses)

    def _used(self) -> list[Credit]:
        return [one for one in self.credits.values() if one.status is CreditStatus.USED]

    def _reserved(self) -> Money:
        reserved = Money.zero()
        for credit in self._used():
            if use_record(credit.id) not in self.uses:
                memo = self.memos.get(credit.id)
                reserved += credit.amount if memo is None else memo.open
        return reserved


def money_scene(status: str, totals: list[str]) -> MoneyScene:
    """Order 10492 of Green Mesa with invoices of these totals, the first numbered like it."""
    zero = Money.zero()
    order = Order(
        number=NUMBER, short_id="a9bf6e2f", seller_number="10492", status=OrderStatus(status),
        created_at=ACCEPTED, modified_at=ACCEPTED, first_seen_at=ACCEPTED, customer="8841",
        customer_name=CUSTOMER.name, lines=(),
        discount=OrderDiscount(DiscountKind.AMOUNT, Decimal(0)), final_tax=zero, taxes=(),
        shipping=zero, credits=zero, total=zero, payment_balance=zero,
    )  # fmt: skip
    scene = MoneyScene(order)
    for place, total in enumerate(totals):
        number = "10492" if place == 0 else f"10492-{place + 1}"
        invoice(scene, str(9001 + place), number, total)
    return scene


def invoice(scene: MoneyScene, id: str, number: str, total: str) -> None:  # noqa: A002
    """An invoice of the order."""
    amount = Money.of(total)
    scene.books.invoice(
        KnownDocument(
            DocumentKind.INVOICE, id, "0", number, CUSTOMER.id, date(2026, 11, 2),
            f"LeafLink order {NUMBER}", amount, amount, "",
        )
    )  # fmt: skip


def paid(scene: MoneyScene, amount: str, method: str, at: datetime, reason: str) -> None:
    """A payment that LeafLink shows; each came an hour after the one before."""
    place = len(scene.rows)
    recorded = datetime(2026, 11, 3, place, tzinfo=UTC)
    if scene.books.told:
        recorded = max(one.recorded_at for one in scene.books.told) + timedelta(hours=1)
    scene.rows.append(
        Payment(
            str(71 + place), NUMBER, Money.of(amount), at, recorded, PaymentMethod(method), reason
        )
    )
