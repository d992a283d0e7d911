"""Webhooks are a doorbell: forged ones change nothing, doubled and shuffled ones do no harm."""

from __future__ import annotations

import json

import httpx2

from leafledger_simulators.leaflink.webhooks import signature
from tests.stories.journey import Journey

PATH = "hooks/leaflink/"


def _ring(address: str, company: str, raw: bytes, key: str | None) -> int:
    headers = {} if key is None else {"LL-Signature": signature(key, raw)}
    answer = httpx2.post(f"{address}{PATH}{company}", content=raw, headers=headers, trust_env=False)
    return answer.status_code


def test_a_webhook_with_a_wrong_signature_changes_nothing_and_is_counted(
    journey: Journey,
) -> None:
    number = journey.accepted()
    raw = json.dumps({"action": "edit", "type": "order", "data": {"number": number}}).encode()
    with journey.hearing(leaflink=False) as address:
        journey.running.control("leaflink", "/events", {})
        assert _ring(address, journey.name, raw, "not the key") == 401
        assert _ring(address, journey.name, raw, None) == 401
        journey.quiet()
        assert journey.running.control("leaflink", "/events")["events"] == []
    assert journey.counted("leaflink webhook wrong signature") == 2
    assert journey.invoices_of(number) == []


def test_a_webhook_with_the_right_signature_posts_the_same_order(journey: Journey) -> None:
    number = journey.accepted()
    raw = json.dumps({"action": "edit", "type": "order", "data": {"number": number}}).encode()
    with journey.hearing(leaflink=False) as address:
        assert _ring(address, journey.name, raw, journey.running.leaflink["webhook_key"]) == 202
        assert _ring(address, "nobody", raw, journey.running.leaflink["webhook_key"]) == 404
        journey.quiet()
    journey.proves(number)


def test_a_webhook_is_never_believed_only_looked_after(journey: Journey) -> None:
    """A stolen key would sign anything; what the webhook says of the order is not read."""
    number = journey.accepted()
    data = {"number": number, "status": "Complete", "total": {"amount": 1_000_000.0}}
    raw = json.dumps({"action": "edit", "type": "order", "data": data}).encode()
    with journey.hearing(leaflink=False) as address:
        assert _ring(address, journey.name, raw, journey.running.leaflink["webhook_key"]) == 202
        journey.quiet()
    assert journey.proves(number).booked.amount == journey.total(number)


def test_doubled_and_shuffled_webhooks_make_one_invoice_each(journey: Journey) -> None:
    customer = journey.customers()[0]["id"]
    with journey.hearing():
        weather = {"double": 1.0, "delay_seconds_max": 0.4}
        journey.running.control("leaflink", "/webhooks", weather)
        numbers = [journey.place(customer=customer, cases=2 + extra) for extra in range(4)]
        for number in numbers:
            journey.accept(number)
            journey.set_cases(number, 5)
        journey.settle()
    assert journey.counted("leaflink webhook marked") >= 2 * 3 * len(numbers)
    assert [len(journey.invoices_of(number)) for number in numbers] == [1] * len(numbers)
    for number in numbers:
        assert journey.proves(number).booked.amount == journey.total(number)


def test_dropped_webhooks_are_made_up_for_by_polling(journey: Journey) -> None:
    with journey.hearing():
        journey.running.control("leaflink", "/webhooks", {"drop": 1.0})
        number = journey.accepted()
        journey.settle()
        assert journey.invoices_of(number) == []
    journey.sync()
    journey.proves(number)
