"""The simulator on a loopback port, and other people's clients pointed at it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from intuitlib.client import AuthClient

from quickbooks import QuickBooks
from tests.simulators.quickbooks.serving import Books, served

CALLBACK = "http://localhost:9/callback"


@pytest.fixture(scope="session")
def served_books() -> Iterator[Books]:
    """The simulator of this session."""
    with served() as books:
        yield books


@pytest.fixture
def books(served_books: Books) -> Books:
    """An empty company at its very beginning, without limits."""
    served_books.control("/reset", {"dataset": "empty", "seed": 1})
    served_books.control("/limits", {"enabled": False})
    # A test before may have signed in anew; a reset makes the credentials true again.
    served_books.token = served_books.credentials["access_token"]
    return served_books


@pytest.fixture
def auth(books: Books) -> Iterator[Any]:
    """intuit-oauth, finding the simulator by its discovery document."""
    given = books.credentials
    client = AuthClient(
        client_id=given["client_id"],
        client_secret=given["client_secret"],
        redirect_uri=CALLBACK,
        environment=given["discovery_url"],
        access_token=given["access_token"],
        refresh_token=given["refresh_token"],
        realm_id=given["realm_id"],
    )
    yield client
    client.close()


@pytest.fixture
def qb(books: Books, auth: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """python-quickbooks, with its addresses pointed at the simulator, over plain http."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    address = books.simulator.base + "/v3"
    present = QuickBooks.api_url_v3
    QuickBooks.api_url_v3 = address
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        client = QuickBooks(
            auth_client=auth,
            refresh_token=auth.refresh_token,
            company_id=books.credentials["realm_id"],
            minorversion=75,
        )
    yield client
    client.session.close()
    QuickBooks.api_url_v3 = present
