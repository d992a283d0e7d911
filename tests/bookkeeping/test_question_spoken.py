"""Every question is a bookkeeper's sentence: no class name, no bare id, no JSON.

The sentences are found, not listed: each function that makes a question is asked with plain facts,
and each question of a worked example is read. A function or a kind that neither shows fails.
"""

from __future__ import annotations

import ast
import importlib
import re
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import leafledger
from leafledger.bookkeeping.adjustments import Ground
from leafledger.bookkeeping.known_records import Counterparts, Link, Paper
from leafledger.bookkeeping.limits import Need
from leafledger.bookkeeping.merging import Agreed, Conflict
from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.bookkeeping.same_money import EnteredTwice, SameMoney
from leafledger.bookkeeping.wanted_deposits import Chosen, WantedDeposit
from leafledger.clerk.carrying_out import Ended
from leafledger.clerk.settling import never_came, never_rests, not_shown, refusal, stuck
from leafledger.commerce.catalog import Product
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import (
    DiscountKind,
    Order,
    OrderDiscount,
    OrderStatus,
    Unreadable,
)
from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.commerce.remittances import Credit, CreditStatus, Payment, PaymentMethod
from leafledger.errors import AskBookkeeper, Evidence
from leafledger.figures.money import Money
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.items import ItemType, KnownItem
from leafledger.ledger.parties import KnownParty, Party
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import KnownDeposit, KnownReceipt
from tests.clerk.written import invoice, mark, plan, result, step
from tests.examples.scene import usual_company, usual_policy

EXAMPLES = Path(__file__).parents[1] / "examples"
SOURCE = Path(leafledger.__file__).parent

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}", re.IGNORECASE)
# How we name records among ourselves, and names made of letters and digits by machines.
RECORD = re.compile(
    r"\b(?:order|payments?|credit|customer|product|payout|merged|approval|marked paid)"
    r":(?=\S)\S*|\b(?=\w*\d)[0-9a-f]{16,}\b"
)
# What a person types as it stands may name a record by its number.
COMMAND = re.compile(r"leafledger (?:match|sync|decide|approve|plan|redo|undo) [^.,;]*")
# LeafLink's and QuickBooks's numbers of the samples below, by which nobody knows a name.
CUSTOMER_ID, PARTY_ID = "8841", "5813"
BARE_ID = re.compile(rf"\b(?:{CUSTOMER_ID}|{PARTY_ID})\b")
JSON = re.compile(r"[{}\[\]]|\": ")
CLASS_NAME = re.compile(r"\b[A-Z][a-z]+[A-Z]\w*|\b\w+\(|\bNone\b|\bTrue\b|\bFalse\b")
NAMES_OF_PRODUCTS = ("LeafLink", "LeafLedger", "QuickBooks")

NUMBER = "7f1c2b90-5d3e-4a61-9c08-3e52a9bf6e2f"
NOON = datetime(2026, 11, 2, 19, tzinfo=UTC)
DAY, AMOUNT, ZERO = date(2026, 11, 2), Money.of("25.00"), Money.zero()
ORDER = Order(
    number=NUMBER, short_id="a9bf6e2f", seller_number="10492", status=OrderStatus.CANCELLED,
    created_at=NOON, modified_at=NOON, first_seen_at=NOON, customer=CUSTOMER_ID,
    customer_name="Green Mesa", lines=(), discount=OrderDiscount(DiscountKind.AMOUNT, Decimal(0)),
    final_tax=ZERO, taxes=(), shipping=ZERO, credits=ZERO, total=ZERO, payment_balance=ZERO,
)  # fmt: skip
MEMO = KnownDocument(
    DocumentKind.CREDIT_MEMO, "145", "0", "LLC-31", PARTY_ID, DAY, "", AMOUNT, AMOUNT, ""
)
CUSTOMER = Known(RecordKind.CUSTOMER, PARTY_ID, "Green Mesa")
POSTED = invoice(CUSTOMER, Known(RecordKind.ITEM, "21", "Blue Dream"))
PAPER = Paper(
    Link(f"order:{NUMBER}", "145", "10492", "as posted", "", "as posted"),
    KnownDocument(
        DocumentKind.INVOICE, "145", "0", "10492", "58", DAY, "", AMOUNT, AMOUNT, "other"
    ),
    POSTED,
)
TROUBLE = AskBookkeeper("The item is inactive. Nothing was changed.", Evidence("QuickBooks"))
LINE = PayoutLine("LLP-20261102", 1, DAY, "direct", "10492", AMOUNT, ZERO, AMOUNT)
AGREED = Agreed(("c@mesa.example",), ("c@mesa.example",))
# A sample of each type that questions are asked with; text is by the parameter's name.
SAMPLES: dict[Any, Any] = {
    Order: ORDER,
    Payment: Payment("71", NUMBER, AMOUNT, NOON, NOON, PaymentMethod.CHECK),
    Credit: Credit("31", CUSTOMER_ID, AMOUNT, DAY, CreditStatus.ACTIVE, "other", "Other"),
    Customer: Customer(CUSTOMER_ID, "Green Mesa"),
    Conflict: Conflict("email", ("a@mesa.example",), ("b@mesa.example",), AGREED),
    KnownDocument: MEMO,
    KnownDocument | None: MEMO,
    KnownReceipt: KnownReceipt("77", "0", PARTY_ID, DAY, "", AMOUNT, ZERO, ()),
    SameMoney: SameMoney(
        Payment("71", NUMBER, AMOUNT, NOON, NOON, PaymentMethod.CHECK),
        KnownReceipt("77", "0", PARTY_ID, DAY, "", AMOUNT, ZERO, ()),
    ),
    EnteredTwice: EnteredTwice(
        SameMoney(
            Payment("71", NUMBER, AMOUNT, NOON, NOON, PaymentMethod.CHECK),
            KnownReceipt("77", "0", PARTY_ID, DAY, "", AMOUNT, ZERO, ()),
        ),
        KnownReceipt("78", "0", PARTY_ID, DAY, "", AMOUNT, ZERO, ()),
    ),
    WantedDeposit: WantedDeposit(
        "2026-11-02-4f0c2a",
        Known(RecordKind.ACCOUNT, "35", "Checking"),
        DAY,
        (Chosen("77", AMOUNT, "Green Mesa, order 10492, no. 1042"),),
        "Ana",
    ),
    KnownDeposit: KnownDeposit("78", DAY, "", AMOUNT),
    Link: Link("credit:31", "145", "LLC-31"),
    Money: AMOUNT,
    Payout: Payout("LLP-20261102", DAY, (LINE,)),
    PayoutLine: LINE,
    Unreadable: Unreadable("payment", "71", "Payment 71", "Its amount is missing."),
    Sequence[str]: ["Green Mesa LLC"],
    Sequence[KnownParty]: [KnownParty(PARTY_ID, "0", "GM Holdings")],
    KnownParty | Party: KnownParty(PARTY_ID, "0", "GM Holdings"),
    Sequence[Paper]: [PAPER],
    Product: Product("102", "Blue Dream"),
    list[KnownItem]: [
        KnownItem("21", "0", "Blue-Dream", "Blue-Dream", "", ItemType.SERVICE, "79", "Sales")
    ],
    Ground: Ground(
        Policy.model_validate(usual_policy()), usual_company(), Counterparts(), taken={}
    ),
    Plan: replace(
        plan(AMOUNT),
        steps=(Step(Operation.CREATE, RecordKind.INVOICE, f"order:{NUMBER}", POSTED),),
    ),
    Need: Need(2, AMOUNT),
    frozenset[str]: frozenset({"ann"}),
    date: DAY,
    date | None: DAY,
    bool: True,
    int: 2,
    str: "10492",
}


# What the posting rules ask is made with the case at hand: their examples show it.
SHOWN_BY_EXAMPLES = {
    "rules.delivery_charge.post_delivery_charge": QuestionKind.NO_SHIPPING_ITEM,
    "rules.order_discount.post_order_discount": QuestionKind.NO_DISCOUNT_ACCOUNT,
    "rules.order_taxes.post_order_taxes": QuestionKind.NO_TAX_ITEM,
}
# Where the makers of questions are; the journal only reads back what they made.
MAKERS = (SOURCE / "bookkeeping", SOURCE / "clerk")


# What the clerk asks is of orders, payments, credits, customers and payouts alike.
SETTLING = "clerk.settling."
SUBJECTS = {
    f"order:{NUMBER}": "10492", f"payments:{NUMBER}": "10492", "credit:31": "31",
    f"customer:{CUSTOMER_ID}": "Green Mesa", "payout:LLP-20261102": "LLP-20261102",
}  # fmt: skip


def _refused() -> Iterator[tuple[str, Question]]:
    """What the clerk asks about refused steps and orders that are not shown."""
    refused = result(step(POSTED, operation=Operation.CREATE), Ended.ASK, TROUBLE)
    for subject, name in SUBJECTS.items():
        told = replace(plan(AMOUNT), subject=subject, spoken_name=name)
        kind = subject.split(":")[0]
        yield f"{SETTLING}refusal of {kind}", refusal(told, refused)
        yield f"{SETTLING}never_came of {kind}", never_came(told)
        yield f"{SETTLING}never_rests of {kind}", never_rests(told)
    yield f"{SETTLING}not_shown", not_shown(mark(), "10492", TROUBLE)
    yield f"{SETTLING}stuck", stuck(f"customer:{CUSTOMER_ID}", 'customer "Green Mesa"', TROUBLE)


def _makers() -> Iterator[tuple[str, str, str]]:
    """Every function outside of a class that makes a question: its module, and both names."""
    for path in sorted(path for folder in MAKERS for path in folder.rglob("*.py")):
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and any(map(_makes_one, ast.walk(node))):
                short = module.removeprefix("leafledger.").removeprefix("bookkeeping.")
                yield module, node.name, f"{short}.{node.name}"


def _makes_one(node: ast.AST) -> bool:
    """`Question(...)`, or the case of a rule: `case.question(...)`."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (isinstance(called, ast.Name) and called.id == "Question") or (
        isinstance(called, ast.Attribute) and called.attr == "question"
    )


def _sentences() -> Iterator[tuple[str, Question]]:
    yield from _refused()
    for module, function, name in _makers():
        if name.startswith(SETTLING):
            continue
        ask: Callable[..., Any] = getattr(importlib.import_module(module), function)
        hints = typing.get_type_hints(ask)
        if hints.pop("return") is Question:
            yield name, ask(**{parameter: SAMPLES[kind] for parameter, kind in hints.items()})


SENTENCES = dict(_sentences())
EXAMPLE = re.compile(r"question ([a-z_]+)(?:, \S+ at stake)?\n((?:\s{12}\S.*\n)+)")


def _in_examples() -> list[tuple[str, str]]:
    """The questions of the worked examples, which are true because they run as tests."""
    texts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("test_*.py"))]
    found = [match for text in texts for match in EXAMPLE.findall(text)]
    return [(kind, " ".join(said.split())) for kind, said in found]


def _faults(text: str) -> list[str]:
    """What a bookkeeper should not have to read."""
    plain = text
    for name in NAMES_OF_PRODUCTS:
        plain = plain.replace(name, "")
    said = COMMAND.sub("", text)
    return [
        *UUID.findall(text), *RECORD.findall(said), *BARE_ID.findall(said), *JSON.findall(plain),
        *CLASS_NAME.findall(plain),
    ]  # fmt: skip


@pytest.mark.parametrize("name", SENTENCES)
def test_a_question_holds_no_class_name_no_bare_id_and_no_json(name: str) -> None:
    assert _faults(SENTENCES[name].text) == []


@pytest.mark.parametrize("name", SENTENCES)
def test_a_question_says_what_happened_what_became_of_it_and_what_to_do(name: str) -> None:
    asked = SENTENCES[name]
    for part in (asked.happened, asked.effect, asked.cure):
        assert part[:1].isupper() or part[:1] in '"$', part
        assert "  " not in part
    assert asked.happened.endswith((".", '."')), asked.happened
    assert asked.effect.endswith("."), asked.effect


def test_no_question_of_a_worked_example_holds_what_people_cannot_read() -> None:
    found = {text: _faults(text) for _, text in _in_examples()}
    assert {text: faults for text, faults in found.items() if faults} == {}


def test_every_function_that_makes_a_question_is_asked() -> None:
    made = {name for _, _, name in _makers()}
    assert made == {name.split(" ")[0] for name in SENTENCES} | SHOWN_BY_EXAMPLES.keys()
    assert {kind.value for kind in SHOWN_BY_EXAMPLES.values()} <= dict(_in_examples()).keys()


def test_no_class_makes_a_question_but_the_case_of_a_rule() -> None:
    found = [
        f"{path.stem}.{node.name}"
        for folder in MAKERS
        for path in folder.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and any(map(_makes_one, ast.walk(node)))
    ]
    assert found == ["contract.Case"]


def test_every_kind_of_question_has_its_sentence() -> None:
    shown = {asked.kind for asked in SENTENCES.values()}
    shown |= {QuestionKind(kind) for kind, _ in _in_examples()}
    assert set(QuestionKind) == shown


@pytest.mark.parametrize(
    "text",
    [
        f"Order {NUMBER} is waiting.",
        'It said {"code": 6000}.',
        "ValidationError: ItemRef missing.",
        "The total is None.",
        "Its customer (customer:9001) is not in QuickBooks.",
        f"Customer {CUSTOMER_ID} is waiting.",
        "It was matched with product:102.",
        "Approve 0f3c5a7e9b1d2c4e6f8a first.",
    ],
)
def test_a_sentence_for_machines_is_found_out(text: str) -> None:
    assert _faults(text)
