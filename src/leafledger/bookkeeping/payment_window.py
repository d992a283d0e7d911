"""An order at the cashier's window: what its payments, reversals and ticks share (A6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from leafledger.bookkeeping import payment_questions as ask
from leafledger.bookkeeping.known_records import CompanyBooks, PaymentBooks
from leafledger.bookkeeping.payment_facts import PaymentFacts, came_through_leaflink
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.same_money import entered_already, maybe_the_same
from leafledger.bookkeeping.settlement import Refunds, Settlement
from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import Payment, PaymentMethod
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind
from leafledger.ledger.receipts import KnownReceipt, Receipt, Settled

# QuickBooks's usual names of payment methods, by LeafLink's words (reference/quickbooks.md 10.9).
_METHOD_NAMES = {
    PaymentMethod.CASH: ("cash",),
    PaymentMethod.CHECK: ("check", "cheque"),
    PaymentMethod.ACH: ("ach", "direct debit", "bank transfer"),
    PaymentMethod.WIRE: ("wire", "wire transfer"),
    PaymentMethod.CASHIER: ("cashier's check", "cashiers check", "check"),
}


def payment_record(order: str, payment: str) -> str:
    """Our name for the counterpart of a LeafLink payment."""
    return f"order:{order}:payment:{payment}"


def refund_application_record(order: str, row: str, memo: str) -> str:
    """Our name for the application of a credit memo to money that was paid back (A6.2)."""
    return f"order:{order}:refund:{row}:application:{memo}"


def marked_paid_record(order: str) -> str:
    """Our name for the payment of an order that was marked as paid (A6.4)."""
    return f"order:{order}:marked paid"


class Window:
    """One order's payments while they are planned: what is known, and what is decided so far."""

    def __init__(
        self, policy: Policy, company: CompanyBooks, order: Order, facts: PaymentFacts,
        books: PaymentBooks,
    ) -> None:  # fmt: skip
        self.policy = policy
        self.company = company
        self.order = order
        self.facts = facts
        self.books = books
        self.settlement = Settlement(books)
        self.refunds = Refunds(books)
        self.doubles = maybe_the_same(
            order, [one for one in facts.received if self._is_new(one)], facts, books,
            policy.orders.time_zone,
        )  # fmt: skip
        self.entered_twice = entered_already(
            facts, self._standing(), books, policy.orders.time_zone
        )
        self.steps: list[Step] = []
        self.questions: list[Question] = []

    def plan(self, standing: str = "") -> Plan:
        """What was decided; `standing` says in words why there is nothing to do."""
        order = self.order
        if not (self.steps or self.questions or standing):
            standing = "Its payments are in QuickBooks."
        named = fingerprint((order.number, order.paid, order.paid_on, self.facts))
        return Plan(
            f"payments:{order.number}", order.spoken_name, named, self.facts.total, standing,
            tuple(self.steps), tuple(self.questions),
        )  # fmt: skip

    def account_for(self, payment: Payment) -> Pointer | Question | None:
        """Where money of this kind goes; None for QuickBooks's Undeposited Funds."""
        choices = self.policy.payments
        if payment.method is PaymentMethod.TRADE:
            chosen = choices.trade
            if chosen is None:
                return ask.by_trade(self.order, payment)
        elif came_through_leaflink(self.order, payment):
            chosen = choices.clearing
            if chosen is None:
                return ask.no_clearing(self.order, payment)
        else:
            chosen = choices.by_method.get(payment.method.value, choices.deposit_to)
        return chosen.pointer(RecordKind.ACCOUNT) if chosen is not None else None

    def account_of(self, receipt: KnownReceipt) -> Pointer | None:
        """The account a payment went to; None for Undeposited Funds."""
        if not receipt.deposit_account_id:
            return None
        return Known(RecordKind.ACCOUNT, receipt.deposit_account_id, receipt.deposit_account)

    def left_from(self, receipt: KnownReceipt) -> Pointer | None:
        """Where the money of a payment lies: at the bank once a deposit took it there."""
        return receipt.banked_in or self.account_of(receipt)

    def is_locked(self, receipt: KnownReceipt) -> bool:
        """Whether it must not be changed: deposited, in closed books, or not made by us (A11)."""
        found = {one.quickbooks_id for one in self.books.links.values() if one.is_found}
        closed = self.company.period.is_closed(receipt.dated)
        return receipt.deposited or closed or receipt.id in found

    def settling_entry(self, row: Payment, amount: Money) -> Settled:
        """What a reversed payment settles: the entry of its reversal, perhaps still to be made."""
        record = payment_record(self.order.number, row.id)
        link = self.books.links.get(record)
        kind = RecordKind.JOURNAL_ENTRY
        pointer = Known(kind, link.quickbooks_id) if link is not None else Pending(kind, record)
        return Settled(kind, pointer, amount)

    def day(self, payment: Payment) -> date:
        """The accounting date of a payment: its day in the company's time zone."""
        return business_day(payment.paid_at, self.policy.orders.time_zone)

    def open_day(self, day: date, amount: Money) -> date | None:
        """The day, or the first open one; None where a person must decide (A11)."""
        period = self.company.period
        opened = self.policy.orders.open_day(day, period)
        if opened is None:
            self.questions.append(ask.closed(self.order, day, amount, period.closed_through))
        return opened

    def customer(self) -> Known:
        """The customer of the invoice, who is not always the one of the order any more."""
        ids = [one.customer_id for one in self.books.invoices]
        ids += [one.customer_id for one in self.books.receipts.values()]
        return Known(RecordKind.CUSTOMER, ids[0], self.order.customer_name)

    def method(self, payment: Payment) -> Pointer | None:
        """QuickBooks's payment method of that name, where the company has one."""
        names = _METHOD_NAMES.get(payment.method, ())
        known = self.company.payment_methods
        return next((known[name] for name in names if name in known), None)

    def note(self, marker: str, words: str) -> str:
        """A private note: the marker first, then what a person searches for."""
        order = f"Order {self.order.spoken_name} on LeafLink ({self.order.short_id})"
        return "\n".join(line for line in (marker, order, words) if line)

    def amend(
        self, record: str, receipt: KnownReceipt, settles: tuple[Settled, ...], why: str,
        source: str,
    ) -> None:  # fmt: skip
        """Let a payment of ours settle something else; nothing but its lines changes."""
        content = Receipt(
            customer=Known(RecordKind.CUSTOMER, receipt.customer_id, self.order.customer_name),
            dated=receipt.dated,
            amount=receipt.total,
            note=receipt.note,
            settles=tuple(self._named(one) for one in settles),
            deposit_to=self.account_of(receipt),
        )
        target = Target(receipt.id, receipt.sync_token, receipt.id)
        reason = Reason("payment", why, "A6.2", "settlement", source)
        self.steps.append(
            Step(Operation.AMEND, RecordKind.PAYMENT, record, content, target, (reason,))
        )

    def _is_new(self, payment: Payment) -> bool:
        """Whether nothing of ours stands for a payment, and nothing took it back."""
        record = payment_record(self.order.number, payment.id)
        receipt = self.books.receipt_of(record)
        known = record in self.books.links and receipt is not None and not receipt.voided
        return not (known or self._is_apart(record) or self.facts.reversal_of(payment.id))

    def _is_apart(self, record: str) -> bool:
        """Whether a person said that a payment is another than any in QuickBooks."""
        return record.casefold() in self.books.apart

    def _standing(self) -> dict[str, KnownReceipt]:
        """Our receipts that stand for payments nothing took back, by LeafLink's id."""
        found = {}
        for payment in self.facts.received:
            record = payment_record(self.order.number, payment.id)
            receipt = self.books.receipt_of(record)
            link = self.books.links.get(record)
            if receipt is None or receipt.voided or link is None or link.is_found:
                continue
            if not self._is_apart(record) and self.facts.reversal_of(payment.id) is None:
                found[payment.id] = receipt
        return found

    def _named(self, settled: Settled) -> Settled:
        """The same with the invoice's number, which QuickBooks does not show with a payment."""
        numbers = {one.id: one.number for one in self.books.invoices}
        pointer = settled.pointer
        if not isinstance(pointer, Known) or pointer.id not in numbers:
            return settled
        return replace(settled, pointer=replace(pointer, name=numbers[pointer.id]))
