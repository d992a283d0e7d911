"""The proof of payments: each row of LeafLink has one counterpart (accounting.md A6 and A12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from leafledger.bookkeeping.payment_facts import (
    PaymentFacts,
    is_paid_out,
    sort_out,
    standing_by_credit,
)
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.policy import Bounce, Policy
from leafledger.bookkeeping.write_back import is_ours, told_of
from leafledger.commerce.orders import Unreadable
from leafledger.commerce.remittances import Credit, Payment, PaymentMethod
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.references import payout_row
from leafledger.ledger.pointers import Known
from leafledger.ledger.receipts import KnownReceipt, Receipt, Reversal
from leafledger.reconciliation.checks import Check, held
from leafledger.reconciliation.misplaced import misplaced
from leafledger.reconciliation.our_books import OurBooks
from leafledger.reconciliation.proof import OrderProof

_IN_WORDS = {PaymentMethod.ACH: "ACH", PaymentMethod.CASHIER: "cashier's check"}


class OrderPayments:
    """The payments of one order beside QuickBooks.

    `waits` says why they wait, if they do; `entered` gives a payment, or what took it back, as we
    entered it, by its record.
    """

    def __init__(
        self, order: OrderProof, rows: Sequence[Payment | Unreadable], used: Sequence[Credit],
        ours: OurBooks, policy: Policy, waits: str,
        entered: Callable[[str], Receipt | Reversal | None],
    ) -> None:  # fmt: skip
        self.order = order
        self.used = used
        self.ours = ours
        self.policy = policy
        self.waits = waits
        self._entered = entered
        self.facts: PaymentFacts = sort_out([one for one in rows if isinstance(one, Payment)])
        self._odd = [one for one in rows if isinstance(one, Unreadable)]
        self._methods = {
            f"payment:{one.id}": one.method.value for one in rows if isinstance(one, Payment)
        }

    def checks(self) -> Iterator[Check]:
        """One for each row of LeafLink's, and for each payment LeafLink does not show."""
        for check in self._all():
            method = self._methods.get(check.subject, "")
            yield replace(check, order=self.order.number, method=method)

    def _all(self) -> Iterator[Check]:
        for payment in self.facts.received:
            yield self._received(payment)
        for payment in self.facts.taken_back:
            yield self._taken_back(payment)
        yield from self._ticked()
        yield from self._by_credit()
        yield from self._entered_in_quickbooks()
        for row in self._odd:
            yield held(
                f"payment:{row.id}", f"{row.what} of order {self.order.spoken_name}", Money.zero(),
                Money.zero(), waits=row.why, why=row.why,
            )  # fmt: skip

    def _received(self, payment: Payment) -> Check:
        found = self.ours.receipts.get(payment.id, [])
        taken = self.facts.reversal_of(payment.id)
        voided = taken is not None and self._came_to_nothing(payment, taken)
        wanted = Money.zero() if voided else payment.amount
        # What a person matched keeps its own day; it was not typed by us (A11).
        day = business_day(payment.paid_at, self.policy.orders.time_zone)
        dates = [one.dated if is_ours(one) else day for one in found]
        booked = Money.total(one.total for one in found)
        lies = misplaced(self.order.number, self.ours, found, reversed_=taken is not None)
        lies = lies if any(lies) else self._off_clearing(payment, found)
        return self._compared(payment, wanted, booked, dates, "payment", lies)

    def _off_clearing(self, payment: Payment, found: Sequence[KnownReceipt]) -> tuple[str, str]:
        """Why a payment of LeafLink's own is not in the clearing account, where we entered it."""
        clearing = self.policy.payments.clearing
        if clearing is None or not is_paid_out(payment, program=self.order.program):
            return "", ""
        apart = [one for one in found if one.deposit_account_id != clearing.id]
        if not apart or self._entered_account(payment) != clearing.id:
            return "", ""
        account = apart[0].deposit_account or "Undeposited Funds"
        why = f"It lies in {account} in QuickBooks; LeafLedger entered it in {clearing.name}, from "
        why += "which LeafLink pays it out."
        return why, f"Choose {clearing.name} again in QuickBooks as the account it is deposited to."

    def _entered_account(self, payment: Payment) -> str:
        """The account in which we entered a payment, by its QuickBooks id; empty where none."""
        entered = self._entered(payment_record(self.order.number, payment.id))
        account = entered.deposit_to if isinstance(entered, Receipt) else None
        return account.id if isinstance(account, Known) else ""

    def _taken_back(self, payment: Payment) -> Check:
        found = self.ours.entries.get(payment.id, [])
        reversed_ = self.facts.reversed_by(payment.id)
        voided = reversed_ is not None and self._came_to_nothing(reversed_, payment)
        # One entered in QuickBooks and taken away there needs no entry that takes it back.
        entered = self.facts.entered_reversed_by(payment.id)
        gone = bool(entered) and entered not in self.ours.entered_on(self.order.number)
        wanted = Money.zero() if voided or (gone and not found) else payment.amount
        booked = -Money.total(one.receivable for one in found)
        return self._compared(payment, wanted, booked, [one.dated for one in found], "entry")

    def _came_to_nothing(self, paid: Payment, taken_back: Payment) -> bool:
        """Whether a payment and what took it back are both out of the books, as they may be.

        By policy, or because somebody voided the payment in QuickBooks before LeafLink knew.
        """
        if self.ours.entries.get(taken_back.id):
            return False
        voids = self.policy.payments.bounce is Bounce.VOID
        return voids or not self.ours.receipts.get(paid.id)

    def _compared(
        self, payment: Payment, wanted: Money, booked: Money, dates: Sequence[date], what: str,
        lies: tuple[str, str] = ("", ""),
    ) -> Check:  # fmt: skip
        """`lies` says that it lies elsewhere than it should, where nothing worse is said."""
        day = business_day(payment.paid_at, self.policy.orders.time_zone)
        why, cure = self._why(payment, wanted, booked, dates, what)
        why, cure = (why, cure) if why else lies
        return held(
            f"payment:{payment.id}", self._name(payment), wanted, booked, waits=self.waits,
            why=why, cure=cure, dated=day,
        )  # fmt: skip

    def _why(
        self, payment: Payment, wanted: Money, booked: Money, dates: Sequence[date], what: str
    ) -> tuple[str, str]:
        sync = f"Run: leafledger sync --order {self.order.number[-8:]}"
        if len(dates) > 1:
            return (
                f"{len(dates)} {what} documents in QuickBooks carry the marker of this payment.",
                "Void or delete the one that was copied by hand in QuickBooks.",
            )
        if not dates and wanted:
            why = f"LeafLink shows {payment.amount}, QuickBooks has no {what} for it."
            return why, f"{sync}; it enters the {what}, or says what stands in the way."
        if booked != wanted:
            why = f"LeafLink shows {payment.amount}, the {what} in QuickBooks {booked}: it was "
            return f"{why}changed by hand.", "Correct its amount in QuickBooks."
        day = business_day(payment.paid_at, self.policy.orders.time_zone)
        if any(one != day for one in dates) and not self._is_put_off(payment, day, dates[0]):
            why = f"It is dated {dates[0]} in QuickBooks, {day} on LeafLink."
            return why, "Correct its date in QuickBooks, if the period is still open."
        return "", ""

    def _is_put_off(self, payment: Payment, day: date, dated: date) -> bool:
        """Whether we dated it later ourselves, since its own day lay in closed books (A11).

        The policy may say otherwise by now: it does not tell what was done under another.
        """
        entered = self._entered(payment_record(self.order.number, payment.id))
        return entered is not None and entered.dated == dated > day

    def _ticked(self) -> Iterator[Check]:
        """What was recorded for a tick stands there once, and not beside real payments (A6.4)."""
        ticks = self.ours.marked_paid.get(self.order.number, [])
        booked = Money.total(one.total for one in ticks)
        wanted = ticks[0].total if ticks and not self.facts.received else Money.zero()
        why, cure = misplaced(self.order.number, self.ours, ticks, reversed_=False)
        if len(ticks) > 1:
            why = f'{len(ticks)} payments in QuickBooks stand for the one tick "paid" of the order.'
            cure = "Void the one that was copied by hand in QuickBooks."
        elif ticks and self.facts.received:
            why = (
                f'LeafLink shows real payments; {booked} recorded for the tick "paid" still stands '
                "beside them, so the money is counted twice."
            )
            cure = f"Run: leafledger sync --order {self.order.number[-8:]}; it gives way, or asks."
        if why:
            yield held(
                f"marked paid:{self.order.number}",
                f"Marked as paid: order {self.order.spoken_name}, {self.order.customer}", wanted,
                booked, waits=self.waits, why=why, cure=cure, dated=ticks[-1].dated,
            )  # fmt: skip

    def _by_credit(self) -> Iterator[Check]:
        """A payment of the type credit stands for a credit that is used on the order (A6.3).

        One that was taken back, and what took it back, stand for nothing.
        """
        amounts = [credit.amount for credit in self.used]
        standing = standing_by_credit(self.facts)
        for payment in self.facts.by_credit:
            matched = payment not in standing
            if not matched and payment.amount in amounts:
                amounts.remove(payment.amount)
                matched = True
            yield held(
                f"payment:{payment.id}", self._name(payment), payment.amount,
                payment.amount if matched else Money.zero(), waits=self.waits,
                why="" if matched else "It is paid by a credit that LeafLink does not show as used "
                "on this order.",
                cure="Apply the credit to the order on LeafLink.",
                dated=business_day(payment.paid_at, self.policy.orders.time_zone),
            )  # fmt: skip

    def _entered_in_quickbooks(self) -> Iterator[Check]:
        """What others entered in QuickBooks is what LeafLink was told of it (A6.6)."""
        entered = self.ours.entered_on(self.order.number)
        told = told_of(self.facts, {id_: booked for id_, (_, booked) in entered.items()})
        expected = set(entered) if self.policy.payments.write_back else set()
        for id_ in sorted(expected | set(told)):
            receipt, booked = entered.get(id_, (None, Money.zero()))
            why = ""
            if booked != told.get(id_, Money.zero()):
                why = f"QuickBooks has {booked} of it on this order, LeafLink was told "
                why += f"{told.get(id_, Money.zero())}."
            yield held(
                f"quickbooks payment:{id_}",
                f"QuickBooks payment {id_} on order {self.order.spoken_name}",
                told.get(id_, Money.zero()), booked, waits=self.waits, why=why,
                cure=f"Run: leafledger sync --order {self.order.number[-8:]}; it tells LeafLink.",
                dated=receipt.dated if receipt is not None else None,
            )  # fmt: skip

    def _name(self, payment: Payment) -> str:
        word = _IN_WORDS.get(payment.method, payment.method.value)
        said = "Payment" if payment.amount.amount > 0 else "Taken back"
        return f"{said} ({word}) of order {self.order.spoken_name}, {self.order.customer}"


def strays(ours: OurBooks, known: Iterable[str]) -> Iterator[Check]:
    """Payments and entries that carry the marker of a payment LeafLink does not show."""
    seen = set(known)
    for id_ in sorted({*ours.receipts, *ours.entries} - seen):
        if not id_ or payout_row(id_)[0]:
            # What only a statement told of is counted with its order's balance.
            continue
        receipts, entries = ours.receipts.get(id_, []), ours.entries.get(id_, [])
        booked = Money.total(one.total for one in receipts)
        booked = booked - Money.total(one.receivable for one in entries)
        yield held(
            f"payment:{id_}", f"Payment {id_} of LeafLink", Money.zero(), booked,
            why="QuickBooks has it, and LeafLink does not show it on an order of these books.",
            cure="Look for the payment on LeafLink; void it in QuickBooks if it never came.",
            dated=min([*(one.dated for one in receipts), *(one.dated for one in entries)]),
        )  # fmt: skip
