"""The sample company: at least five of each entity, with coherent books, from a seed.

It stands for a developer's sandbox company (architecture, outside contract).
"""

from __future__ import annotations

import random
from datetime import timedelta

from leafledger_simulators.quickbooks import writing
from leafledger_simulators.quickbooks.catalogue import KINDS
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.sample_documents import (
    fill_purchasing,
    fill_receipts_and_estimates,
    fill_templates,
    fill_the_rest,
)
from leafledger_simulators.quickbooks.wire import Body

CUSTOMERS = (
    "Amy's Bird Sanctuary",
    "Bill's Windsurf Shop",
    "Cool Cars",
    "Diego Rodriguez",
    "Freeman Sporting Goods",
    "Geeta Kalapatapu",
    "Sushi by Katsuyuki",
)
VENDORS = (
    "Books by Bessie",
    "Brosnahan Insurance Agency",
    "Chin's Gas and Oil",
    "Hicks Hardware",
    "Tania's Nursery",
)
EMPLOYEES = (
    ("Emily", "Platt"),
    ("John", "Johnson"),
    ("Kari", "Steblay"),
    ("Marta", "Quill"),
    ("Owen", "Hart"),
)
SERVICES = ("Design", "Gardening", "Installation", "Lighting", "Trimming")
GOODS = ("Fountain", "Pump", "Rock", "Soil", "Sod")
CLASSES = ("Adult use", "Medical", "Samples", "Events", "Export")
LOCATIONS = ("Carson City", "Reno", "Sparks", "Elko", "Ely")


def fill_sample(company: Company, seed: int) -> None:
    """Write lists and documents through the same door as requests."""
    chance = random.Random(f"sample-{seed}")  # noqa: S311 (a repeatable draw, not a secret)
    customers = [_create(company, "Customer", {"DisplayName": name}) for name in CUSTOMERS]
    vendors = [_create(company, "Vendor", {"DisplayName": name}) for name in VENDORS]
    for given, family in EMPLOYEES:
        _create(company, "Employee", {"GivenName": given, "FamilyName": family})
    for name in CLASSES:
        _create(company, "Class", {"Name": name})
    for name in LOCATIONS:
        _create(company, "Department", {"Name": name})
    items = _fill_items(company)
    invoices = [
        _invoice(company, customers[number % len(customers)], items, number, chance)
        for number in range(14)
    ]
    payments = _fill_payments(company, invoices)
    _fill_memos(company, customers, items)
    _fill_journals_and_deposits(company, payments)
    _fill_adjustments(company, items)
    fill_receipts_and_estimates(company, customers, items)
    bills = fill_purchasing(company, vendors, items)
    fill_the_rest(company, customers, bills)
    fill_templates(company, customers, vendors, items)


def _create(company: Company, entity: str, content: Body) -> Body:
    return writing.write(company, KINDS[entity], content, operation="create")


def _ref(body: Body) -> Body:
    return {"value": body["Id"]}


def _account(company: Company, name: str) -> Body:
    return {"value": company.shelves["Account"].find("Name", name)[0].id}


def _day(company: Company, days_ago: int) -> str:
    return (company.today() - timedelta(days_ago)).isoformat()


def _fill_items(company: Company) -> list[Body]:
    items = [
        _create(
            company,
            "Item",
            {
                "Name": name,
                "Type": "Service",
                "UnitPrice": 40 + 5 * number,
                "IncomeAccountRef": _account(company, "Services"),
            },
        )
        for number, name in enumerate(SERVICES)
    ]
    return items + [
        _create(
            company,
            "Item",
            {
                "Name": name,
                "Sku": f"SB-{100 + number}",
                "Type": "Inventory",
                "TrackQtyOnHand": True,
                "QtyOnHand": 40,
                "InvStartDate": _day(company, 120),
                "UnitPrice": 20 + 3 * number,
                "PurchaseCost": 11 + number,
                "IncomeAccountRef": _account(company, "Sales of Product Income"),
                "ExpenseAccountRef": _account(company, "Cost of Goods Sold"),
                "AssetAccountRef": _account(company, "Inventory Asset"),
            },
        )
        for number, name in enumerate(GOODS)
    ]


def _line(item: Body, quantity: int) -> Body:
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": quantity * item["UnitPrice"],
        "SalesItemLineDetail": {
            "ItemRef": _ref(item),
            "Qty": quantity,
            "UnitPrice": item["UnitPrice"],
        },
    }


def _invoice(
    company: Company, customer: Body, items: list[Body], number: int, chance: random.Random
) -> Body:
    chosen = chance.sample(items, 2)
    return _create(
        company,
        "Invoice",
        {
            "CustomerRef": _ref(customer),
            "TxnDate": _day(company, 100 - 6 * number),
            "SalesTermRef": {"value": str(1 + number % 4)},
            "Line": [_line(item, chance.randint(1, 4)) for item in chosen],
        },
    )


def _fill_payments(company: Company, invoices: list[Body]) -> list[Body]:
    return [
        _create(
            company,
            "Payment",
            {
                "CustomerRef": {"value": invoice["CustomerRef"]["value"]},
                "TotalAmt": invoice["TotalAmt"],
                "TxnDate": _day(company, 20 - number),
                "PaymentMethodRef": {"value": str(1 + number % 5)},
                "Line": [
                    {
                        "Amount": invoice["TotalAmt"],
                        "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}],
                    }
                ],
            },
        )
        for number, invoice in enumerate(invoices[:7])
    ]


def _fill_memos(company: Company, customers: list[Body], items: list[Body]) -> None:
    for number in range(5):
        _create(
            company,
            "CreditMemo",
            {
                "CustomerRef": _ref(customers[number]),
                "TxnDate": _day(company, 8 - number),
                "Line": [_line(items[number], 1)],
            },
        )


def _fill_journals_and_deposits(company: Company, payments: list[Body]) -> None:
    for number in range(5):
        amount = 25 + number
        sides = (("Debit", "Bank Charges"), ("Credit", "Checking"))
        _create(
            company,
            "JournalEntry",
            {
                "TxnDate": _day(company, 10 - number),
                "Line": [
                    {
                        "Amount": amount,
                        "DetailType": "JournalEntryLineDetail",
                        "JournalEntryLineDetail": {
                            "PostingType": side,
                            "AccountRef": _account(company, name),
                        },
                    }
                    for side, name in sides
                ],
            },
        )
        payment = payments[number]
        _create(
            company,
            "Deposit",
            {
                "TxnDate": _day(company, 5),
                "DepositToAccountRef": _account(company, "Checking"),
                "Line": [
                    {
                        "Amount": payment["TotalAmt"],
                        "LinkedTxn": [
                            {"TxnId": payment["Id"], "TxnType": "Payment", "TxnLineId": "0"}
                        ],
                    }
                ],
            },
        )


def _fill_adjustments(company: Company, items: list[Body]) -> None:
    for number, item in enumerate(one for one in items if one["Type"] == "Inventory"):
        _create(
            company,
            "InventoryAdjustment",
            {
                "TxnDate": _day(company, 6 - number),
                "AdjustAccountRef": _account(company, "Cost of Goods Sold"),
                "Line": [
                    {
                        "DetailType": "ItemAdjustmentLineDetail",
                        "ItemAdjustmentLineDetail": {"ItemRef": _ref(item), "QtyDiff": -1},
                    }
                ],
            },
        )
