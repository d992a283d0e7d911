"""What no source settles about LeafLink, each with a default a person can turn round.

The list follows reference/leaflink.md 12 ("Switches to expose") and 13; `docs/fidelity/leaflink.md`
shows every switch beside the behaviour it changes.
"""

from __future__ import annotations

from leafledger_simulators.leaflink.newer.visit import CountedLimit
from leafledger_simulators.limits import Limits, RollingLimit
from leafledger_simulators.switches import Switch

MONEY = (
    Switch(
        "sale_price_wins",
        True,
        "a sale price above zero replaces the ordered unit price in the line total",
        "reference/leaflink.md 3.1: 85-90 % sure, no captured total with a sale price",
    ),
    Switch(
        "credits_netting",
        "balance_net_of_credits",
        "where applied credits are taken off: the payment balance, the total itself, or nowhere",
        "reference/leaflink.md 3.2 and 13.1: UNKNOWN, the spec's two examples disagree",
        ("balance_net_of_credits", "total_net_of_credits", "not_netted"),
    ),
    Switch(
        "tax_base",
        "before_discount",
        "what a tax percentage is taken of",
        "reference/leaflink.md 3.2: not proven; the states tax before discounts (taxes.md 1)",
        (
            "before_discount",
            "after_discount",
            "before_discount_with_shipping",
            "after_discount_with_shipping",
        ),
    ),
    Switch(
        "samples_taxed",
        True,
        "sample lines are part of the tax base",
        "reference/leaflink.md 3.2: not proven",
    ),
    Switch(
        "paid_coupling",
        "independent",
        "what payments and the paid flag do to each other",
        "reference/leaflink.md 5.2: UNKNOWN",
        ("independent", "payments_set_paid", "paid_zeroes_balance", "paid_creates_payment"),
    ),
    Switch(
        "discount_amount_in_rest",
        False,
        "REST orders also carry the legacy `discount_amount`",
        "reference/leaflink.md 3.2: announced for removal in 2.22, still typed by a 2022 reader",
    ),
    Switch(
        "order_taxes_as_ids",
        False,
        "`order_taxes` holds plain ids instead of objects",
        "reference/leaflink.md 4: CONFLICT between the spec and a 2022 reader",
    ),
    Switch(
        "post_quantity_in_cases",
        False,
        "the quantity of a posted line counts cases, not base units",
        "reference/leaflink.md 3.1: UNKNOWN, the spec says units",
    ),
)

PEOPLE = (
    Switch(
        "ext_acct_id_as_number",
        False,
        "a customer's `ext_acct_id` that is a whole number leaves as a number, not as text",
        "reference/leaflink.md 1.10: CONFLICT, text in the spec, whole number for a 2022 reader",
    ),
    Switch(
        "contact_moves_customer",
        False,
        "a contact given to a customer, or made its primary one, moves the customer's `modified`",
        "reference/leaflink.md 6: UNKNOWN; the tie is a row of its own",
    ),
    Switch(
        "product_quantity_as_number",
        False,
        "a product's `quantity` and `reserved_qty` leave as numbers, not as text",
        "reference/leaflink.md 1.10: CONFLICT, text in the spec's example, number for a reader",
    ),
    Switch(
        "buyer_orders_show",
        "purchases",
        "`/buyer/orders/` shows what the company bought (nothing), or what it received",
        "the V2 description: orders the company bought; a seller's list was never seen",
        ("purchases", "received"),
    ),
    Switch(
        "sales_invoices_show",
        "sold",
        "which orders the newer API calls sales invoices: Accepted to Complete, or all",
        "reference/leaflink.md 5.5: order as sales invoice; which statuses is UNKNOWN",
        ("sold", "all"),
    ),
)

FINANCING = (
    Switch(
        "leaflink_money_in_v2",
        "gross",
        "how a Direct or Flex payout shows in order-payments: whole, less its fee, or not at all",
        "reference/leaflink.md 5.4: UNKNOWN, V2 has no payment type for it",
        ("gross", "net", "nothing"),
    ),
    Switch(
        "leaflink_payment_type",
        "other",
        "the `payment_type` of a Direct or Flex payment in order-payments",
        "reference/leaflink.md 5.4: UNKNOWN; V2 has no such type, `other` or `ach` is expected",
        ("other", "ach"),
    ),
    Switch(
        "payout_fees",
        "netted",
        "fees are kept from the payout, or billed in one sum by the 14th of the next month",
        "reference/leaflink.md 5.4: billed in the next month; whether payouts are net is UNKNOWN",
        ("netted", "billed_monthly"),
    ),
    Switch(
        "direct_fee_percent",
        2.0,
        "the fee of a Direct payment, as a percentage",
        "reference/leaflink.md 5.4: rates UNKNOWN; the default is nobody's price",
    ),
    Switch(
        "flex_fee_percent",
        4.0,
        "the fee of a factored order, as a percentage",
        "reference/leaflink.md 5.4: rates UNKNOWN; the default is nobody's price",
    ),
    Switch(
        "nsf_fee",
        25.0,
        "the bank's fee for a returned payment, passed on to the seller, in dollars",
        "reference/leaflink.md 5.4: NSF fees are passed through; the amount is UNKNOWN",
    ),
)

PRICES = (
    Switch(
        "volume_discount_lowers",
        "ordered_unit_price",
        "which price of a line a volume discount lowers",
        "reference/leaflink.md 3.2: volume discounts exist; where they show is UNKNOWN",
        ("ordered_unit_price", "sale_price"),
    ),
    Switch(
        "promo_code_applies",
        "order",
        "a promotion code takes its percentage off the whole order, or off its brand's lines",
        "the V2 description says 'Percent discount for Order' of a code that belongs to a brand",
        ("order", "brand_lines"),
    ),
)

STATUSES = (
    Switch(
        "illegal_transition_body",
        "detail",
        "the 400 answer to a transition that is not allowed: `detail`, a `status` list, JSON:API",
        "reference/leaflink.md 2.3: status and body UNKNOWN",
        ("detail", "field", "json_api"),
    ),
    Switch(
        "edit_after_fulfilment",
        True,
        "lines, discount, tax and shipping may change once Fulfilled, Shipped or Complete",
        "reference/leaflink.md 2.5: UNKNOWN over the API, expected to happen",
    ),
    Switch(
        "complete_may_be_rejected",
        False,
        "`reject` is allowed from Complete and puts the stock back",
        "reference/leaflink.md 2.3: UNKNOWN",
    ),
    Switch(
        "fulfilled_may_complete",
        False,
        "`complete` is allowed straight from Fulfilled",
        "reference/leaflink.md 2.3: 'maybe complete'",
    ),
    Switch(
        "seller_may_cancel",
        True,
        "the seller's key may call `cancel` on a Submitted order",
        "reference/leaflink.md 2.3: the API lists it; who may call it is UNKNOWN",
    ),
    Switch(
        "combined_is",
        "absorbed",
        "which order carries the status Combined: the absorbed ones, or the first one that grew",
        "reference/leaflink.md 2.6 and 13.4: direction inferred",
        ("absorbed", "survivor"),
    ),
    Switch(
        "manual_start",
        "submitted_then_accepted",
        "where an order entered by the seller begins; the default sends two create webhooks",
        "reference/leaflink.md 2.6: CONFLICT between two help pages; two creates seen in 2019",
        ("submitted_then_accepted", "submitted", "accepted"),
    ),
)

TRANSPORT = (
    Switch(
        "bad_key_status",
        401,
        "the answer to a missing or unknown key",
        "reference/leaflink.md 1.2: CONFLICT, both were logged",
        (401, 403),
    ),
    Switch(
        "page_limit_max",
        100,
        "the largest page; a larger `limit` is cut down silently",
        "reference/leaflink.md 1.4: undocumented; one note says 100",
    ),
    Switch(
        "retry_after_header",
        True,
        "a 429 answer carries Retry-After",
        "reference/leaflink.md 1.7: V2 headers UNKNOWN",
    ),
    Switch(
        "rate_limit",
        "sustained",
        "which published number refuses: 300 a minute, or the burst of 1,000 a minute",
        "reference/leaflink.md 1.7: both are published, their interplay is not",
        ("sustained", "burst"),
    ),
    Switch(
        "orders_ordering",
        "-created_on",
        "how order lists are sorted; `-modified` makes rows move while a reader pages",
        "reference/leaflink.md 1.4: default order UNKNOWN",
        ("-created_on", "created_on", "-modified", "modified"),
    ),
    Switch(
        "payments_ordering",
        "id",
        "how payment lists are sorted",
        "reference/leaflink.md 1.4 and 5.1: default order UNKNOWN",
        ("id", "-id"),
    ),
)

WEBHOOKS = (
    Switch(
        "webhook_on_payment",
        False,
        "recording a payment also sends an order webhook",
        "reference/leaflink.md 9.2: UNKNOWN",
    ),
    Switch(
        "webhook_on_credit",
        False,
        "issuing, applying or cancelling a credit also sends an order webhook",
        "reference/leaflink.md 9.2: UNKNOWN",
    ),
    Switch(
        "money_bumps_modified",
        False,
        "a payment or an applied credit moves the order's `modified`",
        "reference/leaflink.md 9.2 and 5.2: UNKNOWN; both are kept outside the order row",
    ),
    Switch(
        "webhook_envelope",
        True,
        "the body is {action, type, data}; off: the bare record",
        "reference/leaflink.md 9.3: CONFLICT, one reader saw a bare order",
    ),
)

SWITCHES = (*MONEY, *PEOPLE, *FINANCING, *PRICES, *STATUSES, *TRANSPORT, *WEBHOOKS)

LIMIT_SOURCE = "reference/leaflink.md 1.7: counted per key owner, rolling window"


def new_limits() -> Limits:
    """The published rate limits of V2 and of the newer API, counted apart."""
    return Limits(
        RollingLimit("sustained", 300, 60.0, LIMIT_SOURCE),
        RollingLimit("burst", 1000, 60.0, LIMIT_SOURCE),
        CountedLimit("newer_minute", 300, 60.0, LIMIT_SOURCE),
        CountedLimit("newer_second", 8, 1.0, LIMIT_SOURCE),
    )
