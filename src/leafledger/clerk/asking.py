"""Asking for single orders by name, and giving up a document that was deleted by hand."""

from __future__ import annotations

from leafledger.clerk.known_books import ASKED_FOR
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.order_names import find_orders
from leafledger.intake.polling import Poller


class Asking:
    """A person's word about single orders of one company."""

    def __init__(
        self, company: str, database: Database, poller: Poller, marks: Marks, crosswalk: Crosswalk
    ) -> None:
        self._company = company
        self._database = database
        self._poller = poller
        self._marks = marks
        self._crosswalk = crosswalk

    def find(self, spoken: str) -> list[str]:
        """The orders (UUIDs) of that name: among those seen, by document number, on LeafLink."""
        seen = find_orders(self._database, self._company, spoken)
        return (
            seen
            or self._crosswalk.orders_of_name(self._company, spoken.strip())
            or self._poller.look_for(spoken)
        )

    def ask(self, number: str) -> None:
        """Let an order be posted whatever the start date is, now and when it changes later."""
        with self._database.writing() as connection:
            self._crosswalk.take_name(connection, self._company, ASKED_FOR, number, "a person")
            self._marks.mark(connection, self._company, Subject.ORDER, [number], Why.ASKED)

    def give_up_document(self, number: str) -> None:
        """Forget the invoice of an order that was deleted by hand, so that it is posted again."""
        with self._database.writing() as connection:
            for record in (f"order:{number}", f"order:{number}:cancellation",
                           f"order:{number}:application"):  # fmt: skip
                self._crosswalk.retire(connection, self._company, record)
