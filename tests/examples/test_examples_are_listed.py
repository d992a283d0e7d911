"""The page of the worked examples names each one with its laws."""

from __future__ import annotations

from tests.examples.page import PAGE, page


def test_the_page_lists_every_example_as_it_is() -> None:
    """When it fails: python -m tests.examples.page."""
    assert PAGE.read_text("utf-8") == page()
