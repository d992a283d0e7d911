"""A further company beside the first, with a client of its own."""

from __future__ import annotations

import copy

from tests.simulators.quickbooks.serving import Books


def opened(books: Books, **wanted: object) -> Books:
    """A new company as `/control/realms` makes it, asked with its own token."""
    made = books.control("/realms", wanted)
    other = copy.copy(books)
    other.credentials = {**books.credentials, "realm_id": made["realm_id"]}
    other.token = made["access_token"]
    return other
