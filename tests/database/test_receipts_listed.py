"""Payments in Undeposited Funds and the deposits made of such: what a list lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leafledger.bookkeeping.known_records import Link
from leafledger.bookkeeping.wanted_deposits import (
    Chosen,
    SumsOfALine,
    Undeposited,
    WantedDeposit,
)
from leafledger.clerk.waiting_receipts import SoughtReceipts, WaitingReceipts
from leafledger.crosswalk.links import Crosswalk
from leafledger.database.connection import Database
from leafledger.figures.money import Money
from leafledger.intake.seen import SeenRecords, System
from leafledger.journal.deposit_words import DepositWords, SoughtDeposits
from leafledger.ledger.pointers import Known, RecordKind

BOOKS = ("one", System.QUICKBOOKS)
UNDEPOSITED, BANK = "4", Known(RecordKind.ACCOUNT, "35", "Checking")
DAY = date(2026, 11, 5)


def payment(id_: str, amount: str, **other: Any) -> dict[str, Any]:
    """A payment of ours, received on November 5 into Undeposited Funds."""
    return {
        "Id": id_, "TxnDate": DAY.isoformat(), "TotalAmt": Decimal(amount), "UnappliedAmt": 0,
        "PrivateNote": f"LeafLink payment {id_}", "CustomerRef": {"value": "58"},
        "DepositToAccountRef": {"value": UNDEPOSITED}, "Line": [], **other,
    }  # fmt: skip


def held(*payments: str) -> dict[str, Any]:
    """A deposit of some payments."""
    links = [{"LinkedTxn": [{"TxnId": id_, "TxnType": "Payment"}]} for id_ in payments]
    return {"Id": "81", "TxnDate": DAY.isoformat(), "TotalAmt": 1, "Line": links}


WIRES = {
    "71": payment("71", "1030.50", PaymentRefNum="1042", PaymentMethodRef={"value": "2"},
                  CustomerRef={"value": "58", "name": "Green Mesa"}),
    "72": payment("72", "20.00", TxnDate="2026-11-03"),
    "73": payment("73", "10.00", TxnDate="2026-11-07", DepositToAccountRef={}),
    "74": payment("74", "5.00", DepositToAccountRef={"value": "35"}),
    "75": payment("75", "5.00", PrivateNote="typed by hand"),
    "76": payment("76", "0"),
    "77": payment("77", "5.00", LinkedTxn=[{"TxnType": "Deposit", "TxnId": "80"}]),
}  # fmt: skip


@pytest.fixture
def waiting(database: Database) -> WaitingReceipts:
    """Seven payments, of which three wait for the bank; two belong to orders."""
    seen = SeenRecords(database)
    seen.keep(*BOOKS, "Payment", WIRES)
    seen.keep("two", System.QUICKBOOKS, "Payment", {"90": payment("90", "9.00")})
    seen.keep(*BOOKS, "Customer", {"58": {"Id": "58", "DisplayName": "Green Mesa LLC"}})
    seen.keep(*BOOKS, "PaymentMethod", {"2": {"Id": "2", "Name": "Check"}})
    orders = {f"uuid-{n}": {"order_seller_number": f"SO-1049{n}"} for n in (1, 2)}
    seen.keep("one", System.LEAFLINK, "order", orders)
    with database.writing() as connection:
        for id_, record in (("71", "order:uuid-1:payment:5"), ("72", "order:uuid-2:marked paid")):
            link = Link(record, id_, "")
            Crosswalk(database).link(connection, "one", RecordKind.PAYMENT, link, "made")
    return WaitingReceipts("one", database, seen)


def ids(waiting: WaitingReceipts, sought: SoughtReceipts | None = None) -> list[str]:
    """What waits, in the order of the list."""
    asked = sought or SoughtReceipts()
    return [one.id for some in waiting.every(UNDEPOSITED, asked) for one in some]


def test_only_our_payments_in_undeposited_funds_wait_the_oldest_first(
    waiting: WaitingReceipts,
) -> None:
    page = waiting.page(UNDEPOSITED, SoughtReceipts(), size=2, page=1)
    assert [one.id for one in page.rows] == ["72", "71"]
    assert (page.found, page.pages, page.total) == (3, 2, Money.of("1060.50"))
    assert waiting.page(UNDEPOSITED, SoughtReceipts(), size=2, page=9).page == 2
    assert page.rows[1] == Undeposited(
        "71", DAY, Money.of("1030.50"), "Green Mesa LLC", "SO-10491", "1042", False, "Check",
        "uuid-1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (SoughtReceipts(["so-10492"]), ["72"]),
        (SoughtReceipts(["so-1049"]), ["72", "71"]),
        (SoughtReceipts(["green", "1042"]), ["71"]),
        (SoughtReceipts(["$1,030.50"]), ["71"]),
        (SoughtReceipts(["100%"]), []),
        (SoughtReceipts(method="2"), ["71"]),
        (SoughtReceipts(since=DAY), ["71", "73"]),
        (SoughtReceipts(until=DAY), ["72", "71"]),
    ],
)
def test_payments_are_found_by_order_customer_check_amount_method_and_day(
    waiting: WaitingReceipts, sought: SoughtReceipts, found: list[str]
) -> None:
    assert ids(waiting, sought) == found


def test_a_bank_line_holds_nothing_late_old_or_taken_back(
    waiting: WaitingReceipts, database: Database
) -> None:
    back = {"Amount": 5, "LinkedTxn": [{"TxnType": "JournalEntry", "TxnId": "9"}]}
    wire = payment("78", "5.00", Line=[back])
    SeenRecords(database).keep(*BOOKS, "Payment", {"78": wire})
    assert "78" in ids(waiting)
    page = waiting.page(UNDEPOSITED, SoughtReceipts(), size=9, page=1)
    assert (page.found, page.total, page.came_back) == (4, Money.of("1060.50"), Money.of("5.00"))
    line = waiting.may_be_a_line(UNDEPOSITED, date(2026, 11, 4), DAY, 9)
    assert [one.id for one in line] == ["71"]
    assert len(waiting.may_be_a_line(UNDEPOSITED, date(2026, 11, 1), DAY, 1)) == 1
    sums = waiting.sums_of_a_line(UNDEPOSITED, date(2026, 11, 1), DAY)
    assert sums == SumsOfALine(2, Money.of("1050.50"), Money.of("20.00"))
    early = waiting.sums_of_a_line(UNDEPOSITED, date(2026, 10, 1), date(2026, 10, 2))
    assert early == SumsOfALine(0, Money.zero(), Money.zero())


def test_what_a_deposit_holds_waits_no_more_until_it_is_gone_or_changed(
    waiting: WaitingReceipts, database: Database
) -> None:
    seen = SeenRecords(database)
    seen.keep(*BOOKS, "Deposit", {"81": held("71", "72", "99")})
    assert ids(waiting) == ["73"]
    seen.keep(*BOOKS, "Payment", {"72": payment("72", "21.00"), "99": payment("99", "1.00")})
    assert ids(waiting) == ["73"], "a payment seen anew, or later, is held as before"
    seen.keep(*BOOKS, "Deposit", {"81": held("71")})
    assert ids(waiting) == ["72", "99", "73"]
    seen.gone(*BOOKS, "Deposit", ["81"])
    assert ids(waiting) == ["71", "72", "99", "73"]
    seen.gone(*BOOKS, "Payment", ["73", "99"])
    assert ids(waiting) == ["71", "72"]


def test_a_payment_is_chosen_once_and_free_when_that_is_taken_back(
    waiting: WaitingReceipts, database: Database
) -> None:
    words, fifth = DepositWords(database), wanted(DAY, "71", "72")
    assert said(words, database, fifth)
    assert ids(waiting) == ["73"]
    assert not said(words, database, wanted(date(2026, 11, 8), "72", "73"))
    assert ids(waiting) == ["73"], "another word has one of them, so it has neither"
    assert said(words, database, replace(fifth, taken_back=True))
    assert ids(waiting) == ["72", "71", "73"]
    assert words.page("one", SoughtDeposits(), size=9, page=1).found == 0


def test_deposits_come_page_by_page_the_newest_day_first(
    waiting: WaitingReceipts, database: Database
) -> None:
    assert ids(waiting)
    words = DepositWords(database)
    for day, id_ in ((5, "71"), (9, "72"), (7, "73")):
        assert said(words, database, wanted(date(2026, 11, day), id_))
    page = words.page("one", SoughtDeposits(), size=2, page=1)
    assert [one.dated.day for one in page.rows] == [9, 7]
    assert (page.found, page.pages) == (3, 2)
    assert [one.dated.day for some in words.every("one", SoughtDeposits()) for one in some] == [
        9, 7, 5,
    ]  # fmt: skip
    for sought, days in (
        (SoughtDeposits(since=date(2026, 11, 7)), [9, 7]),
        (SoughtDeposits(until=date(2026, 11, 7)), [7, 5]),
        (SoughtDeposits(["payment", "72"]), [9]),
        (SoughtDeposits(["receipts"]), []),
    ):
        found = words.page("one", sought, size=9, page=1)
        assert [one.dated.day for one in found.rows] == days


def wanted(day: date, *payments: str) -> WantedDeposit:
    """A deposit of some payments of ten dollars."""
    chosen = tuple(Chosen(id_, Money.of("10.00"), f"Payment {id_}") for id_ in payments)
    return WantedDeposit(f"{day.isoformat()}-{payments[0]}", BANK, day, chosen, "Ana")


def said(words: DepositWords, database: Database, one: WantedDeposit) -> bool:
    """Say it, and keep it only where it counts."""
    with database.engine.connect() as connection, connection.begin() as transaction:
        done = words.say(connection, "one", one)
        if not done:
            transaction.rollback()
    return done
