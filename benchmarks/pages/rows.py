"""The rows of the product's own tables for the orders that were stamped out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from benchmarks.pages import lists, samples
from benchmarks.pages.copies import Copy
from leafledger.bookkeeping.credits import credit_record
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.database.receipt_tables import receipts
from leafledger.database.tables import (
    links,
    order_names,
    outcomes,
    plans,
    questions,
    seen_records,
    steps,
)
from leafledger.figures.references import request_id
from leafledger.intake.looking import CUSTOMER, EVENTS, ORDER, PRODUCT
from leafledger.intake.names_kept import name_rows
from leafledger.intake.receipts_kept import facts_of
from leafledger.intake.remittances import CREDIT, PAYMENTS
from leafledger.intake.seen import System
from leafledger.quickbooks.read_documents import content_of

COMPANY, REALM = "mesa-verde", "9130000000000001"
CREDITS, FIRST_DEPOSIT = 3_000, 5_000_000
Row = tuple[str, dict[str, Any]]
_encode = msgspec.json.Encoder(decimal_format="number", order="sorted").encode
_decode = msgspec.json.Decoder(float_hook=Decimal).decode
_ASKED = (
    (QuestionKind.SIMILAR_CUSTOMER, "The customer may be in QuickBooks already."),
    (QuestionKind.SIMILAR_ITEM, "A product may be in QuickBooks already."),
    (QuestionKind.TOTAL_DOES_NOT_ADD_UP, "The lines come to less than the order's total."),
    (QuestionKind.NO_TAX_ITEM, "The order carries a tax, and no item is chosen for it."),
    (QuestionKind.NEEDS_APPROVAL, "The invoice is above your limit for a person's approval."),
)  # fmt: skip


def list_rows(now: str) -> Iterator[Row]:
    """Customers, products and the lists of QuickBooks, with their links."""
    for id_, wire in lists.leaflink_customers():
        yield _seen(System.LEAFLINK, CUSTOMER, id_, _encode(wire).decode(), now)
        if not lists.is_new(int(id_)):
            there = lists.FIRST_CUSTOMER + int(id_)
            yield _link(f"customer:{id_}", "Customer", str(there), lists.store_name(int(id_)), now)
    for id_, wire in lists.leaflink_products():
        yield _seen(System.LEAFLINK, PRODUCT, id_, _encode(wire).decode(), now)
        if not lists.is_new(int(id_)):
            there = lists.FIRST_ITEM + int(id_)
            yield _link(f"product:{id_}", "Item", str(there), lists.product_name(int(id_)), now)
    for id_, wire in lists.quickbooks_customers():
        yield _seen(System.QUICKBOOKS, "Customer", id_, _encode(wire).decode(), now)
    for id_, wire in lists.quickbooks_items():
        yield _seen(System.QUICKBOOKS, "Item", id_, _encode(wire).decode(), now)
    for entity, records in lists.quickbooks_singles().items():
        for id_, wire in records.items():
            yield _seen(System.QUICKBOOKS, entity, id_, _encode(wire).decode(), now)


def order_rows(copy: Copy) -> Iterator[Row]:
    """Everything that stands of one order."""
    sample, at = copy.sample, f"{copy.accepted}T17:00:00+00:00"
    order = copy.stamped(sample.order)
    yield _seen(System.LEAFLINK, ORDER, copy.number, order, at)
    for row in name_rows(COMPANY, copy.number, _decode(order)):
        yield order_names.name, row
    yield _seen(System.LEAFLINK, EVENTS, copy.number, copy.stamped(sample.events), at)
    if copy.posted:
        invoice = copy.stamped(sample.invoice)
        changed = copy.differs or copy.agreed
        answered = "as it was before" if changed else content_of(_decode(invoice))
        yield _seen(System.QUICKBOOKS, "Invoice", copy.invoice, invoice, at)
        yield _link(
            f"order:{copy.number}", "Invoice", copy.invoice, copy.seller, at,
            posted=sample.fingerprint, facts=sample.facts, answered=answered,
        )  # fmt: skip
        plan = 2 * copy.place + 1
        yield _plan(plan, copy, f"order:{copy.number}", copy.stamped(sample.plan), at)
        for record, kind, body in sample.steps:
            yield from _step(plan, copy.stamped(record), kind, copy.stamped(body), copy.invoice, at)
    if copy.paid:
        yield from _payment_rows(copy)
    if copy.asked or copy.payment_asked:
        yield _question(copy, at)


def _payment_rows(copy: Copy) -> Iterator[Row]:
    sample, at = copy.sample, f"{copy.due}T17:05:00+00:00"
    record = payment_record(copy.number, copy.payment)
    yield _seen(System.LEAFLINK, PAYMENTS, copy.number, copy.stamped(sample.leaflink_payment), at)
    receipt = copy.stamped(sample.receipt)
    yield _seen(System.QUICKBOOKS, "Payment", copy.receipt, receipt, at)
    # Of four payments one waits for the bank.
    there = str(FIRST_DEPOSIT + copy.place // 40) if copy.place % 4 else None
    facts = {"company": COMPANY, "id": copy.receipt, **facts_of(_decode(receipt))}
    yield receipts.name, facts | {"deposit": there, "chosen": None}
    yield _link(record, "Payment", copy.receipt, "", at, posted="as wanted", answered="as answered")
    plan = 2 * copy.place + 2
    yield _plan(plan, copy, f"payments:{copy.number}", copy.stamped(sample.payment_plan), at)
    body = copy.stamped(sample.payment_step)
    yield from _step(plan, record, "Payment", body, copy.receipt, at)


def credit_rows(orders: Iterable[Copy], now: str) -> Iterator[Row]:
    """Credits given to some buyers, each with its memo."""
    for place, copy in enumerate(orders):
        id_, memo = str(place), str(4_000_000 + place)
        wire = {
            "id": place, "customer": copy.customer, "amount": "40.00", "status": "active",
            "credit_date": copy.due, "reason": "damaged", "reason_display": "Damaged goods",
            "order": copy.number, "applied_to": None, "notes": "",
        }  # fmt: skip
        booked = {
            "Id": memo, "SyncToken": "0", "DocNumber": f"CR-{place}", "TxnDate": copy.due,
            "CustomerRef": {"value": str(lists.FIRST_CUSTOMER + copy.customer)}, "TotalAmt": 40,
            "RemainingCredit": 40, "PrivateNote": f"LeafLink credit {place}", "Line": [],
        }  # fmt: skip
        yield _seen(System.LEAFLINK, CREDIT, id_, _encode(wire).decode(), now)
        yield _seen(System.QUICKBOOKS, "CreditMemo", memo, _encode(booked).decode(), now)
        yield _link(credit_record(id_), "CreditMemo", memo, f"CR-{place}", now, posted="as wanted")


def _seen(system: System, kind: str, id_: str, wire: str, at: str) -> Row:
    return seen_records.name, {
        "company": COMPANY, "system": system.value, "kind": kind, "id": id_, "wire": wire,
        "content": hashlib.sha256(wire.encode()).hexdigest()[:32], "first_seen_at": at,
        "seen_at": at, "deleted": False,
    }  # fmt: skip


def _link(
    record: str, kind: str, id_: str, name: str, at: str, *, posted: str = "", facts: str = "",
    answered: str = "",
) -> Row:  # fmt: skip
    return links.name, {
        "company": COMPANY, "record": record, "kind": kind, "quickbooks_id": id_, "name": name,
        "posted": posted, "facts": facts, "answered": answered,
        "evidence": "LeafLedger made it." if posted else "The licence is the same.",
        "linked_at": at, "retired_at": None,
    }  # fmt: skip


def _plan(sequence: int, copy: Copy, subject: str, body: str, at: str) -> Row:
    return plans.name, {
        "sequence": sequence, "company": COMPANY, "subject": subject, "spoken_name": copy.seller,
        "fingerprint": copy.sample.fingerprint, "facts": copy.sample.facts, "policy_version": 1,
        "body": body, "written_at": at,
    }  # fmt: skip


def _step(plan: int, record: str, kind: str, body: str, id_: str, at: str) -> Iterator[Row]:
    yield steps.name, {
        "sequence": plan, "plan": plan, "company": COMPANY, "record": record,
        "operation": "create", "kind": kind, "request_id": request_id(REALM, record, "create", id_),
        "fingerprint": "as wanted", "body": body,
    }  # fmt: skip
    common = {"step": plan, "company": COMPANY, "trace": f"1-{plan:08x}-intuit", "detail": ""}
    yield outcomes.name, common | {"state": "sent", "at": at, "quickbooks_id": ""}
    yield outcomes.name, common | {"state": "done", "at": at, "quickbooks_id": id_}


def _question(copy: Copy, at: str) -> Row:
    if copy.payment_asked:
        kind, happened = QuestionKind.PAYMENT_GONE, f"Payment {copy.payment} is gone in QuickBooks."
        subject, about = f"payments:{copy.number}", f"order:{copy.number}"
    else:
        kind, happened = _ASKED[copy.place // 100 % len(_ASKED)]
        subject, about = f"order:{copy.number}", _about(kind, copy)
    return questions.name, {
        "company": COMPANY, "subject": subject, "spoken_name": copy.seller, "kind": kind.value,
        "about": about, "happened": happened, "effect": "Nothing was posted.",
        "cure": "Decide about it, then look again.",
        "amount": f"{copy.sample.total // 100}.{copy.sample.total % 100:02}", "asked_at": at,
        "closed_at": None,
    }  # fmt: skip


def _about(kind: QuestionKind, copy: Copy) -> str:
    near = lists.NEW_EVERY * (copy.place // 500 % 40 + 1)
    named: Mapping[QuestionKind, str] = {
        QuestionKind.SIMILAR_CUSTOMER: f"customer:{near}",
        QuestionKind.SIMILAR_ITEM: f"product:{near}",
        QuestionKind.NEEDS_APPROVAL: f"{APPROVAL}{copy.number[:8]}{samples.SAMPLES:08}",
    }
    return named.get(kind, f"order:{copy.number}")
