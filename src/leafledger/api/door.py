"""Who calls the REST API: a token, within its scopes; wrong ones are slowed down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from leafledger.api.problems import Refusal
from leafledger.assembly import LeafLedger
from leafledger.journal.audit import Actor, Happening, Kind
from leafledger.people.gate import TooManyTries
from leafledger.people.register import Person
from leafledger.people.roles import SCOPE_OF, Right
from leafledger.people.tokens import Token
from leafledger.people.tries import address_family

NOTHING_SENT = "Send a token: Authorization: Bearer ... Make one with: leafledger tokens add."
OPENS_NOTHING = "This token opens nothing. It was revoked, or it was never made here."
NO_COMPANY = "No company of that name is connected."
_bearer = HTTPBearer(auto_error=False, description="Made with `leafledger tokens add`.")


class Caller:
    """Who calls: a token and the person it acts for."""

    def __init__(self, ledger: LeafLedger, token: Token, host: str) -> None:
        self._ledger = ledger
        self.token = token
        family = address_family(host)
        way = f"token {token.name}"
        self.actor = Actor(token.person.name, token.person.role.value, way, family)

    @property
    def person(self) -> Person:
        """Whom the token acts for."""
        return self.token.person

    def tell(self, what: Happening) -> None:
        """Write down what the call did."""
        self._ledger.audit.write(self.actor, what)


def caller_with(ledger: LeafLedger, right: Right) -> Callable[..., Caller]:
    """What an endpoint asks for: a caller with a right."""

    def caller(
        request: Request,
        sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Caller:
        found = judged(ledger, request, sent.credentials if sent is not None else "")
        company = request.path_params.get("company", "")
        if company and not found.person.sees(company):
            raise Refusal(404, NO_COMPANY)
        if not found.token.may(right, company):
            words = f"Was refused: {request.method} {request.url.path}"
            found.tell(Happening(Kind.REFUSAL, words, company))
            raise Refusal(
                403,
                f'This needs the scope "{SCOPE_OF[right]}" and a person whose role has it. '
                "Nothing was done.",
            )
        return found

    return caller


def judged(ledger: LeafLedger, request: Request, secret: str) -> Caller:
    """The caller of a token. Raises: Refusal."""
    if not secret:
        raise Refusal(401, NOTHING_SENT)
    host = request.client.host if request.client is not None else ""
    try:
        token = ledger.gate.token(secret, host)
    except TooManyTries as many:
        raise Refusal(429, str(many)) from many
    if token is None:
        raise Refusal(401, OPENS_NOTHING)
    return Caller(ledger, token, host)
