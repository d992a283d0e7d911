"""Which QuickBooks item a LeafLink product is (accounting.md A10)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from leafledger.bookkeeping.known_records import Counterparts
from leafledger.bookkeeping.names import allowed_name, free_name
from leafledger.bookkeeping.plan import Operation, Reason, Step, Target
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import NOTHING_POSTED, Question, QuestionKind
from leafledger.commerce.catalog import Product
from leafledger.figures.money import Money
from leafledger.ledger.items import Item, KnownItem
from leafledger.ledger.pointers import Known, Pending, Pointer, RecordKind

# QuickBooks takes descriptions of at most 4000 characters (reference/quickbooks.md 10.2).
DESCRIPTION_LENGTH_MAX = 4000


@dataclass(frozen=True, slots=True)
class Sellable:
    """The item a line sells, the account it posts to, and the step that makes it so."""

    pointer: Pointer | None
    income_account: str = ""
    step: Step | None = None
    question: Question | None = None


class Shelf:
    """QuickBooks's items, found by what makes them the same as one of our products.

    Holds what earlier plans of the same round claimed, so that no item is matched twice.
    """

    def __init__(self, counterparts: Counterparts) -> None:
        self._counterparts = counterparts
        self._decided: dict[str, Sellable] = {}
        self._claimed = set(counterparts.item_names_taken)
        self._matched = set(counterparts.linked_items)
        self._skus = {item.sku.casefold() for item in counterparts.items.values() if item.sku}
        self._by_sku: dict[str, list[KnownItem]] = defaultdict(list)
        self._by_name: dict[str, KnownItem] = {}
        for item in counterparts.items.values():
            self._claimed.add(item.name.casefold())
            if item.active and item.type.can_be_sold and item.id not in counterparts.linked_items:
                self._by_sku[item.sku.casefold()].append(item)
                self._by_name[item.name.casefold()] = item

    def decide(self, product: Product, policy: Policy, *, waiting: Money, order: str) -> Sellable:
        """Linked, surely the same, new, or a question; the same answer all through one round.

        Source: accounting.md A9.1 and A10
        Example: SKU BD-35 stands on one unlinked item -> that one
        """
        known = self._decided.get(product.id)
        if known is None:
            known = self._decide(product, policy, waiting, order)
            if known.question is None:
                # A question is asked anew for every order, in that order's name.
                self._decided[product.id] = known
        return known

    def _decide(self, product: Product, policy: Policy, waiting: Money, order: str) -> Sellable:
        record = f"product:{product.id}"
        link = self._counterparts.links.get(record)
        if link is not None:
            known = self._counterparts.items.get(link.quickbooks_id)
            account = known.income_account if known is not None else policy.accounts.sales.name
            return Sellable(Known(RecordKind.ITEM, link.quickbooks_id, link.name), account)
        sure = self._surely_the_same(product)
        if sure is not None and (record, sure[0].id) not in self._counterparts.apart:
            self._matched.add(sure[0].id)
            return _linked(record, *sure)
        near = self.near(product)
        if near and record not in self._counterparts.surely_new:
            return Sellable(None, question=_similar(product, near, waiting, order))
        if not policy.products.create:
            return Sellable(None, question=_unknown(product, waiting, order))
        return self._created(record, product, policy)

    def _surely_the_same(self, product: Product) -> tuple[KnownItem, str, str] | None:
        by_id = self._counterparts.items.get(product.books_id) if product.books_id else None
        if by_id is not None and self._is_free(by_id):
            why = "LeafLink already names this QuickBooks item by its id."
            return by_id, why, f"product.extern_acct_id={product.books_id}"
        same_sku = self._of_sku(product)
        if len(same_sku) == 1:
            return (
                same_sku[0],
                f"Both carry the SKU {product.own_sku}.",
                f"product.sku={product.sku}",
            )
        return None

    def _is_free(self, item: KnownItem) -> bool:
        return item.active and item.type.can_be_sold and item.id not in self._matched

    def _of_sku(self, product: Product) -> list[KnownItem]:
        found = self._by_sku.get(product.own_sku.casefold(), []) if product.own_sku else []
        return [item for item in found if self._is_free(item)]

    def sure(self, product: Product) -> KnownItem | None:
        """The free item that a product surely is, by id or SKU; None where nothing proves one."""
        found = self._surely_the_same(product)
        return found[0] if found is not None else None

    def near(self, product: Product) -> list[KnownItem]:
        """Free items it might be: several of its SKU, or the one of its name."""
        same_name = self._by_name.get(allowed_name(product.display_name).casefold())
        named = [same_name] if same_name is not None and self._is_free(same_name) else []
        return self._of_sku(product) or named

    def _new_sku(self, product: Product) -> str:
        """The SKU for a new item; none where another item already carries it."""
        sku = product.own_sku
        if sku.casefold() in self._skus:
            return ""
        self._skus.add(sku.casefold())
        return sku

    def _created(self, record: str, product: Product, policy: Policy) -> Sellable:
        item = Item(
            name=self._free_name(product),
            sku=self._new_sku(product),
            description=product.description[:DESCRIPTION_LENGTH_MAX],
            price=product.wholesale_price,
            type=policy.products.type,
            income_account=policy.accounts.sales.pointer(RecordKind.ACCOUNT),
        )
        reason = Reason(
            "item", f'"{product.display_name}" is not in QuickBooks yet.', "A10", "new item",
            f"product.id={product.id}",
        )  # fmt: skip
        step = Step(Operation.CREATE, RecordKind.ITEM, record, item, reasons=(reason,))
        pointer = Pending(RecordKind.ITEM, record, item.name)
        return Sellable(pointer, policy.accounts.sales.name, step)

    def _free_name(self, product: Product) -> str:
        plain = allowed_name(product.display_name) or f"LeafLink product {product.id}"
        tellers_apart = [product.own_sku, f"LeafLink {product.id}"]
        return free_name(plain, tellers_apart, self._claimed)


def _linked(record: str, item: KnownItem, why: str, source: str) -> Sellable:
    reason = Reason("item", why, "A10", "sure match", source)
    target = Target(item.id, item.sync_token, item.name)
    step = Step(Operation.LINK, RecordKind.ITEM, record, None, target, (reason,))
    return Sellable(Known(RecordKind.ITEM, item.id, item.name), item.income_account, step)


def _similar(product: Product, near: list[KnownItem], amount: Money, order: str) -> Question:
    names = ", ".join(f'"{item.name}" (SKU {item.sku or "none"})' for item in near[:5])
    return Question(
        QuestionKind.SIMILAR_ITEM,
        f"product:{product.id}",
        f'Order {order} is waiting: its product "{product.display_name}" '
        f"(SKU {product.own_sku or 'none'}) looks like {names} in QuickBooks, but nothing proves "
        "that they are the same.",
        NOTHING_POSTED,
        "Give the product and one item the same SKU, or match them with: leafledger match product "
        f"{product.id} {near[0].id} (or 'new').",
        amount,
    )


def _unknown(product: Product, amount: Money, order: str) -> Question:
    return Question(
        QuestionKind.UNKNOWN_PRODUCT,
        f"product:{product.id}",
        f'Order {order} is waiting: "{product.display_name}" has no item in QuickBooks, and the '
        "policy says that items are not created by LeafLedger.",
        NOTHING_POSTED,
        f"Create the item in QuickBooks, then run: leafledger match product {product.id} ITEM-ID.",
        amount,
    )
