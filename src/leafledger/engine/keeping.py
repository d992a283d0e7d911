"""Keeping the books of all companies: what the engine runs, put in terms of the stations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from leafledger.clerk.rounds import Rounds
from leafledger.database.connection import Database
from leafledger.errors import Reconnect, Trouble, TryAgain
from leafledger.intake.books import BooksWatch
from leafledger.intake.companies import Companies, Company
from leafledger.intake.marks import Marks, Subject, Why, due_with
from leafledger.intake.polling import Poller
from leafledger.journal.open_questions import OpenQuestion, OpenQuestions
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.proof import Proof, Standing

log = structlog.get_logger()

# A person is editing the policy file; half a minute is soon enough to look again.
POLICY_WAIT_SECONDS = 30.0
# Nobody trades or keeps books then, and the day that is proved is over.
PROOF_HOUR = 3


@dataclass(frozen=True, slots=True)
class AtWork:
    """What works for one company while the engine runs.

    `time_zone` says its business time zone, `prove` asks both sides and keeps the proof,
    `work_out` makes the sums that reports show.
    """

    poller: Poller
    watch: BooksWatch
    rounds: Rounds
    time_zone: Callable[[], str]
    prove: Callable[[], Proof]
    work_out: Callable[[], None]


class Keeping:
    """The engine's work (engine.work.Work) for every company that is connected."""

    def __init__(
        self, database: Database, companies: Companies, marks: Marks, questions: OpenQuestions,
        at_work: Callable[[Company], AtWork],
    ) -> None:  # fmt: skip
        self._database = database
        self._companies = companies
        self._marks = marks
        self._questions = questions
        self._at_work = at_work

    def answer_bell(self, company: str) -> None:
        """What is marked from now on rings again."""
        self._marks.answer_bell(company)

    def round(self, company: str) -> dict[str, Any]:
        """One round of work for a company, told as the engine remembers it."""
        try:
            report = self._at_work(self._companies.find(company)).rounds.run()
        except WrongPolicy as wrong:
            # Nothing is lost: the marks stay, and the file is read again with every round.
            log.warning("policy_unusable", company=company, why=str(wrong))
            return {"busy": False, "wait_seconds": POLICY_WAIT_SECONDS, "orders": 0, "posted": 0}
        return {
            "busy": report.busy,
            "wait_seconds": report.wait_seconds,
            "orders": report.orders,
            "posted": report.posted,
        }

    def ring_again(self, company: str) -> None:
        """Ring, because there is more to do."""
        with self._database.writing() as connection:
            self._marks.ring(connection, company)

    def hold(self, company: Company, person: str) -> None:
        """Post nothing more of a company until a person lets it go on."""
        why = (
            f"{person} held it on {datetime.now(UTC):%Y-%m-%d at %H:%M} UTC. "
            "What happens meanwhile is kept and posted when it goes on."
        )
        self._companies.hold(company.company, why)

    def go_on(self, company: Company) -> None:
        """Hold a company no more, and wake the engine for what waited meanwhile."""
        self._companies.hold(company.company, "")
        self._marks.answer_bell(company.company)
        self.ring_again(company.company)

    def tick(self) -> None:
        """Poll every company behind its webhooks, and ring for what waits.

        Ringing again costs little and heals what a crash of the engine itself left unrung.
        """
        for company in self._companies.all():
            if company.held_why or company.books_start is None:
                continue
            self._try(company, lambda works: works.poller.poll())
            if self._marks.seconds_until_due(company.company) == 0:
                self._marks.answer_bell(company.company)
                self.ring_again(company.company)

    def sweep(self) -> None:
        """Ask every company's QuickBooks what changed; look again at what waits for a person."""
        for company in self._companies.all():
            if company.held_why:
                continue
            self._try(company, lambda works: works.watch.sweep())
            self.look_again_at_questions(company)
            self.prove_at_night(company, datetime.now(UTC))

    def prove_at_night(self, company: Company, now: datetime) -> bool:
        """Prove the books once a night, in the company's quiet hour; whether it was done.

        The sweep comes by once an hour, so the hour is met once a night: no
        American clock skips or repeats three o'clock.
        """

        def prove(works: AtWork) -> None:
            proof = works.prove()
            log.info(
                "proved_at_night", company=company.company, holds=proof.holds,
                differing=len(proof.with_standing(Standing.DIFFERS))
                + len(proof.checks_with(Standing.DIFFERS)),
            )  # fmt: skip
            works.work_out()

        try:
            zone = self._at_work(company).time_zone()
            if now.astimezone(ZoneInfo(zone)).hour != PROOF_HOUR:
                return False
            self._try(company, prove)
        except WrongPolicy as wrong:
            log.warning("policy_unusable", company=company.company, why=str(wrong))
            return False
        return True

    def look_again_at_questions(
        self, company: Company, only: Callable[[OpenQuestion], bool] = lambda _: True
    ) -> int:
        """Mark what waits for a person: what it waited for may be there now."""
        waiting: dict[Subject, set[str]] = {}
        for one in filter(only, self._questions.all(company.company)):
            subject, id_ = due_with(one.subject)
            waiting.setdefault(subject, set()).add(id_)
        with self._database.writing() as connection:
            for subject, ids in waiting.items():
                self._marks.mark(connection, company.company, subject, sorted(ids), Why.ASKED_AGAIN)
        return sum(len(ids) for ids in waiting.values())

    def _try(self, company: Company, ask: Callable[[AtWork], object]) -> None:
        """Ask a side; one that is away is asked again at the next tick, a dead key holds.

        Whatever else is wrong with one company is told and must not stop the others.
        """
        try:
            ask(self._at_work(company))
        except TryAgain as trouble:
            log.info("asked_in_vain", company=company.company, why=trouble.sentence)
        except Reconnect as trouble:
            self._companies.hold(company.company, trouble.sentence)
            log.warning("company_held", company=company.company, why=trouble.sentence)
        except Trouble as trouble:
            log.error(  # noqa: TRY400 (a sentence, not a stack)
                "asked_and_failed", company=company.company, why=trouble.sentence,
                trouble=type(trouble).__name__,
            )  # fmt: skip
