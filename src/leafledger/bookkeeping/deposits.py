"""The plan of a bank deposit: receipts that are one line of the bank's statement (A6.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from leafledger.bookkeeping import deposit_questions as ask
from leafledger.bookkeeping.known_records import CompanyBooks, Link
from leafledger.bookkeeping.plan import Operation, Plan, Reason, Step, Target
from leafledger.bookkeeping.policy import Policy
from leafledger.bookkeeping.questions import Question
from leafledger.bookkeeping.wanted_deposits import WantedDeposit
from leafledger.figures.references import deposit_marker, fingerprint
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.ledger.receipts import BankDeposit, DepositLine, KnownDeposit, KnownReceipt

FEE = "Fee of the bank"


@dataclass(frozen=True, slots=True)
class DepositBooks:
    """What stands in QuickBooks of a deposit and of its receipts (by id, as last seen)."""

    link: Link | None = None
    deposit: KnownDeposit | None = None
    receipts: Mapping[str, KnownReceipt] = field(default_factory=dict)


def deposit_record(name: str) -> str:
    """Our name for the counterpart of a deposit."""
    return f"deposit:{name}"


def plan_deposit(
    wanted: WantedDeposit, policy: Policy, company: CompanyBooks, books: DepositBooks
) -> Plan:
    """What the books of a deposit need now, or why it waits.

    Each receipt must lie in Undeposited Funds as it did when a person chose it; a deposit that is
    not the bank's line would be worth nothing, so it waits as a whole.
    What the bank kept of it is a line below zero.
    Money: the lines add up to the bank's line.
    Source: accounting.md A6.1, A11; docs/decisions/0023-deposits-of-ordinary-receipts.md
    Example: checks of 300.00 and 200.00 -> bank 500.00, Undeposited Funds -500.00
    """
    standing, asked = "", list[Question]()
    steps: tuple[Step, ...] = ()
    if wanted.taken_back:
        standing, asked, steps = _take_back(wanted, company, books)
    elif books.link is not None:
        standing, asked = _look_at(wanted, books)
    else:
        asked = _receipts_asked(wanted, company, books)
        day = policy.orders.open_day(wanted.dated, company.period)
        if day is None:
            asked.append(ask.closed(wanted, wanted.dated, company.period.closed_through))
        elif not asked:
            steps = (_step(wanted, company, books, day),)
    return Plan(
        deposit_record(wanted.name), wanted.name, fingerprint(wanted), wanted.amount, standing,
        steps, tuple(asked),
    )  # fmt: skip


def _receipts_asked(
    wanted: WantedDeposit, company: CompanyBooks, books: DepositBooks
) -> list[Question]:
    """Receipts that are not where they were, or not what they were."""
    if company.undeposited is None:
        return [ask.no_undeposited(wanted)]
    asked = []
    for one in wanted.receipts:
        stands = books.receipts.get(one.id)
        if stands is None or stands.voided:
            asked.append(ask.receipt_gone(wanted, one.words, one.amount))
        elif stands.deposited:
            asked.append(ask.receipt_deposited(wanted, one.words, one.amount))
        elif not lies_undeposited(stands, company):
            account = stands.deposit_account or "another account"
            asked.append(ask.receipt_elsewhere(wanted, one.words, account))
        elif stands.total != one.amount:
            asked.append(ask.receipt_changed(wanted, one.words, one.amount, stands))
    return asked


def lies_undeposited(receipt: KnownReceipt, company: CompanyBooks) -> bool:
    """Whether a payment went to Undeposited Funds and no deposit has taken it from there."""
    undeposited = company.undeposited.id if company.undeposited is not None else ""
    is_there = receipt.deposit_account_id in {"", undeposited}
    return is_there and not receipt.deposited and not receipt.voided and bool(receipt.total)


def _step(wanted: WantedDeposit, company: CompanyBooks, books: DepositBooks, day: date) -> Step:
    undeposited = company.undeposited
    assert undeposited is not None, "asked about before"
    lines = tuple(
        DepositLine(
            undeposited, books.receipts[one.id].total, one.words, Known(RecordKind.PAYMENT, one.id)
        )
        for one in wanted.receipts
    )
    if wanted.fee_to is not None and wanted.fee:
        lines += (DepositLine(wanted.fee_to, -wanted.fee, FEE),)
    content = BankDeposit(wanted.to, day, deposit_marker(wanted.name), lines)
    assert content.total == wanted.amount, "the deposit is the bank's line"
    count = len(wanted.receipts)
    many = f"{count} payments" if count > 1 else "one payment"
    many += f" less a fee of {wanted.fee}" if wanted.fee else ""
    why = f"{wanted.person} says that the bank's line of {wanted.amount} is {many}."
    reason = Reason("deposit", why, "A6.1", "deposit", "Undeposited Funds")
    record = deposit_record(wanted.name)
    return Step(Operation.CREATE, RecordKind.DEPOSIT, record, content, None, (reason,))


def _look_at(wanted: WantedDeposit, books: DepositBooks) -> tuple[str, list[Question]]:
    """One that was entered: whether it still stands as it was entered."""
    deposit = books.deposit
    if deposit is None:
        return "", [ask.gone(wanted)]
    kind = RecordKind.PAYMENT.value
    held = {(kind, one.id) for one in wanted.receipts}
    if deposit.total != wanted.amount or held != deposit.holds:
        return "", [ask.edited(wanted, deposit)]
    return "It is in QuickBooks.", []


def _take_back(
    wanted: WantedDeposit, company: CompanyBooks, books: DepositBooks
) -> tuple[str, list[Question], tuple[Step, ...]]:
    """Delete it, so that its payments are undeposited again; nothing else can be done with it."""
    done = "It was taken back."
    if books.link is None or books.deposit is None:
        return done, [], ()
    deposit = books.deposit
    if company.period.is_closed(deposit.dated):
        closed = ask.closed(wanted, deposit.dated, company.period.closed_through)
        return "", [closed], ()
    target = Target(deposit.id, deposit.sync_token, wanted.name)
    why = f"{wanted.person} took it back; its payments lie in Undeposited Funds again."
    reason = Reason("deposit", why, "A11", "deposit", "Undeposited Funds")
    step = Step(
        Operation.DELETE, RecordKind.DEPOSIT, deposit_record(wanted.name), None, target, (reason,),
        amount=deposit.total,
    )  # fmt: skip
    return done, [], (step,)
