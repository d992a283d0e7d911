"""Sign-ins under way at the identity provider, and who they turn out to be.

State, nonce and PKCE verifier are all made from one secret, which lies in a cookie of the browser
that began. So what comes back is of use in that browser only; it works once, for a few minutes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from sqlalchemy import delete, func, insert, select

from leafledger.database.connection import Database
from leafledger.database.people_tables import openid_visits
from leafledger.people.openid import NotVouched, OpenIdApp
from leafledger.people.openid_provider import OpenIdProvider
from leafledger.people.register import Person, Register, WrongPerson

# Long enough to sign in there with a second factor.
VISIT_SECONDS_MAX = 10 * 60
# Strangers may begin as often as they like; the oldest give way.
VISITS_MAX = 10_000
CODE_LENGTH_MAX = 2_000

NOT_BEGUN = (
    "This browser did not begin this sign-in, or it was used already, or more than ten minutes "
    "have passed. Nobody was signed in. Begin again."
)
SAID_NO = "The identity provider did not let you in. Nobody was signed in."
NOBODY = (
    "Nobody here signs in with that e-mail address, so nobody was signed in. An owner adds people "
    "under People, with the address as their sign-in name."
)


@dataclass(frozen=True, slots=True)
class CameBack:
    """Who came back, and where they wanted to go."""

    person: Person
    leads_to: str


class OpenIdVisits:
    """Sends browsers to the provider, and knows them again."""

    def __init__(self, database: Database, provider: OpenIdProvider, register: Register) -> None:
        self._database = database
        self._provider = provider
        self._register = register
        self.called = provider.app.called

    def begin(self, redirect_uri: str, leads_to: str) -> tuple[str, str]:
        """The secret for the browser's cookie, and where to send it. Raises: NotVouched."""
        # It takes a moment to load, which only who signs in this way should wait for.
        from authlib.oauth2.rfc7636 import create_s256_code_challenge  # noqa: PLC0415

        browser = secrets.token_urlsafe(32)
        verifier = _made(browser, "verifier")
        there = self._provider.authorize_url(
            redirect_uri, _made(browser, "state"), _made(browser, "nonce"),
            create_s256_code_challenge(verifier),
        )  # fmt: skip
        now = datetime.now(UTC)
        until = (now + timedelta(seconds=VISIT_SECONDS_MAX)).isoformat()
        visits = openid_visits
        with self._database.writing() as connection:
            connection.execute(delete(visits).where(visits.c.until < now.isoformat()))
            kept = connection.execute(select(func.count()).select_from(visits)).scalar_one()
            if kept >= VISITS_MAX:
                oldest = select(visits.c.digest).order_by(visits.c.until).limit(VISITS_MAX // 10)
                connection.execute(delete(visits).where(visits.c.digest.in_(oldest)))
            connection.execute(
                insert(visits).values(digest=_digest(browser), leads_to=leads_to, until=until)
            )
        return browser, there

    def come_back(
        self, browser: str, state: str, code: str, redirect_uri: str, error: str = ""
    ) -> CameBack:
        """Who came back with a code. Raises: NotVouched with the reason."""
        leads_to = self._take(browser, state)
        if error or not 0 < len(code) <= CODE_LENGTH_MAX:
            raise NotVouched(SAID_NO)
        email = self._provider.email_for(
            code, redirect_uri, _made(browser, "nonce"), _made(browser, "verifier")
        )
        try:
            person = self._register.find(email)
        except WrongPerson:
            raise NotVouched(NOBODY) from None
        if not person.active:
            raise NotVouched(NOBODY)
        return CameBack(person, leads_to)

    def _take(self, browser: str, state: str) -> str:
        """Where a visit leads to; it is taken whatever comes of it, so that it works once."""
        if not browser or not hmac.compare_digest(_made(browser, "state").encode(), state.encode()):
            raise NotVouched(NOT_BEGUN)
        visits = openid_visits
        with self._database.writing() as connection:
            row = connection.execute(
                delete(visits)
                .where(visits.c.digest == _digest(browser))
                .returning(visits.c.leads_to, visits.c.until)
            ).one_or_none()
        if row is None or row.until < datetime.now(UTC).isoformat():
            raise NotVouched(NOT_BEGUN)
        return str(row.leads_to)


class Named(Protocol):
    """How the owner names a provider, as settings say it."""

    @property
    def issuer(self) -> str:
        """As the provider calls itself."""

    @property
    def client_id(self) -> str:
        """What it calls us."""

    @property
    def client_secret(self) -> str:
        """What we prove ourselves with."""

    @property
    def name(self) -> str:
        """What people call it."""


def sign_in_at(
    database: Database, register: Register, user_agent: str, named: Named | None
) -> OpenIdVisits | None:
    """Signing in at the provider that the owner names; None where none is named."""
    if named is None:
        return None
    app = OpenIdApp(named.issuer, named.client_id, named.client_secret, named.name)
    return OpenIdVisits(database, OpenIdProvider(app, user_agent), register)


def _made(browser: str, what: str) -> str:
    """One of the three values of a visit: 43 signs that nobody makes without the secret."""
    made = hmac.new(browser.encode(), what.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()
