"""Every fault says who acts and what became of the change (reference/quickbooks.md 9)."""

from __future__ import annotations

import re

import httpx2
import pytest

from leafledger.errors import AskBookkeeper, OurBug, Reconnect, Refused, Trouble, TryAgain
from leafledger.quickbooks.client import ATTEMPTS_MAX, Wire
from leafledger.quickbooks.fault_sentences import FAULTS
from leafledger.quickbooks.refusals import (
    is_duplicate_number,
    is_gone,
    is_name_taken,
    is_stale,
)
from tests.quickbooks.exchange import Answer, Exchange, fault

BODY: Wire = {"CustomerRef": {"value": "1"}}
LOCK = (
    "Business Validation Error: another user was creating/editing/deleting a transaction with "
    "inventory products at exactly the same time. Please try again."
)
DUPLICATE = (
    "Duplicate Document Number Error : You must specify a different number. This number has "
    "already been used. DocNumber=10492 is assigned to TxnType=Invoice with TxnId=145"
)


def trouble_of(*answers: Answer) -> Trouble:
    """What a write raises for these answers."""
    with pytest.raises(Trouble) as caught:
        Exchange(list(answers)).client().write("Invoice", BODY, request_id="r")
    return caught.value


@pytest.mark.parametrize(
    ("code", "status", "acts"),
    [
        ("120", 403, Reconnect),
        ("3100", 403, Reconnect),
        ("600", 400, Refused),
        ("610", 400, Refused),
        ("620", 400, Refused),
        ("2010", 400, OurBug),
        ("2020", 400, OurBug),
        ("2500", 400, Refused),
        ("4000", 400, OurBug),
        ("5010", 400, Refused),
        ("5020", 403, AskBookkeeper),
        ("6000", 400, AskBookkeeper),
        ("6070", 400, OurBug),
        ("6140", 400, Refused),
        ("6190", 403, AskBookkeeper),
        ("6200", 400, AskBookkeeper),
        ("6210", 400, AskBookkeeper),
        ("6240", 400, Refused),
        ("6270", 400, AskBookkeeper),
        ("6430", 400, AskBookkeeper),
        ("6480", 400, AskBookkeeper),
        ("6540", 400, AskBookkeeper),
        ("10100", 400, OurBug),
        ("10200", 400, AskBookkeeper),
        ("5999", 400, AskBookkeeper),
        ("199", 403, Reconnect),
        ("2999", 400, OurBug),
        ("not a number", 400, OurBug),
    ],
)
def test_a_fault_says_who_acts(code: str, status: int, acts: type[Trouble]) -> None:
    trouble = trouble_of(fault(code, "words of theirs", status=status))
    assert type(trouble) is acts
    assert trouble.evidence.code == code
    assert trouble.evidence.trace == "1-trace"
    assert trouble.evidence.detail == "words of theirs"


def test_every_code_of_the_fact_sheet_has_a_sentence() -> None:
    codes = (
        "100 110 120 130 140 150 500 600 610 620 1000 1010 1020 1040 1050 2010 2020 2030 2040 "
        "2050 2060 2070 2080 2090 2100 2110 2130 2170 2210 2250 2260 2300 2290 2500 3000 3100 "
        "3200 3201 3202 4000 4001 4002 5010 5020 5030 6000 6070 6080 6100 6140 6180 6190 6200 "
        "6210 6240 6250 6270 6420 6430 6450 6480 6520 6540 6560 10100 10200"
    )
    # 3001 (throttle) and 10000 (severe) depend on more than their code.
    assert set(FAULTS) == set(codes.split())


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_every_sentence_tells_what_became_of_the_money_and_no_code(code: str) -> None:
    sentence = FAULTS[code][1]
    assert re.search(r"(Nothing was \w+|read again|looked up)", sentence)
    assert sentence.endswith(".")
    plain = re.sub("QuickBooks|LeafLedger|LeafLink", "", sentence)
    assert not re.search(r"\d{3,}|[a-z][A-Z]|Error|Exception", plain)


def test_the_stock_lock_passes_by_waiting_and_changed_nothing() -> None:
    trouble = trouble_of(fault("6000", LOCK))
    assert isinstance(trouble, TryAgain)
    assert not trouble.maybe_done
    assert trouble.wait_seconds > 0


def test_quickbooks_own_words_stand_in_a_business_refusal() -> None:
    trouble = trouble_of(fault("6000", "The amount {words} is odd."))
    assert "The amount {words} is odd." in trouble.sentence


@pytest.mark.parametrize(
    "answer",
    [
        fault("10000", status=500),
        fault("10000", status=400),
        httpx2.Response(500),
        httpx2.Response(504, text="<html>Gateway timeout</html>"),
        httpx2.Response(200, text="<html>Hello</html>"),
        httpx2.ReadTimeout("lost"),
        httpx2.RemoteProtocolError("cut"),
    ],
)
def test_a_change_without_a_clear_answer_is_in_doubt(answer: Answer) -> None:
    trouble = trouble_of(answer)
    assert isinstance(trouble, TryAgain)
    assert trouble.maybe_done
    assert "looked up before anything else" in trouble.sentence


def test_a_question_without_an_answer_changed_nothing() -> None:
    with pytest.raises(TryAgain) as caught:
        Exchange([httpx2.ReadTimeout("lost")]).client().query("SELECT * FROM Term")
    assert not caught.value.maybe_done


def test_a_change_that_never_left_is_not_in_doubt() -> None:
    trouble = trouble_of(httpx2.ConnectError("no route"))
    assert isinstance(trouble, TryAgain)
    assert not trouble.maybe_done


@pytest.mark.parametrize(("header", "seconds"), [("", 60), ("5", 5), ("-1", 60), ("x", 60)])
def test_too_many_calls_wait_and_tell_the_pace(header: str, seconds: float) -> None:
    answer = fault("3001", status=429, kind="SERVICE")
    if header:
        answer.headers["Retry-After"] = header
    exchange = Exchange([answer])
    with pytest.raises(TryAgain) as caught:
        exchange.client().write("Invoice", BODY, request_id="r")
    assert (caught.value.maybe_done, caught.value.wait_seconds) == (False, seconds)
    assert exchange.throttled == [("single", seconds)]
    assert len(exchange.asked) == 1
    assert exchange.metered == []


def test_a_200_with_a_fault_is_a_fault() -> None:
    trouble = trouble_of(fault("6240", "Another customer is already using this name", status=200))
    assert isinstance(trouble, Refused)
    assert is_name_taken(trouble)


def test_the_document_that_has_the_number_is_named() -> None:
    assert is_duplicate_number(trouble_of(fault("6140", DUPLICATE))) == "145"
    assert is_duplicate_number(trouble_of(fault("6140", "Duplicate"))) == ""
    assert is_duplicate_number(trouble_of(fault("6240", DUPLICATE))) is None


def test_stale_and_gone_are_told_apart() -> None:
    stale, gone = trouble_of(fault("5010")), trouble_of(fault("610"))
    assert (is_stale(stale), is_gone(stale)) == (True, False)
    assert (is_stale(gone), is_gone(gone)) == (False, True)
    assert is_gone(trouble_of(fault("2500")))
    assert is_gone(trouble_of(httpx2.Response(404)))


def test_an_answer_of_the_wrong_form_is_our_bug() -> None:
    assert isinstance(trouble_of(httpx2.Response(200, json={"Bill": {}})), OurBug)
    assert isinstance(trouble_of(httpx2.Response(413, text="too large")), OurBug)
    assert isinstance(trouble_of(httpx2.Response(302, headers={"Location": "/"})), OurBug)


def test_a_bad_gateway_is_tried_a_few_times_and_given_up() -> None:
    exchange = Exchange([httpx2.Response(502, text="<html>")])
    with pytest.raises(TryAgain):
        exchange.client().write("Invoice", BODY, request_id="r")
    assert len(exchange.asked) == len(exchange.paced) == ATTEMPTS_MAX
    assert {dict(request.url.params)["requestid"] for request in exchange.asked} == {"r"}
