"""The OAuth pages and endpoints: discovery, consent, token, revoke, userinfo, keys.

Reference: reference/quickbooks.md 1.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from html import escape
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from leafledger_simulators.quickbooks.id_tokens import IdTokens
from leafledger_simulators.quickbooks.tokens import Grant, TokenOffice, TokenRefusal
from leafledger_simulators.quickbooks.wire import Body, answer, decode
from leafledger_simulators.switches import SwitchBoard

ISSUER = "https://oauth.platform.intuit.com/op/v1"
SCOPES = frozenset(
    {
        "com.intuit.quickbooks.accounting",
        "com.intuit.quickbooks.payment",
        "openid",
        "profile",
        "email",
        "phone",
        "address",
    }
)
USER = {
    "sub": "248289761001",
    "email": "leafledger@example.com",
    "emailVerified": True,
    "givenName": "Robin",
    "familyName": "Keeper",
}
HARD_END_HEADER = "x-include-refresh-token-hard-expires-in"

CONSENT_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Connect to QuickBooks (simulator)</title></head><body>
<h1>Connect this app to {company}?</h1>
<p>This is the LeafLedger simulator. The app asks for: {scope}</p>
<form method="post" action="/connect/oauth2?{query}">
{choice}<button name="decision" value="approve">Connect</button>
<button name="decision" value="refuse">No, thanks</button>
</form></body></html>"""


class Consent:
    """The routes of one app's OAuth. `companies` tells the names by realm, the first first."""

    def __init__(
        self,
        base: str,
        office: TokenOffice,
        switches: SwitchBoard,
        companies: Callable[[], dict[str, str]],
    ) -> None:
        self.base = base
        self.office = office
        self._switches = switches
        self._companies = companies
        self._id_tokens = IdTokens(ISSUER)

    def routes(self) -> list[Route]:
        """All routes."""
        documents = ("openid_configuration", "openid_sandbox_configuration")
        return [
            *(
                Route(f"/.well-known/{name}{slash}", self.discovery)
                for name in documents
                for slash in ("", "/")
            ),
            Route("/connect/oauth2", self.authorize, methods=["GET", "POST"]),
            Route("/oauth2/v1/tokens/bearer", self.token, methods=["POST"]),
            Route("/v2/oauth2/tokens/revoke", self.revoke, methods=["POST"]),
            Route("/v1/openid_connect/userinfo", self.userinfo),
            Route("/op/v1/jwks", self.keys),
        ]

    async def discovery(self, request: Request) -> Response:
        """The discovery document, with this simulator's own addresses."""
        del request
        return answer(
            {
                "issuer": ISSUER,
                "authorization_endpoint": f"{self.base}/connect/oauth2",
                "token_endpoint": f"{self.base}/oauth2/v1/tokens/bearer",
                "userinfo_endpoint": f"{self.base}/v1/openid_connect/userinfo",
                "revocation_endpoint": f"{self.base}/v2/oauth2/tokens/revoke",
                "jwks_uri": f"{self.base}/op/v1/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "scopes_supported": ["openid", "email", "profile", "address", "phone"],
                "token_endpoint_auth_methods_supported": [
                    "client_secret_post",
                    "client_secret_basic",
                ],
                "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
            }
        )

    async def authorize(self, request: Request) -> Response:
        """Ask the user, or send the answer back to the app."""
        asked = request.query_params
        if asked.get("client_id") != self.office.client_id or not asked.get("redirect_uri"):
            return HTMLResponse("<h1>This app is not known here.</h1>", 400)
        back = asked["redirect_uri"]
        scopes = set(asked.get("scope", "").split())
        if not scopes or not scopes <= SCOPES or asked.get("response_type") != "code":
            error = "invalid_scope" if asked.get("response_type") == "code" else "invalid_request"
            return _redirect(back, {"error": error, "state": asked.get("state", "")})
        decision, realm_id = "", asked.get("realm_id", "")
        if request.method == "POST":
            form = await request.form()
            decision = str(form.get("decision", ""))
            realm_id = str(form.get("realm_id", realm_id))
        elif asked.get("auto") == "1" or self._switches["consent_without_a_person"]:
            decision = "approve"
        if decision == "approve":
            companies = self._companies()
            realm_id = realm_id if realm_id in companies else next(iter(companies))
            code = self.office.new_code(back, asked["scope"], realm_id)
            state = asked.get("state", "")
            return _redirect(back, {"code": code, "state": state, "realmId": realm_id})
        if decision:
            return _redirect(back, {"error": "access_denied", "state": asked.get("state", "")})
        page = self._page(asked["scope"], urlencode(list(asked.multi_items())))
        return HTMLResponse(page, headers={"x-frame-options": "DENY"})

    def _page(self, scope: str, query: str) -> str:
        """The question to the person, who chooses the company when there are several."""
        companies = self._companies()
        company, choice = f'"{escape(next(iter(companies.values())))}"', ""
        if len(companies) > 1:
            options = "".join(
                f'<option value="{escape(realm_id)}">{escape(name)}</option>'
                for realm_id, name in companies.items()
            )
            company = "a company"
            choice = f'<select name="realm_id" aria-label="Company">{options}</select> '
        return CONSENT_PAGE.format(
            company=company, choice=choice, scope=escape(scope), query=escape(query)
        )

    async def token(self, request: Request) -> Response:
        """Exchange a code or refresh."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            client = _client_of(request, form)
            self.office.check_client(*client)
            grant = self._granted(form)
        except TokenRefusal as refusal:
            return _refused(refusal)
        reply = self.office.answer(
            grant, with_hard_end=request.headers.get(HARD_END_HEADER, "").lower() == "true"
        )
        is_first = form["grant_type"] == "authorization_code"
        if is_first and "openid" in grant.scope.split():
            reply["id_token"] = self._id_tokens.issue(client[0], grant.realm_id, USER["sub"])
        return answer(reply, headers={"cache-control": "no-store", "pragma": "no-cache"})

    def _granted(self, form: dict[str, str]) -> Grant:
        kind = form.get("grant_type", "")
        if kind == "authorization_code":
            return self.office.exchange(form.get("code", ""), form.get("redirect_uri", ""))
        if kind == "refresh_token":
            return self.office.refresh(form.get("refresh_token", ""))
        raise TokenRefusal(400, "unsupported_grant_type")

    async def revoke(self, request: Request) -> Response:
        """End a token. The body is JSON or a form."""
        raw = await request.body()
        try:
            sent = decode(raw) if raw.lstrip().startswith(b"{") else dict(await request.form())
            self.office.check_client(*_client_of(request, {}))
            self.office.revoke(str(sent.get("token", "")))
        except ValueError:
            return _refused(TokenRefusal(400, "invalid_request"))
        except TokenRefusal as refusal:
            return _refused(refusal)
        return Response(status_code=200)

    async def userinfo(self, request: Request) -> Response:
        """Who is connected."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self.office.access_state(token) != "good":
            return answer({"error": "invalid_token"}, 401)
        return answer(USER)

    async def keys(self, request: Request) -> Response:
        """The public key of the id tokens."""
        del request
        return answer(self._id_tokens.public_keys())


def _redirect(back: str, values: Body) -> Response:
    joint = "&" if "?" in back else "?"
    return RedirectResponse(f"{back}{joint}{urlencode(values)}", 302)


def _refused(refusal: TokenRefusal) -> Response:
    body = {"error": refusal.error}
    if refusal.description:
        body["error_description"] = refusal.description
    return answer(body, refusal.status)


def _client_of(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """The client's id and secret, from the Basic header or the form."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            client_id, _, secret = base64.b64decode(value).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError) as error:
            raise TokenRefusal(401, "invalid_client") from error
        return client_id, secret
    return form.get("client_id", ""), form.get("client_secret", "")
