"""The companies a simulator can begin with: `empty`, `sample`, `season`.

Reference: reference/quickbooks.md 10.9 (starter chart of accounts). Everything is written
through the same door as a request, so a dataset cannot hold what the API would refuse.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks import writing
from leafledger_simulators.quickbooks.catalogue import KINDS
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.sample_company import fill_sample
from leafledger_simulators.quickbooks.settings import fresh_company_info, fresh_preferences
from leafledger_simulators.quickbooks.wire import Body

DATASETS = ("empty", "sample", "season")
COMPANY_NAMES = {
    "empty": "High Desert Botanicals",
    "sample": "Sandbox Company_US_1",
    "season": "High Desert Botanicals",
}

# Name, account type, sub-type: what a new company's chart of accounts holds.
STARTER_CHART = (
    ("Checking", "Bank", "Checking"),
    ("Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
    ("Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
    ("Inventory Asset", "Other Current Asset", "Inventory"),
    ("Uncategorized Asset", "Other Current Asset", "OtherCurrentAssets"),
    ("Accounts Payable (A/P)", "Accounts Payable", "AccountsPayable"),
    ("Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
    ("Retained Earnings", "Equity", "RetainedEarnings"),
    ("Sales of Product Income", "Income", "SalesOfProductIncome"),
    ("Services", "Income", "ServiceFeeIncome"),
    ("Discounts given", "Income", "DiscountsRefundsGiven"),
    ("Shipping Income", "Income", "OtherPrimaryIncome"),
    ("Uncategorized Income", "Income", "ServiceFeeIncome"),
    ("Unapplied Cash Payment Income", "Income", "UnappliedCashPaymentIncome"),
    ("Cost of Goods Sold", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("Purchases", "Expense", "SuppliesMaterials"),
    ("Office Expenses", "Expense", "OfficeGeneralAdministrativeExpenses"),
    ("Bank Charges", "Expense", "BankCharges"),
    ("Bad Debts", "Expense", "BadDebts"),
    ("Uncategorized Expense", "Expense", "OtherMiscellaneousServiceCost"),
)
TERMS = (("Due on receipt", 0), ("Net 15", 15), ("Net 30", 30), ("Net 60", 60))
PAYMENT_METHODS = (
    ("Cash", "NON_CREDIT_CARD"),
    ("Check", "NON_CREDIT_CARD"),
    ("Visa", "CREDIT_CARD"),
    ("MasterCard", "CREDIT_CARD"),
    ("ACH", "NON_CREDIT_CARD"),
)
# A LeafLink customer of the season has the vendor's name, so its creation meets 6240.
SEASON_VENDORS = ("Green Mesa Dispensary", "Silver State Packaging")
SEASON_EMPLOYEE = {"GivenName": "Dana", "FamilyName": "Whitlock"}


def fill(company: Company, dataset: str, seed: int) -> None:
    """Write a dataset into a company that is still blank. Raises: ValueError for its name."""
    if dataset not in DATASETS:
        raise ValueError(f"no dataset is called {dataset!r}; known: {', '.join(DATASETS)}")
    company.preferences = fresh_preferences(company)
    company.company_info = fresh_company_info(company, COMPANY_NAMES[dataset])
    _fill_starter(company)
    if dataset == "season":
        for name in SEASON_VENDORS:
            create(company, "Vendor", {"DisplayName": name})
        create(company, "Employee", dict(SEASON_EMPLOYEE))
    if dataset == "sample":
        fill_sample(company, seed)


def create(company: Company, entity: str, content: Body) -> Body:
    """Write one entity as a request would."""
    return writing.write(company, KINDS[entity], content, operation="create")


def _fill_starter(company: Company) -> None:
    for name, account_type, sub_type in STARTER_CHART:
        create(
            company,
            "Account",
            {"Name": name, "AccountType": account_type, "AccountSubType": sub_type},
        )
    for name, days in TERMS:
        create(company, "Term", {"Name": name, "DueDays": days})
    for name, method_type in PAYMENT_METHODS:
        create(company, "PaymentMethod", {"Name": name, "Type": method_type})
    _fill_tax_lists(company)


def _fill_tax_lists(company: Company) -> None:
    """The pseudo codes have words for ids; the agency and its rate are read-only."""
    for code, is_taxable in (("TAX", True), ("NON", False)):
        company.add_fixed(
            KINDS["TaxCode"],
            code,
            {
                "Name": code,
                "Description": code,
                "Active": True,
                "Taxable": is_taxable,
                "TaxGroup": False,
                "TaxCodeConfigType": "SYSTEM_GENERATED",
            },
        )
    agency = company.add_fixed(
        KINDS["TaxAgency"],
        "1",
        {
            "DisplayName": "Nevada Department of Taxation",
            "TaxTrackedOnPurchases": False,
            "TaxTrackedOnSales": True,
            "TaxAgencyConfig": "SYSTEM_GENERATED",
        },
    )
    company.add_fixed(
        KINDS["TaxRate"],
        "1",
        {
            "Name": "Nevada",
            "Description": "Sales tax",
            "Active": True,
            "RateValue": 8,
            "AgencyRef": agency.ref,
            "SpecialTaxType": "NONE",
            "DisplayType": "ReadOnly",
        },
    )
