"""The customers' desk: from marked customers to both sides alike (accounting.md A9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import structlog

from leafledger.bookkeeping.chains import chains_of
from leafledger.bookkeeping.customer_changes import ACTIVE, CustomerKeeper, CustomerOnFile, Kept
from leafledger.bookkeeping.customers import Directory, new_customer_of
from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.merging import Agreed
from leafledger.bookkeeping.parents import Parents
from leafledger.bookkeeping.plan import Plan
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.clerk.carrying_out import Ended
from leafledger.clerk.desk import Desk, Docket, Parts, RoundReport
from leafledger.clerk.known_customers import KnownCustomers
from leafledger.clerk.merged_customers import MergedCustomers
from leafledger.clerk.spoken_names import MERGED
from leafledger.commerce.customers import ContactChange, Customer, CustomerChange
from leafledger.intake.companies import Company
from leafledger.intake.marks import Mark, Subject, Why
from leafledger.journal.policies import PolicyInForce
from leafledger.ledger.parties import KnownParty

log = structlog.get_logger()

QUICKBOOKS_CUSTOMER = "Customer"


class CustomersDesk:
    """Works off the marked customers of one company."""

    def __init__(self, company: str, parts: Parts) -> None:
        self._company = company
        self._parts = parts
        self._desk = Desk(company, parts)
        self._known = KnownCustomers(company, parts.database)
        self._merged = MergedCustomers(company, parts, self._desk)

    def work(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        """Work: first who was merged in QuickBooks, then everybody else that is marked.

        Raises: TryAgain, Reconnect.
        """
        merged = [mark for mark in taken if mark.id.startswith(MERGED)]
        others = [mark for mark in taken if not mark.id.startswith(MERGED)]
        if merged:
            self._wake_orders(self._merged.follow(company, merged, report))
        if others:
            self._keep_alike(company, others, report)
            self._wake_orders([mark.id for mark in others])

    def mark_new(self) -> None:
        """Mark customers that were linked and never compared since, by whomever."""
        fresh = self._known.never_compared()
        if fresh:
            self._mark(fresh)

    def _keep_alike(self, company: Company, taken: Sequence[Mark], report: RoundReport) -> None:
        policy = self._parts.policies.in_force(self._company)
        customers = self._known.on_leaflink([mark.id for mark in taken])
        links = self._known.links([mark.id for mark in taken])
        kept, plans = self._plan(policy, customers, links)
        if self._looked_before_telling(plans):
            customers = self._known.on_leaflink([mark.id for mark in taken])
            kept, plans = self._plan(policy, customers, links, balances_read=True)
        kept = self._told_what_became_of_them(taken, kept, links)
        dockets = {mark.id: Docket() for mark in taken}
        for mark in taken:
            dockets[mark.id].ask(f"customer:{mark.id}", mark.id, ())
        self._desk.carry_out(company, plans, policy, dockets)
        for id_, one in kept.items():
            _forgive(dockets[id_])
            if one.questions:
                dockets[id_].ask(one.plan.subject, one.plan.spoken_name, one.questions)
        agreed = {id_: one.agreed for id_, one in kept.items() if _is_done(dockets[id_])}
        unread: dict[str, Mapping[str, Agreed]] = {i: {} for i in links if i not in customers}
        self._known.agree(links, {**unread, **agreed})
        self._desk.settle(taken, dockets, report)

    def _plan(
        self, policy: PolicyInForce, customers: Mapping[str, Customer],
        links: Mapping[str, Link], *, balances_read: bool = False,
    ) -> tuple[dict[str, Kept], dict[str, Plan]]:  # fmt: skip
        choices = policy.policy.customers
        on_file = (
            self._known.on_file(links)
            if balances_read
            else self._with_fresh_balances(customers, links)
        )
        books, counterparts = self._parts.known.company_books(), self._parts.known.counterparts()
        directory = Directory(counterparts, books.terms)
        keeper = CustomerKeeper(choices, books, directory.claimed)
        everybody = self._known.all_on_leaflink() if choices.parent != "off" else []
        parents = Parents(chains_of(everybody, choices.parent), counterparts, directory.claimed)
        kept: dict[str, Kept] = {}
        plans: dict[str, Plan] = {}
        for id_, customer in sorted(customers.items()):
            if id_ in on_file:
                one = parents.with_parent(customer, on_file[id_], keeper)
                kept[id_] = one
                plans[id_] = one.plan
            else:
                new = new_customer_of(customer, directory, policy.policy)
                if new is not None:
                    plans[id_] = new
        return kept, plans

    def _looked_before_telling(self, plans: Mapping[str, Plan]) -> bool:
        """Look at those again on LeafLink that are to be changed there; whether there are any.

        QuickBooks refuses a change of what was changed meanwhile; LeafLink would overwrite it.
        The QuickBooks id alone overwrites nothing.
        """
        contents = [(id_, step.content) for id_, plan in plans.items() for step in plan.steps]
        customers = {
            id_ for id_, content in contents
            if isinstance(content, CustomerChange) and not content.only_notes_the_id
        }  # fmt: skip
        contacts = {one.contact for _, one in contents if isinstance(one, ContactChange)}
        if contacts:
            sharing = {
                one.id for one in self._known.all_on_leaflink() if one.contact.id in contacts
            }
            self._mark(sharing - set(plans))
        if customers or contacts:
            self._parts.lookout.look_at_people(sorted(customers), sorted(contacts))
        return bool(customers or contacts)

    def _told_what_became_of_them(
        self, taken: Sequence[Mark], kept: Mapping[str, Kept], links: Mapping[str, Link]
    ) -> dict[str, Kept]:
        """The same; who is gone by a merge that nobody told of is followed instead of asked about.

        Where only a person's deed is waited for, what is asked stays as it is.
        """
        gone = {id_ for id_, one in kept.items() if any(map(_is_gone, one.questions))}
        if not gone:
            return dict(kept)
        again = {mark.id for mark in taken if mark.why is Why.ASKED_AGAIN}
        merged = self._merged.unheard({id_: links[id_].quickbooks_id for id_ in gone - again})
        asked = self._asked_before(gone & again)
        changed = {id_: replace(kept[id_], questions=()) for id_ in merged}
        changed |= {id_: replace(kept[id_], questions=one) for id_, one in asked.items()}
        return {**kept, **changed}

    def _asked_before(self, customers: Iterable[str]) -> dict[str, tuple[Question, ...]]:
        """What is asked already about customers that are gone, by LeafLink id."""
        subjects = {f"customer:{id_}" for id_ in customers}
        found: dict[str, tuple[Question, ...]] = {}
        for one in self._parts.questions.all(self._company) if subjects else ():
            if one.subject in subjects and _is_gone(one.question):
                id_ = one.subject.removeprefix("customer:")
                found[id_] = (*found.get(id_, ()), one.question)
        return found

    def _with_fresh_balances(
        self, customers: Mapping[str, Customer], links: Mapping[str, Link]
    ) -> dict[str, CustomerOnFile]:
        """What is on file; of those about to be made inactive the balance is read anew.

        One query for all of them: making a customer inactive that owes something would let
        QuickBooks write its balance away (reference/quickbooks.md 3).
        """
        on_file = self._known.on_file(links)
        leaving = [
            one.party.id
            for id_, one in on_file.items()
            if id_ in customers and one.party is not None
            and _is_leaving(customers[id_], one.party, one)
        ]  # fmt: skip
        if not leaving:
            return on_file
        self._parts.watch.read_documents(QUICKBOOKS_CUSTOMER, sorted(leaving))
        return self._known.on_file(links)

    def _mark(self, customers: Iterable[str]) -> None:
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.CUSTOMER, sorted(customers), Why.CHANGED_BOOKS
            )

    def _wake_orders(self, ids: Sequence[str]) -> None:
        """Look again at the orders that wait because of these customers."""
        waiting = {
            subject.removeprefix("order:")
            for id_ in ids
            for subject in self._parts.questions.subjects_about(self._company, f"customer:{id_}")
            if subject.startswith("order:")
        }
        with self._parts.database.writing() as connection:
            self._parts.marks.mark(
                connection, self._company, Subject.ORDER, waiting, Why.CHANGED_BOOKS
            )


def _is_gone(question: Question) -> bool:
    return question.kind is QuestionKind.CUSTOMER_GONE


def _is_leaving(customer: Customer, party: KnownParty, one: CustomerOnFile) -> bool:
    before = one.agreed.get(ACTIVE)
    gone_before = before is not None and before.quickbooks == before.leaflink == ("inactive",)
    return customer.archived and party.active and not gone_before


def _forgive(docket: Docket) -> None:
    """Let it pass that LeafLink would not take the QuickBooks id: no books depend on it."""
    for result in list(docket.results):
        content = result.written.step.content
        noted = isinstance(content, CustomerChange) and content.only_notes_the_id
        if noted and result.ended is Ended.ASK and result.trouble is not None:
            log.info("quickbooks_id_not_noted", why=result.trouble.sentence)
            docket.results.remove(result)


def _is_done(docket: Docket) -> bool:
    return all(result.ended is Ended.DONE for result in docket.results)
