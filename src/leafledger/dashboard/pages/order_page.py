"""One order: LeafLink beside QuickBooks, why each line is so, and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from leafledger.assembly import LeafLedger
from leafledger.commerce.catalog import Product
from leafledger.commerce.orders import Order
from leafledger.dashboard.proofs import FullProof
from leafledger.dashboard.wording import HELD, NEEDS_ATTENTION, READY, State, state_of
from leafledger.errors import Trouble
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.journal.open_questions import OpenQuestion
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
class Told:
    """A document as we last wrote it, with its entry and the reason for each part of it."""

    kind: str
    operation: str
    document: Mapping[str, Any]
    lines: Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, str]]]]
    entry: Sequence[Mapping[str, str]]
    debits: Decimal
    credits: Decimal
    reasons: Sequence[Mapping[str, str]]
    part_reasons: Mapping[str, Sequence[Mapping[str, str]]]
    outcome: str


@dataclass(frozen=True, slots=True)
class OrderView:
    """Everything the page of an order shows. `order` None when LeafLink cannot be asked."""

    number: str
    spoken_name: str
    state: State | None
    order: Order | None
    lines: Sequence[LeafLinkLine]
    proof: OrderProof | None
    dated: date | None
    documents: Sequence[Told]
    steps: Sequence[Mapping[str, Any]]
    questions: Sequence[OpenQuestion]

    @property
    def open_difference(self) -> Money:
        """What QuickBooks shows as unpaid more than LeafLink does."""
        assert self.proof is not None, "only an order in the proof has balances"
        return self.proof.open - self.proof.leaflink_balance


def view_order(
    ledger: LeafLedger, company: Company, number: str, full: FullProof | None
) -> OrderView | None:
    """What there is to see of an order; None if neither side nor the journal knows it."""
    proof = full.order(number) if full is not None else None
    story = ledger.explaining.story(company.company, number)
    order, lines = _on_leaflink(ledger, company, number)
    subject = f"order:{number}"
    questions = [q for q in ledger.questions.all(company.company) if q.subject == subject]
    if proof is None and order is None and not story["plans"] and not questions:
        return None
    documents = _documents(story)
    return OrderView(
        number=number,
        spoken_name=_spoken(order, proof, questions, number),
        state=_state(proof, questions, company),
        order=order,
        lines=lines,
        proof=proof,
        dated=full.dates.get(number) if full is not None else None,
        documents=documents,
        steps=[{**step, "plan": plan} for plan in story["plans"] for step in plan["carried_out"]],
        questions=questions,
    )


def _spoken(
    order: Order | None, proof: OrderProof | None, questions: Sequence[OpenQuestion], number: str
) -> str:
    if order is not None:
        return order.spoken_name
    if proof is not None:
        return proof.spoken_name
    return questions[0].spoken_name if questions else number[-8:]


def _state(
    proof: OrderProof | None, questions: Sequence[OpenQuestion], company: Company
) -> State | None:
    held = bool(company.held_why)
    if proof is not None:
        asked = {proof.number} if questions else set()
        return state_of(proof, asked, held=held)
    if questions:
        return NEEDS_ATTENTION
    return HELD if held else READY


def _on_leaflink(
    ledger: LeafLedger, company: Company, number: str
) -> tuple[Order | None, list[LeafLinkLine]]:
    """The order as LeafLink last showed it; nothing when what it names cannot be fetched."""
    try:
        view = ledger.parts(company).lookout.view([number])
    except Trouble:
        return None, []
    order = view.orders.get(number)
    if not isinstance(order, Order):
        return None, []
    lines = []
    for line in order.lines:
        product = view.products.get(line.product)
        lines.append(
            LeafLinkLine(
                product.display_name if isinstance(product, Product) else NO_PRODUCT,
                line.quantity,
                line.unit_multiplier or 1,
                line.price,
                line.is_sample,
            )
        )
    return order, lines


def _documents(story: Mapping[str, Any]) -> list[Told]:
    """The newest version of each document the order's plans wrote."""
    newest: dict[tuple[str, str], Told] = {}
    for plan in story["plans"]:
        outcomes = {done["step"]: done["outcomes"] for done in plan["carried_out"]}
        for step in plan["steps"]:
            if not step["entry"] or "lines" not in (step["document"] or {}):
                continue
            said = outcomes.get(step["step"], [])
            state = said[-1]["state"] if said else "planned"
            newest[step["kind"], step["record"]] = _told(step, state)
    return list(newest.values())


def _told(step: Mapping[str, Any], state: str) -> Told:
    by_part: dict[str, list[Mapping[str, str]]] = {}
    for reason in step["reasons"]:
        by_part.setdefault(reason["part"], []).append(reason)
    lines = []
    for place, line in enumerate(step["document"]["lines"], 1):
        why = by_part.pop(f"line {place}", None) or by_part.get("tax", [])
        lines.append((line, why))
    heads = [reason for part in by_part for reason in by_part[part] if part in _HEADS]
    return Told(
        kind={"Invoice": "Invoice", "CreditMemo": "Credit memo"}.get(step["kind"], step["kind"]),
        operation=step["operation"],
        document=step["document"],
        lines=lines,
        entry=step["entry"],
        debits=sum((Decimal(p["debit"]) for p in step["entry"] if p["debit"]), Decimal(0)),
        credits=sum((Decimal(p["credit"]) for p in step["entry"] if p["credit"]), Decimal(0)),
        reasons=heads,
        part_reasons=by_part,
        outcome=state,
    )


# Reasons about the document as a whole; the others stand beside a line.
_HEADS = frozenset({"invoice", "credit memo", "date", "total", "term"})
