"""The clients of a company's two sides: signed in, paced on the common clock, metered."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.database.connection import Database
from leafledger.database.pace import (
    LEAFLINK,
    QUICKBOOKS_BATCH,
    QUICKBOOKS_SINGLE,
    Pace,
    Rate,
    left_in_a_minute,
)
from leafledger.database.vault import Vault
from leafledger.intake.answers import Answers
from leafledger.intake.companies import Company
from leafledger.intake.counters import Counters
from leafledger.intake.tokens import StoredTokens
from leafledger.leaflink.client import LeafLink
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.consent import Consent
from leafledger.quickbooks.sign_in import SignIn
from leafledger.quickbooks.tokens import App

# What the vault calls the secrets that clients sign in with.
LEAFLINK_KEY, CLIENT_SECRET = "leaflink key", "quickbooks client secret"
# What the vault calls the two secrets that webhooks are verified with.
WEBHOOK_KEY, VERIFIER = "leaflink webhook key", "quickbooks verifier token"
# Where Intuit sends the owner back to; the credentials file brings tokens, so nobody comes there.
REDIRECT = "http://localhost/quickbooks/consent"


@dataclass(frozen=True)
class Clients:
    """Opens the clients of companies. `pace_factor` 1 keeps to the APIs' own limits."""

    database: Database
    vault: Vault
    counters: Counters
    answers: Answers
    user_agent: str
    timeout_seconds: float
    pace_factor: float

    def leaflink(self, company: Company) -> LeafLink:
        """The marketplace as a company sees it. Raises: LookupError without its key."""
        # LeafLink counts by the key's owner; until told otherwise every company is one.
        pace = self._pace(_of_key(company), LEAFLINK)

        def in_turn() -> None:
            pace()
            self.counters.meter(company.company, "leaflink", "call")

        return LeafLink(
            base_url=company.leaflink_url,
            key=self.vault.get(company.company, LEAFLINK_KEY),
            pace=in_turn,
            on_throttle=pace.hold,
            user_agent=self.user_agent,
            timeout_seconds=self.timeout_seconds,
            on_answer=self.answers.listener(company.company, "leaflink"),
        )

    def quickbooks(self, company: Company) -> QuickBooks:
        """A company's books. Raises: LookupError without its secret."""
        paces = {
            kind: self._pace(_of_realm(company, kind), rate)
            for kind, rate in (("single", QUICKBOOKS_SINGLE), ("batch", QUICKBOOKS_BATCH))
        }
        secret = self.vault.get(company.company, CLIENT_SECRET)
        consent = self.consent(App(company.client_id, secret, company.discovery_url, REDIRECT))
        tokens = StoredTokens(self.database, self.vault, company.company)
        return QuickBooks(
            base_url=company.quickbooks_url,
            realm=company.realm,
            sign_in=SignIn(tokens, consent),
            pace=lambda kind: paces[kind](),
            on_throttle=lambda kind, seconds: paces[kind].hold(seconds),
            user_agent=self.user_agent,
            meter=lambda cost: self.counters.meter(company.company, "quickbooks", cost),
            timeout_seconds=self.timeout_seconds,
            on_answer=self.answers.listener(company.company, "quickbooks"),
        )

    def consent(self, app: App) -> Consent:
        """The owner's consent to an app of ours."""
        return Consent(app, user_agent=self.user_agent, timeout_seconds=self.timeout_seconds)

    def left_this_minute(self, company: Company) -> list[tuple[str, int, int]]:
        """Calls that may still leave within a minute, and the most: by side and kind of call."""
        asked = (
            ("leaflink", _of_key(company), LEAFLINK),
            ("quickbooks", _of_realm(company, "single"), QUICKBOOKS_SINGLE),
            ("quickbooks batch", _of_realm(company, "batch"), QUICKBOOKS_BATCH),
        )
        return [
            (kind, *left_in_a_minute(self.database, name, rate, self.pace_factor))
            for kind, name, rate in asked
        ]

    def _pace(self, name: str, rate: Rate) -> Pace:
        return Pace(self.database, name, rate, factor=self.pace_factor)


def _of_key(company: Company) -> str:
    return f"leaflink {company.company}"


def _of_realm(company: Company, kind: str) -> str:
    return f"quickbooks {company.realm} {kind}"
