"""Setting orders aside: a person holds one, skips one, or lets it go on; each with a reason."""

from __future__ import annotations

from sqlalchemy import Connection

from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payments import KnownPayments
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.journal.asides import Aside, Asides, Word
from leafledger.journal.open_questions import OpenQuestions

# A sentence or three; what is longer belongs into the order's notes on LeafLink.
REASON_LENGTH_MAX = 300

NO_REASON = (
    f"Say why, in 1 to {REASON_LENGTH_MAX} signs: whoever looks next month must know. Nothing was "
    "changed."
)
NOT_SET_ASIDE = "This order is neither held nor skipped, so nothing was changed."


class CannotSetAside(Exception):
    """The word could not be taken; the message says so in a sentence."""


class SettingAside:
    """Writes down what people say about orders of one company; those are looked at again."""

    def __init__(
        self, company: str, database: Database, marks: Marks, questions: OpenQuestions,
        known: KnownBooks, payments: KnownPayments,
    ) -> None:  # fmt: skip
        self._company = company
        self._database = database
        self._known = known
        self._payments = payments
        self._marks = marks
        self._questions = questions
        self.asides = Asides(database)

    def set_aside(self, number: str, word: Word, why: str, person: str) -> Aside:
        """Hold or skip an order from now on. Raises: CannotSetAside.

        What is posted stays as it is. Nothing that was asked about it waits for a person any more.
        """
        reason = " ".join(why.split())
        if not 0 < len(reason) <= REASON_LENGTH_MAX or not reason.isprintable():
            raise CannotSetAside(NO_REASON)
        known = self._of(number)
        if known is not None and known.word is word:
            raise CannotSetAside(
                f"It is {word} already: {known.person} said so on {known.decided_at[:10]}, "
                f'"{known.why}". Nothing was changed.'
            )
        record, spoken_name = f"order:{number}", self._called(number)
        with self._database.writing() as connection:
            self.asides.set_aside(
                connection, self._company, record, word, reason, person, spoken_name
            )
            for subject in (record, f"payments:{number}"):
                self._questions.ask(connection, self._company, subject, spoken_name, ())
            # A round that is under way may ask once more; the next look takes that back.
            self._mark(connection, number, Why.CHANGED_BOOKS)
        return self.asides.of(self._company, [number])[number]

    def told(self, number: str) -> str:
        """Who set an order aside, why, and how that is taken back; empty where nobody did."""
        known = self._of(number)
        return known.told if known is not None else ""

    def release(self, number: str, person: str, why: str = "") -> Aside:
        """Let an order go on: it is looked at as any other. Raises: CannotSetAside."""
        known = self._of(number)
        if known is None:
            raise CannotSetAside(NOT_SET_ASIDE)
        with self._database.writing() as connection:
            said = " ".join(why.split())[:REASON_LENGTH_MAX]
            self.asides.release(connection, self._company, f"order:{number}", person, said)
            self._mark(connection, number, Why.ASKED_AGAIN)
        return known

    def _of(self, number: str) -> Aside | None:
        return self.asides.of(self._company, [number]).get(number)

    def _called(self, number: str) -> str:
        # One that was never seen has a name all the same: LeafLink's short id ends its number.
        return self._known.order_names([number]).get(number, number[-8:])

    def _mark(self, connection: Connection, number: str, why: Why) -> None:
        """Have the order looked at, and the credits on it, which wait and go on with it."""
        credits_ = self._payments.credits_about([number])
        self._marks.mark(connection, self._company, Subject.ORDER, [number], why)
        self._marks.mark(connection, self._company, Subject.CREDIT, credits_, Why.CHANGED_BOOKS)
