"""What a posting rule is given and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leafledger.bookkeeping.arithmetic import Reckoning
from leafledger.bookkeeping.known_records import CompanyBooks
from leafledger.bookkeeping.plan import Reason
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Order, OrderLine
from leafledger.figures.money import Money
from leafledger.figures.quantities import extend
from leafledger.ledger.documents import DocumentDiscount, SalesLine
from leafledger.ledger.pointers import Known, Pointer, RecordKind

# QuickBooks takes line descriptions of at most 4000 characters (reference/quickbooks.md 10.3).
DESCRIPTION_LENGTH_MAX = 4000


@dataclass(frozen=True, slots=True)
class SoldItem:
    """The item a product's lines sell, and the account it posts to."""

    pointer: Pointer
    income_account: str


@dataclass(frozen=True, slots=True)
class Case:
    """One recognised order with everything a rule may look at."""

    order: Order
    reckoning: Reckoning
    policy: Policy
    books: CompanyBooks
    products: Mapping[str, Product]
    items: Mapping[str, SoldItem]

    def question(self, kind: QuestionKind, happened: str, cure: str, amount: Money) -> Question:
        """A question about this order, after which nothing is posted."""
        about = f"order:{self.order.number}"
        said = f"Order {self.order.spoken_name} is waiting: {happened}"
        return Question(kind, about, said, NOTHING_POSTED, cure, amount)


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its place on the invoice: product lines by position, charges after them."""

    place: int
    line: SalesLine


@dataclass(frozen=True, slots=True)
class Ruling:
    """A rule's answer: lines or parts of the document, questions, and why."""

    lines: tuple[Placed, ...] = ()
    discount: DocumentDiscount | None = None
    shipping: Money | None = None
    questions: tuple[Question, ...] = ()
    reasons: tuple[Reason, ...] = ()


Rule = Callable[[Case], Ruling]

# Charges stand after every product line; positions on LeafLink are far below.
PLACE_OF_DISCOUNT = 1_000_000
PLACE_OF_SHIPPING = 1_000_001
PLACE_OF_TAX = 1_000_002


def product_line(case: Case, line: OrderLine, amount: Money, item: SoldItem) -> SalesLine:
    """An order line as an invoice line: description, quantity and price as A3.2 wants them."""
    extension = extend(line.quantity, line.unit_multiplier, line.price, amount)
    return SalesLine(
        item=item.pointer,
        description=describe(case.products[line.product], line),
        quantity=extension.quantity,
        unit_price=extension.unit_price,
        amount=amount,
        income_account=item.income_account,
        class_=_class_of(case, line),
    )


def describe(product: Product, line: OrderLine) -> str:
    """What a line says: name, SKU, packing, package tags, the seller's note.

    Example: Blue Dream 3.5g | SKU BD-35 | 24 units in cases of 12 | Metrc 1A406...
    """
    parts = [product.display_name]
    if product.own_sku:
        parts.append(f"SKU {product.own_sku}")
    if line.unit_multiplier and line.unit_multiplier > 1:
        parts.append(f"{line.quantity.normalize():f} units in cases of {line.unit_multiplier}")
    if line.is_sample:
        parts.append("Sample")
    if line.package_tags:
        parts.append("Metrc " + ", ".join(line.package_tags))
    if line.notes:
        parts.append(line.notes)
    return " | ".join(parts)[:DESCRIPTION_LENGTH_MAX]


def _class_of(case: Case, line: OrderLine) -> Known | None:
    classes = case.policy.classes
    chosen = classes.medical if line.is_medical else classes.adult_use
    return chosen.pointer(RecordKind.CLASS) if chosen is not None else None
