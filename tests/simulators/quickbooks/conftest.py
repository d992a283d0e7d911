"""One served simulator for these tests, set back before each."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from tests.simulators.quickbooks.hearing import Ear
from tests.simulators.quickbooks.serving import Books, served


@pytest.fixture(scope="session")
def served_books() -> Iterator[Books]:
    """The simulator of this session; tests ask `books` instead."""
    with served() as books:
        yield books


@pytest.fixture
def books(served_books: Books) -> Books:
    """An empty company at its very beginning, without limits."""
    served_books.control("/clock", {"freeze": False})
    served_books.control("/reset", {"dataset": "empty", "seed": 1})
    served_books.control("/limits", {"enabled": False, "scale": 1})
    served_books.control("/webhooks", {"url": "", "enabled": False, "format": "cloudevents"})
    served_books.token = served_books.credentials["access_token"]
    return served_books


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Hears what the simulator tells of changes."""
    server = Ear()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
