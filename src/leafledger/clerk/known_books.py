"""What is known of a company's books when a round is planned, from what was last seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from leafledger.bookkeeping.known_records import CompanyBooks, Counterparts, Link
from leafledger.bookkeeping.licences import shared_licences
from leafledger.bookkeeping.likeness import Likeness
from leafledger.bookkeeping.papers import OnFile
from leafledger.clerk.filed_documents import FiledDocuments
from leafledger.clerk.numbers_taken import NumbersTaken
from leafledger.crosswalk.links import Crosswalk
from leafledger.intake.books import PREFERENCES, THE_ONLY_ONE
from leafledger.intake.looking import CUSTOMER as SEEN_CUSTOMER
from leafledger.intake.looking import ORDER
from leafledger.intake.seen import SeenRecords, System
from leafledger.ledger.accounts import Account, AccountType
from leafledger.ledger.items import KnownItem
from leafledger.ledger.parties import KnownParty
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.accounts import read_account
from leafledger.quickbooks.company import read_preferences
from leafledger.quickbooks.customers import read_party
from leafledger.quickbooks.items import read_item
from leafledger.quickbooks.receipts import settled_amounts
from leafledger.quickbooks.terms import read_term

LIST_KINDS = ("Account", "Customer", "Vendor", "Employee", "Item", "PaymentMethod", "Term")
LINKED_KINDS = (RecordKind.CUSTOMER, RecordKind.ITEM)
UNDEPOSITED_FUNDS = "UndepositedFunds"
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
    payment_methods: Mapping[str, Known]
    receivable: Known | None
    undeposited: Known | None


@dataclass(frozen=True, slots=True)
class _Linked:
    """The links of customers and products by record, kept while nothing of them changes.

    `parties` and `items` are the QuickBooks ids of their counterparts.
    """

    version: str
    links: Mapping[str, Link]
    parties: frozenset[str]
    items: frozenset[str]


class KnownBooks:
    """Puts together what planning needs to know of one company's QuickBooks side."""

    def __init__(
        self, company: str, realm: str, seen: SeenRecords, crosswalk: Crosswalk,
        filed: FiledDocuments,
    ) -> None:  # fmt: skip
        self._company = company
        self._realm = realm
        self._seen = seen
        self._crosswalk = crosswalk
        self._filed = filed
        self._lists: _Lists | None = None
        self._linked: _Linked | None = None
        self._likeness: tuple[str, Likeness] | None = None
        self._free: tuple[str, Likeness] | None = None
        self._shared_licences: tuple[str, frozenset[str]] = ("", frozenset())

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
            payment_methods=lists.payment_methods,
            receivable=lists.receivable,
            undeposited=lists.undeposited,
        )

    def items(self) -> Mapping[str, KnownItem]:
        """QuickBooks's items as last seen, by id."""
        return self._read_lists().items

    def terms(self) -> Mapping[str, Known]:
        """QuickBooks's terms by lower-cased name; none before its lists were first read."""
        return self._read_lists().terms

    def counterparts(self) -> Counterparts:
        """The crosswalk of customers and products, and what could be matched."""
        lists, linked = self._read_lists(), self._read_linked()
        return Counterparts(
            links=linked.links,
            parties=lists.parties,
            items=lists.items,
            linked_parties=linked.parties,
            linked_items=linked.items,
            names_taken=lists.holders | set(self._crosswalk.names(self._company, CUSTOMER)),
            item_names_taken=frozenset(self._crosswalk.names(self._company, ITEM)),
            surely_new=frozenset(self._crosswalk.names(self._company, SURELY_NEW)),
            shared_licences=self._read_shared_licences(),
            apart=self._crosswalk.matches.apart(self._company),
            numbers_taken=NumbersTaken(
                self._crosswalk, self._company, self._crosswalk.names(self._company, NUMBER)
            ),
        )

    def likeness(self, *, free: bool) -> Likeness:
        """Who in QuickBooks is like a customer; `free`: among those that are nobody's yet.

        Made anew only when QuickBooks's lists change or, for those that are free, a match does.
        """
        lists = self._read_lists()
        if not free:
            if self._likeness is None or self._likeness[0] != lists.version:
                made = Likeness(one for one in lists.parties if one.active)
                self._likeness = (lists.version, made)
            return self._likeness[1]
        linked = self._read_linked()
        version = f"{lists.version} {linked.version}"
        if self._free is None or self._free[0] != version:
            theirs = (one for one in lists.parties if one.active and one.id not in linked.parties)
            self._free = (version, Likeness(theirs))
        return self._free[1]

    def products_with_items(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the products (LeafLink's ids) that are linked to an item."""
        links = self._crosswalk.live(self._company, [f"product:{id_}" for id_ in ids])
        return frozenset(record.removeprefix("product:") for record in links)

    def links(self, records: Sequence[str]) -> dict[str, Link]:
        """The live links of some records, by record, as they are at this moment."""
        return self._crosswalk.live(self._company, records)

    def asked_for(self) -> frozenset[str]:
        """The orders a person asked for by name: posted whatever the start date is."""
        return frozenset(self._crosswalk.names(self._company, ASKED_FOR))

    def on_file(self, numbers: Sequence[str]) -> dict[str, OnFile]:
        """What stands in QuickBooks of each order, and its documents as we posted them."""
        return self._filed.on_file(numbers, self._read_lists().items)

    def records_of(self, documents: Sequence[str]) -> set[str]:
        """Our records that documents (`Invoice:145`) are the counterparts of."""
        found = {
            self._crosswalk.record_of(self._company, RecordKind(entity), id_)
            for entity, id_ in (document.split(":", 1) for document in documents)
        }
        return {record for record in found if record is not None}

    def settled_by(self, payments: Sequence[str]) -> list[str]:
        """The documents (`Invoice:145`) that payments settle, as they were last seen."""
        seen = self._seen.some(self._company, System.QUICKBOOKS, "Payment", payments)
        return sorted(
            f"{entity}:{id_}" for one in seen.values() for entity, id_ in settled_amounts(one.wire)
        )

    def order_names(self, numbers: Sequence[str]) -> dict[str, str]:
        """What people call some orders, as far as they were seen."""
        seen = self._seen.some(self._company, System.LEAFLINK, ORDER, numbers)
        return {
            number: str(
                one.wire.get("order_seller_number") or one.wire.get("short_id") or number[-8:]
            )
            for number, one in seen.items()
        }

    def _read_shared_licences(self) -> frozenset[str]:
        """The licences of several LeafLink customers, read again when one of those changes."""
        version = self._seen.version(self._company, System.LEAFLINK, [SEEN_CUSTOMER])
        if self._shared_licences[0] != version:
            seen = self._seen.all(self._company, System.LEAFLINK, SEEN_CUSTOMER)
            written = (str(one.wire.get("license_number") or "") for one in seen.values())
            self._shared_licences = (version, shared_licences(written))
        return self._shared_licences[1]

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
                payment_methods=self._read_payment_methods(),
                receivable=self._account(lambda one: one.type is AccountType.RECEIVABLE),
                undeposited=self._account(lambda one: one.subtype == UNDEPOSITED_FUNDS),
            )
        return self._lists

    def _read_linked(self) -> _Linked:
        """The links of customers and products, read again when one of them changes."""
        version = self._crosswalk.version(self._company, LINKED_KINDS)
        linked = self._linked
        if linked is None or linked.version != version:
            links = self._crosswalk.live_of_kinds(self._company, LINKED_KINDS)
            linked = self._linked = _Linked(
                version, MappingProxyType(links), _ids(links, "customer:"), _ids(links, "product:")
            )
        return linked

    def _read_payment_methods(self) -> dict[str, Known]:
        kind = RecordKind.PAYMENT_METHOD
        found = {}
        for id_, wire in self._all(kind.value).items():
            name = str(wire.get("Name", ""))
            if name and wire.get("Active", True):
                found[name.casefold()] = Known(kind, id_, name)
        return found

    def _account(self, fits: Callable[[Account], bool]) -> Known | None:
        """The first account of a sort, as QuickBooks itself would take it."""
        accounts = [read_account(wire) for wire in self._all("Account").values()]
        fitting = sorted((a for a in accounts if a.active and fits(a)), key=lambda a: int(a.id))
        return Known(RecordKind.ACCOUNT, fitting[0].id, fitting[0].name) if fitting else None

    def _read_terms(self) -> dict[str, Known]:
        terms = [
            read_term(wire).known for wire in self._all("Term").values() if wire.get("Active", True)
        ]
        return {term.name.casefold(): term for term in terms}


def _ids(links: Mapping[str, Link], of: str) -> frozenset[str]:
    """The QuickBooks ids of the counterparts of a sort of records (`customer:`)."""
    return frozenset(link.quickbooks_id for record, link in links.items() if record.startswith(of))
