"""Adjustments: the second invoices and credit memos of orders that changed (accounting.md A5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from leafledger.bookkeeping.differences import (
    Charges,
    Difference,
    Identity,
    difference,
    needs_discount_item,
    net_document,
)
from leafledger.bookkeeping.invoices import first_free
from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Paper, PostedBooks
from leafledger.bookkeeping.papers import kind_of, spoken
from leafledger.bookkeeping.plan import Operation, Reason, Step
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.rules.contract import SoldItem
from leafledger.bookkeeping.set_up import ITEM_ROLES
from leafledger.commerce.orders import Order
from leafledger.figures.money import Money
from leafledger.figures.references import (
    DOCUMENT_NUMBER_LENGTH_MAX,
    adjustment_line,
    order_marker,
)
from leafledger.ledger.documents import Application, DocumentKind, SalesDocument
from leafledger.ledger.items import Item, ItemType
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind

# An order that is changed more often than this after posting is looked at by a person.
ADJUSTMENTS_MAX = 40
# So many numbers are tried for one document: the tenth would say that something else is wrong.
NUMBERS_TRIED = 10
# A memo is applied to one invoice once, and again after each payment of it that bounced.
APPLICATIONS_MAX = 10
DISCOUNT_ITEM = "set-up:item discount"
_KINDS = {
    DocumentKind.INVOICE: RecordKind.INVOICE,
    DocumentKind.CREDIT_MEMO: RecordKind.CREDIT_MEMO,
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What adjusting stands on: the owner's choices, the company, the crosswalk, numbers in use."""

    policy: Policy
    company: CompanyBooks
    counterparts: Counterparts
    taken: Mapping[str, str]

    @property
    def identity(self) -> Identity:
        """The QuickBooks id of a record, however it is pointed to."""
        links = self.counterparts.links

        def id_of(pointer: Pointer) -> str:
            if isinstance(pointer, Known):
                return pointer.id
            return links[pointer.key].quickbooks_id if pointer.key in links else pointer.key

        return id_of

    @property
    def charges(self) -> Charges:
        """The items that stand for charges, and among them those of the order's discount."""
        items, (name, _) = self.policy.items, ITEM_ROLES["discount"]
        named = (item for item in self.counterparts.items.values() if item.name == name)
        discounts = {item.id for item in named}
        discounts |= {items.discount.id} if items.discount is not None else set()
        link = self.counterparts.links.get(DISCOUNT_ITEM)
        discounts |= {link.quickbooks_id} if link is not None else set()
        charges = {item.id for item in (items.tax, items.shipping) if item is not None}
        return Charges(frozenset(charges), frozenset(discounts))

    def moved(self, wanted: SalesDocument | None, counted: Sequence[SalesDocument]) -> Difference:
        """What the documents must yet say."""
        return difference(wanted, counted, self.identity, self.charges)


def adjust(
    order: Order, moved: Difference, like: SalesDocument, papers: Sequence[Paper], day: date,
    why: str, ground: Ground,
) -> tuple[Step, ...] | None:  # fmt: skip
    """The documents that bring an order's touched documents to what LeafLink says now.

    `like` gives the head of the documents, `day` their date, `why` the reason for people. None
    where the discount changed in a way that only an item can say and there is no account for it.
    Source: accounting.md A5.2
    Example: invoice of 216.00 partly paid, one of two cases taken off -> credit memo of 108.00
    """
    first: list[Step] = []
    discount_item: SoldItem | None = None
    if needs_discount_item(moved):
        discount_item, creating = _discount_item(ground)
        if discount_item is None:
            return None
        first = [creating] if creating is not None else []
    ordinal = max((paper.ordinal for paper in papers), default=0)
    steps = []
    head = replace(like, dated=day)
    if not head.lines:
        lines = next((p.posted.lines for p in papers if p.posted and p.posted.lines), ())
        head = replace(head, lines=lines)
    for document in net_document(moved, head, discount_item):
        ordinal += 1
        content = replace(
            document, note=_note(order, ordinal, document, papers),
            number=number_for(document.kind, order, papers, ground),
        )  # fmt: skip
        record = f"order:{order.number}:adjustment:{ordinal}"
        reasons = (_reason(why), *_line_reasons(moved))
        steps.append(Step(Operation.CREATE, _KINDS[document.kind], record, content, None, reasons))
    return (*first, *steps)


def apply_credits(
    order: Order, papers: Sequence[Paper], books: PostedBooks, day: date
) -> tuple[Step, ...]:
    """Apply each open credit memo of the order to what is open of its invoices.

    Balances are read, not assumed: QuickBooks may have applied some already (A6.7). What is left
    of a memo stays the customer's credit. Where more of an invoice is open later, because a
    payment bounced, the same memo is applied to it again; never where a person took it off.
    Source: accounting.md A5.2, A5.4
    Example: memo of 108.00, invoice with 60.00 open -> 60.00 applied, 48.00 the customer's credit
    """
    memos = [p for p in papers if p.is_live and kind_of(p) is DocumentKind.CREDIT_MEMO]
    invoices = [p for p in papers if p.is_live and kind_of(p) is DocumentKind.INVOICE]
    left = {p.link.record: p.document.open for p in invoices if p.document is not None}
    steps = []
    for memo in memos:
        assert memo.document is not None
        unused = memo.document.open
        for invoice in invoices:
            record = _next_application(memo, invoice, books)
            amount = min(unused, left[invoice.link.record])
            if amount.amount <= 0 or record is None:
                continue
            unused = unused - amount
            left[invoice.link.record] = left[invoice.link.record] - amount
            steps.append(_application(order, memo, invoice, amount, day, record))
    return tuple(steps)


def application_records(papers: Sequence[Paper]) -> list[str]:
    """The records under which the credits of these documents are applied, as far as they are."""
    memos = [p for p in papers if kind_of(p) is DocumentKind.CREDIT_MEMO]
    invoices = [p for p in papers if kind_of(p) is DocumentKind.INVOICE]
    return [record for memo in memos for invoice in invoices for record in _turns(memo, invoice)]


def number_for(
    kind: DocumentKind, order: Order, papers: Sequence[Paper], ground: Ground
) -> str | None:
    """`10492-2`, `10492-3` for second invoices, `10492-C`, `10492-C2` for credit memos.

    None where QuickBooks numbers by itself. Where the invoice's number leaves no room, the
    order's short id stands in its place.
    """
    if not ground.company.custom_numbers:
        return None
    base = next((_number(p) for p in papers if not p.ordinal and _number(p)), "")
    longest = DOCUMENT_NUMBER_LENGTH_MAX - len("-C10")
    if not base or len(base) > longest:
        base = f"LL-{order.short_id}"
    so_far = sum(kind_of(paper) is kind for paper in papers)
    if kind is DocumentKind.INVOICE:
        first = max(so_far, 1) + 1
        numbers = [f"{base}-{n}" for n in range(first, first + NUMBERS_TRIED)]
    else:
        numbers = [
            f"{base}-C{n if n > 1 else ''}" for n in range(so_far + 1, so_far + 1 + NUMBERS_TRIED)
        ]
    return first_free(numbers, order.number, ground.taken)


def _number(paper: Paper) -> str:
    if kind_of(paper) is not DocumentKind.INVOICE:
        return ""
    return paper.document.number if paper.document is not None else paper.link.name


def _note(order: Order, ordinal: int, document: SalesDocument, papers: Sequence[Paper]) -> str:
    what = "Adds to" if document.kind is DocumentKind.INVOICE else "Takes off"
    adjusted = spoken(papers[0]) if papers else "the order"
    marked = f"{order_marker(order.number)}\n{adjustment_line(ordinal, order.spoken_name)}"
    return f"{marked}\n{what} {adjusted} ({order.short_id})"


def _reason(why: str) -> Reason:
    return Reason("document", why, "A5.2", "adjustment", "order.modified")


def _line_reasons(moved: Difference) -> Iterator[Reason]:
    """What moved, part by part."""
    parts = [(line.words, line.amount) for line in moved.lines]
    parts += [("Shipping", moved.shipping), ("Order discount", -moved.discount)]
    for words, amount in parts:
        if amount:
            more = "more" if amount.amount > 0 else "less"
            yield Reason(
                words, f"{abs(amount)} {more} than the documents posted so far.", "A5.2",
                "adjustment", "order.line_items, discount, shipping_charge, final_tax",
            )  # fmt: skip


def _discount_item(ground: Ground) -> tuple[SoldItem | None, Step | None]:
    """The item that stands for order discounts: the owner's, the one made before, or a new one."""
    chosen, account = ground.policy.items.discount, ground.policy.accounts.discounts
    if chosen is not None:
        return SoldItem(chosen.pointer(RecordKind.ITEM), chosen.account), None
    if account is None:
        return None, None
    name, _ = ITEM_ROLES["discount"]
    link = ground.counterparts.links.get(DISCOUNT_ITEM)
    if link is not None:
        return SoldItem(Known(RecordKind.ITEM, link.quickbooks_id, name), account.name), None
    for there in ground.counterparts.items.values():
        if there.active and there.name.casefold() == name.casefold():
            found = Known(RecordKind.ITEM, there.id, there.name)
            return SoldItem(found, there.income_account), None
    item = Item(
        name, "", "", Money.zero().amount, ItemType.SERVICE, account.pointer(RecordKind.ACCOUNT)
    )
    why = "The order's discount changed by itself, which only an item's line can say."
    reason = Reason("item", why, "A3.3", "adjustment", "order.discount")
    step = Step(Operation.CREATE, RecordKind.ITEM, DISCOUNT_ITEM, item, None, (reason,))
    return SoldItem(Pending(RecordKind.ITEM, DISCOUNT_ITEM, name), account.name), step


def _turns(memo: Paper, invoice: Paper) -> Sequence[str]:
    """The records under which a memo is applied to an invoice, one after the other."""
    base = memo.link.record.removesuffix(":cancellation") + ":application"
    first = f"{base}:{invoice.ordinal}" if invoice.ordinal else base
    return [first, *(f"{first}:again:{turn}" for turn in range(2, APPLICATIONS_MAX + 1))]


def _next_application(memo: Paper, invoice: Paper, books: PostedBooks) -> str | None:
    """The next record of a pair; None where a hand undid one, or there are too many."""
    turns = _turns(memo, invoice)
    if books.taken_off.intersection(turns):
        return None
    return next((record for record in turns if record not in books.applications), None)


def _application(
    order: Order, memo: Paper, invoice: Paper, amount: Money, day: date, record: str
) -> Step:
    assert memo.document is not None
    assert invoice.document is not None
    ended = not memo.ordinal
    which = "" if ended else f"{adjustment_line(memo.ordinal, order.spoken_name)}\n"
    to = "the invoice" if ended and not invoice.ordinal else spoken(invoice)
    # A lost answer is looked up by the note, so each application has one of its own.
    turn = record.rpartition(":again:")[2] if ":again:" in record else ""
    to += f" (part {turn})" if turn else ""
    application = Application(
        customer=Known(RecordKind.CUSTOMER, invoice.document.customer_id),
        invoice=Known(RecordKind.INVOICE, invoice.document.id, invoice.document.number),
        credit_memo=Known(RecordKind.CREDIT_MEMO, memo.document.id, memo.document.number),
        amount=amount,
        dated=day,
        note=f"{order_marker(order.number)}\n{which}Applies the credit memo to {to}",
    )
    reason = Reason(
        "credit memo", "Applied to what is open of the invoice; the rest is the customer's credit.",
        "A5.4" if ended else "A5.2", "cancellation" if ended else "adjustment",
        "order.status" if ended else "order.modified",
    )  # fmt: skip
    return Step(Operation.CREATE, RecordKind.PAYMENT, record, application, None, (reason,))
