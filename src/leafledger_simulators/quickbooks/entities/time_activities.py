"""Hours worked, by an employee or a vendor, for a customer or not. They post nothing.

Reference: reference/quickbooks.md 6, 8 and 10.3 (an invoice may bill them);
fields from Intuit's Finance.xsd.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.entities.billed_hours import is_billed
from leafledger_simulators.quickbooks.entities.documents import check_open_period
from leafledger_simulators.quickbooks.entities.expense_lines import BILLABLE
from leafledger_simulators.quickbooks.refusals import business, missing
from leafledger_simulators.quickbooks.shapes import (
    DOCUMENT_OPERATIONS,
    EntityKind,
    computed,
    day,
    flag,
    opaque,
    rate,
    ref,
    text,
    whole,
)
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

TIME_ACTIVITY = EntityKind(
    "TimeActivity",
    (
        day("TxnDate", queryable=True),
        text("NameOf", required=True, choices=("Employee", "Vendor"), queryable=True),
        ref("EmployeeRef", "Employee", indexed=True),
        ref("VendorRef", "Vendor", indexed=True),
        ref("CustomerRef", "Customer", indexed=True),
        ref("DepartmentRef", "Department"),
        ref("ItemRef", "Item"),
        ref("ClassRef", "Class"),
        text("BillableStatus", choices=BILLABLE, queryable=True),
        flag("Taxable", default=False),
        rate("HourlyRate"),
        rate("CostRate"),
        whole("Hours"),
        whole("Minutes"),
        whole("BreakHours"),
        whole("BreakMinutes"),
        text("Description", 4000),
        *computed("TimeChargeId", "TimeZone", "HoursInEmployeeTimeZone"),
        *opaque("StartTime", "EndTime", "PayrollItemRef", "ProjectRef", "CustomField"),
        *opaque("Seconds", "BreakSeconds"),
    ),
    operations=DOCUMENT_OPERATIONS,
)
MINUTES_IN_HOUR = 60


class TimeActivityBehaviour(Behaviour):
    """Who worked, when, how long, and for whom."""

    kind = TIME_ACTIVITY

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check worker, time and billing. Raises: Refusal 2020, 6000, 6210."""
        del asked
        draft.setdefault("TxnDate", company.today().isoformat())
        check_open_period(company, draft["TxnDate"], old)
        worker = f"{draft['NameOf']}Ref"
        if worker not in draft:
            raise missing(worker)
        is_span = "StartTime" in draft and "EndTime" in draft
        if is_span and str(draft["EndTime"]) <= str(draft["StartTime"]):
            raise business("The end of the time is before its beginning.", "EndTime")
        if not is_span and "Hours" not in draft and "Minutes" not in draft:
            raise missing("Hours")
        if draft.get("Hours", 0) < 0 or not 0 <= draft.get("Minutes", 0) < MINUTES_IN_HOUR:
            raise business("Hours are not below nought, minutes from 0 to 59.", "Minutes")
        draft.setdefault("BillableStatus", "NotBillable")
        if old is not None and is_billed(old):
            if draft.get("CustomerRef") != old.body["CustomerRef"]:
                raise business("These hours are on an invoice of their customer.", "CustomerRef")
            draft["BillableStatus"] = "HasBeenBilled"
        elif draft["BillableStatus"] == "HasBeenBilled":
            raise business("Only an invoice makes hours billed.", "BillableStatus")
        if draft["BillableStatus"] == "Billable" and "CustomerRef" not in draft:
            raise business("Billable time needs the customer it is billed to.", "CustomerRef")

    def check_removal(self, company: Company, record: Record) -> None:
        """Billed hours stay; closed books hold."""
        if is_billed(record):
            raise business("These hours are on an invoice.", "BillableStatus")
        check_open_period(company, record.body["TxnDate"], None)


BEHAVIOURS: tuple[Behaviour, ...] = (TimeActivityBehaviour(),)
