"""Parents of chains in QuickBooks: found, made, or asked about (accounting.md A9.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leafledger.bookkeeping.chains import Chain
from leafledger.bookkeeping.customer_changes import CustomerKeeper, CustomerOnFile, Kept
from leafledger.bookkeeping.customer_questions import similar_chain
from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.likeness import NAME_RATIO_MIN, name_likeness
from leafledger.bookkeeping.names import free_name
from leafledger.bookkeeping.plan import Operation, Reason, Step
from leafledger.bookkeeping.questions import Question
from leafledger.commerce.customers import Customer
from leafledger.ledger.parties import Party
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind


class Parents:
    """Gives each store of a chain its parent. `chains` by LeafLink id."""

    def __init__(
        self, chains: Mapping[str, Chain], counterparts: Counterparts, claimed: set[str]
    ) -> None:
        self._chains = chains
        self._counterparts = counterparts
        self._claimed = claimed
        self._made: dict[str, Step] = {}

    def with_parent(
        self, customer: Customer, on_file: CustomerOnFile, keeper: CustomerKeeper
    ) -> Kept:
        """The store's plan, with its parent made first where QuickBooks has none.

        Source: accounting.md A9.2
        Example: two stores of one LeafLink company, policy by_partner -> sub-customers of one
        """
        chain = self._chains.get(customer.id)
        has_parent = on_file.party is None or on_file.party.parent_id or not on_file.ours
        if chain is None or has_parent:
            return keeper.plan(customer, on_file, None)
        parent, making, asked = self._parent(chain)
        kept = keeper.plan(customer, on_file, parent)
        if asked is not None:
            return replace(kept, questions=(*kept.questions, asked))
        wanted = any(getattr(step.content, "parent", None) is not None for step in kept.plan.steps)
        if making is None or not wanted:
            return kept
        return replace(kept, plan=replace(kept.plan, steps=(making, *kept.plan.steps)))

    def _parent(self, chain: Chain) -> tuple[Pointer | None, Step | None, Question | None]:
        link = self._counterparts.links.get(chain.record)
        if link is not None:
            return Known(RecordKind.CUSTOMER, link.quickbooks_id, link.name), None, None
        near = self._near(chain)
        if near is not None and chain.record not in self._counterparts.surely_new:
            return None, None, similar_chain(chain.name, chain.key, near)
        if chain.record not in self._made:
            self._made[chain.record] = self._making(chain)
        step = self._made[chain.record]
        assert isinstance(step.content, Party)
        pending = Pending(RecordKind.CUSTOMER, chain.record, step.content.display_name)
        return pending, step, None

    def _near(self, chain: Chain) -> str | None:
        """An unlinked customer whose name is nearly the chain's."""
        names = (
            party.display_name
            for party in self._counterparts.parties
            if party.active and party.id not in self._counterparts.linked_parties
        )
        alike = (name for name in names if name_likeness(name, chain.name) >= NAME_RATIO_MIN)
        return next(alike, None)

    def _making(self, chain: Chain) -> Step:
        name = free_name(chain.name, ["chain", f"chain {chain.key}"], self._claimed)
        content = Party(name, chain.name, "", note=f"LeafLink chain {chain.key}")
        why = f'Several LeafLink customers are stores of "{chain.name}".'
        reason = Reason("parent", why, "A9.2", "chains", f"chain={chain.key}")
        return Step(Operation.CREATE, RecordKind.CUSTOMER, chain.record, content, reasons=(reason,))
