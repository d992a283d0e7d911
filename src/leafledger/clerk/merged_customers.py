"""Customers that a person merged in QuickBooks: followed to the one that is left (A9.1).

A webhook tells who was merged into whom. Where none came, the next sweep only tells that one is
gone; then its own documents are the evidence: all of them stand under another customer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from leafledger.bookkeeping import customer_questions as questions
from leafledger.bookkeeping.customers import linked
from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.plan import Plan
from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.clerk.sending import DOCUMENT_KINDS
from leafledger.clerk.spoken_names import MERGED, SpokenNames
from leafledger.crosswalk.links import Crosswalk
from leafledger.figures.references import fingerprint
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark, Subject, Why
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.fields import reference
from leafledger.quickbooks.read_documents import content_of
from leafledger.quickbooks.receipts import content_of_receipt

# So many documents are evidence enough; more are read only where they are taken along.
EVIDENCE_DOCUMENTS_MAX = 20
_OURS = (*DOCUMENT_KINDS, RecordKind.PAYMENT)

Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Merge:
    """As a mark tells it: merged:<gone>:<stays>, and behind another colon what proved it."""

    gone: str
    stays: str
    told_by: str = ""

    @classmethod
    def of(cls, mark: Mark) -> _Merge:
        """What a mark tells."""
        return cls(*mark.id.removeprefix(MERGED).split(":", 2))

    @property
    def mark(self) -> str:
        """The id of the mark that tells it."""
        return MERGED + ":".join(part for part in (self.gone, self.stays, self.told_by) if part)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document of ours as last seen; `written`: but for its customer as we wrote it."""

    link: Link
    wire: Wire
    written: bool

    @property
    def id(self) -> str:
        return self.link.quickbooks_id


class MergedCustomers:
    """Follows the merges of one company."""

    def __init__(self, company: str, parts: Parts, desk: Desk) -> None:
        self._company = company
        self._parts = parts
        self._desk = desk
        self._known = KnownCustomers(company, parts.database)
        self._names = SpokenNames(company, parts.database)
        self._seen = SeenRecords(parts.database)
        self._crosswalk = Crosswalk(parts.database)

    def unheard(self, gone: Mapping[str, str]) -> frozenset[str]:
        """Mark those of the customers (LeafLink's ids to QuickBooks's) whose documents moved.

        One query for each kind of document, whatever the customers. Where documents stand under
        the old customer still, or under several others, nothing is proved.
        Raises: TryAgain, Reconnect.
        """
        merges = {}
        for id_, quickbooks_id in gone.items():
            found = self._survivor(quickbooks_id)
            if found is not None:
                merges[id_] = found
        with self._parts.database.writing() as connection:
            told = sorted(one.mark for one in merges.values())
            self._parts.marks.mark(
                connection, self._company, Subject.CUSTOMER, told, Why.CHANGED_BOOKS
            )
        return frozenset(merges)

    def _survivor(self, gone: str) -> _Merge | None:
        for kind in DOCUMENT_KINDS:
            ids = sorted((one.id for one in self._papers(gone, kind)), key=_age)
            rows = self._parts.watch.documents_now(kind.value, ids[-EVIDENCE_DOCUMENTS_MAX:])
            now = {reference(row, "CustomerRef") for row in rows} - {""}
            if len(now) == 1 and gone not in now:
                name = f"{_SPOKEN[kind]} {rows[0].get('DocNumber') or rows[0]['Id']}"
                return _Merge(gone, now.pop(), name)
            if now:
                return None
        return None

    def _papers(self, customer: str, kind: RecordKind) -> list[_Paper]:
        """The documents of ours that stand under a QuickBooks customer, or that we wrote so.

        A sweep may have shown some under their new customer already; all else of them is as ours.
        """
        links = self._crosswalk.live_of_kinds(self._company, [kind])
        ids = [link.quickbooks_id for link in links.values()]
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, ids)
        papers = []
        for link in links.values():
            known = seen.get(link.quickbooks_id)
            if known is None:
                continue
            stands_there = reference(known.wire, "CustomerRef") == customer
            written = link.answered == _content(kind, known.wire, customer)
            if stands_there or written:
                papers.append(_Paper(link, known.wire, written=written))
        return papers

    def follow(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> list[str]:
        """Link who was merged away to who is left, with the evidence, and take its documents along.

        Returns the LeafLink ids of the customers that were merged away.
        Raises: TryAgain, Reconnect.
        """
        policy = self._parts.policies.in_force(self._company)
        dockets = {mark.id: Docket() for mark in taken}
        plans: dict[str, Plan] = {}
        moved: list[str] = []
        for mark in taken:
            merge = _Merge.of(mark)
            record = self._known.holder(merge.gone)
            if record is None:
                continue
            moved.append(record.removeprefix("customer:"))
            customer = self._known.on_leaflink([moved[-1]]).get(moved[-1])
            before = self._known.name_in_quickbooks(merge.gone) or self._names.name(record)
            name = self._name(merge.stays)
            self._take_along(merge, name)
            holder = self._known.holder(merge.stays)
            if holder is None:
                party = KnownParty(merge.stays, "", name)
                source = f"quickbooks.merged={merge.gone}"
                step = linked(record, party, _evidence(merge, before, name), source).step
                assert step is not None
                called = customer.display_name if customer is not None else name
                plans[mark.id] = Plan(record, called, fingerprint(mark.id), None, "", (step,))
            elif customer is not None and holder != record:
                other = self._names.name(holder)
                asked = questions.merged_into_another(customer, before, name, other)
                dockets[mark.id].ask(record, customer.display_name, (asked,))
        self._desk.carry_out(company, plans, policy, dockets)
        self._desk.settle(taken, dockets, report)
        relinked = {plan.subject.removeprefix("customer:") for plan in plans.values()}
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.CUSTOMER, sorted(relinked), Why.CHANGED_BOOKS
            )
        return moved

    def _name(self, customer: str) -> str:
        """A QuickBooks customer's name, read where it was never seen."""
        name = self._known.name_in_quickbooks(customer)
        if name is None:
            self._parts.watch.read_documents(RecordKind.CUSTOMER.value, [customer])
            name = self._known.name_in_quickbooks(customer)
        return name or f"customer {customer}"

    def _take_along(self, merge: _Merge, name: str) -> None:
        """Let the documents of ours stand under who is left, so that no hand is seen in it.

        A document that a person had changed before stays one that was changed.
        """
        for kind in _OURS:
            papers = self._papers(merge.gone, kind)
            with self._parts.database.writing() as connection:
                for one in papers:
                    if one.written:
                        told = f'QuickBooks merged its customer into "{name}".'
                        answered = _content(kind, one.wire, merge.stays)
                        link = replace(one.link, answered=answered)
                        self._crosswalk.link(connection, self._company, kind, link, told)
                documents = [f"{kind}:{one.id}" for one in papers]
                self._parts.marks.mark(
                    connection, self._company, Subject.DOCUMENT, documents, Why.CHANGED_BOOKS
                )
            if papers:
                self._parts.watch.read_documents(kind.value, sorted(one.id for one in papers))


def _age(document: str) -> tuple[int, str]:
    """QuickBooks counts its ids up."""
    return len(document), document


def _content(kind: RecordKind, wire: Wire, customer: str) -> str:
    """A document's content if it stood under a customer."""
    moved = {**wire, "CustomerRef": {"value": customer}}
    return content_of_receipt(moved) if kind is RecordKind.PAYMENT else content_of(moved)


def _evidence(merge: _Merge, before: str, name: str) -> str:
    ids = f"({merge.gone} into {merge.stays})"
    if not merge.told_by:
        return f'QuickBooks merged customer "{before}" into "{name}" {ids}.'
    return (
        f'"{before}" is gone from QuickBooks, and {merge.told_by} of it stands under "{name}" '
        f"now: the two were merged {ids}."
    )


_SPOKEN = {RecordKind.INVOICE: "invoice", RecordKind.CREDIT_MEMO: "credit memo"}
