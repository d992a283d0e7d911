"""The fields that all sales forms share, and what each form adds.

Reference: reference/quickbooks.md 10.3 (lengths), 10.5, 10.6; names from Intuit's Finance.xsd.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.entities.contact_fields import (
    CURRENCY,
    CUSTOM_FIELD,
    LINKED_TXN,
    address,
    email,
)
from leafledger_simulators.quickbooks.entities.sales_lines import SALES_LINE
from leafledger_simulators.quickbooks.shapes import (
    CREATE,
    DELETE,
    QUERY,
    READ,
    UPDATE,
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
    text,
)

FORM_OPERATIONS = frozenset({CREATE, READ, UPDATE, DELETE, VOID, QUERY})
ESTIMATE_STATES = ("Pending", "Accepted", "Closed", "Rejected", "Converted")

FORM_FIELDS: tuple[Field, ...] = (
    text("DocNumber", 21, indexed=True),
    day("TxnDate", queryable=True),
    SALES_LINE,
    LINKED_TXN,
    CUSTOM_FIELD,
    CURRENCY,
    block(
        "TxnTaxDetail",
        ref("TxnTaxCodeRef", "TaxCode"),
        money("TotalTax"),
        *opaque("TaxLine", "DefaultTaxCodeRef", "TaxReviewStatus", "UseAutomatedSalesTax"),
    ),
    block("CustomerMemo", text("value", 1000)),
    text("PrivateNote", 4000),
    address("BillAddr"),
    address("ShipAddr"),
    address("ShipFromAddr"),
    email("BillEmail"),
    email("BillEmailCc"),
    email("BillEmailBcc"),
    ref("ClassRef", "Class"),
    ref("DepartmentRef", "Department"),
    flag("ApplyTaxAfterDiscount", default=False),
    text("PrintStatus", choices=("NotSet", "NeedToPrint", "PrintComplete"), default="NeedToPrint"),
    text("EmailStatus", choices=("NotSet", "NeedToSend", "EmailSent"), default="NotSet"),
    money("TotalAmt", read_only=True, queryable=True),
    ref("SalesTermRef", "Term"),
    text("PONumber", 15),
    text("TrackingNum", 31),
    day("ShipDate"),
    ref("ShipMethodRef"),
    flag("FreeFormAddress", read_only=True),
    text("GlobalTaxCalculation"),
    *computed("HomeTotalAmt", "HomeBalance", "RecurDataRef", "TaxExemptionRef", "DeliveryInfo"),
    *computed("AutoDocNumber", "TxnSource", "TotalCostAmount", "HomeTotalCostAmount"),
    *opaque(
        "ExchangeRate", "RemitToRef", "ShippingTaxIncludedInTotalTax", "TransactionLocationType"
    ),
    *opaque("ProjectRef", "TemplateRef", "FOB", "SalesRepRef", "FinanceCharge", "Tag"),
    *opaque("DiscountRate", "DiscountAmt", "PaymentType"),
)
CUSTOMER_NEEDED = ref("CustomerRef", "Customer", required=True, indexed=True)
CUSTOMER_FREE = ref("CustomerRef", "Customer", indexed=True)
BALANCE = money("Balance", read_only=True, queryable=True)

INVOICE = EntityKind(
    "Invoice",
    (
        *FORM_FIELDS,
        CUSTOMER_NEEDED,
        BALANCE,
        day("DueDate", queryable=True),
        money("Deposit"),
        flag("AllowIPNPayment", default=False),
        flag("AllowOnlinePayment", default=False),
        flag("AllowOnlineCreditCardPayment", default=False),
        flag("AllowOnlineACHPayment", default=False),
        flag("AllowOnlinePayPalPayment"),
        *computed("InvoiceLink", "invoiceStatus", "EInvoiceStatus", "callToAction"),
        *computed("PaymentMethodRef", "ECloudStatusTimeStamp", "invoiceStatusLog"),
        *opaque("TxnStatus", "PaymentRefNum", "DepositToAccountRef"),
    ),
    operations=FORM_OPERATIONS,
    is_transaction=True,
)
CREDIT_MEMO = EntityKind(
    "CreditMemo",
    (
        *FORM_FIELDS,
        CUSTOMER_NEEDED,
        BALANCE,
        money("RemainingCredit", read_only=True, queryable=True),
        *computed("PaymentMethodRef", "InvoiceRef"),
        *opaque("DueDate", "TxnStatus", "PaymentRefNum", "DepositToAccountRef"),
    ),
    operations=FORM_OPERATIONS,
    is_transaction=True,
)
SALES_RECEIPT = EntityKind(
    "SalesReceipt",
    (
        *FORM_FIELDS,
        CUSTOMER_FREE,
        BALANCE,
        ref("DepositToAccountRef", "Account"),
        ref("PaymentMethodRef", "PaymentMethod"),
        text("PaymentRefNum", 21, queryable=True),
        *opaque("DueDate", "TxnStatus", "CheckPayment", "CreditCardPayment"),
    ),
    operations=FORM_OPERATIONS,
    is_transaction=True,
)
REFUND_RECEIPT = EntityKind(
    "RefundReceipt",
    (
        *FORM_FIELDS,
        CUSTOMER_FREE,
        BALANCE,
        ref("DepositToAccountRef", "Account", required=True),
        ref("PaymentMethodRef", "PaymentMethod"),
        text("PaymentRefNum", 100, queryable=True),
        *computed("RemainingCredit"),
        *opaque("DueDate", "TxnStatus", "CheckPayment", "CreditCardPayment"),
    ),
    operations=FORM_OPERATIONS,
    is_transaction=True,
)
ESTIMATE = EntityKind(
    "Estimate",
    (
        *FORM_FIELDS,
        CUSTOMER_NEEDED,
        day("DueDate", queryable=True),
        day("ExpirationDate"),
        text("AcceptedBy", 100),
        day("AcceptedDate"),
        text("TxnStatus", choices=ESTIMATE_STATES, queryable=True, default="Pending"),
        *computed("Balance"),
    ),
    operations=FORM_OPERATIONS - {VOID},
    is_transaction=True,
)
