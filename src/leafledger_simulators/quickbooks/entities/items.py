"""Products and services: inventory, non-inventory, service and category items.

Reference: reference/quickbooks.md 10.2 and 12.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import ACTIVE
from leafledger_simulators.quickbooks.entities.named_lists import NamedList
from leafledger_simulators.quickbooks.ledger import credit, debit
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    business,
    invalid_choice,
    missing,
    quantity_needed,
    wrong_account_type,
)
from leafledger_simulators.quickbooks.shapes import (
    NAME_FORBIDDEN,
    EntityKind,
    computed,
    day,
    flag,
    opaque,
    rate,
    ref,
    text,
    whole,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import CENT, ZERO, Body
from leafledger_simulators.quickbooks.wire import rate as precise

ITEM_TYPES = ("Inventory", "NonInventory", "Service", "Category")

ITEM = EntityKind(
    "Item",
    (
        text("Name", 100, required=True, indexed=True, forbidden=NAME_FORBIDDEN),
        text("Sku", 100, indexed=True),
        text("Description", 4000, queryable=True),
        ACTIVE,
        flag("SubItem", queryable=True),
        ref("ParentRef", "Item", indexed=True),
        whole("Level", read_only=True),
        text("FullyQualifiedName", read_only=True, indexed=True),
        flag("Taxable", queryable=True, default=False),
        rate("UnitPrice", queryable=True),
        text("Type", indexed=True),
        ref("IncomeAccountRef", "Account"),
        text("PurchaseDesc", 1000),
        rate("PurchaseCost", queryable=True),
        ref("ExpenseAccountRef", "Account"),
        ref("AssetAccountRef", "Account"),
        ref("PrefVendorRef", "Vendor"),
        flag("TrackQtyOnHand", queryable=True),
        rate("QtyOnHand", queryable=True),
        rate("ReorderPoint"),
        day("InvStartDate", queryable=True),
        ref("ClassRef", "Class"),
        *computed("AvgCost", "QtyOnPurchaseOrder", "QtyOnSalesOrder", "ItemEx", "SpecialItem"),
        *opaque("PercentBased", "SalesTaxIncluded", "PurchaseTaxIncluded", "ManPartNum"),
        *opaque("SalesTaxCodeRef", "PurchaseTaxCodeRef", "TaxClassificationRef", "RatePercent"),
        *opaque("AbatementRate", "ReverseChargeRate", "ServiceType", "ItemCategoryType"),
        *opaque("DeferredRevenue", "PrintGroupedItems", "ItemGroupDetail", "UQCDisplayText"),
        *opaque("UQCId", "SpecialItemType", "Source", "UOMSetRef"),
    ),
    name_field="Name",
    left_out_of_star=frozenset({"Sku"}),
)

NO_ITEM_ACCOUNTS = frozenset({"Accounts Receivable", "Accounts Payable"})
LIABILITIES = frozenset({"Other Current Liability"})


class ItemBehaviour(NamedList):
    """An item: accounts by type, and for inventory a quantity with its opening entry."""

    kind = ITEM
    has_parents = True
    child_flag = "SubItem"

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check what the type asks for. Raises: Refusal 2020, 2170, 6000, 6430, 6520."""
        item_type = draft.get("Type")
        if item_type is None:
            raise missing("Type")
        if item_type not in ITEM_TYPES:
            raise invalid_choice("Type", item_type, ITEM_TYPES)
        if old is not None and old.body["Type"] != item_type:
            raise business("The item type cannot be changed.", "Type")
        if item_type == "Category":
            if draft.get("Active") is False:
                raise business("A category cannot be made inactive.", "Active")
            draft.pop("UnitPrice", None)
        else:
            self._check_accounts(company, draft, item_type)
        if item_type == "Inventory":
            self._prepare_inventory(company, draft, old, asked)
        else:
            draft["TrackQtyOnHand"] = False
            for name in ("QtyOnHand", "InvStartDate", "AssetAccountRef"):
                draft.pop(name, None)
        super().prepare(company, draft, old, asked)
        self._check_sku(company, draft, old)
        draft.setdefault("PurchaseCost", 0)
        draft.setdefault("UnitPrice", 0)

    def _check_sku(self, company: Company, draft: Body, old: Record | None) -> None:
        if "Sku" not in draft or company.switches["duplicate_sku"] == "accept":
            return
        for taken in company.shelves["Item"].find("Sku", draft["Sku"]):
            if old is None or taken.id != old.id:
                raise business(f"Another item already uses this SKU: {draft['Sku']}.", "Sku")

    def _check_accounts(self, company: Company, draft: Body, item_type: str) -> None:
        if "IncomeAccountRef" not in draft:
            raise missing("IncomeAccountRef")
        roles = ["IncomeAccountRef", "ExpenseAccountRef"]
        if item_type == "Inventory":
            roles.append("AssetAccountRef")
        for role in roles:
            if role not in draft:
                continue
            account = company.record("Account", draft[role]["value"]).body
            if not self._fits(company, role, item_type, account):
                raise wrong_account_type(role, account["Name"])

    def _fits(self, company: Company, role: str, item_type: str, account: Body) -> bool:
        account_type = account["AccountType"]
        if account_type in NO_ITEM_ACCOUNTS:
            return False
        if role == "IncomeAccountRef":
            if account_type in LIABILITIES and item_type != "Inventory":
                return bool(company.switches["item_income_account_may_be_liability"])
            if item_type == "Inventory":
                return bool(account["AccountSubType"] == "SalesOfProductIncome")
            return account_type in {"Income", "Other Income", "Other Current Liability"}
        if item_type != "Inventory":
            return True
        if role == "AssetAccountRef":
            return bool(account["AccountSubType"] == "Inventory")
        return bool(account_type == "Cost of Goods Sold")

    def _prepare_inventory(
        self, company: Company, draft: Body, old: Record | None, asked: Asked
    ) -> None:
        if not company.preference("ProductAndServicesPrefs", "QuantityOnHand"):
            raise Refusal(
                "5020", "Feature Not Supported", "Quantity on hand is not on in this company."
            )
        for name in ("AssetAccountRef", "ExpenseAccountRef", "InvStartDate"):
            if name not in draft:
                raise missing(name)
        draft["TrackQtyOnHand"] = True
        if old is None:
            if "QtyOnHand" not in draft:
                raise quantity_needed()
            draft["_opening"] = (draft["QtyOnHand"], draft["InvStartDate"])
            return
        # On an update InvStartDate is the date of the quantity's adjustment (reference 10.2).
        adjusted_on = asked.sent.get("InvStartDate") or company.today().isoformat()
        present = company.stock.quantity(old.id)
        if "QtyOnHand" in asked.sent and draft["QtyOnHand"] != present:
            draft["_adjustment"] = (draft["QtyOnHand"] - present, adjusted_on)
        draft["InvStartDate"] = old.body["InvStartDate"]

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Move the stock that the item's own quantity moves, and post it."""
        del old_body
        if record.body["Type"] != "Inventory":
            return
        cost = Decimal(record.body["PurchaseCost"])
        company.stock.track(record.id, cost)
        opening = record.body.pop("_opening", None)
        if opening is not None:
            self._move(
                company, record, f"item-{record.id}-opening", opening, "OpeningBalanceEquity"
            )
        adjustment = record.body.pop("_adjustment", None)
        if adjustment is not None:
            txn_id = f"item-{record.id}-adjustment-{record.sync_token}"
            self._move(company, record, txn_id, adjustment, "SuppliesMaterialsCogs")

    def _move(
        self, company: Company, item: Record, txn_id: str, moved: tuple[Decimal, str], against: str
    ) -> None:
        quantity, day_text = Decimal(moved[0]), date.fromisoformat(moved[1])
        if not quantity:
            return
        cost = Decimal(item.body["PurchaseCost"]) if quantity > 0 else None
        changed = company.stock.move(txn_id, day_text, [(item.id, quantity, cost)])
        value = company.stock.value_out(txn_id).get(item.id, ZERO).quantize(CENT)
        other = company.account_of(against).id
        company.ledger.post(
            txn_id,
            "InventoryStartingValue",
            day_text,
            [debit(other, value), credit(item.body["AssetAccountRef"]["value"], value)],
        )
        company.repost_costs(changed)

    def show(self, company: Company, record: Record) -> Body:
        """The body with the quantity on hand."""
        if record.body["Type"] != "Inventory":
            return record.body
        return {**record.body, "QtyOnHand": precise(company.stock.quantity(record.id))}


BEHAVIOURS: tuple[Behaviour, ...] = (ItemBehaviour(),)
