"""Files and notes on documents, and forms that are sent by e-mail."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx2

from tests.simulators.quickbooks.serving import Books, read, sale

PDF = b"%PDF-1.4 delivery note\n"


def invoice(books: Books, **more: Any) -> Any:
    return books.invoice(books.customer(), sale(books.item(), 20), **more)


def upload(books: Books, metadata: Any, content: bytes = PDF) -> Any:
    answer = books.http.post(
        books.company_path + "/upload",
        files={
            "file_metadata_01": ("attachment.json", json.dumps(metadata), "application/json"),
            "file_content_01": ("note.pdf", content, "application/pdf"),
        },
        headers={"authorization": f"Bearer {books.token}", "accept": "application/json"},
    )
    return read(answer)["AttachableResponse"][0]


def owner(document: Any) -> Any:
    return [{"EntityRef": {"type": "Invoice", "value": document["Id"]}, "IncludeOnSend": True}]


def test_a_file_is_uploaded_found_by_its_document_and_fetched(books: Books) -> None:
    document = invoice(books)
    made = upload(books, {"AttachableRef": owner(document), "Note": "Signed"})["Attachable"]
    assert (made["FileName"], made["ContentType"], made["Size"]) == (
        "note.pdf",
        "application/pdf",
        len(PDF),
    )
    found = books.query(
        "select * from Attachable where AttachableRef.EntityRef.Type = 'invoice' "
        f"and AttachableRef.EntityRef.value = '{document['Id']}'"
    )["Attachable"]
    assert [one["Id"] for one in found] == [made["Id"]]
    address = books.raw("GET", f"/download/{made['Id']}").text
    assert httpx2.get(address, trust_env=False).content == PDF
    assert httpx2.get(made["TempDownloadUri"], trust_env=False).content == PDF
    books.control("/clock", {"advance_seconds": 16 * 60})
    assert httpx2.get(address, trust_env=False).status_code == 403


def test_a_deleted_file_is_gone_and_a_deleted_document_leaves_it(books: Books) -> None:
    document = invoice(books)
    made = upload(books, {"AttachableRef": owner(document)})["Attachable"]
    books.post("/invoice", {"Id": document["Id"], "SyncToken": "0"}, operation="delete")
    kept = books.read("Attachable", made["Id"])
    body = {"Id": made["Id"], "SyncToken": kept["SyncToken"]}
    books.post("/attachable", body, operation="delete")
    assert books.code(f"/download/{made['Id']}") == "610"


def test_the_odd_multipart_of_a_known_client_is_read(books: Books) -> None:
    head = 'Content-Disposition: form-data; name="file_metadata_01"'
    metadata = '{"FileName": "a.txt", "ContentType": "text/plain"}'
    content = base64.b64encode(b"twelve cases").decode()
    file_head = head.replace("metadata", "content") + "\nContent-Transfer-Encoding: base64"
    parts = [f"{head}\n\n{metadata}\n", f"{file_head}\n\n{content}\n"]
    body = "\n" + "".join(f"--line\n{part}\n" for part in parts) + "--line--\n"
    answer = books.http.post(
        books.company_path + "/upload",
        content=body.encode(),
        headers={
            "authorization": f"Bearer {books.token}",
            "accept": "application/json",
            "content-type": "multipart/form-data; boundary=line",
        },
    )
    made = read(answer)["AttachableResponse"][0]["Attachable"]
    assert (made["FileName"], made["Size"]) == ("a.txt", 12)


def test_what_cannot_be_attached_is_refused(books: Books) -> None:
    lost = [{"EntityRef": {"type": "Invoice", "value": "99"}}]
    assert books.code("/attachable", {"Note": "x", "AttachableRef": lost}) == "2500"
    assert books.code("/attachable", {"Tag": "x"}) == "2020"
    assert books.code("/attachable", {"Note": "x" * 2001}) == "2050"
    assert "Fault" in upload(books, {"AttachableRef": lost})
    note = books.create("Attachable", Note="Paid in cash", AttachableRef=owner(invoice(books)))
    edit = {"Id": note["Id"], "SyncToken": "0", "sparse": True, "Note": "Paid by cheque"}
    changed = books.update("Attachable", edit)
    assert changed["AttachableRef"][0]["EntityRef"]["type"] == "Invoice"
    assert "AttachableRef" not in books.update(
        "Attachable", {**edit, "SyncToken": "1", "sparse": 0}
    )


def test_a_sent_invoice_says_when_and_to_whom(books: Books) -> None:
    document = invoice(books, BillEmail={"Address": "buyer@sage.example"})
    path = f"/invoice/{document['Id']}/send"
    sent = books.post(path, b"")["Invoice"]
    assert (sent["EmailStatus"], sent["SyncToken"]) == ("EmailSent", "1")
    assert sent["DeliveryInfo"]["DeliveryType"] == "Email"
    again = books.post(path, b"", sendTo="office@sage.example")["Invoice"]
    assert again["BillEmail"] == {"Address": "office@sage.example"}
    assert books.code(path, b"", sendTo="nobody") == "2210"
    plain = books.create(
        "Estimate", CustomerRef=document["CustomerRef"], Line=[sale(books.item("Kief"), 5)]
    )
    assert books.code(f"/estimate/{plain['Id']}/send", b"") == "6420"
    assert books.code("/estimate/99/send", b"") == "610"
    assert books.code("/bill/1/send", b"") == "500"
