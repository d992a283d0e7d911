"""What the engine runs: the rest of the product gives it this, and knows nothing of the engine."""

from __future__ import annotations

from typing import Any, Protocol


class Work(Protocol):
    """What the engine runs, for one company each; `assembly` provides it."""

    def answer_bell(self, company: str) -> None:
        """What is marked from now on rings again."""

    def round(self, company: str) -> dict[str, Any]:
        """One round: `{"busy": bool, "wait_seconds": float | None}`."""

    def ring_again(self, company: str) -> None:
        """Ring, because there is more to do."""

    def tick(self) -> None:
        """Poll every company and ring for what waits."""

    def sweep(self) -> None:
        """Ask every company's QuickBooks what changed."""
