"""The same money typed by hand on both sides: found before it is copied (accounting.md A6.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from leafledger.bookkeeping.known_records import PaymentBooks
from leafledger.bookkeeping.payment_facts import PaymentFacts, came_through_leaflink
from leafledger.bookkeeping.write_back import is_ours
from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import Payment
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.references import written_back_payment
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt

# A check lies so many days at most between the driver's word and the bookkeeper's desk.
DAYS_APART_MAX = 5


@dataclass(frozen=True, slots=True)
class SameMoney:
    """Two payments that may be one, each typed by hand: LeafLink's and QuickBooks's.

    `is_whole`: the amounts are equal. Else only what of QuickBooks's is on this order is.
    `is_elsewhere`: it is applied to another invoice of the customer.
    """

    payment: Payment
    receipt: KnownReceipt
    is_elsewhere: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether one can be taken for the other."""
        return self.receipt.total == self.payment.amount

    @property
    def on_others(self) -> Money:
        """What QuickBooks's pays of invoices other than the order's, where it is not whole.

        Example: a check of 500.00, of which 300.00 are on this order's invoice -> 200.00
        """
        settled = [one for one in self.receipt.settles if one.kind is RecordKind.INVOICE]
        return Money.total(one.amount for one in settled) - self.payment.amount


@dataclass(frozen=True, slots=True)
class EnteredTwice:
    """Two that may be one, of which LeafLink's stands in QuickBooks by `ours` already."""

    same: SameMoney
    ours: KnownReceipt


def maybe_the_same(
    order: Order, new: Collection[Payment], facts: PaymentFacts, books: PaymentBooks, zone: str
) -> dict[str, SameMoney]:
    """Which payments may stand in QuickBooks already, typed there by a person, by LeafLink's id.

    `new` are the order's payments that no record of ours stands for. QuickBooks's are the
    customer's, on the order's invoices before those applied to nothing or to another invoice,
    unless they are ours or were told to LeafLink as this order's before. Each is taken once, the
    nearest day first; a person's word that two are two is in `books.apart`. Money that came
    through LeafLink is nobody's check, so it is not sought on other invoices.
    Source: accounting.md A6.6; docs/decisions/0019-the-same-money-typed-twice.md
    Example: 300.00 on LeafLink on Nov 5, 300.00 on the invoice on Nov 6 -> may be the same
    """
    typed = _typed_by_hand(facts, books)
    mine = {one.id for one in books.invoices}
    found: dict[str, SameMoney] = {}
    for payment in new:
        day = business_day(payment.paid_at, zone)
        near = [
            (_is_elsewhere(one, mine), abs((one.dated - day).days), len(id_), id_)
            for id_, one in typed.items()
            if abs((one.dated - day).days) <= DAYS_APART_MAX
            and payment.amount in {one.total, one.cash_on(mine)}
            and not (_is_elsewhere(one, mine) and came_through_leaflink(order, payment))
        ]
        if near:
            elsewhere, *_, nearest = min(near)
            found[payment.id] = SameMoney(payment, typed.pop(nearest), is_elsewhere=elsewhere)
    return found


def entered_already(
    facts: PaymentFacts, entered: Mapping[str, KnownReceipt], books: PaymentBooks, zone: str
) -> list[EnteredTwice]:
    """Payments typed in QuickBooks before LeafLedger entered the same money there unknowingly.

    `entered` are the receipts of ours that stand for LeafLink's payments, by LeafLink's id. A
    payment typed after ours was seen beside it, so it is another. Each is taken once; a person's
    word that two are two is in `books.apart`.
    Source: accounting.md A6.6; docs/decisions/0019-the-same-money-typed-twice.md
    Example: 300.00 typed at 10:00, LeafLink's 300.00 entered at 10:02, told at 10:04 -> the two
    """
    typed = _typed_by_hand(facts, books)
    mine = {one.id for one in books.invoices}
    found = []
    for payment in facts.received:
        ours = entered.get(payment.id)
        if ours is None:
            continue
        day = business_day(payment.paid_at, zone)
        near = [
            (abs((one.dated - day).days), len(id_), id_)
            for id_, one in typed.items()
            if abs((one.dated - day).days) <= DAYS_APART_MAX
            and one.cash_on(mine)
            and payment.amount in {one.total, one.cash_on(mine)}
            and one.is_older_than(ours)
        ]
        if near:
            found.append(EnteredTwice(SameMoney(payment, typed.pop(min(near)[-1])), ours))
    return found


def _is_elsewhere(receipt: KnownReceipt, mine: Collection[str]) -> bool:
    return receipt.unapplied < receipt.total and not receipt.cash_on(mine)


def _typed_by_hand(facts: PaymentFacts, books: PaymentBooks) -> dict[str, KnownReceipt]:
    """QuickBooks's payments that only people know of so far, by id."""
    told = {written_back_payment(one.reason) for one in facts.written_back}
    ours = books.linked | {link.quickbooks_id for link in books.links.values()}
    strangers: Mapping[str, KnownReceipt] = {**books.typed, **books.receipts}
    return {
        id_: one
        for id_, one in strangers.items()
        if one.total > Money.zero() and not is_ours(one) and id_ not in ours and id_ not in told
    }
