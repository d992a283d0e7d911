"""A used credit goes to every open invoice of its order, one payment of nothing for each (A7).

Credit 5        100.00
Invoice 10492    60.00 open   60.00 by credit:5:use
Invoice 10492-2 108.00 open   40.00 by credit:5:use:2
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from leafledger.bookkeeping.credits import CreditBooks, CreditUse, plan_credit
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.remittances import Credit, CreditStatus
from leafledger.figures.money import Money
from leafledger.ledger.documents import Application, DocumentKind, KnownDocument

POLICY = Policy.model_validate(
    {"orders": {"time_zone": "America/Denver"}, "accounts": {"sales": {"id": "79"}}}
)
DAY = date(2026, 11, 3)
CREDIT = Credit(
    "5", "3", Money.of("100.00"), DAY, CreditStatus.USED, "damaged", order="u", applied_to="u"
)


def _document(kind: DocumentKind, id_: str, open_: str) -> KnownDocument:
    return KnownDocument(
        kind, id_, "0", id_, "58", DAY, "", Money.of("100.00"), Money.of(open_), ""
    )


def _books(open_of_memo: str, *open_of_invoices: str, uses: tuple[CreditUse, ...]) -> CreditBooks:
    invoices = tuple(
        _document(DocumentKind.INVOICE, str(145 + place), open_)
        for place, open_ in enumerate(open_of_invoices)
    )
    return CreditBooks(
        memo=Link("credit:5", "400", "LLC-5"),
        memo_document=_document(DocumentKind.CREDIT_MEMO, "400", open_of_memo),
        uses=uses, invoices=invoices, in_books=True,
    )  # fmt: skip


def _plan(books: CreditBooks) -> Plan:
    company = CompanyBooks("1", True, True, True)
    return plan_credit(CREDIT, "10492", POLICY, company, books, date.min)


def _used(plan: Plan) -> list[tuple[str, str]]:
    found = []
    for step in plan.steps:
        assert isinstance(step.content, Application)
        found.append((step.record, step.content.amount.plain))
    return found


USED = CreditUse(Link("credit:5:use", "900"), frozenset({"145"}))


def test_what_one_invoice_leaves_of_a_credit_goes_to_the_next() -> None:
    plan = _plan(_books("100.00", "60.00", "108.00", uses=()))
    assert _used(plan) == [("credit:5:use", "60.00"), ("credit:5:use:2", "40.00")]
    notes = {step.content.note for step in plan.steps if isinstance(step.content, Application)}
    assert len(notes) == 2


def test_the_rest_of_a_credit_goes_to_an_invoice_that_came_later() -> None:
    plan = _plan(_books("40.00", "0.00", "108.00", uses=(USED,)))
    assert _used(plan) == [("credit:5:use:2", "40.00")]


def test_nothing_is_used_where_no_invoice_is_open() -> None:
    plan = _plan(_books("40.00", "0.00", uses=(USED,)))
    assert (plan.steps, plan.questions, plan.standing) == ((), (), "Used in QuickBooks.")


def test_a_use_that_was_deleted_by_hand_is_asked_about() -> None:
    plan = _plan(_books("100.00", "60.00", uses=(replace(USED, invoices=frozenset()),)))
    [asked] = plan.questions
    assert plan.steps == ()
    assert "was taken off the invoice in QuickBooks" in asked.happened
