"""Finding what a call of the REST API is about, and putting it into its shapes."""

from __future__ import annotations

from leafledger.api import shapes
from leafledger.api.door import NO_COMPANY, Caller
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.limits import APPROVAL
from leafledger.bookkeeping.questions import QuestionKind
from leafledger.clerk.hand_edits import edits_asked_about
from leafledger.intake.companies import Company, NoSuchCompany
from leafledger.intake.order_names import find_orders
from leafledger.journal.audit import Happening
from leafledger.journal.open_questions import OpenQuestion
from leafledger.reconciliation.checks import Standing
from leafledger.reconciliation.kept_orders import Sought, StandsNow
from leafledger.reconciliation.telling import order_told

# A page of orders that a program reads in one gulp; some tens of kilobytes.
ORDERS_ON_A_PAGE = 100
NEVER = "Nothing was proved yet. Check now, or wait for the night."


def company_of(ledger: LeafLedger, name: str) -> Company:
    """The company of a name. Raises: Refusal."""
    try:
        return ledger.companies.find(name)
    except NoSuchCompany:
        raise Refusal(404, NO_COMPANY) from None


def one_order(ledger: LeafLedger, company: Company, name: str) -> str:
    """The number of the one seen order that is called so. Raises: Refusal."""
    found = find_orders(ledger.database, company.company, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(409, f"{len(found)} orders are called so. Name one by its long number.")
    raise Refusal(404, "No order of that name was seen yet.")


def order_named(ledger: LeafLedger, company: str, order: str) -> tuple[Company, str]:
    """The company of a name and the number of its order that is called so. Raises: Refusal."""
    chosen = company_of(ledger, company)
    return chosen, one_order(ledger, chosen, order)


def refuse_aside(ledger: LeafLedger, company: Company, number: str) -> None:
    """Post nothing of an order that is held or skipped. Raises: Refusal."""
    if kept := ledger.parts(company).aside.told(number):
        raise Refusal(409, f"Nothing was posted. {kept}")


def answer_done(caller: Caller, what: Happening) -> shapes.Done:
    """Write down what a call did, and answer with the same words."""
    caller.tell(what)
    return shapes.Done(person=caller.person.name, done=what.words)


def orders_page(
    ledger: LeafLedger, company: Company, search: str, standing: str, page: int
) -> shapes.OrdersShown:
    """A page of the orders of the last proof that fit a search and a standing. Raises: Refusal."""
    # A word that names no standing finds nothing.
    ways = tuple(StandsNow) if standing in {"", *Standing} else ()
    sought = Sought(search.split(), standing=Standing(standing) if standing and ways else None)
    found = ledger.kept_orders.page(company.company, sought, ways, size=ORDERS_ON_A_PAGE, page=page)
    if found is None:
        raise Refusal(404, NEVER)
    count = sum(one.orders for way, one in found.tallies.items() if way in ways)
    pages = max(1, -(-count // ORDERS_ON_A_PAGE))
    return shapes.OrdersShown(
        proved_at=found.listing.proved_at.isoformat(), found=count, page=page, pages=pages,
        orders=[shapes.OrderShown.model_validate(order_told(order)) for order, _ in found.rows]
        if page <= pages else [],
    )  # fmt: skip


def questions_shown(ledger: LeafLedger, company: Company) -> list[shapes.QuestionShown]:
    """What waits for a person, oldest first, as the API tells it."""
    waiting, parts = ledger.questions.all(company.company), ledger.parts(company)
    edits = edits_asked_about(parts.lookout, parts.known, waiting)
    by_subject = {f"order:{number}": edit.content for number, edit in edits.items()}
    return [_question(one, by_subject.get(one.subject, "")) for one in waiting]


def _question(one: OpenQuestion, content: str) -> shapes.QuestionShown:
    asked = one.question
    waits = asked.kind is QuestionKind.NEEDS_APPROVAL
    edited = asked.kind is QuestionKind.EDITED_BY_HAND
    return shapes.QuestionShown(
        subject=one.subject, order=one.spoken_name, kind=asked.kind.value,
        happened=asked.happened, effect=asked.effect, cure=asked.cure, amount=asked.amount.plain,
        asked_at=one.asked_at, approval=asked.about.removeprefix(APPROVAL) if waits else "",
        content=content if edited else "",
    )  # fmt: skip
