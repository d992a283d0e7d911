"""The plan of an order: its wanted books less the known books (accounting.md A0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from leafledger.bookkeeping.adjustments import ADJUSTMENTS_MAX, Ground, adjust, apply_credits
from leafledger.bookkeeping.arithmetic import reckon
from leafledger.bookkeeping.changes import amend, says_the_same, take_back, why_touched
from leafledger.bookkeeping.decisions import Choice
from leafledger.bookkeeping.drafting import Draft, Drafting
from leafledger.bookkeeping.hand_edits import answer, changed_by_hand
from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Marketplace, Paper
from leafledger.bookkeeping.order_questions import (
    changed_too_often,
    closed_books,
    customer_changed,
    no_discount_item,
    not_accepted_any_more,
)
from leafledger.bookkeeping.papers import (
    NEW,
    NOTHING_ON_FILE,
    OnFile,
    counted,
    kind_of,
    latest_facts,
    spoken,
    total_counted,
    total_shown,
)
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.recognition import invoice_day, recognised_at
from leafledger.commerce.orders import Order
from leafledger.figures.accounting_dates import business_day
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint
from leafledger.ledger.documents import DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.pointers import RecordKind

__all__ = ["NEW", "NOTHING_ON_FILE", "Bookkeeper", "OnFile", "order_facts"]


class Bookkeeper:
    """Plans the orders of one company, one round at a time.

    A round shares what is known and what its earlier plans claimed (names, numbers), so that
    the plans of a round can be carried out together. Nothing here touches the world: the same
    input gives the same plans.
    """

    def __init__(
        self, policy: Policy, company: CompanyBooks, counterparts: Counterparts,
        marketplace: Marketplace,
    ) -> None:  # fmt: skip
        self._policy = policy
        self._company = company
        self._drafting = Drafting(policy, company, counterparts, marketplace)
        self._ground = Ground(policy, company, counterparts, self._drafting.numbers)

    def plan(self, order: Order, since: date, on_file: OnFile = NEW) -> Plan:
        """What the books of this order need now, or why they wait.

        `since` is the first accounting date that is posted: an order dated before it is
        known and never posted, unless it already is (accounting.md A2.3).
        """
        facts = order_facts(order)
        recognised = recognised_at(order, self._policy.orders)
        if order.status.ended_without_sale:
            return self._ended(order, on_file, facts)
        reached = order.status.reached(self._policy.orders.recognise_on)
        if on_file.papers:
            return self._posted(order, on_file, facts, recognised=bool(recognised) and reached)
        if recognised is None or not reached:
            return _nothing(order, facts, f"Not recognised: it is {order.status}.")
        dated = invoice_day(order, recognised, self._policy.orders)
        if dated < since:
            why = f"Dated {dated}, before the first day that is posted."
            return _nothing(order, facts, why)
        return self._first_posting(order, facts, dated)

    def _first_posting(self, order: Order, facts: str, dated: date) -> Plan:
        if not order.lines and not order.total:
            return _nothing(order, facts, "It has no lines and no total: nothing to invoice.")
        dated, closed = self._open_day(order, dated, None)
        if closed is not None:
            return _waiting(order, facts, (closed,))
        drafted = self._drafting.draft(order, dated)
        if not isinstance(drafted, Draft):
            return _waiting(order, facts, drafted)
        wanted = drafted.wanted
        self._claim(order.number, wanted.invoice.number)
        record = f"order:{order.number}"
        post = Step(
            Operation.CREATE, RecordKind.INVOICE, record, wanted.invoice, None, wanted.reasons
        )
        return _to_do(order, facts, wanted.invoice.total, (*drafted.first, post))

    def _posted(self, order: Order, on_file: OnFile, facts: str, *, recognised: bool) -> Plan:
        # A memo that took the invoice back and is gone by now takes nothing back any more.
        papers = [p for p in on_file.papers if p.is_live or not _ended_it(p)]
        live = [p.document for p in papers if p.is_live and p.document is not None]
        if live and not recognised:
            return _waiting(order, facts, (not_accepted_any_more(order, live[0]),))
        reckoning = reckon(order)
        if isinstance(reckoning, Question):
            known = latest_facts(papers) == facts
            return _stands(order, facts, papers) if known else _waiting(order, facts, (reckoning,))
        if changed := changed_by_hand(order, papers):
            if total_shown(papers) == reckoning.total and not _is_to_change(on_file, changed):
                return _waiting(order, facts, ())
            return self._by_hand(order, on_file, facts, reckoning.total, papers, changed)
        counts = counted(papers)
        if latest_facts(papers) == facts and total_counted(counts) == reckoning.total:
            return self._at_rest(order, on_file, papers, _stands(order, facts, papers))
        return self._changed(order, on_file, facts, papers, counts)

    def _changed(
        self, order: Order, on_file: OnFile, facts: str, papers: Sequence[Paper],
        counts: Sequence[SalesDocument],
    ) -> Plan:  # fmt: skip
        """LeafLink changed after posting: the invoice is amended, or the difference added to it."""
        first = papers[0]
        dated = first.document.dated if first.document is not None else self._day(order)
        drafted = self._drafting.draft(order, dated)
        if not isinstance(drafted, Draft):
            return _waiting(order, facts, drafted)
        wanted = drafted.wanted
        # Its first invoice may be gone, and one of its adjustments be all that still stands.
        is_first = first.link.record == f"order:{order.number}"
        only = is_first and len(papers) == 1 and not on_file.is_adopted
        if only and first.posted is not None and says_the_same(wanted.invoice, first.posted):
            return self._at_rest(order, on_file, papers, _stands(order, facts, papers))
        if only and not why_touched(first, self._company.period):
            steps = (*drafted.first, amend(order, wanted, first))
            return _to_do(order, facts, wanted.invoice.total, steps)
        owner = next((p.document for p in papers if p.document is not None and p.is_live), None)
        if (
            owner is not None
            and self._ground.identity(wanted.invoice.customer) != owner.customer_id
        ):
            asked = customer_changed(order, owner, self._why_adjusted(papers))
            return _waiting(order, facts, (asked,))
        if not self._ground.moved(wanted.invoice, counts):
            return self._at_rest(order, on_file, papers, _waiting(order, facts, ()))
        return self._adjusted(order, facts, papers, counts, wanted.invoice)

    def _adjusted(
        self, order: Order, facts: str, papers: Sequence[Paper], counts: Sequence[SalesDocument],
        wanted: SalesDocument,
    ) -> Plan:  # fmt: skip
        if len(papers) > ADJUSTMENTS_MAX:
            return _waiting(order, facts, (changed_too_often(order, len(papers) - 1),))
        moved = self._ground.moved(wanted, counts)
        document = next((p.document for p in papers if p.is_live), None)
        day, closed = self._open_day(order, self._day(order), document)
        if closed is not None:
            return _waiting(order, facts, (replace(closed, amount=abs(moved.total)),))
        drafted = self._drafting.draft(order, day)
        assert isinstance(drafted, Draft), "it was drafted for another day before"
        why = (
            f"The order changed on LeafLink from {total_counted(counts)} to {wanted.total}; "
            f"{spoken(papers[0])} stays as it is, since {self._why_adjusted(papers)}."
        )
        steps = adjust(order, moved, drafted.wanted.invoice, papers, day, why, self._ground)
        if steps is None:
            return _waiting(order, facts, (no_discount_item(order, abs(moved.total)),))
        for step in steps:
            if isinstance(step.content, SalesDocument):
                self._claim(step.record.removeprefix("order:"), step.content.number)
        return _to_do(order, facts, wanted.total, (*drafted.first, *steps))

    def _why_adjusted(self, papers: Sequence[Paper]) -> str:
        return why_touched(papers[0], self._company.period) or "it was adjusted before"

    def _ended(self, order: Order, on_file: OnFile, facts: str) -> Plan:
        papers = on_file.papers
        if not any(paper.posted for paper in papers):
            return _nothing(order, facts, f"It is {order.status} and was never invoiced.")
        if not on_file.books.live_invoices:
            return _nothing(order, facts, f"It is {order.status}; its invoice is void or deleted.")
        if changed := changed_by_hand(order, papers):
            return self._by_hand(order, on_file, facts, Money.zero(), papers, changed)
        if len(papers) > ADJUSTMENTS_MAX:
            return _waiting(order, facts, (changed_too_often(order, len(papers) - 1),))
        day, closed = self._open_day(
            order, self._day_it_ended(order), on_file.books.live_invoices[0]
        )
        steps = take_back(order, papers, day, self._ground, as_read=on_file.is_adopted)
        if steps is None:
            return _waiting(order, facts, (no_discount_item(order, total_shown(papers)),))
        steps = steps or apply_credits(order, papers, on_file.books, day)
        if steps and closed is not None:
            return _waiting(order, facts, (replace(closed, amount=total_shown(papers)),))
        standing = "" if steps else f"It is {order.status}; its invoice was taken back."
        return replace(_to_do(order, facts, Money.zero(), steps), standing=standing)

    def _by_hand(
        self, order: Order, on_file: OnFile, facts: str, wanted: Money, papers: Sequence[Paper],
        changed: Sequence[Paper],
    ) -> Plan:  # fmt: skip
        """People changed documents of ours: their question, or what was decided about it (A5.5)."""
        answered = answer(order, wanted, papers, changed, on_file.decision, facts, self._ground)
        if answered.question is not None:
            return _waiting(order, facts, (answered.question,))
        if not answered.steps:
            return _nothing(order, facts, answered.standing)
        # What is decided about follows from the facts it was posted for, not from today's.
        return _to_do(order, latest_facts(papers), wanted, answered.steps)

    def _at_rest(self, order: Order, on_file: OnFile, papers: Sequence[Paper], rests: Plan) -> Plan:
        """No document is missing; credit memos may yet have to be applied (A5.2).

        That moves no money, so a day in closed books gives way to the first open one.
        """
        day, period = self._day(order), self._company.period
        day = period.first_open_day if period.is_closed(day) else day
        steps = apply_credits(order, papers, on_file.books, day)
        return replace(rests, steps=steps, standing="") if steps else rests

    def _claim(self, record: str, number: str | None) -> None:
        if number is not None:
            self._drafting.numbers[number.casefold()] = record

    def _day(self, order: Order) -> date:
        """The business day of the order's last change (A5.2)."""
        return business_day(order.modified_at, self._policy.orders.time_zone)

    def _day_it_ended(self, order: Order) -> date:
        ended = [change.at for change in order.history if change.status.ended_without_sale]
        instant = max(ended) if ended else order.modified_at
        return business_day(instant, self._policy.orders.time_zone)

    def _open_day(
        self, order: Order, day: date, invoice: KnownDocument | None
    ) -> tuple[date, Question | None]:
        """The day itself, or what the policy does with a day in closed books (A11)."""
        period = self._company.period
        opened = self._policy.orders.open_day(day, period)
        if opened is not None:
            return opened, None
        return day, closed_books(order, day, period.closed_through, invoice)


def order_facts(order: Order) -> str:
    """A name for those facts of an order from which its invoice follows.

    Neither status nor times nor payments: they do not change what the invoice says.
    """
    return fingerprint(
        (
            order.number, order.seller_number, order.customer, order.lines, order.discount,
            order.final_tax, order.taxes, order.shipping, order.total, order.credits, order.term,
            order.payment_due, order.delivery_address,
        )
    )  # fmt: skip


def _ended_it(paper: Paper) -> bool:
    """Whether a document is the memo that took the invoice back when the order ended."""
    return not paper.ordinal and kind_of(paper) is DocumentKind.CREDIT_MEMO


def _to_do(order: Order, facts: str, wanted: Money, steps: tuple[Step, ...]) -> Plan:
    return Plan(f"order:{order.number}", order.spoken_name, facts, wanted, steps=steps)


def _nothing(order: Order, facts: str, standing: str) -> Plan:
    return Plan(f"order:{order.number}", order.spoken_name, facts, None, standing)


def _stands(order: Order, facts: str, papers: Sequence[Paper]) -> Plan:
    names = ", ".join(spoken(paper) for paper in papers if paper.is_live) or "nothing"
    standing = f"In QuickBooks as {names}."
    total = total_counted(counted(papers))
    return Plan(f"order:{order.number}", order.spoken_name, facts, total, standing)


def _is_to_change(on_file: OnFile, changed: Sequence[Paper]) -> bool:
    """Whether a person decided that documents whose totals agree come back, or count from now."""
    decision = on_file.decision
    return (
        decision is not None and decision.choice is not Choice.KEEP and decision.is_about(changed)
    )


def _waiting(order: Order, facts: str, questions: tuple[Question, ...]) -> Plan:
    return Plan(
        f"order:{order.number}", order.spoken_name, facts, order.total,
        "" if questions else "Its invoice stands; nothing in it needs to change.",
        questions=questions,
    )  # fmt: skip
