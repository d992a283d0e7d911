"""The two systems a clerk writes to."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from leafledger.leaflink import payments as leaflink_payments
from leafledger.leaflink.client import LeafLink
from leafledger.quickbooks.client import QuickBooks


@dataclass
class Sides:
    """Both clients of one company, and who records payments on LeafLink (asked once)."""

    quickbooks: QuickBooks
    leaflink: LeafLink
    _recorder: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def recorder(self) -> str:
        """The staff member under whose name payments are recorded. Raises: TryAgain, ..."""
        with self._lock:
            if not self._recorder:
                self._recorder = leaflink_payments.recorder(self.leaflink)
            return self._recorder
