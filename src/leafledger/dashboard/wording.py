"""The words and shapes of the pages: amounts, ages, states, causes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.figures.money import Money
from leafledger.figures.quantities import plural
from leafledger.reconciliation.checks import ACCOUNTS, BALANCES, CREDITS, CUSTOMERS, PAYMENTS
from leafledger.reconciliation.kept_orders import StandsNow
from leafledger.reconciliation.proof import Standing
from leafledger.reports.cells_in_words import amount
from leafledger.reports.pairs import Standing as Pairing

CENTS = 2


@dataclass(frozen=True, slots=True)
class State:
    """How something stands: a word and a shape, never colour alone. `key` names its style."""

    key: str
    word: str
    shape: str


PROVED = State("proved", "Proved", "✓")
NEEDS_ATTENTION = State("attention", "Needs attention", "▲")
READY = State("ready", "Ready to post", "○")
AGREED = State("agreed", "Agreed", "≈")
UNDONE = State("undone", "Undone", "↺")
HELD = State("held", "Held", "■")
SKIPPED = State("skipped", "Skipped", "⊘")
STATES = (PROVED, NEEDS_ATTENTION, READY, AGREED, UNDONE, HELD, SKIPPED)
DIFFERS = State("differs", "Differs", "≠")
NOT_CHECKED = State("unchecked", "Not checked", "–")
WAITS = State("attention", "Waits", "▲")

_STATES_NOW = {
    StandsNow.PROVED: PROVED,
    StandsNow.ASKED: NEEDS_ATTENTION,
    StandsNow.AGREED: AGREED,
    StandsNow.UNDONE: UNDONE,
    StandsNow.HELD: HELD,
    StandsNow.SKIPPED: SKIPPED,
}

# How a record of LeafLink stands beside the crosswalk.
PAIR_STATES = {
    Pairing.ATTENTION: NEEDS_ATTENTION,
    Pairing.UNMATCHED: State("ready", "Not in QuickBooks", "○"),
    Pairing.AGREED: AGREED,
    Pairing.MATCHED: State("proved", "Matched", "✓"),
    Pairing.INACTIVE: State("undone", "Inactive", "–"),
}

# How one payment, credit, customer or account of a proof stands.
STANDINGS = {
    Standing.PROVED: PROVED,
    Standing.WAITING: WAITS,
    Standing.AGREED: AGREED,
    Standing.DIFFERS: DIFFERS,
    Standing.SKIPPED: SKIPPED,
}
# How a deposit stands: whether something of it waits, whether it is in QuickBooks, taken back.
_ENTERED, _UNDER_WAY = State("proved", "In QuickBooks", "✓"), State("ready", "Being entered", "○")
_TAKEN_BACK = State("undone", "Taken back", "↺")
DEPOSIT_STATES = {
    (False, True, False): _ENTERED,
    (False, False, False): _UNDER_WAY,
    (False, False, True): _TAKEN_BACK,
    (False, True, True): State("ready", "Being taken back", "○"),
    **{(True, there, back): WAITS for there in (False, True) for back in (False, True)},
}
# What a proof holds against each other, section by section.
SECTION_NAMES = {
    BALANCES: "Open balances of orders",
    PAYMENTS: "Payments",
    CREDITS: "Credits",
    CUSTOMERS: "Customers' balances",
    ACCOUNTS: "Accounts",
}

# The heading over each kind of question, as a bookkeeper would name the cause.
CAUSES = {
    QuestionKind.TOTAL_DOES_NOT_ADD_UP: "The total does not add up",
    QuestionKind.UNREADABLE_ORDER: "The order cannot be read",
    QuestionKind.UNKNOWN_CUSTOMER: "The customer is not known",
    QuestionKind.SIMILAR_CUSTOMER: "The customer may be in QuickBooks already",
    QuestionKind.UNKNOWN_PRODUCT: "The product is not known",
    QuestionKind.SIMILAR_ITEM: "The product may be in QuickBooks already",
    QuestionKind.NO_TAX_ITEM: "No item is chosen for taxes",
    QuestionKind.NO_SHIPPING_ITEM: "No item is chosen for shipping",
    QuestionKind.NO_DISCOUNT_ACCOUNT: "No account is chosen for discounts",
    QuestionKind.CLOSED_PERIOD: "The books are closed on that day",
    QuestionKind.CHANGED_AFTER_POSTING: "The order changed after its invoice was posted",
    QuestionKind.EDITED_BY_HAND: "The invoice was edited by hand in QuickBooks",
    QuestionKind.NOT_ACCEPTED_ANY_MORE: "The order is not accepted any more",
    QuestionKind.REFUSED_BY_QUICKBOOKS: "QuickBooks or LeafLink refused it",
    QuestionKind.NEEDS_APPROVAL: "Your approval is needed",
    QuestionKind.CUSTOMER_CONFLICT: "Both sides changed a customer",
    QuestionKind.CUSTOMER_GONE: "A customer was taken away in QuickBooks",
    QuestionKind.CUSTOMER_OWES: "An archived customer still has a balance",
    QuestionKind.PAYMENT_WITHOUT_INVOICE: "A payment has no invoice",
    QuestionKind.PAYMENT_BY_CREDIT: "A payment stands for a credit that is not known",
    QuestionKind.PAYMENT_BY_TRADE: "A payment was made in goods",
    QuestionKind.MARKED_PAID: "Marked as paid, but no payment is listed",
    QuestionKind.NO_CLEARING_ACCOUNT: "No clearing account is chosen",
    QuestionKind.PAYMENT_LOCKED: "A payment cannot be changed any more",
    QuestionKind.PAYMENT_GONE: "A payment was taken away in QuickBooks",
    QuestionKind.CREDIT_MEMO_GONE: "A credit memo was taken away in QuickBooks",
    QuestionKind.SAME_MONEY: "A payment may stand on both sides already",
    QuestionKind.SAME_MONEY_ENTERED: "A payment may stand twice in QuickBooks",
    QuestionKind.TAKEN_BACK_TWICE: "A payment was taken back twice in QuickBooks",
    QuestionKind.NO_RECEIVABLE_ACCOUNT: "QuickBooks shows no receivable account",
    QuestionKind.NO_CREDIT_ITEM: "No item is chosen for credits",
    QuestionKind.CREDIT_USED_IN_QUICKBOOKS: "A cancelled credit is already used in QuickBooks",
    QuestionKind.CREDIT_WITHOUT_INVOICE: "A credit is used on an order without an invoice",
    QuestionKind.PAYOUT_DOES_NOT_ADD_UP: "A payout does not add up",
    QuestionKind.DEPOSIT_DOES_NOT_ADD_UP: "A bank deposit does not add up",
}


# What was just done, by the word that an address carries back.
_DONE = {
    "looked": "LeafLedger is looking again. What is settled leaves this page within seconds.",
    "approved": "Your approval is written down. What needs nobody else is posted within seconds.",
    "decided": "Your decision is written down, and the order is looked at again.",
    "matched": "The match is written down. What waited for it is looked at again.",
    "paired": "The match is written down. New orders go to it; what is posted stays where it is.",
    "new": "It is written down. LeafLedger makes a new record when it is needed.",
    "parted": "The match is taken back. What is posted stays where it is; a new order waits.",
    "kept": "Your word is written down. The other side is told within seconds.",
    "accepted": "The matches are written down. What waited for them is looked at again.",
    "posting": "LeafLedger is posting this order. Its documents stand here within seconds.",
    "asked": "QuickBooks was asked, and its answer is kept.",
    "both-answer": "Both sides answer.",
    "held": "Nothing more is posted until somebody lets it go on. What happens meanwhile is kept.",
    "going-on": "LeafLedger goes on with what waited.",
    "key-changed": "The new key works. It is sealed and never shown again.",
    "webhooks-changed": "The new secrets are sealed. The next webhooks are verified with them.",
    "books-read": "LeafLedger looked at QuickBooks. Nothing was changed.",
    "mended": "QuickBooks has it now.",
    "chosen": "Your choices are written down as the policy. They can be changed at any time.",
    "marketplace-read": "LeafLink's customers and products are read. Nothing was changed.",
    "all-matched": "Whatever was sure is matched.",
    "one-matched": "The match is written down.",
    "orders-read": "The orders are read. Nothing was changed, here is what they would become.",
    "first-posting": "LeafLedger is posting this one order, and nothing else.",
    "live": "You are live. LeafLedger posts from now on by itself.",
    "policy": "Your choices are in force. What is posted already stays as it is.",
    "reconnected": "QuickBooks is connected again. What waited goes on.",
    "order-held": "The order is held. Nothing of it is posted or changed until it is released.",
    "order-skipped": "The order is skipped. The next check wants no documents of it.",
    "order-released": "The order is released. LeafLedger looks at it as at any other.",
    "imported": "The statement is imported. Its deposits stand in QuickBooks within seconds.",
    "known": "This statement was imported before, so nothing was changed.",
    "depositing": "It is written down. The deposit stands in QuickBooks within seconds.",
    "deposit-undone": "It is written down. Its payments wait in Undeposited Funds within seconds.",
    "packaged": "Both sides were asked, and the package is kept with its workbook and paper.",
    "signed": "The month end is signed off.",
    "worked": "The figures were worked out from what was last seen.",
    "undoing": "LeafLedger is undoing this order. Where a second person must approve, it waits.",
}


def said_of(done: str) -> str:
    """The sentence about what was just done; empty for a word that is not ours."""
    return _DONE.get(done, "")


def cause(kind: QuestionKind) -> str:
    """The heading over questions of a kind."""
    return CAUSES[kind]


def state_of(stands: StandsNow, *, held: bool) -> State:
    """The word for how an order stands; `held` is whether nothing is posted for its company."""
    return _STATES_NOW.get(stands, HELD if held else READY)


def dollars(value: Money | Decimal | str | None) -> str:
    """An amount in a sentence: `$1,234.50`, below zero `($3.00)`."""
    text = amount(value)
    if text == "–":
        return text
    return f"(${text[1:]}" if text.startswith("(") else f"${text}"


def number(value: Decimal | str | None) -> str:
    """A quantity or a price without idle zeros: `12`, `0.5`, `17.25`, `1,180.00`."""
    if value is None or value == "":
        return "–"
    exact = Decimal(value)
    if exact == exact.to_integral_value():
        return f"{exact:,.0f}"
    return f"{exact.normalize():,f}"


def price(value: Decimal | str | None) -> str:
    """A price with its cents, and with more places where it has them: `187.50`, `0.125`."""
    if value is None or value == "":
        return "–"
    exact = Decimal(value)
    places = -int(exact.normalize().as_tuple().exponent)
    return number(value) if places > CENTS else f"{exact:,.2f}"


_SIZES = ((86_400, "day", "days"), (3_600, "hour", "hours"), (60, "minute", "minutes"))


def age(moment: str | datetime) -> str:
    """How long ago something was: `just now`, `6 minutes ago`, `3 days ago`."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    seconds = max(0, int((datetime.now(UTC) - at).total_seconds()))
    for size, one, many in _SIZES:
        if seconds >= size:
            return f"{plural(seconds // size, one, many)} ago"
    return "just now"


def until(moment: str | datetime) -> str:
    """How far off something is: `in 52 minutes`, `in 98 days`; what is over: `3 days ago`."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    seconds = int((at - datetime.now(UTC)).total_seconds())
    if seconds <= 0:
        return age(at)
    for size, one, many in _SIZES:
        if seconds >= size:
            return f"in {plural(seconds // size, one, many)}"
    return "within a minute"


def clock(moment: str) -> str:
    """An instant for evidence, to the second: `2026-11-23 01:01:15 UTC`."""
    return datetime.fromisoformat(moment).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
