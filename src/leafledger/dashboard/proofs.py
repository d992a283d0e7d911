"""Proofs made at a person's word: a check that runs is waited for, not doubled."""

from __future__ import annotations

import threading

from leafledger.assembly import LeafLedger
from leafledger.errors import Trouble
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy


class CannotCheck(Exception):
    """The proof could not be made; the message is for a bookkeeper."""


class Proofs:
    """Makes proofs. What they found stands in the database, where every process reads it."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._ledger = ledger
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, company: Company) -> None:
        """Ask both sides now. Raises: CannotCheck."""
        with self._lock_of(company.company):
            try:
                self._ledger.prove(company)
            except Trouble as trouble:
                raise CannotCheck(trouble.sentence) from trouble
            except WrongPolicy as wrong:
                raise CannotCheck(str(wrong)) from wrong
            except FileNotFoundError as missing:
                raise CannotCheck(
                    "The policy file of this company is missing, so nothing can be checked. "
                    "Connect the company again: leafledger connect."
                ) from missing

    def _lock_of(self, company: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(company, threading.Lock())
