"""The sample company's receipts, refunds and estimates.

It stands for a developer's sandbox company (architecture, outside contract).
"""

from __future__ import annotations

from datetime import timedelta

from leafledger_simulators.quickbooks import writing
from leafledger_simulators.quickbooks.catalogue import KINDS
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.wire import Body

OWN_ACCOUNTS = {
    "Savings": {"Name": "Savings", "AccountType": "Bank", "AccountSubType": "Savings"},
    "Mastercard": {"Name": "Mastercard", "AccountType": "Credit Card"},
}
CUSTOMER_TYPES = ("Dispensary", "Distributor", "Chain", "Delivery", "Laboratory")


def fill_receipts_and_estimates(company: Company, customers: list[Body], items: list[Body]) -> None:
    """Five of each, on days of the last weeks."""
    checking = account(company, "Checking")
    for number in range(5):
        customer = {"value": customers[number]["Id"]}
        sold = [sale(items[number], 2), sale(items[5 + number], 1)]
        written = {"CustomerRef": customer, "TxnDate": day(company, 15 - number)}
        create(company, "Estimate", {**written, "Line": sold})
        create(company, "SalesReceipt", {**written, "Line": sold})
        refund = {**written, "TxnDate": day(company, 7 - number), "Line": [sale(items[number], 1)]}
        create(company, "RefundReceipt", {**refund, "DepositToAccountRef": checking})


def fill_purchasing(company: Company, vendors: list[Body], items: list[Body]) -> list[Body]:
    """Five orders, bills, credits, payments and purchases. The bills."""
    checking = account(company, "Checking")
    bills = []
    for number in range(5):
        vendor = {"value": vendors[number]["Id"]}
        goods = items[5 + number]
        written = {"VendorRef": vendor, "TxnDate": day(company, 25 - number)}
        order = create(company, "PurchaseOrder", {**written, "Line": [goods_line(goods, 6)]})
        link = [{"TxnId": order["Id"], "TxnType": "PurchaseOrder"}] if number < 3 else []
        lines = [goods_line(goods, 6), expense(company, 40 + number)]
        bill = create(company, "Bill", {**written, "Line": lines, "LinkedTxn": link})
        create(company, "VendorCredit", {**written, "Line": [expense(company, 10 + number)]})
        create(
            company,
            "BillPayment",
            {
                **written,
                "TotalAmt": bill["TotalAmt"] - 5,
                "PayType": "Check",
                "CheckPayment": {"BankAccountRef": checking},
                "Line": [
                    {
                        "Amount": bill["TotalAmt"] - 5,
                        "LinkedTxn": [{"TxnId": bill["Id"], "TxnType": "Bill"}],
                    }
                ],
            },
        )
        paid = {"PaymentType": "Check", "AccountRef": checking, "EntityRef": vendor}
        on = {"TxnDate": day(company, 12 - number)}
        create(company, "Purchase", {**paid, **on, "Line": [expense(company, 30 + number)]})
        bills.append(bill)
    return bills


def fill_templates(
    company: Company, customers: list[Body], vendors: list[Body], items: list[Body]
) -> None:
    """Five templates of different documents, monthly; they post nothing."""
    sold = {"CustomerRef": {"value": customers[0]["Id"]}, "Line": [sale(items[0], 1)]}
    owed = {"VendorRef": {"value": vendors[0]["Id"]}, "Line": [expense(company, 90)]}
    wanted = (
        ("Invoice", sold),
        ("SalesReceipt", sold),
        ("Estimate", sold),
        ("Bill", owed),
        ("VendorCredit", owed),
    )
    for number, (name, document) in enumerate(wanted, 1):
        schedule = {"IntervalType": "Monthly", "DayOfMonth": number, "StartDate": day(company, 0)}
        info = {"Name": f"{name} every month", "RecurType": "Reminded", "ScheduleInfo": schedule}
        create(company, "RecurringTransaction", {name: {**document, "RecurringInfo": info}})


def fill_the_rest(company: Company, customers: list[Body], bills: list[Body]) -> None:
    """Five transfers, card payments, hours, notes, budgets and customer types."""
    checking = account(company, "Checking")
    made = {name: create(company, "Account", dict(one)) for name, one in OWN_ACCOUNTS.items()}
    savings, card = ({"value": made[name]["Id"]} for name in ("Savings", "Mastercard"))
    for number in range(5):
        on = {"TxnDate": day(company, 9 - number)}
        moved = {**on, "Amount": 100 + number}
        create(company, "Transfer", {**moved, "FromAccountRef": checking, "ToAccountRef": savings})
        paid = {"BankAccountRef": checking, "CreditCardAccountRef": card}
        create(company, "CreditCardPaymentTxn", {**moved, **paid})
        worker = {"NameOf": "Employee", "EmployeeRef": {"value": str(1 + number)}}
        customer = {"CustomerRef": {"value": customers[number]["Id"]}}
        create(company, "TimeActivity", {**on, **worker, **customer, "Hours": 2, "Minutes": 30})
        owner = {"EntityRef": {"type": "Bill", "value": bills[number]["Id"]}}
        note = {"Note": f"Goods counted, {number} cartons open.", "AttachableRef": [owner]}
        create(company, "Attachable", note)
        company.add_fixed(
            KINDS["CustomerType"],
            str(1 + number),
            {"Name": CUSTOMER_TYPES[number], "Active": True},
        )
        company.add_fixed(KINDS["Budget"], str(1 + number), _budget(company, number))


def _budget(company: Company, number: int) -> Body:
    year = company.today().year - number
    rent = company.shelves["Account"].find("Name", "Office Expenses")[0].ref
    return {
        "Name": f"Budget {year}",
        "StartDate": f"{year}-01-01",
        "EndDate": f"{year}-12-31",
        "BudgetType": "ProfitAndLoss",
        "BudgetEntryType": "Monthly",
        "Active": True,
        "BudgetDetail": [
            {"BudgetDate": f"{year}-{month:02}-01", "Amount": 200, "AccountRef": rent}
            for month in range(1, 13)
        ],
    }


def expense(company: Company, amount: int) -> Body:
    """An expense line on the office's account."""
    return {
        "DetailType": "AccountBasedExpenseLineDetail",
        "Amount": amount,
        "AccountBasedExpenseLineDetail": {"AccountRef": account(company, "Office Expenses")},
    }


def goods_line(item: Body, quantity: int) -> Body:
    """Goods bought at what the item costs."""
    return {
        "DetailType": "ItemBasedExpenseLineDetail",
        "Amount": quantity * item["PurchaseCost"],
        "ItemBasedExpenseLineDetail": {
            "ItemRef": {"value": item["Id"]},
            "Qty": quantity,
            "UnitPrice": item["PurchaseCost"],
        },
    }


def create(company: Company, entity: str, content: Body) -> Body:
    """Write one entity as a request would."""
    return writing.write(company, KINDS[entity], content, operation="create")


def account(company: Company, name: str) -> Body:
    """A reference to an account of the starter chart."""
    return {"value": company.shelves["Account"].find("Name", name)[0].id}


def day(company: Company, days_ago: int) -> str:
    """A date so many days before today."""
    return (company.today() - timedelta(days_ago)).isoformat()


def sale(item: Body, quantity: int) -> Body:
    """A sales line of an item at its own price."""
    detail = {"ItemRef": {"value": item["Id"]}, "Qty": quantity, "UnitPrice": item["UnitPrice"]}
    amount = quantity * item["UnitPrice"]
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": amount,
        "SalesItemLineDetail": detail,
    }
