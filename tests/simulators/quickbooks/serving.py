"""A QuickBooks simulator on a loopback port, and a plain HTTP client for its API."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import httpx2
import uvicorn

from leafledger_simulators.quickbooks.app import QuickBooksSimulator

START_SECONDS_MAX = 20
CALL_SECONDS_MAX = 20


class Refused(AssertionError):
    """The API answered with a fault that the test did not ask for."""


class Books:
    """One simulator as a client sees it, with its control room."""

    def __init__(self, simulator: QuickBooksSimulator) -> None:
        self.simulator = simulator
        self.credentials = simulator.credentials()
        self.token = self.credentials["access_token"]
        self.http = httpx2.Client(
            base_url=simulator.base, trust_env=False, timeout=CALL_SECONDS_MAX
        )

    @property
    def company_path(self) -> str:
        """The path everything of the company lies below."""
        return f"/v3/company/{self.credentials['realm_id']}"

    def raw(self, method: str, path: str, body: object = None, **params: str) -> httpx2.Response:
        """One call with the token, whatever it answers."""
        content = body if isinstance(body, bytes) else None
        if body is not None and content is None:
            content = json.dumps(body, default=str).encode()
        return self.http.request(
            method,
            self.company_path + path,
            content=content,
            params=params,
            headers={
                "authorization": f"Bearer {self.token}",
                "accept": "application/json",
                "content-type": "application/json",
            },
        )

    def post(self, path: str, body: object, **params: str) -> Any:
        """A write that must succeed."""
        return read(self.raw("POST", path, body, **params))

    def get(self, path: str, **params: str) -> Any:
        """A read that must succeed."""
        return read(self.raw("GET", path, **params))

    def create(self, entity: str, **content: Any) -> Any:
        """Create an entity and return it."""
        return self.post(f"/{entity.lower()}", content)[entity]

    def update(self, entity: str, content: Any, **params: str) -> Any:
        """Update an entity and return it."""
        return self.post(f"/{entity.lower()}", content, **params)[entity]

    def read(self, entity: str, record_id: str) -> Any:
        """Read an entity."""
        return self.get(f"/{entity.lower()}/{record_id}")[entity]

    def query(self, statement: str) -> Any:
        """The QueryResponse of a statement."""
        return self.get("/query", query=statement)["QueryResponse"]

    def refusal(self, path: str, body: object = None, **params: str) -> dict[str, Any]:
        """The one error of a call that must be refused."""
        method = "GET" if body is None else "POST"
        answer = self.raw(method, path, body, **params)
        assert answer.status_code != 200, answer.text
        fault = json.loads(answer.text)["Fault"]
        error: dict[str, Any] = fault["Error"][0]
        return error

    def code(self, path: str, body: object = None, **params: str) -> str:
        """The code of a refusal."""
        return str(self.refusal(path, body, **params)["code"])

    def control(self, path: str, body: object = None) -> Any:
        """Ask the control room."""
        address = "/control" + path
        answer = self.http.get(address) if body is None else self.http.post(address, json=body)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text, parse_float=Decimal)

    def switch(self, **wanted: object) -> None:
        """Set switches."""
        self.control("/switches", wanted)

    def sums(self) -> dict[str, Decimal]:
        """The control sums of the books."""
        sums = self.control("/snapshot")["sums"]
        return {name: Decimal(value) for name, value in sums.items()}

    def prefer(self, **flags: bool) -> None:
        """Set sales form preferences."""
        present = self.get("/preferences")["Preferences"]
        self.post(
            "/preferences",
            {"sparse": True, "SyncToken": present["SyncToken"], "SalesFormsPrefs": flags},
        )

    def account(self, name: str) -> dict[str, str]:
        """A reference to an account by its name."""
        return {
            "value": self.query(f"select * from Account where Name = '{name}'")["Account"][0]["Id"]
        }

    def account_balance(self, name: str) -> Decimal:
        """What an account stands at."""
        found = self.read("Account", self.account(name)["value"])["CurrentBalance"]
        return Decimal(found)

    def customer(self, name: str = "Sage Wellness", **more: Any) -> dict[str, str]:
        """A reference to a new customer."""
        return {"value": self.create("Customer", DisplayName=name, **more)["Id"]}

    def item(self, name: str = "Blue Dream 1g", **more: Any) -> dict[str, str]:
        """A reference to a new non-inventory item."""
        account = self.account("Sales of Product Income")
        content = {"Name": name, "Type": "NonInventory", "IncomeAccountRef": account, **more}
        return {"value": self.create("Item", **content)["Id"]}

    def stock_item(
        self, name: str = "Pre-roll", quantity: int = 10, cost: int = 4
    ) -> dict[str, str]:
        """A reference to a new inventory item."""
        made = self.create(
            "Item",
            Name=name,
            Type="Inventory",
            TrackQtyOnHand=True,
            QtyOnHand=quantity,
            InvStartDate="2026-01-01",
            PurchaseCost=cost,
            UnitPrice=10,
            IncomeAccountRef=self.account("Sales of Product Income"),
            ExpenseAccountRef=self.account("Cost of Goods Sold"),
            AssetAccountRef=self.account("Inventory Asset"),
        )
        return {"value": made["Id"]}

    def invoice(self, customer: dict[str, str], *lines: Any, **more: Any) -> Any:
        """A new invoice."""
        return self.create("Invoice", CustomerRef=customer, Line=list(lines), **more)

    def pay(self, customer: dict[str, str], amount: Any, *links: Any, **more: Any) -> Any:
        """A new payment; links are (document, type, amount)."""
        return self.create(
            "Payment",
            CustomerRef=customer,
            TotalAmt=amount,
            Line=[linked(*link) for link in links],
            **more,
        )


def linked(document: Any, txn_type: str, amount: Any) -> Any:
    """A payment line on a document."""
    return {"Amount": amount, "LinkedTxn": [{"TxnId": document["Id"], "TxnType": txn_type}]}


def sale(item: dict[str, str], amount: Any, **detail: Any) -> Any:
    """A sales item line."""
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": amount,
        "SalesItemLineDetail": {"ItemRef": item, **detail},
    }


def read(answer: httpx2.Response) -> Any:
    """The JSON of an answer that must be a success. Raises: Refused."""
    if answer.status_code != 200:
        raise Refused(f"{answer.status_code} {answer.text}")
    return json.loads(answer.text, parse_float=Decimal)


@contextmanager
def served(dataset: str = "empty", seed: int = 1) -> Iterator[Books]:
    """A simulator on a free loopback port, for as long as the block lasts."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        host, port = listener.getsockname()
        simulator = QuickBooksSimulator(f"http://{host}:{port}", dataset, seed)
        simulator.limits.change(enabled=False)
        config = uvicorn.Config(
            simulator.asgi, log_level="warning", access_log=False, timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + START_SECONDS_MAX
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.01)
        books = Books(simulator)
        yield books
        books.http.close()
        server.should_exit = True
        thread.join(START_SECONDS_MAX)
