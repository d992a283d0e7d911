"""Undoing, asking again and posting again by the REST API: the plan first, then by its name."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated

from fastapi import Depends, FastAPI
from pydantic import BaseModel

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import company_of, one_order
from leafledger.api.problems import Refusal
from leafledger.assembly import CompanyParts, LeafLedger
from leafledger.clerk.hand_edits import STILL_THERE, hand_edits, is_gone
from leafledger.clerk.undoing import TooMuchAtOnce, UndoPlan
from leafledger.intake.companies import Company
from leafledger.journal.audit import Happening, Kind
from leafledger.people.roles import Right

ORDER = "/v1/companies/{company}/orders/{order}"
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
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{ORDER}/undo/plan", tags=["orders"])
    def plan(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> UndoShown:
        """What undoing an order would do, document by document. Changes nothing."""
        del caller
        parts, _, number = _found(ledger, company, order)
        return _shown(_plan(parts, number))

    @app.post(f"{ORDER}/undo", tags=["orders"])
    def undo(
        company: shapes.Called, order: shapes.Order, said: AgreedUndo,
        caller: Annotated[Caller, Depends(acting)],
    ) -> shapes.Done:  # fmt: skip
        """Undo an order as its plan was seen; it is not posted again until somebody asks."""
        parts, chosen, number = _found(ledger, company, order)
        seen = _plan(parts, number)
        if seen.does_nothing:
            raise Refusal(409, NOTHING)
        if seen.name != said.plan:
            raise Refusal(409, CHANGED)
        parts.undoing.ask(seen, caller.person.name)
        words = "Asked for an order to be undone."
        return _done(caller, Happening(Kind.UNDO, words, chosen.company, f"order:{number}"))

    @app.post(f"{ORDER}/redo", tags=["orders"])
    def redo(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Ask again for an order that was undone."""
        parts, chosen, number = _found(ledger, company, order)
        _refuse_aside(parts, number)
        if not parts.undoing.redo([f"order:{number}"], caller.person.name):
            raise Refusal(409, NOT_UNDONE)
        words = "Asked again for an order that was undone."
        return _done(caller, Happening(Kind.UNDO, words, chosen.company, f"order:{number}"))

    @app.post(f"{ORDER}/post-again", tags=["orders"])
    def post_again(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Post anew what is gone from QuickBooks; refused where nothing of it is gone."""
        parts, chosen, number = _found(ledger, company, order)
        _refuse_aside(parts, number)
        edit = hand_edits(parts.lookout, parts.known, [number]).get(number)
        if not is_gone(number, edit, ledger.questions.all(chosen.company)):
            raise Refusal(409, STILL_THERE)
        parts.asking.give_up_document(number)
        parts.asking.ask(number)
        words = "Asked for an order to be posted again."
        return _done(caller, Happening(Kind.SYNC, words, chosen.company, f"order:{number}"))


def _found(ledger: LeafLedger, company: str, order: str) -> tuple[CompanyParts, Company, str]:
    chosen = company_of(ledger, company)
    return ledger.parts(chosen), chosen, one_order(ledger, chosen, order)


def _plan(parts: CompanyParts, number: str) -> UndoPlan:
    parts.watch.sweep()
    try:
        return parts.undoing.of_orders([number])
    except TooMuchAtOnce as much:
        raise Refusal(409, str(much)) from much


def _refuse_aside(parts: CompanyParts, number: str) -> None:
    if kept := parts.aside.told(number):
        raise Refusal(409, f"Nothing was posted. {kept}")


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


def _done(caller: Caller, what: Happening) -> shapes.Done:
    caller.tell(what)
    return shapes.Done(person=caller.person.name, done=what.words)
