"""Switches of single entities: what no source settles about receipts, bills and the rest.

Reference: reference/quickbooks.md 10 and 16 (open conflicts).
"""

from __future__ import annotations

from leafledger_simulators.switches import Switch

REF = "reference/quickbooks.md"

ENTITY_SWITCHES = (
    Switch(
        "cdc_lists_time_activities",
        False,
        "whether change data capture knows TimeActivity",
        f"{REF} 6 and 16.9: not in the list, a note of 2021 adds it",
    ),
    Switch(
        "tax_rate_name_length_max",
        100,
        "the longest TaxRateName of the tax service",
        f"{REF} 10.9 and 16.7: 10 in the field reference, 100 in other copies",
        (100, 10),
    ),
    Switch(
        "warn_duplicate_bill_number",
        False,
        "whether a bill may not have the number of another bill of the same vendor",
        f"{REF} 10.9: OtherPrefs WarnDuplicateBillNumber is a company's setting",
    ),
    Switch(
        "void_refund_receipt",
        False,
        "whether the API can void a refund receipt",
        f"{REF} 16.12: not found",
    ),
    Switch(
        "sales_receipt_needs_customer",
        False,
        "whether a sales receipt must name a customer",
        f"{REF} 10.6: required by the field reference, optional in practice",
    ),
)
