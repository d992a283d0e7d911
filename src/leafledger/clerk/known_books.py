"""What is known of a company's books when a round is planned, from what was last seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, PostedBooks
from leafledger.bookkeeping.orders import OnFile
from leafledger.crosswalk.links import Crosswalk
from leafledger.intake.books import PREFERENCES, THE_ONLY_ONE
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.history import History
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.items import KnownItem
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.company import read_preferences
from leafledger.quickbooks.customers import read_party
from leafledger.quickbooks.items import read_item
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.terms import read_term

LIST_KINDS = ("Account", "Customer", "Vendor", "Employee", "Item", "Term")
CUSTOMER, ITEM, NUMBER = "customer", "item", "document number"
SURELY_NEW, ASKED_FOR = "surely new", "asked for"


@dataclass(frozen=True, slots=True)
class _Lists:
    """QuickBooks's lists as read from what was last seen, kept while nothing of them changes."""

    version: str
    parties: tuple[KnownParty, ...]
    items: Mapping[str, KnownItem]
    holders: frozenset[str]
    terms: Mapping[str, Known]


class KnownBooks:
    """Puts together what planning needs to know of one company's QuickBooks side."""

    def __init__(
        self, company: str, realm: str, seen: SeenRecords, crosswalk: Crosswalk, history: History
    ) -> None:
        self._company = company
        self._realm = realm
        self._seen = seen
        self._crosswalk = crosswalk
        self._history = history
        self._lists: _Lists | None = None

    def company_books(self) -> CompanyBooks:
        """What the company allows and has. Raises: LookupError before it was first read."""
        preferences = read_preferences(self._all(PREFERENCES)[THE_ONLY_ONE])
        lists = self._read_lists()
        return CompanyBooks(
            realm=self._realm,
            custom_numbers=preferences.custom_numbers,
            discount_line=preferences.discount_line,
            shipping_line=preferences.shipping_line,
            period=Period(preferences.closed_through),
            terms=lists.terms,
        )

    def counterparts(self) -> Counterparts:
        """The crosswalk of customers and products, and what could be matched."""
        lists = self._read_lists()
        links = self._crosswalk.live_of_kinds(self._company, [RecordKind.CUSTOMER, RecordKind.ITEM])
        linked = {(link.record.split(":")[0], link.quickbooks_id) for link in links.values()}
        return Counterparts(
            links=links,
            parties=lists.parties,
            items=lists.items,
            linked_parties=frozenset(id_ for kind, id_ in linked if kind == "customer"),
            linked_items=frozenset(id_ for kind, id_ in linked if kind == "product"),
            names_taken=lists.holders | set(self._crosswalk.names(self._company, CUSTOMER)),
            item_names_taken=frozenset(self._crosswalk.names(self._company, ITEM)),
            surely_new=frozenset(self._crosswalk.names(self._company, SURELY_NEW)),
            numbers_taken=self._crosswalk.names(self._company, NUMBER) | self._numbers_of_ours(),
        )

    def products_with_items(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the products (LeafLink's ids) that are linked to an item."""
        links = self._crosswalk.live(self._company, [f"product:{id_}" for id_ in ids])
        return frozenset(record.removeprefix("product:") for record in links)

    def asked_for(self) -> frozenset[str]:
        """The orders a person asked for by name: posted whatever the start date is."""
        return frozenset(self._crosswalk.names(self._company, ASKED_FOR))

    def on_file(self, numbers: Sequence[str]) -> dict[str, OnFile]:
        """What stands in QuickBooks of each order, and its invoice as we posted it."""
        records = [r for number in numbers for r in _records_of(number)]
        links = self._crosswalk.live(self._company, records)
        invoices = self._documents(DocumentKind.INVOICE, [
            links[f"order:{n}"].quickbooks_id for n in numbers if f"order:{n}" in links
        ])  # fmt: skip
        memos = self._documents(DocumentKind.CREDIT_MEMO, [
            links[f"order:{n}:cancellation"].quickbooks_id
            for n in numbers if f"order:{n}:cancellation" in links
        ])  # fmt: skip
        posted = self._history.posted(self._company, [r for r in links if r.count(":") == 1])
        found = {}
        for number in numbers:
            invoice = links.get(f"order:{number}")
            memo = links.get(f"order:{number}:cancellation")
            found[number] = OnFile(
                PostedBooks(
                    invoice=invoice,
                    invoice_document=invoices.get(invoice.quickbooks_id) if invoice else None,
                    credit_memo=memo,
                    credit_memo_document=memos.get(memo.quickbooks_id) if memo else None,
                    application=links.get(f"order:{number}:application"),
                ),
                posted.get(f"order:{number}"),
            )
        return found

    def orders_of(self, documents: Sequence[str]) -> list[str]:
        """The orders that documents (`Invoice:145`) of ours belong to."""
        found = set()
        for document in documents:
            entity, id_ = document.split(":", 1)
            record = self._crosswalk.record_of(self._company, RecordKind(entity), id_)
            if record is not None and record.startswith("order:"):
                found.add(record.split(":")[1])
        return sorted(found)

    def _documents(self, kind: DocumentKind, ids: Sequence[str]) -> dict[str, KnownDocument]:
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, ids)
        return {id_: read_document(one.wire, kind) for id_, one in seen.items()}

    def _numbers_of_ours(self) -> dict[str, str]:
        """The document numbers of invoices seen so far, and the order each belongs to."""
        links = self._crosswalk.live_of_kinds(self._company, [RecordKind.INVOICE])
        return {
            link.name.casefold(): link.record.removeprefix("order:")
            for link in links.values()
            if link.name
        }

    def _all(self, kind: str) -> dict[str, dict[str, object]]:
        seen = self._seen.all(self._company, System.QUICKBOOKS, kind)
        return {id_: one.wire for id_, one in seen.items()}

    def _read_lists(self) -> _Lists:
        version = self._seen.version(self._company, System.QUICKBOOKS, LIST_KINDS)
        if self._lists is None or self._lists.version != version:
            self._lists = _Lists(
                version=version,
                parties=tuple(read_party(wire) for wire in self._all("Customer").values()),
                items={id_: read_item(wire) for id_, wire in self._all("Item").items()},
                holders=frozenset(
                    str(wire.get("DisplayName", "")).casefold()
                    for kind in ("Vendor", "Employee")
                    for wire in self._all(kind).values()
                ),
                terms=self._read_terms(),
            )
        return self._lists

    def _read_terms(self) -> dict[str, Known]:
        terms = [
            read_term(wire).known for wire in self._all("Term").values() if wire.get("Active", True)
        ]
        return {term.name.casefold(): term for term in terms}


def _records_of(number: str) -> tuple[str, str, str]:
    record = f"order:{number}"
    return record, f"{record}:cancellation", f"{record}:application"
