"""Examples of chains: stores on LeafLink, and under whom they stand in QuickBooks.

Policy: parent by name
Store Green Mesa - Denver
Store Green Mesa - Boulder
Books (A9.2)
  create customer "Green Mesa"
  "Green Mesa - Denver" becomes a sub-customer of "Green Mesa"
  ...
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from leafledger.bookkeeping.chains import chains_of
from leafledger.bookkeeping.customer_changes import CustomerKeeper, CustomerOnFile
from leafledger.bookkeeping.known_records import Counterparts, Link
from leafledger.bookkeeping.parents import Parents
from leafledger.bookkeeping.plan import Step
from leafledger.bookkeeping.policy import Chains, Customers
from leafledger.commerce.customers import Customer
from leafledger.ledger.parties import KnownParty, Party, PartyChange
from tests.examples.acting import acted
from tests.examples.reading import NotUnderstood
from tests.examples.scene import usual_company

WIDTH = 84
QUIET = Customers(write_quickbooks_id=False)


@dataclass
class ChainScene:
    """Linked stores, and the other names in QuickBooks."""

    by: Chains = Chains.OFF
    stores: list[Customer] = field(default_factory=list)
    parties: dict[str, KnownParty] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    others: list[KnownParty] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)

    def say(self, line: str) -> None:
        """Take one line of facts."""
        if found := re.fullmatch(r"Policy: parent (by \w+)", line):
            self.by = Chains(found[1].replace(" ", "_"))
        elif found := re.fullmatch(
            r"Store (.+?)(?: · of company (\d+))?(?: · (was in QuickBooks before us))?", line
        ):
            id_ = str(8841 + len(self.stores))
            self.stores.append(Customer(id_, found[1], partner=found[2] or ""))
            self.parties[id_] = KnownParty(f"5{id_}", "0", found[1], company_name=found[1])
            self.found |= {id_} if found[3] else set()
        elif found := re.fullmatch(r'QuickBooks customer (\d+) "(.+)"', line):
            self.others.append(KnownParty(found[1], "0", found[2]))
        else:
            raise NotUnderstood(line)

    def books(self) -> Iterator[str]:
        """What all stores need now, taken as done."""
        claimed = {one.display_name.casefold() for one in self.others}
        known = Counterparts(links=self.links, parties=tuple(self.others))
        parents = Parents(chains_of(self.stores, self.by), known, claimed)
        keeper = CustomerKeeper(QUIET, usual_company(), claimed)
        done, asked = dict[str, Step](), 0
        for store in self.stores:
            link = Link(f"customer:{store.id}", self.parties[store.id].id)
            on_file = CustomerOnFile(link, self.parties[store.id], ours=store.id not in self.found)
            kept = parents.with_parent(store, on_file, keeper)
            asked += len(kept.questions)
            for question in kept.questions:
                yield f"question {question.kind}"
                yield from textwrap.wrap(
                    question.text, WIDTH, initial_indent="  ", subsequent_indent="  ",
                    break_on_hyphens=False,
                )  # fmt: skip
            done |= {step.record: step for step in kept.plan.steps}
        yield from self._done(done)
        if not done and not asked:
            yield "nothing more"

    def _done(self, done: dict[str, Step]) -> Iterator[str]:
        for record, step in done.items():
            if isinstance(step.content, Party):
                self.links[record] = Link(record, "40", step.content.display_name)
                yield f'create customer "{step.content.display_name}"'
            elif isinstance(step.content, PartyChange) and step.content.parent is not None:
                id_ = record.removeprefix("customer:")
                party = self.parties[id_]
                self.parties[id_] = replace(party, parent_id="40")
                parent = step.content.parent.name
                yield f'"{party.display_name}" becomes a sub-customer of "{parent}"'


def stores(text: str) -> None:
    """Say that the stores stand so in QuickBooks."""
    acted(text, ChainScene())
