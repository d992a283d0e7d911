"""The routes of the room, and what its buttons do: the same writes that the API does."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from leafledger_simulators.quickbooks import bank
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.refusals import Refusal
from leafledger_simulators.quickbooks.room.markup import Markup, link, page, table
from leafledger_simulators.quickbooks.room.pages import Pages, title_of
from leafledger_simulators.quickbooks.settings import change_by_hand
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.quickbooks.writing import write

# Nothing from elsewhere: no script, no frame, no form to another host.
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"
STYLE = (
    resources.files("leafledger_simulators.quickbooks.room")
    .joinpath("room.css")
    .read_text(encoding="utf-8")
)


class Room:
    """All pages. `companies` gives the present ones, the first first."""

    def __init__(self, companies: Callable[[], list[Company]]) -> None:
        self._companies = companies

    def routes(self) -> list[Route]:
        """The pages and the buttons."""
        return [
            Route("/", self._entrance),
            Route("/room", self._entrance),
            Route("/room/room.css", self._style),
            Route("/room/{realm}/document/{id}", self._document),
            Route("/room/{realm}/{name}", self._page),
            Route("/room/{realm}/{name}", self._press, methods=["POST"]),
            Route("/app/{name}", self._led_here),
        ]

    async def _led_here(self, request: Request) -> Response:
        """Where the links lead that others make to QuickBooks' own pages."""
        asked = request.query_params
        company = next(
            (one for one in self._companies() if one.realm_id == asked.get("companyId")), None
        )
        if company is None:
            return _html("<!doctype html><title>Not found</title><p>No such company.</p>", 404)
        root = Pages(company).root
        if "nameId" in asked:
            return RedirectResponse(f"{root}/documents?{urlencode({'customer': asked['nameId']})}")
        return RedirectResponse(f"{root}/document/{quote(asked.get('txnId', ''), safe='')}")

    async def _style(self, request: Request) -> Response:
        del request
        return Response(STYLE, media_type="text/css")

    async def _entrance(self, request: Request) -> Response:
        """The documents of the only company, or the list of companies."""
        companies = self._companies()
        if len(companies) == 1:
            return self._shown(request, companies[0], "documents")
        rows = [
            (link(f"/room/{one.realm_id}/documents", one.company_info["CompanyName"]), one.realm_id)
            for one in companies
        ]
        return _html(page("Companies", [], "Companies", table(("Company", "Realm id"), rows)))

    def _company(self, request: Request) -> Company | None:
        realm = request.path_params["realm"]
        return next((one for one in self._companies() if one.realm_id == realm), None)

    async def _page(self, request: Request) -> Response:
        company = self._company(request)
        if company is None:
            return _html("<!doctype html><title>Not found</title><p>No such company.</p>", 404)
        return self._shown(request, company, request.path_params["name"])

    def _shown(self, request: Request, company: Company, name: str) -> Response:
        pages = Pages(company)
        customer = request.query_params.get("customer", "")
        known: dict[str, tuple[str, Callable[[], Markup]]] = {
            "documents": ("Documents", lambda: pages.documents(customer)),
            "customers": ("Customers", pages.customers),
            "ledger": ("Ledger", pages.ledger),
            "trial-balance": ("Trial balance", pages.trial_balance),
            "closing": ("Close the books", pages.closing),
        }
        if name not in known:
            return self._said(request, company, "Not found", "There is no such page.", 404)
        heading, content = known[name]
        return self._said(request, company, heading, content())

    async def _document(self, request: Request) -> Response:
        company = self._company(request)
        found = company.transactions if company is not None else {}
        record = found.get(request.path_params["id"])
        if company is None or record is None:
            return _html("<!doctype html><title>Not found</title><p>No such document.</p>", 404)
        heading = f"{title_of(record)} {record.body.get('DocNumber', record.id)}"
        return self._said(request, company, heading, Pages(company).document(record))

    def _said(
        self, request: Request, company: Company, heading: str, content: object, status: int = 200
    ) -> Response:
        name = str(company.company_info["CompanyName"])
        notice = request.query_params.get("said", "")
        return _html(page(name, Pages(company).links(), heading, content, notice), status)

    async def _press(self, request: Request) -> Response:
        """Carry out a button and go back to the page, with a sentence on what happened."""
        company = self._company(request)
        press = BUTTONS.get(request.path_params["name"])
        if company is None or press is None:
            return _html("<!doctype html><title>Not found</title><p>No such button.</p>", 404)
        form = {name: str(value) for name, value in (await request.form()).items()}
        try:
            said = press(company, form)
        except Refusal as refusal:
            said = f"QuickBooks refused: {refusal.detail}"
        except (ValueError, KeyError, ArithmeticError):
            said = "Nothing was changed: the form was not filled in rightly."
        root = Pages(company).root
        back = f"{root}/document/{form['id']}" if form.get("id") else f"{root}/closing"
        return RedirectResponse(f"{back}?{urlencode({'said': said})}", 303)


def _html(content: str, status: int = 200) -> Response:
    return HTMLResponse(content, status, {"content-security-policy": POLICY})


def _write(company: Company, kind: str, content: Body, operation: str) -> Body:
    return write(company, company.shelves[kind].kind, content, operation=operation)


def _receive(company: Company, form: dict[str, str]) -> str:
    """A payment on an invoice, into undeposited funds."""
    invoice = company.record("Invoice", form["id"])
    amount = Decimal(form["amount"].replace(",", ""))
    linked = [{"TxnId": invoice.id, "TxnType": "Invoice"}]
    content: dict[str, Any] = {
        "CustomerRef": {"value": invoice.body["CustomerRef"]["value"]},
        "TotalAmt": amount,
        "Line": [{"Amount": amount, "LinkedTxn": linked}],
    }
    made = _write(company, "Payment", content, "create")
    return f"Payment {made['Id']} of {made['TotalAmt']:.2f} was received."


def _deposit(company: Company, form: dict[str, str]) -> str:
    """A payment to the bank."""
    payment = company.record("Payment", form["id"])
    linked = [{"TxnId": payment.id, "TxnType": "Payment", "TxnLineId": "0"}]
    content = {
        "DepositToAccountRef": {"value": form["account"]},
        "Line": [{"Amount": payment.body["TotalAmt"], "LinkedTxn": linked}],
    }
    made = _write(company, "Deposit", content, "create")
    return f"Deposit {made['Id']} of {made['TotalAmt']:.2f} was made; the payment is locked now."


def _void(company: Company, form: dict[str, str]) -> str:
    """A document to nought."""
    record = company.transactions.get(form["id"])
    if record is None:
        raise ValueError("no such document")
    named = {"Id": record.id, "SyncToken": str(record.sync_token)}
    _write(company, record.kind.name, named, "void")
    return f"{title_of(record)} {record.id} is void: all its amounts are nought."


def _close(company: Company, form: dict[str, str]) -> str:
    """The books closed until a day, or open again."""
    until = form["until"] or None
    change_by_hand(company, {"closed_until": until})
    return f"The books are closed until {until}." if until else "The books are open."


def _mark(company: Company, form: dict[str, str]) -> str:
    """What the bank screen says of a document."""
    state = form["as"] or None
    bank.mark(company, {"ids": [form["id"]], "as": state})
    return f"It is {state} now and locked." if state else "It is free again."


BUTTONS: dict[str, Callable[[Company, dict[str, str]], str]] = {
    "receive": _receive,
    "deposit": _deposit,
    "void": _void,
    "mark": _mark,
    "close": _close,
}
