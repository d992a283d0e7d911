"""Who in QuickBooks a LeafLink customer may be, with the evidence, and who is sure (A9.1)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leafledger.bookkeeping.first_matching import Review, review, sure_matches
from leafledger.bookkeeping.known_records import Counterparts, Link
from leafledger.bookkeeping.licences import licences_in, plain_licence, shared_licences
from leafledger.bookkeeping.likeness import NEAR, Candidate, Likeness, name_likeness
from leafledger.commerce.customers import Address, Customer
from leafledger.ledger.parties import KnownParty, PostalAddress

GREEN_MESA = Customer(
    "8841", "Green Mesa", licence="402R-00123", email="ap@mesa.example", phone="(303) 555-0100",
    address=Address("12 Main St", "", "Moffat", "CO", "81143"),
)  # fmt: skip


def like(party: KnownParty) -> Candidate | None:
    """What Green Mesa and one QuickBooks customer have in common."""
    found = Likeness([party]).candidates(GREEN_MESA)
    return found[0] if found else None


def reviewed(*customers: Customer, parties: tuple[KnownParty, ...]) -> list[Review]:
    """The first run over these."""
    shared = shared_licences(customer.licence for customer in customers)
    return review(customers, Counterparts(parties=parties, shared_licences=shared))


@pytest.mark.parametrize(
    ("party", "evidence"),
    [
        (KnownParty("58", "0", "GM Holdings", text="Lic. 402r-00123"), "same licence 402R-00123"),
        (KnownParty("58", "0", "Green-Mesa LLC"), "same name"),
        (KnownParty("58", "0", "Green Messa"), "name 95 % alike"),
        (KnownParty("58", "0", "GM", email="AP@mesa.example"), "same e-mail ap@mesa.example"),
        (KnownParty("58", "0", "GM", phone="303.555.0100"), "same telephone (303) 555-0100"),
        (
            KnownParty("58", "0", "GM", billing=PostalAddress(("12 MAIN ST.",), "", "", "81143-2")),
            "same address",
        ),
    ],
)
def test_each_likeness_is_told_in_words(party: KnownParty, evidence: str) -> None:
    found = like(party)
    assert found is not None
    assert found.evidence == (evidence,)
    assert found.proves == ("licence" in evidence)


def test_another_business_is_no_candidate() -> None:
    assert like(KnownParty("58", "0", "Amy's Bird Sanctuary", email="amy@birds.example")) is None


def test_the_same_town_counts_only_beside_other_evidence() -> None:
    assert like(KnownParty("58", "0", "Cool Cars", city="Moffat")) is None
    with_town = like(KnownParty("58", "0", "GM", email="ap@mesa.example", city="Moffat"))
    without = like(KnownParty("58", "0", "GM", email="ap@mesa.example"))
    assert with_town is not None
    assert without is not None
    assert with_town.score > without.score
    assert "same town Moffat" in with_town.evidence


def test_the_likeliest_comes_first_and_proof_before_likeness() -> None:
    parties = [
        KnownParty("1", "0", "Green Mesa", email="ap@mesa.example", phone="(303) 555-0100"),
        KnownParty("2", "0", "GM Holdings", text="402R-00123"),
        KnownParty("3", "0", "Green Messa"),
    ]
    assert [one.party.id for one in Likeness(parties).candidates(GREEN_MESA)] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("one", "other", "percent"),
    [
        ("Green-Mesa LLC", "Green Mesa", 100),
        ("The Green Mesa Company", "green mesa, inc.", 100),
        ("Greenmesa", "Green Mesa", 100),
        ("R & R Wellness, Inc.", "R and R Wellness LLC", 100),
        ("", "Green Mesa", 0),
    ],
)
def test_legal_forms_and_spelling_do_not_hide_a_name(one: str, other: str, percent: int) -> None:
    assert name_likeness(one, other) == percent


def test_a_slip_of_the_pen_is_near_enough_to_be_asked_about() -> None:
    found = like(KnownParty("58", "0", "Green Messa"))
    assert found is not None
    assert found.score >= NEAR


def test_the_same_street_is_near_however_it_is_written() -> None:
    street = Address("4200 North Federal Boulevard", "", "Pueblo", "CO", "81001")
    buyer = replace(GREEN_MESA, address=street)
    shop = PostalAddress(("4200 N. Federal Blvd",), "Pueblo", "CO", "81001")
    (found,) = Likeness([KnownParty("58", "0", "Grover", billing=shop)]).candidates(buyer)
    assert found.evidence == ("same address",)
    assert found.score >= NEAR


def test_one_licence_on_one_customer_of_each_side_is_sure() -> None:
    (one,) = reviewed(GREEN_MESA, parties=(KnownParty("58", "0", "GM", text="402R-00123"),))
    assert one.sure is not None
    assert one.sure.party.id == "58"


def test_a_licence_that_two_leaflink_customers_have_is_never_sure() -> None:
    twin = replace(GREEN_MESA, id="8842", name="Green Mesa South")
    found = reviewed(GREEN_MESA, twin, parties=(KnownParty("58", "0", "GM", text="402R-00123"),))
    assert [one.sure for one in found] == [None, None]
    assert {one.remark for one in found} == {"another LeafLink customer claims it too"}


def test_a_licence_on_two_quickbooks_customers_is_never_sure() -> None:
    parties = tuple(KnownParty(id_, "0", f"GM {id_}", text="402R-00123") for id_ in ("58", "59"))
    (one,) = reviewed(GREEN_MESA, parties=parties)
    assert one.sure is None
    assert one.remark == "several QuickBooks customers have its licence"


def test_the_id_that_leaflink_names_outweighs_a_licence() -> None:
    named = replace(GREEN_MESA, books_id="59")
    parties = (KnownParty("58", "0", "GM", text="402R-00123"), KnownParty("59", "0", "Mesa"))
    (one,) = reviewed(named, parties=parties)
    assert one.sure is not None
    assert one.sure.party.id == "59"


def test_a_name_alone_is_never_sure_however_alike() -> None:
    (one,) = reviewed(GREEN_MESA, parties=(KnownParty("58", "0", "Green Mesa"),))
    assert one.candidates
    assert one.sure is None


def test_who_is_linked_archived_or_surely_new_is_not_listed() -> None:
    others = [replace(GREEN_MESA, id=id_) for id_ in ("1", "2")]
    known = Counterparts(
        links={"customer:1": Link("customer:1", "58")}, surely_new=frozenset({"customer:2"})
    )
    assert review([*others, replace(GREEN_MESA, id="3", archived=True)], known) == []


def test_inactive_and_taken_customers_are_no_candidates() -> None:
    parties = (
        KnownParty("58", "0", "Green Mesa", text="402R-00123"),
        KnownParty("59", "0", "Green Mesa (deleted)", active=False),
    )
    known = Counterparts(parties=parties, linked_parties=frozenset({"58"}))
    (one,) = review([GREEN_MESA], known)
    assert one.candidates == ()


def test_the_sure_ones_alone_are_those_of_a_whole_review() -> None:
    like = KnownParty("60", "0", "Green Mesa")
    proven = KnownParty("58", "0", "GM", text="402R-00123")
    nobody = replace(GREEN_MESA, id="9", licence="", email="", phone="")
    known = Counterparts(parties=(like, proven))
    (one,) = sure_matches([GREEN_MESA, nobody], known)
    assert one.sure is not None
    assert (one.customer.id, one.sure.party.id) == ("8841", "58")
    assert [r.customer.id for r in review([GREEN_MESA, nobody], known) if r.sure] == ["8841"]


def test_whom_a_person_took_apart_is_a_question_whatever_the_licence_says() -> None:
    proven = KnownParty("58", "0", "GM", text="402R-00123")
    known = Counterparts(parties=(proven,), apart=frozenset({("customer:8841", "58")}))
    (one,) = review([GREEN_MESA], known)
    assert one.sure is None
    assert one.remark == "somebody said that it is not this one"
    assert sure_matches([GREEN_MESA], known) == []


def test_a_licence_is_found_however_it_is_written() -> None:
    assert plain_licence("402R-00123") in licences_in("Resale, lic 402r 00123.")
    assert "D104" in licences_in("Licence D-104, since 2025")
    assert "2025" not in licences_in("Licence D-104, since 2025")
    assert shared_licences(["402R-00123", "402r 00123", "C10-1", "", ""]) == {"402R00123"}
