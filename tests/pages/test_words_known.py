"""Everything a bookkeeper may be shown has words of its own on the pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.dashboard import wording
from leafledger.figures.money import Money
from leafledger.journal.asides import Aside, Word
from leafledger.reconciliation.checks import SECTIONS
from leafledger.reconciliation.proof import OrderProof, Standing

ZERO = Money.zero()


def order(standing: Standing, why: str = "") -> OrderProof:
    return OrderProof("one", "10492", "Accepted", "Mesa", ZERO, ZERO, ZERO, ZERO, (), standing, why)


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_cause_has_its_words(kind: QuestionKind) -> None:
    assert wording.cause(kind)
    assert "_" not in wording.cause(kind)


def test_no_two_causes_have_the_same_words() -> None:
    assert len(set(wording.CAUSES.values())) == len(QuestionKind)


@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_a_word_and_a_shape(standing: Standing) -> None:
    state = wording.STANDINGS[standing]
    assert state.word
    assert state.shape


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_of_a_proof_has_a_name(section: str) -> None:
    assert wording.SECTION_NAMES[section]


def test_what_people_agreed_on_is_told_as_agreed() -> None:
    assert wording.state_of(order(Standing.AGREED), (), held=False) is wording.AGREED


def test_an_order_that_was_undone_is_told_as_undone() -> None:
    undone = order(Standing.WAITING, "It was undone by Ann.")
    assert wording.state_of(undone, (), held=False, undone={"one"}) is wording.UNDONE


@pytest.mark.parametrize(
    ("word", "standing", "shown"),
    [
        (Word.HELD, Standing.WAITING, wording.HELD),
        (Word.HELD, Standing.PROVED, wording.HELD),
        (Word.HELD, Standing.DIFFERS, wording.NEEDS_ATTENTION),
        (Word.SKIPPED, Standing.SKIPPED, wording.SKIPPED),
        (Word.SKIPPED, Standing.WAITING, wording.SKIPPED),
    ],
)
def test_an_order_that_was_set_aside_is_told_so(
    word: Word, standing: Standing, shown: wording.State
) -> None:
    aside = {"one": Aside(word, "a gift", "Ann", "2026-11-02T19:00:00+00:00", "10492")}
    assert wording.state_of(order(standing), (), held=False, aside=aside) is shown
    stands = replace(order(Standing.PROVED), wanted=Money.of("1"), booked=Money.of("1"))
    if word is Word.SKIPPED:
        assert wording.state_of(stands, (), held=False, aside=aside) is wording.PROVED


def test_a_proved_order_with_a_question_needs_attention() -> None:
    """A payment that waits is the order's matter, however well its invoice stands."""
    proved = order(Standing.PROVED)
    assert wording.state_of(proved, {"one"}, held=False) is wording.NEEDS_ATTENTION
    assert wording.state_of(proved, (), held=False) is wording.PROVED


def test_no_two_states_share_a_shape() -> None:
    assert len({state.shape for state in wording.STATES}) == len(wording.STATES)


@pytest.mark.parametrize(
    ("price", "shown"),
    [("187.5", "187.50"), ("1180", "1,180.00"), ("0.125", "0.125"), ("17.250", "17.25"), ("", "–")],
)
def test_a_price_is_shown_with_its_cents(price: str, shown: str) -> None:
    assert wording.price(price) == shown
