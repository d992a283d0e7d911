"""Connecting a company: whose key it is, whose books, and every secret sealed. Posts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from leafledger.clerk.setting_up import Prepared
from leafledger.database.connection import Database
from leafledger.database.vault import Vault
from leafledger.errors import Reconnect
from leafledger.intake.clients import CLIENT_SECRET, LEAFLINK_KEY, VERIFIER, WEBHOOK_KEY, Clients
from leafledger.intake.companies import Companies, Company, short_name
from leafledger.intake.consents import Begun, Consents, new_browser_secret, state_of
from leafledger.intake.credentials import Credentials
from leafledger.intake.drafts import Draft, Drafts, Seller
from leafledger.intake.tokens import StoredTokens
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.company import check_key, company_name, company_of_key
from leafledger.quickbooks.company import read_company
from leafledger.quickbooks.tokens import App, Tokens

log = structlog.get_logger()

# How long a fresh access token lives (reference/quickbooks.md 1).
ACCESS_TOKEN_LIFE = timedelta(hours=1)
ANOTHER_SELLER = (
    "This key belongs to {other}, not to {ours}. Nothing was changed. Make the key on LeafLink "
    "while you are signed in for {ours}."
)
ANOTHER_BOOKS = (
    "Another QuickBooks company was chosen at Intuit than the one whose books these are. Nothing "
    "was changed. Connect again and choose {name}."
)
WRONG_KEY = (
    "LeafLink does not accept this key. Nothing was kept. Copy the application key again from "
    "Settings > Applications on LeafLink, and check that the address is the right one."
)
BEING_SET_UP = "It is being set up. Nothing is posted before you say so."
GO_ON_THERE = "This company is being set up. Go on under First run; it posts when you say so there."
NO_SET_UP = "The set-up was given up meanwhile, so nothing was connected. Begin it again."


@dataclass(frozen=True, slots=True)
class Connected:
    """What connecting did: the company, its policy file, and the set-up before and after."""

    company: Company
    policy_path: str
    policy_kept: bool
    orders_on_leaflink: int
    prepared: Prepared


class CannotConnect(ValueError):
    """The sides do not belong together; the message says why, in a sentence."""


class Connecting:
    """Connects companies. What it is told stays sealed in the vault and is never shown again."""

    def __init__(
        self, database: Database, vault: Vault, companies: Companies, clients: Clients,
        drafts: Drafts, consents: Consents,
    ) -> None:  # fmt: skip
        self._database = database
        self._vault = vault
        self._companies = companies
        self._clients = clients
        self._drafts = drafts
        self._consents = consents

    def introduce(self, credentials: Credentials) -> Company:
        """Write a company and its secrets down, under the name LeafLink has for it.

        Raises: TryAgain, Reconnect, BooksTaken.
        """
        marketplace, books = credentials.leaflink, credentials.quickbooks
        with_key = self._with_key(marketplace.base_url, marketplace.api_key.get_secret_value())
        try:
            name = company_name(with_key) or f"LeafLink company {marketplace.company_id}"
        finally:
            with_key.close()
        seller = Seller(marketplace.company_id, name, 0)
        company = self._written(
            seller, marketplace.base_url, books.realm_id,
            (books.base_url, books.discovery_url, books.client_id),
        )  # fmt: skip
        secrets = {
            LEAFLINK_KEY: marketplace.api_key,
            WEBHOOK_KEY: marketplace.webhook_key,
            CLIENT_SECRET: books.client_secret,
            VERIFIER: books.webhook_verifier_token,
        }
        for secret_name, secret in secrets.items():
            self._vault.put(company.company, secret_name, secret.get_secret_value())
        tokens = Tokens(
            access_token=books.access_token.get_secret_value(),
            refresh_token=books.refresh_token.get_secret_value(),
            # The file does not say how old the token is; a 401 brings a new one in any case.
            access_expires_at=datetime.now(UTC) + ACCESS_TOKEN_LIFE,
        )
        StoredTokens(self._database, self._vault, company.company).store(tokens)
        return company

    def greet(self, base_url: str, key: str) -> Seller:
        """Whose key it is, and how many orders it shows. Keeps nothing.

        Raises: TryAgain, Reconnect for a key that LeafLink does not accept, AskBookkeeper.
        """
        client = self._with_key(base_url, key)
        try:
            orders = check_key(client)
            return Seller(*company_of_key(client), orders)
        except Reconnect as refused:
            if refused.evidence.status != 401:
                raise
            raise Reconnect(WRONG_KEY, refused.evidence) from None
        finally:
            client.close()

    def change_key(self, company: Company, key: str) -> None:
        """Take a new LeafLink key for a company. Raises: TryAgain, Reconnect, CannotConnect."""
        seller = self.greet(company.leaflink_url, key)
        if seller.company_id != company.leaflink_company:
            raise CannotConnect(ANOTHER_SELLER.format(other=seller.name, ours=company.name))
        self._vault.put(company.company, LEAFLINK_KEY, key.strip())

    def leave_for_consent(self, company: Company | None, redirect_uri: str, person: str) -> str:
        """Prepare the way to Intuit, for a company or for the set-up under way.

        The answer is the secret for a cookie of the browser that goes (`Consents`).
        Raises: TryAgain, Reconnect, OurBug when Intuit does not say where to go.
        """
        browser, app = new_browser_secret(), self._app(company, redirect_uri)
        where = self._clients.consent(app).authorize_url(state_of(browser))
        name = company.company if company is not None else ""
        self._consents.begin(browser, Begun(name, person, redirect_uri, where))
        return browser

    def come_back(self, begun: Begun, code: str, realm: str) -> Company:
        """Take the consent that the owner gave, for the books of this realm.

        Raises: TryAgain, Reconnect, BooksTaken, CannotConnect.
        """
        company = self._companies.find(begun.company) if begun.company else None
        if company is not None and realm != company.realm:
            name = company.quickbooks_name or "the same company as before"
            raise CannotConnect(ANOTHER_BOOKS.format(name=name))
        tokens = self._clients.consent(self._app(company, begun.redirect_uri)).exchange(code)
        if company is None:
            company = self._from_draft(realm)
            self._companies.hold(company.company, BEING_SET_UP)
        StoredTokens(self._database, self._vault, company.company).store(tokens)
        return self._named(company)

    def _from_draft(self, realm: str) -> Company:
        draft = self._draft()
        company = self._written(
            draft.seller, draft.leaflink_url, realm,
            (draft.quickbooks_url, draft.discovery_url, draft.client_id),
        )  # fmt: skip
        for name in (LEAFLINK_KEY, WEBHOOK_KEY, CLIENT_SECRET, VERIFIER):
            self._vault.put(company.company, name, self._drafts.secret(name))
        self._drafts.forget()
        return company

    def _written(
        self, seller: Seller, leaflink_url: str, realm: str, books: tuple[str, str, str]
    ) -> Company:
        taken = {one.company for one in self._companies.all()}
        return self._companies.connect(
            Company(
                short_name(seller.name, taken), seller.name, seller.company_id, leaflink_url,
                realm, *books,
            )
        )  # fmt: skip

    def _named(self, company: Company) -> Company:
        """Write down what QuickBooks calls the company; one metered read."""
        client = self._clients.quickbooks(company)
        try:
            name = read_company(client.company_info(), company.realm).name
        finally:
            client.close()
        self._companies.call_books(company.company, name)
        return self._companies.find(company.company)

    def _draft(self) -> Draft:
        draft = self._drafts.current()
        if draft is None:
            raise CannotConnect(NO_SET_UP)
        return draft

    def _app(self, company: Company | None, redirect_uri: str) -> App:
        if company is not None:
            secret = self._vault.get(company.company, CLIENT_SECRET)
            return App(company.client_id, secret, company.discovery_url, redirect_uri)
        draft = self._draft()
        secret = self._drafts.secret(CLIENT_SECRET)
        return App(draft.client_id, secret, draft.discovery_url, redirect_uri)

    def _with_key(self, base_url: str, key: str) -> LeafLink:
        return LeafLink(
            base_url=base_url, key=key, pace=_at_once, on_throttle=_not_paced_yet,
            user_agent=self._clients.user_agent, timeout_seconds=self._clients.timeout_seconds,
        )  # fmt: skip


def _at_once() -> None:
    """Introducing ourselves is a call or two; the company's pace begins after it."""


def _not_paced_yet(seconds: float) -> None:
    """Throttled at the first call: the error says so itself."""
    log.info("throttled_at_connection", wait_seconds=seconds)
