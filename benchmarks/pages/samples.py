"""Orders to stamp out: planned by the product itself, with marks where each copy differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import msgspec

from benchmarks.pages import lists
from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Link, Marketplace
from leafledger.bookkeeping.orders import Bookkeeper
from leafledger.bookkeeping.payment_window import payment_record
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step
from leafledger.bookkeeping.policy import Accounts, Chosen, Orders, Policy
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Order
from leafledger.figures.money import Money
from leafledger.figures.references import payment_marker
from leafledger.journal.written import write_plan, write_step
from leafledger.leaflink.customers import read_customer
from leafledger.leaflink.orders import read_order
from leafledger.leaflink.products import read_product
from leafledger.ledger.documents import SalesDocument
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import Receipt, Settled
from leafledger.quickbooks.items import read_item
from leafledger.quickbooks.receipts import wire_receipt
from leafledger.quickbooks.sales_documents import wire_document

SAMPLES = 200
LINES_MAX = 8
# What every copy puts its own in the place of. No mark is part of another.
NUMBER, SHORT, SELLER = "11111111-aaaa-4bbb-8ccc-222222222222", "@@short@@", "@@seller@@"
CUSTOMER, CUSTOMER_NAME, PARTY = "987650001", "@@store@@", "987650002"
INVOICE, PAYMENT, RECEIPT, OPEN = "987650003", "987650004", "987650005", "987650006.25"
CREATED, ACCEPTED, DUE = "2001-01-01", "2001-01-02", "2001-01-17"
POLICY = Policy(
    orders=Orders(time_zone="America/Denver"),
    accounts=Accounts(
        sales=Chosen(id=lists.SALES, name="Sales of Product Income"),
        discounts=Chosen(id="86", name="Discounts given"),
    ),
)
_encode = msgspec.json.Encoder(decimal_format="number", order="sorted").encode


@dataclass(frozen=True, slots=True)
class Sample:
    """One order as texts with marks in them, and its total in cents."""

    total: int
    brand: str
    facts: str
    plan: str
    steps: tuple[tuple[str, str, str], ...]
    fingerprint: str
    order: str
    events: str
    invoice: str
    leaflink_payment: str
    receipt: str
    payment_plan: str
    payment_step: str


def samples(seed: int) -> list[Sample]:
    """So many different orders of one to eight lines."""
    draw = Random(seed)
    bookkeeper = _bookkeeper()
    return [_sample(draw, bookkeeper, place) for place in range(SAMPLES)]


def _bookkeeper() -> Bookkeeper:
    products = {id_: read_product(wire) for id_, wire in lists.leaflink_products()}
    items = {id_: read_item(wire) for id_, wire in lists.quickbooks_items()}
    links = {
        f"product:{number}": Link(
            f"product:{number}", str(lists.FIRST_ITEM + number), lists.product_name(number)
        )
        for number in range(1, lists.PRODUCTS + 1)
    }
    customer = f"customer:{CUSTOMER}"
    links[customer] = Link(customer, PARTY, CUSTOMER_NAME)
    wire = {**next(lists.leaflink_customers())[1], "id": int(CUSTOMER), "name": CUSTOMER_NAME}
    buyer = read_customer(wire)
    assert isinstance(buyer, Customer)
    readable = {id_: one for id_, one in products.items() if isinstance(one, Product)}
    return Bookkeeper(
        POLICY,
        CompanyBooks(
            "9130",
            custom_numbers=True, discount_line=True, shipping_line=True,
            terms={"net 15": Known(RecordKind.TERM, "3", "Net 15")},
            receivable=Known(RecordKind.ACCOUNT, lists.RECEIVABLE, "Accounts Receivable (A/R)"),
        ),
        Counterparts(
            links=links, parties=(KnownParty(PARTY, "0", CUSTOMER_NAME),), items=items,
            linked_parties=frozenset({PARTY}),
            linked_items=frozenset(items),
        ),
        Marketplace({CUSTOMER: buyer}, readable),
    )  # fmt: skip


def _sample(draw: Random, bookkeeper: Bookkeeper, place: int) -> Sample:
    wire, events = _wire(draw, place), _events()
    order = read_order(wire, events, datetime(2001, 1, 2, 20, tzinfo=UTC))
    assert isinstance(order, Order), order
    plan = bookkeeper.plan(order, date(2000, 1, 1))
    assert plan.steps, plan.questions
    assert not plan.questions, plan.questions
    document = plan.steps[-1].content
    assert isinstance(document, SalesDocument)
    receipt = _receipt(document)
    paid = _payment_plan(receipt)
    return Sample(
        total=int(order.total.amount.scaleb(2)),
        brand=order.brand or "",
        facts=plan.facts,
        plan=write_plan(plan),
        steps=tuple(
            (one.record, one.kind.value, write_step(one)) for one in plan.steps
        ),
        fingerprint=plan.fingerprint,
        order=_text(wire),
        events=_text(events),
        invoice=_text(_invoice(document)),
        leaflink_payment=_text([_leaflink_payment(order.total)]),
        receipt=_text(_received(receipt)),
        payment_plan=write_plan(paid),
        payment_step=write_step(paid.steps[0]),
    )  # fmt: skip


def _wire(draw: Random, place: int) -> dict[str, Any]:
    lines = [_line(draw, position) for position in range(1, 2 + draw.randrange(LINES_MAX))]
    total = sum((_amount(line) for line in lines), Decimal(0))
    shipping = Decimal(place % 3 * 25)
    brand = lists.BRANDS[place % 4]
    return {
        "number": NUMBER, "short_id": SHORT, "order_seller_number": SELLER,
        "external_id_seller": SELLER, "created_on": f"{CREATED}T15:15:03-06:00",
        "modified": f"{ACCEPTED}T09:00:00-07:00",
        "customer": {"id": int(CUSTOMER), "display_name": CUSTOMER_NAME, "ext_acct_id": None},
        "brand": {"id": place % 4, "name": brand}, "status": "Accepted", "manual": False,
        "discount": 0, "discount_type": "%", "final_tax": "0.00", "credits": "0.00",
        "shipping_charge": {"amount": shipping, "currency": "USD"},
        "total": {"amount": total + shipping, "currency": "USD"}, "payment_balance": Decimal(OPEN),
        "payment_term": "Net 15", "payment_due_date": None, "ship_date": None, "order_taxes": [],
        "selected_payment_option": {
            "payment_method": {"id": 4, "method": "ACH"},
            "payment_term": {"id": 3, "term": "Net 15", "days": 15, "code": "net15"},
        },
        "delivery_address": {"address": "17034 Highway 17", "city": "Moffat", "state": "CO",
                             "zipcode": "81143"},
        "line_items": lines,
    }  # fmt: skip


def _line(draw: Random, position: int) -> dict[str, Any]:
    # Products that QuickBooks does not know would not be posted.
    product = draw.choice([n for n in range(1, lists.PRODUCTS + 1) if not lists.is_new(n)])
    return {
        "id": 880 + position, "product": product, "position": position,
        "quantity": f"{12 * draw.randrange(1, 9)}.0000", "unit_multiplier": 12,
        "ordered_unit_price": {
            "amount": Decimal(lists.price_cents(product)).scaleb(-2), "currency": "USD",
        },
        "sale_price": {"amount": "0.00", "currency": "USD"}, "is_sample": False,
        "is_medical_line_item": False, "notes": None, "package_tags": "",
    }  # fmt: skip


def _amount(line: Mapping[str, Any]) -> Decimal:
    cases = Decimal(line["quantity"]) / line["unit_multiplier"]
    return Decimal(cases * line["ordered_unit_price"]["amount"])


def _events() -> list[dict[str, Any]]:
    reached = (("submitted", CREATED, "16:00:00"), ("accepted", ACCEPTED, "16:02:11"))
    return [
        {"id": place, "order": NUMBER, "event_type": kind, "timestamp": f"{day}T{at}-07:00",
         "source": "seller"}
        for place, (kind, day, at) in enumerate(reached)
    ]  # fmt: skip


def _invoice(document: SalesDocument) -> dict[str, Any]:
    wire = wire_document(document, lambda pointer: getattr(pointer, "id", PARTY))
    total = document.total.amount
    return wire | {
        "Id": INVOICE, "SyncToken": "0", "TotalAmt": total, "Balance": Decimal(OPEN),
        "domain": "QBO", "sparse": False, "LinkedTxn": [],
        "MetaData": {"CreateTime": f"{ACCEPTED}T10:00:00-07:00",
                     "LastUpdatedTime": f"{ACCEPTED}T10:00:00-07:00"},
    }  # fmt: skip


def _leaflink_payment(total: Money) -> dict[str, Any]:
    return {
        "id": int(PAYMENT), "order": NUMBER, "total": total.amount, "payment_type": "ACH",
        "payment_date": f"{DUE}T17:00:00Z", "created_on": f"{DUE}T17:00:02Z", "reason": "",
        "recorded_by": 7,
    }  # fmt: skip


def _receipt(document: SalesDocument) -> Receipt:
    invoice = Known(RecordKind.INVOICE, INVOICE, SELLER)
    return Receipt(
        customer=document.customer, dated=date.fromisoformat(DUE), amount=document.total,
        note=payment_marker(PAYMENT),
        settles=(Settled(RecordKind.INVOICE, invoice, document.total),),
        method=Known(RecordKind.PAYMENT_METHOD, "1", "ACH"),
    )  # fmt: skip


def _received(receipt: Receipt) -> dict[str, Any]:
    wire = wire_receipt(receipt, lambda pointer: getattr(pointer, "id", PARTY))
    return wire | {
        "Id": RECEIPT, "SyncToken": "0", "UnappliedAmt": 0,
        "MetaData": {"CreateTime": f"{DUE}T10:00:00-07:00",
                     "LastUpdatedTime": f"{DUE}T10:00:00-07:00"},
    }  # fmt: skip


def _payment_plan(receipt: Receipt) -> Plan:
    reason = Reason(
        "payment", "LeafLink shows a payment of the order.", "A6.1", "payments", "payment.total"
    )
    step = Step(
        Operation.CREATE, RecordKind.PAYMENT, payment_record(NUMBER, PAYMENT), receipt,
        reasons=(reason,),
    )  # fmt: skip
    return Plan(
        f"payments:{NUMBER}", SELLER, "facts of the payments", receipt.amount, steps=(step,)
    )


def _text(wire: Any) -> str:
    return _encode(wire).decode()


def later(day: date, days: int) -> str:
    """A day some days later, as a text."""
    return (day + timedelta(days=days)).isoformat()
