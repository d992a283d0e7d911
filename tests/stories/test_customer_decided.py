"""A customer that both sides changed follows the side whose word a person took (A9.3)."""

from __future__ import annotations

import pytest

from leafledger.bookkeeping.merging import Side
from leafledger.clerk.deciding import NothingToDecide
from leafledger.journal.audit import Wanted
from tests.cli.command_line import CommandLine
from tests.stories.buyer import Buyer

STREETS = ("1 LeafLink Lane", "2 Book Street")


def test_a_word_about_each_field_settles_it_and_is_written_down(buyer: Buyer) -> None:
    journey, before = buyer.journey, buyer.on_leaflink
    buyer.edit_on_leaflink(
        phone="(303) 555-0142", address=STREETS[0], delivery_address={"address": "5 Dock St"}
    )
    buyer.edit_in_quickbooks(
        PrimaryPhone={"FreeFormNumber": "303-555-0199"}, BillAddr={"Line1": STREETS[1]}
    )
    journey.sync()
    conflicts = journey.ledger.parts(journey.company).conflicts
    billing, telephone = sorted(conflicts.of(str(buyer.id)), key=lambda one: one.field)
    assert (telephone.leaflink, telephone.quickbooks) == ("(303) 555-0142", "303-555-0199")
    assert telephone.agreed == before["phone"]
    assert billing.quickbooks == STREETS[1]
    assert billing.leaflink.startswith(STREETS[0])
    asked = " ".join(buyer.asked())
    name = before["display_name"]
    assert f'leafledger decide customer "{name}" --field telephone --keep leaflink' in asked

    line = CommandLine(journey.running, journey.home)
    said = line.run(
        "decide", "customer", name, "--keep", "leaflink", "--field", "telephone", "--as", "Ann"
    )
    assert said.exit_code == 0, said.output
    assert "Ann took LeafLink's word." in said.stdout
    told = line.json("decide", "customer", name, "--keep", "quickbooks", "--as", "Ann")
    assert [one["field"] for one in told["fields"]] == ["billing address"]
    journey.sync()
    assert buyer.in_quickbooks["PrimaryPhone"]["FreeFormNumber"] == "(303) 555-0142"
    assert buyer.on_leaflink["address"] == STREETS[1]
    assert buyer.asked() == []
    assert conflicts.of(str(buyer.id)) == ()
    rows = journey.ledger.audit.rows(Wanted(person="Ann"), rows_max=10)
    words = {row.what.words: (row.what.before, row.what.after) for row in rows}
    assert words[f'Took LeafLink\'s word for "{name}": telephone.'] == (
        "303-555-0199", "(303) 555-0142",
    )  # fmt: skip
    assert "waits for a word" in line.refusal("decide", "customer", name, "--keep", "leaflink")


def test_what_changed_since_it_was_shown_is_not_decided(buyer: Buyer) -> None:
    journey = buyer.journey
    conflicts = journey.ledger.parts(journey.company).conflicts
    with pytest.raises(NothingToDecide, match="do not contradict each other"):
        conflicts.decide(str(buyer.id), Side.LEAFLINK, "Ann")
    buyer.edit_on_leaflink(phone="(303) 555-0142")
    buyer.edit_in_quickbooks(PrimaryPhone={"FreeFormNumber": "303-555-0199"})
    journey.sync()
    (shown,) = conflicts.of(str(buyer.id))
    buyer.edit_on_leaflink(phone="(303) 555-0143")
    journey.sync()
    with pytest.raises(NothingToDecide, match="reads otherwise by now"):
        conflicts.decide(str(buyer.id), Side.LEAFLINK, "Ann", shown=[shown.name])
    with pytest.raises(NothingToDecide, match="in e-mail"):
        conflicts.decide(str(buyer.id), Side.LEAFLINK, "Ann", fields=["e-mail"])
    assert len(buyer.asked()) == 1
