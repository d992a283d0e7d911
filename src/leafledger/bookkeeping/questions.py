"""Questions: what a person must decide, as values in a bookkeeper's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leafledger.figures.money import Money


class QuestionKind(StrEnum):
    """The causes; the dashboard groups by them."""

    TOTAL_DOES_NOT_ADD_UP = "total_does_not_add_up"
    UNREADABLE_ORDER = "unreadable_order"
    UNKNOWN_CUSTOMER = "unknown_customer"
    SIMILAR_CUSTOMER = "similar_customer"
    UNKNOWN_PRODUCT = "unknown_product"
    SIMILAR_ITEM = "similar_item"
    NO_TAX_ITEM = "no_tax_item"
    NO_SHIPPING_ITEM = "no_shipping_item"
    NO_DISCOUNT_ACCOUNT = "no_discount_account"
    CLOSED_PERIOD = "closed_period"
    CHANGED_AFTER_POSTING = "changed_after_posting"
    EDITED_BY_HAND = "edited_by_hand"
    NOT_ACCEPTED_ANY_MORE = "not_accepted_any_more"
    REFUSED_BY_QUICKBOOKS = "refused_by_quickbooks"
    NEEDS_APPROVAL = "needs_approval"
    CUSTOMER_CONFLICT = "customer_conflict"
    CUSTOMER_GONE = "customer_gone"
    CUSTOMER_OWES = "customer_owes"
    PAYMENT_WITHOUT_INVOICE = "payment_without_invoice"
    PAYMENT_BY_CREDIT = "payment_by_credit"
    PAYMENT_BY_TRADE = "payment_by_trade"
    MARKED_PAID = "marked_paid"
    NO_CLEARING_ACCOUNT = "no_clearing_account"
    PAYMENT_LOCKED = "payment_locked"
    PAYMENT_GONE = "payment_gone"
    CREDIT_MEMO_GONE = "credit_memo_gone"
    SAME_MONEY = "same_money"
    SAME_MONEY_ENTERED = "same_money_entered"
    TAKEN_BACK_TWICE = "taken_back_twice"
    NO_RECEIVABLE_ACCOUNT = "no_receivable_account"
    NO_CREDIT_ITEM = "no_credit_item"
    CREDIT_USED_IN_QUICKBOOKS = "credit_used_in_quickbooks"
    CREDIT_WITHOUT_INVOICE = "credit_without_invoice"
    PAYOUT_DOES_NOT_ADD_UP = "payout_does_not_add_up"
    DEPOSIT_DOES_NOT_ADD_UP = "deposit_does_not_add_up"


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person must decide before the books can go on.

    `happened`, `effect` (what became of the money) and `cure` (what to do next) are whole
    sentences. `amount` is the money that waits. `about` is the record, like `order:<uuid>`.
    """

    kind: QuestionKind
    about: str
    happened: str
    effect: str
    cure: str
    amount: Money

    @property
    def text(self) -> str:
        """The whole of it, as it is shown."""
        return f"{self.happened} {self.effect} {self.cure}"


NOTHING_POSTED = "Nothing was posted."
