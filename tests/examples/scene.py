"""The scene of an example: everything a plan is made from, and what became of earlier plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from leafledger.bookkeeping.decisions import Choice
from leafledger.bookkeeping.hand_edits import changed_by_hand, decided
from leafledger.bookkeeping.known_records import (
    VOIDED,
    CompanyBooks,
    Counterparts,
    Link,
    Marketplace,
    Paper,
)
from leafledger.bookkeeping.limits import approved_as, held
from leafledger.bookkeeping.orders import Bookkeeper, OnFile, order_facts
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
    approvals: dict[str, frozenset[str]] = field(default_factory=dict)

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
        policy = Policy.model_validate(self.policy)
        bookkeeper = Bookkeeper(
            policy, self.company, self._counterparts(),
            Marketplace(
                {one.id: one for one in self.customers.values()},
                {one.id: one for one in self.products.values()},
            ),
        )  # fmt: skip
        filed = [self.documents.get(order.number, OnFile()) for order in self.orders]
        pairs = zip(self.orders, filed, strict=True)
        plans = [bookkeeper.plan(order, self.since, on_file) for order, on_file in pairs]
        return [
            held(plan, policy.approvals, self.approvals.get(approved_as(plan), frozenset()))
            for plan in plans
        ]

    def approve(self, person: str) -> None:
        """A person approves what the last order's plan is now."""
        named = approved_as(self.plan()[-1])
        self.approvals[named] = self.approvals.get(named, frozenset()) | {person.casefold()}

    def decide(self, choice: str, person: str) -> None:
        """A person decides about the documents of the last order that were changed by hand."""
        filed = self.filed
        about = changed_by_hand(self.order, filed.papers)
        facts = order_facts(self.order)
        decision = decided(Choice(choice), self.order, filed.papers, about, facts, person)
        self.documents[self.order.number] = replace(filed, decision=decision)

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
        if step.operation is Operation.VOID:
            assert filed.books.invoice is not None
            assert filed.books.invoice_document is not None
            link = replace(filed.books.invoice, posted="", answered=VOIDED)
            gone = replace(filed.books.invoice_document, voided=True)
            books = replace(filed.books, invoice=link, invoice_document=gone)
            filed = replace(filed, books=books)
        elif step.operation is Operation.LINK:
            filed = changed(filed, step.record, lambda paper: _adopted(paper, plan, step))
        elif isinstance(step.content, Application):
            filed = _applied(filed, step.record, step.content)
        elif isinstance(step.content, SalesDocument):
            filed = self._file_document(filed, plan, step, step.content)
        self.documents[number] = filed

    def _file_document(
        self, filed: OnFile, plan: Plan, step: Step, document: SalesDocument
    ) -> OnFile:
        content = fingerprint(document)
        customer = document.customer.id if isinstance(document.customer, Known) else ""
        ordinal = int(step.record.rsplit(":", 1)[1]) if ":adjustment:" in step.record else 0
        memo = document.kind is DocumentKind.CREDIT_MEMO
        id_ = str(9010 + ordinal) if ordinal else CREDIT_MEMO_ID if memo else INVOICE_ID
        known = KnownDocument(
            document.kind, id_, "0", document.number or "", customer, document.dated, document.note,
            document.total, document.total, content, says=document,
        )  # fmt: skip
        link = Link(step.record, id_, document.number or "", content, plan.facts, content)
        if document.number:
            self.numbers[document.number] = step.record.removeprefix("order:")
        if ordinal:
            others = [one for one in filed.books.adjustments if one.ordinal != ordinal]
            others.append(Paper(link, known, document, ordinal))
            papers = tuple(sorted(others, key=lambda one: one.ordinal))
            return replace(filed, books=replace(filed.books, adjustments=papers))
        if memo:
            books = replace(filed.books, credit_memo=link, credit_memo_document=known)
            return replace(filed, books=books, posted_memo=document)
        books = replace(filed.books, invoice=link, invoice_document=known)
        return replace(filed, books=books, posted=document)


def changed(filed: OnFile, record: str, change: Callable[[Paper], Paper]) -> OnFile:
    """What is on file with one document of it changed."""
    books = filed.books
    for paper in filed.papers:
        if paper.link.record != record:
            continue
        new = change(paper)
        if paper.ordinal:
            papers = tuple(new if one == paper else one for one in books.adjustments)
            return replace(filed, books=replace(books, adjustments=papers))
        if record.endswith(":cancellation"):
            books = replace(books, credit_memo=new.link, credit_memo_document=new.document)
            return replace(filed, books=books)
        return replace(filed, books=replace(books, invoice=new.link, invoice_document=new.document))
    raise LookupError(record)


def _adopted(paper: Paper, plan: Plan, step: Step) -> Paper:
    assert step.target is not None
    link = replace(paper.link, facts=plan.facts, answered=step.target.content)
    return replace(paper, link=link)


def _applied(filed: OnFile, record: str, application: Application) -> OnFile:
    def used(paper: Paper) -> Paper:
        assert paper.document is not None
        left = paper.document.open - application.amount
        return replace(paper, document=replace(paper.document, open=left, linked=True))

    ids = {getattr(one, "id", "") for one in (application.invoice, application.credit_memo)}
    for paper in filed.papers:
        if paper.link.quickbooks_id in ids:
            filed = changed(filed, paper.link.record, used)
    applications = filed.books.applications | {record}
    return replace(filed, books=replace(filed.books, applications=applications))
