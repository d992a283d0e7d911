"""The chart of accounts.

Reference: reference/quickbooks.md 10.9 (types, sub-types, lengths).
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.contact_fields import ACTIVE, CURRENCY, dollars
from leafledger_simulators.quickbooks.entities.named_lists import NamedList
from leafledger_simulators.quickbooks.refusals import business, duplicate_name, missing, unsupported
from leafledger_simulators.quickbooks.shapes import (
    EntityKind,
    computed,
    flag,
    money,
    opaque,
    ref,
    text,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.quickbooks.wire import money as cents

# AccountType: (classification, the sub-type it takes when none is sent).
ACCOUNT_TYPES: dict[str, tuple[str, str]] = {
    "Bank": ("Asset", "Checking"),
    "Accounts Receivable": ("Asset", "AccountsReceivable"),
    "Other Current Asset": ("Asset", "OtherCurrentAssets"),
    "Fixed Asset": ("Asset", "OtherFixedAssets"),
    "Other Asset": ("Asset", "OtherLongTermAssets"),
    "Accounts Payable": ("Liability", "AccountsPayable"),
    "Credit Card": ("Liability", "CreditCard"),
    "Other Current Liability": ("Liability", "OtherCurrentLiabilities"),
    "Long Term Liability": ("Liability", "OtherLongTermLiabilities"),
    "Equity": ("Equity", "OpeningBalanceEquity"),
    "Income": ("Revenue", "OtherPrimaryIncome"),
    "Other Income": ("Revenue", "OtherMiscellaneousIncome"),
    "Cost of Goods Sold": ("Expense", "SuppliesMaterialsCogs"),
    "Expense": ("Expense", "OtherMiscellaneousServiceCost"),
    "Other Expense": ("Expense", "OtherMiscellaneousExpense"),
}

# The sub-types this company knows, with the type each belongs to.
SUB_TYPES: dict[str, str] = {
    **{sub_type: name for name, (_, sub_type) in ACCOUNT_TYPES.items()},
    "CashOnHand": "Bank",
    "Savings": "Bank",
    "MoneyMarket": "Bank",
    "TrustAccounts": "Bank",
    "Inventory": "Other Current Asset",
    "UndepositedFunds": "Other Current Asset",
    "PrepaidExpenses": "Other Current Asset",
    "EmployeeCashAdvances": "Other Current Asset",
    "AllowanceForBadDebts": "Other Current Asset",
    "MachineryAndEquipment": "Fixed Asset",
    "SalesTaxPayable": "Other Current Liability",
    "TrustAccountsLiabilities": "Other Current Liability",
    "LoanPayable": "Other Current Liability",
    "LineOfCredit": "Other Current Liability",
    "DeferredRevenue": "Other Current Liability",
    "PayrollTaxPayable": "Other Current Liability",
    "PrepaidExpensesPayable": "Other Current Liability",
    "NotesPayable": "Long Term Liability",
    "RetainedEarnings": "Equity",
    "OwnersEquity": "Equity",
    "PartnersEquity": "Equity",
    "SalesOfProductIncome": "Income",
    "ServiceFeeIncome": "Income",
    "DiscountsRefundsGiven": "Income",
    "NonProfitIncome": "Income",
    "UnappliedCashPaymentIncome": "Income",
    "InterestEarned": "Other Income",
    "ShippingFreightDeliveryCos": "Cost of Goods Sold",
    "OtherCostsOfServiceCos": "Cost of Goods Sold",
    "CostOfLaborCos": "Cost of Goods Sold",
    "EquipmentRentalCos": "Cost of Goods Sold",
    "TaxesPaid": "Expense",
    "BadDebts": "Expense",
    "SuppliesMaterials": "Expense",
    "BankCharges": "Expense",
    "AdvertisingPromotional": "Expense",
    "CommissionsAndFees": "Expense",
    "CostOfLabor": "Expense",
    "OfficeGeneralAdministrativeExpenses": "Expense",
    "OtherBusinessExpenses": "Expense",
    "ShippingFreightDelivery": "Expense",
    "PromotionalMeals": "Expense",
    "LegalProfessionalFees": "Expense",
    "RentOrLeaseOfBuildings": "Expense",
    "Utilities": "Expense",
    "Insurance": "Expense",
    "RepairMaintenance": "Expense",
    "PenaltiesSettlements": "Other Expense",
    "Depreciation": "Other Expense",
}
BALANCE_SHEET = frozenset({"Asset", "Liability", "Equity"})
# Classifications whose balance grows with debits.
DEBIT_NATURE = frozenset({"Asset", "Expense"})
NO_SUB_ACCOUNTS = frozenset({"UndepositedFunds", "RetainedEarnings", "OpeningBalanceEquity"})
SYSTEM_SUB_TYPES = NO_SUB_ACCOUNTS | {
    "AccountsReceivable",
    "AccountsPayable",
    "Inventory",
    "SalesTaxPayable",
}

ACCOUNT = EntityKind(
    "Account",
    (
        text("Name", 100, required=True, indexed=True, forbidden=':"'),
        text("FullyQualifiedName", read_only=True, indexed=True),
        flag("SubAccount", queryable=True, default=False),
        ref("ParentRef", "Account", indexed=True),
        text("Description", 100, queryable=True),
        ACTIVE,
        text("Classification", read_only=True, queryable=True),
        text("AccountType", indexed=True, choices=tuple(ACCOUNT_TYPES)),
        text("AccountSubType", indexed=True),
        text("AcctNum", 7, indexed=True, forbidden=":"),
        money("CurrentBalance", read_only=True, queryable=True),
        money("CurrentBalanceWithSubAccounts", read_only=True, queryable=True),
        CURRENCY,
        *opaque("TaxCodeRef", "TxnLocationType", "AccountAlias", "BankNum", "AcctNumExtn"),
        *opaque("OpeningBalance", "OpeningBalanceDate"),
        *computed("AccountPurposes", "TaxAccount", "OnlineBankingEnabled", "FIName"),
    ),
    name_field="Name",
)


class AccountBehaviour(NamedList):
    """An account: its type and sub-type belong together, its balance is the ledger's."""

    kind = ACCOUNT
    has_parents = True
    child_flag = "SubAccount"

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Settle type, sub-type and number."""
        if old is None and draft.get("OpeningBalance"):
            raise unsupported("An opening balance of an Account is not supported.")
        self._settle_type(draft)
        self._keep_system_account(draft, old)
        super().prepare(company, draft, old, asked)
        draft.pop("Level", None)
        number = draft.get("AcctNum")
        if number is not None:
            for taken in company.shelves["Account"].find("AcctNum", number):
                if old is None or taken.id != old.id:
                    raise duplicate_name("account number", taken.id)
        parent = draft.get("ParentRef")
        if parent is not None:
            above = company.record("Account", parent["value"]).body
            if above["AccountSubType"] in NO_SUB_ACCOUNTS:
                raise business("This account cannot have sub-accounts.", "ParentRef")
            if above["AccountType"] != draft["AccountType"]:
                raise business("A sub-account has its parent's account type.", "AccountType")
        draft["CurrencyRef"] = dollars()

    def _keep_system_account(self, draft: Body, old: Record | None) -> None:
        """What QuickBooks itself posts to stays active and of its type."""
        if old is None or old.body["AccountSubType"] not in SYSTEM_SUB_TYPES:
            return
        is_same = draft["AccountSubType"] == old.body["AccountSubType"]
        if draft.get("Active") is False or not is_same:
            raise business("This account is used by QuickBooks and cannot be changed so.")

    def _settle_type(self, draft: Body) -> None:
        sub_type, account_type = draft.get("AccountSubType"), draft.get("AccountType")
        if account_type is None and sub_type in SUB_TYPES:
            account_type = SUB_TYPES[sub_type]
        if account_type is None:
            raise missing("AccountType")
        if sub_type is None:
            sub_type = ACCOUNT_TYPES[account_type][1]
        elif SUB_TYPES.get(sub_type, account_type) != account_type:
            raise business(
                f"Account type {account_type} does not go with sub-type {sub_type}.",
                "AccountSubType",
            )
        draft["AccountType"], draft["AccountSubType"] = account_type, sub_type
        draft["Classification"] = ACCOUNT_TYPES[account_type][0]

    def show(self, company: Company, record: Record) -> Body:
        """The body with the present balance; income and expense accounts show nought."""
        classification = record.body["Classification"]
        shown = {**record.body, "CurrentBalance": 0, "CurrentBalanceWithSubAccounts": 0}
        if classification in BALANCE_SHEET:
            sign = 1 if classification in DEBIT_NATURE else -1
            own = company.ledger.balance(record.id) * sign
            below = sum(
                company.ledger.balance(child.id) * sign
                for child in company.shelves["Account"].find("ParentRef", record.id)
            )
            shown["CurrentBalance"] = cents(own)
            shown["CurrentBalanceWithSubAccounts"] = cents(own + below)
        return shown


BEHAVIOURS: tuple[Behaviour, ...] = (AccountBehaviour(),)
