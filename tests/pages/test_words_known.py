"""Everything a bookkeeper may be shown has words of its own on the pages."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.questions import QuestionKind
from leafledger.dashboard import wording
from leafledger.reconciliation.checks import SECTIONS
from leafledger.reconciliation.kept_orders import StandsNow
from leafledger.reconciliation.proof import Standing


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


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("stands", StandsNow)
def test_every_way_to_stand_has_a_word(stands: StandsNow, *, held: bool) -> None:
    assert wording.state_of(stands, held=held) in wording.STATES


def test_what_is_in_work_is_held_with_its_company() -> None:
    assert wording.state_of(StandsNow.IN_WORK, held=False) is wording.READY
    assert wording.state_of(StandsNow.IN_WORK, held=True) is wording.HELD


def test_no_two_states_share_a_shape() -> None:
    assert len({state.shape for state in wording.STATES}) == len(wording.STATES)


@pytest.mark.parametrize(
    ("price", "shown"),
    [("187.5", "187.50"), ("1180", "1,180.00"), ("0.125", "0.125"), ("17.250", "17.25"), ("", "–")],
)
def test_a_price_is_shown_with_its_cents(price: str, shown: str) -> None:
    assert wording.price(price) == shown
