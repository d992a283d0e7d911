"""Carrying out: write SENT, call, write what came of it with the link, in one commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import Connection

from leafledger.bookkeeping.plan import Operation
from leafledger.bookkeeping.undoing import is_undo
from leafledger.clerk.doubt import look_up
from leafledger.clerk.sending import Ids, id_of, link_of, send
from leafledger.clerk.sides import Sides
from leafledger.commerce.customers import ContactChange, CustomerChange
from leafledger.commerce.remittances import PaymentDraft
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.errors import AskBookkeeper, OurBug, Reconnect, Refused, Trouble, TryAgain
from leafledger.intake.balances import forget_document, keep_receipts
from leafledger.intake.books import THE_ONLY_ONE
from leafledger.intake.contacts import keep_contacts, keep_customers
from leafledger.intake.remittances import keep_payment
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.store import Journal
from leafledger.journal.written import State, WrittenStep
from leafledger.ledger.parties import PartyChange
from leafledger.ledger.pointers import Pending, RecordKind

log = structlog.get_logger()

# QuickBooks serves ten calls of an app at once (reference/quickbooks.md 7).
CALLS_AT_ONCE = 10
LISTS = frozenset(
    {
        RecordKind.ACCOUNT, RecordKind.CUSTOMER, RecordKind.ITEM, RecordKind.PREFERENCES,
        RecordKind.TERM,
    }
)  # fmt: skip


# Where the contents of steps point to other records.
POINTERS = (
    "customer", "term", "parent", "deposit_to", "method", "account", "receivable", "to", "invoice",
    "credit_memo",
)  # fmt: skip


class Ended(StrEnum):
    """How a step ended in this round.

    DONE; REPLAN: something was learnt, plan again; LATER: wait and try again; ASK: a person must
    decide; BLOCKED: a step it needs did not happen.
    """

    DONE = "done"
    REPLAN = "replan"
    LATER = "later"
    ASK = "ask"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one step; `trouble` when there was any."""

    written: WrittenStep
    ended: Ended
    trouble: Trouble | None = None


# What is to be learnt from a refusal before planning again; True when something was.
Lesson = Callable[[WrittenStep, Refused | AskBookkeeper | OurBug], "Learnt"]


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a refusal taught: a record that is already ours, or that a new plan will differ."""

    found: dict[str, Any] | None = None
    replan: bool = False


class Clerk:
    """Sends the steps of one company: lists first, then documents, up to ten calls at once."""

    def __init__(
        self, company: str, sides: Sides, database: Database, seen: SeenRecords,
        crosswalk: Crosswalk, journal: Journal, learn: Lesson,
    ) -> None:  # fmt: skip
        self._company = company
        self._sides = sides
        self._database = database
        self._seen = seen
        self._crosswalk = crosswalk
        self._journal = journal
        self._learn = learn

    def carry_out(self, written: Sequence[Sequence[WrittenStep]]) -> list[Result]:
        """Carry out plans that are in the journal. What their steps end in is in the journal too.

        Customers, items and the like of all plans first; then the documents, each plan's one
        after the other, the plans beside each other. A step is blocked by one it needs.
        Raises: Reconnect when the connection is dead; nothing more is sent then.
        """
        lists = [one for some in written for one in some if _comes_first(one)]
        results = self._beside([[one] for one in lists], frozenset())
        missing = frozenset(r.written.step.record for r in results if r.ended is not Ended.DONE)
        documents = [[one for one in some if not _comes_first(one)] for some in written]
        return results + self._beside([some for some in documents if some], missing)

    def settle_doubts(self) -> frozenset[str]:
        """Look up every step that was sent and never answered; the records still in doubt.

        One that cannot be looked up holds up no other. Raises: TryAgain, Reconnect.
        """
        still: set[str] = set()
        for written in self._journal.doubtful(self._company):
            try:
                self._settle(written)
            except (Refused, AskBookkeeper, OurBug) as trouble:
                log.error(  # noqa: TRY400 (a sentence, not a stack)
                    "doubt_not_settled", company=self._company, record=written.step.record,
                    why=trouble.sentence,
                )  # fmt: skip
                still.add(written.step.record)
        return frozenset(still)

    def _beside(
        self, plans: Sequence[Sequence[WrittenStep]], missing: frozenset[str]
    ) -> list[Result]:
        def one_plan(steps: Sequence[WrittenStep]) -> list[Result]:
            return self._in_turn(steps, missing)

        with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
            results = [result for some in pool.map(one_plan, plans) for result in some]
        for result in results:
            if isinstance(result.trouble, Reconnect):
                raise result.trouble
        return results

    def _in_turn(self, steps: Sequence[WrittenStep], missing: frozenset[str]) -> list[Result]:
        """A plan's steps one after the other; what did not happen blocks what needs it."""
        results: list[Result] = []
        undone = set(missing)
        for one in steps:
            # An undo that stops half way is planned again from what stands then.
            stops = is_undo(one.step) and any(r.ended is not Ended.DONE for r in results)
            blocked = stops or needs(one) & undone
            result = Result(one, Ended.BLOCKED) if blocked else self._one(one)
            results.append(result)
            if result.ended is not Ended.DONE:
                undone.add(one.step.record)
        return results

    def _one(self, written: WrittenStep) -> Result:
        if written.step.operation is Operation.LINK:
            return self._link_only(written)
        ids = self._ids()
        self._journal.sent(written)
        try:
            answer = send(self._sides, written, ids)
        except Trouble as trouble:
            return self._troubled(written, trouble)
        self._done(written, answer.record, answer.trace)
        return Result(written, Ended.DONE)

    def _link_only(self, written: WrittenStep) -> Result:
        step = written.step
        assert step.target is not None
        wire = {"Id": step.target.id, "Name": step.target.name}
        evidence = "; ".join(reason.why for reason in step.reasons)
        with self._database.writing() as connection:
            self._crosswalk.link(
                connection, self._company, step.kind, link_of(written, wire), evidence
            )
            self._journal.record(
                connection, written, State.DONE, quickbooks_id=step.target.id, detail=evidence
            )
        return Result(written, Ended.DONE)

    def _done(self, written: WrittenStep, wire: dict[str, Any], trace: str) -> None:
        """Document, link and outcome in one commit, so that none is without the others."""
        with self._database.writing() as connection:
            self._remember(connection, written, wire)
            self._journal.record(
                connection, written, State.DONE, quickbooks_id=id_of(wire), trace=trace
            )

    def _remember(self, connection: Connection, written: WrittenStep, wire: dict[str, Any]) -> None:
        step = written.step
        id_ = THE_ONLY_ONE if step.kind is RecordKind.PREFERENCES else id_of(wire)
        if step.operation is Operation.DELETE:
            forget_document(self._seen, connection, self._company, step.kind.value, id_)
            self._crosswalk.retire(connection, self._company, step.record)
            return
        if isinstance(step.content, PaymentDraft):
            keep_payment(self._seen, connection, self._company, step.content.order, wire)
        elif step.kind is RecordKind.PAYMENT:
            keep_receipts(self._seen, connection, self._company, {id_: wire}, ours=True)
        elif isinstance(step.content, CustomerChange):
            keep_customers(self._seen, connection, self._company, {id_: wire})
        elif isinstance(step.content, ContactChange):
            keep_contacts(self._seen, connection, self._company, {id_: wire})
        else:
            side = (self._company, System.QUICKBOOKS, step.kind.value)
            self._seen.keep(*side, {id_: wire}, connection)
        evidence = f"{step.operation} by request {written.request_id}"
        self._crosswalk.link(connection, self._company, step.kind, link_of(written, wire), evidence)

    def _troubled(self, written: WrittenStep, trouble: Trouble) -> Result:
        if isinstance(trouble, TryAgain) and trouble.maybe_done:
            return self._doubted(written, trouble)
        if isinstance(trouble, TryAgain | Reconnect):
            self._record(written, State.NOT_DONE, trouble)
            return Result(written, Ended.LATER, trouble)
        assert isinstance(trouble, Refused | AskBookkeeper | OurBug)
        return self._refused(written, trouble)

    def _refused(self, written: WrittenStep, refused: Refused | AskBookkeeper | OurBug) -> Result:
        learnt = self._learn(written, refused)
        if learnt.found is not None:
            self._done(written, learnt.found, refused.evidence.trace)
            return Result(written, Ended.DONE)
        self._record(written, State.REFUSED, refused)
        return Result(written, Ended.REPLAN if learnt.replan else Ended.ASK, refused)

    def _doubted(self, written: WrittenStep, trouble: TryAgain) -> Result:
        """No answer came: look at once. If even looking fails, the doubt stays in the journal."""
        try:
            done = self._settle(written)
        except TryAgain as still:
            return Result(written, Ended.LATER, still)
        except (Refused, AskBookkeeper, OurBug) as still:
            return Result(written, Ended.ASK, still)
        return Result(written, Ended.DONE) if done else Result(written, Ended.LATER, trouble)

    def _settle(self, written: WrittenStep) -> bool:
        """Find out what became of a doubtful step. Raises: TryAgain, Reconnect."""
        found = look_up(self._sides, written, self._ids())
        step = written.step
        if found is not None and self._crosswalk.is_free_for(
            self._company, step.kind, id_of(found), step.record
        ):
            self._done(written, found, "found by looking it up")
            return True
        with self._database.writing() as connection:
            self._journal.record(connection, written, State.NOT_DONE, detail="looked up: not there")
        return False

    def _record(self, written: WrittenStep, state: State, trouble: Trouble) -> None:
        said = trouble.evidence
        with self._database.writing() as connection:
            self._journal.record(
                connection, written, state, trace=said.trace,
                detail=f"{type(trouble).__name__} {said.code} {said.detail}".strip(),
            )  # fmt: skip

    def _ids(self) -> Ids:
        return Ids(lambda record: self._crosswalk.id_of(self._company, record))


def _comes_first(written: WrittenStep) -> bool:
    """Whether others point to it. A change of a customer may itself point to a new term."""
    step = written.step
    return step.kind in LISTS and not isinstance(step.content, PartyChange)


def needs(written: WrittenStep) -> set[str]:
    """The records that must exist before a step: the pointers it left pending."""
    content = written.step.content
    pointers = [getattr(content, name, None) for name in POINTERS]
    pointers += [getattr(line, "item", None) for line in getattr(content, "lines", ())]
    pointers += [settled.pointer for settled in getattr(content, "settles", ())]
    return {pointer.key for pointer in pointers if isinstance(pointer, Pending)}
