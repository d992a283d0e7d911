"""Every switch of the QuickBooks simulator: what no source settles, with its default.

Reference: reference/quickbooks.md 16 (open conflicts) and the sections each switch names.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.entity_switches import ENTITY_SWITCHES
from leafledger_simulators.switches import Switch

REF = "reference/quickbooks.md"

SWITCHES = (
    Switch(
        "refresh_rotation",
        "daily",
        "when the refresh token gets a new value and the old one dies",
        f"{REF} 1: about every 24 h; some clients report a new value with every refresh",
        ("daily", "every_refresh"),
    ),
    Switch(
        "code_reuse_revokes",
        False,
        "whether exchanging a code twice revokes what the first exchange issued",
        f"{REF} 1: can revoke (third-party threads)",
    ),
    Switch(
        "unknown_fields",
        "refuse",
        "an unknown JSON field: 2010, or ignored",
        f"{REF} 14 row 26: 2010, some are ignored",
        ("refuse", "ignore"),
    ),
    Switch(
        "inactive_reference",
        "610",
        "the code when a new document refers to something inactive",
        f"{REF} 3: 610 or 2500",
        ("610", "2500"),
    ),
    Switch(
        "duplicate_name_tells_id",
        True,
        "whether the detail of 6240 ends with the Id of who has the name",
        f"{REF} 9: sometimes with Id",
    ),
    Switch(
        "item_income_account_may_be_liability",
        True,
        "whether a service or non-inventory item may point at a liability account",
        f"{REF} 10.2 and 16.2: integrators say yes, the documents say income",
    ),
    Switch(
        "negative_total_code",
        "6000",
        "the code of a document whose total is below zero",
        f"{REF} 10.3: unsure, 2290 or 6000",
        ("6000", "2290"),
    ),
    Switch(
        "warn_duplicate_doc_number",
        True,
        "whether the company warns of duplicate numbers on sales forms (6140)",
        f"{REF} 9: 6140 needs CustomTxnNumbers and the warning",
    ),
    Switch(
        "warn_duplicate_journal_number",
        False,
        "whether the company warns of duplicate journal numbers",
        f"{REF} 9: Preferences.OtherPrefs WarnDuplicateJournalNumber",
    ),
    Switch(
        "doc_number_scope",
        "per_type",
        "over which documents a number is unique",
        f"{REF} 16.14: unsure",
        ("per_type", "sales_forms"),
    ),
    Switch(
        "void_note",
        "prefix",
        "what a void writes into PrivateNote",
        f"{REF} 3: gets Voided (prefix or whole)",
        ("prefix", "whole"),
    ),
    Switch(
        "void_credit_memo",
        False,
        "whether the API can void a credit memo",
        f"{REF} 16.12: not found",
    ),
    Switch(
        "sales_tax_total",
        "recompute",
        "whether a tax total that was sent holds on a company with automated sales tax",
        f"{REF} 11 and 16.1: sources contradict each other",
        ("recompute", "honour"),
    ),
    Switch(
        "journal_one_receivable_line",
        True,
        "whether a journal entry may have only one receivable or payable line",
        f"{REF} 10.7: in practice one",
    ),
    Switch(
        "preferences_writable",
        True,
        "whether the API may change sales form preferences",
        f"{REF} 10.9: few are writable",
    ),
    Switch(
        "max_results_above_1000",
        "clamp",
        "MAXRESULTS above 1000",
        f"{REF} 16.10: error or clamp",
        ("clamp", "refuse"),
    ),
    Switch(
        "query_total_count",
        True,
        "whether ordinary queries carry totalCount",
        f"{REF} 4: in many recordings, not reliably",
    ),
    Switch(
        "requestid_other_body",
        "replay",
        "a request id used again with another body",
        f"{REF} 16.3: undocumented",
        ("replay", "refuse"),
    ),
    Switch(
        "requestid_keeps_faults",
        False,
        "whether a refused call is also answered from memory",
        f"{REF} 3: undocumented",
    ),
    Switch(
        "batch_order",
        "serial",
        "the order in which a batch is carried out",
        f"{REF} 5: do not rely on any",
        ("serial", "shuffled"),
    ),
    Switch(
        "cdc_lists_inventory_adjustments",
        False,
        "whether change data capture knows InventoryAdjustment",
        f"{REF} 6 and 16.6: unsure",
    ),
    Switch(
        "cdc_cap",
        "total",
        "whether the 1000 objects of a change answer are counted together or per entity",
        f"{REF} 16.9: unsure",
        ("total", "per_entity"),
    ),
    Switch(
        "auto_apply_credit",
        True,
        "Preferences.SalesFormsPrefs.AutoApplyCredit: credits apply by themselves",
        f"{REF} 10.4: most companies have it on; the API cannot change it",
    ),
    Switch(
        "auto_apply_payments",
        "off",
        "Preferences.SalesFormsPrefs.AutoApplyPayments: unapplied money goes to a new invoice, "
        "and the rest of a new payment to what is open as well",
        f"{REF} 10.4: in Finance.xsd and true in a recording; an integrator saw a payment's rest "
        "go to other invoices of the customer",
        ("off", "invoices", "invoices_and_payments"),
    ),
    Switch(
        "customer_with_balance_leaves",
        "refuse",
        "making a customer with a balance inactive through the API",
        f"{REF} 3 and 16.17: rejected or balanced, unsure",
        ("refuse", "allow"),
    ),
    Switch(
        "edit_below_applied",
        "unapply",
        "an edit that brings a document's total below what is applied to it",
        f"{REF} 10.3 and 16.17: the excess becomes unapplied, unsure",
        ("unapply", "refuse"),
    ),
    Switch(
        "over_application_code",
        "6000",
        "the code of a payment line above the open balance, or lines above the payment",
        f"{REF} 10.4 and 16.5: 6000 by folklore",
        ("6000", "620"),
    ),
    Switch(
        "display_name_length_max",
        500,
        "the longest DisplayName",
        f"{REF} 10.1 and 16.7: 500 or 100",
        (500, 100),
    ),
    Switch(
        "start_position_zero",
        "refuse",
        "STARTPOSITION 0: refused with 4001, or taken as 1",
        f"{REF} 4 and 16.10: 4001 in a recording, sent by a working client",
        ("refuse", "accept"),
    ),
    Switch(
        "duplicate_sku",
        "accept",
        "two items with one Sku",
        f"{REF} 10.2 and 16.7: unsure",
        ("accept", "refuse"),
    ),
    Switch(
        "retry_after_seconds",
        0,
        "Retry-After of a 429; 0 sends none",
        f"{REF} 7: not documented",
    ),
    Switch(
        "webhook_delay_seconds",
        0.0,
        "how long changes are gathered before a notification leaves",
        f"{REF} 8: seconds to minutes",
    ),
    Switch(
        "manual_tax_total",
        "honour",
        "whether a tax total that was sent holds on a company that keeps sales tax by hand",
        f"{REF} 11: no source tells the kinds of company apart in this",
        ("honour", "recompute"),
    ),
    Switch(
        "plan_gate_code",
        "5020",
        "the code when the plan lacks inventory, classes or locations",
        f"{REF} 14 row 27: 5020, 5030 or 6000",
        ("5020", "5030", "6000"),
    ),
    Switch(
        "suspended_company_status",
        400,
        "the HTTP status of 6190 on a company whose subscription is over",
        f"{REF} 9 and 16.15: 400 or 403",
        (400, 403),
    ),
    Switch(
        "coreplus_per_month",
        0,
        "CorePlus calls of the app in a month before reads are blocked; 0 counts only",
        f"{REF} 7: 500000 for a Builder; sandboxes are not metered",
    ),
    Switch(
        "coreplus_blocked_status",
        429,
        "the HTTP status of a read when the month's allowance is used up",
        f"{REF} 7: calls are blocked, no answer was seen",
        (429, 403),
    ),
    Switch(
        "batch_metering",
        "call",
        "whether a batch counts as one CorePlus call, or each item that is metered alone",
        f"{REF} 5: sources contradict each other",
        ("call", "item"),
    ),
    Switch(
        "webhooks_join_realms",
        True,
        "whether one notification may hold changes of several companies",
        f"{REF} 8: two pages contradict each other",
    ),
    Switch(
        "cash_basis_cost",
        "at_sale",
        "when inventory cost counts on cash basis: when the goods leave, or as the sale is paid",
        f"{REF} 13: accounting_method Cash, no rule for cost found",
        ("at_sale", "as_paid"),
    ),
    Switch(
        "consent_without_a_person",
        False,
        "whether the consent page approves at once (the same as ?auto=1)",
        "a convenience of the simulator",
    ),
    *ENTITY_SWITCHES,
)
