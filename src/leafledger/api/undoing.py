"""Undoing, asking again and posting again by the REST API: the plan first, then by its name."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import answer_done, company_of, order_named, refuse_aside
from leafledger.api.problems import Refusal
from leafledger.assembly import CompanyParts, LeafLedger
from leafledger.clerk.hand_edits import MEMO_STANDS, STILL_THERE, is_gone
from leafledger.clerk.undoing import TooMuchAtOnce, UndoPlan
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

COMPANY = "/v1/companies/{company}"
ORDER = COMPANY + "/orders/{order}"
CHANGED = "The undo reads otherwise by now, so nothing was undone. Ask for its plan again."
NOTHING = "Nothing of this order can be undone, so nothing was changed."
NOT_UNDONE = "This order was not undone, so nothing was changed."


class UndoneDocument(BaseModel):
    """One document of an undo: what becomes of it, and why."""

    document: str
    fate: str
    why: str
    amount: str


class UndoShown(BaseModel):
    """What undoing an order would do. `plan` is the name by which it is carried out.

    `amount` is the money of what does not stay as it is; `stays_on_leaflink` counts the payments
    that were written to LeafLink and stay there.
    """

    plan: str
    chosen: str
    amount: str
    does_nothing: bool
    stays_on_leaflink: int
    documents: list[UndoneDocument]


class AgreedUndo(BaseModel):
    """An undo that was seen, by the name of its plan."""

    plan: shapes.Name


def add_undoing(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints that take an order back, or have it posted anew."""
    _add_taking_back(app, ledger)
    _add_posting_anew(app, ledger)


def _add_taking_back(app: FastAPI, ledger: LeafLedger) -> None:
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{ORDER}/undo/plan", tags=["orders"])
    def plan(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> UndoShown:
        """What undoing an order would do, document by document. Changes nothing."""
        del caller
        chosen, number = order_named(ledger, company, order)
        return _shown(_plan(ledger.parts(chosen), number))

    @app.post(f"{ORDER}/undo", tags=["orders"])
    def undo(
        company: shapes.Called, order: shapes.Order, said: AgreedUndo,
        caller: Annotated[Caller, Depends(acting)],
    ) -> shapes.Done:  # fmt: skip
        """Undo an order as its plan was seen; it is not posted again until somebody asks."""
        chosen, number = order_named(ledger, company, order)
        parts = ledger.parts(chosen)
        seen = _plan(parts, number)
        if seen.does_nothing:
            raise Refusal(409, NOTHING)
        if seen.name != said.plan:
            raise Refusal(409, CHANGED)
        parts.undoing.ask(seen, caller.person.name)
        words = "Asked for an order to be undone."
        return answer_done(caller, Happening(Kind.UNDO, words, chosen.company, f"order:{number}"))


def _add_posting_anew(app: FastAPI, ledger: LeafLedger) -> None:
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{ORDER}/redo", tags=["orders"])
    def redo(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Ask again for an order that was undone."""
        chosen, number = order_named(ledger, company, order)
        parts = ledger.parts(chosen)
        refuse_aside(ledger, chosen, number)
        if not parts.undoing.redo([f"order:{number}"], caller.person.name):
            raise Refusal(409, NOT_UNDONE)
        words = "Asked again for an order that was undone."
        return answer_done(caller, Happening(Kind.UNDO, words, chosen.company, f"order:{number}"))

    @app.post(f"{ORDER}/post-again", tags=["orders"])
    def post_again(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Post anew what is gone from QuickBooks; refused where nothing of it is gone."""
        chosen, number = order_named(ledger, company, order)
        parts = ledger.parts(chosen)
        refuse_aside(ledger, chosen, number)
        waiting = ledger.questions.all(chosen.company)
        if not is_gone(parts.lookout, parts.known, number, waiting):
            raise Refusal(409, STILL_THERE)
        parts.asking.give_up_document(number)
        parts.asking.ask(number)
        words = "Asked for an order to be posted again."
        return answer_done(caller, Happening(Kind.SYNC, words, chosen.company, f"order:{number}"))

    @app.post(f"{COMPANY}/credits/{{credit}}/write-again", tags=["records"])
    def write_credit_again(
        company: shapes.Called, credit: shapes.Record, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Have the memo of a credit written anew; refused where it stands in QuickBooks."""
        chosen = company_of(ledger, company)
        parts, record = ledger.parts(chosen), f"credit:{credit}"
        if not parts.asking.post_credit_again(credit):
            raise Refusal(409, MEMO_STANDS)
        parts.undoing.redo([record], caller.person.name)
        words = "Asked for the memo of a credit to be written again."
        return answer_done(caller, Happening(Kind.SYNC, words, chosen.company, record))


def _plan(parts: CompanyParts, number: str) -> UndoPlan:
    parts.watch.sweep()
    try:
        return parts.undoing.of_orders([number])
    except TooMuchAtOnce as much:
        raise Refusal(409, str(much)) from much


def _shown(plan: UndoPlan) -> UndoShown:
    documents = [
        UndoneDocument(
            document=one.document, fate=one.fate.value, why=one.why, amount=one.amount.plain
        )
        for undone in plan.parts.values()
        for one in undone.verdicts
    ]
    return UndoShown(
        plan=plan.name, chosen=plan.chosen, amount=plan.amount.plain,
        does_nothing=plan.does_nothing, stays_on_leaflink=plan.on_leaflink, documents=documents,
    )  # fmt: skip
