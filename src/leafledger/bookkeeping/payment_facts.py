"""What an order's payments are: cash, its reversal, an echo of ours, a credit, a trade (A6)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.commerce.orders import Order
from leafledger.commerce.remittances import Credit, CreditStatus, Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.figures.references import written_back_payment

# How LeafLink's own payments are called on an order (reference/leaflink.md 5.4).
_LEAFLINK_MONEY = ("direct payment", "flex payment")
# Sellers write "LeafLink order 10492, check 2041" too: only these may be LeafLink's own money.
_LEAFLINK_NAMED = "leaflink"
_MAY_BE_LEAFLINK = frozenset({PaymentMethod.OTHER, PaymentMethod.ACH})
_CHECK = re.compile(r"\b(?:check|cheque|ck)\b[\s#:.no]*([0-9][0-9A-Za-z-]*)", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9]+")
_NOT_CASH = frozenset({PaymentMethod.CREDIT, PaymentMethod.TRADE})


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """An order's payments, sorted out. Every row above or below zero is in exactly one of them.

    `received` are above zero, `taken_back` below. `reverses` names, by the id of what was taken
    back, the payment it reverses. `written_back` came from QuickBooks and returned;
    `reverses_entered` names, by the id of what was taken back, which of QuickBooks's it takes back.
    """

    received: tuple[Payment, ...] = ()
    taken_back: tuple[Payment, ...] = ()
    reverses: tuple[tuple[str, str], ...] = ()
    written_back: tuple[Payment, ...] = ()
    by_credit: tuple[Payment, ...] = ()
    reverses_entered: tuple[tuple[str, str], ...] = ()

    @property
    def total(self) -> Money:
        """What LeafLink says was paid, bounces taken off."""
        return Money.total(one.amount for one in (*self.received, *self.taken_back))

    @property
    def rows(self) -> tuple[Payment, ...]:
        """Every row that LeafLink shows for the order."""
        return (*self.received, *self.taken_back, *self.written_back, *self.by_credit)

    @property
    def any_row(self) -> bool:
        """Whether LeafLink shows any payment at all for the order."""
        return bool(self.rows)

    def reversal_of(self, payment: str) -> Payment | None:
        """What took a payment back, if anything did."""
        taken = next((one for one, paid in self.reverses if paid == payment), None)
        return next((one for one in self.taken_back if one.id == taken), None)

    def reversed_by(self, taken_back: str) -> Payment | None:
        """The payment that a row below zero reverses; None for a refund."""
        paid = dict(self.reverses).get(taken_back)
        return next((one for one in self.received if one.id == paid), None)

    def entered_reversed_by(self, taken_back: str) -> str:
        """The payment entered in QuickBooks that a row below zero takes back, by its id there."""
        return dict(self.reverses_entered).get(taken_back, "")


def sort_out(payments: Sequence[Payment]) -> PaymentFacts:
    """Sort an order's payments out; the order of the rows does not matter.

    A row below zero reverses the newest earlier payment of the same absolute amount that nothing
    reversed yet; where LeafLink has none of its own, one that was entered in QuickBooks.
    Source: accounting.md A6.2, A6.3, A6.6
    Example: 500.00, 500.00 and -500.00 -> the second is reversed
    """
    rows = sorted(payments, key=lambda one: (one.recorded_at, _age(one.id)))
    echoes = tuple(one for one in rows if written_back_payment(one.reason))
    own = [one for one in rows if one not in echoes and one.amount]
    by_credit = tuple(one for one in own if one.method is PaymentMethod.CREDIT)
    cash = [one for one in own if one.method is not PaymentMethod.CREDIT]
    reverses, reverses_entered = _reversed([one for one in rows if one in cash or one in echoes])
    return PaymentFacts(
        received=tuple(one for one in cash if one.amount.amount > 0),
        taken_back=tuple(one for one in cash if one.amount.amount < 0),
        reverses=reverses,
        written_back=echoes,
        by_credit=by_credit,
        reverses_entered=reverses_entered,
    )


_Pairs = tuple[tuple[str, str], ...]


def _reversed(rows: Sequence[Payment]) -> tuple[_Pairs, _Pairs]:
    """What each row below zero takes back: LeafLink's own, else what was entered in QuickBooks."""
    standing: list[Payment] = []
    entered: dict[str, Money] = {}
    own: list[tuple[str, str]] = []
    of_quickbooks: list[tuple[str, str]] = []
    for one in rows:
        echo = written_back_payment(one.reason)
        if echo is not None:
            entered[echo] = entered.get(echo, Money.zero()) + one.amount
            continue
        if one.amount.amount > 0:
            standing.append(one)
            continue
        paid = next((p for p in reversed(standing) if p.amount == -one.amount), None)
        there = next((id_ for id_ in reversed(entered) if entered[id_] == -one.amount), None)
        if paid is not None:
            standing.remove(paid)
            own.append((one.id, paid.id))
        elif there is not None:
            del entered[there]
            of_quickbooks.append((one.id, there))
    return tuple(own), tuple(of_quickbooks)


def standing_by_credit(facts: PaymentFacts) -> tuple[Payment, ...]:
    """The payments of the type credit that still stand.

    One below zero takes back the newest of the same absolute amount; neither stands then.
    Source: accounting.md A6.3
    Example: 60.00 and -60.00 -> none
    """
    standing: list[Payment] = []
    for payment in facts.by_credit:
        back = next((one for one in reversed(standing) if one.amount == -payment.amount), None)
        if back is not None and payment.amount < Money.zero():
            standing.remove(back)
        else:
            standing.append(payment)
    return tuple(standing)


def credit_meant(payment: Payment, credits_: Sequence[Credit]) -> Credit | None:
    """The credit that a payment of the type credit stands for (accounting.md A6.3).

    `credits_` are the customer's. Of the same amount, and used on the order; else one that is
    still active: that which the reason names by its number, or the only one.
    Example: 60.00 "Credit #5004" and the active credit 5004 of 60.00 -> that one
    """
    same = [one for one in credits_ if one.amount == payment.amount]
    used = [one for one in same if one.applied_to == payment.order]
    if used:
        return used[0]
    active = [one for one in same if one.status is CreditStatus.ACTIVE]
    named = [one for one in active if one.id in _NUMBERS.findall(payment.reason)]
    candidates = named or active
    return candidates[0] if len(candidates) == 1 else None


def released(
    facts: PaymentFacts, uses: Sequence[tuple[str, str]], amounts: Mapping[str, Money]
) -> list[str]:
    """The credits that no payment of an order stands for any more (accounting.md A6.3).

    `uses` are the credits a payment stood for, each with the payment; `amounts` of the credits.
    Another payment of the same amount takes the place of one that was taken back.
    Example: 60.00 used by payment 71, and 71 was taken back -> that credit
    """
    standing = standing_by_credit(facts)
    ids = {payment.id for payment in standing}
    kept = {payment for _, payment in uses if payment in ids}
    left = [payment.amount for payment in standing if payment.id not in kept]
    gone = []
    for credit, payment in uses:
        if payment in kept:
            continue
        amount = amounts.get(credit)
        if amount is not None and amount in left:
            left.remove(amount)
        else:
            gone.append(credit)
    return gone


def came_through_leaflink(order: Order, payment: Payment) -> bool:
    """Whether LeafLink itself pays this out: Direct, Flex or factored (accounting.md A6.5)."""
    return is_paid_out(payment, program=bool(order.payment_program))


def is_paid_out(payment: Payment, *, program: bool) -> bool:
    """The same of a payment whose order is in a program of LeafLink's, or is not.

    The API has no type for it: it is told by LeafLink's own words, or by the order's program
    where the payment's type is none of the seller's.
    """
    reason = payment.reason.casefold()
    if reason.startswith(_LEAFLINK_MONEY):
        return True
    if reason.startswith(_LEAFLINK_NAMED) and payment.method in _MAY_BE_LEAFLINK:
        return True
    return program and payment.method is PaymentMethod.OTHER


def is_cash(payment: Payment) -> bool:
    """Whether money came, rather than goods or a credit."""
    return payment.method not in _NOT_CASH


def check_number(payment: Payment) -> str:
    """The check's number where the reason tells it; LeafLink has no field for it."""
    found = _CHECK.search(payment.reason)
    return found.group(1) if found is not None else ""


def _age(id_: str) -> int:
    return int(id_) if id_.isdigit() else 0
