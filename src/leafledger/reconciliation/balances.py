"""The proof of open balances: what an order leaves to be paid, on both sides (A12)."""

from __future__ import annotations

from leafledger.commerce.orders import OrderStatus
from leafledger.figures.money import Money
from leafledger.figures.references import payout_row
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import KnownReceipt
from leafledger.reconciliation.checks import Check, Standing, held
from leafledger.reconciliation.our_books import sum_of
from leafledger.reconciliation.payments import OrderPayments

_ENDED = frozenset(status.value for status in OrderStatus if status.ended_without_sale)


def check_balance(payments: OrderPayments) -> tuple[Check, Money]:
    """The open balance of an order, and what QuickBooks shows of it.

    Money: open invoices less what is left of the order's credit memos, payments and used
        credits, and what is owed again through reversing entries. It must be the order's total
        less payments, credits used and what was recorded for a tick (accounting.md A6.4).
    Where QuickBooks applied a credit or payment of one order to another of the customer, the
    order's own documents are compared instead, since that is accepted as it is (A6.7); but only
    where the payments that did so explain it to the cent.
    """
    order = payments.order
    own = _own_documents(payments)
    marked = Money.total(one.total for one in _unlisted(payments))
    echoed = Money.total(one.amount for one in payments.facts.written_back)
    cash = payments.facts.total + echoed
    used = Money.total(one.amount for one in payments.used)
    posted = used if payments.policy.credits.post else Money.zero()
    shown = _open(payments)
    # A difference of the totals is told once, with the order.
    base = order.wanted if order.standing is Standing.PROVED else order.booked
    wanted = base - cash - posted - marked - _untold(payments, echoed)
    by_leaflink = order.wanted - cash - used
    why = cure = ""
    accepted = own == wanted and shown == own + _moved(payments)
    booked = own if accepted else shown
    if booked != wanted:
        booked = shown
        why = (
            f"LeafLink leaves {wanted} to be paid, QuickBooks {shown}: a payment or credit is "
            "missing, doubled or applied elsewhere."
        )
        cure = f"See the payments of this order; then: leafledger sync --order {order.number[-8:]}"
    elif not _is_told(payments, by_leaflink, used):
        why = (
            f"LeafLink shows {order.leaflink_balance} unpaid; its own total less payments and "
            f"credits is {by_leaflink}."
        )
        cure = "Look at the order's payments on LeafLink: one may be missing in its list."
    waits = payments.waits or (order.why if order.standing is Standing.WAITING else "")
    name = f"Open balance of order {order.spoken_name}, {order.customer}"
    found = held(
        f"order:{order.number}", name, wanted, booked, waits=waits, why=why, cure=cure,
        dated=order.dated,
    )  # fmt: skip
    return found, shown


def _untold(payments: OrderPayments, echoed: Money) -> Money:
    """What others entered on the order's invoices and the owner does not want told to LeafLink."""
    if payments.policy.payments.write_back:
        return Money.zero()
    entered = payments.ours.entered_on(payments.order.number).values()
    return Money.total(amount for _, amount in entered) - echoed


def _is_told(payments: OrderPayments, due: Money, used: Money) -> bool:
    """Whether LeafLink's own balance is one reading of its facts.

    Whether it takes used credits off, and whether a payment of the type credit counts, is not
    documented (reference/leaflink.md 3.2). What is ticked as paid, or paid by what only a payout
    statement tells of, may show any rest.
    """
    order = payments.order
    of_statement = any(payout_row(id_)[0] for id_ in _payment_ids(payments))
    if (
        order.status in _ENDED
        or of_statement
        or _unlisted(payments)
        or order.standing is not Standing.PROVED
    ):
        return True
    by_credit = Money.total(one.amount for one in payments.facts.by_credit)
    readings = {due, due + used, due - by_credit, due + used - by_credit}
    return order.leaflink_balance in readings


def _open(payments: OrderPayments) -> Money:
    """What QuickBooks leaves open of the order's own documents."""
    ours, number = payments.ours, payments.order.number
    ids = _payment_ids(payments)
    left = sum_of(ours.documents.get(number, ()), left=True)
    unapplied = [one.unapplied for id_ in ids for one in ours.receipts.get(id_, ())]
    unapplied += [one.unapplied for one in _unlisted(payments)]
    unapplied += [memo.open for one in payments.used for memo in ours.memos.get(one.id, ())]
    owed = [ours.left[one.id] for id_ in ids for one in ours.entries.get(id_, ())]
    return left - Money.total(unapplied) + Money.total(owed)


def _own_documents(payments: OrderPayments) -> Money:
    """What the order's own documents come to, however QuickBooks applied them."""
    ours, number = payments.ours, payments.order.number
    ids = _payment_ids(payments)
    taken = [one.total for id_ in ids for one in ours.receipts.get(id_, ())]
    taken += [one.total for one in _unlisted(payments)]
    taken += [memo.total for one in payments.used for memo in ours.memos.get(one.id, ())]
    taken += [amount for _, amount in ours.entered_on(number).values()]
    owed = [one.receivable for id_ in ids for one in ours.entries.get(id_, ())]
    total = sum_of(ours.documents.get(number, ()), left=False)
    return total - Money.total(taken) + Money.total(owed)


def _moved(payments: OrderPayments) -> Money:
    """How much more is open than the order's own documents come to, by QuickBooks's own links.

    Money: what of the order's payments and credits settles something else, less what of others
        settles its invoices, read from each payment that links them.
    """
    ours, number = payments.ours, payments.order.number
    ids = _payment_ids(payments)
    received = [one for id_ in ids for one in ours.receipts.get(id_, ())]
    cash = {one.id: one.total - one.unapplied for one in (*received, *_unlisted(payments))}
    invoices = {one.id for one in ours.invoices(number)}
    cash |= {id_: amount for id_, (_, amount) in ours.entered_on(number).items()}
    memos = [one for one in ours.documents.get(number, ()) if one.id not in invoices]
    memos += [memo for one in payments.used for memo in ours.memos.get(one.id, ())]
    linked = [(RecordKind.INVOICE, id_) for id_ in invoices]
    linked += [(RecordKind.CREDIT_MEMO, one.id) for one in memos]
    moved = Money.total(cash.values())
    for kind, id_ in linked:
        settling = {one.id: one for one in ours.settling.get((kind, id_), ())}
        settled = Money.total(one.settled_of(kind, id_) for one in settling.values())
        moved = moved - settled if kind is RecordKind.INVOICE else moved + settled
    entries = [one for id_ in ids for one in ours.entries.get(id_, ())]
    return moved + Money.total(ours.left[one.id] - one.receivable for one in entries)


def _unlisted(payments: OrderPayments) -> list[KnownReceipt]:
    """Payments of the order that LeafLink does not list: for a tick, or told by a payout."""
    ours, number = payments.ours, payments.order.number
    listed = {one.id for id_ in _payment_ids(payments) for one in ours.receipts.get(id_, ())}
    by_payout = [one for one in ours.by_payout.get(number, ()) if one.id not in listed]
    return [*ours.marked_paid.get(number, ()), *by_payout]


def _payment_ids(payments: OrderPayments) -> list[str]:
    return [one.id for one in (*payments.facts.received, *payments.facts.taken_back)]
