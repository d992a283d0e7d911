"""Documents that changed in QuickBooks: read again, and what follows from them looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from leafledger.clerk.desk import Parts
from leafledger.clerk.known_payments import KnownPayments
from leafledger.commerce.remittances import Credit
from leafledger.intake.marks import Mark, Subject, Why


class DocumentsDesk:
    """Works off the marked documents of one company."""

    def __init__(self, company: str, parts: Parts, known: KnownPayments) -> None:
        self._company = company
        self._parts = parts
        self._known = known

    def work(self, taken: Sequence[Mark]) -> None:
        """Read what was announced, many in a call, and mark what follows from it.

        What a payment settled before counts as well as what it settles now.
        Raises: TryAgain, Reconnect.
        """
        documents = [mark.id for mark in taken]
        before = self._concerned(documents)
        announced: dict[str, list[str]] = {}
        for mark in taken:
            entity, id_ = mark.id.split(":", 1)
            if mark.why is Why.NOTICE:
                announced.setdefault(entity, []).append(id_)
        # Once the new state is kept, nothing tells any more what the old one settled.
        self._mark(before)
        for entity, ids in announced.items():
            self._parts.watch.read_documents(entity, ids, marked=False)
        self._mark(self._concerned(documents) - before)
        self._parts.marks.settle(taken)

    def _mark(self, concerned: set[str]) -> None:
        credits_ = _credits(concerned)
        found = {
            Subject.ORDER: sorted({*_orders(concerned), *self._used_on(credits_)}),
            Subject.CREDIT: credits_,
            Subject.PAYOUT: _named(concerned, "payout"),
            Subject.DEPOSIT: _named(concerned, "deposit"),
            Subject.CUSTOMER: _customers(concerned),
        }
        with self._parts.database.writing() as connection:
            for subject, ids in found.items():
                self._parts.marks.mark(connection, self._company, subject, ids, Why.CHANGED_BOOKS)

    def _used_on(self, credits_: Iterable[str]) -> set[str]:
        """The orders that credits are used on: their payments leave room for the memos (A7)."""
        known = [self._known.credit(id_) for id_ in credits_]
        return {one.applied_to for one in known if isinstance(one, Credit)} - {""}

    def _concerned(self, documents: Iterable[str]) -> set[str]:
        """Our records that documents stand for, or that payments among them settle."""
        payments = [d.split(":", 1)[1] for d in documents if d.startswith("Payment:")]
        settled = self._parts.known.settled_by(payments)
        return self._parts.known.records_of([*documents, *settled])


def _orders(records: Iterable[str]) -> list[str]:
    return sorted({one.split(":")[1] for one in records if one.startswith("order:")})


def _customers(records: Iterable[str]) -> list[str]:
    """LeafLink ids; the parents of chains stand for none."""
    found = (one.removeprefix("customer:") for one in records if one.startswith("customer:"))
    return sorted(id_ for id_ in found if ":" not in id_)


def _credits(records: Iterable[str]) -> list[str]:
    return sorted({one.split(":")[1] for one in records if one.startswith("credit:")})


def _named(records: Iterable[str], kind: str) -> list[str]:
    return sorted({one.split(":", 1)[1] for one in records if one.startswith(f"{kind}:")})
