"""What people and LeafLink do about payouts, and what then stands in the books."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx2

from leafledger.clerk.importing_payouts import ImportedPayout
from leafledger.quickbooks.general_ledger import movements
from leafledger.reports.clearing import Clearing
from tests.stories.journey import Journey

A_WEEK = 8 * 86_400


def choose_bank(journey: Journey) -> None:
    """The owner names the bank in the policy file; the sample has several."""
    banks = [one for one in journey.books("Account") if one["AccountType"] == "Bank"]
    policy = journey.ledger.policies.path(journey.name)
    chosen = f'bank = {{ id = "{banks[0]["Id"]}", name = "{banks[0]["Name"]}" }}'
    policy.write_text(policy.read_text().replace("[payments]", f"[payments]\n{chosen}", 1))


def pay_out(journey: Journey, number: str, action: str = "direct") -> None:
    """LeafLink pays an order out, takes it back, or passes a bank's fee on."""
    journey.running.control("leaflink", "/payouts", {"action": action, "order": number})


def switch(journey: Journey, **values: str) -> None:
    """Turn LeafLink's open questions."""
    journey.running.control("leaflink", "/switches", values)


def later(journey: Journey, seconds: int = A_WEEK) -> None:
    """Let so much time go by on LeafLink, so that payouts reach the bank."""
    journey.running.control("leaflink", "/clock", {"advance_seconds": seconds})


def statement(journey: Journey) -> bytes:
    """The payout statement, as a person downloads it."""
    address = journey.running.leaflink["control_url"].rstrip("/") + "/payouts?format=csv"
    return httpx2.get(address, trust_env=False).content


def take_in(journey: Journey, content: bytes, *, replace: bool = False) -> list[ImportedPayout]:
    """Import a statement and wait until its payouts are entered."""
    found = journey.ledger.parts(journey.company).payouts.take_in(content, replace=replace)
    journey.quiet()
    return found


def bank_lines(journey: Journey) -> list[Decimal]:
    """What LeafLink's payouts of the sample's new orders are on the bank's statement."""
    paid = journey.running.control("leaflink", "/payouts")["payouts"]
    return sorted(Decimal(str(one["amount"])) for one in paid if one["sent"])


def deposits(journey: Journey) -> list[Any]:
    """Our deposits in QuickBooks."""
    rows = journey.books("Deposit")
    return [one for one in rows if str(one.get("PrivateNote", "")).startswith("LeafLink payout")]


def clearing(journey: Journey) -> Decimal:
    """The clearing account's balance by QuickBooks's own general ledger."""
    chosen = journey.ledger.policy(journey.company).payments.clearing
    assert chosen is not None
    client = journey.ledger.parts(journey.company).quickbooks
    rows = movements(client, [chosen.id]).get(chosen.id, [])
    return sum((one.amount.amount for one in rows), Decimal(0))


def explained(journey: Journey) -> Clearing:
    """The clearing account, line by line."""
    ledger, company = journey.ledger, journey.company
    client, today = ledger.parts(company).quickbooks, datetime.now(UTC).date()
    found = ledger.clearing_desk(company).ask(client, ledger.policy(company), today)
    assert found.balance == found.explained, "QuickBooks shows what the lines add up to"
    return found


def waiting(journey: Journey) -> Sequence[str]:
    """Every sentence that waits for a person."""
    return [one.question.text for one in journey.ledger.questions.all(journey.name)]
