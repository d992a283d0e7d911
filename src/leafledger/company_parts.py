"""What works for one company, as `assembly.py` puts it together."""

from __future__ import annotations

from dataclasses import dataclass

from leafledger.clerk.approving import Approving
from leafledger.clerk.asking import Asking
from leafledger.clerk.carrying_out import Clerk
from leafledger.clerk.customer_conflicts import CustomerConflicts
from leafledger.clerk.deciding import Deciding
from leafledger.clerk.depositing import Depositing
from leafledger.clerk.first_run import FirstRun
from leafledger.clerk.importing_payouts import ImportingPayouts
from leafledger.clerk.known_books import KnownBooks
from leafledger.clerk.known_payments import KnownPayments
from leafledger.clerk.matching import Matching
from leafledger.clerk.rehearsing import Rehearsing
from leafledger.clerk.reviewing import Reviewing
from leafledger.clerk.rounds import Rounds
from leafledger.clerk.setting_aside import SettingAside
from leafledger.clerk.setting_up import SettingUp
from leafledger.clerk.undoing import Undoing
from leafledger.errors import Trouble
from leafledger.intake.books import BooksWatch
from leafledger.intake.looking import Lookout
from leafledger.intake.polling import Poller
from leafledger.leaflink.client import LeafLink
from leafledger.leaflink.company import check_key
from leafledger.quickbooks.client import QuickBooks


@dataclass(frozen=True, slots=True)
class CompanyParts:
    """What works for one company."""

    leaflink: LeafLink
    quickbooks: QuickBooks
    poller: Poller
    watch: BooksWatch
    known: KnownBooks
    payments: KnownPayments
    lookout: Lookout
    clerk: Clerk
    rounds: Rounds
    rehearsing: Rehearsing
    setting_up: SettingUp
    matching: Matching
    reviewing: Reviewing
    asking: Asking
    deciding: Deciding
    approving: Approving
    conflicts: CustomerConflicts
    depositing: Depositing
    undoing: Undoing
    aside: SettingAside
    payouts: ImportingPayouts
    first_run: FirstRun

    def check_leaflink(self) -> int:
        """Ask LeafLink one cheap question; how many orders it shows. Raises: TryAgain, ..."""
        return check_key(self.leaflink)

    def check_both(self) -> list[str]:
        """Ask each side one question, a metered read in QuickBooks; why one does not answer."""
        refused = []
        for ask in (self.check_leaflink, self.quickbooks.company_info):
            try:
                ask()
            except Trouble as trouble:
                refused.append(trouble.sentence)
        return refused

    def close(self) -> None:
        """Give the connections back."""
        self.leaflink.close()
        self.quickbooks.close()
