"""A client written by others against the real API finds what it expects."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from quickbooks.batch import batch_create
from quickbooks.cdc import change_data_capture
from quickbooks.objects import (
    Account,
    CompanyInfo,
    CreditMemo,
    Customer,
    Deposit,
    Invoice,
    Item,
    JournalEntry,
    Payment,
    PaymentMethod,
    Preferences,
    TaxCode,
    Term,
    Vendor,
)
from quickbooks.objects.base import Ref
from quickbooks.objects.creditmemo import CreditMemo as CreditMemoObject
from quickbooks.objects.deposit import DepositLine, DepositLineDetail
from quickbooks.objects.detailline import SalesItemLine, SalesItemLineDetail
from quickbooks.objects.journalentry import JournalEntryLine, JournalEntryLineDetail
from quickbooks.objects.payment import PaymentLine

from quickbooks import exceptions
from tests.simulators.quickbooks.serving import Books


def customer(qb: Any, name: str = "Acme's Shop") -> Any:
    made = Customer()
    made.DisplayName = name
    made.CompanyName = name
    made.save(qb=qb)
    return made


def item(qb: Any) -> Any:
    account = Account.filter(Name="Sales of Product Income", qb=qb)[0]
    made = Item()
    made.Name = "Blue Dream 1g"
    made.Type = "NonInventory"
    made.Sku = "BD-1"
    made.IncomeAccountRef = account.to_ref()
    made.save(qb=qb)
    return made


def line(of: Any, amount: float) -> Any:
    made = SalesItemLine()
    made.Amount = amount
    made.SalesItemLineDetail = SalesItemLineDetail()
    made.SalesItemLineDetail.ItemRef = of.to_ref()
    return made


def invoice(qb: Any, buyer: Any, sold: Any, amount: float = 100.0, **more: Any) -> Any:
    made = Invoice()
    made.CustomerRef = buyer.to_ref()
    made.Line = [line(sold, amount)]
    made.save(qb=qb, **more)
    return made


def test_lists_are_found_again_by_name_with_an_apostrophe(qb: Any) -> None:
    made = customer(qb)
    found = Customer.filter(DisplayName="Acme's Shop", qb=qb)
    assert [one.Id for one in found] == [made.Id]
    assert Customer.query("select * from Customer where DisplayName = 'Acme\\'s Shop'", qb=qb)
    assert Customer.count("DisplayName LIKE 'Acme%'", qb=qb) == 1
    assert Customer.get(made.Id, qb=qb).CompanyName == "Acme's Shop"
    assert Customer.choose([made.Id], field="Id", qb=qb)[0].Id == made.Id


def test_an_update_sends_the_whole_object_back(qb: Any) -> None:
    made = customer(qb)
    made.CompanyName = "Acme Holdings"
    made.save(qb=qb)
    found = Customer.get(made.Id, qb=qb)
    assert (found.SyncToken, found.CompanyName) == ("1", "Acme Holdings")


def test_an_invoice_lives_and_is_voided(qb: Any) -> None:
    made = Invoice.get(invoice(qb, customer(qb), item(qb)).Id, qb=qb)
    assert (made.TotalAmt, made.Balance, made.DocNumber) == (100, 100, "1001")
    made.PrivateNote = "changed"
    made.save(qb=qb)
    changed = Invoice.get(made.Id, qb=qb)
    assert (changed.PrivateNote, changed.TotalAmt) == ("changed", 100)
    changed.void(qb=qb)
    voided = Invoice.get(made.Id, qb=qb)
    assert (voided.TotalAmt, voided.Balance) == (0, 0)
    assert "Voided" in voided.PrivateNote


def test_create_is_idempotent_by_request_id(qb: Any) -> None:
    buyer, sold = customer(qb), item(qb)
    first = invoice(qb, buyer, sold, request_id="once")
    second = invoice(qb, buyer, sold, request_id="once")
    assert first.Id == second.Id
    assert Invoice.count(qb=qb) == 1


def test_a_payment_is_linked_and_voided(qb: Any) -> None:
    buyer = customer(qb)
    sold = invoice(qb, buyer, item(qb))
    payment = Payment()
    payment.CustomerRef = buyer.to_ref()
    payment.TotalAmt = 100
    paid = PaymentLine()
    paid.Amount = 100
    paid.LinkedTxn = [sold.to_linked_txn()]
    payment.Line.append(paid)
    payment.save(qb=qb)
    assert Invoice.get(sold.Id, qb=qb).Balance == 0
    payment.void(qb=qb)
    assert Invoice.get(sold.Id, qb=qb).Balance == 100


def test_a_memo_a_journal_and_a_deposit_are_saved(qb: Any) -> None:
    buyer = customer(qb)
    memo: Any = CreditMemoObject()
    memo.CustomerRef = buyer.to_ref()
    memo.Line = [line(item(qb), 20)]
    memo.save(qb=qb)
    assert CreditMemo.get(memo.Id, qb=qb).RemainingCredit == 20

    journal = JournalEntry()
    for side, name in (("Debit", "Bank Charges"), ("Credit", "Checking")):
        entry = JournalEntryLine()
        entry.Amount = 7
        entry.JournalEntryLineDetail = JournalEntryLineDetail()
        entry.JournalEntryLineDetail.PostingType = side
        entry.JournalEntryLineDetail.AccountRef = Account.filter(Name=name, qb=qb)[0].to_ref()
        journal.Line.append(entry)
    journal.save(qb=qb)
    assert JournalEntry.get(journal.Id, qb=qb).TotalAmt == 0

    deposit = Deposit()
    deposit.DepositToAccountRef = Account.filter(Name="Checking", qb=qb)[0].to_ref()
    detail = DepositLine()
    detail.Amount = 12
    detail.DepositLineDetail = DepositLineDetail()
    detail.DepositLineDetail.AccountRef = Account.filter(Name="Services", qb=qb)[0].to_ref()
    deposit.Line.append(detail)
    deposit.save(qb=qb)
    assert Deposit.get(deposit.Id, qb=qb).TotalAmt == 12
    deposit.delete(qb=qb)
    with pytest.raises(exceptions.ObjectNotFoundException):
        Deposit.get(deposit.Id, qb=qb)


def test_refusals_arrive_as_the_clients_exceptions(qb: Any) -> None:
    buyer = customer(qb)
    twin = Customer()
    twin.DisplayName = buyer.DisplayName
    with pytest.raises(exceptions.QuickbooksException) as duplicate:
        twin.save(qb=qb)
    assert duplicate.value.error_code == 6240
    bad = Invoice()
    bad.CustomerRef = buyer.to_ref()
    with pytest.raises(exceptions.ValidationException) as missing:
        bad.save(qb=qb)
    assert missing.value.error_code == 2020
    with pytest.raises(exceptions.ValidationException) as stopped:
        Customer.query("select * from Customer where DisplayName = 'it''s'", qb=qb)
    assert stopped.value.error_code == 4000


def test_an_expired_token_is_an_authorization_exception(qb: Any, books: Books) -> None:
    books.control("/clock", {"advance_seconds": 3700})
    with pytest.raises(exceptions.AuthorizationException):
        Customer.all(qb=qb)


def test_batches_and_changes_are_understood(qb: Any) -> None:
    vendors = []
    for name in ("One", "Two", "Two"):
        made = Vendor()
        made.DisplayName = name
        vendors.append(made)
    results = batch_create(vendors, qb=qb)
    assert len(results.successes) == 2
    assert len(results.faults) == 1
    assert results.faults[0].Error[0].code == "6240"
    since = datetime(2020, 1, 1, tzinfo=UTC)
    with pytest.raises(exceptions.ValidationException):
        change_data_capture([Vendor], since, qb=qb)
    recent = datetime.now(UTC) - timedelta(hours=1)
    changes = change_data_capture([Vendor, Invoice], recent.isoformat(), qb=qb)
    assert len(changes.Vendor) == 2
    assert not hasattr(changes, "Invoice")


def test_the_company_its_lists_and_reports_are_read(qb: Any) -> None:
    assert CompanyInfo.get(qb.company_id, qb=qb).CompanyName == "High Desert Botanicals"
    assert Preferences.get(qb=qb).SalesFormsPrefs.AllowDiscount is False
    assert {one.Name for one in Term.all(qb=qb)} >= {"Net 15", "Net 30"}
    assert len(PaymentMethod.all(qb=qb)) == 5
    assert {one.Id for one in TaxCode.all(qb=qb)} == {"TAX", "NON"}
    assert qb.get_report("TrialBalance")["Header"]["ReportName"] == "TrialBalance"


def test_an_item_shows_its_sku_when_it_is_asked_for(qb: Any) -> None:
    made = item(qb)
    assert Item.all(qb=qb)[0].Sku == "BD-1"
    assert Item.where("Sku = 'BD-1'", qb=qb)[0].Id == made.Id
    reference = Ref()
    reference.value = made.Id
    assert made.to_ref().value == reference.value
