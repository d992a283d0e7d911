"""The proof of orders (accounting.md A12): pure, from both sides' own records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from leafledger.bookkeeping.arithmetic import reckon
from leafledger.bookkeeping.decisions import Decision
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.recognition import invoice_day, recognised_at
from leafledger.commerce.orders import Order, Unreadable
from leafledger.figures.money import Money
from leafledger.figures.references import marked_order, marked_part
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.reconciliation.checks import Check, Standing

NOTHING_AGREED: Mapping[str, Decision] = {}
NOTHING_SKIPPED: Mapping[str, str] = {}
STAYS = "What stands in QuickBooks of it stays there until it is undone."
UNDO_OR_RELEASE = "Undo the order to take it out of the books, or release it."
# What is compared to the cent; the rest is told apart.
_COMPARED = frozenset({Standing.PROVED, Standing.DIFFERS})

__all__ = ["OrderProof", "Proof", "Standing", "prove", "wanted_of"]


@dataclass(frozen=True, slots=True)
class OrderProof:
    """One order beside its documents.

    Money: `wanted` is what the books should show of it (total before credits; nothing for an
    order that came to nothing), `booked` invoices less credit memos, `open` what QuickBooks
    still has to receive, `leaflink_balance` what LeafLink shows as unpaid. `dated` is the
    accounting date of its first document, None where it has none. `unsettled` is by how much its
    balance or a payment of it does not agree, where its total does. `customer_id` is LeafLink's
    number of the customer. `program`: LeafLink itself collects its money.
    """

    number: str
    spoken_name: str
    status: str
    customer: str
    wanted: Money
    booked: Money
    open: Money
    leaflink_balance: Money
    documents: tuple[str, ...]
    standing: Standing
    why: str = ""
    cure: str = ""
    dated: date | None = None
    unsettled: Money = field(default_factory=Money.zero)
    brand: str = ""
    customer_id: str = ""
    program: bool = False

    @property
    def at_stake(self) -> Money:
        """The money that waits with it: of its total, else of what was paid for it."""
        return max(abs(self.difference), self.unsettled)

    @property
    def difference(self) -> Money:
        """What the books show too much (above zero) or too little of the order."""
        return self.booked - self.wanted


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of one company at one moment.

    `checks` by section: balances, payments, credits, customers, accounts (`checks.SECTIONS`).
    """

    company: str
    proved_at: datetime
    orders: tuple[OrderProof, ...]
    documents: int
    checks: Mapping[str, tuple[Check, ...]] = field(default_factory=dict)

    @property
    def compared(self) -> int:
        """How many orders belong in the books: all but those that people skipped."""
        return len(self.orders) - len(self.with_standing(Standing.SKIPPED))

    def with_standing(self, standing: Standing) -> list[OrderProof]:
        """The orders that stand so."""
        return [order for order in self.orders if order.standing is standing]

    @property
    def wanted(self) -> Money:
        """LeafLink's total of what neither waits nor was agreed to differ."""
        return Money.total(o.wanted for o in self.orders if o.standing in _COMPARED)

    @property
    def booked(self) -> Money:
        """QuickBooks's total of the same orders."""
        return Money.total(o.booked for o in self.orders if o.standing in _COMPARED)

    @property
    def difference(self) -> Money:
        """What must be nothing."""
        return self.booked - self.wanted

    @property
    def at_stake(self) -> Money:
        """The money of the orders that wait: what each wants and is not booked of it."""
        return Money.total(order.at_stake for order in self.with_standing(Standing.WAITING))

    @property
    def agreed(self) -> Money:
        """By how much books and LeafLink differ because people decided so."""
        agreed = self.with_standing(Standing.AGREED)
        return Money.total(abs(order.difference) for order in agreed)

    def checks_with(self, standing: Standing) -> list[Check]:
        """The payments, credits, customers and accounts that stand so."""
        return [
            one for name in self.checks for one in self.checks[name] if one.standing is standing
        ]

    @property
    def holds(self) -> bool:
        """Whether every order, payment, credit, customer and account agrees that does not wait."""
        return not (self.with_standing(Standing.DIFFERS) or self.checks_with(Standing.DIFFERS))

    @property
    def waits(self) -> bool:
        """Whether anything waits for a person, or is being worked on."""
        return bool(self.with_standing(Standing.WAITING) or self.checks_with(Standing.WAITING))


def prove(
    company: str, moment: datetime, policy: Policy, starts: date | None,
    orders: Iterable[tuple[str, Order | Unreadable]], documents: Sequence[KnownDocument],
    waiting: Mapping[str, str], agreed: Mapping[str, Decision] = NOTHING_AGREED,
    skipped: Mapping[str, str] = NOTHING_SKIPPED, paid: Container[str] = (),
) -> Proof:  # fmt: skip
    """Hold every order against the documents that carry its marker.

    `orders` by number; they are looked at one by one, so they need not all be held in memory.
    `documents` as QuickBooks shows them now; they are found by marker, not by our crosswalk,
    so that a double of ours is seen. `waiting` says by order why it waits; `agreed` are the
    differences that people decided to leave. `skipped` says by order who said that it never
    belongs in the books; what stands there of it all the same is compared as before. `paid` are
    the orders of which we entered payments: their money is compared, invoiced or not.
    Source: accounting.md A12, docs/decisions/0020-hold-and-skip.md
    Example: order of 342.00 with one invoice of 342.00 -> proved, difference 0.00
    """
    by_order: dict[str, list[KnownDocument]] = defaultdict(list)
    for document in documents:
        marked = marked_order(document.note)
        if marked is not None:
            by_order[marked].append(document)
    proofs = []
    for number, order in orders:
        mine = by_order.pop(number, [])
        if number in skipped and not any(not one.voided and one.total for one in mine):
            proofs.append(_skipped(number, order, mine, skipped[number]))
            continue
        proof = _prove_order(
            order, mine, policy, starts, waiting.get(number, ""), agreed.get(number),
            paid=number in paid,
        )  # fmt: skip
        if proof is not None:
            proofs.append(proof if number not in skipped else _stays(proof, skipped[number]))
    proofs += [_unknown(number, strays) for number, strays in by_order.items()]
    ours = sum(len(proof.documents) for proof in proofs)
    return Proof(company, moment, tuple(proofs), ours)


def _prove_order(
    order: Order | Unreadable, documents: Sequence[KnownDocument], policy: Policy,
    starts: date | None, waits: str, decision: Decision | None, *, paid: bool,
) -> OrderProof | None:  # fmt: skip
    if isinstance(order, Unreadable):
        booked = _booked(documents)
        return _unreadable(order, documents, booked) if documents or waits else None
    # Of an order that ended, money alone may stand: its invoice was deleted by hand.
    booked_once = bool(documents) or (paid and order.status.ended_without_sale)
    wanted = wanted_of(order, policy, starts, booked=booked_once)
    if wanted is None:
        return None
    amount = order.total if isinstance(wanted, Question) else wanted
    booked = _booked(documents)
    why, cure, standing = "", "", Standing.PROVED
    live = [d for d in documents if d.kind is DocumentKind.INVOICE and not d.voided]
    if isinstance(wanted, Question) or (waits and booked != amount):
        standing, why = Standing.WAITING, waits or getattr(wanted, "text", "")
    elif doubles := _doubles(live):
        standing, why, cure = Standing.DIFFERS, *_why_doubled(doubles)
    elif decision is not None and amount != booked == amount + decision.difference:
        standing, why = Standing.AGREED, _why_agreed(decision)
    elif booked != amount:
        standing = Standing.DIFFERS
        why, cure = _why_it_differs(order, live, amount, booked)
    return OrderProof(
        number=order.number, spoken_name=order.spoken_name, status=order.status.value,
        customer=order.customer_name, wanted=amount, booked=booked,
        open=_signed_open(documents), leaflink_balance=order.payment_balance,
        documents=tuple(d.number or d.id for d in documents), standing=standing, why=why,
        cure=cure, dated=min((d.dated for d in documents), default=None), brand=order.brand or "",
        customer_id=order.customer, program=bool(order.payment_program),
    )  # fmt: skip


def _skipped(
    number: str, order: Order | Unreadable, documents: Sequence[KnownDocument], told: str
) -> OrderProof:
    """An order of which the books want nothing, and have nothing but what is void."""
    known = order if isinstance(order, Order) else None
    return OrderProof(
        number=number, spoken_name=order.spoken_name if isinstance(order, Order) else order.what,
        status=known.status.value if known else "unreadable",
        customer=known.customer_name if known else "",
        wanted=Money.zero(), booked=Money.zero(), open=Money.zero(),
        leaflink_balance=known.payment_balance if known else Money.zero(),
        documents=tuple(d.number or d.id for d in documents), standing=Standing.SKIPPED, why=told,
        dated=min((d.dated for d in documents), default=None),
    )  # fmt: skip


def _stays(proof: OrderProof, told: str) -> OrderProof:
    """An order that was skipped with documents in the books: they are compared as before."""
    cure = proof.cure or UNDO_OR_RELEASE
    more = "" if proof.why == told else proof.why
    return replace(proof, why=f"{told} {STAYS} {more}".rstrip(), cure=cure)


def wanted_of(
    order: Order, policy: Policy, starts: date | None, *, booked: bool
) -> Money | Question | None:
    """What the books should show of an order; None if it has no place in them.

    An order that was posted is proved whatever the start date is.
    """
    if order.status.ended_without_sale:
        return Money.zero() if booked else None
    recognised = recognised_at(order, policy.orders)
    if recognised is None or not order.status.reached(policy.orders.recognise_on):
        return Money.zero() if booked else None
    too_early = starts is None or invoice_day(order, recognised, policy.orders) < starts
    if too_early and not booked:
        return None
    reckoning = reckon(order)
    return reckoning if isinstance(reckoning, Question) else reckoning.total


def _booked(documents: Sequence[KnownDocument]) -> Money:
    return Money.total(d.total if d.kind is DocumentKind.INVOICE else -d.total for d in documents)


def _signed_open(documents: Sequence[KnownDocument]) -> Money:
    return Money.total(d.open if d.kind is DocumentKind.INVOICE else -d.open for d in documents)


def _doubles(live: Sequence[KnownDocument]) -> list[KnownDocument]:
    """Invoices that are the same part of their order: the first one twice, or an adjustment."""
    by_part: dict[str, list[KnownDocument]] = defaultdict(list)
    for document in live:
        by_part[marked_part(document.note)].append(document)
    return [one for same in by_part.values() if len(same) > 1 for one in same]


def _why_doubled(doubles: Sequence[KnownDocument]) -> tuple[str, str]:
    names = ", ".join(d.number or d.id for d in doubles)
    return (
        f"{len(doubles)} live invoices carry the marker of this order: {names}.",
        "Void the one that was copied by hand in QuickBooks.",
    )


def _why_agreed(decision: Decision) -> str:
    return (
        f"{decision.person} decided on {decision.decided_at[:10]} to {decision.choice} what was "
        f"changed by hand in QuickBooks, so the books differ by {decision.difference}."
    )


def _why_it_differs(
    order: Order, live: Sequence[KnownDocument], wanted: Money, booked: Money
) -> tuple[str, str]:
    """The likely cause of a difference and its cure, in a bookkeeper's words."""
    if not live and wanted:
        why = "The order is recognised and has no invoice in QuickBooks."
        cure = (
            f"Run: leafledger sync --order {order.short_id} (if the invoice was deleted by hand, "
        )
        return why, cure + "with --repost)."
    why = f"QuickBooks shows {booked}, LeafLink {wanted}: the invoice was edited by hand, or the "
    why += "order changed and was not looked at since."
    return why, f"Run: leafledger sync --order {order.short_id}; it says what stands in the way."


def _unreadable(order: Unreadable, documents: Sequence[KnownDocument], booked: Money) -> OrderProof:
    return OrderProof(
        number=order.id, spoken_name=order.what, status="unreadable", customer="",
        wanted=Money.zero(), booked=booked, open=_signed_open(documents),
        leaflink_balance=Money.zero(),
        documents=tuple(d.number or d.id for d in documents), standing=Standing.WAITING,
        why=order.why,
    )  # fmt: skip


def _unknown(number: str, documents: Sequence[KnownDocument]) -> OrderProof:
    """Documents with the marker of an order that LeafLink does not show."""
    booked = _booked(documents)
    return OrderProof(
        number=number, spoken_name=number[-8:], status="not on LeafLink", customer="",
        wanted=Money.zero(), booked=booked, open=_signed_open(documents),
        leaflink_balance=Money.zero(),
        documents=tuple(d.number or d.id for d in documents),
        standing=Standing.DIFFERS if booked else Standing.PROVED,
        why="QuickBooks has documents of an order that LeafLink does not show." if booked else "",
        cure="Look for the order on LeafLink; void the documents if it never existed."
        if booked
        else "",
    )  # fmt: skip
