"""The rows of the newest proof give back what was proved, on both databases (decision 0021)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, func, select

from leafledger.bookkeeping.plan import Together
from leafledger.bookkeeping.questions import Question, QuestionKind
from leafledger.database.connection import Database
from leafledger.database.proof_tables import proof_listings, proved_checks, proved_orders
from leafledger.figures.money import Money
from leafledger.journal.asides import Asides, Word
from leafledger.journal.open_questions import OpenQuestions
from leafledger.journal.undoings import Held, Undoings
from leafledger.reconciliation.checks import BEING_WORKED_ON, PAYMENTS, Check, Standing
from leafledger.reconciliation.checks import held as held_check
from leafledger.reconciliation.daily_record import DailyRecord
from leafledger.reconciliation.kept_checks import KeptChecks
from leafledger.reconciliation.kept_orders import KeptOrders, Sought, StandsNow
from leafledger.reconciliation.proof import OrderProof, Proof
from leafledger.reconciliation.proof_listings import (
    LISTINGS_KEPT,
    ROWS_IN_A_TRANSACTION_MAX,
    ListingGone,
    ProofListings,
)
from leafledger.reconciliation.telling import details, summary

MOMENT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ANY = tuple(StandsNow)
NOTHING = Money.zero()


def order(
    name: str, dated: date | None = None, standing: Standing = Standing.PROVED, **other: object
) -> OrderProof:
    """An order of 342.00 with its invoice."""
    amount = Money.of("342.00")
    proved = OrderProof(
        number=f"uuid-{name}", spoken_name=name, status="Accepted", customer="Café Mesa",
        wanted=amount, booked=amount, open=amount, leaflink_balance=amount, documents=(name,),
        standing=standing, dated=dated,
    )  # fmt: skip
    return replace(proved, **other)  # type: ignore[arg-type]


def payment(id_: str, wanted: str, booked: str) -> Check:
    """A payment beside what QuickBooks shows of it."""
    name = f"Payment {id_} of order 1"
    return held_check(
        f"payment:{id_}", name, Money.of(wanted), Money.of(booked), dated=MOMENT.date()
    )


OLD = order(
    "1", date(2026, 9, 1), unsettled=Money.of("2.50"), brand="Juniper", documents=("1", "1-A")
)
NEW = order("2", date(2026, 11, 1), booked=Money.of("-0.05"), why="It differs.", cure="Mend it.")
OPEN = order("3", None, Standing.WAITING, why=BEING_WORKED_ON, status="Complete")
CHECKS = (
    payment("7", "10.00", "10.00"),
    payment("8", "1.00", "3.00"),
    payment("9", "9.00", "0.00"),
)


def keep(database: Database, *orders: OrderProof, company: str = "mesa", days: int = 0) -> Proof:
    """Keep a proof of these orders as the night does."""
    proof = Proof(company, MOMENT + timedelta(days=days), orders, 3, {PAYMENTS: CHECKS})
    listings = ProofListings(database)
    listing = listings.write(details(proof))
    DailyRecord(database).keep(summary(proof), details(proof), "UTC", listing=listing)
    listings.clear_away(company)
    return proof


def stand(database: Database, number: str) -> StandsNow:
    """How an order stands now."""
    found = KeptOrders(database).order("mesa", number)
    assert found is not None
    return found[1]


def test_orders_are_found_as_they_were_proved(database: Database) -> None:
    keep(database, OLD, NEW, OPEN)
    keep(database, order("of another"), company="other")
    found = KeptOrders(database).page("mesa", Sought(), ANY, size=50, page=1)
    assert found is not None
    assert [one for one, _ in found.rows] == [OPEN, NEW, OLD]
    assert found.listing.proved_at == MOMENT
    assert (found.listing.statuses, found.listing.brands) == (["Accepted", "Complete"], ["Juniper"])
    assert found.tallies[StandsNow.PROVED].quickbooks == Money.of("341.95")


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        (Sought(words=("1-a",)), ["1"]),
        (Sought(words=("CAFÉ", "2026-11")), ["2"]),
        (Sought(words=("_",)), []),
        (Sought(words=("%",)), []),
        (Sought(words=("\\",)), []),
        (Sought(customer="é m"), ["3", "2", "1"]),
        (Sought(standing=Standing.WAITING), ["3"]),
        (Sought(until=date(2026, 10, 1)), ["1"]),
    ],
)
def test_a_search_takes_every_sign_as_it_is(
    sqlite: Database, sought: Sought, names: list[str]
) -> None:
    keep(sqlite, OLD, NEW, OPEN)
    found = KeptOrders(sqlite).every("mesa", sought, ANY)
    assert [one.spoken_name for one, _ in found] == names


def test_a_page_past_the_end_is_the_last_one(sqlite: Database) -> None:
    keep(sqlite, OLD, NEW, OPEN)
    found = KeptOrders(sqlite).page("mesa", Sought(), ANY, size=2, page=99)
    assert found is not None
    assert [one for one, _ in found.rows] == [OLD]


def test_what_happened_since_the_proof_counts(database: Database) -> None:
    keep(database, OLD, NEW, OPEN)
    assert stand(database, OPEN.number) is StandsNow.IN_WORK
    question = Question(QuestionKind.PAYMENT_GONE, "", "It is gone.", "", "", Money.zero())
    held = Held(f"order:{NEW.number}", "one", {}, (), Together("a", Money.zero()), "Ann")
    with database.writing() as connection:
        asked = OpenQuestions(database)
        asked.ask(connection, "mesa", f"payments:{OLD.number}", "1", [question])
        asked.ask(connection, "other", f"order:{OPEN.number}", "3", [question])
        Undoings(database).undo(connection, "mesa", [held])
    assert stand(database, OLD.number) is StandsNow.ASKED
    assert stand(database, NEW.number) is StandsNow.UNDONE
    assert stand(database, OPEN.number) is StandsNow.IN_WORK
    with database.writing() as connection:
        Undoings(database).redo(connection, "mesa", [held.subject], "Ann")
    assert stand(database, NEW.number) is StandsNow.PROVED


@pytest.mark.parametrize(
    ("word", "proved", "shown"),
    [
        (Word.HELD, order("1", standing=Standing.WAITING), StandsNow.HELD),
        (Word.HELD, order("1"), StandsNow.HELD),
        (Word.HELD, order("1", standing=Standing.DIFFERS), StandsNow.ASKED),
        (Word.SKIPPED, order("1", standing=Standing.SKIPPED, booked=NOTHING), StandsNow.SKIPPED),
        (Word.SKIPPED, order("1", standing=Standing.WAITING, booked=NOTHING), StandsNow.SKIPPED),
        (Word.SKIPPED, order("1"), StandsNow.PROVED),
    ],
)
def test_an_order_that_was_set_aside_is_told_so(
    sqlite: Database, word: Word, proved: OrderProof, shown: StandsNow
) -> None:
    keep(sqlite, proved)
    asides, record = Asides(sqlite), f"order:{proved.number}"
    with sqlite.writing() as connection:
        asides.set_aside(connection, "mesa", record, word, "a gift", "Ann", "1")
    assert stand(sqlite, proved.number) is shown
    with sqlite.writing() as connection:
        asides.release(connection, "mesa", record, "Ann")
    assert stand(sqlite, proved.number) not in {StandsNow.HELD, StandsNow.SKIPPED}


def test_checks_that_differ_most_stand_on_top(database: Database) -> None:
    keep(database, OLD)
    kept = KeptChecks(database)
    found = kept.section("mesa", PAYMENTS, [], size=2, page=1)
    assert found is not None
    assert list(found.rows) == [CHECKS[2], CHECKS[1]]
    assert (found.found, found.pages) == (3, 2)
    assert kept.of("mesa", {"payment:7", "payment:none"}) == [CHECKS[0]]
    searched = kept.section("mesa", PAYMENTS, ["PAYMENT", "8"], size=2, page=1)
    assert searched is not None
    assert list(searched.rows) == [CHECKS[1]]


def test_before_any_proof_nothing_is_found(sqlite: Database) -> None:
    assert KeptOrders(sqlite).page("mesa", Sought(), ANY, size=2, page=1) is None
    assert KeptOrders(sqlite).order("mesa", "1") is None
    assert list(KeptOrders(sqlite).every("mesa", Sought(), ANY)) == []
    assert KeptChecks(sqlite).section("mesa", PAYMENTS, [], size=2, page=1) is None


def test_a_listing_is_seen_only_with_its_proof(sqlite: Database) -> None:
    keep(sqlite, OLD)
    ProofListings(sqlite).write(details(Proof("mesa", MOMENT, (NEW,), 1)))
    assert KeptOrders(sqlite).order("mesa", NEW.number) is None
    assert KeptOrders(sqlite).order("mesa", OLD.number) is not None


def test_old_listings_leave_no_row_behind(database: Database) -> None:
    for day in range(4):
        keep(database, OLD, NEW, OPEN, days=day)
    with database.reading() as connection:
        for table, each in ((proof_listings, 1), (proved_orders, 3), (proved_checks, 3)):
            count = connection.execute(select(func.count()).select_from(table)).scalar_one()
            assert count == each * LISTINGS_KEPT


def test_an_export_is_never_cut_short_unseen(sqlite: Database) -> None:
    keep(sqlite, *(order(str(n)) for n in range(ROWS_IN_A_TRANSACTION_MAX + 1)))
    reading = KeptOrders(sqlite).every("mesa", Sought(), ANY)
    next(reading)
    for day in range(1, 4):
        keep(sqlite, OLD, days=day)
    with pytest.raises(ListingGone):
        list(reading)


def test_rows_are_written_in_short_transactions(sqlite: Database) -> None:
    ended: list[object] = []
    event.listen(sqlite.engine, "commit", ended.append)
    keep(sqlite, *(order(str(n)) for n in range(2 * ROWS_IN_A_TRANSACTION_MAX)))
    assert len(ended) >= 4
