"""One order: LeafLink beside QuickBooks, what would be posted, why, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.rehearsing import Rehearsed
from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Order
from leafledger.dashboard.pages.attention_page import Asked, about_order
from leafledger.dashboard.pages.papers_told import Told, documents_told, planned_documents
from leafledger.dashboard.pages.proof_page import zone_of
from leafledger.dashboard.pages.timeline import Event, beside, timeline
from leafledger.dashboard.wording import (
    HELD,
    NEEDS_ATTENTION,
    READY,
    SKIPPED,
    UNDONE,
    State,
    state_of,
)
from leafledger.intake.companies import Company
from leafledger.intake.looking import View
from leafledger.journal.asides import Aside, Word
from leafledger.journal.policies import WrongPolicy
from leafledger.journal.undoings import Held
from leafledger.reconciliation.checks import Check, Standing
from leafledger.reconciliation.explaining import told
from leafledger.reconciliation.kept_orders import StandsNow
from leafledger.reconciliation.proof import OrderProof

NO_PRODUCT = "A product LeafLink does not show"


@dataclass(frozen=True, slots=True)
class LeafLinkLine:
    """A line as LeafLink has it. `price` is of one case of `units` units."""

    name: str
    quantity: Decimal
    units: int
    price: Decimal
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """What would be posted now: documents, and in words what would be done besides."""

    documents: Sequence[Told]
    others: Sequence[str]
    policy_version: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be done."""
        return not (self.documents or self.others)


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything the page of an order shows. `order` None when it was never read.

    `checks` are its open balance, its payments and its credits in the last proof. `planned` None
    where nothing is to be posted, or it cannot be told without asking LeafLink.
    """

    number: str
    spoken_name: str
    state: State
    order: Order | None
    lines: Sequence[LeafLinkLine]
    proof: OrderProof | None
    checks: Sequence[Check]
    checked_at: datetime | None
    dated: date | None
    documents: Sequence[Told]
    planned: Planned | None
    rows: Sequence[tuple[date, Event | None, Event | None]]
    steps: Sequence[Mapping[str, Any]]
    asked: Sequence[Asked]
    undone: Held | None
    aside: Aside | None

    @property
    def can_undo(self) -> bool:
        """Whether something stands in QuickBooks that LeafLedger made."""
        return self.undone is None and any(one.outcome == "done" for one in self.documents)

    @property
    def was_refused(self) -> bool:
        """Whether QuickBooks or LeafLink would not have what was sent, so that it is tried anew."""
        refused = QuestionKind.REFUSED_BY_QUICKBOOKS
        return any(one.waiting.question.kind is refused for one in self.asked)

    @property
    def can_post(self) -> bool:
        """Whether posting it is a person's word away."""
        return self.planned is not None and not self.asked


def view_order(ledger: LeafLedger, company: Company, number: str) -> OrderView | None:
    """What there is to see of an order; None if neither side nor the journal knows it.

    Everything is as it was last seen: the page asks neither side and writes nothing.
    """
    parts, name = ledger.parts(company), company.company
    proof, stands = ledger.kept_orders.order(name, number) or (None, None)
    seen = parts.lookout.as_seen([number])
    order = seen.orders.get(number)
    paid, credits_ = parts.rehearsing.money(number)
    story = ledger.explaining.story(name, number)
    plans = [*story["plans"], *_of_credits(ledger, name, [one.id for one in credits_])]
    asked = about_order(ledger, company, number)
    if proof is None and order is None and not plans and not asked:
        return None
    readable = order if isinstance(order, Order) else None
    undone = ledger.undoings.held(name, [f"order:{number}"]).get(f"order:{number}")
    aside = parts.aside.asides.of(name, [number]).get(number)
    subjects = {f"order:{number}", *(f"payment:{one.id}" for one in paid.payments)}
    subjects |= {f"credit:{one.id}" for one in credits_}
    listing = ledger.kept_orders.listing(name)
    return OrderView(
        number=number,
        spoken_name=_spoken(readable, proof, asked, number),
        state=_state(stands, asked, undone, aside, company),
        order=readable,
        lines=_lines(readable, seen),
        proof=proof,
        checks=ledger.kept_checks.of(name, subjects),
        checked_at=listing.proved_at if listing is not None else None,
        dated=proof.dated if proof is not None else None,
        documents=documents_told(plans),
        planned=None if undone or aside else _planned(ledger, company, number, proof, asked),
        rows=beside(timeline(readable, paid, credits_, plans, zone_of(ledger, company))),
        steps=[{**step, "plan": plan} for plan in plans for step in plan["carried_out"]],
        asked=asked,
        undone=undone,
        aside=aside,
    )


def _spoken(
    order: Order | None, proof: OrderProof | None, asked: Sequence[Asked], number: str
) -> str:
    if order is not None:
        return order.spoken_name
    if proof is not None:
        return proof.spoken_name
    return asked[0].waiting.spoken_name if asked else number[-8:]


def _state(
    stands: StandsNow | None, asked: Sequence[Asked], undone: Held | None, aside: Aside | None,
    company: Company,
) -> State:  # fmt: skip
    held = bool(company.held_why)
    if stands is not None:
        return state_of(stands, held=held)
    if asked:
        return NEEDS_ATTENTION
    if aside is not None:
        return HELD if aside.word is Word.HELD else SKIPPED
    if undone is not None:
        return UNDONE
    return HELD if held else READY


def _lines(order: Order | None, seen: View) -> list[LeafLinkLine]:
    lines = []
    for line in order.lines if order is not None else ():
        product = seen.products.get(line.product)
        lines.append(
            LeafLinkLine(
                product.display_name if isinstance(product, Product) else NO_PRODUCT,
                line.quantity,
                line.unit_multiplier or 1,
                line.price,
                line.is_sample,
            )
        )
    return lines


def _of_credits(ledger: LeafLedger, company: str, ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """What was written for the credits of the order, told like its own plans."""
    return [
        {**told(chapter.plan), "written_at": chapter.written_at, "carried_out": chapter.steps}
        for id_ in ids
        for chapter in ledger.history.of(company, f"credit:{id_}")
    ]


def _planned(
    ledger: LeafLedger, company: Company, number: str, proof: OrderProof | None,
    asked: Sequence[Asked],
) -> Planned | None:  # fmt: skip
    """The plan of an order that is not settled; one that is proved needs none."""
    if proof is not None and proof.standing in {Standing.PROVED, Standing.AGREED} and not asked:
        return None
    try:
        found = ledger.parts(company).rehearsing.as_seen(company, number)
    except (WrongPolicy, FileNotFoundError, LookupError):
        return None
    planned = _documents_of(found) if found is not None else None
    return None if planned is None or planned.is_empty else planned


def _documents_of(rehearsed: Rehearsed) -> Planned:
    documents, others = planned_documents(told(rehearsed.plan))
    if rehearsed.payments is not None:
        more, besides = planned_documents(told(rehearsed.payments))
        documents, others = [*documents, *more], [*others, *besides]
    return Planned(documents, others, rehearsed.policy_version)
