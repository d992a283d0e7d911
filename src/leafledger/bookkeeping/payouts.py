"""The plan of one payout: a deposit that equals the bank's line (accounting.md A6.5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from leafledger.bookkeeping import payout_questions as ask
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step
from leafledger.bookkeeping.policy import Chosen, Policy
from leafledger.bookkeeping.questions import Question
from leafledger.commerce.orders import Order
from leafledger.commerce.payouts import Payout, PayoutLine, kind_in_words
from leafledger.figures.money import Money
from leafledger.figures.references import fingerprint, payout_marker
from leafledger.ledger.pointers import RecordKind
from leafledger.ledger.receipts import BankDeposit, DepositLine, KnownDeposit

# A kind of fee that is chosen nowhere goes where its like goes.
_LIKE = {"direct_pay_fee_reversal": "direct_pay_fee", "direct_pay_fee_batch": "direct_pay_fee"}


@dataclass(frozen=True, slots=True)
class PayoutBooks:
    """What is known of a payout and its orders.

    `orders` by the name the statement gives them: those called so, one where all is well. `held`
    by the place of a row: what the clearing account holds for it. `entry_stands`: the journal
    entry of a payout that is no deposit was seen. `newer` is another statement of the same payout.
    """

    link: Link | None = None
    deposit: KnownDeposit | None = None
    entry_stands: bool = False
    orders: Mapping[str, tuple[Order, ...]] = field(default_factory=dict)
    held: Mapping[int, Money] = field(default_factory=dict)
    newer: Payout | None = None


def payout_record(payout: str) -> str:
    """Our name for the counterpart of a payout."""
    return f"payout:{payout}"


def plan_payout(
    payout: Payout, policy: Policy, company: CompanyBooks, books: PayoutBooks, starts: date
) -> Plan:
    """What the books of a payout need now, or why it waits.

    Gross amounts come out of clearing, a line for each row; fees stand below zero, a line for each
    kind. A payout that brings nothing to the bank is a journal entry of the same lines, since a
    deposit cannot be below zero.
    Money: the lines add up to the payout's net, which is the bank's line.
    Source: accounting.md A6.5, A11; docs/decisions/0015-a-payout-is-one-deposit.md
    Example: 1000.00 for an order with a fee of 35.00 -> bank 965.00, fees 35.00, clearing -1000.00
    """
    standing = ""
    asked: list[Question] = []
    steps: tuple[Step, ...] = ()
    if books.newer is not None:
        asked = [ask.corrected(payout, books.newer, posted=books.link is not None)]
    elif books.link is not None:
        standing, asked = _look_at(payout, books)
    elif payout.dated < starts:
        standing = "It lies before the start of the books; nothing is posted of it."
    elif not policy.payments.post:
        standing = "The policy posts no payments."
    else:
        asked = [*_rows_asked(payout, books), *_accounts_asked(payout, policy)]
        day = policy.orders.open_day(payout.dated, company.period)
        if day is None:
            asked.append(ask.closed(payout, company.period.closed_through))
        elif not asked:
            steps = _steps(payout, policy, books, day)
            standing = "" if steps else "It moves no money."
    named = fingerprint((payout.id, payout.contents))
    return Plan(
        payout_record(payout.id), payout.id, named, payout.net, standing, steps, tuple(asked)
    )


def lines_of(payout: Payout, policy: Policy, names: Mapping[str, str]) -> tuple[DepositLine, ...]:
    """The lines of a payout's deposit; `names` are what people call its orders.

    All accounts must be chosen. Money: they add up to the payout's net.
    """
    found, fees = [], dict[str, Money]()
    for line in payout.lines:
        if line.gross:
            account = _gross_account(line, policy)
            assert account is not None, "asked about before"
            order = f"Order {names.get(line.order, line.order)}: " if line.order else ""
            words = f"{order}{kind_in_words(line.kind)}"
            found.append(DepositLine(account.pointer(RecordKind.ACCOUNT), line.gross, words))
        if line.fee:
            fees[line.fee_kind] = fees.get(line.fee_kind, Money.zero()) + line.fee
    for kind, amount in fees.items():
        account = fee_account(kind, policy)
        assert account is not None, "asked about before"
        if amount:
            pointer, words = account.pointer(RecordKind.ACCOUNT), kind_in_words(kind)
            found.append(DepositLine(pointer, -amount, words[:1].upper() + words[1:]))
    return tuple(found)


def fee_account(kind: str, policy: Policy) -> Chosen | None:
    """Where a kind of fee goes: its own account, that of its like, or that of all fees."""
    chosen = policy.payments.fees_by_kind
    return chosen.get(kind) or chosen.get(_LIKE.get(kind, "")) or policy.payments.fees


def _gross_account(line: PayoutLine, policy: Policy) -> Chosen | None:
    """An order's money comes out of clearing; other money needs an account of its own kind."""
    if line.pays_an_order:
        return policy.payments.clearing
    return policy.payments.fees_by_kind.get(line.kind)


def _look_at(payout: Payout, books: PayoutBooks) -> tuple[str, list[Question]]:
    """One that was entered: whether it still stands as its statement has it."""
    if books.deposit is None and not books.entry_stands:
        return "", [ask.gone(payout)]
    if books.deposit is not None and books.deposit.total != payout.net:
        return "", [ask.edited(payout, books.deposit)]
    return "It is in QuickBooks.", []


def _rows_asked(payout: Payout, books: PayoutBooks) -> list[Question]:
    """Rows of orders we do not know, and rows that clearing does not hold."""
    asked = []
    for line in payout.lines:
        if not line.pays_an_order:
            continue
        orders = books.orders.get(line.order, ())
        if len(orders) != 1:
            asked.append(ask.unknown_order(payout, line, len(orders)))
            continue
        held = books.held.get(line.place, Money.zero())
        if held != line.gross:
            asked.append(ask.held_differs(payout, line, orders[0].spoken_name, held))
    return asked


def _accounts_asked(payout: Payout, policy: Policy) -> list[Question]:
    """Accounts that the policy does not name; each is asked for once."""
    choices = policy.payments
    missing: dict[str, str] = {}
    if choices.bank is None:
        missing["payments.bank"] = "the bank that LeafLink pays out to"
    for line in payout.lines:
        if line.pays_an_order and choices.clearing is None:
            missing["payments.clearing"] = "LeafLink's payouts on their way"
        elif line.gross and _gross_account(line, policy) is None:
            kind = f"what its statement calls {line.kind}"
            missing[f"payments.fees_by_kind.{line.kind}"] = kind
        if line.fee and fee_account(line.fee_kind, policy) is None:
            missing["payments.fees"] = "what LeafLink's payouts cost"
    return [ask.no_account(payout, what, choice) for choice, what in missing.items()]


def _steps(payout: Payout, policy: Policy, books: PayoutBooks, day: date) -> tuple[Step, ...]:
    names = {name: orders[0].spoken_name for name, orders in books.orders.items() if orders}
    lines = lines_of(payout, policy, names)
    if not lines:
        return ()
    bank = policy.payments.bank
    assert bank is not None, "asked about before"
    note = f"{payout_marker(payout.id)}\n{payout.net} on the bank's statement of {payout.dated}"
    content = BankDeposit(bank.pointer(RecordKind.ACCOUNT), day, note, lines)
    assert content.total == payout.net, "the deposit is the bank's line"
    is_deposit = payout.net > Money.zero()
    kind = RecordKind.DEPOSIT if is_deposit else RecordKind.JOURNAL_ENTRY
    why = (
        f"LeafLink paid out {payout.net}; the clearing account gives up what its orders paid."
        if is_deposit
        else f"The payout brings {payout.net} to the bank, and a deposit cannot be below zero."
    )
    reason = Reason("payout", why, "A6.5", "payout", f"payout statement {payout.id}")
    return (Step(Operation.CREATE, kind, payout_record(payout.id), content, None, (reason,)),)
