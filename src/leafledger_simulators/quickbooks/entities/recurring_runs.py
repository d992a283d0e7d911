"""Templates whose date has come: the document is made, and the template waits for its next date.

Nothing runs in the background: the simulator looks when its clock is moved and before it answers
a call, so that no client can tell the difference. Only Automated templates make documents; of a
Reminded one the real service tells a person. What is not in Intuit's Finance.xsd (RecurDataRef,
NextDate, PreviousDate, DaysBefore, MaxOccurrences) is our inference.
"""

from __future__ import annotations

from datetime import date, timedelta

from leafledger_simulators.quickbooks.company import Asked, Company
from leafledger_simulators.quickbooks.entities.documents import AUTO_GENERATE, SALES_FORMS
from leafledger_simulators.quickbooks.entities.recurring import document_of, is_spent
from leafledger_simulators.quickbooks.entities.recurring_schedule import next_date
from leafledger_simulators.quickbooks.plans import has_recurring
from leafledger_simulators.quickbooks.refusals import Refusal
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body
from leafledger_simulators.quickbooks.writing import complete_draft

NAME = "RecurringTransaction"
# A clock moved by decades makes so many documents of one template at a time, a daily one for a
# year; the next call goes on.
RUNS_MAX = 366
NEVER = "9999-12-31"
# What a document made from a template takes from it no more: it has its own.
ITS_OWN = frozenset({"RecurringInfo", "TxnDate", "DueDate", "DocNumber", "TotalAmt", "LinkedTxn"})


def run_due(company: Company) -> None:
    """Make the documents whose date has come. Quick when there are none."""
    today = company.today()
    if company.recurring_due > today.isoformat() or not company.switches["recurring_runs"]:
        return
    shelf = company.shelves[NAME]
    if has_recurring(company):
        for template in list(shelf):
            _run(company, template, today)
    days = [due.isoformat() for due in map(_due_day, shelf) if due is not None]
    company.recurring_due = min(days, default=NEVER)


def _run(company: Company, template: Record, today: date) -> None:
    name, document = document_of(template)
    for _ in range(RUNS_MAX):
        due = _due_day(template)
        if due is None or due > today:
            return
        info = document["RecurringInfo"]
        schedule = {**info["ScheduleInfo"]}
        wanted = date.fromisoformat(schedule.pop("NextDate"))
        _make(company, template, wanted)
        company.recurring_counts[template.id] = company.recurring_counts.get(template.id, 0) + 1
        schedule["PreviousDate"] = wanted.isoformat()
        following = next_date(schedule, wanted + timedelta(1)) if wanted < date.max else None
        if following is not None and not is_spent(company, template.id, schedule):
            schedule["NextDate"] = following.isoformat()
        document = {**document, "RecurringInfo": {**info, "ScheduleInfo": schedule}}
        company.touch(template, **{name: document})


def _due_day(template: Record) -> date | None:
    """When a template's next document is made: some days before its date, if it says so."""
    info = document_of(template)[1]["RecurringInfo"]
    schedule = info.get("ScheduleInfo", {})
    if info["RecurType"] != "Automated" or not info["Active"] or "NextDate" not in schedule:
        return None
    return date.fromisoformat(schedule["NextDate"]) - timedelta(int(schedule.get("DaysBefore", 0)))


def _make(company: Company, template: Record, day: date) -> None:
    """The document of one date; a refused one is remembered, and its date is over."""
    name, document = document_of(template)
    behaviour = company.behaviours[name]
    try:
        draft, content = complete_draft(company, behaviour.kind, _sent(name, document, day), None)
        behaviour.prepare(company, draft, None, Asked(content))
    except Refusal as refusal:
        told = {"template": template.id, "date": day.isoformat(), "refused": str(refusal)}
        company.recurring_refused.append(told)
        return
    draft["RecurDataRef"] = {"value": template.id}
    company.create(behaviour.kind, draft)


def _sent(name: str, document: Body, day: date) -> Body:
    """What a person would send who typed the template into a new document."""
    sent = {one: value for one, value in document.items() if one not in ITS_OWN}
    sent["TxnDate"] = day.isoformat()
    if name in SALES_FORMS:
        sent["DocNumber"] = AUTO_GENERATE
        code = document.get("TxnTaxDetail", {}).get("TxnTaxCodeRef")
        sent["TxnTaxDetail"] = {"TxnTaxCodeRef": code} if code is not None else {}
    if "Line" in document:
        sent["Line"] = [
            {one: value for one, value in line.items() if one not in {"Id", "LineNum"}}
            for line in document["Line"]
            if line.get("DetailType") != "SubTotalLineDetail"
        ]
    return sent
