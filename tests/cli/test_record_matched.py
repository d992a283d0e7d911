"""`leafledger match` takes a person's word, unless QuickBooks has no such record."""

from __future__ import annotations

import pytest

from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.server


def test_a_matched_customer_gets_the_invoice(connected: CommandLine) -> None:
    order = connected.accepted()
    shown = connected.json("plan", order["number"])
    (new,) = [step for step in shown["steps"] if step["kind"] == "Customer"]
    customer = connected.books("Customer")[0]
    leaflink_id = new["record"].removeprefix("customer:")
    told = connected.json("match", "customer", leaflink_id, customer["Id"])
    assert told == {"name": customer["DisplayName"], "orders": 0}
    again = connected.json("plan", order["number"])
    (invoice,) = [step for step in again["steps"] if step["kind"] == "Invoice"]
    assert invoice["document"]["customer"] == customer["DisplayName"]


def test_a_match_lets_the_orders_that_waited_be_looked_at_again(connected: CommandLine) -> None:
    order = connected.accepted()
    shown = connected.json("plan", order["number"])
    (new,) = [step for step in shown["steps"] if step["kind"] == "Customer"]
    policy = next((connected.home / "policies").iterdir())
    text = policy.read_text()
    policy.write_text(text.replace("[customers]\ncreate = true", "[customers]\ncreate = false"))
    assert policy.read_text() != text
    told = connected.sync(code=1)
    assert order["number"] in {one["number"] for one in told["questions"]}
    leaflink_id = new["record"].removeprefix("customer:")
    ended = connected.run("match", "customer", leaflink_id, connected.books("Customer")[0]["Id"])
    assert ended.exit_code == 0
    theirs = connected.books("Customer")[0]["DisplayName"]
    assert f"with {theirs}. " in ended.stdout
    assert "looked at again (by" in ended.stdout
    assert connected.json("plan", order["number"])["questions"] == []


def test_only_a_customer_or_a_product_can_be_matched(unposted: CommandLine) -> None:
    assert (
        unposted.refusal("match", "vendor", "1", "2") == "Match a customer, a product or a payment."
    )


def test_a_payment_that_nobody_asks_about_is_not_matched(unposted: CommandLine) -> None:
    sentence = unposted.refusal("match", "payment", "71", "new")
    assert sentence.startswith("LeafLedger does not ask about a payment 71 of LeafLink.")


def test_a_match_with_a_record_that_is_not_there_is_refused(unposted: CommandLine) -> None:
    sentence = unposted.refusal("match", "customer", "1", "99999")
    assert sentence == "QuickBooks has no customer with the id 99999."


def test_a_record_that_is_taken_is_not_matched_twice(connected: CommandLine) -> None:
    order = connected.accepted()
    shown = connected.json("plan", order["number"])
    (new,) = [step for step in shown["steps"] if step["kind"] == "Customer"]
    customer = connected.books("Customer")[0]["Id"]
    connected.json("match", "customer", new["record"].removeprefix("customer:"), customer)
    sentence = connected.refusal("match", "customer", "900002", customer)
    taken_by = order["customer"]["display_name"]
    assert sentence == f'That QuickBooks record is already matched with customer "{taken_by}".'


def test_an_item_that_the_set_up_made_is_no_product(connected: CommandLine) -> None:
    made = next(i for i in connected.books("Item") if i["Name"] == "Cannabis tax (LeafLink)")
    sentence = connected.refusal("match", "product", "20001", made["Id"])
    assert sentence == (
        "That QuickBooks record is already matched with what LeafLedger set up for itself."
    )
