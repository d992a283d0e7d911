"""Explaining: why an order's documents are as they are, from the journal and the crosswalk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from leafledger.bookkeeping.plan import Plan, Step
from leafledger.commerce.remittances import PaymentDraft
from leafledger.crosswalk.links import Crosswalk
from leafledger.journal.history import History
from leafledger.journal.open_questions import OpenQuestions
from leafledger.ledger.documents import Application, SalesDocument
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import UNDEPOSITED, BankDeposit, Receipt, Reversal


class Explaining:
    """Tells the story of an order of one company."""

    def __init__(self, history: History, crosswalk: Crosswalk, questions: OpenQuestions) -> None:
        self._history = history
        self._crosswalk = crosswalk
        self._questions = questions

    def story(self, company: str, number: str) -> dict[str, Any]:
        """Every plan with its reasons and outcomes, every link, and what waits. JSON types."""
        return self._story(company, number, (f"order:{number}", f"payments:{number}"))

    def story_of(self, company: str, subject: str) -> dict[str, Any]:
        """The same of what is no order: `payout:<id>`, `deposit:<name>`."""
        return self._story(company, subject.split(":", 1)[1], (subject,))

    def _story(self, company: str, name: str, subjects: Sequence[str]) -> dict[str, Any]:
        chapters = sorted(
            (one for subject in subjects for one in self._history.of(company, subject)),
            key=lambda one: one.written_at,
        )
        records = sorted({step.record for chapter in chapters for step in chapter.plan.steps})
        return {
            "order": name,
            "plans": [
                {
                    "written_at": chapter.written_at,
                    "policy_version": chapter.policy_version,
                    **told(chapter.plan),
                    "carried_out": list(chapter.steps),
                }
                for chapter in chapters
            ],
            "links": {one: self._crosswalk.history(company, one) for one in records},
            "questions": [
                one.question.text for one in self._questions.of_subjects(company, subjects)
            ],
        }


def told(plan: Plan) -> dict[str, Any]:
    """A plan as JSON types: steps with documents, entries and reasons; questions as sentences."""
    return {
        "order": plan.spoken_name,
        "fingerprint": plan.fingerprint,
        "standing": plan.standing,
        "total": plan.wanted.plain if plan.wanted is not None else None,
        "steps": [_told_step(step) for step in plan.steps],
        "questions": [
            {
                "kind": question.kind.value,
                "about": question.about,
                "text": question.text,
                "amount": question.amount.plain,
            }
            for question in plan.questions
        ],
    }


_WHOSE = re.compile(
    r"(?P<name>customer|product|order)\.|(?P<line>line_items)\[(?P<id>[^\]]*)\]\.|chain=(?P<chain>.*)"
    r"|(?P<row>order-payments|credits) (?P<number>\S+) ?|(?P<log>event log$)"
)
_ROWS = {"order-payments": "payment", "credits": "credit"}


def source_in_words(source: str) -> str:
    """What a reason was decided by, for people; a source that is words already stays as it is.

    Example: customer.id=148038 -> LeafLink customer 148038
    """
    found = _WHOSE.match(source)
    if found is None:
        return source
    fields = source[found.end() :]
    if found["log"]:
        return f"LeafLink {source}"
    if found["chain"] is not None:
        return f"LeafLink chain {found['chain']}"
    if found["line"]:
        whose = f"order line {found['id']}"
    elif found["row"]:
        whose = f"{_ROWS[found['row']]} {found['number']}"
    else:
        whose = found["name"]
    if fields.startswith("id="):
        return f"LeafLink {whose} {fields.removeprefix('id=')}"
    said = fields.replace(".", ", ").replace("_", " ")
    return f"LeafLink {whose}: {said}" if said else f"LeafLink {whose}"


def _told_step(step: Step) -> dict[str, Any]:
    return {
        "step": step.spoken_name,
        "operation": step.operation.value,
        "kind": step.kind.value,
        "record": step.record,
        "document": _told_content(step.content),
        "entry": _told_entry(step.content),
        "reasons": [
            {
                "part": reason.part,
                "why": reason.why,
                "law": reason.law,
                "rule": reason.rule,
                "source": reason.source,
            }
            for reason in step.reasons
        ],
    }


def _told_content(content: object) -> dict[str, Any] | None:
    match content:
        case SalesDocument():
            return {
                "number": content.number,
                "customer": content.customer.name,
                "date": content.dated.isoformat(),
                "due": content.due.isoformat() if content.due is not None else None,
                "term": content.term.name if content.term is not None else None,
                "note": content.note,
                "lines": _told_lines(content),
                "discount": content.discount.amount.plain if content.discount else None,
                "shipping": content.shipping.plain if content.shipping else None,
                "total": content.total.plain,
            }
        case Application():
            if content.invoice.kind is not RecordKind.INVOICE:
                return {"amount": content.amount.plain, "settles": "what was paid back"}
            return {"amount": content.amount.plain, "invoice": content.invoice.name}
        case Receipt():
            return _told_receipt(content)
        case Reversal():
            return {
                "customer": content.customer.name,
                "date": content.dated.isoformat(),
                "amount": content.amount.plain,
                "account": content.account.name,
                "note": content.note,
            }
        case BankDeposit():
            return {
                "date": content.dated.isoformat(),
                "to": content.to.name,
                "total": content.total.plain,
                "note": content.note,
                "parts": [
                    {
                        "account": line.account.name,
                        "description": line.description,
                        "amount": line.amount.plain,
                    }
                    for line in content.lines
                ],
            }
        case PaymentDraft():
            return {"amount": content.amount.plain, "reason": content.reason}
        case None:
            return None
        case _:
            return {"name": getattr(content, "display_name", getattr(content, "name", ""))}


def _told_receipt(receipt: Receipt) -> dict[str, Any]:
    account = receipt.deposit_to
    return {
        "customer": receipt.customer.name,
        "date": receipt.dated.isoformat(),
        "amount": receipt.amount.plain,
        "deposit_to": account.name if account is not None else UNDEPOSITED,
        "reference": receipt.reference,
        "note": receipt.note,
        "settles": [
            {"kind": one.kind.value, "name": one.pointer.name, "amount": one.amount.plain}
            for one in receipt.settles
        ],
        "unapplied": receipt.unapplied.plain,
    }


def _told_lines(document: SalesDocument) -> Sequence[dict[str, Any]]:
    return [
        {
            "item": line.item.name,
            "description": line.description,
            "quantity": f"{line.quantity:f}",
            "unit_price": f"{line.unit_price:f}" if line.unit_price is not None else None,
            "amount": line.amount.plain,
            "account": line.income_account,
        }
        for line in document.lines
    ]


def _told_entry(content: object) -> Sequence[dict[str, str]] | None:
    if not isinstance(content, SalesDocument | Receipt | Reversal | BankDeposit):
        return None
    return [
        {
            "account": posting.account,
            "debit": posting.amount.plain if posting.amount.amount > 0 else "",
            "credit": (-posting.amount).plain if posting.amount.amount < 0 else "",
            "memo": posting.memo,
        }
        for posting in content.entry().postings
    ]
