"""Templates of documents: kept, checked as their document is, and never posted.

A template travels under the name of its document. Requests hold it bare or, by switch, inside
a RecurringTransaction object; answers always wrap it (python-quickbooks, seen November 2026).
What a template makes when its date comes is in `recurring_runs`.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.documents import AUTO_GENERATE
from leafledger_simulators.quickbooks.entities.recurring_schedule import read_info
from leafledger_simulators.quickbooks.plans import check_recurring
from leafledger_simulators.quickbooks.refusals import (
    Refusal,
    business,
    duplicate_name,
    missing,
    unknown_property,
)
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    opaque,
    text,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.quickbooks.writing import complete_draft, is_sparse

NAME = "RecurringTransaction"
TEMPLATES = (
    *("Invoice", "SalesReceipt", "CreditMemo", "Estimate"),
    *("Bill", "VendorCredit", "Purchase", "JournalEntry"),
    *("Deposit", "RefundReceipt", "Transfer", "PurchaseOrder"),
)
# What only a real document has.
OF_DOCUMENTS = ("Id", "SyncToken", "sparse", "RecurDataRef", "LinkedTxn", "Balance")
# A template takes no number of the sequence; this stands in while its document is checked.
NO_NUMBER = "-"
CARRIED = ("Id", "SyncToken", "MetaData", "domain", "sparse")

RECURRING = EntityKind(
    NAME,
    opaque(*TEMPLATES),
    operations=DOCUMENT_OPERATIONS,
    in_cdc=False,
    in_webhooks=False,
    asked_only=(text("Type", queryable=True),),
)


class RecurringBehaviour(Behaviour):
    """A template. It holds no money: neither entry, nor stock, nor number."""

    kind = RECURRING

    def opened(self, company: Company, sent: Body, operation: str) -> tuple[Body, str]:
        """Id, SyncToken and sparse stand within the document. Raises: Refusal."""
        inner: object = sent
        if NAME in sent:
            if company.switches["recurring_wrapper_sent"] == "refuse":
                raise Refusal("2120", "Invalid request", f"{NAME} is not expected in a request.")
            inner = sent[NAME]
        held = inner if isinstance(inner, dict) else {}
        names = [name for name in TEMPLATES if held.get(name)]
        if len(names) != 1:
            raise missing(f"{NAME} with one document")
        document = held[names[0]]
        if not isinstance(document, dict):
            raise unknown_property(names[0], NAME)
        outer = {name: value for name, value in document.items() if name in CARRIED}
        return {**held, **outer}, operation

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check the document by its own rules, and the schedule. Raises: Refusal."""
        name = next(one for one in TEMPLATES if one in asked.sent)
        sent = asked.sent[name]
        if old is not None and name not in old.body:
            raise business(f"The template is not of {name}.", name)
        before = old.body[name] if old is not None else {}
        kept = before.get("RecurringInfo", {}) if is_sparse(sent) else {}
        if "RecurringInfo" not in sent and not kept:
            raise missing("RecurringInfo")
        previous = before.get("RecurringInfo", {}).get("ScheduleInfo", {}).get("PreviousDate")
        info = read_info(sent.get("RecurringInfo", {}), kept, company.today(), previous)
        if old is not None and is_spent(company, old.id, info.get("ScheduleInfo", {})):
            info["ScheduleInfo"].pop("NextDate", None)
        self._check_name(company, info["Name"], old)
        draft.clear()
        draft[name] = {**self._document(company, name, sent, before), "RecurringInfo": info}

    def check_available(self, company: Company) -> None:
        """Templates are part of Essentials and of what is above. Raises: Refusal 5020."""
        check_recurring(company)

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """It may be due sooner than the others."""
        del record, old_body
        company.recurring_due = ""

    def _document(self, company: Company, name: str, sent: Body, before: Body) -> Body:
        """The document as its own entity would keep it, less what only a real one has."""
        behaviour = company.behaviours[name]
        plain = {
            one: value
            for one, value in sent.items()
            if one not in OF_DOCUMENTS and one != "RecurringInfo"
        }
        if is_sparse(sent):
            plain["sparse"] = True
        present = None
        if before:
            # An id that no document has, so nothing can be applied to it.
            present = Record(behaviour.kind, "", company.now())
            present.body = {one: value for one, value in before.items() if one != "RecurringInfo"}
        draft, content = complete_draft(company, behaviour.kind, plain, present)
        if any(line.get("LinkedTxn") for line in draft.get("Line", [])):
            raise business("A template holds no transaction that is there already.", "LinkedTxn")
        shown: Body = {
            one: draft[one] for one in ("TxnDate", "DueDate", "DocNumber") if one in draft
        }
        if shown.get("DocNumber") == AUTO_GENERATE:
            del shown["DocNumber"]
        draft["DocNumber"] = NO_NUMBER
        if present is not None:
            today = company.today().isoformat()
            present.body = {"TxnDate": draft.get("TxnDate", today), "LinkedTxn": [], **present.body}
        asked = Asked(content, frozenset({"allowduplicatedocnum"}))
        behaviour.prepare(company, draft, present, asked)
        for one in (*OF_DOCUMENTS, "TxnDate", "DueDate", "DocNumber"):
            draft.pop(one, None)
        return {**draft, **shown}

    def _check_name(self, company: Company, wanted: str, old: Record | None) -> None:
        if not company.switches["recurring_name_unique"]:
            return
        for record in company.shelves[NAME]:
            taken = document_of(record)[1]["RecurringInfo"]["Name"]
            is_other = old is None or record.id != old.id
            if is_other and taken.lower() == wanted.lower():
                raise duplicate_name("template", record.id)

    def show(self, company: Company, record: Record) -> Body:
        """The document under its name, with the template's id."""
        del company
        name, document = document_of(record)
        return {name: {**document, **{one: record.body[one] for one in CARRIED}}}

    def asked_form(self, company: Company, record: Record) -> Body:
        """A query asks for the id, the times, and the Type of document."""
        del company
        return {**record.body, "Type": document_of(record)[0]}

    def show_deleted(self, record: Record) -> Body:
        """The stub stands under the document's name too."""
        return {document_of(record)[0]: super().show_deleted(record)}


def document_of(record: Record) -> tuple[str, Body]:
    """What a template makes, and its content."""
    name = next(one for one in TEMPLATES if one in record.body)
    return name, record.body[name]


def is_spent(company: Company, template_id: str, schedule: Body) -> bool:
    """Whether a template has made as many documents as it may."""
    most = schedule.get("MaxOccurrences")
    return most is not None and company.recurring_counts.get(template_id, 0) >= most


BEHAVIOURS: tuple[Behaviour, ...] = (RecurringBehaviour(),)
