"""The API's front desk: who may come in, how often, and which desk answers.

Reference: reference/quickbooks.md 2 (URLs, envelopes), 7 (limits), 9 (faults).
"""

from __future__ import annotations

import itertools
import uuid
from typing import Any
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from leafledger_simulators.faults import FaultBook
from leafledger_simulators.limits import Limits
from leafledger_simulators.quickbooks import settings
from leafledger_simulators.quickbooks.batches import changes_since, run_batch
from leafledger_simulators.quickbooks.catalogue import KINDS_BY_LOWER
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.recurring_runs import run_due
from leafledger_simulators.quickbooks.lock_refusals import inventory_locked
from leafledger_simulators.quickbooks.plans import Meter, check_subscription, cost_class
from leafledger_simulators.quickbooks.querying import run_query
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    invalid_id,
    missing,
    object_not_found,
    unsupported,
)
from leafledger_simulators.quickbooks.replay import Replay
from leafledger_simulators.quickbooks.reports.catalogue import run_report
from leafledger_simulators.quickbooks.shapes import READ, EntityKind
from leafledger_simulators.quickbooks.side_doors import (
    file_beside,
    read_beside,
    text_beside,
    write_beside,
)
from leafledger_simulators.quickbooks.tokens import TokenOffice
from leafledger_simulators.quickbooks.wire import Body, decode, encode, pacific_exact
from leafledger_simulators.quickbooks.writing import write

# Requests that name inventory items, for the fault `inventory_lock`.
STOCK_KINDS = frozenset(
    {"Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt", "Item", "InventoryAdjustment"}
    | {"Bill", "VendorCredit", "Purchase"}
)
JSON_TYPE = "application/json;charset=UTF-8"


class Api:
    """Everything below `/v3/company`."""

    def __init__(
        self,
        company: Company,
        office: TokenOffice,
        limits: Limits,
        faults: FaultBook,
        meter: Meter,
    ) -> None:
        self.company = company
        self.office = office
        self.replay = Replay(company.switches)
        self._limits = limits
        self._faults = faults
        self._meter = meter
        self._counter = itertools.count(1)

    async def handle(self, request: Request) -> Response:
        """One call, from the token to the answer."""
        raw = await request.body()
        path: str = request.path_params["rest"]
        realm: str = request.path_params["realm"]
        parts = path.strip("/").split("/")
        self.company.address = str(request.base_url).rstrip("/")
        refused = file_beside(self.company, request, parts) or self._admit(request, realm, path)
        if refused is not None:
            return refused
        is_metered = cost_class(request.method, request.url.path) == "coreplus"
        try:
            check_subscription(self.company)
            run_due(self.company)
            if is_metered:
                self._meter.check()
            plain = text_beside(self.company, request, parts)
            if plain is not None:
                return plain
            body = self._answer(request, parts, raw)
        except Refusal as refusal:
            return self._fault(request, refusal)
        if is_metered:
            self._meter.count(self._metered_calls(parts[0].lower(), raw))
        if parts[0].lower() != "reports":
            body = {**body, "time": pacific_exact(self.company.clock.now())}
        return self._send(request, body, 200)

    def _metered_calls(self, head: str, raw: bytes) -> int:
        """What a call counts as; of a batch by switch only the queries in it."""
        if head != "batch" or self.company.switches["batch_metering"] == "call":
            return 1
        return sum(1 for item in _body(raw)["BatchItemRequest"] if "Query" in item)

    # -- who may come in ---------------------------------------------------------------------

    def _admit(self, request: Request, realm: str, path: str) -> Response | None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if self._faults.take_own("token_revoked", request.method, request.url.path) is not None:
            self.office.end_all(realm)
        state = self.office.access_state(token)
        if state != "good":
            return self._unauthorised(token, state)
        if realm != self.company.realm_id or realm != self.office.realm_of(token):
            return self._fault(request, _wrong_realm())
        names = ["requests_per_minute", "requests_per_second"]
        if path.strip("/").lower() == "batch":
            names.append("batches_per_minute")
        for name in names:
            if self._limits[name].admit(realm) is not None:
                return self._fault(request, _throttled(), self._retry_after())
        return None

    def _retry_after(self) -> dict[str, str]:
        seconds = self.company.switches["retry_after_seconds"]
        return {"retry-after": str(seconds)} if seconds else {}

    def _unauthorised(self, token: str, state: str) -> Response:
        """The gateway's own shape: lower-case keys, epoch time (reference 2)."""
        detail = {
            "expired": f"Token expired: {token[:12]}...",
            "revoked": f"Token revoked: {token[:12]}...",
        }.get(state, "Malformed bearer token: not a token of this app")
        error = {
            "message": "message=AuthenticationFailed; errorCode=003200; statusCode=401",
            "detail": detail,
            "code": "3200",
            "element": None,
        }
        body: Body = {
            "warnings": None,
            "intuitObject": None,
            "fault": {"error": [error], "type": "AUTHENTICATION"},
            "report": None,
            "queryResponse": None,
            "batchItemResponse": [],
            "attachableResponse": [],
            "syncErrorResponse": None,
            "requestId": None,
            "time": int(self.company.clock.now().timestamp() * 1000),
            "status": None,
            "cdcresponse": [],
        }
        headers = {"www-authenticate": 'Bearer realm="Intuit", error="invalid_token"'}
        return Response(encode(body), 401, {**headers, **self._headers()}, JSON_TYPE)

    def _fault(
        self, request: Request, refusal: Refusal, headers: dict[str, str] | None = None
    ) -> Response:
        body = {"Fault": refusal.fault(), "time": pacific_exact(self.company.clock.now())}
        return self._send(request, body, refusal.status, headers)

    # -- answering -----------------------------------------------------------------------------

    def _headers(self) -> dict[str, str]:
        number = next(self._counter)
        return {
            "intuit_tid": f"1-{uuid.uuid5(uuid.NAMESPACE_URL, str(number))}",
            "qbo-version": "1993.120",
            "server": "istio-envoy",
        }

    def _send(
        self, request: Request, body: Body, status: int, headers: dict[str, str] | None = None
    ) -> Response:
        headers = {**self._headers(), **(headers or {})}
        if "Fault" in body and "json" not in request.headers.get("accept", ""):
            return Response(_as_xml(body), status, headers, "application/xml;charset=UTF-8")
        return Response(encode(body), status, headers, JSON_TYPE)

    def _answer(self, request: Request, parts: list[str], raw: bytes) -> Body:
        params = request.query_params
        head = parts[0].lower()
        if head == "query":
            is_get = request.method == "GET"
            statement = params.get("query", "") if is_get else _text(raw)
            return {"QueryResponse": self._query(statement)}
        if head == "cdc":
            since = params.get("changedSince", "")
            return changes_since(self.company, params.get("entities", ""), since)
        if head == "reports" and len(parts) == 2:
            return run_report(self.company, parts[1], dict(params.items()))
        if head in {"preferences", "companyinfo"}:
            return self._settings(request, head, raw)
        if request.method == "GET":
            return read_beside(self.company, request, parts) or self._read(parts)
        return self._remembered(request, parts, raw)

    def _query(self, statement: str) -> Body:
        if not statement.strip():
            raise missing("query")
        return run_query(self.company, statement)

    def _settings(self, request: Request, head: str, raw: bytes) -> Body:
        if head == "companyinfo":
            if request.method != "GET":
                raise unsupported("Operation update is not supported for CompanyInfo.")
            return {"CompanyInfo": self.company.company_info}
        if request.method == "GET":
            return {"Preferences": self.company.shown_preferences()}
        settings.update_preferences(self.company, _body(raw))
        return {"Preferences": self.company.shown_preferences()}

    def _read(self, parts: list[str]) -> Body:
        kind = _kind(parts[0])
        if READ not in kind.operations or len(parts) != 2:
            raise unsupported(f"Operation {'/'.join(parts)} is not supported.")
        self.company.behaviours[kind.name].check_available(self.company)
        if kind.name != "TaxCode" and not parts[1].isdigit():
            raise invalid_id(parts[1])
        record = self.company.shelves[kind.name].get(parts[1])
        if record is None:
            raise object_not_found(deleted=kind.is_transaction)
        return {kind.name: self.company.show(record)}

    def _remembered(self, request: Request, parts: list[str], raw: bytes) -> Body:
        """A write, or the stored answer when its request id was used before."""
        params = request.query_params
        if "xml" in request.headers.get("content-type", ""):
            raise unsupported("Requests in XML are not supported.")
        request_id = params.get("requestid", "")
        if parts[0].lower() == "batch":
            return run_batch(self.company, self.replay, _body(raw), request_id)
        asked = str(request.url.path).encode() + raw
        if request_id:
            found = self.replay.find(request_id, "", asked)
            if found is not None:
                return found.body
        try:
            body, status = self._write(request, parts, raw), 200
        except Refusal as refusal:
            if request_id:
                fault = {"Fault": refusal.fault()}
                self.replay.keep(request_id, "", asked, refusal.status, fault)
            raise
        if request_id:
            self.replay.keep(request_id, "", asked, status, body)
        return body

    def _write(self, request: Request, parts: list[str], raw: bytes) -> Body:
        beside = write_beside(self.company, request, parts, raw)
        if beside is not None:
            return beside
        kind = _kind(parts[0])
        if len(parts) != 1:
            raise unsupported(f"Operation {'/'.join(parts[1:])} is not supported for {kind.name}.")
        locked = kind.name in STOCK_KINDS and self._faults.take_own(
            "inventory_lock", request.method, request.url.path
        )
        if locked:
            raise inventory_locked()
        params = request.query_params
        includes = frozenset(filter(None, params.get("include", "").split(",")))
        operation = params.get("operation", "")
        return {
            kind.name: write(self.company, kind, _body(raw), operation=operation, includes=includes)
        }


def _kind(name: str) -> EntityKind:
    kind = KINDS_BY_LOWER.get(name.lower())
    if kind is None:
        raise unsupported(f"Operation {name} is not supported.")
    return kind


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise unsupported("The body is not UTF-8.") from error


def _body(raw: bytes) -> Any:
    try:
        return decode(raw)
    except ValueError as error:
        raise Refusal(
            "2010",
            "Request has invalid or unsupported property",
            f"Property Name:Failed to parse json object; {error}",
        ) from error


def _wrong_realm() -> Refusal:
    return Refusal(
        "3100",
        "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
        "ApplicationAuthorizationFailed",
        status=403,
        fault_type="AuthorizationFault",
    )


def _throttled() -> Refusal:
    return Refusal(
        "3001",
        "message=ThrottleExceeded; errorCode=003001; statusCode=429",
        "The request limit was reached. Try again later",
        status=429,
        fault_type="SERVICE",
    )


def _as_xml(body: Body) -> str:
    fault = body["Fault"]
    errors = "".join(
        f'<Error code="{escape(error["code"])}"><Message>{escape(error["Message"])}</Message>'
        f"<Detail>{escape(error['Detail'])}</Detail></Error>"
        for error in fault["Error"]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<IntuitResponse time="{body["time"]}" xmlns="http://schema.intuit.com/finance/v3">'
        f'<Fault type="{escape(fault["type"])}">{errors}</Fault></IntuitResponse>'
    )
