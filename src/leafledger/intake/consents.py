"""Consents under way: the owner is at Intuit, and comes back with a state that is ours.

The state is made from a secret in a cookie of the browser that began, so it is of use in that
browser only; it works once and for a few minutes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from leafledger.database.connection import Database
from leafledger.database.connection_tables import consents

# Long enough to sign in at Intuit with a second factor and to choose a company.
CONSENT_SECONDS_MAX = 15 * 60


class UnknownConsent(LookupError):
    """Nobody of this browser asked for such a consent, or it is too old, or it was used."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A consent that somebody went to ask for.

    `company` is empty for a company that is being set up. `person` is the sign-in name of who
    began. `authorize_url` is Intuit's page with our question in its address.
    """

    company: str
    person: str
    redirect_uri: str
    authorize_url: str


class Consents:
    """Remembers who went to Intuit, and knows them again when they come back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, browser: str, begun: Begun) -> None:
        """Write down that somebody goes, in a browser that holds this secret in a cookie."""
        now = datetime.now(UTC)
        until = (now + timedelta(seconds=CONSENT_SECONDS_MAX)).isoformat()
        with self._database.writing() as connection:
            connection.execute(delete(consents).where(consents.c.until < now.isoformat()))
            connection.execute(
                insert(consents).values(
                    digest=_digest(state_of(browser)), company=begun.company, person=begun.person,
                    redirect_uri=begun.redirect_uri, authorize_url=begun.authorize_url,
                    begun_at=now.isoformat(), until=until,
                )
            )  # fmt: skip

    def under_way(self, browser: str) -> Begun | None:
        """What a browser went to ask for and did not come back from yet."""
        if not browser:
            return None
        now = datetime.now(UTC).isoformat()
        with self._database.reading() as connection:
            row = connection.execute(
                select(consents).where(
                    consents.c.digest == _digest(state_of(browser)),
                    consents.c.until >= now,
                    consents.c.taken_at == "",
                )
            ).one_or_none()
        if row is None:
            return None
        return Begun(row.company, row.person, row.redirect_uri, row.authorize_url)

    def take(self, state: str, browser: str) -> Begun:
        """Who comes back with this state in this browser; once. Raises: UnknownConsent."""
        if not browser or not hmac.compare_digest(state_of(browser).encode(), state.encode()):
            raise UnknownConsent
        begun = self.under_way(browser)
        now = datetime.now(UTC).isoformat()
        with self._database.writing() as connection:
            taken = connection.execute(
                update(consents)
                .where(consents.c.digest == _digest(state), consents.c.taken_at == "")
                .values(taken_at=now)
            ).rowcount
        if begun is None or taken != 1:
            raise UnknownConsent
        return begun


def new_browser_secret() -> str:
    """A secret for the cookie of a browser that is about to leave."""
    return secrets.token_urlsafe(32)


def state_of(browser: str) -> str:
    """The state that only the browser with this secret can bring back."""
    return hmac.new(browser.encode(), b"quickbooks consent", hashlib.sha256).hexdigest()


def _digest(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
