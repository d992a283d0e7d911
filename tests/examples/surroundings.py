"""Reads what stands around an order in an example: policy, QuickBooks, customers, products."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from leafledger.bookkeeping.known_records import CompanyBooks, Link, Paper
from leafledger.bookkeeping.papers import kind_of
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.figures.money import Money
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.items import ItemType, KnownItem
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.periods import Period
from tests.examples.reading import NotUnderstood, buyer_named
from tests.examples.scene import SALES, Scene, changed

Read = Callable[[Scene, re.Match[str]], object]


def read_surroundings(scene: Scene, line: str) -> None:
    """One line that begins with whom it is about; several sayings stand between semicolons."""
    for start, sayings in SURROUNDINGS.items():
        if line.startswith(start):
            for said in line.removeprefix(start).split("; "):
                _read_one(scene, sayings, said)
            return
    raise NotUnderstood(line)


def _read_one(scene: Scene, sayings: list[tuple[str, Read]], said: str) -> None:
    for pattern, read in sayings:
        found = re.fullmatch(pattern, said)
        if found:
            read(scene, found)
            return
    raise NotUnderstood(said)


def _choose(part: str, name: str, value: object = None) -> Read:
    def choose(scene: Scene, said: re.Match[str]) -> None:
        scene.policy[part][name] = said[1] if value is None else value

    return choose


def _item(name: str, id_: str, shown: str, account: str) -> Read:
    return _choose("items", name, {"id": id_, "name": shown, "account": account})


def _forget(part: str, name: str) -> Read:
    return lambda scene, _said: scene.policy[part].pop(name, None)


def _company(change: Callable[[CompanyBooks], CompanyBooks]) -> Read:
    def change_it(scene: Scene, _said: re.Match[str]) -> None:
        scene.company = change(scene.company)

    return change_it


def _closed(scene: Scene, said: re.Match[str]) -> None:
    scene.company = replace(scene.company, period=Period(date.fromisoformat(said[1])))


def _number(scene: Scene, said: re.Match[str]) -> None:
    scene.numbers[said[1]] = "" if said[2] == "a document not ours" else said[2]


def _since(scene: Scene, said: re.Match[str]) -> None:
    scene.since = date.fromisoformat(said[1])


def _document(change: Callable[[KnownDocument, re.Match[str]], KnownDocument | None]) -> Read:
    """A change of the invoice, the credit memo, or the document of that number (`which`)."""

    def change_it(scene: Scene, said: re.Match[str]) -> None:
        filed = scene.filed
        record = _named(filed.papers, said["which"])

        def changed_paper(paper: Paper) -> Paper:
            assert paper.document is not None
            return replace(paper, document=change(paper.document, said))

        scene.documents[scene.order.number] = changed(filed, record, changed_paper)

    return change_it


def _named(papers: Sequence[Paper], which: str) -> str:
    """The record of `the invoice`, `the credit memo`, `invoice 10492-2`, `credit memo 10492-C`."""
    for paper in papers:
        kind = {"Invoice": "invoice", "CreditMemo": "credit memo"}[kind_of(paper)]
        if which in {f"the {kind}", f"{kind} {paper.link.name}"}:
            return paper.link.record
    raise NotUnderstood(which)


def _paid(document: KnownDocument, said: re.Match[str]) -> KnownDocument:
    return replace(document, linked=True, open=document.open - Money.of(said[1]))


def _edited(document: KnownDocument, said: re.Match[str]) -> KnownDocument:
    """Somebody wrote another amount into the first line."""
    total = Money.of(said["to"])
    says = document.says
    assert says is not None
    first = says.lines[0]
    other = replace(first, unit_price=None, amount=first.amount + (total - says.total))
    says = replace(says, lines=(other, *says.lines[1:]))
    paid = document.total - document.open
    content = f"by hand to {total}"
    return replace(document, content=content, total=total, open=total - paid, says=says)


def _other_message(document: KnownDocument, _: re.Match[str]) -> KnownDocument:
    assert document.says is not None
    says = replace(document.says, customer_memo="Thank you")
    return replace(document, content="by hand, another message", says=says)


def _other_words(document: KnownDocument, _: re.Match[str]) -> KnownDocument:
    return replace(document, content="by hand, other words")


def _applied_itself(scene: Scene, said: re.Match[str]) -> None:
    filed, amount = scene.filed, Money.of(said[1])
    invoice, memo = filed.books.invoice_document, filed.books.credit_memo_document
    assert invoice is not None
    assert memo is not None
    books = replace(
        filed.books,
        invoice_document=replace(invoice, open=invoice.open - amount, linked=True),
        credit_memo_document=replace(memo, open=memo.open - amount, linked=True),
    )
    scene.documents[scene.order.number] = replace(filed, books=books)


def _limit(people: str) -> Read:
    """`two above 500 for change`."""

    def limit(scene: Scene, said: re.Match[str]) -> None:
        limits = scene.policy.setdefault("approvals", {})
        limits.setdefault(said[2], {})[people] = said[1]

    return limit


def _leaflink_customer(scene: Scene, said: re.Match[str]) -> None:
    """`Green Mesa · licence 402R-00123 · called Green Mesa · email a@b.example · names 58`."""
    name, words = said[1], _words(said[2])
    scene.customers[name] = Customer(
        str(8841 + len(scene.customers)), words.get("called", name),
        licence=words.get("licence", ""), email=words.get("email", ""),
        phone=words.get("phone", ""), books_id=words.get("names", ""),
    )  # fmt: skip


def _leaflink_product(scene: Scene, said: re.Match[str]) -> None:
    """`Blue Dream 3.5g · sku BD-35 · at 108.00 · names 21`."""
    name, words = said[1], _words(said[2])
    scene.products[name] = Product(
        str(102 + len(scene.products)), words.get("called", name), sku=words.get("sku", ""),
        wholesale_price=Decimal(words.get("at", "108.00")), books_id=words.get("names", ""),
    )  # fmt: skip


def _party(scene: Scene, said: re.Match[str]) -> None:
    words = _words(said[3])
    scene.parties.append(
        KnownParty(
            said[1], "0", said[2], words.get("email", ""), words.get("phone", ""),
            text=words.get("notes", ""), active="inactive" not in words,
        )
    )  # fmt: skip
    if "is" in words:
        customer = buyer_named(scene, words["is"])
        record = f"customer:{customer.id}"
        before = scene.links.get(record, Link(record, said[1], said[2]))
        if before.quickbooks_id != said[1]:
            _vanish(scene, before.quickbooks_id)
        scene.links[record] = replace(before, quickbooks_id=said[1])


def _vanish(scene: Scene, id_: str) -> None:
    """QuickBooks has that customer no more."""
    scene.parties = [party for party in scene.parties if party.id != id_]


def _known_item(scene: Scene, said: re.Match[str]) -> None:
    words = _words(said[3])
    scene.items.append(
        KnownItem(
            said[1], "0", said[2], said[2], words.get("sku", ""), ItemType.SERVICE, "79",
            words.get("income", SALES), active="inactive" not in words,
        )
    )  # fmt: skip


def _words(said: str) -> dict[str, str]:
    """The sayings after a name: ` · licence 402R-00123 · inactive`."""
    pairs = [part.partition(" ") for part in said.split(" · ") if part]
    return {word: value for word, _, value in pairs}


MORE = r"((?: · .+)*)"
WHICH = r"(?P<which>the invoice|the credit memo|invoice \S+|credit memo \S+)"
SURROUNDINGS: dict[str, list[tuple[str, Read]]] = {
    "Policy: ": [
        (r"recognised when (\w+)", _choose("orders", "recognise_on")),
        (r"dated by (\w+)", _choose("orders", "invoice_date")),
        (r"time zone (\S+)", _choose("orders", "time_zone")),
        (r"on cancel (\w+)", _choose("orders", "on_cancel")),
        (r"closed period (\w+)", _choose("orders", "closed_period")),
        (r"customers by hand", _choose("customers", "create", value=False)),
        (r"products by hand", _choose("products", "create", value=False)),
        (r"no tax item", _forget("items", "tax")),
        (r"no discounts account", _forget("accounts", "discounts")),
        (r"shipping item", _item("shipping", "302", "Delivery", "Delivery income")),
        (r"discount item", _item("discount", "303", "Order discount", "Discounts given")),
        (r"samples item", _item("samples", "304", "Samples", "Samples given")),
        (r"medical class", _choose("classes", "medical", {"id": "5001", "name": "Medical"})),
        (r"adult-use class", _choose("classes", "adult_use", {"id": "5002", "name": "Adult use"})),
        (r"posted since (\S+)", _since),
        (r"one person above ([\d.]+) for (\w+)", _limit("one")),
        (r"two people above ([\d.]+) for (\w+)", _limit("two")),
    ],
    "QuickBooks: ": [
        (r"no discount line", _company(lambda company: replace(company, discount_line=False))),
        (r"no shipping line", _company(lambda company: replace(company, shipping_line=False))),
        (r"no custom numbers", _company(lambda company: replace(company, custom_numbers=False))),
        (r"closed through (\S+)", _closed),
        (r"customer (\d+) is merged into another", lambda scene, said: _vanish(scene, said[1])),
        (r"number (\S+) is of (.+)", _number),
        (rf"([\d.]+) is paid on {WHICH}", _document(_paid)),
        (rf"{WHICH} is e-mailed", _document(lambda document, _: replace(document, sent=True))),
        (rf"{WHICH} is edited by hand to (?P<to>[\d.]+)", _document(_edited)),
        (rf"{WHICH} gets another message by hand", _document(_other_message)),
        (rf"{WHICH} gets another due date by hand", _document(_other_words)),
        (rf"{WHICH} is deleted by hand", _document(lambda _document, _said: None)),
        (rf"{WHICH} is voided by hand", _document(lambda d, _: replace(d, voided=True))),
        (r"it applied ([\d.]+) of the credit memo by itself", _applied_itself),
    ],
    "LeafLedger: ": [
        (r"(\w+) decides (keep|restore|adopt)", lambda scene, said: scene.decide(said[2], said[1])),
        (r"(\w+) approves", lambda scene, said: scene.approve(said[1])),
    ],
    "QuickBooks customer ": [(rf'(\d+) "(.+?)"{MORE}', _party)],
    "QuickBooks vendor ": [(r'"(.+)"', lambda scene, said: scene.vendors.append(said[1]))],
    "QuickBooks item ": [(rf'(\d+) "(.+?)"{MORE}', _known_item)],
    "LeafLink customer ": [(rf"(.+?){MORE}", _leaflink_customer)],
    "LeafLink product ": [(rf"(.+?){MORE}", _leaflink_product)],
}
