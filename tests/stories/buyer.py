"""A buyer on a journey: one customer on both sides, and what people do with it on either."""

from __future__ import annotations

from typing import Any

from tests.running import Which
from tests.stories.journey import Journey

SIDES: tuple[Which, ...] = ("leaflink", "quickbooks")


class Buyer:
    """One customer on both sides of a journey, with an invoice that made it.

    `place`: which of LeafLink's customers, counted from zero.
    """

    def __init__(self, journey: Journey, place: int = 0) -> None:
        self.journey = journey
        self.id = journey.customers()[place]["id"]
        self.order = journey.accepted(customer=self.id)
        journey.sync()
        journey.quiet()

    @property
    def on_leaflink(self) -> Any:
        """As LeafLink shows it now."""
        return self.journey.leaflink_api("GET", f"customers/{self.id}/")

    @property
    def in_quickbooks(self) -> Any:
        """As QuickBooks has it now."""
        name = f"LeafLink customer {self.id}"
        (found,) = [
            one for one in self.journey.books("Customer")
            if name in str(one.get("Notes", "")).splitlines()
        ]  # fmt: skip
        return found

    def edit_on_leaflink(self, **fields: Any) -> None:
        """The seller changes the customer on LeafLink's pages."""
        self.journey.leaflink_api("PATCH", f"customers/{self.id}/", fields)

    def edit_in_quickbooks(self, **fields: Any) -> None:
        """The bookkeeper changes the customer at QuickBooks's screen."""
        stands = self.in_quickbooks
        who = {"Id": stands["Id"], "SyncToken": stands["SyncToken"], "sparse": True}
        self.journey.change_in_quickbooks("Customer", who | fields)

    @property
    def contact(self) -> Any:
        """Whom LeafLink shows as its primary contact."""
        path = f"customers/{self.id}/?include_children=contacts"
        rows = self.journey.leaflink_api("GET", path)["contacts"]
        (primary,) = [row["contact"] for row in rows if row["is_primary"]]
        return self.journey.leaflink_api("GET", f"contacts/{primary}/")

    @property
    def spoken_to(self) -> tuple[str, str]:
        """The person's names in QuickBooks."""
        stands = self.in_quickbooks
        return stands.get("GivenName", ""), stands.get("FamilyName", "")

    def asked(self) -> list[str]:
        """What the bookkeeper is asked about the customer itself."""
        about = f"customer:{self.id}"
        asked = self.journey.ledger.questions.all(self.journey.name)
        return [one.question.text for one in asked if one.subject == about]


def writes(journey: Journey) -> int:
    """How many changing calls both simulators have heard."""
    return sum(
        event["method"] == "PATCH" or (event["method"] == "POST" and "query" not in event["path"])
        for which in SIDES
        for event in journey.running.control(which, "/events")["events"]
    )
