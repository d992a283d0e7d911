"""Our documents that people changed without changing their total (accounting.md A5.5 and A12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from leafledger.bookkeeping.decisions import Choice, Decision, content_of_states
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.history import History
from leafledger.ledger.documents import DocumentKind, KnownDocument, SalesDocument
from leafledger.ledger.items import KnownItem
from leafledger.ledger.pointers import Known, Pointer, RecordKind
from leafledger.quickbooks.items import read_item
from leafledger.quickbooks.read_documents import content_of, read_sales_document
from leafledger.reconciliation.books_side import BooksSide
from leafledger.reconciliation.proof import OrderProof, Proof, Standing

KINDS = {kind: RecordKind(kind.value) for kind in DocumentKind}
Changed = tuple[str, KnownDocument]


class ChangedByHand:
    """Finds in the proof of one company what hides behind totals that agree."""

    def __init__(self, company: str, database: Database, seen: SeenRecords) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = Crosswalk(database)
        self._history = History(database)

    def told(self, proof: Proof, books: BooksSide, agreed: Mapping[str, Decision]) -> Proof:
        """The proof, in which an order differs whose document is not as LeafLedger posted it.

        That is: another customer's, of another day, or in other accounts. What a person decided to
        keep stays proved.
        Lines are compared as they were last seen; customer and day as QuickBooks shows them now.
        """
        changed = self._changed(books.documents)
        suspects = [
            (place, one)
            for place, one in enumerate(proof.orders)
            if one.standing is Standing.PROVED and one.number in changed
        ]
        orders = list(proof.orders)
        for place, one in suspects:
            found = changed[one.number]
            if not _is_kept(agreed.get(one.number), found):
                orders[place] = self._compared(one, found, books)
        return replace(proof, orders=tuple(orders))

    def _changed(self, documents: Iterable[KnownDocument]) -> dict[str, list[Changed]]:
        """By order the live documents that do not say what was answered when we wrote them."""
        answers = {kind: self._crosswalk.answers(self._company, KINDS[kind]) for kind in KINDS}
        found: dict[str, list[Changed]] = defaultdict(list)
        for one in documents:
            record, answered = answers[one.kind].get(one.id, ("", ""))
            if record.startswith("order:") and not one.voided and one.content != answered:
                found[record.split(":")[1]].append((record, one))
        return {number: sorted(some, key=lambda c: c[0]) for number, some in found.items()}

    def _compared(
        self, order: OrderProof, changed: Sequence[Changed], books: BooksSide
    ) -> OrderProof:
        posted = self._history.posted(self._company, [record for record, _ in changed])
        told = [
            said
            for record, document in changed
            if record in posted
            for said in self._differences(document, posted[record], books)
        ]
        if not told:
            return order
        name = order.number[-8:]
        cure = (
            f"Change it back in QuickBooks, or run: leafledger decide {name} restore (LeafLedger's "
            "own comes back), keep or adopt (it stays as it is)."
        )
        return replace(order, standing=Standing.DIFFERS, why=" ".join(told), cure=cure)

    def _differences(
        self, now: KnownDocument, posted: SalesDocument, books: BooksSide
    ) -> Iterator[str]:
        kind = "Invoice" if now.kind is DocumentKind.INVOICE else "Credit memo"
        name = f"{kind} {now.number or now.id}"
        names = {one.id: one.name for one in books.customers}
        buyer = self._id_of(posted.customer)
        # One that is gone was merged into another, with all its documents.
        if buyer in names and buyer != now.customer_id:
            yield (
                f'{name} stands under "{names.get(now.customer_id, "")}" in QuickBooks; LeafLedger '
                f'posted it for "{names[buyer]}".'
            )
        if now.dated != posted.dated:
            yield (
                f"{name} is dated {now.dated} in QuickBooks; LeafLedger posted it on "
                f"{posted.dated}."
            )
        if moved := self._moved(now, posted):
            yield f"{name} puts {moved} than LeafLedger posted it."

    def _moved(self, now: KnownDocument, posted: SalesDocument) -> str:
        """By how much other accounts are used, in words; empty where none or where not known."""
        kind = now.kind.value
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind, [now.id])
        wire = seen[now.id].wire if now.id in seen else {}
        if not wire or content_of(wire) != now.content:
            return ""
        mentioned = {self._id_of(line.item) for line in posted.lines}
        rows = [row["SalesItemLineDetail"] for row in wire["Line"] if "SalesItemLineDetail" in row]
        mentioned |= {str(row["ItemRef"]["value"]) for row in rows if "ItemRef" in row}
        items = self._items(sorted(mentioned))
        says = read_sales_document(wire, now.kind, items)
        if says is None:
            return ""
        accounts: dict[str, Money] = defaultdict(Money.zero)
        for document, sign in ((says, 1), (posted, -1)):
            for line in document.lines:
                item = items.get(self._id_of(line.item))
                account = item.income_account if item is not None else line.income_account
                amount = line.amount if sign > 0 else -line.amount
                accounts[account] = accounts[account] + amount
        return " and ".join(
            f"{abs(amount)} {'more' if amount > Money.zero() else 'less'} in {account}"
            for account, amount in accounts.items()
            if amount and account
        )

    def _items(self, ids: Sequence[str]) -> dict[str, KnownItem]:
        seen = self._seen.some(self._company, System.QUICKBOOKS, RecordKind.ITEM.value, list(ids))
        return {id_: read_item(one.wire) for id_, one in seen.items()}

    def _id_of(self, pointer: Pointer) -> str:
        if isinstance(pointer, Known):
            return pointer.id
        link = self._crosswalk.live(self._company, [pointer.key]).get(pointer.key)
        return link.quickbooks_id if link is not None else pointer.key


def _is_kept(decision: Decision | None, changed: Sequence[Changed]) -> bool:
    """Whether a person decided to keep the documents as they stand."""
    stands = content_of_states((record, document.content) for record, document in changed)
    return decision is not None and decision.choice is Choice.KEEP and decision.content == stands
