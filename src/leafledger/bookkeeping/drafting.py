"""Drafting: the invoice an order should have, with the customer and the items it needs first."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from leafledger.bookkeeping.arithmetic import Reckoning, reckon
from leafledger.bookkeeping.catalog import Sellable, Shelf
from leafledger.bookkeeping.customers import Directory
from leafledger.bookkeeping.invoices import Wanted, invoice_number, wanted_invoice
from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Marketplace
from leafledger.bookkeeping.order_questions import no_customer, no_product
from leafledger.bookkeeping.plan import Step
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.rules.contract import Case, SoldItem
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.ledger.pointers import Pointer


@dataclass(frozen=True, slots=True)
class Draft:
    """A wanted invoice and the steps that must come first."""

    wanted: Wanted
    first: tuple[Step, ...]


class Drafting:
    """Drafts the invoices of one round; what earlier drafts claimed (names, numbers) is theirs."""

    def __init__(
        self, policy: Policy, company: CompanyBooks, counterparts: Counterparts,
        marketplace: Marketplace,
    ) -> None:  # fmt: skip
        self._policy = policy
        self._company = company
        self._marketplace = marketplace
        self._directory = Directory(counterparts, company.terms)
        self._shelf = Shelf(counterparts)
        # What drafts claim stands before what is known; a chain writes into its first part alone.
        known = cast("MutableMapping[str, str]", counterparts.numbers_taken)
        self.numbers = ChainMap({}, known)

    def draft(self, order: Order, dated: date) -> Draft | tuple[Question, ...]:
        """The invoice of that day as LeafLink wants it now, or what must be asked first."""
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
    ) -> Draft | tuple[Question, ...]:  # fmt: skip
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
            order, custom_numbers=self._company.custom_numbers, taken=self.numbers
        )
        wanted = wanted_invoice(case, customer, pointer, dated, number)
        if not isinstance(wanted, Wanted):
            return wanted
        first = [creating, *(sellable.step for sellable in sold.values()), wanted.term]
        return Draft(wanted, tuple(step for step in first if step is not None))
