"""Fills a database with a hundred thousand orders through the product's own tables."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, insert

from benchmarks.pages import rows
from benchmarks.pages.copies import Copy, copies
from benchmarks.pages.proved import keep, keep_days, prove
from benchmarks.pages.rows import COMPANY, CREDITS, REALM
from benchmarks.pages.samples import POLICY, samples
from leafledger.assembly import LeafLedger
from leafledger.bookkeeping.wanted_deposits import Chosen, WantedDeposit
from leafledger.database.columns import metadata
from leafledger.database.people_tables import audit
from leafledger.database.tables import decisions, meters
from leafledger.figures.money import Money
from leafledger.intake.clients import CLIENT_SECRET, LEAFLINK_KEY
from leafledger.intake.companies import Company
from leafledger.intake.tokens import StoredTokens
from leafledger.journal.audit import Kind
from leafledger.journal.deposit_words import DepositWords
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.people.roles import Role
from leafledger.quickbooks.tokens import Tokens
from leafledger.reports.figures_kept import SalesFigures
from leafledger.reports.volume_kept import Volume

SEED = 20261123
ROWS_AT_ONCE = 2_000
AUDIT_ROWS, UNDONE, DEPOSITS = 20_000, 300, 1_500
SIGN_IN, PASSWORD = "owner", "four plain words here"
# Nobody listens there: a page that asked either side would fail.
NOWHERE = "http://127.0.0.1:9/"


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the database, and what a page's address needs.

    `numbers` are those of an order that is posted, one that waits, one changed by hand;
    `customer` is the buyer of the first, `deposit` one that was made.
    """

    orders: int
    company: str
    seconds: float
    keeping_seconds: float
    numbers: tuple[str, str, str]
    customer: int
    deposit: str


def fill(ledger: LeafLedger, orders: int) -> Filled:
    """Fill an empty database; what stands there then."""
    began, now = datetime.now(UTC), datetime.now(UTC).isoformat()
    _introduce(ledger)
    made = list(copies(orders, samples(SEED), began.date()))
    with ledger.database.writing() as connection:
        _insert(connection, rows.list_rows(now))
        _insert(connection, (row for copy in made for row in rows.order_rows(copy)))
        credited = [copy for copy in made if copy.posted and not copy.paid][:CREDITS]
        _insert(connection, rows.credit_rows(credited, now))
        _people_did(connection, made)
        deposit = _deposit_some(ledger, connection, made)
    proof = prove(COMPANY, made, len(credited))
    keep_days(ledger.database, proof)
    proving = datetime.now(UTC)
    keep(ledger.database, proof)
    ended = datetime.now(UTC)
    _work_reports_out(ledger)
    posted = next(c for c in reversed(made) if c.paid and not c.payment_asked and not c.differs)
    asked = next(c for c in reversed(made) if c.asked)
    differing = next(c for c in reversed(made) if c.differs)
    return Filled(
        orders, COMPANY, (ended - began).total_seconds(), (ended - proving).total_seconds(),
        (posted.number, asked.number, differing.number), posted.customer, deposit,
    )  # fmt: skip


def _deposit_some(ledger: LeafLedger, connection: Connection, made: list[Copy]) -> str:
    """Deposits that a person chose, of four payments each; the name of the newest."""
    waiting = [copy for copy in made if copy.paid and copy.place % 4 == 0]
    bank, words, name = (
        Known(RecordKind.ACCOUNT, "35", "Checking"),
        DepositWords(ledger.database),
        "",
    )
    for start in range(0, min(len(waiting), DEPOSITS * 4), 4):
        some, day = waiting[start : start + 4], date.fromisoformat(waiting[start].due)
        chosen = tuple(
            Chosen(one.receipt, Money(Decimal(one.sample.total).scaleb(-2)), f"order {one.seller}")
            for one in some
        )
        name = f"{day.isoformat()}-{start:06}"
        words.say(connection, COMPANY, WantedDeposit(name, bank, day, chosen, "Owner Person"))
    return name


def _work_reports_out(ledger: LeafLedger) -> None:
    """What the night works out for the reports from what was last seen."""
    SalesFigures(COMPANY, ledger.database, ledger.seen, ledger.crosswalk).work_out(POLICY)
    Volume(COMPANY, ledger.database, ledger.seen).work_out(POLICY.orders)


def _introduce(ledger: LeafLedger) -> None:
    company = Company(
        COMPANY, "Mesa Verde Farms", "1001", NOWHERE, REALM, NOWHERE, NOWHERE, "client",
        "Mesa Verde Farms LLC",
    )  # fmt: skip
    ledger.companies.connect(company)
    ledger.companies.start_books(COMPANY, date(2025, 1, 1))
    for secret in (LEAFLINK_KEY, CLIENT_SECRET):
        ledger.vault.put(COMPANY, secret, "nobodys-secret")
    StoredTokens(ledger.database, ledger.vault, COMPANY).store(
        Tokens("access", "refresh", datetime.now(UTC) + timedelta(hours=1))
    )
    ledger.policies.write(COMPANY, POLICY)
    ledger.policies.in_force(COMPANY)
    for role in Role:
        ledger.gate.register.add(f"{role.capitalize()} Person", role, role, PASSWORD)


def _insert(connection: Connection, found: Iterable[rows.Row]) -> None:
    """Insert rows table by table, some thousand at a time."""
    waiting: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for table, row in found:
        waiting[table].append(row)
        if len(waiting[table]) == ROWS_AT_ONCE:
            connection.execute(insert(metadata.tables[table]), waiting.pop(table))
    for table, some in waiting.items():
        connection.execute(insert(metadata.tables[table]), some)


def _people_did(connection: Connection, made: list[Copy]) -> None:
    """What people did and decided, and the calls that were counted."""
    began = datetime.now(UTC) - timedelta(days=90)
    kinds = itertools.cycle((Kind.SIGN_IN, Kind.LOOK, Kind.MATCH, Kind.APPROVAL, Kind.CHECK))
    told = [
        {
            "company": COMPANY, "at": (began + timedelta(minutes=6 * place)).isoformat(),
            "person": "Owner Person", "role": "owner", "way": "pages", "kind": next(kinds).value,
            "words": "Had what waits looked at again.",
            "record": f"order:{made[place % len(made)].number}", "before": "", "after": "",
            "address_family": "IPv4",
        }
        for place in range(AUDIT_ROWS)
    ]  # fmt: skip
    connection.execute(insert(audit), told)
    detail = (
        '{"chosen":"one","since":{},"steps":[],"amount":"0.00","spoken_name":"","dissolves":[]}'
    )
    undone = [
        {"company": COMPANY, "record": f"order:{copy.number}", "choice": "undone", "content": "",
         "detail": detail, "person": "Owner Person", "decided_at": began.isoformat()}
        for copy in [one for one in made if one.in_work][:UNDONE]
    ]  # fmt: skip
    if undone:
        connection.execute(insert(decisions), undone)
    counted = {("quickbooks", "core"): 2, ("quickbooks", "coreplus"): 0, ("leaflink", "call"): 1}
    connection.execute(
        insert(meters),
        [
            {"company": COMPANY, "month": f"{began:%Y-%m}", "system": system, "cost_class": kind,
             "calls": each * len(made) + 900}
            for (system, kind), each in counted.items()
        ],
    )  # fmt: skip
