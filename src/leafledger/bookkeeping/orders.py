"""The plan of an order: its wanted books less the known books (accounting.md A0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leafledger.bookkeeping.arithmetic import Reckoning, reckon
from leafledger.bookkeeping.catalog import Sellable, Shelf
from leafledger.bookkeeping.changes import (
    amend,
    edited_by_hand,
    edited_question,
    says_the_same,
    take_back,
)
from leafledger.bookkeeping.customers import Directory
from leafledger.bookkeeping.invoices import Wanted, invoice_number, wanted_invoice
from leafledger.bookkeeping.known_records import (
    CompanyBooks,
    Counterparts,
    Marketplace,
    PostedBooks,
)
from leafledger.bookkeeping.order_questions import (
    accepted_again,
    closed_books,
    invoice_gone,
    no_customer,
    no_product,
    not_accepted_any_more,
)
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.policy import ClosedPeriod, Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.recognition import invoice_day, recognised_at
from leafledger.bookkeeping.rules.contract import Case, SoldItem
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import KnownDocument, SalesDocument
from leafledger.ledger.pointers import Pointer, RecordKind

NOTHING_ON_FILE = PostedBooks()


@dataclass(frozen=True, slots=True)
class OnFile:
    """What we hold of one order besides the order: its posted books and the invoice as posted."""

    books: PostedBooks = NOTHING_ON_FILE
    posted: SalesDocument | None = None


NEW = OnFile()


class Bookkeeper:
    """Plans the orders of one company, one round at a time.

    A round shares what is known and what its earlier plans claimed (names, numbers), so that
    the plans of a round can be carried out together. Nothing here touches the world: the same
    input gives the same plans.
    """

    def __init__(
        self, policy: Policy, company: CompanyBooks, counterparts: Counterparts,
        marketplace: Marketplace,
    ) -> None:  # fmt: skip
        self._policy = policy
        self._company = company
        self._marketplace = marketplace
        self._directory = Directory(counterparts, company.terms)
        self._shelf = Shelf(counterparts)
        self._numbers = dict(counterparts.numbers_taken)

    def plan(self, order: Order, since: date, on_file: OnFile = NEW) -> Plan:
        """What the books of this order need now, or why they wait.

        `since` is the first accounting date that is posted: an order dated before it is
        known and never posted, unless it already is (accounting.md A2.3).
        """
        facts = order_facts(order)
        recognised = recognised_at(order, self._policy.orders)
        if order.status.ended_without_sale:
            return self._ended(order, on_file, facts)
        if on_file.books.invoice is not None:
            return self._posted(order, on_file, facts, recognised=recognised is not None)
        if recognised is None or not order.status.reached(self._policy.orders.recognise_on):
            return _nothing(order, facts, f"Not recognised: it is {order.status}.")
        dated = invoice_day(order, recognised, self._policy.orders)
        if dated < since:
            why = f"Dated {dated}, before the first day that is posted."
            return _nothing(order, facts, why)
        return self._first_posting(order, facts, dated)

    def _first_posting(self, order: Order, facts: str, dated: date) -> Plan:
        if not order.lines and not order.total:
            return _nothing(order, facts, "It has no lines and no total: nothing to invoice.")
        dated, closed = self._open_day(order, dated, None)
        if closed is not None:
            return _waiting(order, facts, (closed,))
        drafted = self._draft(order, dated)
        if not isinstance(drafted, _Draft):
            return _waiting(order, facts, drafted)
        wanted = drafted.wanted
        if wanted.invoice.number is not None:
            self._numbers[wanted.invoice.number.casefold()] = order.number
        record = f"order:{order.number}"
        post = Step(
            Operation.CREATE, RecordKind.INVOICE, record, wanted.invoice, None, wanted.reasons
        )
        steps = (*drafted.first, post)
        return Plan(record, order.spoken_name, facts, wanted.invoice.total, steps=steps)

    def _posted(self, order: Order, on_file: OnFile, facts: str, *, recognised: bool) -> Plan:
        link, document = on_file.books.invoice, on_file.books.invoice_document
        assert link is not None
        if document is None or document.voided:
            return _waiting(order, facts, (invoice_gone(order, link, document),))
        if on_file.books.credit_memo is not None:
            return _waiting(order, facts, (accepted_again(order, document),))
        if not (recognised and order.status.reached(self._policy.orders.recognise_on)):
            return _waiting(order, facts, (not_accepted_any_more(order, document),))
        edited = edited_by_hand(link, document)
        if link.facts == facts and not edited:
            return _stands(order, facts, document)
        drafted = self._draft(order, document.dated)
        if not isinstance(drafted, _Draft):
            return _waiting(order, facts, drafted)
        invoice = drafted.wanted.invoice
        if edited and (link.facts == facts or document.total == invoice.total):
            questions = (edited_question(order, document, invoice),)
            return _waiting(order, facts, questions if document.total != invoice.total else ())
        if on_file.posted is not None and says_the_same(invoice, on_file.posted):
            return _stands(order, facts, document)
        amendment = amend(order, drafted.wanted, on_file.books, self._company.period)
        if isinstance(amendment, Question):
            held = (amendment,) if invoice.total != document.total else ()
            return _waiting(order, facts, held)
        steps = (*drafted.first, amendment)
        return Plan(f"order:{order.number}", order.spoken_name, facts, invoice.total, steps=steps)

    def _ended(self, order: Order, on_file: OnFile, facts: str) -> Plan:
        document = on_file.books.invoice_document
        if on_file.books.invoice is None or on_file.posted is None:
            return _nothing(order, facts, f"It is {order.status} and was never invoiced.")
        if document is None or document.voided:
            return _nothing(order, facts, f"It is {order.status}; its invoice is void or deleted.")
        day, closed = self._open_day(order, self._day_it_ended(order), document)
        steps = take_back(
            order, on_file.posted, on_file.books, self._policy, day, self._company.period,
            self._numbers,
        )  # fmt: skip
        if isinstance(steps, Question):
            return _waiting(order, facts, (steps,))
        if steps and closed is not None:
            return _waiting(order, facts, (closed,))
        standing = "" if steps else f"It is {order.status}; its invoice was taken back."
        record = f"order:{order.number}"
        return Plan(record, order.spoken_name, facts, Money.zero(), standing, steps)

    def _day_it_ended(self, order: Order) -> date:
        ended = [change.at for change in order.history if change.status.ended_without_sale]
        instant = max(ended) if ended else order.modified_at
        return business_day(instant, self._policy.orders.time_zone)

    def _open_day(
        self, order: Order, day: date, invoice: KnownDocument | None
    ) -> tuple[date, Question | None]:
        """The day itself, or what the policy does with a day in closed books (A11)."""
        period = self._company.period
        if not period.is_closed(day):
            return day, None
        if self._policy.orders.closed_period is ClosedPeriod.NEXT_OPEN_DAY:
            return period.first_open_day, None
        return day, closed_books(order, day, period.closed_through, invoice)

    def _draft(self, order: Order, dated: date) -> _Draft | tuple[Question, ...]:
        reckoning = reckon(order)
        if isinstance(reckoning, Question):
            return (reckoning,)
        customer = self._marketplace.customers.get(order.customer)
        if not isinstance(customer, Customer):
            return (no_customer(order),)
        who = self._directory.decide(
            customer, self._policy, waiting=order.total, order=order.spoken_name
        )
        sold = self._decide_products(order)
        questions = tuple(s.question for s in sold.values() if s.question is not None)
        if who.question is not None:
            questions = (who.question, *questions)
        if questions or who.pointer is None:
            return questions
        return self._write(order, reckoning, customer, who.pointer, who.step, sold, dated)

    def _decide_products(self, order: Order) -> dict[str, Sellable]:
        sold: dict[str, Sellable] = {}
        for line in order.lines:
            product = self._marketplace.products.get(line.product)
            sold[line.product] = (
                self._shelf.decide(
                    product, self._policy, waiting=order.total, order=order.spoken_name
                )
                if isinstance(product, Product)
                else Sellable(None, question=no_product(order, line.product))
            )
        return sold

    def _write(
        self, order: Order, reckoning: Reckoning, customer: Customer, pointer: Pointer,
        creating: Step | None, sold: dict[str, Sellable], dated: date,
    ) -> _Draft | tuple[Question, ...]:  # fmt: skip
        items = {
            product: SoldItem(sellable.pointer, sellable.income_account)
            for product, sellable in sold.items()
            if sellable.pointer is not None
        }
        products = {
            id_: product
            for id_ in sold
            if isinstance(product := self._marketplace.products[id_], Product)
        }
        case = Case(order, reckoning, self._policy, self._company, products, items)
        number = invoice_number(
            order, custom_numbers=self._company.custom_numbers, taken=self._numbers
        )
        wanted = wanted_invoice(case, customer, pointer, dated, number)
        if not isinstance(wanted, Wanted):
            return wanted
        first = [creating, *(sellable.step for sellable in sold.values()), wanted.term]
        return _Draft(wanted, tuple(step for step in first if step is not None))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A wanted invoice and the steps that must come first."""

    wanted: Wanted
    first: tuple[Step, ...]


def order_facts(order: Order) -> str:
    """A name for those facts of an order from which its invoice follows.

    Neither status nor times nor payments: they do not change what the invoice says.
    """
    return fingerprint(
        (
            order.number, order.seller_number, order.customer, order.lines, order.discount,
            order.final_tax, order.taxes, order.shipping, order.total, order.credits, order.term,
            order.payment_due, order.delivery_address,
        )
    )  # fmt: skip


def _nothing(order: Order, facts: str, standing: str) -> Plan:
    return Plan(f"order:{order.number}", order.spoken_name, facts, None, standing)


def _stands(order: Order, facts: str, document: KnownDocument) -> Plan:
    standing = f"In QuickBooks as invoice {document.number or document.id}."
    return Plan(f"order:{order.number}", order.spoken_name, facts, document.total, standing)


def _waiting(order: Order, facts: str, questions: tuple[Question, ...]) -> Plan:
    return Plan(
        f"order:{order.number}", order.spoken_name, facts, order.total,
        "" if questions else "Its invoice stands; nothing in it needs to change.",
        questions=questions,
    )  # fmt: skip
