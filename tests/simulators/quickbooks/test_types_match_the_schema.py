"""Every value that leaves the simulator is of the type that Intuit's published schema says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from leafledger_simulators.quickbooks.app import QuickBooksSimulator
from leafledger_simulators.quickbooks.wire import decode, encode
from tests.simulators.quickbooks.schema import SCHEMAS, misfits
from tests.simulators.quickbooks.serving import Books
from tests.simulators.quickbooks.test_recurring_kept import documents
from tests.simulators.quickbooks.test_recurring_run import at, template

pytestmark = pytest.mark.skipif(not SCHEMAS.exists(), reason=f"{SCHEMAS} is not here")


def strange(snapshot: Any) -> Iterator[str]:
    """Every misfit of a snapshot's records, company card and preferences."""
    for entity, found in snapshot["entities"].items():
        for body in found:
            # A template stands under the name of its document.
            held = body.items() if entity == "RecurringTransaction" else [(entity, body)]
            for name, one in held:
                yield from misfits(name, one, name)
    yield from misfits("CompanyInfo", snapshot["company_info"], "CompanyInfo")
    yield from misfits("Preferences", snapshot["preferences"], "Preferences")


@pytest.mark.parametrize("dataset", ["sample", "season"])
def test_every_value_of_a_dataset_has_its_type(dataset: str) -> None:
    simulator = QuickBooksSimulator("http://127.0.0.1:1", dataset, 1)
    assert set(strange(decode(encode(simulator.snapshot())))) == set()


def test_every_value_of_what_templates_make_has_its_type(books: Books) -> None:
    at(books, "2026-02-01")
    for name, document in documents(books).items():
        template(books, document, name)
    at(books, "2026-03-20")
    assert set(strange(books.control("/snapshot"))) == set()


def test_a_value_of_another_type_is_found() -> None:
    invoice: Any = {
        "TotalAmt": "9.00",
        "TxnDate": "tomorrow",
        "Line": {},
        "CustomerRef": {"value": 3},
        "EmailStatus": "Sent",
        "BillEmail": "a@b.example",
        "ApplyTaxAfterDiscount": "true",
        "MetaData": {"CreateTime": "soon"},
    }
    assert len(list(misfits("Invoice", invoice, "Invoice"))) == len(invoice)
