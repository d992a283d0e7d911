"""An identity provider of our own making: OpenID Connect over loopback, which can also lie."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "leafledger", "a secret of the provider"
START_SECONDS_MAX = 20


class IdentityProvider:
    """Signs whoever comes in as `email`, at once. What is put into `lies` replaces a claim."""

    def __init__(self) -> None:
        self.issuer = ""
        self.email = "owner@example.com"
        self.lies: dict[str, Any] = {}
        self.first = RSAKey.generate_key(2048, {"kid": "first"})
        self.key = self.shown = self.first
        self.algorithm = "RS256"
        self.says_no = False
        self._codes: dict[str, dict[str, str]] = {}

    def reset(self) -> None:
        """Tell the truth again."""
        self.email, self.lies, self.algorithm = "owner@example.com", {}, "RS256"
        self.says_no, self.key, self.shown = False, self.first, self.first

    def new_key(self, name: str, *, is_shown: bool) -> None:
        """Sign with another key from now on; shown with the keys, or kept to itself."""
        self.key = RSAKey.generate_key(2048, {"kid": name})
        if is_shown:
            self.shown = self.key

    def app(self) -> Starlette:
        """The provider as an application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
                Route("/keys", self._keys),
            ]
        )

    def _discovery(self, request: Request) -> Response:
        del request
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    def _keys(self, request: Request) -> Response:
        del request
        return JSONResponse({"keys": [self.shown.as_dict(private=False)]})

    def _authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        wanted = {"response_type": "code", "client_id": CLIENT_ID, "code_challenge_method": "S256"}
        if any(asked.get(name) != value for name, value in wanted.items()):
            return Response("not what was agreed", 400)
        back = {"state": asked["state"]}
        if self.says_no:
            back["error"] = "access_denied"
        else:
            back["code"] = secrets.token_urlsafe(16)
            self._codes[back["code"]] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}", 303)

    async def _token(self, request: Request) -> Response:
        body = (await request.body()).decode()
        form = {name: some[0] for name, some in parse_qs(body).items()}
        asked = self._codes.pop(form.get("code", ""), None)
        client = base64.b64decode(request.headers["authorization"].split()[1]).decode()
        client = unquote(client)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        held = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        if (
            asked is None
            or client != f"{CLIENT_ID}:{CLIENT_SECRET}"
            or asked["redirect_uri"] != form["redirect_uri"]
            or asked["code_challenge"] != held
        ):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "x", "id_token": self._signed(asked["nonce"])})

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": CLIENT_ID, "sub": "one", "iat": now, "exp": now + 300,
            "nonce": nonce, "email": self.email, "email_verified": True,
        }  # fmt: skip
        claims = {n: v for n, v in (claims | self.lies).items() if v is not None}
        head = {"alg": self.algorithm, "kid": self.key.kid}
        if self.algorithm == "HS256":
            return jwt.encode(head, claims, OctKey.import_key(CLIENT_SECRET))
        return jwt.encode(head, claims, self.key)


@contextmanager
def served(app: Starlette, host: str = "127.0.0.1") -> Iterator[int]:
    """An application over real HTTP on a free loopback port."""
    server = uvicorn.Server(uvicorn.Config(app, host=host, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_SECONDS_MAX
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started, "it did not start"
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(START_SECONDS_MAX)
