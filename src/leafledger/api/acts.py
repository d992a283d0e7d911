"""What programs do by the REST API: the same words of people as the buttons of the pages."""

# Annotations are read when an endpoint is added, inside a function: they cannot be put off.
from typing import Annotated

from fastapi import Depends, FastAPI

from leafledger.api import shapes
from leafledger.api.door import Caller, caller_with
from leafledger.api.lookups import answer_done, company_of, order_named, refuse_aside
from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.clerk.approving import ChangedSince
from leafledger.clerk.deciding import NothingToDecide
from leafledger.clerk.matching import CannotMatch
from leafledger.clerk.setting_aside import CannotSetAside
from leafledger.intake.marks import Subject, Why
from leafledger.journal.asides import Word
from leafledger.journal.audit import Happening, Kind
from leafledger.journal.open_questions import OpenQuestion
from leafledger.people.roles import Right

COMPANY = "/v1/companies/{company}"
ORDER = COMPANY + "/orders/{order}"


def add_acts(app: FastAPI, ledger: LeafLedger) -> None:
    """Add the endpoints that change something."""
    _add_orders(app, ledger)
    _add_asides(app, ledger)
    _add_words(app, ledger)


def _add_orders(app: FastAPI, ledger: LeafLedger) -> None:
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{ORDER}/look-again", tags=["orders"])
    def look_again(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Look again at an order after something was put right."""
        chosen, number = order_named(ledger, company, order)
        with ledger.database.writing() as connection:
            ledger.marks.mark(connection, chosen.company, Subject.ORDER, [number], Why.ASKED_AGAIN)
        words = "Had an order looked at again."
        return answer_done(caller, Happening(Kind.LOOK, words, chosen.company, f"order:{number}"))

    @app.post(f"{COMPANY}/look-again", tags=["questions"])
    def look_again_at_questions(
        company: shapes.Called, said: shapes.Matter, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Look again at one matter, at those of one kind, or at all that waits."""
        chosen = company_of(ledger, company)

        def wanted(one: OpenQuestion) -> bool:
            return said.subject in {"", one.subject} and said.kind in {"", one.question.kind.value}

        ledger.keeping.look_again_at_questions(chosen, wanted)
        words = "Had what waits looked at again."
        return answer_done(caller, Happening(Kind.LOOK, words, chosen.company, said.subject))

    @app.post(f"{ORDER}/sync", tags=["orders"])
    def sync(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Let an order be posted now, whatever the start date is; undone before or not."""
        chosen, number = order_named(ledger, company, order)
        refuse_aside(ledger, chosen, number)
        parts = ledger.parts(chosen)
        parts.undoing.redo([f"order:{number}"], caller.person.name)
        parts.asking.ask(number)
        words = "Asked for an order to be posted."
        return answer_done(caller, Happening(Kind.SYNC, words, chosen.company, f"order:{number}"))


def _add_asides(app: FastAPI, ledger: LeafLedger) -> None:
    acting = caller_with(ledger, Right.ACT)

    @app.post(f"{ORDER}/hold", tags=["orders"])
    def hold(
        company: shapes.Called, order: shapes.Order, said: shapes.Reason,
        caller: Annotated[Caller, Depends(acting)],
    ) -> shapes.Done:  # fmt: skip
        """Keep an order from being posted or changed until it is released."""
        return set_aside(company, order, Word.HELD, said.why, caller)

    @app.post(f"{ORDER}/skip", tags=["orders"])
    def skip(
        company: shapes.Called, order: shapes.Order, said: shapes.Reason,
        caller: Annotated[Caller, Depends(acting)],
    ) -> shapes.Done:  # fmt: skip
        """Say that an order never belongs in the books."""
        return set_aside(company, order, Word.SKIPPED, said.why, caller)

    @app.post(f"{ORDER}/release", tags=["orders"])
    def release(
        company: shapes.Called, order: shapes.Order, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Let an order that was held or skipped go on."""
        chosen, number = order_named(ledger, company, order)
        try:
            was = ledger.parts(chosen).aside.release(number, caller.person.name)
        except CannotSetAside as cannot:
            raise Refusal(409, str(cannot)) from cannot
        what = Happening(
            Kind.ASIDE, "Released an order.", chosen.company, f"order:{number}",
            before=was.word.value,
        )  # fmt: skip
        return answer_done(caller, what)

    def set_aside(company: str, order: str, word: Word, why: str, caller: Caller) -> shapes.Done:
        chosen, number = order_named(ledger, company, order)
        try:
            done = ledger.parts(chosen).aside.set_aside(number, word, why, caller.person.name)
        except CannotSetAside as cannot:
            raise Refusal(409, str(cannot)) from cannot
        words = "Held an order." if word is Word.HELD else "Skipped an order."
        what = Happening(Kind.ASIDE, words, chosen.company, f"order:{number}", after=done.why)
        return answer_done(caller, what)


def _add_words(app: FastAPI, ledger: LeafLedger) -> None:
    acting, approving = caller_with(ledger, Right.ACT), caller_with(ledger, Right.APPROVE)

    @app.post(f"{ORDER}/decide", tags=["questions"])
    def decide(
        company: shapes.Called, order: shapes.Order, said: shapes.Decision,
        caller: Annotated[Caller, Depends(acting)],
    ) -> shapes.Done:  # fmt: skip
        """Keep, restore or adopt the documents of an order that were changed by hand."""
        chosen, number = order_named(ledger, company, order)
        deciding, person = ledger.parts(chosen).deciding, caller.person.name
        try:
            done = deciding.decide(number, said.choice, person, shown=said.content)
        except NothingToDecide as nothing:
            raise Refusal(409, str(nothing)) from nothing
        return answer_done(caller, done.told_in_audit(chosen.company, number))

    @app.post(f"{COMPANY}/matches", tags=["questions"])
    def match(
        company: shapes.Called, said: shapes.Match, caller: Annotated[Caller, Depends(acting)]
    ) -> shapes.Done:
        """Say which QuickBooks customer, item or payment a LeafLink record is."""
        chosen = company_of(ledger, company)
        matching = ledger.parts(chosen).matching
        try:
            matched = matching.match(
                said.kind, said.leaflink_id, said.quickbooks_id, caller.person.name
            )
        except CannotMatch as cannot:
            raise Refusal(409, str(cannot)) from cannot
        what = Happening(
            Kind.MATCH, matched.words, chosen.company, matched.record, matched.before, matched.name
        )
        return answer_done(caller, what)

    @app.post(f"{COMPANY}/approvals", tags=["questions"])
    def approve(
        company: shapes.Called, said: shapes.Approval, caller: Annotated[Caller, Depends(approving)]
    ) -> shapes.Done:
        """Approve what was seen, by the names its questions have for it, and nothing else."""
        chosen = company_of(ledger, company)
        try:
            done = ledger.parts(chosen).approving.approve(said.names, caller.person.name)
        except ChangedSince as changed:
            raise Refusal(409, str(changed)) from changed
        for one in done:
            caller.tell(one.told_in_audit(chosen.company))
        return shapes.Done(person=caller.person.name, done=f"Approved {len(said.names)}.")
