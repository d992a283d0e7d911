"""Examples of payouts: what LeafLink sends to the bank, row by row, and the entry it becomes.

    Payout LLP-20261104 of 2026-11-04
    marketplace_payment · order 10492 · 1000.00, fee 35.00
    Books (A6.5)
      deposit 2026-11-04
        Checking                         965.00
        ...

The clearing account holds what each row says, unless `Clearing holds ...` says otherwise.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.payouts import PayoutBooks, plan_payout
from leafledger.bookkeeping.policy import Policy
from leafledger.commerce.orders import DiscountKind, Order, OrderDiscount, OrderStatus
from leafledger.commerce.payouts import Payout, PayoutLine
from leafledger.figures.money import Money
from leafledger.ledger.periods import Period
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import BankDeposit, KnownDeposit
from tests.examples.acting import acted
from tests.examples.reading import NotUnderstood
from tests.examples.scene import usual_company, usual_policy

WIDTH = 84
STARTS = date(2026, 1, 1)
NOON = datetime(2026, 11, 2, 19, tzinfo=UTC)
CHOSEN = {
    "bank": {"id": "35", "name": "Checking"},
    "clearing": {"id": "90", "name": "LeafLink clearing"},
    "fees": {"id": "91", "name": "LeafLink fees"},
}
_KINDS = {RecordKind.DEPOSIT: "deposit", RecordKind.JOURNAL_ENTRY: "journal entry"}
_ROW = re.compile(r"(\w+)(?: · order (\S+))? · (-?[\d.]+)(?:, fee (-?[\d.]+))?")


@dataclass
class PayoutScene:
    """One payout with the accounts that its owner chose, and what QuickBooks has of it."""

    chosen: dict[str, Any] = field(default_factory=lambda: dict(CHOSEN))
    company: CompanyBooks = field(default_factory=usual_company)
    id: str = ""
    dated: date = STARTS
    rows: list[PayoutLine] = field(default_factory=list)
    held: dict[str, Money] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    deposit: KnownDeposit | None = None
    link: Link | None = None
    is_entry: bool = False

    def say(self, line: str) -> None:
        """Take one line of facts."""
        if found := re.fullmatch(r"Payout (\S+) of (\S+)", line):
            self.id, self.dated = found[1], date.fromisoformat(found[2])
        elif found := re.fullmatch(r"Policy: (\w+) goes to (.+)", line):
            self.chosen.setdefault("fees_by_kind", {})[found[1]] = {"id": "92", "name": found[2]}
        elif found := re.fullmatch(r"Policy: no account for (\w+)", line):
            del self.chosen[found[1]]
        elif found := re.fullmatch(r"Clearing holds ([\d.]+) of order (\S+)", line):
            self.held[found[2]] = Money.of(found[1])
        elif found := re.fullmatch(r"Nobody knows order (\S+)", line):
            self.unknown.add(found[1])
        elif found := re.fullmatch(r"QuickBooks: closed through (\S+)", line):
            self.company = replace(self.company, period=Period(date.fromisoformat(found[1])))
        elif found := re.fullmatch(r"QuickBooks: the deposit is edited by hand to ([\d.]+)", line):
            assert self.deposit is not None
            self.deposit = replace(self.deposit, total=Money.of(found[1]))
        elif line == "QuickBooks: the deposit is deleted by hand":
            self.deposit = None
        elif found := _ROW.fullmatch(line.strip()):
            gross, fee = Money.of(found[3]), Money.of(found[4] or "0")
            place, order = len(self.rows) + 1, found[2] or ""
            self.rows.append(
                PayoutLine(self.id, place, self.dated, found[1], order, gross, fee, gross - fee)
            )
        elif line.strip():
            raise NotUnderstood(line)

    def books(self) -> Iterator[str]:
        """What is planned for the payout now."""
        payout = Payout(self.id, self.dated, tuple(self.rows))
        policy = Policy.model_validate({**usual_policy(), "payments": self.chosen})
        plan = plan_payout(payout, policy, self.company, self._known(), STARTS)
        for question in plan.questions:
            yield f"question {question.kind}, {question.amount} at stake"
            yield from textwrap.wrap(
                question.text, WIDTH, initial_indent="  ", subsequent_indent="  ",
                break_on_hyphens=False,
            )  # fmt: skip
        for step in plan.steps:
            assert isinstance(step.content, BankDeposit)
            yield f"{_KINDS[step.kind]} {step.content.dated}"
            for one in step.content.entry().postings:
                said = f"{one.account:<24}{one.amount.plain:>10}  {one.memo}"
                yield f"  {said}".rstrip()
            self.is_entry = step.kind is RecordKind.JOURNAL_ENTRY
            self.link = Link(step.record, "70")
            if not self.is_entry:
                self.deposit = KnownDeposit("70", step.content.dated, "", step.content.total)
        if not plan.questions and not plan.steps:
            yield f"nothing: {plan.standing}"

    def _known(self) -> PayoutBooks:
        return PayoutBooks(
            link=self.link,
            deposit=self.deposit,
            entry_stands=self.is_entry,
            orders={
                row.order: (_order(row.order),)
                for row in self.rows
                if row.order and row.order not in self.unknown
            },
            held={row.place: self.held.get(row.order, row.gross) for row in self.rows},
        )


def _order(name: str) -> Order:
    nothing = Money.zero()
    return Order(
        number=f"uuid-{name}", short_id=name, seller_number=name, status=OrderStatus.ACCEPTED,
        created_at=NOON, modified_at=NOON, first_seen_at=NOON, customer="7",
        customer_name="Green Mesa", lines=(),
        discount=OrderDiscount(DiscountKind.AMOUNT, Decimal(0)),
        final_tax=nothing, taxes=(), shipping=nothing, credits=nothing, total=nothing,
        payment_balance=nothing, payment_program="direct",
    )  # fmt: skip


def paid_out(text: str) -> None:
    """Say that the books of a payout are so."""
    acted(text, PayoutScene())
