"""The client against the imitated QuickBooks: what it writes stands there, once, to the cent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from leafledger.errors import Reconnect, Refused, TryAgain
from leafledger.figures.money import Money
from leafledger.ledger.accounts import AccountType
from leafledger.ledger.documents import DocumentKind, SalesDocument, SalesLine
from leafledger.ledger.items import Item, ItemType, Term
from leafledger.ledger.parties import Party
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.accounts import read_account
from leafledger.quickbooks.aging import REPORT, read_aging
from leafledger.quickbooks.changes import cdc
from leafledger.quickbooks.client import QuickBooks
from leafledger.quickbooks.company import read_company, read_preferences, wire_preferences_fix
from leafledger.quickbooks.consent import App, Consent, SignIn, Tokens
from leafledger.quickbooks.customers import read_party, wire_party
from leafledger.quickbooks.items import read_item, wire_item
from leafledger.quickbooks.queries import where_equal
from leafledger.quickbooks.refusals import is_duplicate_number, is_name_taken, is_stale
from leafledger.quickbooks.sales_documents import (
    read_document,
    wire_amendment,
    wire_document,
    wire_void,
)
from leafledger.quickbooks.terms import read_term, wire_term
from tests.quickbooks.documents import ids
from tests.quickbooks.exchange import Keeper
from tests.running import RunningSimulators, StartSimulators

AWKWARD = "O'Hare \\ Söhne & Co"


def consent_of(pair: RunningSimulators) -> Consent:
    """The owner's consent to the imitated company."""
    told = pair.quickbooks
    app = App(told["client_id"], told["client_secret"], told["discovery_url"], "http://localhost/")
    return Consent(app, user_agent="LeafLedger/test")


def keeper_of(pair: RunningSimulators) -> Keeper:
    """The tokens of the credentials file."""
    told = pair.quickbooks
    hour = datetime.now(UTC) + timedelta(hours=1)
    return Keeper(Tokens(told["access_token"], told["refresh_token"], hour))


@pytest.fixture
def pair(simulators: StartSimulators) -> RunningSimulators:
    """The imitated company with its limits off: speed is another test's matter."""
    running = simulators("sample")
    running.control("quickbooks", "/limits", {"enabled": False})
    return running


@pytest.fixture
def connect(pair: RunningSimulators) -> Iterator[Callable[..., QuickBooks]]:
    """A client of the company, by whichever keeper of tokens."""
    clients = []

    def connected(keeper: Keeper | None = None, timeout_seconds: float = 10) -> QuickBooks:
        client = QuickBooks(
            base_url=pair.quickbooks["base_url"],
            realm=pair.quickbooks["realm_id"],
            sign_in=SignIn(keeper or keeper_of(pair), consent_of(pair)),
            pace=lambda _: None,
            on_throttle=lambda _, __: None,
            user_agent="LeafLedger/test",
            meter=lambda _: None,
            timeout_seconds=timeout_seconds,
        )
        clients.append(client)
        return client

    yield connected
    for client in clients:
        client.close()


def invoice_of(client: QuickBooks) -> SalesDocument:
    """An invoice for a customer and an item that were just made."""
    sales = next(
        account
        for account in map(read_account, client.query_all("Account"))
        if account.type is AccountType.INCOME
    )
    party = Party(AWKWARD, AWKWARD, "402R-00123", note="LeafLink customer 1")
    customer = client.write("Customer", wire_party(party, ids), request_id="customer").record
    income = Known(RecordKind.ACCOUNT, sales.id)
    item = Item("Blue Dream 1g", "BD-1", "", Decimal("9.00"), ItemType.NON_INVENTORY, income)
    made = read_item(client.write("Item", wire_item(item, ids), request_id="item").record)
    known = Known(RecordKind.ITEM, made.id, made.name)
    return SalesDocument(
        kind=DocumentKind.INVOICE,
        customer=Known(RecordKind.CUSTOMER, read_party(customer).id),
        number="LL-10492",
        dated=date(2026, 11, 2),
        note="LeafLink order aec108ac",
        lines=(
            SalesLine(known, "a", Decimal(7), Decimal("9.00"), Money.of("63.00"), sales.name),
            SalesLine(known, "b", Decimal(3), None, Money.of("10.00"), sales.name),
        ),
        due=date(2026, 11, 17),
    )


def allow_our_numbers(client: QuickBooks) -> None:
    """Switch on what our documents need."""
    now = client.preferences()
    fix = wire_preferences_fix(now, shipping=True, discount=True, custom_numbers=True)
    client.write("Preferences", fix, request_id="preferences")
    after = read_preferences(client.preferences())
    assert (after.custom_numbers, after.discount_line, after.shipping_line) == (True, True, True)


def test_an_invoice_reads_back_as_it_was_answered(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    allow_our_numbers(client)
    wanted = invoice_of(client)
    answered = client.write("Invoice", wire_document(wanted, ids), request_id="invoice")
    assert answered.trace
    known = read_document(answered.record, DocumentKind.INVOICE)
    assert (known.total, known.open, known.number) == (wanted.total, wanted.total, "LL-10492")
    by_id = client.read("Invoice", known.id)
    (by_number,) = client.query_all("Invoice", where_equal("DocNumber", "LL-10492"))
    assert by_id is not None
    assert read_document(by_id, DocumentKind.INVOICE) == known
    assert read_document(by_number, DocumentKind.INVOICE) == known
    assert client.count("Customer", where_equal("DisplayName", AWKWARD.upper())) == 1


def test_a_repeated_request_makes_no_second_invoice(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    body = wire_document(invoice_of(client), ids)
    first, again = (client.write("Invoice", body, request_id="same") for _ in range(2))
    assert first.record["Id"] == again.record["Id"]


def test_a_lost_answer_leaves_a_doubt_that_the_same_request_settles(
    pair: RunningSimulators, connect: Callable[..., QuickBooks]
) -> None:
    client = connect()
    body = wire_document(invoice_of(client), ids)
    before = client.count("Invoice")
    pair.control("quickbooks", "/faults", {"kind": "drop_after", "path": "/invoice"})
    with pytest.raises(TryAgain) as caught:
        client.write("Invoice", body, request_id="doubtful")
    assert caught.value.maybe_done
    assert client.count("Invoice") == before + 1
    client.write("Invoice", body, request_id="doubtful")
    assert client.count("Invoice") == before + 1


def test_an_amended_invoice_is_the_same_invoice_lower(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    wanted = invoice_of(client)
    made = client.write("Invoice", wire_document(wanted, ids), request_id="invoice").record
    known = read_document(made, DocumentKind.INVOICE)
    less = replace(wanted, lines=wanted.lines[:1])
    change = wire_amendment(less, ids, known.id, known.sync_token)
    lower = read_document(
        client.write("Invoice", change, request_id="amend").record, DocumentKind.INVOICE
    )
    assert (lower.id, lower.total) == (known.id, Money.of("63.00"))
    with pytest.raises(Refused) as caught:
        client.write("Invoice", change, request_id="amend again")
    assert is_stale(caught.value)


def test_a_void_leaves_nothing_open(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    made = client.write("Invoice", wire_document(invoice_of(client), ids), request_id="i").record
    known = read_document(made, DocumentKind.INVOICE)
    gone = client.write(
        "Invoice", wire_void(known.id, known.sync_token), request_id="v", operation="void"
    )
    voided = read_document(gone.record, DocumentKind.INVOICE)
    assert (voided.total, voided.open, voided.voided) == (Money.zero(), Money.zero(), True)


def test_taken_names_and_numbers_are_recognised(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    allow_our_numbers(client)
    body = wire_document(invoice_of(client), ids)
    made = client.write("Invoice", body, request_id="one").record
    with pytest.raises(Refused) as caught:
        client.write("Invoice", body, request_id="two")
    assert is_duplicate_number(caught.value) == made["Id"]
    with pytest.raises(Refused) as caught:
        client.write("Customer", wire_party(Party(AWKWARD.lower(), "", ""), ids), request_id="c")
    assert is_name_taken(caught.value)


def test_lists_and_the_company_can_be_read(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    company = read_company(client.company_info(), client.realm)
    assert company.name
    assert company.realm == client.realm
    assert [read_party(wire) for wire in client.query_all("Customer", include_inactive=True)]
    term = client.write("Term", wire_term(Term("Net 17", 17)), request_id="t").record
    assert read_term(term) in [read_term(wire) for wire in client.query_all("Term")]
    assert client.read("Invoice", "99999999") is None


def test_the_aging_is_the_sum_of_the_open_invoices(connect: Callable[..., QuickBooks]) -> None:
    client = connect()
    client.write("Invoice", wire_document(invoice_of(client), ids), request_id="i")
    aging = read_aging(client.report(REPORT, report_date="2026-12-31"))
    balances = [Decimal(str(wire["Balance"])) for wire in client.query_all("Customer")]
    assert aging.total == Money(sum(balances, Decimal(0)))


def test_what_changed_is_heard_and_so_is_what_was_deleted(
    connect: Callable[..., QuickBooks],
) -> None:
    client = connect()
    made = client.write("Invoice", wire_document(invoice_of(client), ids), request_id="i").record
    since = datetime.fromisoformat(made["MetaData"]["CreateTime"]) - timedelta(seconds=1)
    heard = cdc(client, ["Invoice", "Customer"], since)
    assert made["Id"] in {row["Id"] for row in heard.changed["Invoice"]}
    target = wire_void(made["Id"], made["SyncToken"])
    client.write("Invoice", target, request_id="d", operation="delete")
    heard = cdc(client, ["Invoice", "Customer"], since)
    assert heard.deleted == {"Invoice": [made["Id"]]}
    assert client.read("Invoice", made["Id"]) is None


def test_a_dead_access_token_is_renewed_and_a_revoked_consent_is_not(
    pair: RunningSimulators, connect: Callable[..., QuickBooks]
) -> None:
    stored = keeper_of(pair)
    client = connect(stored)
    dead = replace(stored.current(), access_token="dead")
    stored.replace(stored.current(), lambda _: dead)
    assert client.count("Customer") > 0
    assert stored.current().hard_expires_at is not None
    consent_of(pair).revoke(stored.current())
    with pytest.raises(Reconnect):
        client.count("Customer")
