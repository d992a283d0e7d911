"""One journey: the whole product over a home of its own, between two running simulators."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI

from leafledger.api.app import machine_routes
from leafledger.assembly import Connected, LeafLedger
from leafledger.cli.syncing import poll_both
from leafledger.engine.syncing import Waited
from leafledger.intake.companies import Company
from leafledger.intake.credentials import read_credentials
from leafledger.reconciliation.proof import OrderProof, Proof, Standing
from leafledger.settings import read_settings
from tests.running import SHORT_KEPT, RunningSimulators

# Both simulators' limits and our pace are raised together, so that stories take seconds.
FASTER = 50
# The sample dataset begins two weeks before today, the season about a hundred days.
LONG_AGO_DAYS = 150
PATIENCE_SECONDS = 30.0
HOOK_SECONDS = 60


class Journey:
    """A company on the way: what a person does on either side, and what then stands in the books.

    `leaflink_api` and `control` act as people on the marketplace; `query` and `report` ask
    QuickBooks itself.
    """

    def __init__(
        self, running: RunningSimulators, home: Path, surroundings: Mapping[str, str] | None = None
    ) -> None:
        self.running = running
        self.home = home
        faster = {"LEAFLEDGER_PACE_FACTOR": str(FASTER), "LEAFLEDGER_POLL_SECONDS": "3600"}
        wanted = {"LEAFLEDGER_HOME": str(home), **faster, **(surroundings or {})}
        # What another process needs in order to work on the same home.
        self.surroundings = {**os.environ, **wanted}
        self.settings = read_settings(wanted)
        self.ledger = LeafLedger(self.settings)
        self.patience_seconds = PATIENCE_SECONDS
        self.connected: Connected | None = None
        self._http = httpx2.Client(timeout=60, trust_env=False, limits=SHORT_KEPT)
        self._at_work = ExitStack()
        for which in ("leaflink", "quickbooks"):
            running.control(which, "/limits", {"scale": FASTER})

    def connect(self, credentials: Path | None = None) -> Connected:
        """Connect with the simulators' credentials, as `leafledger connect` does."""
        wanted = read_credentials(credentials or self.running.credentials_file)
        if self.connected is not None:
            # A second command on the same home would begin with connections of its own.
            parts = self.ledger.parts(self.company)
            parts.leaflink.close()
            parts.quickbooks.close()
        self.connected = self.ledger.connect(wanted)
        return self.connected

    def consent_again(self) -> Path:
        """The owner consents anew in the browser; the credentials file with the new tokens."""
        books = self.running.quickbooks
        back = "http://localhost/quickbooks/consent"
        asked = {
            "client_id": books["client_id"], "response_type": "code", "redirect_uri": back,
            "scope": "com.intuit.quickbooks.accounting", "state": "any", "auto": "1",
        }  # fmt: skip
        sent = self._http.get(books["base_url"] + "/connect/oauth2", params=asked)
        code = httpx2.URL(sent.headers["location"]).params["code"]
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back}
        client = (books["client_id"], books["client_secret"])
        answer = self._http.post(
            books["base_url"] + "/oauth2/v1/tokens/bearer", data=form, auth=client
        ).json()
        fresh = {name: answer[name] for name in ("access_token", "refresh_token")}
        path = self.home / "renewed.json"
        both = {"leaflink": dict(self.running.leaflink), "quickbooks": {**books, **fresh}}
        path.write_text(json.dumps(both))
        return path

    @property
    def company(self) -> Company:
        """The company as it stands now."""
        assert self.connected is not None, "connect first"
        return self.ledger.companies.find(self.connected.company.company)

    @property
    def name(self) -> str:
        """The company's short name."""
        return self.company.company

    def close(self) -> None:
        """Give everything back."""
        self.stop_work()
        self.ledger.close()
        self._http.close()

    # Doing the work.

    def begin_work(self) -> None:
        """Let the engine work in this process until `stop_work`; one journey at a time can."""
        here = self._at_work.enter_context(self.ledger.syncing().working())
        assert here, "somebody else works on this database"

    def stop_work(self) -> None:
        """Stop the engine as a service is stopped."""
        self._at_work.close()

    def sync(self, since: date | None = None) -> Waited:
        """What `leafledger sync --since DATE --until-idle` does."""
        poll_both(self.ledger, self.company, since)
        return self.quiet()

    def sync_from_long_ago(self) -> Waited:
        """A first sync over everything there is."""
        return self.sync((datetime.now(UTC) - timedelta(days=LONG_AGO_DAYS)).date())

    def start_today(self) -> None:
        """Let the books begin now: orders that were there before are known, never posted."""
        self.sync((datetime.now(UTC) - timedelta(days=1)).date())

    def quiet(self, *, everything: bool = True) -> Waited:
        """Wait until nothing is marked any more."""
        deadline = time.monotonic() + self.patience_seconds

        def not_for_ever(left: int) -> None:
            counts = self.ledger.history.counts(self.name)
            assert time.monotonic() < deadline, f"{left} marks stay, steps: {counts}"

        return self.ledger.syncing().wait(self.name, everything=everything, progress=not_for_ever)

    def until(self, happened: Callable[[], object], what: str) -> None:
        """Wait for something; fail with its name when it does not come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not happened():
            assert time.monotonic() < deadline, f"it never happened: {what}"
            time.sleep(0.05)

    @contextmanager
    def hearing(self, *, leaflink: bool = True, quickbooks: bool = False) -> Iterator[str]:
        """While the block runs, webhooks of the sides named come in."""
        app = FastAPI()
        app.include_router(machine_routes(self.ledger, is_working=self.ledger.is_working))
        with _served(app) as address:
            if leaflink:
                url = f"{address}hooks/leaflink/{self.name}"
                self.running.control("leaflink", "/webhooks", {"url": url})
            if quickbooks:
                url = f"{address}hooks/quickbooks"
                self.running.control("quickbooks", "/webhooks", {"url": url})
            yield address
            if leaflink:
                self.running.control("leaflink", "/webhooks", {"url": ""})
            if quickbooks:
                self.running.control("quickbooks", "/webhooks", {"enabled": False})

    def settle(self) -> None:
        """Wait until every LeafLink webhook has arrived and what it marked is done."""
        asked = {"settle": True, "timeout_seconds": HOOK_SECONDS}
        assert self.running.control("leaflink", "/webhooks", asked)["settled"]
        self.quiet()

    # What people do on the marketplace.

    def leaflink_api(self, method: str, path: str, body: object = None) -> Any:
        """A call to LeafLink with the seller's key, as the seller's other tools make them."""
        leaflink = self.running.leaflink
        answer = self._http.request(
            method, leaflink["base_url"] + path, content=None if body is None else json.dumps(body),
            headers={"authorization": f"App {leaflink['api_key']}"},
        )  # fmt: skip
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text}"
        return json.loads(answer.text, parse_float=Decimal)

    def customers(self) -> list[Any]:
        """LeafLink's customers without agreed discounts, whose orders are plain."""
        rows = self.leaflink_api("GET", "customers/?limit=100")["results"]
        plain = ("discount_percent", "shipping_charge")
        return [row for row in rows if all(Decimal(row[name]) == 0 for name in plain)]

    def products(self) -> list[Any]:
        """What is on sale on LeafLink."""
        rows = self.leaflink_api("GET", "products/?limit=100")["results"]
        return [row for row in rows if row["listing_state"] == "Available"]

    def place(self, *, customer: int | None = None, cases: int = 2, **more: Any) -> str:
        """An order of a retailer, Submitted; its number (UUID)."""
        wanted = {
            "action": "place",
            "customer": customer or self.customers()[0]["id"],
            "lines": [{"product": self.products()[0]["id"], "cases": cases}],
            "taxed": False,
        }
        return str(self.running.control("leaflink", "/orders", wanted | more)["number"])

    def accept(self, number: str) -> None:
        """The seller accepts an order."""
        self.transition(number, "accept")

    def transition(self, number: str, verb: str) -> None:
        """The seller takes a step with an order on LeafLink's pages."""
        step = {"action": "transition", "number": number, "verb": verb}
        self.running.control("leaflink", "/orders", step)

    def corrupt(self, number: str, **fields: Any) -> None:
        """Let LeafLink say something else about an order; no fields give the truth back."""
        wanted = {"action": "corrupt", "number": number, "fields": fields or None}
        self.running.control("leaflink", "/orders", wanted)

    def accepted(self, **more: Any) -> str:
        """A new order that the seller accepted; its number."""
        number = self.place(**more)
        self.accept(number)
        return number

    def set_cases(self, number: str, cases: int) -> None:
        """The seller changes the quantity of an order's first line."""
        line = self.leaflink_api("GET", f"orders-received/{number}/line-items/")[0]
        units = cases * int(Decimal(str(line["unit_multiplier"] or 1)))
        self.leaflink_api("PATCH", f"line-items/{line['id']}/", {"quantity": units})

    def total(self, number: str) -> Decimal:
        """What LeafLink says an order comes to."""
        order = self.leaflink_api("GET", f"orders-received/{number}/")
        total = order["total"]
        return Decimal(str(total["amount"] if isinstance(total, dict) else total))

    # Faults.

    def fault(self, which: Any, kind: str, **more: Any) -> None:
        """Plan a failure of one side."""
        self.running.control(which, "/faults", {"kind": kind, **more})

    def struck(self, which: Any) -> int:
        """How many calls the planned failures of one side spoiled so far."""
        faults = self.running.control(which, "/faults")["faults"]
        return sum(one["hits"] for one in faults)

    # What stands in the books, as QuickBooks says it.

    def books(self, entity: str) -> list[Any]:
        """Every record of a kind that QuickBooks has."""
        found: list[Any] = self.running.snapshot("quickbooks")["entities"][entity]
        return found

    def invoices_of(self, number: str) -> list[Any]:
        """The invoices in QuickBooks that carry the marker of an order."""
        return [one for one in self.books("Invoice") if _marks(one, number)]

    def invoice_of(self, number: str) -> Any:
        """The only invoice of an order."""
        found = self.invoices_of(number)
        assert len(found) == 1, f"{len(found)} invoices carry the marker of {number}"
        return found[0]

    def memos_of(self, number: str) -> list[Any]:
        """The credit memos in QuickBooks that carry the marker of an order."""
        return [one for one in self.books("CreditMemo") if _marks(one, number)]

    def report(self, name: str, **asked: str | int) -> Any:
        """A report of QuickBooks, as it lays it out; what is owed, as of tomorrow.

        Between two midnights a document of today in Denver is one of tomorrow in Los Angeles,
        where QuickBooks's day ends.
        """
        if name == "AgedReceivables":
            tomorrow = datetime.now(UTC) + timedelta(days=1)
            asked.setdefault("report_date", tomorrow.date().isoformat())
        return self.ledger.parts(self.company).quickbooks.report(name, **asked)

    def change_in_quickbooks(self, entity: str, body: dict[str, Any], operation: str = "") -> Any:
        """What a person does to a document at QuickBooks's screen."""
        client = self.ledger.parts(self.company).quickbooks
        made = {"operation": operation} if operation else {}
        request = f"by-hand-{time.monotonic_ns()}"
        return client.write(entity, body, request_id=request, **made).record

    # What the product says.

    def proof(self) -> Proof:
        """The proof, made now."""
        return self.ledger.prove(self.company)

    def standing(self, number: str) -> OrderProof:
        """How one order stands in a proof made now."""
        return next(one for one in self.proof().orders if one.number == number)

    def proves(self, number: str) -> OrderProof:
        """How an order stands that must be proved to the cent."""
        found = self.standing(number)
        assert found.standing is Standing.PROVED, found.why
        assert found.difference.amount == 0
        return found

    def question(self, number: str) -> str:
        """The sentence that the bookkeeper reads about an order that waits."""
        asked = self.questions(number)
        assert len(asked) == 1, f"{number} has {len(asked)} questions"
        return asked[0]

    def questions(self, number: str) -> Sequence[str]:
        """Every sentence about an order."""
        about = f"order:{number}"
        return [o.question.text for o in self.ledger.questions.all(self.name) if o.subject == about]

    def counted(self, event: str) -> int:
        """How often something was counted, whatever the company."""
        counts = self.ledger.counters.counts()
        return sum(times for _, name, times in counts if name == event)


@contextmanager
def _served(app: FastAPI) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", access_log=False, timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _marks(document: Any, number: str) -> bool:
    return str(document.get("PrivateNote", "")).splitlines()[:1] == [f"LeafLink order {number}"]
