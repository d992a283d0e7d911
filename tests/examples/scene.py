"""The scene of an example: everything a plan is made from, and what became of earlier plans."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Link, Marketplace
from leafledger.bookkeeping.orders import Bookkeeper, OnFile
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import (
    Application,
    DocumentKind,
    KnownDocument,
    SalesDocument,
)
from leafledger.ledger.items import Item, ItemType, KnownItem, Term
from leafledger.ledger.parties import KnownParty, Party
from leafledger.ledger.pointers import Known, RecordKind

SALES = "Sales of Product Income"
INVOICE_ID, CREDIT_MEMO_ID = "9001", "9002"


def usual_policy() -> dict[str, Any]:
    """What the owner of the examples chose, as it stands in a policy file."""
    return {
        "orders": {"time_zone": "America/Denver"},
        "accounts": {
            "sales": {"id": "79", "name": SALES},
            "discounts": {"id": "86", "name": "Discounts given"},
        },
        "items": {
            "tax": {"id": "301", "name": "Cannabis excise", "account": "Cannabis tax payable"}
        },
        "customers": {},
        "products": {},
        "classes": {},
    }


def usual_company() -> CompanyBooks:
    """A QuickBooks company with discount line, shipping line and numbers of its own."""
    terms = {name.casefold(): Known(RecordKind.TERM, id_, name) for id_, name in _TERMS.items()}
    return CompanyBooks("9130", True, True, True, terms=terms)


_TERMS = {"3": "Net 15", "4": "Net 30"}


@dataclass
class Scene:
    """What both systems hold; each act of an example changes it, each plan is made from it."""

    policy: dict[str, Any] = field(default_factory=usual_policy)
    company: CompanyBooks = field(default_factory=usual_company)
    since: date = date(2026, 1, 1)
    customers: dict[str, Customer] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    parties: list[KnownParty] = field(default_factory=list)
    items: list[KnownItem] = field(default_factory=list)
    vendors: list[str] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    documents: dict[str, OnFile] = field(default_factory=dict)

    @property
    def order(self) -> Order:
        """The order that the last lines were about."""
        return self.orders[-1]

    @order.setter
    def order(self, order: Order) -> None:
        self.orders[-1] = order

    @property
    def filed(self) -> OnFile:
        """What stands in the books of that order."""
        return self.documents.get(self.order.number, OnFile())

    def plan(self) -> list[Plan]:
        """Plan every order of the scene, in one round."""
        bookkeeper = Bookkeeper(
            Policy.model_validate(self.policy), self.company, self._counterparts(),
            Marketplace(
                {one.id: one for one in self.customers.values()},
                {one.id: one for one in self.products.values()},
            ),
        )  # fmt: skip
        filed = [self.documents.get(order.number, OnFile()) for order in self.orders]
        pairs = zip(self.orders, filed, strict=True)
        return [bookkeeper.plan(order, self.since, on_file) for order, on_file in pairs]

    def _counterparts(self) -> Counterparts:
        linked = {(record.split(":")[0], link.quickbooks_id) for record, link in self.links.items()}
        return Counterparts(
            links=self.links,
            parties=tuple(self.parties),
            items={item.id: item for item in self.items},
            linked_parties=frozenset(id_ for kind, id_ in linked if kind == "customer"),
            linked_items=frozenset(id_ for kind, id_ in linked if kind == "product"),
            names_taken=frozenset(name.casefold() for name in self.vendors),
            numbers_taken={number.casefold(): order for number, order in self.numbers.items()},
        )

    def carry_out(self, plan: Plan) -> None:
        """Take the plan as carried out by a QuickBooks that does what it is told."""
        for step in plan.steps:
            if step.record.startswith("order:"):
                self._file(plan, step)
            else:
                self._list(step)

    def _list(self, step: Step) -> None:
        if step.target is not None:
            self.links[step.record] = Link(step.record, step.target.id, step.target.name)
            return
        new = str(400 + len(self.parties) + len(self.items))
        if isinstance(step.content, Party):
            self.parties.append(KnownParty(new, "0", step.content.display_name))
        elif isinstance(step.content, Item):
            item, account = step.content, step.content.income_account.name
            self.items.append(
                KnownItem(
                    new, "0", item.name, item.name, item.sku, ItemType.NON_INVENTORY, "79", account
                )
            )
        shown = step.content.display_name if isinstance(step.content, Party) else ""
        name = step.content.name if isinstance(step.content, Item | Term) else shown
        self.links[step.record] = Link(step.record, new, name)

    def _file(self, plan: Plan, step: Step) -> None:
        number = step.record.split(":")[1]
        filed = self.documents.get(number, OnFile())
        books = filed.books
        if step.operation is Operation.VOID:
            assert books.invoice_document is not None
            gone = replace(books.invoice_document, voided=True)
            filed = replace(filed, books=replace(books, invoice_document=gone))
        elif isinstance(step.content, Application):
            assert books.invoice_document is not None
            assert books.credit_memo_document is not None
            amount = step.content.amount
            invoice, memo = books.invoice_document, books.credit_memo_document
            books = replace(
                books,
                application=Link(step.record, "9003"),
                invoice_document=replace(invoice, open=invoice.open - amount, linked=True),
                credit_memo_document=replace(memo, open=memo.open - amount, linked=True),
            )
            filed = replace(filed, books=books)
        elif isinstance(step.content, SalesDocument):
            filed = self._file_document(filed, plan, step, step.content)
        self.documents[number] = filed

    def _file_document(
        self, filed: OnFile, plan: Plan, step: Step, document: SalesDocument
    ) -> OnFile:
        content = fingerprint(document)
        memo = document.kind is DocumentKind.CREDIT_MEMO
        id_ = CREDIT_MEMO_ID if memo else INVOICE_ID
        customer = document.customer.id if isinstance(document.customer, Known) else ""
        known = KnownDocument(
            document.kind, id_, "0", document.number or "", customer, document.dated, document.note,
            document.total, document.total, content,
        )  # fmt: skip
        link = Link(step.record, id_, document.number or "", content, plan.facts, content)
        if memo:
            books = replace(filed.books, credit_memo=link, credit_memo_document=known)
            return replace(filed, books=books)
        if document.number:
            self.numbers[document.number] = step.record.split(":")[1]
        return OnFile(replace(filed.books, invoice=link, invoice_document=known), document)
