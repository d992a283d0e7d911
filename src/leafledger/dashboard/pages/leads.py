"""Where a cure lies that is not one press: a choice in the policy, an order set aside."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from leafledger.bookkeeping.questions import QuestionKind

# The group of the policy whose choice is missing, or would have it otherwise.
POLICY_GROUP: Mapping[QuestionKind, str] = {
    QuestionKind.NO_TAX_ITEM: "accounts",
    QuestionKind.NO_SHIPPING_ITEM: "accounts",
    QuestionKind.NO_DISCOUNT_ACCOUNT: "accounts",
    QuestionKind.NO_CLEARING_ACCOUNT: "accounts",
    QuestionKind.NO_RECEIVABLE_ACCOUNT: "accounts",
    QuestionKind.PAYMENT_BY_TRADE: "accounts",
    QuestionKind.NO_CREDIT_ITEM: "credits",
    QuestionKind.CLOSED_PERIOD: "dates",
    QuestionKind.MARKED_PAID: "payments",
}
# Orders that nobody can post as they are: they are corrected elsewhere, or set aside.
SET_ASIDE = frozenset(
    {
        QuestionKind.TOTAL_DOES_NOT_ADD_UP,
        QuestionKind.UNREADABLE_ORDER,
        QuestionKind.UNKNOWN_PRODUCT,
        QuestionKind.UNKNOWN_CUSTOMER,
        QuestionKind.CLOSED_PERIOD,
        QuestionKind.CHANGED_AFTER_POSTING,
        QuestionKind.NOT_ACCEPTED_ANY_MORE,
        QuestionKind.REFUSED_BY_QUICKBOOKS,
    }
)


def leads(kind: QuestionKind, number: str) -> list[tuple[str, str]]:
    """The pages that help with a question: where each lies, and what its button says.

    `number` is the order it is about, empty where it is about something else.
    """
    found = []
    if kind in POLICY_GROUP:
        group = POLICY_GROUP[kind]
        found.append((f"policy?open={group}#{group}", "Choose it in the policy"))
    if kind is QuestionKind.PAYOUT_DOES_NOT_ADD_UP:
        found.append(("reports/clearing", "Look at the clearing account"))
    if kind in SET_ASIDE and number:
        found.append((f"orders/{quote(number, safe='')}#set-aside", "Hold or skip the order"))
    return found
