"""The addresses beside the entities' own: upload, download, send and the tax service.

Reference: reference/quickbooks.md 10.3 (send), 10.9 (Attachable, TaxService).
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from leafledger_simulators.quickbooks.catalogue import KINDS, KINDS_BY_LOWER
from leafledger_simulators.quickbooks.company import Company
from leafledger_simulators.quickbooks.entities.attachments import is_good, temporary_address
from leafledger_simulators.quickbooks.entities.currencies import rate_on
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    email_needed,
    invalid_email,
    missing,
    object_not_found,
    unknown_property,
    unsupported,
)
from leafledger_simulators.quickbooks.tax_service import create_tax_code
from leafledger_simulators.quickbooks.wire import Body, decode, pacific
from leafledger_simulators.quickbooks.writing import write

SENDABLE = frozenset(
    {"Invoice", "Estimate", "CreditMemo", "SalesReceipt", "RefundReceipt", "PurchaseOrder"}
)
# 100 MB in one upload (reference/quickbooks.md 7).
UPLOAD_BYTES_MAX = 100 * 1024 * 1024
_EMAIL = re.compile(r"[^@\s,]+@[^@\s,]+")
_PART_NAME = re.compile(rb'name="(file_(?:metadata|content)_\w+)"')
_FILE_NAME = re.compile(rb'filename="([^"]*)"')
_CONTENT_TYPE = re.compile(rb"(?im)^content-type:\s*(\S+)")


def write_beside(company: Company, request: Request, parts: list[str], raw: bytes) -> Body | None:
    """The answer of a write that is no entity's own, or None when it is. Raises: Refusal."""
    names = [part.lower() for part in parts]
    if names == ["upload"]:
        return {"AttachableResponse": _upload(company, request, raw)}
    if names == ["taxservice", "taxcode"]:
        return create_tax_code(company, _json(raw))
    if len(parts) == 3 and names[2] == "send":
        return _send(company, names[0], parts[1], request.query_params.get("sendTo", ""))
    return None


def read_beside(company: Company, request: Request, parts: list[str]) -> Body | None:
    """The answer of a read without an id, or None when it has one. Raises: Refusal."""
    if [part.lower() for part in parts] != ["exchangerate"]:
        return None
    asked = request.query_params
    code, day = asked.get("sourcecurrencycode", ""), asked.get("asofdate", "")
    return {"ExchangeRate": rate_on(company, code, day)}


def file_beside(company: Company, request: Request, parts: list[str]) -> Response | None:
    """What a temporary address answers without a token, or None when it is no such address."""
    if request.method != "GET" or len(parts) != 2 or parts[0] != "attachments":
        return None
    until, sign = (request.query_params.get(name, "") for name in ("until", "sign"))
    record = company.shelves["Attachable"].get(parts[1])
    if record is None or not is_good(company, parts[1], until, sign):
        return Response("The link is no longer good.", 403, media_type="text/plain")
    kind = record.body.get("ContentType", "application/octet-stream")
    return Response(company.files[record.id], media_type=kind)


def text_beside(company: Company, request: Request, parts: list[str]) -> Response | None:
    """`download/{id}` answers the temporary address as plain text. Raises: Refusal."""
    if request.method != "GET" or len(parts) != 2 or parts[0].lower() != "download":
        return None
    if parts[1] not in company.files:
        raise object_not_found()
    return Response(temporary_address(company, parts[1]), media_type="text/plain")


def _send(company: Company, name: str, record_id: str, send_to: str) -> Body:
    kind = KINDS_BY_LOWER.get(name)
    if kind is None or kind.name not in SENDABLE:
        raise unsupported(f"Operation send is not supported for {name}.")
    record = company.shelves[kind.name].get(record_id)
    if record is None:
        raise object_not_found(deleted=True)
    field = "POEmail" if kind.name == "PurchaseOrder" else "BillEmail"
    address = send_to or record.body.get(field, {}).get("Address", "")
    if not address:
        raise email_needed()
    if not _EMAIL.fullmatch(address):
        raise invalid_email(address)
    content: Body = {field: {"Address": address}, "EmailStatus": "EmailSent"}
    if kind.name != "PurchaseOrder":
        now = pacific(company.now())
        content["DeliveryInfo"] = {"DeliveryType": "Email", "DeliveryTime": now}
    company.touch(record, **content)
    company.tell(record, "Emailed")
    return {kind.name: company.show(record)}


def _upload(company: Company, request: Request, raw: bytes) -> list[Body]:
    """One answer a file; metadata and content belong together by the end of their names."""
    if len(raw) > UPLOAD_BYTES_MAX:
        raise Refusal("1000", "General error", "The upload is above 100 MB.", status=413)
    files: dict[str, Body] = {}
    for name, head, content in _parts(request.headers.get("content-type", ""), raw):
        _, what, number = name.split("_", 2)
        one = files.setdefault(number, {})
        if what == "metadata":
            one["metadata"] = _json(content)
        else:
            one.update(_described(head), content=content)
    if not any("content" in one for one in files.values()):
        raise missing("file_content_01")
    answers: list[Body] = []
    for _, one in sorted(files.items()):
        try:
            answers.append({"Attachable": _keep(company, one)})
        except Refusal as refusal:
            answers.append({"Fault": refusal.fault()})
    return answers


def _keep(company: Company, one: Body) -> Body:
    described = {name: one[name] for name in ("FileName", "ContentType") if one.get(name)}
    sent = one.get("metadata") or {}
    if not isinstance(sent, dict):
        raise unknown_property("file_metadata", "Attachable")
    kind = KINDS["Attachable"]
    made = write(company, kind, {**described, **sent}, operation="create")
    if "content" in one:
        company.files[made["Id"]] = one["content"]
    return company.show(company.record("Attachable", made["Id"]))


def _parts(content_type: str, raw: bytes) -> list[tuple[str, bytes, bytes]]:
    """Name, header and content of each part; line ends may be LF alone, as one client sends."""
    found = re.search(r'boundary="?([^";]+)"?', content_type)
    if found is None:
        raise missing("boundary")
    parts = []
    for piece in raw.split(b"--" + found[1].strip().encode())[1:]:
        halves = re.split(rb"\r?\n\r?\n", piece, maxsplit=1)
        name = _PART_NAME.search(halves[0])
        if len(halves) < 2 or name is None:
            continue
        content = re.sub(rb"\r?\n$", b"", halves[1])
        if re.search(rb"(?i)content-transfer-encoding:\s*base64", halves[0]):
            content = _from_base64(content)
        parts.append((name[1].decode(), halves[0], content))
    return parts


def _from_base64(content: bytes) -> bytes:
    try:
        return base64.b64decode(content)
    except binascii.Error as error:
        raise unknown_property("file_content", "Attachable") from error


def _described(head: bytes) -> Body:
    name, kind = _FILE_NAME.search(head), _CONTENT_TYPE.search(head)
    return {
        "FileName": name[1].decode(errors="replace") if name else "attachment",
        "ContentType": kind[1].decode(errors="replace") if kind else "",
    }


def _json(raw: bytes) -> Any:
    try:
        return decode(raw)
    except ValueError as error:
        raise unknown_property(f"Failed to parse json object; {error}", "request") from error
