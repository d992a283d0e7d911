"""The fields of what is bought: bills, credits, payments to vendors, purchases, orders.

Reference: reference/quickbooks.md 10.9; names from Intuit's Finance.xsd.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.entities.contact_fields import (
    CURRENCY,
    CUSTOM_FIELD,
    LINKED_TXN,
    address,
    email,
)
from leafledger_simulators.quickbooks.entities.expense_lines import EXPENSE_LINE
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    VOID,
    EntityKind,
    Field,
    block,
    computed,
    day,
    flag,
    money,
    opaque,
    ref,
    rows,
    text,
)

TRANSACTION_FIELDS: tuple[Field, ...] = (
    text("DocNumber", 21, indexed=True),
    day("TxnDate", queryable=True),
    text("PrivateNote", 4000),
    ref("DepartmentRef", "Department"),
    CURRENCY,
    money("TotalAmt", read_only=True, queryable=True),
    *computed("TxnSource", "RecurDataRef", "HomeTotalAmt"),
    *opaque("ExchangeRate", "TransactionLocationType", "TxnStatus", "ProjectRef", "Tag"),
)
# Payments and transfers to the vendor side carry an amount that is sent, and no home total.
_SENT_TOTAL = tuple(
    one for one in TRANSACTION_FIELDS if one.name not in {"TotalAmt", "HomeTotalAmt"}
)
_NO_HOME_TOTAL = tuple(one for one in TRANSACTION_FIELDS if one.name != "HomeTotalAmt")
VENDOR = ref("VendorRef", "Vendor", required=True, indexed=True)
TAX = block("TxnTaxDetail", money("TotalTax"), *opaque("TxnTaxCodeRef", "TaxLine"))

BILL = EntityKind(
    "Bill",
    (
        *_NO_HOME_TOTAL,
        VENDOR,
        EXPENSE_LINE,
        LINKED_TXN,
        TAX,
        ref("APAccountRef", "Account"),
        ref("SalesTermRef", "Term"),
        day("DueDate", queryable=True),
        money("Balance", read_only=True, queryable=True),
        address("VendorAddr"),
        address("RemitToAddr"),
        address("ShipAddr"),
        text("GlobalTaxCalculation"),
        text("Memo", 4000),
        *computed("HomeBalance"),
        *opaque("IncludeInAnnualTPAR", "BillEmail", "ReplyEmail", "CustomField"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)
VENDOR_CREDIT = EntityKind(
    "VendorCredit",
    (
        *_NO_HOME_TOTAL,
        VENDOR,
        EXPENSE_LINE,
        TAX,
        ref("APAccountRef", "Account"),
        money("Balance", read_only=True, queryable=True),
        address("VendorAddr"),
        text("GlobalTaxCalculation"),
        text("Memo", 4000),
        *computed("LinkedTxn"),
        *opaque("IncludeInAnnualTPAR", "CustomField"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)
BILL_PAYMENT = EntityKind(
    "BillPayment",
    (
        *(one for one in _SENT_TOTAL),
        money("TotalAmt", required=True, queryable=True),
        VENDOR,
        text("PayType", required=True, choices=("Check", "CreditCard"), queryable=True),
        block(
            "CheckPayment",
            ref("BankAccountRef", "Account"),
            text("PrintStatus", choices=("NotSet", "NeedToPrint", "PrintComplete")),
            *opaque("CheckDetail", "PayeeAddr"),
        ),
        block("CreditCardPayment", ref("CCAccountRef", "Account"), *opaque("CCDetail")),
        ref("APAccountRef", "Account"),
        rows(
            "Line",
            money("Amount"),
            rows("LinkedTxn", text("TxnId"), text("TxnType"), text("TxnLineId")),
            *opaque("Id", "LineNum", "Description", "DetailType", "LineEx", "CustomField"),
        ),
        address("VendorAddr"),
        *computed("LinkedTxn"),
        *opaque("CustomField"),
    ),
    operations=DOCUMENT_OPERATIONS | {VOID},
    is_transaction=True,
)
PURCHASE = EntityKind(
    "Purchase",
    (
        *_NO_HOME_TOTAL,
        ref("AccountRef", "Account", required=True, indexed=True),
        text("PaymentType", required=True, choices=("Cash", "Check", "CreditCard"), queryable=True),
        EXPENSE_LINE,
        LINKED_TXN,
        TAX,
        flag("Credit", default=False),
        ref("PaymentMethodRef", "PaymentMethod"),
        text("PaymentRefNum", 21),
        text("PrintStatus", choices=("NotSet", "NeedToPrint", "PrintComplete")),
        address("RemitToAddr"),
        text("GlobalTaxCalculation"),
        text("Memo", 4000),
        # Its `type` says whose reference it is, so it is read by the behaviour.
        *opaque("EntityRef", "CheckPayment", "CreditCardPayment", "IncludeInAnnualTPAR"),
        *opaque("CustomField"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)
PURCHASE_ORDER = EntityKind(
    "PurchaseOrder",
    (
        *_NO_HOME_TOTAL,
        VENDOR,
        EXPENSE_LINE,
        TAX,
        CUSTOM_FIELD,
        ref("APAccountRef", "Account"),
        text("POStatus", choices=("Open", "Closed"), queryable=True),
        ref("ClassRef", "Class"),
        ref("SalesTermRef", "Term"),
        day("DueDate", queryable=True),
        day("ExpectedDate"),
        address("VendorAddr"),
        address("ShipAddr"),
        email("POEmail"),
        text("EmailStatus", choices=("NotSet", "NeedToSend", "EmailSent"), default="NotSet"),
        text("PrintStatus", choices=("NotSet", "NeedToPrint", "PrintComplete")),
        text("Memo", 4000),
        text("FOB", 100),
        *computed("LinkedTxn"),
        *opaque("ShipTo", "ShipMethodRef", "TemplateRef", "TaxCodeRef", "ManuallyClosed"),
        *opaque("GlobalTaxCalculation"),
    ),
    operations=DOCUMENT_OPERATIONS,
    is_transaction=True,
)
