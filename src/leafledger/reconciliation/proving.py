"""Proving: both sides are asked afresh, and the proof is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from leafledger.bookkeeping.decisions import Decision
from leafledger.bookkeeping.payouts import payout_record
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import Order, Unreadable
from leafledger.commerce.payouts import Payout
from leafledger.commerce.remittances import Credit
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.database.tables import seen_records
from leafledger.figures.money import Money
from leafledger.intake.companies import Company
from leafledger.intake.counters import OF_PROOFS, Counters, counted_as
from leafledger.intake.looking import EVENTS, ORDER
from leafledger.intake.marks import Marks
from leafledger.intake.payouts import Payouts
from leafledger.intake.polling import ORDERS_CURSOR, OVERLAP
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.asides import Aside, Asides, Word
from leafledger.journal.decisions import Decisions
from leafledger.journal.history import History
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.undoings import Undoings
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.orders import order_by_number, orders_modified_since, read_order
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import BankDeposit, Receipt, Reversal
from leafledger.quickbooks.client import QuickBooks
from leafledger.reconciliation.accounts import EnteredOn, check_accounts
from leafledger.reconciliation.books_side import BooksSide, ask_books
from leafledger.reconciliation.changed_by_hand import ChangedByHand
from leafledger.reconciliation.checks import (
    ACCOUNTS,
    BEING_WORKED_ON,
    CHANGED_SINCE,
    CUSTOMERS,
    Check,
    Standing,
)
from leafledger.reconciliation.customers import check_customers
from leafledger.reconciliation.daily_record import DailyRecord
from leafledger.reconciliation.market_side import Market, MarketSide
from leafledger.reconciliation.money import prove_money
from leafledger.reconciliation.our_books import sort_books
from leafledger.reconciliation.proof import Proof, prove
from leafledger.reconciliation.proof_listings import ProofListings
from leafledger.reconciliation.statements_too import StatementsToo
from leafledger.reconciliation.telling import details, summary

__all__ = ["BEING_WORKED_ON", "CHANGED_SINCE", "Proving", "details", "summary"]

# Orders are read so many at a time, so that memory does not grow with their lines.
ORDERS_AT_ONCE = 500


class Proving:
    """Proves one company's books. Reads only: neither side is changed, nothing is marked."""

    def __init__(
        self, database: Database, seen: SeenRecords, marks: Marks, counters: Counters,
        questions: OpenQuestions,
    ) -> None:  # fmt: skip
        self._database = database
        self._seen = seen
        self._marks = marks
        self._counters = counters
        self._questions = questions
        self._decisions = Decisions(database)
        self._history = History(database)
        self._crosswalk = Crosswalk(database)
        self._undoings = Undoings(database)
        self._asides = Asides(database)
        self._record = DailyRecord(database)
        self._listings = ProofListings(database)

    def prove(
        self, company: Company, policy: Policy, leaflink: LeafLink, quickbooks: QuickBooks
    ) -> Proof:
        """Ask both sides, hold them against each other, and keep the result.

        Raises: TryAgain, Reconnect when a side cannot be asked.
        """
        with counted_as(OF_PROOFS):
            return self._prove(company, policy, leaflink, quickbooks)

    def _prove(
        self, company: Company, policy: Policy, leaflink: LeafLink, quickbooks: QuickBooks
    ) -> Proof:
        market = Market(company.company, self._seen, self._counters)
        # Payments before orders, so that no order is older than the payments it is held against.
        side = market.ask(leaflink)
        fresh, changed = self._fresh(company, leaflink)
        changed += [f"payments:{number}" for number in market.changed(side)]
        aside = self._asides.all(company.company)
        waiting = self._waiting(company.company) | dict.fromkeys(changed, CHANGED_SINCE)
        waiting |= _kept_back(aside, side)
        skipped = {n: one.told for n, one in aside.items() if one.word is Word.SKIPPED}
        books = ask_books(quickbooks, policy)
        payouts = Payouts(company.company, self._database, self._seen).all()

        def entered_on(payout: str) -> frozenset[str]:
            return self._entered_on(company.company, payout)

        balances = _balances(books, policy, payouts, waiting, entered_on)
        if any(one.standing is Standing.DIFFERS for part in balances.values() for one in part):
            # The books may have moved while they were read; what is really apart stays apart.
            books = ask_books(quickbooks, policy)
            balances = _balances(books, policy, payouts, waiting, entered_on)
        agreed = self._agreed(company.company)
        proof = prove(
            company.company,
            datetime.now(UTC),
            policy,
            company.books_start,
            self._orders(company.company, fresh),
            books.documents,
            waiting,
            agreed,
            skipped,
            self._paid(company.company),
        )
        hand = ChangedByHand(company.company, self._database, self._seen)
        proof = replace(hand.told(proof, books, agreed), checks=balances)

        def ask_again(number: str) -> Money | None:
            return _balance_now(leaflink, number)

        ours = sort_books(books, self._matched(company.company))
        shown = StatementsToo(
            market, company.company, self._database, self._seen, payouts, ours,
            policy.orders.time_zone,
        )  # fmt: skip

        def entered(record: str) -> Receipt | Reversal | None:
            return self._history.entered(company.company, record)

        proof = prove_money(proof, shown, side, ours, policy, waiting, ask_again, entered)
        self._keep(proof, policy.orders.time_zone)
        return proof

    def _keep(self, proof: Proof, zone: str) -> None:
        """Keep the proof, and its rows for the pages."""
        told = details(proof)
        listing = self._listings.write(told)
        self._record.keep(summary(proof), told, zone, listing=listing)
        self._listings.clear_away(proof.company)

    def _fresh(self, company: Company, leaflink: LeafLink) -> tuple[dict[str, Any], list[str]]:
        """The orders LeafLink changed lately, and which of them are not as last seen."""
        position = self._counters.cursor(company.company, ORDERS_CURSOR)
        if not position:
            return {}, []
        rows = orders_modified_since(leaflink, datetime.fromisoformat(position) - OVERLAP)
        fresh = {str(wire["number"]): wire for wire in rows}
        seen = self._seen.some(company.company, System.LEAFLINK, ORDER, list(fresh))
        changed = [
            number
            for number, wire in fresh.items()
            if number not in seen or seen[number].wire != wire
        ]
        return fresh, changed

    def _orders(
        self, company: str, fresh: Mapping[str, Any]
    ) -> Iterator[tuple[str, Order | Unreadable]]:
        """Every order as LeafLink shows it now, some hundred in memory at a time."""
        moment = datetime.now(UTC)
        numbers = list(dict.fromkeys([*self._numbers(company), *fresh]))
        for start in range(0, len(numbers), ORDERS_AT_ONCE):
            some = numbers[start : start + ORDERS_AT_ONCE]
            seen = self._seen.some(company, System.LEAFLINK, ORDER, some)
            events = self._seen.some(company, System.LEAFLINK, EVENTS, some)
            for number in some:
                wire = fresh[number] if number in fresh else seen[number].wire
                history = events[number].wire if number in events else []
                yield number, read_order(wire, history, moment)

    def _numbers(self, company: str) -> Iterable[str]:
        with self._database.reading() as connection:
            return connection.execute(
                select(seen_records.c.id).where(
                    seen_records.c.company == company,
                    seen_records.c.system == System.LEAFLINK.value,
                    seen_records.c.kind == ORDER,
                    seen_records.c.deleted.is_(False),
                )
            ).scalars().all()  # fmt: skip

    def _agreed(self, company: str) -> dict[str, Decision]:
        """The last word of a person about each order whose documents were changed by hand."""
        decided = self._decisions.all(company)
        return {record.removeprefix("order:"): word for record, word in decided.items()}

    def _matched(self, company: str) -> dict[str, str]:
        """Payments in QuickBooks that a person matched with LeafLink's: its id by QuickBooks's."""
        found = self._crosswalk.matched(company, RecordKind.PAYMENT)
        payments = {id_: record.split(":payment:", 1)[1:] for id_, record in found.items()}
        return {id_: payment[0] for id_, payment in payments.items() if payment}

    def _paid(self, company: str) -> frozenset[str]:
        """The orders of which we entered payments, or what took them back."""
        kinds = [RecordKind.PAYMENT, RecordKind.JOURNAL_ENTRY]
        records = (one.split(":") for one in self._crosswalk.live_of_kinds(company, kinds))
        return frozenset(r[1] for r in records if r[0] == "order" and r[2:3] == ["payment"])

    def _entered_on(self, company: str, payout: str) -> frozenset[str]:
        """The accounts that the lines of a payout were entered on last, by their ids."""
        contents = [
            step.content
            for chapter in self._history.of(company, payout_record(payout))
            for step in chapter.plan.steps
            if isinstance(step.content, BankDeposit)
        ]
        lines = contents[-1].lines if contents else ()
        accounts = [line.account for line in lines]
        return frozenset(one.id for one in accounts if isinstance(one, Known))

    def _waiting(self, company: str) -> dict[str, str]:
        """Why orders wait, by number: a question, an undo, or that they are being worked on."""
        marked = dict.fromkeys(self._marks.orders_waiting(company), BEING_WORKED_ON)
        asked = {
            one.subject.removeprefix("order:"): one.question.text
            for one in self._questions.all(company)
        }
        undone = {
            subject.removeprefix("order:"): one.told
            for subject, one in self._undoings.all(company).items()
        }
        return marked | undone | asked

    def last(self, company: str) -> dict[str, Any] | None:
        """The newest proof that was kept, in short."""
        return self._record.last(company)

    def last_details(
        self, company: str, until: date | None = None, zone: str = "UTC"
    ) -> dict[str, Any] | None:
        """The newest proof with every order and check, of a day or before; None where none is."""
        found: dict[str, Any] | None = self._record.last_whole(company, until, zone)
        return found


def _balances(
    books: BooksSide, policy: Policy, payouts: Mapping[str, Payout], waiting: Mapping[str, str],
    entered_on: EnteredOn,
) -> dict[str, tuple[Check, ...]]:  # fmt: skip
    accounts = check_accounts(books, policy, payouts, waiting, entered_on)
    return {CUSTOMERS: check_customers(books), ACCOUNTS: accounts}


def _kept_back(aside: Mapping[str, Aside], side: MarketSide) -> dict[str, str]:
    """Why what people set aside waits, by order and by `credit:ID` of the credits on them."""
    credits_ = {
        f"credit:{one.id}": aside[one.applied_to or one.order].told
        for one in side.credits
        if isinstance(one, Credit) and (one.applied_to or one.order) in aside
    }
    return {number: one.told for number, one in aside.items()} | credits_


def _balance_now(leaflink: LeafLink, number: str) -> Money | None:
    """What LeafLink shows as unpaid of an order now; None where it cannot be read."""
    wire = order_by_number(leaflink, number)
    order = read_order(wire, [], datetime.now(UTC)) if wire is not None else None
    return order.payment_balance if isinstance(order, Order) else None
