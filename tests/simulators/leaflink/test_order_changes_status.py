"""Which step leads where, what the answer says, and what the log keeps (reference 2.3, 2.7)."""

from __future__ import annotations

import pytest

from tests.simulators.leaflink.desk import Desk

STEPS_OFFERED = {
    "draft": ["submitted"],
    "submitted": ["accepted", "rejected", "cancelled"],
    "accepted": ["fulfilled", "rejected"],
    "backorder": ["accepted", "rejected"],
    "fulfilled": ["shipped", "rejected"],
    "shipped": ["complete", "rejected"],
    "complete": [],
    "rejected": [],
    "cancelled": [],
    "combined": [],
}
VERBS = ("submit", "accept", "fulfill", "ship", "complete", "reject", "cancel")
REACHED = {"submit": "submitted", "accept": "accepted", "fulfill": "fulfilled", "ship": "shipped"}
REACHED |= {"complete": "complete", "reject": "rejected", "cancel": "cancelled"}


@pytest.mark.parametrize("status", STEPS_OFFERED)
def test_only_the_offered_steps_can_be_taken(desk: Desk, status: str) -> None:
    order = desk.first(status)
    assert order["available_transitions"] == STEPS_OFFERED[status]
    for verb in VERBS:
        desk.control("/reset", {"dataset": "sample", "seed": 1})
        desk.control("/limits", {"enabled": False})
        path = f"orders-received/{order['number']}/transition/{verb}/"
        if REACHED[verb] in STEPS_OFFERED[status]:
            after = desk.ask("POST", path)
            assert after["status"].lower() == REACHED[verb]
            assert after["modified"] > order["modified"]
        else:
            refusal = desk.ask("POST", path, expect=400)
            assert refusal == {
                "detail": f"Cannot {verb} an order with status {status.capitalize()}."
            }


def test_an_illegal_step_is_refused_in_the_shape_the_switch_names(desk: Desk) -> None:
    path = f"orders-received/{desk.first('accepted')['number']}/transition/ship/"
    sentence = "Cannot ship an order with status Accepted."
    desk.switch(illegal_transition_body="field")
    assert desk.ask("POST", path, expect=400) == {"status": [sentence]}
    desk.switch(illegal_transition_body="json_api")
    assert desk.ask("POST", path, expect=400)["errors"][0]["detail"] == sentence


def test_an_unknown_verb_is_not_found(desk: Desk) -> None:
    number = desk.first("accepted")["number"]
    desk.ask("POST", f"orders-received/{number}/transition/deliver/", expect=404)


def test_the_switches_open_the_doubtful_steps(desk: Desk) -> None:
    desk.switch(complete_may_be_rejected=True, fulfilled_may_complete=True, seller_may_cancel=False)
    assert desk.first("complete")["available_transitions"] == ["rejected"]
    assert desk.first("fulfilled")["available_transitions"] == ["shipped", "complete", "rejected"]
    assert desk.first("submitted")["available_transitions"] == ["accepted", "rejected"]


def test_the_log_tells_who_changed_the_status_and_how(desk: Desk) -> None:
    number = desk.first("submitted")["number"]
    desk.ask("POST", f"orders-received/{number}/transition/accept/")
    last = desk.every(f"order-event-logs/?order={number}")[-1]
    assert last["event_type"] == "accepted"
    assert last["changed_fields"] == {"status": {"original": "Submitted", "new": "Accepted"}}
    assert (last["source"], last["order"]) == ("api", number)
    desk.control("/orders", {"action": "transition", "number": number, "verb": "fulfill"})
    assert desk.every(f"order-event-logs/?order={number}")[-1]["source"] == "app"
    assert desk.get(f"order-event-logs/{last['id']}/")["id"] == last["id"]


def test_combined_orders_hand_their_lines_to_the_survivor(desk: Desk) -> None:
    bar = desk.product("CKC-01")["id"]
    first, second = (desk.place([{"product": bar, "cases": n}])["number"] for n in (1, 2))
    survivor = desk.control("/orders", {"action": "combine", "numbers": [first, second]})
    absorbed = desk.get(f"orders-received/{second}/")
    assert (survivor["status"], survivor["is_combination"]) == ("Submitted", True)
    assert survivor["total"]["amount"] == 324
    assert (absorbed["status"], absorbed["is_combination"]) == ("Combined", False)
    desk.switch(combined_is="survivor")
    third, fourth = (desk.place([{"product": bar, "cases": 1}])["number"] for _ in range(2))
    survivor = desk.control("/orders", {"action": "combine", "numbers": [third, fourth]})
    assert survivor["status"] == "Combined"


@pytest.mark.parametrize(
    ("start", "status", "log"),
    [
        ("submitted_then_accepted", "Accepted", ["created", "submitted", "accepted"]),
        ("submitted", "Submitted", ["created", "submitted"]),
        ("accepted", "Accepted", ["created", "accepted"]),
    ],
)
def test_a_manual_order_starts_where_the_switch_says(
    desk: Desk, start: str, status: str, log: list[str]
) -> None:
    desk.switch(manual_start=start)
    bar = desk.product("CKC-01")["id"]
    order = desk.place([{"product": bar, "cases": 1}], manual=True)
    assert (order["manual"], order["status"]) == (True, status)
    events = desk.every(f"order-event-logs/?order={order['number']}")
    assert [event["event_type"] for event in events] == log


def test_a_backordered_order_can_still_be_accepted(desk: Desk) -> None:
    number = desk.first("submitted")["number"]
    assert (
        desk.control("/orders", {"action": "backorder", "number": number})["status"] == "Backorder"
    )
    assert desk.ask("POST", f"orders-received/{number}/transition/accept/")["status"] == "Accepted"
