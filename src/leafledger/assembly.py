"""Puts the parts together. The only file that knows them all; doors reach the product here."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from leafledger import __version__
from leafledger.bookkeeping.policy import Policy
from leafledger.clerk.approving import Approving
from leafledger.clerk.asking import Asking
from leafledger.clerk.carrying_out import Clerk
from leafledger.clerk.connecting import Connected, Connecting
from leafledger.clerk.customer_conflicts import CustomerConflicts
from leafledger.clerk.deciding import Deciding
from leafledger.clerk.depositing import Depositing
from leafledger.clerk.filed_documents import FiledDocuments
from leafledger.clerk.first_run import FirstRun
from leafledger.clerk.importing_payouts import ImportingPayouts
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.known_payouts import KnownPayouts
from leafledger.clerk.lessons import Lessons
from leafledger.clerk.matching import Matching
from leafledger.clerk.rehearsing import Rehearsing
from leafledger.clerk.reviewing import Reviewing
from leafledger.clerk.rounds import Parts, Rounds
from leafledger.clerk.setting_aside import SettingAside
from leafledger.clerk.setting_up import SettingUp
from leafledger.clerk.sides import Sides
from leafledger.clerk.undo_books import UndoBooks
from leafledger.clerk.undoing import Undoing
from leafledger.company_parts import CompanyParts
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.database.migrations import upgrade
from leafledger.database.vault import Vault, WrongKey, key_from_file
from leafledger.engine.bell import Bell
from leafledger.engine.keeping import AtWork, Keeping
from leafledger.engine.syncing import Syncing
from leafledger.engine.workers import OnlyWorker, is_anybody_working
from leafledger.intake.answers import Answers
from leafledger.intake.books import BOOKS_CURSOR, BooksWatch
from leafledger.intake.clients import Clients
from leafledger.intake.companies import Companies, Company
from leafledger.intake.consents import Consents
from leafledger.intake.counters import Counters
from leafledger.intake.credentials import Credentials
from leafledger.intake.drafts import Drafts
from leafledger.intake.health import Health
from leafledger.intake.hearing import Doorbell
from leafledger.intake.looking import Lookout
from leafledger.intake.marks import Marks
from leafledger.intake.polling import Poller
from leafledger.intake.seen import SeenRecords
from leafledger.journal.approvals import Approvals
from leafledger.journal.audit import Actor, Audit
from leafledger.journal.decisions import Decisions
from leafledger.journal.deeds import Deeds
from leafledger.journal.history import History
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.policies import Policies, PolicyInForce
from leafledger.journal.policy_edits import Choice, Place, PolicyEdits
from leafledger.journal.store import Journal
from leafledger.journal.undoings import Undoings
from leafledger.people.gate import Gate
from leafledger.people.openid_visits import sign_in_at
from leafledger.reconciliation.explaining import Explaining
from leafledger.reconciliation.kept_checks import KeptChecks
from leafledger.reconciliation.kept_customers import KeptCustomers
from leafledger.reconciliation.kept_orders import KeptOrders
from leafledger.reconciliation.proof import Proof
from leafledger.reconciliation.proving import Proving, details
from leafledger.record_lists import RecordLists
from leafledger.reports.clearing_asked import ClearingDesk
from leafledger.reports.figures_kept import SalesFigures
from leafledger.reports.month_end_desk import Sources
from leafledger.reports.volume_kept import Volume
from leafledger.settings import DATABASE_URL, HOME, Settings, WrongSetting, read_settings

USER_AGENT = f"LeafLedger/{__version__}"


class LeafLedger:
    """The whole product over one database and one home."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.database = Database(settings.database_url)
        upgrade(self.database)
        self.vault = Vault(self.database, key_from_file(settings.key_file))
        self.companies = Companies(self.database)
        named, self.audit = settings.openid, Audit(self.database)
        self.gate = Gate(self.database, passwords_for_owners_only=bool(named and named.only))
        self.openid = sign_in_at(self.database, self.gate.register, USER_AGENT, named)
        self.counters = Counters(self.database)
        self._clients = Clients(
            self.database, self.vault, self.counters, Answers(self.database),
            user_agent=USER_AGENT,
            timeout_seconds=settings.call_timeout_seconds, pace_factor=settings.pace_factor,
        )  # fmt: skip
        self.health = Health(self.database, self.vault, self.counters, self._clients)
        self.drafts, self.consents = Drafts(self.database, self.vault), Consents(self.database)
        self.connecting = Connecting(
            self.database, self.vault, self.companies, self._clients, self.drafts, self.consents
        )
        self.seen = SeenRecords(self.database)
        self.bell = Bell(self.database)
        self.marks = Marks(self.database, self.bell.ring)
        self.crosswalk = Crosswalk(self.database)
        self.journal = Journal(self.database)
        self.history = History(self.database)
        self.questions = OpenQuestions(self.database)
        self.decisions = Decisions(self.database)
        self.undoings = Undoings(self.database)
        self.approvals = Approvals(self.database)
        self.policies = Policies(self.database, settings.home / "policies")
        self.policy_edits = PolicyEdits(self.database, self.policies)
        self.only_worker = OnlyWorker(self.database, settings.home)
        self.doorbell = Doorbell(
            self.database, self.companies, self.marks, self.counters, self.vault.get
        )
        self.proving = Proving(self.database, self.seen, self.marks, self.counters, self.questions)
        self.kept_orders = KeptOrders(self.database)
        self.kept_checks = KeptChecks(self.database)
        self.kept_customers = KeptCustomers(self.database)
        self.explaining = Explaining(self.history, self.crosswalk, self.questions)
        self.keeping = Keeping(
            self.database, self.companies, self.marks, self.questions, self._at_work
        )
        self._parts: dict[str, CompanyParts] = {}
        self._lock = threading.Lock()

    def parts(self, company: Company) -> CompanyParts:
        """What works for a company; put together once in a process."""
        with self._lock:
            if company.company not in self._parts:
                self._parts[company.company] = self._put_together(company)
            return self._parts[company.company]

    def _at_work(self, company: Company) -> AtWork:
        parts = self.parts(company)
        return AtWork(
            parts.poller, parts.watch, parts.rounds,
            time_zone=lambda: self.policy(company).orders.time_zone,
            prove=lambda: self.prove(company), work_out=lambda: self.work_out_figures(company),
        )  # fmt: skip

    def prove(self, company: Company) -> Proof:
        """The proof of a company, made now. Raises: TryAgain, Reconnect, WrongPolicy."""
        parts = self.parts(company)
        policy = self.policy(company)
        return self.proving.prove(company, policy, parts.leaflink, parts.quickbooks)

    def month_end_sources(self, company: Company) -> Sources:
        """Where the package of a month comes from. Raises: WrongPolicy."""
        name = company.company
        return Sources(
            self.policies.in_force(name), partial(self.proving.last_details, name),
            lambda: details(self.prove(company)), self.parts(company).quickbooks,
            partial(self.questions.all, name),
        )  # fmt: skip

    def lists(self, company: Company) -> RecordLists:
        """The customers and products of a company beside their counterparts."""
        return RecordLists(
            company.company, self.database, self.parts(company).known, self.kept_orders,
            self.kept_customers,
        )  # fmt: skip

    def clearing_desk(self, company: Company) -> ClearingDesk:
        """What asks QuickBooks for the clearing account of a company."""
        return ClearingDesk(company.company, self.database, self.seen, self.crosswalk)

    def work_out_figures(self, company: Company) -> None:
        """The sums of reports by month and day. Raises: TryAgain, Reconnect, WrongPolicy."""
        figures = SalesFigures(company.company, self.database, self.seen, self.crosswalk)
        figures.ask_names(self.parts(company).leaflink, company.leaflink_company)
        policy = self.policy(company)
        figures.work_out(policy)
        Volume(company.company, self.database, self.seen).work_out(policy.orders)

    def policy(self, company: Company) -> Policy:
        """The policy as its file says now. Raises: WrongPolicy."""
        return self.policies.in_force(company.company).policy

    def change_policy(
        self, company: Company, seen: int, choices: Mapping[Place, Choice], by: Actor,
        *, first: Policy | None = None,
    ) -> PolicyInForce:  # fmt: skip
        """Change the policy as `PolicyEdits.change` does; what waited is looked at again at once.

        Raises: ChangedMeanwhile; WrongPolicy.
        """
        made = self.policy_edits.change(company.company, seen, choices, by, first=first)
        if choices:
            # What waited for a choice need not wait for the hourly look.
            self.keeping.look_again_at_questions(company)
        return made

    def is_working(self) -> bool:
        """Whether a worker gave a sign of life lately."""
        return is_anybody_working(self.database)

    def syncing(self) -> Syncing:
        """What runs and watches the engine for a person who waits."""
        return Syncing(
            self.database, self.bell, self.marks, self.companies, self.only_worker, self.keeping,
            worker_name=self.settings.worker_name, poll_seconds=self.settings.poll_seconds,
        )  # fmt: skip

    def connect(self, credentials: Credentials) -> Connected:
        """Connect a company and take the suggested set-up. Posts no transaction.

        Connecting again renews the keys and lets a held company go on; its policy file stays.
        Raises: TryAgain, Reconnect when a side cannot be reached or does not let us in.
        """
        company = self.introduce(credentials)
        parts = self.parts(company)
        orders = parts.check_leaflink()
        if self.counters.cursor(company.company, BOOKS_CURSOR):
            # It was connected before: what changed in its books since is marked, and that rings.
            self.bell.open()
        prepared = parts.setting_up.prepare()
        self.companies.call_books(company.company, parts.setting_up.books_name())
        path = self.policies.path(company.company)
        kept = path.exists()
        if not kept:
            self.policies.write(company.company, prepared.policy)
        self.policies.in_force(company.company)
        return Connected(company, str(path), kept, orders, prepared)

    def introduce(self, credentials: Credentials) -> Company:
        """Write a company and its keys down and do nothing else; see `Connecting.introduce`."""
        company = self.connecting.introduce(credentials)
        self.renew(company)
        return company

    def renew(self, company: Company) -> None:
        """Work with a company's new keys and addresses from now on."""
        with self._lock:
            outdated = self._parts.pop(company.company, None)
        if outdated is not None:
            outdated.close()

    def _put_together(self, company: Company) -> CompanyParts:
        name = company.company
        leaflink, quickbooks = self._clients.leaflink(company), self._clients.quickbooks(company)
        lookout = Lookout(name, leaflink, self.database, self.seen, self.counters)
        poller = Poller(name, leaflink, self.database, self.seen, self.marks, self.counters)
        watch = BooksWatch(name, quickbooks, self.database, self.seen, self.marks, self.counters)
        filed = FiledDocuments(name, self.seen, self.crosswalk, self.history, self.decisions)
        known = KnownBooks(name, company.realm, self.seen, self.crosswalk, filed)
        sides = Sides(quickbooks, leaflink)
        lessons = Lessons(name, sides, self.database, self.seen, self.crosswalk, watch)
        clerk = Clerk(
            name, sides, self.database, self.seen, self.crosswalk, self.journal, lessons.learn
        )
        payouts = KnownPayouts(name, self.database, self.seen, self.crosswalk)
        payments = KnownPayments(name, self.seen, self.crosswalk, payouts)
        deeds = Deeds(self.database)
        undoing = Undoing(
            name, self.database,
            UndoBooks(name, self.seen, self.crosswalk, deeds, watch, known, quickbooks, payouts),
            known, payments, self.crosswalk, deeds, self.undoings, self.approvals, self.marks,
        )  # fmt: skip
        aside = SettingAside(name, self.database, self.marks, self.questions, known, payments)
        depositing = Depositing(name, self.database, self.seen, known, payouts.deposits, self.marks)
        matching = self._matching(name)
        rounds = Rounds(
            name,
            Parts(
                self.database, self.companies, self.marks, lookout, watch, known, self.policies,
                self.journal, self.questions, clerk, self.approvals,
            ),
            payments, undoing,
        )  # fmt: skip
        return CompanyParts(
            leaflink=leaflink, quickbooks=quickbooks, poller=poller, watch=watch, known=known,
            payments=payments, lookout=lookout, clerk=clerk, rounds=rounds,
            rehearsing=Rehearsing(
                lookout, known, payments, self.policies, self.approvals, self.undoings,
                aside.asides,
            ),
            setting_up=SettingUp(
                name, company.realm, self.database, self.seen, watch, known, self.journal, clerk
            ),
            first_run=FirstRun(
                name, self.database, leaflink, self.seen, lookout, poller, watch, known,
                self.marks, self.companies, self.counters,
            ),
            asking=Asking(name, self.database, poller, self.marks, self.crosswalk),
            matching=matching,
            reviewing=Reviewing(name, self.seen, known, matching),
            undoing=undoing,
            aside=aside, depositing=depositing,
            deciding=Deciding(name, self.database, lookout, known, self.decisions, self.marks),
            approving=Approving(
                name, self.database, self.approvals, self.questions, self.marks
            ),
            conflicts=CustomerConflicts(name, self.database, known, self.policies, self.marks),
            payouts=ImportingPayouts(name, self.database, payouts, self.crosswalk, self.marks),
        )  # fmt: skip

    def _matching(self, name: str) -> Matching:
        seen, crosswalk = self.seen, self.crosswalk
        return Matching(
            name, self.database, seen, crosswalk, self.marks, self.questions, self.journal
        )

    def close(self) -> None:
        """Give everything back."""
        for parts in self._parts.values():
            parts.close()
        self.bell.close()
        self.database.close()


def at_home(home: Path) -> LeafLedger:
    """The product in a folder of its own, whatever the environment says: for the demo."""
    return LeafLedger(read_settings({HOME: str(home)}))


class DatabaseAway(Exception):
    """The database does not answer; the message is a sentence."""


def from_environment() -> LeafLedger:
    """The product as the environment's settings place it. Raises: WrongSetting, DatabaseAway."""
    settings = read_settings()
    try:
        return LeafLedger(settings)
    except (ArgumentError, NoSuchModuleError) as error:
        raise WrongSetting(f"{DATABASE_URL} is not the address of a database.") from error
    except OperationalError as error:
        raise DatabaseAway(
            "The database does not answer. Nothing was changed. Start it, or correct "
            f"{DATABASE_URL}."
        ) from error


__all__ = ["CompanyParts", "Connected", "DatabaseAway", "LeafLedger", "WrongKey", "WrongSetting"]
