"""What is known of customers on both sides, from what was last seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leafledger.bookkeeping.customer_changes import CustomerOnFile
from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.merging import NOTHING_DECIDED, Agreed
from leafledger.commerce.customers import Customer
from leafledger.commerce.orders import Unreadable
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.intake.looking import CUSTOMER
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.agreements import Agreements
from leafledger.journal.conflict_decisions import ConflictDecisions
from leafledger.leaflink.customers import read_customer
from leafledger.ledger.parties import KnownParty, name_when_active
from leafledger.ledger.pointers import RecordKind
from leafledger.quickbooks.customers import read_party


class KnownCustomers:
    """Puts together what planning needs to know of one company's customers."""

    def __init__(self, company: str, database: Database) -> None:
        self._company = company
        self._database = database
        self._seen = SeenRecords(database)
        self._crosswalk = Crosswalk(database)
        self._agreements = Agreements(database)
        self._decisions = ConflictDecisions(database)

    def on_leaflink(self, ids: Sequence[str]) -> dict[str, Customer]:
        """Those of the customers that were seen and can be read, by LeafLink id."""
        seen = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, ids)
        read = (read_customer(one.wire) for one in seen.values())
        return {one.id: one for one in read if isinstance(one, Customer)}

    def as_seen(self, ids: Sequence[str]) -> dict[str, Customer | Unreadable]:
        """Those of the customers that were seen, by LeafLink id; the odd ones with the reason."""
        seen = self._seen.some(self._company, System.LEAFLINK, CUSTOMER, ids)
        return {id_: read_customer(one.wire) for id_, one in seen.items()}

    def parties(self, ids: Sequence[str]) -> dict[str, KnownParty]:
        """Those of QuickBooks's customers that were seen and not deleted since, by id there."""
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.CUSTOMER.value, ids)
        return {id_: read_party(one.wire) for id_, one in seen.items()}

    def all_on_leaflink(self) -> list[Customer]:
        """Every customer that was seen and can be read."""
        seen = self._seen.all(self._company, System.LEAFLINK, CUSTOMER)
        read = (read_customer(one.wire) for one in seen.values())
        return [one for one in read if isinstance(one, Customer)]

    def links(self, ids: Sequence[str]) -> dict[str, Link]:
        """The live links of customers, by LeafLink id."""
        found = self._crosswalk.live(self._company, [f"customer:{id_}" for id_ in ids])
        return {record.removeprefix("customer:"): link for record, link in found.items()}

    def on_file(self, links: Mapping[str, Link]) -> dict[str, CustomerOnFile]:
        """What stands of linked customers, by LeafLink id. We made those we posted content of."""
        ids = [link.quickbooks_id for link in links.values()]
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.CUSTOMER.value, ids)
        parties = {id_: read_party(one.wire) for id_, one in seen.items()}
        counterparts = {f"customer:{id_}": link.quickbooks_id for id_, link in links.items()}
        agreed = self._agreements.of(self._company, counterparts)
        decided = self._decisions.of(self._company, list(counterparts))
        found = {}
        for id_, link in links.items():
            party = parties.get(link.quickbooks_id)
            found[id_] = CustomerOnFile(
                link, party, agreed.get(f"customer:{id_}", {}), ours=bool(link.posted),
                decided=decided.get(f"customer:{id_}", NOTHING_DECIDED),
                **({"owed": party.balance} if party is not None else {}),
            )  # fmt: skip
        return found

    def holder(self, quickbooks_id: str) -> str | None:
        """The record whose counterpart a QuickBooks customer is."""
        return self._crosswalk.record_of(self._company, RecordKind.CUSTOMER, quickbooks_id)

    def name_in_quickbooks(self, quickbooks_id: str) -> str | None:
        """A QuickBooks customer's name as last seen, as people know it; None where it was not."""
        seen = self._seen.some(
            self._company, System.QUICKBOOKS, RecordKind.CUSTOMER.value, [quickbooks_id]
        )
        if not seen:
            return None
        return name_when_active(read_party(seen[quickbooks_id].wire).display_name)

    def agree(self, links: Mapping[str, Link], agreed: Mapping[str, Mapping[str, Agreed]]) -> None:
        """Write down what both sides agree on now, by LeafLink id."""
        with self._database.writing() as connection:
            for id_, fields in agreed.items():
                counterpart = links[id_].quickbooks_id
                self._agreements.keep(
                    connection, self._company, f"customer:{id_}", counterpart, fields
                )

    def never_compared(self) -> Sequence[str]:
        """LeafLink ids of linked customers about whom nothing was agreed yet."""
        return self._agreements.customers_never_compared(self._company)
