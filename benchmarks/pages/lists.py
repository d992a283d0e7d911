"""The customers, products and accounts of a large seller, as both sides would show them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

Wire = dict[str, Any]

CUSTOMERS, PRODUCTS = 5_000, 2_000
# Every so many customers and products QuickBooks does not know yet.
NEW_EVERY = 50
# Where the ids of each list of QuickBooks begin.
FIRST_CUSTOMER, FIRST_ITEM = 100_000, 200_000
SALES, RECEIVABLE, UNDEPOSITED = "79", "84", "4"
MOMENT = "2026-11-22T08:00:00-07:00"
_TOWNS = ("Denver", "Boulder", "Pueblo", "Moffat", "Durango", "Aspen", "Golden", "Salida")
_WORDS = (
    "Green",
    "High",
    "Mesa",
    "Alpine",
    "Silver",
    "Summit",
    "Canyon",
    "Juniper",
    "Native",
    "Old",
)
_KINDS = ("Dispensary", "Wellness", "Remedies", "Gardens", "Collective", "Provisions", "Cannabis")
_STRAINS = (
    "Blue Dream",
    "Gelato",
    "Sour Diesel",
    "Dark Chocolate",
    "Mango Haze",
    "Runtz",
    "OG Kush",
)
_FORMS = ("Flower 3.5g", "Cartridge 1g", "Gummies 100mg", "Pre-roll 5 pack", "Live Rosin 1g")
BRANDS = ("Juniper", "Highline", "Mesa Gold", "Nightfall")


def store_name(number: int) -> str:
    """What a buyer is called; no two alike."""
    words = (_WORDS[number % 10], _WORDS[number // 10 % 10], _KINDS[number % 7])
    return f"{' '.join(words)} {number}"


def product_name(number: int) -> str:
    """What a product is called; no two alike."""
    return f"{_STRAINS[number % 7]} {_FORMS[number % 5]} {number}"


def leaflink_customers() -> Iterator[tuple[str, Wire]]:
    """Every buyer, by LeafLink's number."""
    for number in range(1, CUSTOMERS + 1):
        yield str(number), {
            "id": number, "name": f"{store_name(number)} LLC", "nickname": store_name(number),
            "state": "CO", "ext_acct_id": None, "license_number": f"402R-{number:05}",
            "email": f"ap{number}@stores.example", "phone": f"(303) 555-{number % 10_000:04}",
            "address": f"{number} Main Street", "unit_number": "", "city": _TOWNS[number % 8],
            "zipcode": f"8{number % 10_000:04}", "country": "US", "archived": False,
            "leaflink_source": True, "delivery_address": {},
        }  # fmt: skip


def leaflink_products() -> Iterator[tuple[str, Wire]]:
    """Every product, by LeafLink's number."""
    for number in range(1, PRODUCTS + 1):
        yield str(number), {
            "id": number, "name": product_name(number), "sku": f"SKU-{number:05}",
            "unit_multiplier": 12, "description": f"<p>{product_name(number)}</p>",
            "wholesale_price": {
                "amount": Decimal(price_cents(number)).scaleb(-2), "currency": "USD",
            },
            "sale_price": {"amount": 0}, "parent": None, "listing_state": "Available",
            "category": {"id": number % 5, "name": _FORMS[number % 5].split()[0]},
            "product_line": {"id": number % 12, "name": f"Line {number % 12}"},
            "brand": {"id": number % 4, "name": BRANDS[number % 4]}, "extern_acct_id": None,
            "extern_income_acct_id": "",
        }  # fmt: skip


def price_cents(number: int) -> int:
    """The price of a case."""
    return 4_800 + (number * 37) % 14_000


def is_new(number: int) -> bool:
    """Whether QuickBooks does not know a customer or product yet."""
    return number % NEW_EVERY == 0


def quickbooks_customers() -> Iterator[tuple[str, Wire]]:
    """Every customer of QuickBooks, some of them strangers to LeafLink, by id."""
    for number in range(1, CUSTOMERS + 1):
        id_ = str(FIRST_CUSTOMER + number)
        # Who is asked about stands there under nearly its own name.
        name = f"{store_name(number)} Inc" if is_new(number) else store_name(number)
        yield id_, {
            "Id": id_, "SyncToken": "0", "DisplayName": name, "CompanyName": f"{name} LLC",
            "Active": True, "PrimaryEmailAddr": {"Address": f"ap{number}@stores.example"},
            "PrimaryPhone": {"FreeFormNumber": f"(303) 555-{number % 10_000:04}"},
            "BillAddr": {"Line1": f"{number} Main Street", "City": _TOWNS[number % 8],
                         "CountrySubDivisionCode": "CO", "PostalCode": f"8{number % 10_000:04}"},
            "ResaleNum": "" if is_new(number) else f"402R-{number:05}", "Balance": 0,
            "MetaData": {"CreateTime": MOMENT, "LastUpdatedTime": MOMENT},
        }  # fmt: skip


def quickbooks_items() -> Iterator[tuple[str, Wire]]:
    """Every item of QuickBooks, by id."""
    for number in range(1, PRODUCTS + 1):
        id_ = str(FIRST_ITEM + number)
        name = product_name(number)
        yield id_, {
            "Id": id_, "SyncToken": "0", "Name": name, "FullyQualifiedName": name,
            "Sku": "" if is_new(number) else f"SKU-{number:05}", "Type": "NonInventory",
            "Active": True, "UnitPrice": Decimal(price_cents(number)).scaleb(-2),
            "IncomeAccountRef": {"value": SALES, "name": "Sales of Product Income"},
            "MetaData": {"CreateTime": MOMENT, "LastUpdatedTime": MOMENT},
        }  # fmt: skip


def quickbooks_singles() -> dict[str, dict[str, Wire]]:
    """The short lists of QuickBooks and its preferences, by entity and id."""
    accounts = {
        SALES: ("Sales of Product Income", "Income", "SalesOfProductIncome"),
        RECEIVABLE: ("Accounts Receivable (A/R)", "Accounts Receivable", "AccountsReceivable"),
        UNDEPOSITED: ("Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
        "86": ("Discounts given", "Income", "DiscountsRefundsGiven"),
        "90": ("Shipping Income", "Income", "SalesOfProductIncome"),
        "91": ("LeafLink clearing", "Other Current Asset", "OtherCurrentAssets"),
    }
    return {
        "Account": {
            id_: {"Id": id_, "SyncToken": "0", "Name": name, "FullyQualifiedName": name,
                  "AccountType": kind, "AccountSubType": subtype, "Active": True}
            for id_, (name, kind, subtype) in accounts.items()
        },
        "Term": {"3": {
            "Id": "3", "SyncToken": "0", "Name": "Net 15", "DueDays": 15, "Active": True,
        }},
        "PaymentMethod": {"1": {"Id": "1", "SyncToken": "0", "Name": "ACH", "Active": True}},
        "Preferences": {"1": {
            "Id": "1", "SyncToken": "0",
            "SalesFormsPrefs": {"CustomTxnNumbers": True, "AllowDiscount": True,
                                "AllowShipping": True, "AutoApplyCredit": False},
            "TaxPrefs": {"UsingSalesTax": False}, "AccountingInfoPrefs": {},
        }},
        "CompanyInfo": {"1": {
            "Id": "1", "CompanyName": "Mesa Verde Farms", "LegalName": "Mesa Verde Farms LLC",
            "Country": "US", "DefaultTimeZone": "America/Denver", "NameValue": [],
        }},
    }  # fmt: skip
