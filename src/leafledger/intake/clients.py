"""The clients of a company's two sides: signed in, paced on the common clock, metered."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.database.connection import Database
from leafledger.database.pace import LEAFLINK, QUICKBOOKS_BATCH, QUICKBOOKS_SINGLE, Pace, Rate
from leafledger.database.vault import Vault
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
# Where Intuit sends the owner back to; the credentials file brings tokens, so nobody comes there.
REDIRECT = "http://localhost/quickbooks/consent"


@dataclass(frozen=True)
class Clients:
    """Opens the clients of companies. `pace_factor` 1 keeps to the APIs' own limits."""

    database: Database
    vault: Vault
    counters: Counters
    user_agent: str
    timeout_seconds: float
    pace_factor: float

    def leaflink(self, company: Company) -> LeafLink:
        """The marketplace as a company sees it. Raises: LookupError without its key."""
        # LeafLink counts by the key's owner; until told otherwise every company is one.
        pace = self._pace(f"leaflink {company.company}", LEAFLINK)

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
        )

    def quickbooks(self, company: Company) -> QuickBooks:
        """A company's books. Raises: LookupError without its secret."""
        paces = {
            "single": self._pace(f"quickbooks {company.realm} single", QUICKBOOKS_SINGLE),
            "batch": self._pace(f"quickbooks {company.realm} batch", QUICKBOOKS_BATCH),
        }
        app = App(
            company.client_id,
            self.vault.get(company.company, CLIENT_SECRET),
            company.discovery_url,
            REDIRECT,
        )
        consent = Consent(app, user_agent=self.user_agent, timeout_seconds=self.timeout_seconds)
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
        )

    def _pace(self, name: str, rate: Rate) -> Pace:
        return Pace(self.database, name, rate, factor=self.pace_factor)
