"""The life of an order: which step leads where, and what each status holds of the stock.

Sources: reference/leaflink.md 2.2 (statuses), 2.3 (transitions), 2.4 (stock).
"""

from __future__ import annotations

from leafledger_simulators.switches import SwitchBoard

STATUSES = (
    "Draft",
    "Submitted",
    "Accepted",
    "Backorder",
    "Fulfilled",
    "Shipped",
    "Complete",
    "Rejected",
    "Combined",
    "Cancelled",
)

# verb in the path -> (status reached, word of the event log)
ACTIONS = {
    "submit": ("Submitted", "submitted"),
    "accept": ("Accepted", "accepted"),
    "fulfill": ("Fulfilled", "fulfilled"),
    "ship": ("Shipped", "shipped"),
    "complete": ("Complete", "completed"),
    "reject": ("Rejected", "rejected"),
    "cancel": ("Cancelled", "cancelled"),
}

ALLOWED: dict[str, tuple[str, ...]] = {
    "Draft": ("submit",),
    "Submitted": ("accept", "reject", "cancel"),
    "Backorder": ("accept", "reject"),
    "Accepted": ("fulfill", "reject"),
    "Fulfilled": ("ship", "reject"),
    "Shipped": ("complete", "reject"),
}

RESERVES = frozenset({"Submitted", "Accepted"})
HAS_TAKEN = frozenset({"Fulfilled", "Shipped", "Complete"})
RECOGNISED = frozenset({"Accepted", *HAS_TAKEN})
ENDED = frozenset({"Rejected", "Cancelled", "Combined"})


def allowed_actions(status: str, switches: SwitchBoard) -> tuple[str, ...]:
    """The verbs that may follow a status, as the switches stand."""
    actions = ALLOWED.get(status, ())
    if status == "Fulfilled" and switches["fulfilled_may_complete"]:
        actions = ("ship", "complete", "reject")
    if status == "Complete" and switches["complete_may_be_rejected"]:
        actions = ("reject",)
    if status == "Submitted" and not switches["seller_may_cancel"]:
        actions = ("accept", "reject")
    return actions


def available_transitions(status: str, switches: SwitchBoard) -> list[str]:
    """The states that may follow, in lower case: ["fulfilled", "rejected"]."""
    return [ACTIONS[action][0].lower() for action in allowed_actions(status, switches)]


def money_may_change(status: str, switches: SwitchBoard) -> bool:
    """Whether lines, discount, tax and shipping may be edited in a status."""
    if status in ENDED:
        return False
    return status not in HAS_TAKEN or bool(switches["edit_after_fulfilment"])
