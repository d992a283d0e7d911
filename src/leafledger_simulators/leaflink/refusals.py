"""The answers LeafLink gives when it does not do what was asked (reference/leaflink.md 1.8)."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """An answer outside 2xx: its status, JSON body and headers."""

    def __init__(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


def detail(status: int, sentence: str) -> Refusal:
    """A refusal in Django REST framework's plain shape, `{"detail": ...}`."""
    return Refusal(status, {"detail": sentence})


def wrong_field(name: str, sentence: str) -> Refusal:
    """A 400 that names one field, `{"field": ["sentence"]}`."""
    return Refusal(400, {name: [sentence]})


def not_found() -> Refusal:
    """No such record, or not this seller's."""
    return detail(404, "Not found.")
