"""Finding what a call of the REST API is about, and putting it into its shapes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from leafledger.api import shapes
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.intake.companies import Company, NoSuchCompany
from leafledger.intake.order_names import find_orders
from leafledger.journal.open_questions import OpenQuestion

# A page of orders that a program reads in one gulp; some tens of kilobytes.
ORDERS_ON_A_PAGE = 100


def company_of(ledger: LeafLedger, name: str) -> Company:
    """The company of a name. Raises: Refusal."""
    try:
        return ledger.companies.find(name)
    except NoSuchCompany:
        raise Refusal(404, "No company of that name is connected.") from None


def one_order(ledger: LeafLedger, company: Company, name: str) -> str:
    """The number of the one seen order that is called so. Raises: Refusal."""
    found = find_orders(ledger.database, company.company, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(409, f"{len(found)} orders are called so. Name one by its long number.")
    raise Refusal(404, "No order of that name was seen yet.")


def orders_page(
    kept: Mapping[str, Any], search: str, standing: str, page: int
) -> shapes.OrdersShown:
    """A page of the orders of a proof that fit a search and a standing."""
    words = search.casefold().split()
    fitting = [
        row
        for row in kept["details"]
        if standing in {"", row["standing"]} and all(word in _searched(row) for word in words)
    ]
    pages = max(1, -(-len(fitting) // ORDERS_ON_A_PAGE))
    start = (page - 1) * ORDERS_ON_A_PAGE
    rows = fitting[start : start + ORDERS_ON_A_PAGE]
    return shapes.OrdersShown(
        proved_at=kept["proved_at"], found=len(fitting), page=page, pages=pages,
        orders=[shapes.OrderShown.model_validate(row) for row in rows],
    )  # fmt: skip


def question_shown(one: OpenQuestion) -> shapes.QuestionShown:
    """A question as the API tells it."""
    asked = one.question
    waits = asked.kind is QuestionKind.NEEDS_APPROVAL
    return shapes.QuestionShown(
        subject=one.subject, order=one.spoken_name, kind=asked.kind.value,
        happened=asked.happened, effect=asked.effect, cure=asked.cure, amount=asked.amount.plain,
        asked_at=one.asked_at, approval=asked.about.removeprefix(APPROVAL) if waits else "",
    )  # fmt: skip


def _searched(row: Mapping[str, Any]) -> str:
    said = ("order", "customer", "status", "number", "dated", "leaflink")
    return " ".join((*(str(row[name]) for name in said), *row["documents"])).casefold()
