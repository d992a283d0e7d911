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
        "warn_duplicate_check_number",
        False,
        "whether a cheque may not have the number of another cheque of the same bank account",
        f"{REF} 10.9: OtherPrefs WarnDuplicateCheckNumber is a company's setting",
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
    Switch(
        "recurring_wrapper_sent",
        "accept",
        "a request whose template stands inside a RecurringTransaction object, as in answers",
        "python-quickbooks sends it bare; an integrator's note says the wrapped one is refused "
        "with 2120",
        ("accept", "refuse"),
    ),
    Switch(
        "recurring_name_unique",
        True,
        "whether two templates may not have one name (6240)",
        "python-quickbooks' sandbox tests give each template a name of its own, to avoid conflicts",
    ),
    Switch(
        "recurring_runs",
        True,
        "whether an Automated template makes its document when its date comes",
        "Finance.xsd has NextDate, when the next transaction will be created; the hour and what "
        "becomes of a refused one are not in it",
    ),
    Switch(
        "deposited_edit",
        "any",
        "which edit of a deposited payment or receipt is refused with 6540: any, or one that "
        "changes date, total or account",
        f"{REF} 10.4 and 9: amount, date and deletion are named, the text says any change",
        ("any", "money"),
    ),
    Switch(
        "bank_matched_edit",
        "any",
        "which edit of a transaction matched to a bank line is refused: any, or one that changes "
        "the date or what the bank account was moved by",
        f"{REF} 10.4: bank-matched is 6480; integrators name changed accounts and amounts",
        ("any", "money"),
    ),
    Switch(
        "bank_matched_edit_code",
        "6480",
        "the code of such an edit; a deletion or void is always 6480",
        f"{REF} 9 and 10.4: 6480 is about deletion; integrators report edits refused as 6000",
        ("6480", "6000"),
    ),
    Switch(
        "reconciled_locks",
        True,
        "whether a reconciled transaction is locked as a matched one is",
        f"{REF} 9: 6480 names bank-matched only; at the screen a reconciled one only warns",
    ),
    Switch(
        "exchange_rate_not_set",
        "refuse",
        "a rate asked on a date before any was set: 610, or 1. The real service has market "
        "rates, the simulator has none",
        "Intuit's Finance.xsd knows ExchangeRate; where its values come from is not in it",
        ("refuse", "one"),
    ),
)
