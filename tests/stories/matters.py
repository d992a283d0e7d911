"""Each kind of thing that waits for a bookkeeper, brought about on the two sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.stories.buyer import Buyer
from tests.stories.conftest import StartJourney
from tests.stories.counting_house import CountingHouse
from tests.stories.journey import Journey

LESS = Decimal(100)


@dataclass
class Matters:
    """A journey on which everything waits; `orders` by what each waited for."""

    journey: Journey
    near: str
    orders: dict[str, str] = field(default_factory=dict)


def everything_waits(setting_out: StartJourney) -> Matters:
    """The sample company, after a bad day."""
    journey = setting_out()
    known = {one["DisplayName"] for one in journey.books("Customer")}
    *_, stranger = (row for row in journey.customers() if row["display_name"] not in known)
    near = f"{stranger['display_name'].upper()}!"
    journey.change_in_quickbooks("Customer", {"DisplayName": near})
    journey.start_today()
    buyer = Buyer(journey)
    houses = [CountingHouse(journey) for _ in range(3)]
    choose(journey, "approvals", 'change = { one = "100" }')
    changed, edited, odd, broken = (journey.accepted(customer=buyer.id, cases=4) for _ in range(4))
    journey.corrupt(odd, total=float(journey.total(odd)) + 12.5)
    journey.corrupt(broken, line_items="none of your business", total=["many"])
    houses[0].paid("40.00")
    journey.sync()

    similar = journey.accepted(customer=stranger["id"])
    journey.set_cases(changed, 3)
    lower_by_hand(journey, journey.invoice_of(edited))
    payment = houses[0].payment()
    gone = {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}
    journey.change_in_quickbooks("Payment", gone, "delete")
    houses[1].paid("60.00", "check 1042")
    houses[1].entered("60.00")
    houses[2].paid("50.00", method="trade")
    buyer.edit_on_leaflink(phone="(303) 555-0142")
    buyer.edit_in_quickbooks(PrimaryPhone={"FreeFormNumber": "303-555-0199"})
    journey.sync()
    found = Matters(journey, near)
    found.orders = {
        "similar": similar, "changed": changed, "edited": edited, "odd": odd, "broken": broken,
        "gone": houses[0].number, "twice": houses[1].number, "goods": houses[2].number,
    }  # fmt: skip
    return found


def close_the_books(journey: Journey, day: int = 3) -> None:
    """The bookkeeper closes the books some days ahead."""
    until = datetime.now(UTC).date() + timedelta(days=day)
    journey.running.control("quickbooks", "/company", {"closed_until": until.isoformat()})


def choose(journey: Journey, section: str, line: str) -> None:
    """The owner writes a choice into the policy file."""
    path = journey.ledger.policies.path(journey.name)
    path.write_text(path.read_text().replace(f"[{section}]\n", f"[{section}]\n{line}\n"))
    assert line in path.read_text()


def lower_by_hand(journey: Journey, invoice: Any) -> Any:
    """Somebody takes a hundred dollars off an invoice's first line in QuickBooks."""
    first = invoice["Line"][0]
    sold = {k: v for k, v in first["SalesItemLineDetail"].items() if k not in {"Qty", "UnitPrice"}}
    line = {**first, "Amount": Decimal(first["Amount"]) - LESS, "SalesItemLineDetail": sold}
    others = [one for one in invoice["Line"][1:] if one["DetailType"] != "SubTotalLineDetail"]
    named = {"Id": invoice["Id"], "SyncToken": invoice["SyncToken"], "sparse": True}
    return journey.change_in_quickbooks("Invoice", {**named, "Line": [line, *others]})
