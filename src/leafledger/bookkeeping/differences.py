"""The difference between the documents an order should have and those it has, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from leafledger.bookkeeping.rules.contract import SoldItem
from leafledger.figures.money import CENT, Money
from leafledger.ledger.documents import (
    DocumentDiscount,
    DocumentKind,
    SalesDocument,
    SalesLine,
)
from leafledger.ledger.pointers import Pointer

# A name for a record that is the same however it is pointed to: its QuickBooks id, if it has one.
Identity = Callable[[Pointer], str]


@dataclass(frozen=True, slots=True)
class Charges:
    """Items of which only the amount counts, by identity; `discounts` are those of discounts."""

    items: frozenset[str] = frozenset()
    discounts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Moved:
    """What became more (above zero) or less of one thing sold at one price.

    `before` is the quantity that the documents so far come to; None for a charge, which has an
    amount and no quantity.
    """

    item: Pointer
    words: str
    class_: Pointer | None
    unit_price: Decimal | None
    income_account: str
    quantity: Decimal
    amount: Money
    before: Decimal | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What an order's documents must yet say: above zero the customer owes more of it.

    `discount` above zero: more is taken off.
    """

    lines: tuple[Moved, ...] = ()
    discount: Money = field(default_factory=Money.zero)
    discount_account: Pointer | None = None
    shipping: Money = field(default_factory=Money.zero)

    @property
    def total(self) -> Money:
        """By how much the customer owes more, or (below zero) less."""
        return Money.total(line.amount for line in self.lines) + self.shipping - self.discount

    def __bool__(self) -> bool:
        return bool(self.lines or self.discount or self.shipping)


def difference(
    wanted: SalesDocument | None, counted: Sequence[SalesDocument], identity: Identity,
    charges: Charges,
) -> Difference:  # fmt: skip
    """What `wanted` says more or less than the documents that count so far.

    Lines are one where item, class, price and account are one. What moves no money moves nothing.
    Source: docs/decisions/0011-an-adjustment-is-one-net-document.md
    Example: 2 x 108.00 posted, 1 x 108.00 wanted -> 1 x 108.00 less
    """
    tally = _Tally(identity, charges)
    for document in counted:
        tally.add(document, -document.kind.sign)
    if wanted is not None:
        tally.add(wanted, wanted.kind.sign, is_wanted=True)
    return Difference(tally.moved(), tally.discount, tally.discount_account, tally.shipping)


def net_document(
    moved: Difference, like: SalesDocument, discount_item: SoldItem | None
) -> list[SalesDocument]:
    """A difference as a second invoice or a credit memo, headed like another document.

    One net document, whose total is not below zero: what goes the other way stands on it with a
    quantity below zero. Only shipping that goes the other way has a document of its own, since
    QuickBooks's shipping line cannot be below zero. `discount_item` is needed where
    `needs_discount_item`. Number and note are those of `like`.
    Money: the documents together come to the difference, account by account.
    """
    if not moved:
        return []
    sign = -1 if moved.total.amount < 0 else 1
    apart = moved.shipping.amount * sign < 0
    lines = [_line(one, sign) for one in moved.lines]
    discount: DocumentDiscount | None = None
    if moved.discount and not needs_discount_item(moved):
        assert moved.discount_account is not None
        discount = DocumentDiscount(_signed(moved.discount, sign), moved.discount_account)
    elif moved.discount:
        assert discount_item is not None, "ask needs_discount_item first"
        lines.append(_discount_line(moved.discount, discount_item, sign))
    shipping = None if apart or not moved.shipping else _signed(moved.shipping, sign)
    documents = []
    if lines or shipping is not None:
        documents.append(_document(like, sign, lines, shipping, discount))
    if apart:
        documents.append(_document(like, -sign, [], abs(moved.shipping), None))
    return documents


def needs_discount_item(moved: Difference) -> bool:
    """Whether the discount must be an item's line, since no discount line can say it.

    A discount line is above zero and takes off what stands above it, no more.
    """
    sign = -1 if moved.total.amount < 0 else 1
    above = _signed(Money.total(line.amount for line in moved.lines), sign)
    return bool(moved.discount) and not (
        moved.discount_account is not None
        and Money.zero() < _signed(moved.discount, sign) <= above
    )  # fmt: skip


class _Tally:
    """Adds documents up, each with its sign."""

    def __init__(self, identity: Identity, charges: Charges) -> None:
        self._identity = identity
        self._charges = charges
        self._lines: dict[object, Moved] = {}
        self.discount = self.shipping = Money.zero()
        self.discount_account: Pointer | None = None

    def add(self, document: SalesDocument, sign: int, *, is_wanted: bool = False) -> None:
        for line in document.lines:
            self._add(line, sign, is_wanted=is_wanted)
        if document.discount is not None:
            self.discount = self.discount + _signed(document.discount.amount, sign)
            self.discount_account = document.discount.account
        if document.shipping is not None:
            self.shipping = self.shipping + _signed(document.shipping, sign)

    def _add(self, line: SalesLine, sign: int, *, is_wanted: bool) -> None:
        item = self._identity(line.item)
        if item in self._charges.discounts:
            self.discount = self.discount - _signed(line.amount, sign)
            return
        charge = item in self._charges.items
        price = None if charge else line.unit_price
        class_ = self._identity(line.class_) if line.class_ is not None else ""
        key = (item, class_, price, charge, line.income_account)
        so_far = self._lines.get(key)
        amount = _signed(line.amount, sign)
        counted = Decimal(0) if is_wanted else -sign * line.quantity
        self._lines[key] = Moved(
            line.item, line.description.split(" | ")[0], line.class_, price, line.income_account,
            sign * line.quantity + (so_far.quantity if so_far else 0),
            amount + so_far.amount if so_far else amount,
            None if charge else counted + ((so_far.before if so_far else None) or 0),
        )  # fmt: skip

    def moved(self) -> tuple[Moved, ...]:
        """What moved. One price for another, with the same quantity and amount, moves nothing.

        (QuickBooks shows a price of its own on a line that was written without one.)
        """
        things: dict[object, list[Moved]] = defaultdict(list)
        for line in self._lines.values():
            class_ = self._identity(line.class_) if line.class_ is not None else ""
            things[self._identity(line.item), class_, line.income_account].append(line)
        moved = []
        for lines in things.values():
            amount = Money.total(line.amount for line in lines)
            if amount or sum(line.quantity for line in lines):
                moved += [line for line in lines if line.amount]
        return tuple(moved)


def _signed(amount: Money, sign: int) -> Money:
    return amount if sign > 0 else -amount


def _line(moved: Moved, sign: int) -> SalesLine:
    amount = _signed(moved.amount, sign)
    if moved.before is None:
        # A charge has one unit, whose price is the amount.
        return SalesLine(
            moved.item, moved.words, Decimal(1), amount.amount, amount, moved.income_account,
            moved.class_,
        )  # fmt: skip
    quantity, price = sign * moved.quantity, moved.unit_price
    words = (
        f"{moved.words} | {_plain(moved.before)} becomes {_plain(moved.before + moved.quantity)}"
    )
    fits = price is not None and _extends(quantity, price) == amount.amount
    if not quantity:
        # The same quantity for another amount: a line of an amount and no quantity.
        words, fits = moved.words, False
    return SalesLine(
        moved.item, words, quantity, price if fits else None, amount, moved.income_account,
        moved.class_,
    )  # fmt: skip


def _extends(quantity: Decimal, price: Decimal) -> Decimal:
    return (quantity * price).quantize(CENT, rounding=ROUND_HALF_UP)


def _plain(quantity: Decimal) -> str:
    return f"{quantity.normalize():f}" if quantity else "0"


def _discount_line(discount: Money, item: SoldItem, sign: int) -> SalesLine:
    amount = -_signed(discount, sign)
    return SalesLine(
        item.pointer, "Order discount", Decimal(1), amount.amount, amount, item.income_account
    )


def _document(
    like: SalesDocument, sign: int, lines: Iterable[SalesLine], shipping: Money | None,
    discount: DocumentDiscount | None,
) -> SalesDocument:  # fmt: skip
    kind = DocumentKind.INVOICE if sign > 0 else DocumentKind.CREDIT_MEMO
    shown = tuple(lines) or (_only_shipping(like),)
    return SalesDocument(
        kind=kind, customer=like.customer, number=like.number, dated=like.dated, note=like.note,
        lines=shown, due=like.due if sign > 0 else None, term=like.term if sign > 0 else None,
        discount=discount, shipping=shipping, delivery_address=like.delivery_address,
        customer_memo=like.customer_memo,
    )  # fmt: skip


def _only_shipping(like: SalesDocument) -> SalesLine:
    """QuickBooks wants a line with an item on every document, be it of nothing."""
    first, zero = like.lines[0], Decimal(0)
    words = "Shipping of the order changed"
    return SalesLine(first.item, words, zero, zero, Money.zero(), first.income_account)
