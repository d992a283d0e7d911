"""Payment terms, as LeafLink names them (reference/leaflink.md 5.3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """The agreed payment term; `days` None where LeafLink gives none (cash on delivery)."""

    name: str
    days: int | None
