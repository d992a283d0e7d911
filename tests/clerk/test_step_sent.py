"""A step waits for the records its document points to, and its answer becomes a link."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from leafledger.bookkeeping.plan import Operation, Target
from leafledger.clerk.carrying_out import needs
from leafledger.clerk.sending import Ids, body_of, id_of, link_of
from leafledger.figures.references import fingerprint
from leafledger.ledger.items import Item, ItemType, Term
from leafledger.ledger.parties import Party
from leafledger.ledger.pointers import Known, Pending, RecordKind
from tests.clerk.written import invoice, step

CUSTOMER = Known(RecordKind.CUSTOMER, "58", "Green Mesa")
NEW_CUSTOMER = Pending(RecordKind.CUSTOMER, "customer:3", "Green Mesa")
ITEM = Known(RecordKind.ITEM, "301", "Blue Dream")
NEW_ITEM = Pending(RecordKind.ITEM, "product:8", "Blue Dream")
NEW_TERM = Pending(RecordKind.TERM, "term:net 15", "Net 15")


def _nothing(record: str) -> str:
    raise KeyError(record)


def test_a_document_of_known_records_needs_nothing_first() -> None:
    assert needs(step(invoice(CUSTOMER, ITEM))) == set()


def test_a_document_needs_every_record_that_is_still_to_be_made() -> None:
    document = invoice(NEW_CUSTOMER, ITEM, NEW_ITEM, NEW_ITEM, term=NEW_TERM)
    assert needs(step(document)) == {"customer:3", "product:8", "term:net 15"}


@pytest.mark.parametrize(
    "content",
    [
        Party("Green Mesa", "Green Mesa", "402R"),
        Item("Blue Dream", "BD", "", Decimal(12), ItemType.NON_INVENTORY, Known(
            RecordKind.ACCOUNT, "79")),
        Term("Net 15", 15),
        None,
    ],
)  # fmt: skip
def test_what_is_no_document_needs_nothing_first(content: Party | Item | Term | None) -> None:
    assert needs(step(content)) == set()


def test_a_record_that_exists_is_named_by_its_own_id() -> None:
    assert Ids(_nothing)(CUSTOMER) == "58"


def test_a_record_that_was_just_made_is_looked_up_by_its_key() -> None:
    assert Ids({"customer:3": "77"}.__getitem__)(NEW_CUSTOMER) == "77"
    with pytest.raises(KeyError):
        Ids(_nothing)(NEW_CUSTOMER)


def test_the_body_of_an_invoice_carries_ids_and_the_marker() -> None:
    written = step(invoice(NEW_CUSTOMER, ITEM))
    body = body_of(written.step, Ids({"customer:3": "77"}.__getitem__))
    assert body["CustomerRef"]["value"] == "77"
    assert body["DocNumber"] == "10492"
    assert str(body["PrivateNote"]).startswith("LeafLink order 7f1c2b90")
    assert "Id" not in body


def test_the_body_of_an_amendment_names_what_it_changes() -> None:
    written = step(invoice(CUSTOMER, ITEM), operation=Operation.AMEND)
    body = body_of(replace(written.step, target=Target("145", "3")), Ids(_nothing))
    assert (body["Id"], body["SyncToken"]) == ("145", "3")


def test_preferences_carry_no_id_and_are_called_one() -> None:
    assert id_of({}) == "1"
    assert id_of({"Id": "145"}) == "145"


def test_the_answer_to_a_created_customer_becomes_its_link() -> None:
    party = Party("Green Mesa", "Green Mesa", "402R")
    link = link_of(step(party, RecordKind.CUSTOMER), {"Id": "77", "DisplayName": "Green Mesa"})
    assert (link.quickbooks_id, link.name) == ("77", "Green Mesa")
    assert link.posted == fingerprint(party)
    assert (link.facts, link.answered) == ("", "")
