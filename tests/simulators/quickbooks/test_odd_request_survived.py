"""Whatever a client sends, the answer is a refusal or a success, and the books still agree."""

from __future__ import annotations

import random
from typing import Any

import pytest

from leafledger_simulators.quickbooks.app import QuickBooksSimulator
from leafledger_simulators.quickbooks.catalogue import KINDS
from leafledger_simulators.quickbooks.refusals import Refusal
from leafledger_simulators.quickbooks.snapshot import control_sums
from leafledger_simulators.quickbooks.writing import write
from tests.simulators.quickbooks.serving import Books

ODD: tuple[Any, ...] = (
    None,
    "",
    0,
    -1,
    "x",
    [],
    {},
    {"value": "1"},
    {"value": None},
    {"value": {}},
    {"value": "999"},
    {"value": "SHIPPING_ITEM_ID"},
    {"value": "TAX"},
    [1],
    [{}],
    [None],
    True,
    "2026-13-45",
    "1e400",
    "NaN",
    10**30,
)
TRIES = 4000


def spoiled(value: Any, chance: random.Random) -> Any:
    """The same value with one part replaced or left out."""
    if isinstance(value, dict) and value and chance.random() < 0.75:
        name = chance.choice(list(value))
        if chance.random() < 0.15:
            return {key: inner for key, inner in value.items() if key != name}
        return {**value, name: spoiled(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.8:
        place = chance.randrange(len(value))
        return [*value[:place], spoiled(value[place], chance), *value[place + 1 :]]
    return chance.choice(ODD)


@pytest.mark.parametrize("seed", [1, 2])
def test_spoiled_bodies_are_refused_or_leave_agreeing_books(seed: int) -> None:
    chance = random.Random(seed)
    company = QuickBooksSimulator("http://127.0.0.1:1", "sample", 1).company
    bodies = [
        (name, record.id, company.show(record))
        for name, shelf in company.shelves.items()
        for record in list(shelf)[:6]
    ]
    saved = 0
    for _ in range(TRIES):
        name, record_id, body = chance.choice(bodies)
        present = company.shelves[name].get(record_id)
        sent = {**body, "sparse": chance.random() < 0.5}
        if present is not None:
            sent["SyncToken"] = str(present.sync_token)
        if chance.random() < 0.4:
            # A template has its id within its document.
            sent.pop("Id", None)
        try:
            write(company, KINDS[name], spoiled(sent, chance))
            saved += 1
        except Refusal:
            continue
    sums = control_sums(company)
    assert saved > 100
    assert sums["debits"] == sums["credits"]
    ways = ("receivable_account", "open_documents", "aged_receivables", "customer_balances")
    assert len({sums[way] for way in ways}) == 1, sums
    assert len({sums[way] for way in ("payable_account", "open_bills", "vendor_balances")}) == 1


def test_the_account_in_use_stays_when_a_second_is_made(books: Books) -> None:
    first = books.account("Accounts Receivable (A/R)")
    books.create("Account", Name="Second A/R", AccountType="Accounts Receivable")
    edit = {"Id": first["value"], "SyncToken": "0", "sparse": True, "Description": "main"}
    books.update("Account", edit)
    customer = books.customer()
    books.pay(customer, 5)
    assert books.read("Account", first["value"])["CurrentBalance"] == -5
    leave = {**edit, "SyncToken": "1", "Active": False}
    assert books.code("/account", leave) == "6000"
