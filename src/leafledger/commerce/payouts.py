"""Payouts of the marketplace: what it sends to the seller's bank, row by row (A6.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint

# The kinds that are a payment of an order, by the reasons LeafLink itself lists
# (reference/leaflink.md 5.5); `reversal` takes one back.
PAYS_AN_ORDER = frozenset(
    {
        "marketplace_payment", "invoice_purchase", "principal", "standard", "sell_through",
        "reversal",
    }
)  # fmt: skip
# What a fee is called that stands beside the money it was kept from.
_FEE_BESIDE = {
    "marketplace_payment": "direct_pay_fee",
    "invoice_purchase": "factor_fee",
    "reversal": "direct_pay_fee_reversal",
}
_IN_WORDS = {
    "marketplace_payment": "LeafLink Direct payment",
    "invoice_purchase": "factored by LeafLink",
    "principal": "principal",
    "standard": "payment",
    "sell_through": "payment on sell-through",
    "reversal": "reversal",
    "adjustment": "adjustment",
    "direct_pay_fee": "Direct Pay fee",
    "direct_pay_fee_batch": "Direct Pay fees",
    "direct_pay_fee_reversal": "Direct Pay fee given back",
    "factor_fee": "factoring fee",
    "extension_fee": "extension fee",
    "ach_error": "fee for a returned payment (NSF)",
    "cashback_reward": "cashback reward",
    "other": "other",
}


class DoesNotAddUp(ValueError):
    """A row's net is not its gross less its fee, or a payout has no rows."""


@dataclass(frozen=True, slots=True)
class PayoutLine:
    """One row of a payout statement. `order` as the statement names it, empty where it does not.

    Money: net is gross less fee; a reversal's gross is below zero, a fee given back too.
    Raises: DoesNotAddUp.
    """

    payout: str
    place: int
    dated: date
    kind: str
    order: str
    gross: Money
    fee: Money
    net: Money

    def __post_init__(self) -> None:
        """Refuse a row that cannot be."""
        if self.gross - self.fee != self.net:
            raise DoesNotAddUp(f"{self.gross} less {self.fee} is not {self.net}")

    @property
    def pays_an_order(self) -> bool:
        """Whether its gross is an order's payment, or one taken back."""
        return bool(self.gross) and self.kind in PAYS_AN_ORDER

    @property
    def fee_kind(self) -> str:
        """What its fee is for."""
        return _FEE_BESIDE.get(self.kind, self.kind)

    @property
    def content(self) -> str:
        """A name for what it says, wherever in the statement it stands."""
        return fingerprint(
            (self.payout, self.dated, self.kind, self.order.casefold(), self.gross, self.fee)
        )


@dataclass(frozen=True, slots=True)
class Payout:
    """One payout: its rows add up to one line on the bank's statement. Raises: DoesNotAddUp."""

    id: str
    dated: date
    lines: tuple[PayoutLine, ...]

    def __post_init__(self) -> None:
        """Refuse a payout of nothing, and rows of another one."""
        if not self.lines or any(one.payout != self.id for one in self.lines):
            raise DoesNotAddUp(f"payout {self.id} has no rows of its own")

    @property
    def net(self) -> Money:
        """What reached the bank; below zero it was taken from there."""
        return Money.total(line.net for line in self.lines)

    @property
    def contents(self) -> tuple[str, ...]:
        """What it says, whatever the order of its rows."""
        return tuple(sorted(line.content for line in self.lines))


def kind_in_words(kind: str) -> str:
    """A row's kind as a bookkeeper reads it: `factor_fee` -> factoring fee."""
    return _IN_WORDS.get(kind, kind.replace("_", " "))
