"""Attachments: notes and files that belong to documents and list records.

Reference: reference/quickbooks.md 10.9 (Attachable), 3 (a deleted document leaves them).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.refusals import invalid_reference, missing
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    flag,
    opaque,
    rows,
    text,
    whole,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

CATEGORIES = ("Image", "Signature", "Contact Photo", "Receipt", "Document", "Sound", "Other")
# A TempDownloadUri is good for a quarter of an hour (reference/quickbooks.md 10.9).
LINK_LIFE = timedelta(minutes=15)
_SIGNING_KEY = secrets.token_bytes(16)

ATTACHABLE = EntityKind(
    "Attachable",
    (
        text("FileName", 1000, indexed=True),
        text("Note", 2000, queryable=True),
        text("ContentType", 100, queryable=True),
        text("Category", choices=CATEGORIES, queryable=True),
        rows(
            "AttachableRef",
            # Its `type` says what it belongs to, so it is read by the behaviour.
            *opaque("EntityRef", "LineInfo", "CustomField"),
            flag("IncludeOnSend"),
        ),
        whole("Size", read_only=True),
        text("FileAccessUri", read_only=True),
        text("TempDownloadUri", read_only=True),
        text("PlaceName", 2000),
        text("Tag", 2000),
        *opaque("Lat", "Long", "CustomField"),
    ),
    operations=DOCUMENT_OPERATIONS,
    in_webhooks=False,
    row_paths=("AttachableRef.EntityRef.Type", "AttachableRef.EntityRef.Value"),
)


class AttachableBehaviour(Behaviour):
    """A note, or what is known of a file; the file itself lies in `Company.files`."""

    kind = ATTACHABLE

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check that there is something and that what it belongs to exists. Raises: Refusal."""
        del asked
        if "FileName" not in draft and "Note" not in draft:
            raise missing("Note")
        for link in draft.get("AttachableRef", []):
            entity = link.get("EntityRef")
            if not isinstance(entity, dict) or "value" not in entity:
                raise missing("AttachableRef.EntityRef")
            self._check_owner(company, entity)
            link.setdefault("IncludeOnSend", False)
        if old is not None and old.id in company.files:
            draft["FileName"] = old.body["FileName"]

    def _check_owner(self, company: Company, entity: Body) -> None:
        wanted = str(entity.get("type", "")).lower()
        kinds = {name.lower(): name for name in company.shelves}
        owner_id = str(entity["value"])
        if wanted not in kinds or company.shelves[kinds[wanted]].get(owner_id) is None:
            raise invalid_reference("AttachableRef.EntityRef", kinds.get(wanted, wanted), owner_id)
        entity.update(type=kinds[wanted], value=owner_id)

    def before_delete(self, company: Company, record: Record) -> None:
        """The file goes with it."""
        company.files.pop(record.id, None)

    def show(self, company: Company, record: Record) -> Body:
        """The body, for a file with its size and where it can be fetched for a while."""
        found = company.files.get(record.id)
        if found is None:
            return record.body
        shown = {
            **record.body,
            "Size": len(found),
            "FileAccessUri": f"/v3/company/{company.realm_id}/download/{record.id}",
        }
        if company.address:
            shown["TempDownloadUri"] = temporary_address(company, record.id)
        return shown


def temporary_address(company: Company, record_id: str) -> str:
    """Where a file can be fetched without a token, for a quarter of an hour."""
    until = int((company.clock.now() + LINK_LIFE).timestamp())
    path = f"/v3/company/{company.realm_id}/attachments/{record_id}"
    return f"{company.address}{path}?until={until}&sign={_sign(company, record_id, until)}"


def is_good(company: Company, record_id: str, until: str, sign: str) -> bool:
    """Whether a temporary address is ours and still good."""
    if not until.isdigit() or company.clock.now() > datetime.fromtimestamp(
        int(until), company.clock.now().tzinfo
    ):
        return False
    return hmac.compare_digest(sign, _sign(company, record_id, int(until)))


def _sign(company: Company, record_id: str, until: int) -> str:
    message = f"{company.realm_id}/{record_id}/{until}".encode()
    return hmac.new(_SIGNING_KEY, message, hashlib.sha256).hexdigest()[:32]


BEHAVIOURS: tuple[Behaviour, ...] = (AttachableBehaviour(),)
