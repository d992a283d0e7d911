"""The newest proof of each company with every order in it, as it was kept for the day."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leafledger.assembly import LeafLedger
from leafledger.errors import Trouble
from leafledger.intake.companies import Company
from leafledger.journal.policies import WrongPolicy
from leafledger.reconciliation.checks import Check
from leafledger.reconciliation.proof import OrderProof, Proof
from leafledger.reconciliation.telling import read_details


class CannotCheck(Exception):
    """The proof could not be made; the message is for a bookkeeper."""


@dataclass(frozen=True, slots=True)
class FullProof:
    """A proof in which its orders and checks are found at once.

    `newest_first` are its orders by accounting date, those without a document on top.
    """

    proof: Proof
    newest_first: Sequence[OrderProof]
    by_number: Mapping[str, OrderProof]
    by_subject: Mapping[str, tuple[Check, ...]]

    def order(self, number: str) -> OrderProof | None:
        """One order of it."""
        return self.by_number.get(number)

    def checks_of(self, subjects: Iterable[str]) -> list[Check]:
        """The checks of some subjects: open balances, payments, credits."""
        found = [check for one in subjects for check in self.by_subject.get(one, ())]
        return sorted(found, key=lambda check: (check.dated or date.min, check.name))


class Proofs:
    """Makes proofs and remembers the newest. A check that runs is waited for, not doubled."""

    def __init__(self, ledger: LeafLedger) -> None:
        self._ledger = ledger
        self._newest: dict[str, FullProof] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, company: Company) -> FullProof:
        """Ask both sides now. Raises: CannotCheck."""
        with self._lock_of(company.company):
            return self._check(company)

    def full(self, company: Company) -> FullProof:
        """The newest proof with its orders, whichever process made it; made when none was kept.

        Raises: CannotCheck when it must be made and cannot.
        """
        with self._lock_of(company.company):
            known = self._newest.get(company.company)
            kept = self._ledger.proving.last(company.company)
            if known is not None and (
                kept is None or kept["proved_at"] <= known.proof.proved_at.isoformat()
            ):
                return known
            return self._kept(company) or self._check(company)

    def _lock_of(self, company: str) -> threading.Lock:
        with self._lock:
            return self._locks.setdefault(company, threading.Lock())

    def _check(self, company: Company) -> FullProof:
        ledger = self._ledger
        try:
            policy, parts = ledger.policy(company), ledger.parts(company)
            proof = ledger.proving.prove(company, policy, parts.leaflink, parts.quickbooks)
        except Trouble as trouble:
            raise CannotCheck(trouble.sentence) from trouble
        except WrongPolicy as wrong:
            raise CannotCheck(str(wrong)) from wrong
        except FileNotFoundError as missing:
            raise CannotCheck(
                "The policy file of this company is missing, so nothing can be checked. Connect "
                "the company again: leafledger connect."
            ) from missing
        return self._keep(company, proof)

    def _kept(self, company: Company) -> FullProof | None:
        """The newest proof of the daily record; None where none can be read."""
        kept = self._ledger.proving.last_details(company.company)
        try:
            return self._keep(company, read_details(kept)) if kept is not None else None
        except KeyError:
            # An older version kept other members; a proof made now takes its place.
            return None

    def _keep(self, company: Company, proof: Proof) -> FullProof:
        by_subject: dict[str, list[Check]] = defaultdict(list)
        for check in (one for section in proof.checks.values() for one in section):
            by_subject[check.subject].append(check)
        full = FullProof(
            proof,
            sorted(
                proof.orders, key=lambda one: (one.dated or date.max, one.spoken_name), reverse=True
            ),
            {order.number: order for order in proof.orders},
            {subject: tuple(some) for subject, some in by_subject.items()},
        )
        self._newest[company.company] = full
        return full
