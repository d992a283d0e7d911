"""Webhooks as a doorbell: verify, mark, answer. What they carry is never trusted (A0)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from leafledger.database.connection import Database
from leafledger.intake.companies import Companies, NoSuchCompany
from leafledger.intake.counters import NO_COMPANY, Counters
from leafledger.intake.echoes import is_echo
from leafledger.intake.marks import Marks, Subject, Why
from leafledger.intake.seen import SeenRecords
from leafledger.leaflink.notices import is_signed as is_signed_by_leaflink
from leafledger.leaflink.notices import subject_of
from leafledger.quickbooks.notices import changes_in
from leafledger.quickbooks.notices import is_signed as is_signed_by_quickbooks

# QuickBooks's names of the documents of ours that a person may edit there.
WATCHED_DOCUMENTS = frozenset(
    {"Customer", "Invoice", "CreditMemo", "Deposit", "JournalEntry", "Payment"}
)


# What is counted of a company when QuickBooks tells of a change in its books.
QUICKBOOKS_TOLD = "quickbooks change heard"


class Heard(StrEnum):
    """What became of a webhook."""

    MARKED = "marked"
    NOT_OURS = "nothing to look at"
    WRONG_SIGNATURE = "wrong signature"
    UNKNOWN_COMPANY = "unknown company"
    UNREADABLE = "unreadable"


# Opens a company's secret by name; raises LookupError where there is none.
Opener = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Doorbell:
    """Takes the webhooks of both systems. Everything refused is counted and changes nothing."""

    database: Database
    companies: Companies
    marks: Marks
    counters: Counters
    open_secret: Opener

    def leaflink(self, name: str, raw: bytes, signature: str | None) -> Heard:
        """A LeafLink webhook for the company of that name: its order or product is looked at.

        The signature is verified over the raw bytes before anything else is done with them.
        """
        try:
            company = self.companies.find(name).company
            key = self.open_secret(company, "leaflink webhook key")
        except (NoSuchCompany, LookupError):
            return self._counted(NO_COMPANY, Heard.UNKNOWN_COMPANY)
        if not is_signed_by_leaflink(raw, signature, key):
            return self._counted(company, Heard.WRONG_SIGNATURE)
        subject = subject_of(raw)
        if subject is None:
            return self._counted(company, Heard.UNREADABLE)
        with self.database.writing() as connection:
            kind = Subject.ORDER if subject.kind == "order" else Subject.PRODUCT
            self.marks.mark(connection, company, kind, [subject.id], Why.NOTICE)
        return self._counted(company, Heard.MARKED)

    def quickbooks(self, raw: bytes, signature: str | None) -> Heard:
        """A QuickBooks webhook, perhaps of several companies: changed documents are looked at.

        One that only echoes what was seen already, such as our own write, costs no read.
        One verifier token belongs to the app, so every company of the app has the same.
        """
        connected = self.companies.all()
        tokens = {self._verifier(company.company) for company in connected} - {""}
        if not any(is_signed_by_quickbooks(raw, signature, token) for token in tokens):
            return self._counted(NO_COMPANY, Heard.WRONG_SIGNATURE, "quickbooks")
        by_realm = {company.realm: company.company for company in connected}
        heard = Heard.NOT_OURS
        for change in changes_in(raw):
            company = by_realm.get(change.realm)
            if company is None or change.entity not in WATCHED_DOCUMENTS:
                continue
            if is_echo(SeenRecords(self.database), company, change):
                self.counters.count(company, "quickbooks webhook echo")
                continue
            with self.database.writing() as connection:
                id_ = f"{change.entity}:{change.id}"
                self.marks.mark(connection, company, Subject.DOCUMENT, [id_], Why.NOTICE)
                if change.merged_into and change.entity == "Customer":
                    told = f"merged:{change.id}:{change.merged_into}"
                    self.marks.mark(connection, company, Subject.CUSTOMER, [told], Why.NOTICE)
            self.counters.count(company, QUICKBOOKS_TOLD)
            heard = Heard.MARKED
        return self._counted(NO_COMPANY, heard, "quickbooks")

    def _verifier(self, company: str) -> str:
        try:
            return self.open_secret(company, "quickbooks verifier token")
        except LookupError:
            return ""

    def _counted(self, company: str, heard: Heard, system: str = "leaflink") -> Heard:
        self.counters.count(company, f"{system} webhook {heard}")
        return heard
