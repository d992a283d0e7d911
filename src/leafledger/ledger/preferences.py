"""Preferences of the books that decide how documents look."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SalesFormChoices:
    """What to switch on in QuickBooks's sales forms; None leaves a choice as it is."""

    shipping_line: bool | None = None
    discount_line: bool | None = None
    custom_numbers: bool | None = None

    def __bool__(self) -> bool:
        """Whether anything is to be switched."""
        return any(
            choice is not None
            for choice in (self.shipping_line, self.discount_line, self.custom_numbers)
        )
