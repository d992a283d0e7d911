"""Setting a company up: what invoices need is looked for, made if missing, and listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from leafledger.bookkeeping.plan import Plan, Target
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.set_up import plan_accounts, plan_items, suggested_policy
from leafledger.bookkeeping.set_up_checks import DISCOUNT, NUMBERS, SHIPPING, Check, set_up_checks
from leafledger.clerk.carrying_out import Clerk, Ended, Result
from leafledger.clerk.known_books import KnownBooks
from leafledger.database.connection import Database
from leafledger.errors import AskBookkeeper, Evidence, Trouble, TryAgain
from leafledger.intake.books import COMPANY, PREFERENCES, THE_ONLY_ONE, BooksWatch
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.store import Journal
from leafledger.ledger.accounts import Account
from leafledger.ledger.preferences import SalesFormChoices
from leafledger.quickbooks.accounts import read_account
from leafledger.quickbooks.company import Company as QuickBooksCompany
from leafledger.quickbooks.company import read_company

# Where QuickBooks names no time zone of the company, its owner must; LeafLink is American.
TIME_ZONE_UNTIL_CHOSEN = "America/Denver"
NO_POLICY_YET = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the set-up found and did. `changes` are sentences, `refused` what could not be made."""

    policy: Policy
    found: tuple[str, ...]
    changes: tuple[str, ...]
    refused: tuple[str, ...]


class SettingUp:
    """Prepares one company's QuickBooks. Posts no transaction."""

    def __init__(
        self, company: str, realm: str, database: Database, seen: SeenRecords, watch: BooksWatch,
        known: KnownBooks, journal: Journal, clerk: Clerk,
    ) -> None:  # fmt: skip
        self._company = company
        self._realm = realm
        self._database = database
        self._seen = seen
        self._watch = watch
        self._known = known
        self._journal = journal
        self._clerk = clerk

    def prepare(self) -> Prepared:
        """Read everything, make what is missing, and suggest the policy that goes with it.

        Raises: TryAgain, Reconnect.
        """
        self.read()
        before = self._found()
        results = self._mend(None)
        done = [one.written.step.spoken_name for one in results if one.ended is Ended.DONE]
        return Prepared(
            policy=self.suggestion(results), found=before, changes=tuple(done),
            refused=_refused(results),
        )  # fmt: skip

    def read(self) -> None:
        """Read the lists and preferences of QuickBooks anew. Raises: TryAgain, Reconnect."""
        self._watch.read_everything()

    def is_read(self) -> bool:
        """Whether they were ever read."""
        return bool(self._seen.ids(self._company, System.QUICKBOOKS, PREFERENCES))

    def checks(self) -> list[Check]:
        """What invoices need and whether it is there, as last seen."""
        items = self._known.items().values()
        return set_up_checks(self.accounts(), items, self._known.company_books())

    def mend(self, keys: Collection[str] | None = None) -> tuple[str, ...]:
        """Put checks right by their keys, or all of them; what QuickBooks would not, as sentences.

        Raises: TryAgain, Reconnect.
        """
        return _refused(self._mend(keys))

    def suggestion(self, results: Sequence[Result] = ()) -> Policy:
        """The policy that goes with what QuickBooks has. Raises: AskBookkeeper without sales."""
        books = self._known.company_books()
        accounts, _ = plan_accounts(self.accounts(), books, self._preferences())
        if "sales" not in accounts:
            raise self._no_sales_account(results)
        items, _ = plan_items(self._known.items().values(), accounts, books)
        return suggested_policy(accounts, items, self._time_zone())

    def _found(self) -> tuple[str, ...]:
        """What is there already, for people."""
        books = self._known.company_books()
        accounts, _ = plan_accounts(self.accounts(), books, self._preferences())
        items, _ = plan_items(self._known.items().values(), accounts, books)
        names = [f"account {account.name}" for account in accounts.values()]
        return tuple(names + [f"item {item.name}" for item in items.values()])

    def _mend(self, keys: Collection[str] | None) -> list[Result]:
        """Accounts and preferences first: items post to the accounts, or stand in for lines."""
        books = self._known.company_books()
        _, first = plan_accounts(self.accounts(), books, self._preferences())
        results = self._carry_out(_only(first, keys))
        books = self._known.company_books()
        accounts, _ = plan_accounts(self.accounts(), books, self._preferences())
        if "sales" not in accounts and keys is None:
            raise self._no_sales_account(results)
        _, second = plan_items(self._known.items().values(), accounts, books)
        return results + self._carry_out(_only(second, keys))

    def _preferences(self) -> Target:
        wire = self._seen.all(self._company, System.QUICKBOOKS, PREFERENCES)[THE_ONLY_ONE].wire
        return Target(str(wire.get("Id") or ""), str(wire.get("SyncToken") or ""), PREFERENCES)

    def _carry_out(self, plan: Plan) -> list[Result]:
        if not plan.steps:
            return []
        with self._database.writing() as connection:
            written = self._journal.write(
                connection, self._company, self._realm, plan, NO_POLICY_YET, plan.steps
            )
        results = self._clerk.carry_out([written])
        again = [one.written for one in results if one.ended is Ended.LATER]
        if not again:
            return results
        # The common pace already waits for as long as QuickBooks asked.
        settled = [one for one in results if one.ended is not Ended.LATER]
        return settled + self._clerk.carry_out([again])

    def _no_sales_account(self, results: Sequence[Result]) -> AskBookkeeper:
        said = next((one.trouble.evidence for one in results if one.trouble is not None), None)
        return AskBookkeeper(
            "QuickBooks has no income account for sales, and none could be created. Nothing was "
            "posted. Create an income account in QuickBooks, then connect again.",
            said or Evidence("QuickBooks"),
        )

    def accounts(self) -> list[Account]:
        """The chart of accounts as last seen."""
        rows = self._seen.all(self._company, System.QUICKBOOKS, "Account")
        return [read_account(seen.wire) for seen in rows.values()]

    def _time_zone(self) -> str:
        return self._read_company().time_zone or TIME_ZONE_UNTIL_CHOSEN

    def books_name(self) -> str:
        """What QuickBooks calls the company, as last read."""
        return self._read_company().name

    def _read_company(self) -> QuickBooksCompany:
        wire = self._seen.all(self._company, System.QUICKBOOKS, COMPANY)[THE_ONLY_ONE].wire
        return read_company(wire, self._realm)


def _only(plan: Plan, keys: Collection[str] | None) -> Plan:
    """The steps of a plan that put some checks right; all of them where none is named."""
    if keys is None:
        return plan
    steps = []
    for step in plan.steps:
        if isinstance(step.content, SalesFormChoices):
            chosen = SalesFormChoices(
                shipping_line=(step.content.shipping_line if SHIPPING in keys else None),
                discount_line=(step.content.discount_line if DISCOUNT in keys else None),
                custom_numbers=(step.content.custom_numbers if NUMBERS in keys else None),
            )
            if chosen:
                steps.append(replace(step, content=chosen))
        elif step.record.removeprefix("set-up:") in keys:
            steps.append(step)
    return replace(plan, steps=tuple(steps))


def _refused(results: Sequence[Result]) -> tuple[str, ...]:
    return tuple(
        f"{one.written.step.spoken_name}: {_why(one.trouble)}"
        for one in results
        if one.trouble is not None
    )


def _why(trouble: Trouble) -> str:
    """Why a part of the set-up is not there; only a person begins a set-up again."""
    if isinstance(trouble, TryAgain):
        return f"{trouble.happened} Ask for it again in a minute; what is there already stays."
    return trouble.sentence
