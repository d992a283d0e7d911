"""The health of a company's two connections, from what was last seen: asks neither side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from leafledger.database.connection import Database
from leafledger.database.vault import Vault
from leafledger.intake.answers import LastAnswer
from leafledger.intake.books import BOOKS_CURSOR, FOUND_BY_SWEEPING
from leafledger.intake.clients import LEAFLINK_KEY, VERIFIER, WEBHOOK_KEY, Clients
from leafledger.intake.companies import Company
from leafledger.intake.counters import NO_COMPANY, Counters
from leafledger.intake.hearing import QUICKBOOKS_TOLD, Heard
from leafledger.intake.polling import FOUND_BY_POLLING, POLLS
from leafledger.intake.tokens import TOKENS, StoredTokens

# A change that was found by asking so long after the last notice should have been told.
SILENCE = timedelta(minutes=15)
# What Intuit's Builder tier includes in a month for all companies of an app (quickbooks.md 7).
METERED_READS_MAX = 500_000
# A consent that ends within so many days is renewed at leisure, before it stops the books.
RECONNECT_AHEAD = timedelta(days=14)
METERED = ("quickbooks coreplus", "quickbooks batch")


@dataclass(frozen=True, slots=True)
class Webhooks:
    """What was heard. `key_known` is whether their signature can be checked at all.

    Instants as ISO 8601 in UTC, empty for never; `found_at` is when a change was found by asking.
    """

    heard_at: str
    refused_at: str
    found_at: str
    key_known: bool

    @property
    def silent(self) -> bool:
        """Whether a side that told of changes before has stopped to."""
        if not self.found_at or not self.heard_at:
            return False
        found, heard = (datetime.fromisoformat(at) for at in (self.found_at, self.heard_at))
        return found - heard > SILENCE


@dataclass(frozen=True, slots=True)
class TokenAges:
    """How old the consent is and when its parts end; the refresh token's end may be unknown.

    `reconnect_before` is the day by which a person must consent anew, None where it renews
    itself as long as it is used.
    """

    stored_at: datetime
    access_until: datetime
    refresh_until: datetime | None
    reconnect_before: datetime | None

    @property
    def ends_soon(self) -> bool:
        """Whether the owner should connect again now."""
        until = self.reconnect_before or self.refresh_until
        return until is not None and until - datetime.now(UTC) < RECONNECT_AHEAD


@dataclass(frozen=True, slots=True)
class Left:
    """Calls that may still leave within a minute, of the most that may."""

    kind: str
    left: int
    most: int


@dataclass(frozen=True, slots=True)
class Reads:
    """Metered reads of the present month (UTC): this company's, and all companies' of the app."""

    own: int
    all: int
    most: int = METERED_READS_MAX

    @property
    def left(self) -> int:
        """What Intuit still includes this month."""
        return max(0, self.most - self.all)


@dataclass(frozen=True, slots=True)
class Standing:
    """How both connections of a company stand."""

    leaflink: LastAnswer
    quickbooks: LastAnswer
    key_since: str
    tokens: TokenAges | None
    left: tuple[Left, ...]
    reads: Reads
    leaflink_webhooks: Webhooks
    quickbooks_webhooks: Webhooks
    polled_at: str
    swept_at: str


class Health:
    """Puts together how a company's connections stand."""

    def __init__(
        self, database: Database, vault: Vault, counters: Counters, clients: Clients
    ) -> None:
        self._database = database
        self._vault = vault
        self._counters = counters
        self._clients = clients

    def of(self, company: Company) -> Standing:
        """Both connections of a company."""
        name = company.company
        last, of_all = self._counters.last(name), self._counters.last(NO_COMPANY)
        leaflink, quickbooks = self.answers(company)
        return Standing(
            leaflink=leaflink,
            quickbooks=quickbooks,
            key_since=self._vault.stored_at(name, LEAFLINK_KEY),
            tokens=self._token_ages(name),
            left=tuple(Left(*one) for one in self._clients.left_this_minute(company)),
            reads=Reads(
                _metered(self._counters.calls_in_month(name)),
                _metered(self._counters.calls_in_month()),
            ),
            leaflink_webhooks=Webhooks(
                last.get(f"leaflink webhook {Heard.MARKED}", ""),
                last.get(f"leaflink webhook {Heard.WRONG_SIGNATURE}", ""),
                last.get(FOUND_BY_POLLING, ""),
                self._is_known(name, WEBHOOK_KEY),
            ),
            quickbooks_webhooks=Webhooks(
                max(last.get(QUICKBOOKS_TOLD, ""), last.get("quickbooks webhook echo", "")),
                of_all.get(f"quickbooks webhook {Heard.WRONG_SIGNATURE}", ""),
                last.get(FOUND_BY_SWEEPING, ""),
                self._is_known(name, VERIFIER),
            ),
            polled_at=last.get(POLLS, ""),
            swept_at=self._counters.cursor(name, BOOKS_CURSOR),
        )

    def polled_at(self, company: Company) -> str:
        """When LeafLink was last asked for changes, as ISO 8601 in UTC; empty for never."""
        return self._counters.last(company.company).get(POLLS, "")

    def answers(self, company: Company) -> tuple[LastAnswer, LastAnswer]:
        """How LeafLink and QuickBooks answered last."""
        answers = self._clients.answers
        return answers.of(company.company, "leaflink"), answers.of(company.company, "quickbooks")

    def _token_ages(self, company: str) -> TokenAges | None:
        stored = self._vault.stored_at(company, TOKENS)
        if not stored:
            return None
        tokens = StoredTokens(self._database, self._vault, company).current()
        return TokenAges(
            datetime.fromisoformat(stored), tokens.access_expires_at, tokens.refresh_expires_at,
            tokens.hard_expires_at,
        )  # fmt: skip

    def _is_known(self, company: str, name: str) -> bool:
        try:
            return bool(self._vault.get(company, name))
        except LookupError:
            return False


def _metered(calls: Mapping[str, int]) -> int:
    """Reads and batches, those of proofs too."""
    return sum(number for name, number in calls.items() if name.startswith(METERED))
