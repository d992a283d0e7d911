"""Times both simulators: `python -m benchmarks.simulators [CALLS] [DOCUMENTS]`.

A simple request is one record read by its id, or one small record written. The rate by the wall
clock is what a client on this machine gets, client included; the rate by the server's own
processor time is what one core can do.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.simulators.calling import Call, Running, call, first_customer, repeat, running
from leafledger_simulators.quickbooks.app import QuickBooksSimulator
from leafledger_simulators.quickbooks.catalogue import KINDS
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.querying import run_query
from leafledger_simulators.quickbooks.writing import write

TARGET_PER_SECOND = 1500
# The last tenth of the documents may cost so much more than the first.
SLOWDOWN_MAX = 1.5
WRITTEN_TO = Path("build/bench/simulators.json")
LOOKUPS = 500


@dataclass(frozen=True, slots=True)
class Rate:
    """One kind of request: how many in a second."""

    what: str
    calls: int
    per_second: int
    per_cpu_second: int


@dataclass(frozen=True, slots=True)
class Growth:
    """One kind of work at the begin and at the end of a company's filling."""

    what: str
    documents: int
    first_per_second: int
    last_per_second: int
    slowdown: float


def rates(simulators: Running, count: int) -> list[Rate]:
    """Every simple request of both simulators."""
    found = []
    for what, asked in _requests(simulators.credentials).items():
        asyncio.run(repeat(asked, count // 10))
        used = simulators.cpu_seconds()
        seconds = asyncio.run(repeat(asked, count))
        used = simulators.cpu_seconds() - used
        found.append(Rate(what, count, round(count / seconds), round(count / used)))
    return found


def _requests(credentials: dict[str, Any]) -> dict[str, Call]:
    books, market = credentials["quickbooks"], credentials["leaflink"]
    company = f"{books['base_url']}/v3/company/{books['realm_id']}"
    owner = {
        "authorization": f"Bearer {books['access_token']}",
        "accept": "application/json",
        "content-type": "application/json",
    }
    statement = "select%20*%20from%20Customer%20where%20Id%20%3D%20%271%27"
    journal = json.dumps({"Line": _journal_lines()}).encode()
    seller = {"authorization": f"App {market['api_key']}", "accept": "application/json"}
    return {
        "quickbooks: read a customer": call("GET", f"{company}/customer/1", owner),
        "quickbooks: query by id": call("GET", f"{company}/query?query={statement}", owner),
        "quickbooks: write a journal": call("POST", f"{company}/journalentry", owner, journal),
        "leaflink: read a customer": call("GET", first_customer(market, seller), seller),
    }


def _journal_lines() -> list[dict[str, Any]]:
    """A debit of the first account against the seventh: checking and opening balance."""
    return [
        {
            "DetailType": "JournalEntryLineDetail",
            "Amount": 5,
            "JournalEntryLineDetail": {"PostingType": side, "AccountRef": {"value": account}},
        }
        for side, account in (("Debit", "1"), ("Credit", "7"))
    ]


def growth(documents: int) -> list[Growth]:
    """Fill a company with invoices, and measure by its first and its last tenth."""
    company = QuickBooksSimulator("http://127.0.0.1:1", "empty", 1).company
    customers = [
        write(company, KINDS["Customer"], {"DisplayName": f"Customer {number}"})["Id"]
        for number in range(200)
    ]
    income = company.shelves["Account"].find("Name", "Services")[0].id
    item = {"Name": "Advice", "Type": "Service", "IncomeAccountRef": {"value": income}}
    item_id = write(company, KINDS["Item"], item)["Id"]
    tenth = documents // 10
    writing, reading = [], []
    for part in range(10):
        began = time.perf_counter()
        for number in range(part * tenth, (part + 1) * tenth):
            line = {
                "DetailType": "SalesItemLineDetail",
                "Amount": 100,
                "SalesItemLineDetail": {"ItemRef": {"value": item_id}},
            }
            customer = {"value": customers[number % len(customers)]}
            write(company, KINDS["Invoice"], {"CustomerRef": customer, "Line": [line]})
        writing.append(tenth / (time.perf_counter() - began))
        reading.append(_lookups_per_second(company))
    return [
        _grown("write an invoice", documents, writing),
        _grown("query by DocNumber", documents, reading),
    ]


def _lookups_per_second(company: Company) -> float:
    began = time.perf_counter()
    for number in range(LOOKUPS):
        found = run_query(company, f"select * from Invoice where DocNumber = '{1001 + number}'")
        assert len(found["Invoice"]) == 1
    return LOOKUPS / (time.perf_counter() - began)


def _grown(what: str, documents: int, per_second: list[float]) -> Growth:
    first, last = per_second[0], per_second[-1]
    return Growth(what, documents, round(first), round(last), round(first / last, 2))


def main() -> int:
    """Measure, print the table, write the figures. 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulators", description=__doc__)
    parser.add_argument("calls", type=int, nargs="?", default=5000)
    parser.add_argument("documents", type=int, nargs="?", default=50_000)
    wanted = parser.parse_args()
    with running() as simulators:
        measured = rates(simulators, wanted.calls)
    grown = growth(wanted.documents)
    print(f"{'':32}{'a second':>12}{'a core second':>16}   (target {TARGET_PER_SECOND})")
    for rate in measured:
        print(f"{rate.what:32}{rate.per_second:>12}{rate.per_cpu_second:>16}")
    print(
        f"\n{f'{wanted.documents} documents':32}{'first tenth':>12}{'last tenth':>16}{'slower':>10}"
    )
    for one in grown:
        print(f"{one.what:32}{one.first_per_second:>12}{one.last_per_second:>16}{one.slowdown:>10}")
    is_met = all(rate.per_cpu_second >= TARGET_PER_SECOND for rate in measured)
    is_met = is_met and all(one.slowdown <= SLOWDOWN_MAX for one in grown)
    WRITTEN_TO.parent.mkdir(parents=True, exist_ok=True)
    figures = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "target_per_second": TARGET_PER_SECOND,
        "rates": [asdict(rate) for rate in measured],
        "growth": [asdict(one) for one in grown],
        "is_met": is_met,
    }
    WRITTEN_TO.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if is_met else 1


if __name__ == "__main__":
    raise SystemExit(main())
