"""Plans of payments and credits as a bookkeeper reads them, each with its double entry."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import replace

from leafledger.bookkeeping.plan import Operation, Plan, Step
from leafledger.commerce.remittances import PaymentDraft
from leafledger.ledger.entries import Entry
from leafledger.ledger.receipts import Receipt, Reversal, Settled
from tests.examples.showing import ACCOUNT_WIDTH, AMOUNT_WIDTH, WIDTH, shown


def money_shown(plans: list[Plan]) -> str:
    """What is to be done for all of them; why nothing is, where nothing is."""
    lines = [line for plan in plans for line in _plan(plan)]
    if not lines:
        lines = textwrap.wrap(f"nothing: {plans[-1].standing}", WIDTH, subsequent_indent="  ")
    return "\n".join(lines)


def _plan(plan: Plan) -> Iterator[str]:
    if plan.questions:
        yield shown([replace(plan, steps=())])
    for step in plan.steps:
        match step.content:
            case Receipt() as receipt:
                yield from _receipt(step, receipt)
            case Reversal() as reversal:
                yield f"write journal entry of {reversal.amount.plain} · {reversal.dated}"
                yield from _entry(reversal.entry())
            case PaymentDraft() as draft:
                yield (
                    f'write on LeafLink {draft.amount.plain} · {draft.paid_on} · "{draft.reason}"'
                )
            case _:
                yield shown([replace(plan, steps=(step,), questions=())])


def _receipt(step: Step, receipt: Receipt) -> Iterator[str]:
    amending = step.operation is Operation.AMEND
    target = f" {step.target.id}" if step.target is not None else ""
    method = " ".join(
        part for part in (receipt.method.name if receipt.method else "", receipt.reference) if part
    )
    yield " · ".join(
        part
        for part in (
            f"{'apply payment' if amending else 'receive'}{target} {receipt.amount.plain}",
            str(receipt.dated),
            method,
        )
        if part
    )
    for one in receipt.settles:
        yield f"  {_settled(one):<22}{one.amount.plain:>{AMOUNT_WIDTH}}"
    if receipt.unapplied:
        yield f"  {'left as credit':<22}{receipt.unapplied.plain:>{AMOUNT_WIDTH}}"
    if not amending:
        yield from _entry(receipt.entry())


def _settled(one: Settled) -> str:
    kind = "invoice" if one.kind.value == "Invoice" else "its reversal"
    return f"{kind} {one.pointer.name}".rstrip()


def _entry(entry: Entry) -> Iterator[str]:
    day = str(entry.dated)
    for posting in entry.postings:
        account = f"{posting.account} ({posting.memo})" if posting.memo else posting.account
        column = "" if posting.amount.amount >= 0 else " " * AMOUNT_WIDTH
        amount = f"{column}{abs(posting.amount).plain:>{AMOUNT_WIDTH}}"
        yield f"  {day:<12}{account:<{ACCOUNT_WIDTH}}{amount}"
        day = ""
