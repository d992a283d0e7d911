"""An order with its payments and credits on both sides, and the checks that hold them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import Order, Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus, Payment, PaymentMethod
from leafledger.figures.money import Money
from leafledger.figures.references import credit_marker, marked_paid_marker, payment_marker
from leafledger.ledger.documents import KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownEntry, KnownReceipt, Receipt, Settled
from leafledger.reconciliation.books_side import BooksSide
from leafledger.reconciliation.checks import BALANCES, Check
from leafledger.reconciliation.market_side import MarketSide
from leafledger.reconciliation.money import prove_money
from leafledger.reconciliation.our_books import sort_books
from leafledger.reconciliation.proof import Proof, prove
from tests.reconciliation.held import ACCEPTED_AT, LONG_BEFORE, NUMBER, POLICY, credit_memo

BUYER = Known(RecordKind.CUSTOMER, "58", "Green Mesa")
PAID_ON = date(2026, 11, 9)
PAID_AT = datetime(2026, 11, 9, 20, tzinfo=UTC)
INVOICE = "145"


def paid(amount: str, id_: str = "7", **more: object) -> Payment:
    """A payment of Nov 9 on LeafLink."""
    payment = Payment(id_, NUMBER, Money.of(amount), PAID_AT, PAID_AT, PaymentMethod.CHECK)
    return replace(payment, **more)  # type: ignore[arg-type]


def received(
    amount: str, id_: str = "7", *, on: str = "", note: str | None = None, dated: date = PAID_ON
) -> KnownReceipt:
    """A payment in QuickBooks, all of it on the invoice unless said how much."""
    total, applied = Money.of(amount), Money.of(on or amount)
    settles = (Settled(RecordKind.INVOICE, Known(RecordKind.INVOICE, INVOICE), applied),)
    marker = payment_marker(id_) if note is None else note
    return KnownReceipt(
        f"2{id_}", "0", "58", dated, marker, total, total - applied, settles if applied else ()
    )


def ticked(amount: str) -> KnownReceipt:
    """The payment recorded for an order that is only marked as paid."""
    return received(amount, note=marked_paid_marker(NUMBER))


def reversed_by(amount: str, id_: str = "8") -> KnownEntry:
    """The entry of a bounce."""
    return KnownEntry(f"3{id_}", "0", "58", PAID_ON, payment_marker(id_), Money.of(amount))


def given(amount: str, status: CreditStatus = CreditStatus.ACTIVE) -> Credit:
    """A credit for the order on LeafLink, used on the order itself where it is used."""
    used = NUMBER if status is CreditStatus.USED else ""
    return Credit(
        "5", "3", Money.of(amount), PAID_ON, status, "damaged", order=NUMBER, applied_to=used
    )


def memo(amount: str, left: str = "0.00") -> KnownDocument:
    """The credit memo of that credit, so much of it still to be used."""
    made = replace(credit_memo(amount), id="400", note=credit_marker("5"))
    return replace(made, open=Money.of(left))


class _Shown:
    """LeafLink's payments, as the market would give them."""

    def __init__(self, rows: Sequence[Payment | Unreadable]) -> None:
        self._rows = tuple(rows)

    def payments(
        self, numbers: Sequence[str], side: MarketSide
    ) -> Iterator[tuple[str, tuple[Payment | Unreadable, ...]]]:
        """All of them on the one order."""
        del side
        for number in numbers:
            yield number, self._rows if number == NUMBER else ()


Side = Order | Payment | Credit | Unreadable | KnownDocument | KnownReceipt | KnownEntry


def all_held(
    *sides: Side, policy: Policy = POLICY, waiting: Mapping[str, str] | None = None,
    now: str = "", matched: Mapping[str, str] | None = None, entered: Receipt | None = None,
) -> Proof:  # fmt: skip
    """The proof of one order's money; `now` is the balance LeafLink shows when asked again.

    `matched` are payments that people typed and matched: LeafLink's id by QuickBooks's;
    `entered` a payment as we entered it.
    """
    documents = tuple(one for one in sides if isinstance(one, KnownDocument))
    books = BooksSide(
        documents=documents,
        receipts=tuple(one for one in sides if isinstance(one, KnownReceipt)),
        entries=tuple(one for one in sides if isinstance(one, KnownEntry)),
    )
    orders = [(one.number, one) for one in sides if isinstance(one, Order)]
    known = [one for one in sides if isinstance(one, Credit)]
    used = tuple(one for one in known if one.applied_to)
    side = MarketSide(tuple(known), {NUMBER: used}, {})
    rows = [one for one in sides if isinstance(one, Payment | Unreadable)]
    proof = prove("mesa", ACCEPTED_AT, policy, LONG_BEFORE, orders, documents, waiting or {})

    def ask_again(number: str) -> Money | None:
        del number
        return Money.of(now) if now else None

    market = _Shown(rows)
    ours = sort_books(books, matched or {})
    return prove_money(
        proof, market, side, ours, policy, waiting or {}, ask_again, lambda _: entered
    )


def balance(proof: Proof) -> Check:
    """The check of the only order's open balance."""
    (found,) = proof.checks[BALANCES]
    return found
